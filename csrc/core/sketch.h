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
  if (count < NST_SKETCH_FULL) sketch->bytes[at] = (uint8_t)(sketch->bytes[at] + (1u << shift));
}

#endif
