#include "long_arcs.h"

#include "arcs.h"
#include "shortest_path.h"
#include "user_words.h"

static const int32_t numeral_cost = NST_NATS(9);
static const int32_t numeral_character_cost = NST_NATS(.5);
static const int32_t ordinal_cost = NST_NATS(6);

static bool word_may_end(const nst_lattice *lattice, size_t node) {
  return node >= lattice->count || nst_element_at(lattice, node) != NST_ELEMENT_RUN_INSIDE;
}

static void lexicon_words(nst_lattice *lattice, const nst_reading *reading, size_t from) {
  const nst_unit *units = reading->lexicon->units;
  const nst_unit *unit = units + lattice->deep[from];
  for (size_t node = from + NST_SHORT; node < lattice->count && unit->label == lattice->codes[node];
       unit = units + nst_unit_base(unit) + lattice->codes[node]) {
    node++;
    if (unit->cost == NST_NO_COST || !word_may_end(lattice, node)) continue;
    if (reading->fine && nst_unit_splits(unit)) continue;
    if (nst_relax(lattice, from, node, unit->cost, nst_unit_tag(unit) & NST_TAG_MASK))
      lattice->long_arcs[node].unit = (uint32_t)(unit - units);
  }
}

static void foreign_names(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from) {
  int32_t cost = NST_FOREIGN_NAME_COST;
  for (size_t length = 1; length <= NST_LONGEST_FOREIGN_NAME; length++) {
    if (from + length > lattice->count) return;
    uint8_t foreign = lexicon->models[lattice->codes[from + length - 1]].foreign;
    if (foreign == NST_NEVER) return;
    cost += lexicon->model_costs[foreign];
    if (length > NST_SHORT)
      nst_relax(lattice, from, from + length, cost, NST_ARC_KIND | NST_WORD_NAME);
  }
}

static size_t end_of_numerals(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node) {
  while (node < lattice->count &&
         (lexicon->models[lattice->codes[node]].begins & NST_BEGINS_NUMERAL))
    node++;
  return node;
}

/* 二十三, 二〇〇一; a single numeral is a word of the lexicon. */
static void numerals(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from) {
  size_t end = end_of_numerals(lattice, lexicon, from + 1);
  if (end < from + 2) return;
  int32_t length = (int32_t)(end - from);
  nst_relax(lattice, from, end, numeral_cost + length * numeral_character_cost,
            NST_ARC_KIND | NST_WORD_QUANTITY);
}

/* 第三, 第21 */
static void ordinals(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from) {
  size_t next = from + 1;
  if (next >= lattice->count) return;
  size_t end = end_of_numerals(lattice, lexicon, next);
  if (nst_element_at(lattice, next) == NST_ELEMENT_RUN_START &&
      nst_kind_at(lattice, next) == NST_WORD_NUMBER)
    end = next + lattice->run_length[next];
  if (end > next) nst_relax(lattice, from, end, ordinal_cost, NST_ARC_KIND | NST_WORD_QUANTITY);
}

static void run(nst_lattice *lattice, const nst_lexicon *lexicon, size_t from) {
  nst_relax(lattice, from, from + lattice->run_length[from], lexicon->header->unknown_cost,
            (uint8_t)(NST_ARC_KIND | nst_kind_at(lattice, from)));
}

void nst_long_arcs_from(nst_lattice *lattice, const nst_reading *reading, size_t node) {
  const nst_lexicon *lexicon = reading->lexicon;
  uint8_t longer = lattice->longer[node];
  if (longer & NST_LONG_WORD) lexicon_words(lattice, reading, node);
  if (longer & NST_LONG_FOREIGN) foreign_names(lattice, lexicon, node);
  if (longer & NST_LONG_NUMERAL) numerals(lattice, lexicon, node);
  if (longer & NST_LONG_ORDINAL) ordinals(lattice, lexicon, node);
  if (longer & NST_LONG_RUN) run(lattice, lexicon, node);
  if (longer & NST_LONG_USER)
    nst_user_words_from(reading->user, lattice, lexicon, reading->text, node);
}
