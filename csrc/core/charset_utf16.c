/* charset_utf16.c: UTF-16 units and bytes to UTF-8. */
#include "charset.h"

#include <unicode/utf16.h>

enum { MOST_UNITS = 2048 };

nst_status nst_utf16_append(const uint16_t *units, size_t count, nst_buffer *out) {
  nst_status status = nst_buffer_reserve(out, count * 3);
  if (status != NST_OK) return status;
  char *to = out->bytes + out->size;
  for (size_t at = 0; at < count;) {
    uint32_t c = units[at++];
    if (c >= 0x800 && !U16_IS_SURROGATE(c)) {
      *to++ = (char)(0xE0 | c >> 12);
      *to++ = (char)(0x80 | (c >> 6 & 0x3F));
      *to++ = (char)(0x80 | (c & 0x3F));
      continue;
    }
    if (U16_IS_LEAD(c) && at < count && U16_IS_TRAIL(units[at]))
      c = (uint32_t)U16_GET_SUPPLEMENTARY(c, units[at++]);
    to += nst_utf8_encode(c, to);
  }
  out->size = (size_t)(to - out->bytes);
  return NST_OK;
}

/* The unit at two bytes. */
static uint16_t unit_at(const char *bytes, bool big_endian) {
  unsigned first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
  return (uint16_t)(big_endian ? first << 8 | second : second << 8 | first);
}

nst_status nst_utf16_convert(const char *bytes, size_t size, bool big_endian, nst_buffer *out,
                             size_t *replaced) {
  nst_status status = NST_OK;
  uint16_t units[MOST_UNITS];
  size_t at = 0;
  bool cut = false; /* the bytes end in an unpaired leading surrogate */
  while (size - at >= 2 && status == NST_OK) {
    size_t count = 0;
    while (count < MOST_UNITS - 1 && size - at >= 2) {
      uint16_t unit = unit_at(bytes + at, big_endian);
      at += 2;
      bool paired =
          U16_IS_LEAD(unit) && size - at >= 2 && U16_IS_TRAIL(unit_at(bytes + at, big_endian));
      if (U16_IS_SURROGATE(unit) && !paired) {
        cut = U16_IS_LEAD(unit) && size - at < 2;
        unit = NST_REPLACEMENT;
        ++*replaced;
      }
      units[count++] = unit;
      if (paired) {
        units[count++] = unit_at(bytes + at, big_endian);
        at += 2;
      }
    }
    status = nst_utf16_append(units, count, out);
  }
  if (at == size || cut || status != NST_OK) return status;
  ++*replaced;
  return nst_buffer_append(out, "\xEF\xBF\xBD", 3);
}
