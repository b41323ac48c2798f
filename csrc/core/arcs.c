#include "arcs.h"

#include "look_up.h"
#include "unlisted_arcs.h"

/* -- Words of the lexicon -------------------------------------------------------- */

/* Where no pass below goes none tells that there is no word. */
static void clear_arcs(nst_lattice *lattice, bool has_user_words) {
  const uint8_t always = has_user_words ? NST_LONG_USER : 0;
  for (size_t i = 0; i <= lattice->count; i += NST_BLOCK)
    for (size_t k = 0; k < NST_BLOCK; k++) {
      lattice->costs[2][i + k] = lattice->costs[3][i + k] = NST_NO_ARC;
      lattice->longer[i + k] =
          (lattice->begins[i + k] & (NST_LONG_NUMERAL | NST_LONG_ORDINAL)) | always;
    }
}

/* The unit of a walk's next character, which will be looked at in a later pass. */
static inline uint32_t next_unit(const nst_unit *units, uint32_t base, uint16_t code) {
  __builtin_prefetch(units + base + code);
  return base + code;
}

/* Offers words of one character more than the walks have gone; keeps those that go further, and
   returns how many. */
static size_t words_one_longer(nst_lattice *lattice, const nst_lexicon *lexicon, uint32_t splits,
                               size_t length, nst_walk *walks, size_t count) {
  const nst_unit *const units = lexicon->units;
  const uint16_t *const codes = lattice->codes + length - 1;
  int32_t *const costs = lattice->costs[length - 1] + length;
  uint32_t *const ends = lattice->units[length] + length - 1;
  nst_walk *kept = walks;
  for (const nst_walk *here = walks, *end = walks + count; here < end; here++) {
    const size_t from = here->from;
    const uint32_t at = here->unit;
    const nst_unit unit = units[at];
    const uint32_t code = codes[from], next = codes[from + 1], base = nst_unit_base(&unit);
    const bool there = unit.label == code;
    const bool none = !there | (unit.cost == NST_NO_COST) | ((unit.base_and_tag & splits) != 0);
    const int32_t cost = nst_ranked(unit.cost, length) + (int32_t)(nst_all_bits(none) & NST_NO_ARC);
    const bool wins = cost <= costs[from];
    *kept = (nst_walk){next_unit(units, base, (uint16_t)next), (uint32_t)from};
    kept += there & (base != 0);
    costs[from] = nst_least(costs[from], cost);
    ends[from * NST_SHORT] = at & nst_all_bits(wins);
  }
  return (size_t)(kept - walks);
}

static void lexicon_words(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                          nst_walk *walks, size_t count) {
  const uint32_t splits = fine ? NST_TAG_SPLITS : 0;
  for (size_t length = 2; length <= NST_SHORT; length++)
    count = words_one_longer(lattice, lexicon, splits, length, walks, count);
  for (size_t i = 0; i < count; i++) {
    lattice->longer[walks[i].from] |= NST_LONG_WORD;
    lattice->deep[walks[i].from] = walks[i].unit;
  }
}

/* -- Runs ------------------------------------------------------------ */

/* A letter by itself is a word only where a list says so, and no word ends
   inside a run. */
static void bound_runs(nst_lattice *lattice) {
  for (size_t i = 0; i < lattice->count; i++) {
    switch (nst_element_at(lattice, i)) {
      case NST_ELEMENT_RUN_START:
        lattice->longer[i] |= NST_LONG_RUN;
        if (!lattice->units[i + 1][0]) lattice->costs[0][i + 1] = NST_NO_ARC;
        break;
      case NST_ELEMENT_RUN_INSIDE:
        for (size_t length = 0; length < NST_SHORT; length++)
          lattice->costs[length][i] = NST_NO_ARC;
        break;
      case NST_ELEMENT_CHARACTER:
      case NST_ELEMENT_WHOLE: break;
    }
  }
}

void nst_short_arcs(nst_lattice *lattice, const nst_reading *reading) {
  const nst_lexicon *lexicon = reading->lexicon;
  const bool fine = reading->fine;
  nst_walk walks[NST_WINDOW + 2];
  const size_t count = lattice->count;
  for (size_t i = 0; i < NST_SHORT; i++) lattice->codes[count + i] = 0;
  nst_look_for_pairs(lattice, lexicon);
  size_t begun = nst_look_up_characters(lattice, lexicon, fine, walks);
  clear_arcs(lattice, reading->user != NULL);
  nst_unlisted_pairs(lattice);
  lexicon_words(lattice, lexicon, fine, walks, begun);
  nst_unlisted_names(lattice, lexicon);
  if (lattice->has_runs) bound_runs(lattice);
}
