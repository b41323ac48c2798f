#include "arcs.h"

#include "unlisted_arcs.h"

/* The passes below go over all characters of the window one after another and
   branch as little as they can: which words there are is what no processor can
   predict, and look-ups that do not wait for each other go on side by side. */

/* -- Words of the lexicon -------------------------------------------------------- */

/* Where a walk through the trie goes on: at the unit for the next character. */
typedef struct walk {
  uint32_t unit;
  uint32_t from;
} walk;

/* Where no walk goes no pass below tells that there is no word. */
static void clear_arcs(nst_lattice *lattice) {
  for (size_t i = 0; i <= lattice->count; i += NST_BLOCK)
    for (size_t k = 0; k < NST_BLOCK; k++) lattice->longer[i + k] = 0;
  for (size_t length = 2; length <= NST_SHORT; length++)
    for (size_t i = 0; i <= lattice->count; i += NST_BLOCK)
      for (size_t k = 0; k < NST_BLOCK; k++) {
        lattice->costs[length - 1][i + k] = NST_NO_ARC;
        lattice->units[length - 1][i + k] = 0;
      }
}

/* All bits of a number or none: no branch, as no processor could tell which way. */
static inline uint32_t all_bits(bool wanted) { return -(uint32_t)wanted; }

/* The unit of a walk's next character, which will be looked at in a later pass. */
static inline uint32_t next_unit(const nst_unit *units, uint32_t base, uint16_t code) {
  __builtin_prefetch(units + base + code);
  return base + code;
}

/* Words of one character; keeps the walks that go further, and returns how many. */
static size_t words_of_one(nst_lattice *lattice, const nst_lexicon *lexicon, walk *walks) {
  const nst_unit *const units = lexicon->units;
  const uint32_t root = nst_unit_base(units);
  const int32_t unknown = nst_ranked((int32_t)lexicon->header->unknown_cost, 1);
  const size_t count = lattice->count;
  walk *kept = walks;
  for (size_t i = 0; i < count; i++) {
    const uint32_t code = lattice->codes[i], at = root + code;
    const nst_unit unit = units[at];
    const uint32_t base = nst_unit_base(&unit);
    bool known = unit.label == code;
    uint32_t word = all_bits(known & (unit.cost != NST_NO_COST));
    *kept = (walk){next_unit(units, base, lattice->codes[i + 1]), (uint32_t)i};
    kept += known & (base != 0);
    lattice->costs[0][i + 1] = unknown ^ ((nst_ranked(unit.cost, 1) ^ unknown) & (int32_t)word);
    lattice->units[0][i + 1] = at & word;
  }
  return (size_t)(kept - walks);
}

/* Words of one character more than the walks have gone; keeps those that go
   further, and returns how many. */
static size_t words_one_longer(nst_lattice *lattice, const nst_lexicon *lexicon, size_t length,
                               walk *walks, size_t count) {
  const nst_unit *const units = lexicon->units;
  const uint16_t *const codes = lattice->codes + length - 1;
  int32_t *const costs = lattice->costs[length - 1] + length;
  uint32_t *const ends = lattice->units[length - 1] + length;
  walk *kept = walks;
  for (const walk *here = walks, *end = walks + count; here < end; here++) {
    const size_t from = here->from;
    const uint32_t at = here->unit;
    const nst_unit unit = units[at];
    const uint32_t code = codes[from], next = codes[from + 1], base = nst_unit_base(&unit);
    bool there = unit.label == code;
    uint32_t word = all_bits(there & (unit.cost != NST_NO_COST));
    *kept = (walk){next_unit(units, base, next), (uint32_t)from};
    kept += there & (base != 0);
    costs[from] = nst_ranked(unit.cost, length) + (int32_t)(~word & NST_NO_ARC);
    ends[from] = at & word;
  }
  return (size_t)(kept - walks);
}

/* Takes words off that split further. */
static void leave_out_splitting(nst_lattice *lattice, const nst_lexicon *lexicon) {
  for (size_t length = 1; length <= NST_SHORT; length++)
    for (size_t node = length; node <= lattice->count; node++) {
      uint32_t *unit = lattice->units[length - 1] + node;
      if (!*unit || !nst_unit_splits(lexicon->units + *unit)) continue;
      *unit = 0;
      lattice->costs[length - 1][node] =
          length == 1 ? nst_ranked((int32_t)lexicon->header->unknown_cost, 1) : NST_NO_ARC;
    }
}

static void lexicon_words(nst_lattice *lattice, const nst_lexicon *lexicon) {
  walk walks[NST_WINDOW + 1];
  size_t count = words_of_one(lattice, lexicon, walks);
  for (size_t length = 2; length <= NST_SHORT; length++)
    count = words_one_longer(lattice, lexicon, length, walks, count);
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
    switch ((nst_element)lattice->elements[i]) {
      case NST_ELEMENT_RUN_START:
        lattice->longer[i] |= NST_LONG_RUN;
        if (!lattice->units[0][i + 1]) lattice->costs[0][i + 1] = NST_NO_ARC;
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

void nst_short_arcs(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine) {
  const size_t count = lattice->count;
  for (size_t i = 0; i < NST_SHORT; i++) lattice->codes[count + i] = 0;
  clear_arcs(lattice);
  lexicon_words(lattice, lexicon);
  if (fine) leave_out_splitting(lattice, lexicon);
  nst_unlisted_arcs(lattice, lexicon);
  if (lattice->has_runs) bound_runs(lattice);
}

uint8_t nst_short_word(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node,
                       size_t length, uint32_t *unit) {
  *unit = lattice->units[length - 1][node];
  const nst_unit *end = lexicon->units + *unit;
  if (*unit && lattice->costs[length - 1][node] == nst_ranked(end->cost, length))
    return nst_unit_tag(end) & NST_TAG_MASK;
  *unit = 0;
  if (length == 1) return NST_ARC_KIND | lattice->kinds[node - 1];
  return NST_ARC_KIND | nst_unlisted_kind(lattice, node, length);
}
