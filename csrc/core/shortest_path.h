/* shortest_path.h: the cheapest way through a window of the lattice. */
#ifndef NEWSSTAT_SHORTEST_PATH_H
#define NEWSSTAT_SHORTEST_PATH_H

#include "lattice.h"

/* Finds the best path to each node of the window. */
void nst_shortest_path(nst_lattice *lattice, const nst_reading *reading);

/* Every character may stand by itself, so a path reaches each node that is not
   inside a run. */
static inline bool nst_is_reached(const nst_lattice *lattice, size_t node) {
  return node == lattice->count || nst_element_at(lattice, node) != NST_ELEMENT_RUN_INSIDE;
}

/* The rank of the last arc on the best path to a node. */
static inline size_t nst_last_rank(const nst_lattice *lattice, size_t node) {
  return (size_t)(lattice->paths[node] & NST_RANK_MASK);
}

/* The elements of the last word on the best path to a node that is reached. */
static inline size_t nst_last_length(const nst_lattice *lattice, size_t node) {
  size_t rank = nst_last_rank(lattice, node);
  return rank ? NST_SHORT + 1 - rank : lattice->long_arcs[node].length;
}

/* An arc from a node that is reached, which counts if it makes the cheapest
   path to its end; tells whether it does. */
static inline bool nst_relax(nst_lattice *lattice, size_t from, size_t to, int32_t cost,
                             uint8_t word) {
  int32_t path = (lattice->paths[from] & ~NST_RANK_MASK) + cost * (1 << NST_RANK_BITS);
  if (path >= lattice->long_paths[to]) return false;
  lattice->long_paths[to] = path;
  lattice->long_arcs[to].length = (uint16_t)(to - from);
  lattice->long_arcs[to].word = word;
  return true;
}

#endif
