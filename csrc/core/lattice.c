#include "lattice.h"

#include "arcs.h"
#include "context_tags.h"
#include "shortest_path.h"
#include "surnames.h"
#include "unlisted_arcs.h"
#include "utf8.h"

#include <string.h>

void nst_lattice_push_run(nst_lattice *lattice, const nst_lexicon *lexicon, const char *text,
                          size_t first, const nst_run *run) {
  size_t start = lattice->count, at = first, end = first + run->size;
  lattice->has_runs = true;
  lattice->run_length[start] = (uint8_t)run->characters;
  nst_element element = NST_ELEMENT_RUN_START;
  while (at < end) {
    uint32_t c;
    size_t begin = at;
    at += nst_utf8_read(text + at, end - at, &c);
    const nst_character *character = nst_lexicon_character(lexicon, c);
    uint16_t key = character->class == NST_CLASS_DIGIT ? NST_KEY_DIGIT : NST_KEY_LETTER;
    nst_lattice_push(lattice, character->code, key, element, run->kind, begin, at);
    element = NST_ELEMENT_RUN_INSIDE;
  }
}

void nst_lattice_clear(nst_lattice *lattice) {
  lattice->count = 0;
  lattice->has_runs = false;
  for (size_t i = 0; i < 2; i++) {
    lattice->keys_before[i] = NST_KEY_EDGE;
    lattice->codes_before[i] = 0;
  }
}

/* -- What can be handed out ------------------------------------------------------- */

/* The last node that the best paths to all the window's last nodes share.
   Every path that later characters can make best goes on from one of the
   nodes at most `longest` before the end, so what lies before is settled. */
static size_t settled_node(const nst_lattice *lattice, size_t longest) {
  bool alive[NST_WINDOW + 1] = {false};
  size_t count = lattice->count, living = 0;
  for (size_t node = count > longest ? count - longest : 0; node <= count; node++)
    if (nst_is_reached(lattice, node)) {
      alive[node] = true;
      living++;
    }
  size_t node = count;
  for (; node > 0; node--) {
    if (!alive[node]) continue;
    if (living == 1) break;
    size_t before = node - nst_last_length(lattice, node);
    if (alive[before]) living--;
    alive[before] = true;
  }
  return node;
}

/* Where the paths never meet inside the window: the last place on the best
   path before its last quarter. */
static size_t forced_node(const nst_lattice *lattice) {
  size_t node = lattice->count;
  while (node > NST_WINDOW * 3 / 4 && node > nst_last_length(lattice, node))
    node -= nst_last_length(lattice, node);
  return node;
}

/* The most elements that an arc can span, within which paths may still change. */
static size_t reach(const nst_reading *reading) {
  if (reading->user) return NST_WINDOW / 2;
  size_t longest = reading->lexicon->header->longest;
  return longest > NST_RUN_IN_WINDOW ? longest : NST_RUN_IN_WINDOW;
}

static size_t last_node(const nst_lattice *lattice, const nst_reading *reading, bool final) {
  if (final) return lattice->count;
  size_t node = settled_node(lattice, reach(reading));
  return node ? node : forced_node(lattice);
}

/* -- Handing out words ---------------------------------------------------------------- */

/* Whether all elements between two nodes are written as they are looked up. */
static bool is_plain(const nst_lattice *lattice, size_t from, size_t to) {
  static const uint8_t masks[NST_SHORT + 1][NST_SHORT] = {
      {0},
      {NST_FOLDS},
      {NST_FOLDS, NST_FOLDS},
      {NST_FOLDS, NST_FOLDS, NST_FOLDS},
      {NST_FOLDS, NST_FOLDS, NST_FOLDS, NST_FOLDS}};
  for (; to - from > NST_SHORT; from++)
    if (lattice->about[from] & NST_FOLDS) return false;
  uint32_t folds, mask;
  memcpy(&folds, lattice->about + from, sizeof folds);
  memcpy(&mask, masks[to - from], sizeof mask);
  return !(folds & mask);
}

/* A word between two nodes: what it is as in nst_long_arc, and where in the trie it ends. */
typedef struct found_word {
  uint8_t word;
  uint32_t unit;
  const char *user_tag;
} found_word;

/* What the last word on the best path to a node is, and its elements. */
static inline found_word last_word(const nst_lattice *lattice, const nst_lexicon *lexicon,
                                   size_t node, size_t *length) {
  size_t rank = nst_last_rank(lattice, node);
  if (!rank) {
    const nst_long_arc *arc = lattice->long_arcs + node;
    *length = arc->length;
    return (found_word){arc->word, arc->unit, arc->tag};
  }
  *length = NST_SHORT + 1 - rank;
  const uint32_t unit = lattice->units[node][*length - 1];
  return (found_word){nst_short_word(lattice, lexicon, node, *length, unit), unit, NULL};
}

static inline nst_word word_between(const nst_lattice *lattice, const nst_lexicon *lexicon,
                                    size_t from, size_t to, found_word found) {
  size_t first = lattice->offsets[from], size = lattice->offsets[to] - first;
  if (!(found.word & NST_ARC_KIND))
    return (nst_word){first, size, lexicon->names + (size_t)found.word * NST_TAG_SIZE,
                      NST_WORD_LEXICON, is_plain(lattice, from, to) ? found.unit : 0};
  nst_word_kind kind = (nst_word_kind)(found.word - NST_ARC_KIND);
  const char *tag = kind == NST_WORD_USER ? found.user_tag : nst_word_kind_tag(kind);
  return (nst_word){first, size, tag, kind, 0};
}

/* Where in the trie the characters between two nodes lead, or 0. */
static uint32_t unit_between(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                             size_t to) {
  const nst_unit *unit = lexicon->units;
  for (size_t i = from; i < to; i++) {
    unit = nst_lexicon_child(lexicon, unit, lattice->codes[i]);
    if (!unit) return 0;
  }
  return (uint32_t)(unit - lexicon->units);
}

/* Writes the surname of the word between two nodes if it is a personal name; returns its elements,
   and makes *found what is left. */
static size_t write_surname(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                            size_t to, found_word *found, nst_word *out) {
  size_t surname = nst_surname_length(lattice, lexicon, from, to, found->word);
  if (!surname) return 0;
  found->unit = unit_between(lattice, lexicon, from, from + surname);
  *out = word_between(lattice, lexicon, from, from + surname, *found);
  found->unit = unit_between(lattice, lexicon, from + surname, to);
  return surname;
}

/* From the last word to the first, so that the path is followed once. */
static size_t write_words(const nst_lattice *lattice, const nst_reading *reading, size_t end,
                          nst_word *out) {
  const nst_lexicon *lexicon = reading->lexicon;
  nst_word *const last = out + NST_WINDOW, *first = last;
  for (size_t to = end; to > 0;) {
    size_t length;
    found_word found = last_word(lattice, lexicon, to, &length);
    size_t from = to - length;
    nst_word surname;
    size_t before = reading->fine ? write_surname(lattice, lexicon, from, to, &found, &surname) : 0;
    *--first = word_between(lattice, lexicon, from + before, to, found);
    if (nst_has_context_tags(first->kind) && first + 1 < last)
      nst_tag_by_context(reading->text, first, first + 1);
    if (before) *--first = surname;
    to = from;
  }
  return (size_t)(last - first);
}

/* The two values before a place in an array, where those before its beginning
   stand in another. */
static void keep_before(uint16_t before[2], const uint16_t *values, size_t place) {
  if (place == 1)
    before[0] = before[1];
  else
    before[0] = values[place - 2];
  before[1] = values[place - 1];
}

static void drop_elements(nst_lattice *lattice, size_t taken) {
  keep_before(lattice->keys_before, lattice->keys, taken);
  keep_before(lattice->codes_before, lattice->codes, taken);
  size_t left = lattice->count - taken;
  memmove(lattice->codes, lattice->codes + taken, left * sizeof *lattice->codes);
  memmove(lattice->keys, lattice->keys + taken, left * sizeof *lattice->keys);
  memmove(lattice->about, lattice->about + taken, left);
  memmove(lattice->run_length, lattice->run_length + taken, left);
  memmove(lattice->offsets, lattice->offsets + taken, (left + 1) * sizeof *lattice->offsets);
  lattice->count = left;
}

size_t nst_lattice_flush(nst_lattice *lattice, const nst_reading *reading, bool final,
                         nst_word out[NST_WINDOW]) {
  size_t words = 0;
  if (lattice->count) {
    nst_shortest_path(lattice, reading);
    size_t end = last_node(lattice, reading, final);
    words = write_words(lattice, reading, end, out);
    if (!final) drop_elements(lattice, end);
  }
  if (final) nst_lattice_clear(lattice);
  return words;
}
