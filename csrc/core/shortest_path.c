#include "shortest_path.h"

#include "arcs.h"
#include "long_arcs.h"

/* Where the weights of each pair of neighbours are: pair i ends with element
   i - 1.  They lie far apart in a table, so all are asked for before any is
   read. */
static void find_pairs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const size_t count = lattice->count;
  uint16_t before = lattice->keys_before[0], key = lattice->keys_before[1];
  for (size_t i = 0; i <= count; i++) {
    lattice->pairs[i] = nst_pair_hash(before, key);
    __builtin_prefetch(lexicon->pairs + lattice->pairs[i]);
    before = key;
    key = i < count ? lattice->keys[i] : NST_KEY_EDGE;
  }
  lattice->pairs[count + 1] = nst_pair_hash(before, key);
}

/* What the characters around each inner node say of a word boundary there, as
   a cost: a linear model of what the lattice itself does not know. */
static void boundary_costs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const size_t count = lattice->count;
  const uint32_t *pairs = lattice->pairs;
  const nst_model *models = lexicon->models;
  const int8_t *before = models[lattice->codes_before[0]].boundary;
  const int8_t *last = models[lattice->codes_before[1]].boundary;
  const int8_t *first = models[lattice->codes[0]].boundary;
  nst_boundary behind = lexicon->pairs[pairs[0]], between = lexicon->pairs[pairs[1]];
  for (size_t node = 0; node < count; node++) {
    const int8_t *second = models[lattice->codes[node + 1]].boundary;
    nst_boundary ahead = lexicon->pairs[pairs[node + 2]];
    int score =
        behind.behind + between.between + ahead.before + before[0] + last[1] + first[2] + second[3];
    lattice->boundaries[node] =
        -score * (NST_COST_STEPS / NST_BOUNDARY_STEPS) * (1 << NST_RANK_BITS);
    before = last;
    last = first;
    first = second;
    behind = between;
    between = ahead;
  }
  lattice->boundaries[0] = 0;
  lattice->boundaries[count] = 0;
}

static inline int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

void nst_shortest_path(nst_lattice *lattice, const nst_reading *reading) {
  const size_t count = lattice->count;
  find_pairs(lattice, reading->lexicon);
  nst_short_arcs(lattice, reading->lexicon, reading->fine);
  boundary_costs(lattice, reading->lexicon);
  for (size_t i = 0; i <= count; i += NST_BLOCK)
    for (size_t k = 0; k < NST_BLOCK; k++) lattice->long_paths[i + k] = NST_NO_PATH;
  int32_t *const paths = lattice->paths + NST_SHORT;
  int32_t path = 0, before = NST_NO_PATH, third = NST_NO_PATH, fourth = NST_NO_PATH;
  paths[0] = 0;
  for (size_t node = 0; node < count;) {
    if ((lattice->longer[node] || reading->user) && nst_is_reached(lattice, node))
      nst_long_arcs_from(lattice, reading, node);
    node++;
    int32_t best = lattice->long_paths[node];
    best = least(best, fourth + lattice->costs[3][node]);
    best = least(best, third + lattice->costs[2][node]);
    best = least(best, before + lattice->costs[1][node]);
    best = least(best, path + lattice->costs[0][node]);
    lattice->ranks[node] = (uint8_t)(best & NST_RANK_MASK);
    fourth = third;
    third = before;
    before = path;
    path = best - (best & NST_RANK_MASK) + lattice->boundaries[node];
    paths[node] = path;
  }
}
