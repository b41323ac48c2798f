#include "arcs.h"

#include "surnames.h"

/* The passes below go over all characters of the window one after another and
   branch as little as they can: which words there are is what no processor can
   predict, and look-ups that do not wait for each other go on side by side. */

static const int32_t chinese_name_cost = NST_NATS(4);
static const int32_t double_surname_cost = NST_NATS(4);
static const int32_t pair_cost = NST_NATS(3.3);

/* -- Words of the lexicon -------------------------------------------------------- */

/* Where a walk through the trie goes on: at the unit for the next character. */
typedef struct walk {
  uint32_t unit;
  uint16_t from;
} walk;

/* Whether a word ends at a unit, whose tag has no bit of `not_tagged`. */
static inline bool ends_word(const nst_unit *unit, uint8_t not_tagged) {
  return (unit->cost != NST_NO_COST) & !(unit->base_and_tag & not_tagged);
}

/* Those that no pass below fills at every node. */
static void clear_cells(nst_lattice *lattice) {
  lattice->cells[1].costs[1] = NST_NO_ARC;
  for (size_t node = 0; node <= lattice->count; node++)
    lattice->cells[node].costs[2] = lattice->cells[node].costs[3] = NST_NO_ARC;
}

/* The unit of a walk's next character, which will be looked at in a later pass. */
static inline uint32_t next_unit(const nst_unit *units, uint32_t base, uint16_t code) {
  __builtin_prefetch(units + base + code);
  return base + code;
}

/* Words of one character, and the walks behind it. */
static void words_of_one(nst_lattice *lattice, const nst_lexicon *lexicon, uint8_t not_tagged,
                         walk *walks) {
  const nst_unit *const units = lexicon->units;
  const uint32_t root = nst_unit_base(units);
  const int32_t unknown = nst_ranked((int32_t)lexicon->header->unknown_cost, 1);
  const size_t count = lattice->count;
  for (size_t i = 0; i < count; i++) {
    const uint16_t code = lattice->codes[i];
    const nst_unit *unit = units + root + code;
    bool known = unit->label == code;
    bool word = known & ends_word(unit, not_tagged);
    nst_cell *cell = lattice->cells + i + 1;
    uint32_t base = known ? nst_unit_base(unit) : 0;
    walks[i] = (walk){next_unit(units, base, lattice->codes[i + 1]), (uint16_t)i};
    cell->costs[0] = word ? nst_ranked(unit->cost, 1) : unknown;
    cell->words[0] = word ? nst_unit_tag(unit) & NST_TAG_MASK : NST_ARC_KIND | lattice->kinds[i];
  }
}

/* Words of one character more than the walks have gone; keeps those that go
   further, and returns how many. */
static size_t words_one_longer(nst_lattice *lattice, const nst_lexicon *lexicon, uint8_t not_tagged,
                               size_t length, walk *walks, size_t count) {
  const nst_unit *const units = lexicon->units;
  const uint16_t *const codes = lattice->codes + length;
  nst_cell *const cells = lattice->cells + length;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    const walk here = walks[i];
    const nst_unit *unit = units + here.unit;
    bool there = unit->label == codes[here.from - (ptrdiff_t)1];
    bool word = there & ends_word(unit, not_tagged);
    uint32_t base = nst_unit_base(unit);
    walks[kept] = (walk){next_unit(units, base, codes[here.from]), here.from};
    kept += there & (base != 0);
    cells[here.from].costs[length - 1] = nst_ranked(unit->cost, length) + !word * NST_NO_ARC;
    cells[here.from].words[length - 1] = nst_unit_tag(unit) & NST_TAG_MASK;
  }
  return kept;
}

static void lexicon_words(nst_lattice *lattice, const nst_lexicon *lexicon, uint8_t not_tagged) {
  walk walks[NST_WINDOW + 1];
  size_t count = lattice->count;
  words_of_one(lattice, lexicon, not_tagged, walks);
  for (size_t length = 2; length <= NST_SHORT; length++)
    count = words_one_longer(lattice, lexicon, not_tagged, length, walks, count);
  for (size_t i = 0; i < count; i++) {
    lattice->longer[walks[i].from] |= NST_LONG_WORD;
    lattice->deep[walks[i].from] = walks[i].unit;
  }
}

/* -- Names and pairs ----------------------------------------------------------------- */

/* A word from a node, unless there is a cheaper one of its length. */
static inline void offer(nst_lattice *lattice, size_t from, size_t length, int32_t cost,
                         nst_word_kind kind) {
  nst_cell *cell = lattice->cells + from + length;
  int32_t ranked = nst_ranked(cost, length);
  int32_t before = cell->costs[length - 1];
  /* all bits or none: no branch, as no processor could tell which way */
  int32_t cheaper = -(ranked < before);
  cell->costs[length - 1] = before ^ ((before ^ ranked) & cheaper);
  cell->words[length - 1] ^= (cell->words[length - 1] ^ (NST_ARC_KIND | kind)) & cheaper;
}

/* A name from a node whose given name of one or two characters begins at another. */
static void given_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from, size_t given,
                        int32_t cost) {
  const nst_model *first = lexicon->models + lattice->codes[given];
  const nst_model *second = lexicon->models + lattice->codes[given + 1];
  offer(lattice, from, given + 1 - from, cost + lexicon->model_costs[first->given], NST_WORD_NAME);
  offer(
      lattice, from, given + 2 - from,
      cost + lexicon->model_costs[first->given_first] + lexicon->model_costs[second->given_second],
      NST_WORD_NAME);
}

static void chinese_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          const nst_model *model) {
  if (model->surname != NST_NEVER)
    given_names(lattice, lexicon, from, from + 1,
                chinese_name_cost + lexicon->model_costs[model->surname]);
  if ((model->begins & NST_BEGINS_DOUBLE) && nst_is_double_surname(lattice, lexicon, from))
    given_names(lattice, lexicon, from, from + 2, chinese_name_cost + double_surname_cost);
}

static void foreign_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          const nst_model *model) {
  int32_t cost = NST_FOREIGN_NAME_COST + lexicon->model_costs[model->foreign];
  for (size_t length = 2; length <= NST_SHORT; length++) {
    uint8_t next = lexicon->models[lattice->codes[from + length - 1]].foreign;
    if (next == NST_NEVER) return;
    cost += lexicon->model_costs[next];
    offer(lattice, from, length, cost, NST_WORD_NAME);
  }
  lattice->longer[from] |= NST_LONG_FOREIGN;
}

static void unlisted_words(nst_lattice *lattice, const nst_lexicon *lexicon) {
  const nst_model *next = lexicon->models + lattice->codes[0];
  for (size_t i = 0; i < lattice->count; i++) {
    const nst_model *model = next;
    next = lexicon->models + lattice->codes[i + 1];
    offer(lattice, i, 2,
          pair_cost + lexicon->model_costs[model->pair_first] +
              lexicon->model_costs[next->pair_second],
          NST_WORD_UNKNOWN);
    if (model->surname != NST_NEVER || (model->begins & NST_BEGINS_DOUBLE))
      chinese_names(lattice, lexicon, i, model);
    if (model->foreign != NST_NEVER && next->foreign != NST_NEVER)
      foreign_names(lattice, lexicon, i, model);
    lattice->longer[i] |= model->begins & (NST_LONG_NUMERAL | NST_LONG_ORDINAL);
  }
}

/* -- Runs ------------------------------------------------------------ */

/* A letter by itself is a word only where a list says so, and no word ends
   inside a run. */
static void bound_runs(nst_lattice *lattice) {
  for (size_t i = 0; i < lattice->count; i++) {
    nst_cell *cell = lattice->cells + i + 1;
    switch ((nst_element)lattice->elements[i]) {
      case NST_ELEMENT_RUN_START:
        lattice->longer[i] |= NST_LONG_RUN;
        if (cell->words[0] & NST_ARC_KIND) cell->costs[0] = NST_NO_ARC;
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
  lexicon_words(lattice, lexicon, fine ? NST_TAG_SPLITS : 0);
  unlisted_words(lattice, lexicon);
  if (lattice->has_runs) bound_runs(lattice);
}
