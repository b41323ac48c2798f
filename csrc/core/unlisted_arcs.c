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

/* What each place in an unknown word costs the characters of the window, and those behind it. */
static void find_places(nst_lattice *lattice, const nst_lexicon *lexicon) {
  nst_places *places = &lattice->places;
  for (size_t i = 0; i < lattice->count + NST_SHORT; i++) {
    const nst_model *model = lexicon->models + lattice->codes[i];
    places->surname[i] = model->surname;
    places->given[i] = model->given;
    places->given_first[i] = model->given_first;
    places->given_second[i] = model->given_second;
    places->foreign[i] = model->foreign;
    places->pair_first[i] = model->pair_first;
    places->pair_second[i] = model->pair_second;
    places->begins[i] = model->begins;
  }
}

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

static inline int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

/* Offers unlisted words, each unless there is a cheaper one of its length, from NST_BLOCK nodes
   on; all of them in the same way, so that compilers make vectors of it. */
static void offer_pairs(const uint8_t *restrict first, const uint8_t *restrict second,
                        int32_t *restrict costs) {
  for (size_t i = 0; i < NST_BLOCK; i++) {
    uint16_t steps = (uint16_t)(steps_of(first[i]) + steps_of(second[i]));
    costs[i] = least(costs[i], pair_ranked(steps));
  }
}

static void offer_names_of_two(const uint8_t *restrict surname, const uint8_t *restrict given,
                               int32_t *restrict costs) {
  for (size_t i = 0; i < NST_BLOCK; i++) {
    uint16_t steps = (uint16_t)(CHINESE_NAME_STEPS + steps_of(surname[i]) + steps_of(given[i]));
    costs[i] = least(costs[i], ranked_steps(steps, 2));
  }
}

static void offer_names_of_three(const uint8_t *restrict surname, const uint8_t *restrict first,
                                 const uint8_t *restrict second, int32_t *restrict costs) {
  for (size_t i = 0; i < NST_BLOCK; i++) {
    uint16_t steps = (uint16_t)(CHINESE_NAME_STEPS + steps_of(surname[i]) + steps_of(first[i]) +
                                steps_of(second[i]));
    costs[i] = least(costs[i], ranked_steps(steps, 3));
  }
}

static void offer_foreign_names(const uint8_t *restrict foreign, int32_t *restrict twos,
                                int32_t *restrict threes, int32_t *restrict fours,
                                const uint8_t *restrict begins, uint8_t *restrict longer) {
  for (size_t i = 0; i < NST_BLOCK; i++) {
    uint16_t two = (uint16_t)(FOREIGN_NAME_STEPS + steps_of(foreign[i]) + steps_of(foreign[i + 1]));
    uint16_t three = (uint16_t)(two + steps_of(foreign[i + 2]));
    uint16_t four = (uint16_t)(three + steps_of(foreign[i + 3]));
    twos[i] = least(twos[i], ranked_steps(two, 2));
    threes[i] = least(threes[i], ranked_steps(three, 3));
    fours[i] = least(fours[i], ranked_steps(four, 4));
    longer[i] |= (begins[i] & (NST_LONG_NUMERAL | NST_LONG_ORDINAL)) |
                 (four < NEVER_STEPS ? NST_LONG_FOREIGN : 0);
  }
}

static void offer(nst_lattice *lattice, size_t from, size_t length, unsigned steps) {
  int32_t *cost = lattice->costs[length - 1] + from + length;
  *cost = least(*cost, ranked_steps((uint16_t)steps, length));
}

/* Names from a node with a surname of two characters. */
static void offer_double_surname(nst_lattice *lattice, size_t from) {
  const nst_places *places = &lattice->places;
  const unsigned steps = CHINESE_NAME_STEPS + DOUBLE_SURNAME_STEPS;
  offer(lattice, from, 3, steps + steps_of(places->given[from + 2]));
  offer(lattice, from, 4,
        steps + steps_of(places->given_first[from + 2]) + steps_of(places->given_second[from + 3]));
}

/* Whether one of NST_BLOCK characters begins such a name. */
static bool has_double_surname(const uint8_t *begins) {
  uint8_t any = 0;
  for (size_t i = 0; i < NST_BLOCK; i++) any |= begins[i];
  return any & NST_BEGINS_DOUBLE;
}

void nst_unlisted_arcs(nst_lattice *lattice, const nst_lexicon *lexicon) {
  find_places(lattice, lexicon);
  const nst_places *places = &lattice->places;
  for (size_t i = 0; i < lattice->count; i += NST_BLOCK) {
    int32_t *twos = lattice->costs[1] + i + 2, *threes = lattice->costs[2] + i + 3,
            *fours = lattice->costs[3] + i + 4;
    offer_pairs(places->pair_first + i, places->pair_second + i + 1, twos);
    offer_names_of_two(places->surname + i, places->given + i + 1, twos);
    offer_names_of_three(places->surname + i, places->given_first + i + 1,
                         places->given_second + i + 2, threes);
    offer_foreign_names(places->foreign + i, twos, threes, fours, places->begins + i,
                        lattice->longer + i);
    if (!has_double_surname(places->begins + i)) continue;
    for (size_t k = i; k < i + NST_BLOCK && k < lattice->count; k++)
      if ((places->begins[k] & NST_BEGINS_DOUBLE) && nst_is_double_surname(lattice, lexicon, k))
        offer_double_surname(lattice, k);
  }
}

nst_word_kind nst_unlisted_kind(const nst_lattice *lattice, size_t node, size_t length) {
  if (length != 2) return NST_WORD_NAME;
  uint16_t steps = (uint16_t)(steps_of(lattice->places.pair_first[node - 2]) +
                              steps_of(lattice->places.pair_second[node - 1]));
  return lattice->costs[1][node] == pair_ranked(steps) ? NST_WORD_UNKNOWN : NST_WORD_NAME;
}
