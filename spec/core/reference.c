#include "reference.h"

#include <stdlib.h>
#include <string.h>

/* Nats of the kinds of words that no list holds, as steps. */
enum {
  CHINESE_NAME = 4 * NST_COST_STEPS,
  DOUBLE_SURNAME = 4 * NST_COST_STEPS,
  FOREIGN_NAME = 3 * NST_COST_STEPS,
  PAIR = 33 * NST_COST_STEPS / 10,
  NUMERAL = 9 * NST_COST_STEPS,
  NUMERAL_CHARACTER = NST_COST_STEPS / 2,
  ORDINAL = 6 * NST_COST_STEPS,
  LONGEST_FOREIGN = 9
};

bool reference_open(reference *self, const nst_lexicon *lexicon, bool fine, const char *text,
                    size_t size) {
  size_t count = nst_utf8_count(text, size);
  *self = (reference){lexicon, fine, count, NULL, NULL};
  self->codes = calloc(count + 3, sizeof *self->codes);
  self->keys = calloc(count + 3, sizeof *self->keys);
  if (!self->codes || !self->keys) return false;
  self->keys[0] = self->keys[1] = self->keys[count + 2] = NST_KEY_EDGE;
  for (size_t at = 0, i = 2; at < size; i++) {
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    self->codes[i] = nst_lexicon_character(lexicon, c)->code;
    self->keys[i] = lexicon->models[self->codes[i]].key;
  }
  return true;
}

void reference_close(reference *self) {
  free(self->codes);
  free(self->keys);
}

/* -- Words ---------------------------------------------------------------------- */

static int64_t steps(int eighths) { return (int64_t)eighths * NST_COST_STEPS / NST_MODEL_STEPS; }

static int64_t least_of(int64_t a, int64_t b) { return a < b ? a : b; }

static const nst_model *model(const reference *self, size_t place) {
  return self->lexicon->models + self->codes[place + 2];
}

static int64_t listed(const reference *self, size_t from, size_t to) {
  const nst_unit *unit = self->lexicon->units;
  for (size_t place = from; place < to && unit; place++)
    unit = nst_lexicon_child(self->lexicon, unit, self->codes[place + 2]);
  if (!unit || unit->cost == NST_NO_COST) return REFERENCE_NEVER;
  if (self->fine && nst_unit_splits(unit)) return REFERENCE_NEVER;
  return unit->cost;
}

static int64_t given_name(const reference *self, size_t from, size_t to) {
  const nst_model *first = model(self, from), *second = model(self, to - 1);
  if (to == from + 1) return first->given == NST_NEVER ? REFERENCE_NEVER : steps(first->given);
  if (to != from + 2 || first->given_first == NST_NEVER || second->given_second == NST_NEVER)
    return REFERENCE_NEVER;
  return steps(first->given_first + second->given_second);
}

static bool is_double_surname(const reference *self, size_t from) {
  for (size_t i = 0; i < self->lexicon->header->doubles; i++)
    if (memcmp(self->lexicon->doubles[i], self->codes + from + 2, 2 * sizeof(uint16_t)) == 0)
      return true;
  return false;
}

static int64_t chinese_name(const reference *self, size_t from, size_t to) {
  int64_t least = REFERENCE_NEVER;
  uint8_t begins = model(self, from)->begins;
  if (model(self, from)->surname != NST_NEVER && to > from + 1) {
    int64_t given = given_name(self, from + 1, to);
    if (given != REFERENCE_NEVER) least = CHINESE_NAME + steps(model(self, from)->surname) + given;
  }
  if ((begins & NST_BEGINS_DOUBLE) && to > from + 2 && is_double_surname(self, from)) {
    int64_t given = given_name(self, from + 2, to);
    if (given != REFERENCE_NEVER) least = least_of(least, CHINESE_NAME + DOUBLE_SURNAME + given);
  }
  return least;
}

static int64_t foreign_name(const reference *self, size_t from, size_t to) {
  if (model(self, from)->foreign == NST_NEVER || to < from + 2) return REFERENCE_NEVER;
  if (to > from + LONGEST_FOREIGN) return REFERENCE_NEVER;
  int64_t cost = FOREIGN_NAME + steps(model(self, from)->foreign);
  for (size_t place = from + 1; place < to; place++) {
    if (model(self, place)->foreign == NST_NEVER) return REFERENCE_NEVER;
    cost += steps(model(self, place)->foreign);
  }
  return cost;
}

static int64_t unlisted(const reference *self, size_t from, size_t to) {
  if (to == from + 1)
    return listed(self, from, to) == REFERENCE_NEVER ? self->lexicon->header->unknown_cost
                                                     : REFERENCE_NEVER;
  uint8_t first = model(self, from)->pair_first, second = model(self, from + 1)->pair_second;
  if (to != from + 2 || first == NST_NEVER || second == NST_NEVER) return REFERENCE_NEVER;
  return PAIR + steps(first + second);
}

/* All numerals in a row, and no fewer. */
static int64_t quantity(const reference *self, size_t from, size_t to) {
  if (to < from + 2) return REFERENCE_NEVER;
  for (size_t place = from + 1; place < to; place++)
    if (!(model(self, place)->begins & NST_BEGINS_NUMERAL)) return REFERENCE_NEVER;
  if (to < self->count && (model(self, to)->begins & NST_BEGINS_NUMERAL)) return REFERENCE_NEVER;
  uint8_t begins = model(self, from)->begins;
  int64_t cost = REFERENCE_NEVER;
  if (begins & NST_BEGINS_NUMERAL) cost = NUMERAL + (int64_t)(to - from) * NUMERAL_CHARACTER;
  if (begins & NST_BEGINS_ORDINAL) cost = least_of(cost, ORDINAL);
  return cost;
}

int64_t reference_word(const reference *self, size_t from, size_t to) {
  int64_t cost = least_of(listed(self, from, to), unlisted(self, from, to));
  cost = least_of(cost, chinese_name(self, from, to));
  cost = least_of(cost, foreign_name(self, from, to));
  return least_of(cost, quantity(self, from, to));
}

/* -- Boundaries and the path --------------------------------------------------------- */

static const nst_pair *pair(const reference *self, size_t first) {
  return self->lexicon->pairs + nst_pair_hash(self->keys[first], self->keys[first + 1]);
}

int64_t reference_boundary(const reference *self, size_t place) {
  /* the pair before the place, the one across it and the one behind it */
  int score =
      pair(self, place)->behind + pair(self, place + 1)->between + pair(self, place + 2)->before;
  for (size_t i = 0; i < 4; i++) score += self->lexicon->models[self->codes[place + i]].boundary[i];
  return -(int64_t)score * (NST_COST_STEPS / NST_BOUNDARY_STEPS);
}

int64_t reference_least(const reference *self) {
  int64_t *costs = malloc((self->count + 1) * sizeof *costs);
  if (!costs) return REFERENCE_NEVER;
  for (size_t place = 0; place <= self->count; place++) costs[place] = REFERENCE_NEVER;
  costs[0] = 0;
  for (size_t from = 0; from < self->count; from++) {
    if (costs[from] == REFERENCE_NEVER) continue;
    int64_t before = costs[from] + (from ? reference_boundary(self, from) : 0);
    for (size_t to = from + 1; to <= self->count && to <= from + NST_LONGEST_WORD; to++) {
      int64_t word = reference_word(self, from, to);
      if (word != REFERENCE_NEVER) costs[to] = least_of(costs[to], before + word);
    }
  }
  int64_t least = costs[self->count];
  free(costs);
  return least;
}
