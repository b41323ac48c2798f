#include "look_up.h"

#include <string.h>

/* These passes go over all characters of the window one after another and branch as little as they
   can: which words there are is what no processor can predict, and look-ups that do not wait for
   each other go on side by side.  What lies far apart in a table is asked for in one pass and read
   in the next. */

/* -- Characters -------------------------------------------------------------------- */

/* Four weights in one number, the first lowest. */
static inline uint32_t weights_of(const nst_model *model) {
  const int8_t *boundary = model->boundary;
  return (uint32_t)(uint8_t)boundary[0] | (uint32_t)(uint8_t)boundary[1] << 8 |
         (uint32_t)(uint8_t)boundary[2] << 16 | (uint32_t)(uint8_t)boundary[3] << 24;
}

static inline uint32_t steps_of(const nst_model *model) {
  return (uint32_t)model->foreign | (uint32_t)model->pair_first << 8 |
         (uint32_t)model->pair_second << 16 | (uint32_t)model->begins << 24;
}

/* What stands around words: what is known of a character wherever it stands. */
static inline void put_character(nst_lattice *lattice, const nst_model *model, size_t at) {
  lattice->character_weights[at + 2] = weights_of(model);
  lattice->pair_steps[at] = steps_of(model);
  lattice->begins[at] = model->begins;
}

/* Takes words of one character off that split further. */
static void leave_out_splitting(nst_lattice *lattice, const nst_lexicon *lexicon) {
  for (size_t node = 1; node <= lattice->count; node++) {
    uint32_t *unit = lattice->units[node];
    if (!*unit || !nst_unit_splits(lexicon->units + *unit)) continue;
    *unit = 0;
    lattice->costs[0][node] = nst_ranked((int32_t)lexicon->header->unknown_cost, 1);
  }
}

/* -- Pairs ------------------------------------------------------------------------- */

/* Pair i ends with element i - 1. */
void nst_look_for_pairs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const size_t count = lattice->count;
  uint16_t before = lattice->keys_before[1];
  lattice->pairs[0] = nst_pair_long_hash(lattice->keys_before[0], before);
  for (size_t i = 0; i < count; i++) {
    const uint16_t key = lattice->keys[i];
    const uint32_t hash = nst_pair_long_hash(before, key);
    __builtin_prefetch(lexicon->pairs + (hash >> NST_WORD_BITS));
    lattice->pairs[i + 1] = hash;
    before = key;
  }
  lattice->pairs[count + 1] = nst_pair_long_hash(before, NST_KEY_EDGE);
}

static inline uint32_t pair_in_one(const nst_pair *pair) {
  return (uint32_t)(uint8_t)pair->behind | (uint32_t)(uint8_t)pair->between << 8 |
         (uint32_t)(uint8_t)pair->before << 16 | (uint32_t)pair->words << 24;
}

enum { BEHIND = 4 }; /* elements behind the last with which nothing begins */

size_t nst_look_up_characters(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                              nst_walk walks[NST_WINDOW + 2]) {
  const nst_pair *const pairs = lexicon->pairs;
  const nst_unit *const units = lexicon->units;
  const nst_model *const models = lexicon->models;
  const size_t count = lattice->count;
  nst_walk *kept = walks;
  for (size_t i = 0; i < 2; i++) {
    lattice->character_weights[i] = weights_of(models + lattice->codes_before[i]);
    lattice->pair_weights[i] = pair_in_one(pairs + (lattice->pairs[i] >> NST_WORD_BITS));
  }
  for (size_t i = 0; i < count; i++) {
    const nst_model *model = models + lattice->codes[i];
    put_character(lattice, model, i);
    lattice->costs[0][i + 1] = nst_ranked(model->cost, 1);
    memset(lattice->units[i + 1], 0, sizeof lattice->units[i + 1]);
    lattice->units[i + 1][0] = model->word;
    const uint32_t hash = lattice->pairs[i + 2];
    const uint32_t pair = pair_in_one(pairs + (hash >> NST_WORD_BITS));
    const uint32_t begins =
        pair >> ((hash | 24) & 31) & 1; /* its byte, by the NST_WORD_BITS lowest */
    const uint32_t unit = model->base + lattice->codes[i + 1];
    lattice->pair_weights[i + 2] = pair;
    __builtin_prefetch(units + (unit & -begins));
    *kept = (nst_walk){unit, (uint32_t)i};
    kept += begins;
  }
  put_character(lattice, models, count);
  memset(lattice->begins + count, 0, BEHIND);
  if (fine) leave_out_splitting(lattice, lexicon);
  return (size_t)(kept - walks);
}
