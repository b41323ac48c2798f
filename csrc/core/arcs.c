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

/* Offers words of one character more than the walks have gone; keeps those that go further, and
   returns how many.  Each length is a loop of its own, since the compiler knows it. */
__attribute__((always_inline)) static inline size_t words_one_longer(nst_lattice *lattice,
                                                                     const nst_lexicon *lexicon,
                                                                     uint32_t splits, size_t length,
                                                                     nst_walk *walks,
                                                                     size_t count) {
  const nst_unit *const units = lexicon->units;
  nst_walk *kept = walks;
  for (const nst_walk *here = walks, *end = walks + count; here < end; here++) {
    const size_t from = here->from, to = from + length;
    const uint32_t at = here->unit;
    const nst_unit unit = units[at];
    const bool there = unit.label == lattice->codes[to - 1];
    const uint32_t none =
        !there | (unit.cost == NST_NO_COST) | (unit.base_and_tag & splits) / NST_TAG_SPLITS;
    const int32_t cost = nst_ranked(unit.cost, length) + (int32_t)(none * NST_NO_ARC);
    const uint32_t base = nst_unit_base(&unit), next = base + lattice->codes[to];
    __builtin_prefetch(units + next); /* which is looked at in a later pass */
    kept->unit = next;
    kept->from = (uint32_t)from;
    kept += there & (base != 0);
    int32_t *best = lattice->costs[length - 1] + to;
    const bool wins = cost <= *best;
    *best = nst_least(*best, cost);
    lattice->units[to][length - 1] = at & nst_all_bits(wins);
  }
  return (size_t)(kept - walks);
}

static void lexicon_words(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                          nst_walk *walks, size_t count) {
  const uint32_t splits = fine ? NST_TAG_SPLITS : 0;
  count = words_one_longer(lattice, lexicon, splits, 2, walks, count);
  count = words_one_longer(lattice, lexicon, splits, 3, walks, count);
  count = words_one_longer(lattice, lexicon, splits, NST_SHORT, walks, count);
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
