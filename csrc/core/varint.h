/* varint.h: numbers of 7 bits a byte, the lowest first, the eighth bit set but in the last byte. */
#ifndef NEWSSTAT_VARINT_H
#define NEWSSTAT_VARINT_H

#include <stdint.h>

/* A number of up to 5 bytes is written and read with 8 bytes, without a branch, as numbers of one
   byte and of more take turns. */
enum { NST_VARINT_ROOM = 8 };

/* The lowest byte first, whatever the machine's order; written out, compilers make one access of
   each. */
static inline void nst_put_bytes(uint8_t *out, uint64_t wide) {
  out[0] = (uint8_t)wide;
  out[1] = (uint8_t)(wide >> 8);
  out[2] = (uint8_t)(wide >> 16);
  out[3] = (uint8_t)(wide >> 24);
  out[4] = (uint8_t)(wide >> 32);
  out[5] = (uint8_t)(wide >> 40);
  out[6] = (uint8_t)(wide >> 48);
  out[7] = (uint8_t)(wide >> 56);
}

static inline uint64_t nst_bytes_at(const uint8_t *at) {
  return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
         (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
         (uint64_t)at[7] << 56;
}

/* Writes where there is room for NST_VARINT_ROOM bytes; returns the place behind the number. */
static inline uint8_t *nst_put_varint(uint8_t *out, uint32_t value) {
  uint64_t wide = value;
  unsigned more = (31 - (unsigned)__builtin_clz(value | 1)) / 7; /* bytes behind the first */
  wide = (wide & 0x7F) | (wide & 0x3F80) << 1 | (wide & 0x1FC000) << 2 | (wide & 0xFE00000) << 3 |
         (wide & 0xF0000000) << 4;
  wide |= 0x8080808080u & (((uint64_t)1 << 8 * more) - 1);
  nst_put_bytes(out, wide);
  return out + more + 1;
}

/* Reads the number at *at, where NST_VARINT_ROOM bytes may be read, and goes behind it. */
static inline uint32_t nst_varint_read(const uint8_t **at) {
  uint64_t wide = nst_bytes_at(*at);
  uint64_t ends = ~wide & 0x8080808080u; /* of the first bytes, the last one's bit first */
  *at += ((unsigned)__builtin_ctzll(ends) >> 3) + 1;
  wide &= ends ^ (ends - 1);
  return (uint32_t)((wide & 0x7F) | (wide >> 1 & 0x3F80) | (wide >> 2 & 0x1FC000) |
                    (wide >> 3 & 0xFE00000) | (wide >> 4 & 0xF0000000));
}

#endif
