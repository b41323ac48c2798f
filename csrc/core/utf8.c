#include "memory.h"
#include "newsstat.h"

#include <string.h>

/* Well-formed sequences by their first byte (Unicode 15, table 3-7): the
   length, and the range of the second byte, which is what keeps out overlong
   forms, surrogates and values above 0x10FFFF. */
static size_t sequence(unsigned char lead, unsigned char *low, unsigned char *high) {
  *low = 0x80;
  *high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (lead == 0xE0) *low = 0xA0;
    if (lead == 0xED) *high = 0x9F;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (lead == 0xF0) *low = 0x90;
    if (lead == 0xF4) *high = 0x8F;
    return 4;
  }
  return 0;
}

size_t nst_utf8_decode(const char *text, size_t size, uint32_t *code_point) {
  const unsigned char *byte = (const unsigned char *)text;
  if (byte[0] < 0x80) {
    *code_point = byte[0];
    return 1;
  }
  unsigned char low, high;
  size_t length = sequence(byte[0], &low, &high);
  *code_point = NST_REPLACEMENT;
  if (!length) return 1;
  uint32_t value = byte[0] & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++) {
    if (i >= size || byte[i] < low || byte[i] > high) return i;
    value = value << 6 | (byte[i] & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  *code_point = value;
  return length;
}

size_t nst_utf8_encode(uint32_t code_point, char *out) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
    code_point = NST_REPLACEMENT;
  if (code_point < 0x80) {
    out[0] = (char)code_point;
    return 1;
  }
  size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--) {
    out[i] = (char)(0x80 | (code_point & 0x3F));
    code_point >>= 6;
  }
  out[0] = (char)((0xF00 >> length & 0xF0) | code_point);
  return length;
}

size_t nst_utf8_count(const char *text, size_t size) {
  size_t count = 0;
  uint32_t ignored;
  for (size_t at = 0; at < size; count++) at += nst_utf8_decode(text + at, size - at, &ignored);
  return count;
}

nst_status nst_utf8_repair(const char *text, size_t size, nst_buffer *out) {
  if (!size) return NST_OK;
  nst_status status = nst_buffer_reserve(out, size);
  size_t good = 0; /* where the part begins that can be copied as it is */
  size_t at = 0;
  while (at < size && status == NST_OK) {
    if ((unsigned char)text[at] < 0x80 && text[at] != 0) {
      at++;
      continue;
    }
    uint32_t c;
    size_t length = nst_utf8_decode(text + at, size - at, &c);
    bool genuine =
        c != NST_REPLACEMENT || (length == 3 && memcmp(text + at, "\xEF\xBF\xBD", 3) == 0);
    if (c == 0 || !genuine) {
      status = nst_buffer_append(out, text + good, at - good);
      if (status == NST_OK && c != 0) status = nst_buffer_append(out, "\xEF\xBF\xBD", 3);
      good = at + length;
    }
    at += length;
  }
  if (status == NST_OK) status = nst_buffer_append(out, text + good, size - good);
  return status;
}
