/* byte_block.h: sixteen bytes at a time, by the vectors of gcc and clang, which every processor has
   or they take apart. */
#ifndef NEWSSTAT_BYTE_BLOCK_H
#define NEWSSTAT_BYTE_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { NST_BLOCK = 16 };

typedef uint8_t nst_block __attribute__((vector_size(NST_BLOCK)));
/* All bits of a byte are set where something is so, as comparisons give it. */
typedef int8_t nst_block_mask __attribute__((vector_size(NST_BLOCK)));

static inline nst_block nst_block_at(const void *bytes) {
  nst_block block;
  memcpy(&block, bytes, sizeof block);
  return block;
}

static inline bool nst_block_any(nst_block_mask mask) {
  uint64_t halves[2];
  memcpy(halves, &mask, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

/* Bytes inside of characters of UTF-8. */
static inline nst_block_mask nst_block_tails(nst_block block) {
  return (nst_block_mask)block < -64;
}

#endif
