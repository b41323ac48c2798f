/* sketch.h: counts up to 3 in two bits each.  Keys that fall together are
   counted together, so a count may be too high and is never too low. */
#ifndef NEWSSTAT_SKETCH_H
#define NEWSSTAT_SKETCH_H

#include "memory.h"

enum { NST_SKETCH_FULL = 3 };

typedef struct nst_sketch {
  uint8_t *bytes;
  size_t size; /* a power of two */
  nst_allocator allocator;
} nst_sketch;

/* Room for about so many keys, all counts 0; keeps its memory where that is enough. */
nst_status nst_sketch_clear(nst_sketch *sketch, size_t keys);
void nst_sketch_free(nst_sketch *sketch);

/* Asks for the place of a key.  A macro, as gcc takes a function that only prefetches for one
   without effect. */
#define nst_sketch_prefetch(sketch, hash) \
  __builtin_prefetch((sketch)->bytes + ((size_t)((hash) >> 8) & ((sketch)->size - 1)), 1)

static inline unsigned nst_sketch_get(const nst_sketch *sketch, uint64_t hash) {
  size_t at = (size_t)(hash >> 8) & (sketch->size - 1);
  return (sketch->bytes[at] >> (2 * (hash & 3))) & 3;
}

static inline void nst_sketch_add(nst_sketch *sketch, uint64_t hash) {
  size_t at = (size_t)(hash >> 8) & (sketch->size - 1);
  unsigned shift = 2 * (hash & 3), count = (sketch->bytes[at] >> shift) & 3;
  sketch->bytes[at] = (uint8_t)(sketch->bytes[at] + ((unsigned)(count < NST_SKETCH_FULL) << shift));
}

/* A set of keys that may hold some it was not given: a Bloom filter whose bits for a key lie in one
   word (Putze, Sanders, Singler 2007). */
typedef struct nst_filter {
  uint64_t *words;
  size_t count; /* a power of two */
  nst_allocator allocator;
} nst_filter;

/* An empty set with room for so many keys, at 16 to 32 bits each. */
nst_status nst_filter_open(nst_filter *filter, size_t keys, const nst_allocator *allocator);
void nst_filter_free(nst_filter *filter);

static inline uint64_t nst_filter_bits(uint64_t hash) {
  return (uint64_t)1 << (hash >> 58) | (uint64_t)1 << (hash >> 52 & 63);
}

static inline void nst_filter_add(nst_filter *filter, uint64_t hash) {
  filter->words[hash & (filter->count - 1)] |= nst_filter_bits(hash);
}

static inline bool nst_filter_may_have(const nst_filter *filter, uint64_t hash) {
  return !(nst_filter_bits(hash) & ~filter->words[hash & (filter->count - 1)]);
}

#endif
