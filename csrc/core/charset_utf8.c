/* charset_utf8.c: how far bytes are ASCII, and how far UTF-8, at the speed of
   memory: most news is one or the other. */
#include "charset.h"

#include "utf8.h"

#include <string.h>

#define HIGH_BITS 0x8080808080808080u

size_t nst_ascii_length(const char *bytes, size_t size) {
  size_t at = 0;
  for (uint64_t word; size - at >= sizeof word; at += sizeof word) {
    memcpy(&word, bytes + at, sizeof word);
    if (word & HIGH_BITS) break;
  }
  while (at < size && !((unsigned char)bytes[at] & 0x80)) at++;
  return at;
}

static bool is_tail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* The length of the run of well-formed characters of three bytes: Chinese text
   is little else. */
static size_t triples(const unsigned char *bytes, size_t size) {
  enum { ANY_BUT_E0_AND_ED = 0xDFFE };
  size_t at = 0;
  while (size - at >= NST_UTF8_FOUR &&
         nst_utf8_are_four((const char *)bytes + at, ANY_BUT_E0_AND_ED))
    at += NST_UTF8_FOUR;
  while (size - at >= 3) {
    const unsigned char *c = bytes + at;
    bool has_tails = is_tail(c[1]) && is_tail(c[2]);
    if (!has_tails || (c[0] & 0xF0) != 0xE0) break;
    if (c[0] == 0xE0 && c[1] < 0xA0) break; /* overlong */
    if (c[0] == 0xED && c[1] > 0x9F) break; /* a surrogate */
    at += 3;
  }
  return at;
}

size_t nst_utf8_well_formed(const char *bytes, size_t size, nst_utf8_seen *seen) {
  const unsigned char *c = (const unsigned char *)bytes;
  size_t at = 0;
  while (at < size) {
    if (c[at] < 0x80) {
      at += nst_ascii_length(bytes + at, size - at);
      continue;
    }
    size_t run = triples(c + at, size - at);
    seen->longer += run / 3;
    at += run;
    if (run) continue;
    uint32_t code_point;
    size_t length = nst_utf8_decode(bytes + at, size - at, &code_point);
    if (code_point == NST_REPLACEMENT) return at; /* U+FFFD itself is a triple */
    if (length == 2)
      seen->doubles++;
    else
      seen->longer++;
    at += length;
  }
  return at;
}

nst_status nst_utf8_convert(const char *bytes, size_t size, nst_buffer *out, size_t *replaced) {
  nst_utf8_seen ignored = {0, 0};
  nst_status status = nst_buffer_reserve(out, size);
  for (size_t at = 0; at < size && status == NST_OK;) {
    size_t good = nst_utf8_well_formed(bytes + at, size - at, &ignored);
    status = nst_buffer_append(out, bytes + at, good);
    at += good;
    if (at == size || status != NST_OK) break;
    uint32_t c;
    at += nst_utf8_decode(bytes + at, size - at, &c);
    status = nst_buffer_append(out, "\xEF\xBF\xBD", 3);
    ++*replaced;
  }
  return status;
}
