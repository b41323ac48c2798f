/* term_places.h: which articles have each term of an index: the places of one term behind those of
   another, in memory or, where there are too many, in a temporary file. */
#ifndef NEWSSTAT_TERM_PLACES_H
#define NEWSSTAT_TERM_PLACES_H

#include "memory.h"
#include "temporary_file.h"

typedef struct nst_term_places {
  uint16_t *steps; /* from one article of a term to the next; NULL where they are in the file */
  size_t *starts;  /* of each term in those, and behind the last one the end */
  size_t terms;
  nst_temporary_file file;
  nst_allocator allocator;
} nst_term_places;

/* Makes them of the lists of an index, whose terms know how many articles they have. */
nst_status nst_term_places_make(nst_index *index, const nst_threads *threads);
void nst_term_places_close(nst_term_places *self);

/* Going through the articles of a term, in their order. */
typedef struct nst_places_walk {
  const uint16_t *at;
  uint32_t left;
  uint32_t place;
} nst_places_walk;

/* The walk may lead through `room`, until that is used again. */
nst_status nst_places_walk_open(nst_places_walk *self, const nst_index *index, uint32_t term,
                                nst_buffer *room);

/* A step that is larger than the others may be: its lower and its upper half follow. */
enum { NST_LARGE_STEP = UINT16_MAX, NST_LARGE_STEP_SIZE = 3 };

static inline bool nst_places_walk_next(nst_places_walk *self) {
  if (!self->left) return false;
  const uint16_t *at = self->at;
  uint32_t step = at[0];
  bool is_large = step == NST_LARGE_STEP;
  if (is_large) step = at[1] | (uint32_t)at[2] << 16;
  self->at += is_large ? NST_LARGE_STEP_SIZE : 1;
  self->place += step;
  self->left--;
  return true;
}

#endif
