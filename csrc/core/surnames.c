#include "surnames.h"

#include <string.h>

/* In steps of the models: above the first, or less than the second below a
   transliteration, a word of the list that is tagged as a name is most often
   none. */
enum { DEAREST_LISTED_NAME = 20 * NST_MODEL_STEPS, LEAST_MARGIN = 2 * NST_MODEL_STEPS };

bool nst_is_double_surname(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node) {
  for (size_t i = 0; i < lexicon->header->doubles; i++)
    if (lexicon->doubles[i][0] == lattice->codes[node] &&
        lexicon->doubles[i][1] == lattice->codes[node + 1])
      return true;
  return false;
}

static const nst_model *model_at(const nst_lattice *lattice, const nst_lexicon *lexicon,
                                 size_t node) {
  return lexicon->models + lattice->codes[node];
}

/* The steps of the given name of one or two characters between two nodes, or
   INT32_MAX. */
static int32_t given_name_steps(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                                size_t to) {
  const nst_model *first = model_at(lattice, lexicon, from);
  const nst_model *last = model_at(lattice, lexicon, to - 1);
  if (to == from + 1) return first->given == NST_NEVER ? INT32_MAX : first->given;
  if (to != from + 2 || first->given_first == NST_NEVER || last->given_second == NST_NEVER)
    return INT32_MAX;
  return first->given_first + last->given_second;
}

/* The same of a transliterated name. */
static int32_t foreign_steps(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                             size_t to) {
  int32_t sum = 0;
  for (size_t node = from; node < to; node++) {
    uint8_t steps = model_at(lattice, lexicon, node)->foreign;
    if (steps == NST_NEVER) return INT32_MAX;
    sum += steps;
  }
  return sum;
}

static bool is_tagged_as_name(const nst_lexicon *lexicon, uint8_t word) {
  const char *tag = lexicon->names + (size_t)word * NST_TAG_SIZE;
  return strcmp(tag, "nr") == 0 || strcmp(tag, "nrfg") == 0;
}

/* Whether two characters at a node are a word that is no name, as those of
   黄金周, which the list has among the names. */
static bool begins_with_a_word(const nst_lattice *lattice, const nst_lexicon *lexicon,
                               size_t node) {
  const nst_unit *unit = nst_lexicon_child(lexicon, lexicon->units, lattice->codes[node]);
  if (unit) unit = nst_lexicon_child(lexicon, unit, lattice->codes[node + 1]);
  return unit && unit->cost != NST_NO_COST && strncmp(nst_lexicon_tag(lexicon, unit), "nr", 2) != 0;
}

size_t nst_surname_length(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          size_t to, uint8_t word) {
  bool ruled = word == (NST_ARC_KIND | NST_WORD_NAME);
  bool listed = !(word & NST_ARC_KIND) && to == from + 3 && is_tagged_as_name(lexicon, word);
  if (!ruled && !listed) return 0;
  if (to > from + 2 && nst_is_double_surname(lattice, lexicon, from) &&
      given_name_steps(lattice, lexicon, from + 2, to) != INT32_MAX)
    return 2;
  uint8_t surname = model_at(lattice, lexicon, from)->surname;
  int32_t given = given_name_steps(lattice, lexicon, from + 1, to);
  if (surname == NST_NEVER || given == INT32_MAX) return 0;
  int32_t foreign = foreign_steps(lattice, lexicon, from, to);
  if (!listed) return surname + given <= foreign ? 1 : 0;
  return surname + given <= DEAREST_LISTED_NAME && surname + given + LEAST_MARGIN <= foreign &&
                 !begins_with_a_word(lattice, lexicon, from)
             ? 1
             : 0;
}
