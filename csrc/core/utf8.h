/* utf8.h: what inner loops inline of reading UTF-8. */
#ifndef NEWSSTAT_UTF8_H
#define NEWSSTAT_UTF8_H

#include "newsstat.h"

/* nst_utf8_decode with a short way for sequences of three bytes whose first one
   allows any others, as those of Chinese. */
static inline size_t nst_utf8_read(const char *text, size_t size, uint32_t *code_point) {
  const unsigned char *byte = (const unsigned char *)text;
  if (size >= 3 && byte[0] > 0xE0 && byte[0] <= 0xEF && byte[0] != 0xED &&
      (byte[1] & 0xC0) == 0x80 && (byte[2] & 0xC0) == 0x80) {
    *code_point = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
    return 3;
  }
  return nst_utf8_decode(text, size, code_point);
}

#endif
