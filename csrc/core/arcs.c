#include "arcs.h"

/* The passes below go over all characters of the window one after another and
   branch as little as they can: which words there are is what no processor can
   predict, and look-ups that do not wait for each other go on side by side. */

static const int32_t chinese_name_cost = NST_NATS(4);
static const int32_t double_surname_cost = NST_NATS(4);
static const int32_t pair_cost = NST_NATS(3.3);

/* -- Words of the lexicon -------------------------------------------------------- */

/* Where a walk through the trie goes on. */
typedef struct walk {
  uint32_t base;
  uint16_t from;
} walk;

static inline uint8_t word_of(const nst_unit *unit) { return nst_unit_tag(unit) & NST_TAG_MASK; }

static inline bool ends_word(const nst_unit *unit, bool fine) {
  return unit->cost != NST_NO_COST && !(fine && nst_unit_splits(unit));
}

static void clear_cells(nst_lattice *lattice) {
  for (size_t node = 0; node <= lattice->count; node++)
    for (size_t i = 0; i < NST_SHORT; i++) lattice->cells[node].costs[i] = NST_NO_ARC;
}

static inline void put(nst_cell *cell, size_t length, const nst_unit *unit, bool there) {
  cell->costs[length - 1] = there ? unit->cost : NST_NO_ARC;
  cell->words[length - 1] = word_of(unit);
}

/* Words of one and two characters, and the walks that go on behind two. */
static size_t words_of_two(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                           walk *walks) {
  const nst_unit *units = lexicon->units;
  const uint32_t root = nst_unit_base(units);
  const int32_t unknown_cost = (int32_t)lexicon->header->unknown_cost;
  size_t count = 0;
  for (size_t i = 0; i < lattice->count; i++) {
    const nst_unit *one = units + root + lattice->codes[i];
    bool known = one->label == lattice->codes[i];
    const nst_unit *two = units + nst_unit_base(one) + lattice->codes[i + 1];
    bool both = known & (two->label == lattice->codes[i + 1]);
    bool word = known & ends_word(one, fine);
    nst_cell *cell = lattice->cells + i + 1;
    cell->costs[0] = word ? one->cost : unknown_cost;
    cell->words[0] = word ? word_of(one) : NST_ARC_KIND | NST_WORD_UNKNOWN;
    put(cell + 1, 2, two, both & ends_word(two, fine));
    walks[count] = (walk){nst_unit_base(two), (uint16_t)i};
    count += both & (nst_unit_base(two) != 0);
  }
  return count;
}

/* Words of one character more than the walks have gone; keeps those that go
   further, and returns how many. */
static size_t words_one_longer(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                               size_t length, walk *walks, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    size_t end = walks[i].from + length;
    uint16_t code = lattice->codes[end - 1];
    const nst_unit *unit = lexicon->units + walks[i].base + code;
    bool there = unit->label == code;
    put(lattice->cells + end, length, unit, there & ends_word(unit, fine));
    walks[kept] = (walk){nst_unit_base(unit), walks[i].from};
    kept += there & (nst_unit_base(unit) != 0);
  }
  return kept;
}

static void lexicon_words(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine) {
  walk walks[NST_WINDOW + 1];
  size_t count = words_of_two(lattice, lexicon, fine, walks);
  for (size_t length = 3; length <= NST_SHORT; length++)
    count = words_one_longer(lattice, lexicon, fine, length, walks, count);
  for (size_t i = 0; i < count; i++) {
    lattice->longer[walks[i].from] |= NST_LONG_WORD;
    lattice->deep[walks[i].from] = walks[i].base;
  }
}

/* -- Names and pairs ----------------------------------------------------------------- */

/* A word from a node, unless there is a cheaper one of its length. */
static inline void offer(nst_lattice *lattice, size_t from, size_t length, int32_t cost,
                         nst_word_kind kind) {
  nst_cell *cell = lattice->cells + from + length;
  bool cheaper = cost < cell->costs[length - 1];
  cell->costs[length - 1] = cheaper ? cost : cell->costs[length - 1];
  cell->words[length - 1] = cheaper ? NST_ARC_KIND | kind : cell->words[length - 1];
}

/* A name from a node whose given name of one or two characters begins at another. */
static void given_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from, size_t given,
                        int32_t cost) {
  const nst_model *first = lexicon->models + lattice->codes[given];
  const nst_model *second = lexicon->models + lattice->codes[given + 1];
  if (first->given != NST_NEVER)
    offer(lattice, from, given + 1 - from, cost + nst_model_cost(first->given), NST_WORD_NAME);
  if (first->given_first != NST_NEVER && second->given_second != NST_NEVER)
    offer(lattice, from, given + 2 - from,
          cost + nst_model_cost(first->given_first + second->given_second), NST_WORD_NAME);
}

static bool is_double_surname(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node) {
  for (size_t i = 0; i < lexicon->header->doubles; i++)
    if (lexicon->doubles[i][0] == lattice->codes[node] &&
        lexicon->doubles[i][1] == lattice->codes[node + 1])
      return true;
  return false;
}

static void chinese_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          const nst_model *model) {
  if (model->surname != NST_NEVER)
    given_names(lattice, lexicon, from, from + 1,
                chinese_name_cost + nst_model_cost(model->surname));
  if ((model->begins & NST_BEGINS_DOUBLE) && is_double_surname(lattice, lexicon, from))
    given_names(lattice, lexicon, from, from + 2, chinese_name_cost + double_surname_cost);
}

static void foreign_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          const nst_model *model) {
  int32_t cost = NST_FOREIGN_NAME_COST + nst_model_cost(model->foreign);
  for (size_t length = 2; length <= NST_SHORT; length++) {
    uint8_t next = lexicon->models[lattice->codes[from + length - 1]].foreign;
    if (next == NST_NEVER) return;
    cost += nst_model_cost(next);
    offer(lattice, from, length, cost, NST_WORD_NAME);
  }
  lattice->longer[from] |= NST_LONG_FOREIGN;
}

static void unlisted_words(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine) {
  const nst_model *next = lexicon->models + lattice->codes[0];
  for (size_t i = 0; i < lattice->count; i++) {
    const nst_model *model = next;
    next = lexicon->models + lattice->codes[i + 1];
    bool pair = (model->pair_first != NST_NEVER) & (next->pair_second != NST_NEVER);
    int32_t cost = pair_cost + nst_model_cost(model->pair_first + next->pair_second);
    offer(lattice, i, 2, pair ? cost : NST_NO_ARC, NST_WORD_UNKNOWN);
    if (!fine && (model->surname != NST_NEVER || (model->begins & NST_BEGINS_DOUBLE)))
      chinese_names(lattice, lexicon, i, model);
    if (model->foreign != NST_NEVER && next->foreign != NST_NEVER)
      foreign_names(lattice, lexicon, i, model);
    if (model->begins & NST_BEGINS_NUMERAL) lattice->longer[i] |= NST_LONG_NUMERAL;
    if (model->begins & NST_BEGINS_ORDINAL) lattice->longer[i] |= NST_LONG_ORDINAL;
  }
}

/* -- Runs and whole elements ------------------------------------------------------------ */

static void whole_word(nst_lattice *lattice, size_t element) {
  nst_cell *cell = lattice->cells + element + 1;
  for (size_t i = 0; i < NST_SHORT; i++) cell->costs[i] = i ? NST_NO_ARC : 0;
  cell->words[0] = NST_ARC_KIND | lattice->kinds[element];
}

/* A letter by itself is a word only where a list says so, and no word ends
   inside a run. */
static void bound_runs(nst_lattice *lattice) {
  for (size_t i = 0; i < lattice->count; i++) {
    nst_cell *cell = lattice->cells + i + 1;
    switch ((nst_element)lattice->elements[i]) {
      case NST_ELEMENT_RUN_START:
        lattice->longer[i] |= NST_LONG_RUN;
        if (cell->words[0] == (NST_ARC_KIND | NST_WORD_UNKNOWN)) cell->costs[0] = NST_NO_ARC;
        break;
      case NST_ELEMENT_RUN_INSIDE:
        for (size_t length = 0; length < NST_SHORT; length++)
          lattice->cells[i].costs[length] = NST_NO_ARC;
        break;
      case NST_ELEMENT_CHARACTER:
      case NST_ELEMENT_WHOLE: break;
    }
  }
}

void nst_short_arcs(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine) {
  const size_t count = lattice->count;
  for (size_t i = 0; i < NST_SHORT; i++) lattice->codes[count + i] = 0;
  for (size_t i = 0; i < count; i++) lattice->longer[i] = 0;
  clear_cells(lattice);
  lexicon_words(lattice, lexicon, fine);
  unlisted_words(lattice, lexicon, fine);
  if (lattice->has_runs) bound_runs(lattice);
  for (size_t i = 0; i < count; i++)
    if (lattice->elements[i] == NST_ELEMENT_WHOLE) whole_word(lattice, i);
}
