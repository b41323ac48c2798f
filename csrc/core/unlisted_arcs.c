#include "unlisted_arcs.h"

#include "arcs.h"
#include "surnames.h"

/* In steps of the models. */
enum {
  CHINESE_NAME_STEPS = 4 * NST_MODEL_STEPS,
  DOUBLE_SURNAME_STEPS = 4 * NST_MODEL_STEPS,
  FOREIGN_NAME_STEPS = NST_FOREIGN_NAME_COST / (NST_COST_STEPS / NST_MODEL_STEPS),
};

static const int32_t pair_cost = NST_NATS(3.3);

/* Steps of a model; of what is never met so many that no arc with them counts. */
enum { NEVER_STEPS = NST_NO_ARC / ((NST_COST_STEPS / NST_MODEL_STEPS) << NST_RANK_BITS) };

static inline uint16_t steps_of(uint8_t steps) {
  return (uint16_t)(steps + (steps == NST_NEVER ? NEVER_STEPS : 0));
}

static inline int32_t ranked_steps(uint16_t steps, size_t length) {
  return nst_ranked(steps * (NST_COST_STEPS / NST_MODEL_STEPS), length);
}

static inline int32_t pair_ranked(uint16_t steps) {
  return ranked_steps(steps, 2) + pair_cost * (1 << NST_RANK_BITS);
}

/* Of NST_BLOCK nodes in the same way, so that compilers make vectors of it. */
static void block_of_pairs(const uint8_t *restrict first, const uint8_t *restrict second,
                           int32_t *restrict costs) {
  for (size_t i = 0; i < NST_BLOCK; i++) {
    uint16_t steps = (uint16_t)(steps_of(first[i]) + steps_of(second[i]));
    costs[i] = nst_least(NST_NO_ARC, pair_ranked(steps));
  }
}

void nst_unlisted_pairs(nst_lattice *lattice) {
  for (size_t i = 0; i < lattice->count; i += NST_BLOCK)
    block_of_pairs(lattice->pair_first + i, lattice->pair_second + i + 1,
                   lattice->costs[1] + i + 2);
}

static void offer(nst_lattice *lattice, size_t from, size_t length, unsigned steps) {
  int32_t *cost = lattice->costs[length - 1] + from + length;
  *cost = nst_least(*cost, ranked_steps((uint16_t)steps, length));
}

/* Names from a node with a surname of two characters. */
static void offer_double_surname(nst_lattice *lattice, const nst_model *models, size_t from) {
  const uint16_t *codes = lattice->codes + from;
  const unsigned steps = CHINESE_NAME_STEPS + DOUBLE_SURNAME_STEPS;
  offer(lattice, from, 3, steps + steps_of(models[codes[2]].given));
  offer(lattice, from, 4,
        steps + steps_of(models[codes[2]].given_first) + steps_of(models[codes[3]].given_second));
}

static void offer_names(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const nst_model *const models = lexicon->models;
  for (size_t i = 0; i < lattice->name_count; i++) {
    const size_t from = lattice->names[i];
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

static void offer_foreign_names(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const nst_model *const models = lexicon->models;
  for (size_t i = 0; i < lattice->foreign_count; i++) {
    const size_t from = lattice->foreign_names[i];
    const uint16_t *codes = lattice->codes + from;
    unsigned steps = FOREIGN_NAME_STEPS + steps_of(models[codes[0]].foreign);
    for (size_t length = 2; length <= NST_SHORT; length++) {
      steps += steps_of(models[codes[length - 1]].foreign);
      offer(lattice, from, length, steps);
    }
    lattice->longer[from] |= steps < NEVER_STEPS ? NST_LONG_FOREIGN : 0;
  }
}

void nst_unlisted_names(nst_lattice *lattice, const nst_lexicon *lexicon) {
  offer_names(lattice, lexicon);
  offer_foreign_names(lattice, lexicon);
}

nst_word_kind nst_unlisted_kind(const nst_lattice *lattice, size_t node, size_t length) {
  if (length != 2) return NST_WORD_NAME;
  uint16_t steps = (uint16_t)(steps_of(lattice->pair_first[node - 2]) +
                              steps_of(lattice->pair_second[node - 1]));
  return lattice->costs[1][node] == pair_ranked(steps) ? NST_WORD_UNKNOWN : NST_WORD_NAME;
}
