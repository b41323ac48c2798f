/* varint.h: numbers of 7 bits a byte, the lowest first, the eighth bit set but in the last byte. */
#ifndef NEWSSTAT_VARINT_H
#define NEWSSTAT_VARINT_H

#include <stdint.h>

enum { NST_LONGEST_VARINT = 5 };

/* Writes where there is room for NST_LONGEST_VARINT bytes, and returns the place behind the number:
   without a branch, as numbers of one byte and of more take turns. */
static inline char *nst_put_varint(char *out, uint32_t value) {
  uint64_t wide = value;
  unsigned more = (31 - (unsigned)__builtin_clz(value | 1)) / 7; /* bytes behind the first */
  wide = (wide & 0x7F) | (wide & 0x3F80) << 1 | (wide & 0x1FC000) << 2 | (wide & 0xFE00000) << 3 |
         (wide & 0xF0000000) << 4;
  wide |= 0x8080808080u & (((uint64_t)1 << 8 * more) - 1);
  for (unsigned i = 0; i < NST_LONGEST_VARINT; i++) out[i] = (char)(wide >> 8 * i & 0xFF);
  return out + more + 1;
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
