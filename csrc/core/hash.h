/* hash.h: hashes for the tables of terms. */
#ifndef NEWSSTAT_HASH_H
#define NEWSSTAT_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t nst_hash_mix(uint64_t value) {
  value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93u;
  value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93u;
  return value ^ (value >> 32);
}

/* Fewer than 8 bytes as one number, without a loop. */
static inline uint64_t nst_load_rest(const char *bytes, size_t size) {
  if (size >= 4) {
    uint32_t first, last;
    memcpy(&first, bytes, 4);
    memcpy(&last, bytes + size - 4, 4);
    return first | (uint64_t)last << 8 * (size - 4);
  }
  if (!size) return 0;
  const unsigned char *at = (const unsigned char *)bytes;
  return at[0] | (uint64_t)at[size / 2] << 8 * (size / 2) |
         (uint64_t)at[size - 1] << 8 * (size - 1);
}

/* Whether short strings of one size are the same. */
static inline bool nst_same_bytes(const char *a, const char *b, size_t size) {
  for (; size >= 8; a += 8, b += 8, size -= 8) {
    uint64_t one, other;
    memcpy(&one, a, 8);
    memcpy(&other, b, 8);
    if (one != other) return false;
  }
  return nst_load_rest(a, size) == nst_load_rest(b, size);
}

/* A hash of bytes under a seed; who does not know the seed cannot make keys
   that fall together. */
static inline uint64_t nst_hash_bytes(const char *bytes, size_t size, uint64_t seed) {
  uint64_t hash = seed ^ (size * 0x9E3779B97F4A7C15u);
  while (size >= 8) {
    uint64_t part;
    memcpy(&part, bytes, 8);
    hash = nst_hash_mix(hash ^ part);
    bytes += 8;
    size -= 8;
  }
  return nst_hash_mix(hash ^ nst_load_rest(bytes, size));
}

/* A polynomial hash of characters: H(c1 … cn) = sum of mix(ci) * base^(n - i).
   Strings of up to a thousand characters that fall together cannot be made
   without knowing the seed. */
static inline uint64_t nst_hash_base(uint64_t seed) { return nst_hash_mix(seed ^ 0x5851F42Du) | 1; }

static inline uint64_t nst_hash_append(uint64_t seed, uint64_t hash, uint32_t character) {
  return hash * nst_hash_base(seed) + nst_hash_mix(character ^ seed);
}

/* What the hash of a string is multiplied by where so many characters come behind it. */
static inline uint64_t nst_hash_power(uint64_t base, unsigned characters) {
  uint64_t power = 1;
  for (; characters; characters >>= 1, base *= base)
    if (characters & 1) power *= base;
  return power;
}

/* A hash of a term's number, good enough for power-of-two tables. */
static inline uint32_t nst_hash_term(uint32_t term) {
  uint32_t hash = term * 0x9E3779B1u;
  return hash ^ (hash >> 15);
}

#endif
