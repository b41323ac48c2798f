/* varint.h: numbers of 7 bits a byte, the lowest first, the eighth bit set but in the last byte. */
#ifndef NEWSSTAT_VARINT_H
#define NEWSSTAT_VARINT_H

#include <stdint.h>

enum { NST_LONGEST_VARINT = 5 };

/* Writes where there is room, and returns the place behind. */
static inline char *nst_put_varint(char *out, uint32_t value) {
  for (; value >= 0x80; value >>= 7) *out++ = (char)(value | 0x80);
  *out++ = (char)value;
  return out;
}

/* Reads the number at *at and goes behind it. */
static inline uint32_t nst_varint_read(const uint8_t **at) {
  uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = *(*at)++;
    value |= (uint32_t)(byte & 0x7F) << shift;
    if (!(byte & 0x80)) return value;
  }
}

#endif
