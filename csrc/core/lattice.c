#include "lattice.h"

#include "arcs.h"
#include "user_words.h"

#include <string.h>

void nst_lattice_push_run(nst_lattice *lattice, const nst_lexicon *lexicon, const char *text,
                          size_t first, const nst_run *run) {
  size_t start = lattice->count, at = first, end = first + run->size;
  lattice->run_length[start] = (uint8_t)run->characters;
  lattice->run_kind[start] = (uint8_t)run->kind;
  nst_element element = NST_ELEMENT_RUN_START;
  while (at < end) {
    uint32_t c;
    size_t begin = at;
    at += nst_utf8_decode(text + at, end - at, &c);
    const nst_character *character = nst_lexicon_character(lexicon, c);
    uint16_t key = character->class == NST_CLASS_DIGIT ? NST_KEY_DIGIT : NST_KEY_LETTER;
    nst_lattice_push(lattice, character->code, key, element, begin, at);
    element = NST_ELEMENT_RUN_INSIDE;
  }
}

/* -- The shortest path ------------------------------------------------------------ */

static inline const nst_boundary *pair_at(const nst_lexicon *lexicon, const uint16_t *keys) {
  return lexicon->pairs + nst_pair_hash(keys[0], keys[1]);
}

/* What the characters around each inner node say of a word boundary there, as
   a cost: a linear model of what the lattice itself does not know. */
static void boundary_costs(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t count,
                           int32_t *costs) {
  const nst_model *models = lexicon->models;
  uint16_t keys[NST_WINDOW + 4], codes[NST_WINDOW + 4];
  memcpy(keys, lattice->keys_before, sizeof lattice->keys_before);
  memcpy(codes, lattice->codes_before, sizeof lattice->codes_before);
  memcpy(keys + 2, lattice->keys, count * sizeof *keys);
  memcpy(codes + 2, lattice->codes, count * sizeof *codes);
  keys[count + 2] = NST_KEY_EDGE;
  codes[count + 2] = 0;
  const nst_boundary *second = pair_at(lexicon, keys + 1), *third = pair_at(lexicon, keys + 2);
  for (size_t node = 1; node < count; node++) {
    const nst_boundary *first = second;
    second = third;
    third = pair_at(lexicon, keys + node + 2);
    int score = first->behind + second->between + third->before;
    for (size_t i = 0; i < 4; i++) score += models[codes[node + i]].boundary[i];
    costs[node] = -score * (NST_COST_STEPS / NST_BOUNDARY_STEPS);
  }
}

static void shortest_path(nst_lattice *lattice, const nst_reading *reading) {
  int32_t boundaries[NST_WINDOW + 1];
  const size_t count = lattice->count;
  boundary_costs(lattice, reading->lexicon, count, boundaries);
  lattice->costs[0] = 0;
  for (size_t node = 1; node <= count; node++) lattice->costs[node] = NST_UNREACHED;
  for (size_t node = 0; node < count; node++) {
    if (lattice->costs[node] == NST_UNREACHED) continue;
    if (node) lattice->costs[node] += boundaries[node];
    nst_arcs_from(lattice, reading->lexicon, reading->fine, node);
    if (reading->user)
      nst_user_words_from(reading->user, lattice, reading->lexicon, reading->text, node);
  }
}

void nst_lattice_clear(nst_lattice *lattice) {
  lattice->count = 0;
  for (size_t i = 0; i < 2; i++) {
    lattice->keys_before[i] = NST_KEY_EDGE;
    lattice->codes_before[i] = 0;
  }
}

/* -- Handing out words ---------------------------------------------------------------- */

/* The last node that the best paths to all the window's last nodes share.
   Every path that later characters can make best goes on from one of the
   nodes at most `longest` before the end, so what lies before is settled. */
static size_t settled_node(const nst_lattice *lattice, size_t longest) {
  bool alive[NST_WINDOW + 1] = {false};
  size_t count = lattice->count, living = 0;
  for (size_t node = count > longest ? count - longest : 0; node <= count; node++)
    if (lattice->costs[node] != NST_UNREACHED) {
      alive[node] = true;
      living++;
    }
  size_t node = count;
  for (; node > 0; node--) {
    if (!alive[node]) continue;
    if (living == 1) break;
    size_t before = node - lattice->lengths[node];
    if (alive[before]) living--;
    alive[before] = true;
  }
  return node;
}

/* Where the paths never meet inside the window: the last place on the best
   path before its last quarter. */
static size_t forced_node(const nst_lattice *lattice) {
  size_t node = lattice->count;
  while (node > NST_WINDOW * 3 / 4 && node > lattice->lengths[node]) node -= lattice->lengths[node];
  return node;
}

static nst_word word_of(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                        size_t to) {
  nst_word_kind kind = (nst_word_kind)lattice->kinds[to];
  const char *tag = kind == NST_WORD_LEXICON ? nst_lexicon_tag(lexicon, lattice->units[to])
                    : kind == NST_WORD_USER  ? lattice->tags[to]
                                             : nst_word_kind_tag(kind);
  return (nst_word){lattice->base + lattice->offsets[from],
                    lattice->offsets[to] - lattice->offsets[from], tag, kind};
}

static size_t write_words(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t end,
                          nst_word *out) {
  size_t words = 0;
  for (size_t node = end; node > 0; node -= lattice->lengths[node]) words++;
  size_t at = words;
  for (size_t node = end; node > 0; node -= lattice->lengths[node])
    out[--at] = word_of(lattice, lexicon, node - lattice->lengths[node], node);
  return words;
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
  uint32_t shift = lattice->offsets[taken];
  memmove(lattice->codes, lattice->codes + taken, left * sizeof *lattice->codes);
  memmove(lattice->keys, lattice->keys + taken, left * sizeof *lattice->keys);
  memmove(lattice->elements, lattice->elements + taken, left);
  memmove(lattice->run_length, lattice->run_length + taken, left);
  memmove(lattice->run_kind, lattice->run_kind + taken, left);
  for (size_t i = 0; i <= left; i++) lattice->offsets[i] = lattice->offsets[taken + i] - shift;
  lattice->base += shift;
  lattice->count = left;
}

/* The most elements that an arc can span, within which paths may still change. */
static size_t reach(const nst_reading *reading) {
  if (reading->user) return NST_WINDOW / 2;
  size_t longest = reading->lexicon->header->longest;
  return longest > NST_RUN_IN_WINDOW ? longest : NST_RUN_IN_WINDOW;
}

size_t nst_lattice_flush(nst_lattice *lattice, const nst_reading *reading, bool final,
                         nst_word *out) {
  if (!lattice->count) {
    if (final) nst_lattice_clear(lattice);
    return 0;
  }
  shortest_path(lattice, reading);
  size_t end = lattice->count;
  if (!final) {
    end = settled_node(lattice, reach(reading));
    if (end == 0) end = forced_node(lattice);
  }
  size_t words = write_words(lattice, reading->lexicon, end, out);
  if (final)
    nst_lattice_clear(lattice);
  else
    drop_elements(lattice, end);
  return words;
}
