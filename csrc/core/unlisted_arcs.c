#include "unlisted_arcs.h"

#include "arcs.h"
#include "look_up.h"
#include "surnames.h"

#include <string.h>

/* In steps of the models. */
enum {
  CHINESE_NAME_STEPS = 4 * NST_MODEL_STEPS,
  DOUBLE_SURNAME_STEPS = 4 * NST_MODEL_STEPS,
  FOREIGN_NAME_STEPS = NST_FOREIGN_NAME_COST / (NST_COST_STEPS / NST_MODEL_STEPS),
};

static const int32_t pair_cost = NST_NATS(3.3);

/* Steps of a model; of what is never met so many that no arc with them counts. */
enum { NEVER_STEPS = NST_NO_ARC / ((NST_COST_STEPS / NST_MODEL_STEPS) << NST_RANK_BITS) };

static inline uint32_t steps_of(uint32_t steps) {
  return steps + (steps == NST_NEVER ? NEVER_STEPS : 0);
}

static inline int32_t ranked_steps(uint32_t steps, size_t length) {
  return nst_ranked((int32_t)steps * (NST_COST_STEPS / NST_MODEL_STEPS), length);
}

static inline int32_t pair_ranked(uint32_t first, uint32_t second) {
  uint32_t steps = steps_of(nst_pair_first(first)) + steps_of(nst_pair_second(second));
  return ranked_steps(steps, 2) + pair_cost * (1 << NST_RANK_BITS);
}

/* Of NST_BLOCK nodes in the same way, so that compilers make vectors of it. */
static void block_of_pairs(const uint32_t *restrict steps, int32_t *restrict costs) {
  for (size_t i = 0; i < NST_BLOCK; i++)
    costs[i] = nst_least(NST_NO_ARC, pair_ranked(steps[i], steps[i + 1]));
}

void nst_unlisted_pairs(nst_lattice *lattice) {
  for (size_t i = 0; i < lattice->count; i += NST_BLOCK)
    block_of_pairs(lattice->pair_steps + i, lattice->costs[1] + i + 2);
}

/* Takes the place of a word of the lexicon that costs more. */
static void offer(nst_lattice *lattice, size_t from, size_t length, unsigned steps) {
  int32_t *best = lattice->costs[length - 1] + from + length;
  uint32_t *unit = lattice->units[from + length] + length - 1;
  const int32_t cost = ranked_steps(steps, length);
  *unit &= nst_all_bits(cost >= *best);
  *best = nst_least(*best, cost);
}

/* Names from a node with a surname of two characters. */
static void offer_double_surname(nst_lattice *lattice, const nst_model *models, size_t from) {
  const uint16_t *codes = lattice->codes + from;
  const unsigned steps = CHINESE_NAME_STEPS + DOUBLE_SURNAME_STEPS;
  offer(lattice, from, 3, steps + steps_of(models[codes[2]].given));
  offer(lattice, from, 4,
        steps + steps_of(models[codes[2]].given_first) + steps_of(models[codes[3]].given_second));
}

static void offer_names(nst_lattice *lattice, const nst_lexicon *lexicon, const uint16_t *places,
                        size_t count) {
  const nst_model *const models = lexicon->models;
  for (size_t i = 0; i < count; i++) {
    const size_t from = places[i];
    const uint16_t *codes = lattice->codes + from;
    const nst_model *first = models + codes[0], *second = models + codes[1];
    const unsigned steps = CHINESE_NAME_STEPS + steps_of(first->surname);
    offer(lattice, from, 2, steps + steps_of(second->given));
    offer(lattice, from, 3,
          steps + steps_of(second->given_first) + steps_of(models[codes[2]].given_second));
    if ((first->begins & NST_BEGINS_DOUBLE) && nst_is_double_surname(lattice, lexicon, from))
      offer_double_surname(lattice, models, from);
  }
}

static void offer_foreign_names(nst_lattice *lattice, const nst_lexicon *lexicon,
                                const uint16_t *places, size_t count) {
  const nst_model *const models = lexicon->models;
  for (size_t i = 0; i < count; i++) {
    const size_t from = places[i];
    const uint16_t *codes = lattice->codes + from;
    unsigned steps = FOREIGN_NAME_STEPS + steps_of(models[codes[0]].foreign);
    for (size_t length = 2; length <= NST_SHORT; length++) {
      steps += steps_of(models[codes[length - 1]].foreign);
      offer(lattice, from, length, steps);
    }
    lattice->longer[from] |= steps < NEVER_STEPS ? NST_LONG_FOREIGN : 0;
  }
}

/* Puts the places of four characters whose byte has a bit that is looked for behind those that are
   listed: writes four and keeps so many as there are.  Returns where the list ends then. */
static inline uint16_t *list_places(uint16_t *list, uint32_t four, uint32_t bit, size_t first) {
  static const uint16_t places[16][4] = {
      {0}, {0},    {1},    {0, 1},    {2},    {0, 2},    {1, 2},    {0, 1, 2},
      {3}, {0, 3}, {1, 3}, {0, 1, 3}, {2, 3}, {0, 2, 3}, {1, 2, 3}, {0, 1, 2, 3}};
  static const uint8_t counts[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
  const uint32_t found = (four / bit & 0x01010101u) * 0x01020408u >> 24;
  uint64_t all;
  memcpy(&all, places[found], sizeof all);
  all += first * 0x0001000100010001u;
  memcpy(list, &all, sizeof all);
  return list + counts[found];
}

static inline uint32_t four_of(const uint8_t *bytes) {
  return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void nst_unlisted_names(nst_lattice *lattice, const nst_lexicon *lexicon) {
  uint16_t names[NST_ROOM], foreign[NST_ROOM], *name_end = names, *foreign_end = foreign;
  const uint32_t each = 0x01010101u;
  for (size_t i = 0; i < lattice->count; i += 4) {
    const uint32_t first = four_of(lattice->begins + i),
                   second = four_of(lattice->begins + i + 1) >> 1, both = first & second;
    const uint32_t names_here =
        (both & each * NST_BEGINS_NAME) | (first & each * NST_BEGINS_DOUBLE) * NST_BEGINS_NAME;
    name_end = list_places(name_end, names_here, NST_BEGINS_NAME, i);
    foreign_end = list_places(foreign_end, both, NST_BEGINS_FOREIGN, i);
  }
  offer_names(lattice, lexicon, names, (size_t)(name_end - names));
  offer_foreign_names(lattice, lexicon, foreign, (size_t)(foreign_end - foreign));
}

nst_word_kind nst_unlisted_kind(const nst_lattice *lattice, size_t node, size_t length) {
  if (length > 2) return NST_WORD_NAME;
  const uint32_t *steps = lattice->pair_steps + node - 2;
  return lattice->costs[1][node] == pair_ranked(steps[0], steps[1]) ? NST_WORD_UNKNOWN
                                                                    : NST_WORD_NAME;
}
