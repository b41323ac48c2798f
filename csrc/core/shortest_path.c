#include "shortest_path.h"

#include "arcs.h"
#include "long_arcs.h"

static inline const nst_boundary *pair_at(const nst_lexicon *lexicon, uint16_t first,
                                          uint16_t second) {
  return lexicon->pairs + nst_pair_hash(first, second);
}

static inline int sum_of_characters(const nst_model *const models[4]) {
  int sum = 0;
  for (size_t i = 0; i < 4; i++) sum += models[i]->boundary[i];
  return sum;
}

/* What the characters around each inner node say of a word boundary there, as
   a cost: a linear model of what the lattice itself does not know. */
static void boundary_costs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const size_t count = lattice->count;
  const nst_model *around[4] = {NULL, lexicon->models + lattice->codes_before[0],
                                lexicon->models + lattice->codes_before[1],
                                lexicon->models + lattice->codes[0]};
  uint16_t key = lattice->keys[0];
  const nst_boundary *first, *second, *third;
  second = pair_at(lexicon, lattice->keys_before[0], lattice->keys_before[1]);
  third = pair_at(lexicon, lattice->keys_before[1], key);
  for (size_t node = 0; node < count; node++) {
    uint16_t next = node + 1 < count ? lattice->keys[node + 1] : NST_KEY_EDGE;
    around[0] = around[1];
    around[1] = around[2];
    around[2] = around[3];
    around[3] = lexicon->models + lattice->codes[node + 1];
    first = second;
    second = third;
    third = pair_at(lexicon, key, next);
    key = next;
    int score = first->behind + second->between + third->before + sum_of_characters(around);
    lattice->boundaries[node] = -score * (NST_COST_STEPS / NST_BOUNDARY_STEPS);
  }
  lattice->boundaries[0] = 0;
  lattice->boundaries[count] = 0;
}

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

void nst_shortest_path(nst_lattice *lattice, const nst_reading *reading) {
  const size_t count = lattice->count;
  nst_short_arcs(lattice, reading->lexicon, reading->fine);
  boundary_costs(lattice, reading->lexicon);
  for (size_t node = 0; node <= count; node++) lattice->long_paths[node] = NST_NO_PATH;
  int64_t *paths = lattice->paths + NST_SHORT;
  paths[0] = 0;
  for (size_t node = 0;; node++) {
    if (node < count && (lattice->longer[node] || reading->user) && nst_is_reached(lattice, node))
      nst_long_arcs_from(lattice, reading, node);
    if (node == count) return;
    const int32_t *costs = lattice->cells[node + 1].costs;
    int64_t best = lattice->long_paths[node + 1];
    for (size_t length = 1; length <= NST_SHORT; length++)
      best = least(best, paths[(ptrdiff_t)(node + 1 - length)] + nst_ranked(costs[length - 1], length));
    lattice->ranks[node + 1] = (uint8_t)(best & NST_RANK_MASK);
    paths[node + 1] = best - (best & NST_RANK_MASK) +
                      (int64_t)lattice->boundaries[node + 1] * (1 << NST_RANK_BITS);
  }
}
