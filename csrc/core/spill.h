/* spill.h: bytes one behind another in a temporary file, for what has outgrown its part of memory.
   What is told of a piece is its place; pieces are read as they are asked for. */
#ifndef NEWSSTAT_SPILL_H
#define NEWSSTAT_SPILL_H

#include "memory.h"
#include "temporary_file.h"

typedef struct nst_spill {
  nst_temporary_file file;
  uint64_t written;   /* bytes that are in the file */
  nst_buffer waiting; /* those behind them: a block that is not full yet */
  size_t block;       /* bytes that are written at a time */
  bool is_full;       /* the file takes no more, so all that comes waits */
} nst_spill;

/* Where a piece is: in memory, or in a spill once its owner has one. */
typedef union nst_where {
  const uint8_t *address;
  uint64_t place;
} nst_where;

/* For what is kept in so many bytes of memory no longer: blocks are some sixteenth of that.  The
   spill is zero bytes, and closed again on failure; the allocator is copied. */
nst_status nst_spill_open(nst_spill *spill, size_t memory, const nst_allocator *allocator);
void nst_spill_close(nst_spill *spill);

static inline bool nst_spill_is_open(const nst_spill *spill) { return spill->file.is_open; }

/* The place of the piece that is added next. */
static inline uint64_t nst_spill_end(const nst_spill *spill) {
  return spill->written + spill->waiting.size;
}

/* Adds a piece.  Where the file does not take it, memory does.  On failure nothing was added. */
nst_status nst_spill_add(nst_spill *spill, const void *bytes, size_t size);

/* Leaves the first `end` bytes of those that were added. */
void nst_spill_cut(nst_spill *spill, uint64_t end);

/* Reads bytes that were added; in several threads at once where none adds any. */
nst_status nst_spill_read(const nst_spill *spill, uint64_t place, void *bytes, size_t size);

#endif
