#include "arcs.h"

/* Costs in nats of the event that a word of a kind stands here, beside that of
   its characters. */
#define NATS(nats) ((int32_t)((nats)*NST_COST_STEPS))

static const int32_t chinese_name_cost = NATS(4);
static const int32_t double_surname_cost = NATS(4);
static const int32_t foreign_name_cost = NATS(3);
static const int32_t pair_cost = NATS(3.3);
static const int32_t numeral_cost = NATS(9);
static const int32_t numeral_character_cost = NATS(.5);
static const int32_t ordinal_cost = NATS(6);

static inline int32_t model_cost(int32_t steps) { return steps * NST_COST_STEPS / NST_MODEL_STEPS; }

static inline const nst_model *model_at(const nst_lattice *lattice, const nst_lexicon *lexicon,
                                        size_t node) {
  return lexicon->models + lattice->codes[node];
}

/* Whether a character stands at the node: not the end, and no Latin run. */
static inline bool is_character(const nst_lattice *lattice, size_t node) {
  return node < lattice->count && lattice->elements[node] == NST_ELEMENT_CHARACTER;
}

static inline bool word_may_end(const nst_lattice *lattice, size_t node) {
  return node >= lattice->count || lattice->elements[node] != NST_ELEMENT_RUN_INSIDE;
}

/* Words of the lexicon; tells whether the first character alone is one. */
static bool lexicon_words(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                          size_t from) {
  const int32_t cost = lattice->costs[from];
  const nst_unit *unit = lexicon->units;
  bool single = false;
  for (size_t node = from; node < lattice->count;) {
    unit = nst_lexicon_child(lexicon, unit, lattice->codes[node]);
    if (!unit) break;
    node++;
    if (unit->cost == NST_NO_COST || !word_may_end(lattice, node)) continue;
    if (fine && nst_lexicon_splits(lexicon, unit)) continue;
    nst_lattice_relax(lattice, from, node, cost + unit->cost, NST_WORD_LEXICON, unit);
    if (node == from + 1) single = true;
  }
  return single;
}

/* A given name of one or two characters at `given` ends a name from `from`. */
static void given_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from, size_t given,
                        int32_t cost) {
  if (!is_character(lattice, given)) return;
  const nst_model *first = model_at(lattice, lexicon, given);
  if (first->given != NST_NEVER)
    nst_lattice_relax(lattice, from, given + 1, cost + model_cost(first->given), NST_WORD_NAME,
                      NULL);
  if (first->given_first == NST_NEVER || !is_character(lattice, given + 1)) return;
  const nst_model *second = model_at(lattice, lexicon, given + 1);
  if (second->given_second == NST_NEVER) return;
  int32_t characters = first->given_first + second->given_second;
  nst_lattice_relax(lattice, from, given + 2, cost + model_cost(characters), NST_WORD_NAME, NULL);
}

static bool is_double_surname(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node) {
  if (!is_character(lattice, node + 1)) return false;
  for (size_t i = 0; i < lexicon->header->doubles; i++)
    if (lexicon->doubles[i][0] == lattice->codes[node] &&
        lexicon->doubles[i][1] == lattice->codes[node + 1])
      return true;
  return false;
}

static void chinese_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          const nst_model *model) {
  int32_t cost = lattice->costs[from] + chinese_name_cost;
  if (model->begins & NST_BEGINS_NAME)
    given_names(lattice, lexicon, from, from + 1, cost + model_cost(model->surname));
  if ((model->begins & NST_BEGINS_DOUBLE) && is_double_surname(lattice, lexicon, from))
    given_names(lattice, lexicon, from, from + 2, cost + double_surname_cost);
}

static void foreign_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          const nst_model *model) {
  int32_t cost = lattice->costs[from] + foreign_name_cost + model_cost(model->foreign);
  for (size_t node = from + 1; node < from + NST_LONGEST_FOREIGN_NAME; node++) {
    if (!is_character(lattice, node)) return;
    uint8_t next = model_at(lattice, lexicon, node)->foreign;
    if (next == NST_NEVER) return;
    cost += model_cost(next);
    nst_lattice_relax(lattice, from, node + 1, cost, NST_WORD_NAME, NULL);
  }
}

static void pairs(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                  const nst_model *model) {
  if (!is_character(lattice, from + 1)) return;
  uint8_t second = model_at(lattice, lexicon, from + 1)->pair_second;
  if (second == NST_NEVER) return;
  nst_lattice_relax(lattice, from, from + 2,
                    lattice->costs[from] + pair_cost + model_cost(model->pair_first + second),
                    NST_WORD_UNKNOWN, NULL);
}

static size_t end_of_numerals(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node) {
  while (is_character(lattice, node) &&
         (model_at(lattice, lexicon, node)->begins & NST_BEGINS_NUMERAL))
    node++;
  return node;
}

/* 二十三, 二〇〇一; a single numeral is a word of the lexicon. */
static void numerals(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from) {
  size_t end = end_of_numerals(lattice, lexicon, from + 1);
  if (end < from + 2) return;
  int32_t length = (int32_t)(end - from);
  nst_lattice_relax(lattice, from, end,
                    lattice->costs[from] + numeral_cost + length * numeral_character_cost,
                    NST_WORD_QUANTITY, NULL);
}

/* 第三, 第21 */
static void ordinals(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from) {
  size_t next = from + 1;
  if (next >= lattice->count) return;
  size_t end = end_of_numerals(lattice, lexicon, next);
  if (lattice->elements[next] == NST_ELEMENT_RUN_START &&
      lattice->run_kind[next] == NST_WORD_NUMBER)
    end = next + lattice->run_length[next];
  if (end > next)
    nst_lattice_relax(lattice, from, end, lattice->costs[from] + ordinal_cost, NST_WORD_QUANTITY,
                      NULL);
}

void nst_arcs_from(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine, size_t node) {
  bool single = lexicon_words(lattice, lexicon, fine, node);
  int32_t unknown = lattice->costs[node] + (int32_t)lexicon->header->unknown_cost;
  if (lattice->elements[node] == NST_ELEMENT_RUN_START) {
    nst_lattice_relax(lattice, node, node + lattice->run_length[node], unknown,
                      (nst_word_kind)lattice->run_kind[node], NULL);
    return;
  }
  if (!single) nst_lattice_relax(lattice, node, node + 1, unknown, NST_WORD_UNKNOWN, NULL);
  const nst_model *model = model_at(lattice, lexicon, node);
  uint8_t begins = model->begins;
  if (begins & NST_BEGINS_PAIR) pairs(lattice, lexicon, node, model);
  if (!(begins & ~NST_BEGINS_PAIR)) return;
  if (!fine && (begins & (NST_BEGINS_NAME | NST_BEGINS_DOUBLE)))
    chinese_names(lattice, lexicon, node, model);
  if (begins & NST_BEGINS_FOREIGN) foreign_names(lattice, lexicon, node, model);
  if (begins & NST_BEGINS_NUMERAL) numerals(lattice, lexicon, node);
  if (begins & NST_BEGINS_ORDINAL) ordinals(lattice, lexicon, node);
}
