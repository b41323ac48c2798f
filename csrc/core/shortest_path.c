#include "shortest_path.h"

#include "arcs.h"
#include "long_arcs.h"

/* Where the weights of each pair of neighbours are: pair i ends with element
   i - 1.  They lie far apart in a table, so all are asked for before any is
   read. */
static void find_pairs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const size_t count = lattice->count;
  uint16_t before = lattice->keys_before[0], key = lattice->keys_before[1];
  for (size_t i = 0; i < count; i++) {
    lattice->pairs[i] = nst_pair_hash(before, key);
    __builtin_prefetch(lexicon->pairs + lattice->pairs[i]);
    before = key;
    key = lattice->keys[i];
  }
  lattice->pairs[count] = nst_pair_hash(before, key);
  lattice->pairs[count + 1] = nst_pair_hash(key, NST_KEY_EDGE);
}

/* Four weights in one number, the first lowest; and one of them. */
static inline uint32_t packed(int8_t first, int8_t second, int8_t third, int8_t fourth) {
  return (uint32_t)(uint8_t)first | (uint32_t)(uint8_t)second << 8 |
         (uint32_t)(uint8_t)third << 16 | (uint32_t)(uint8_t)fourth << 24;
}

static inline int32_t weight(uint32_t packed, unsigned n) {
  return (int32_t)(packed << (24 - 8 * n)) >> 24;
}

static uint32_t weights_of_character(const nst_lexicon *lexicon, uint16_t code) {
  const int8_t *boundary = lexicon->models[code].boundary;
  return packed(boundary[0], boundary[1], boundary[2], boundary[3]);
}

/* The weights of the pairs, and of the characters with the two before them. */
static void find_weights(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const size_t count = lattice->count;
  uint32_t *characters = lattice->character_weights;
  for (size_t i = 0; i < 2; i++)
    characters[i] = weights_of_character(lexicon, lattice->codes_before[i]);
  for (size_t i = 0; i <= count; i++)
    characters[i + 2] = weights_of_character(lexicon, lattice->codes[i]);
  for (size_t i = 0; i < count + 2; i++) {
    const nst_boundary *pair = lexicon->pairs + lattice->pairs[i];
    lattice->pair_weights[i] = packed(pair->behind, pair->between, pair->before, pair->reserved);
  }
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
static void boundary_costs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  find_weights(lattice, lexicon);
  for (size_t i = 0; i < lattice->count; i += NST_BLOCK)
    block_of_boundaries(lattice->pair_weights + i, lattice->character_weights + i,
                        lattice->boundaries + i);
  lattice->boundaries[0] = 0;
  lattice->boundaries[lattice->count] = 0;
}

static inline int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

void nst_shortest_path(nst_lattice *lattice, const nst_reading *reading) {
  const size_t count = lattice->count;
  find_pairs(lattice, reading->lexicon);
  nst_short_arcs(lattice, reading->lexicon, reading->fine);
  boundary_costs(lattice, reading->lexicon);
  for (size_t i = 0; i <= count; i += NST_BLOCK)
    for (size_t k = 0; k < NST_BLOCK; k++) lattice->long_paths[i + k] = NST_NO_PATH;
  int32_t path = 0, before = NST_NO_PATH, third = NST_NO_PATH, fourth = NST_NO_PATH;
  lattice->paths[0] = 0;
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
    lattice->paths[node] = path;
  }
}
