#include "shortest_path.h"

#include "arcs.h"
#include "long_arcs.h"

/* One of four weights in one number. */
static inline int32_t weight(uint32_t packed, unsigned n) {
  return (int32_t)(packed << (24 - 8 * n)) >> 24;
}

/* The boundaries of NST_BLOCK nodes. */
static void block_of_boundaries(const uint32_t *restrict pairs, const uint32_t *restrict characters,
                                int32_t *restrict boundaries) {
  for (size_t i = 0; i < NST_BLOCK; i++) {
    int32_t score = weight(pairs[i], 0) + weight(pairs[i + 1], 1) + weight(pairs[i + 2], 2) +
                    weight(characters[i], 0) + weight(characters[i + 1], 1) +
                    weight(characters[i + 2], 2) + weight(characters[i + 3], 3);
    boundaries[i] = -score * (NST_COST_STEPS / NST_BOUNDARY_STEPS) * (1 << NST_RANK_BITS);
  }
}

/* What the characters around each inner node say of a word boundary there, as
   a cost: a linear model of what the lattice itself does not know. */
static void boundary_costs(nst_lattice *lattice) {
  for (size_t i = 0; i < lattice->count; i += NST_BLOCK)
    block_of_boundaries(lattice->pair_weights + i, lattice->character_weights + i,
                        lattice->boundaries + i);
  lattice->boundaries[0] = 0;
  lattice->boundaries[lattice->count] = 0;
}

void nst_shortest_path(nst_lattice *lattice, const nst_reading *reading) {
  const size_t count = lattice->count;
  nst_short_arcs(lattice, reading);
  boundary_costs(lattice);
  for (size_t i = 0; i <= count; i += NST_BLOCK)
    for (size_t k = 0; k < NST_BLOCK; k++) lattice->long_paths[i + k] = NST_NO_PATH;
  int32_t path = 0, before = NST_NO_PATH, third = NST_NO_PATH, fourth = NST_NO_PATH;
  lattice->paths[0] = 0;
  for (size_t node = 0; node < count;) {
    if (lattice->longer[node] && nst_is_reached(lattice, node))
      nst_long_arcs_from(lattice, reading, node);
    node++;
    int32_t best = lattice->long_paths[node];
    best = nst_least(best, fourth + lattice->costs[3][node]);
    best = nst_least(best, third + lattice->costs[2][node]);
    best = nst_least(best, before + lattice->costs[1][node]);
    best = nst_least(best, path + lattice->costs[0][node]);
    fourth = third;
    third = before;
    before = path;
    best += lattice->boundaries[node];
    lattice->paths[node] = best;
    path = best & ~NST_RANK_MASK;
  }
}
