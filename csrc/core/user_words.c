/* user_words.c: words added at run time, in a trie whose edges lie in one
   open-addressing table. */
#include "user_words.h"

#include "hash.h"
#include "memory.h"
#include "shortest_path.h"

#include <math.h>
#include <string.h>

enum { FIRST_SLOTS = 256, MOST_CHARACTERS = 200, ROOT = 0 };

typedef struct edge {
  uint32_t parent;
  uint32_t character; /* folded code point */
  uint32_t child;     /* 0 where free */
} edge;

typedef struct place {
  int32_t cost; /* NST_NO_COST where no word ends */
  bool marked;  /* the word is looked for in the text, not in the lattice */
  const char *tag;
} place;

/* A tag, kept where it stays: words that were handed out point to it. */
typedef struct kept_tag {
  struct kept_tag *next;
  char name[NST_TAG_SIZE];
} kept_tag;

struct nst_user_words {
  const nst_lexicon *lexicon;
  edge *edges;
  size_t edge_slots; /* a power of two */
  place *places;
  size_t place_count, place_capacity;
  size_t words, marked_words;
  kept_tag *tags;
  nst_arena arena;
  nst_allocator allocator;
};

/* -- Characters --------------------------------------------------------------- */

static uint32_t folded_character(const nst_lexicon *lexicon, uint32_t c) {
  uint16_t code = nst_lexicon_character(lexicon, c)->code;
  if (code) return lexicon->folded[code];
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool lattice_takes(const nst_lexicon *lexicon, uint32_t c) {
  uint8_t class = nst_lexicon_character(lexicon, c)->class;
  return class == NST_CLASS_HAN || class == NST_CLASS_LATIN || class == NST_CLASS_DIGIT;
}

/* -- The trie ------------------------------------------------------------------- */

static edge *find_edge(edge *edges, size_t slots, uint32_t parent, uint32_t character) {
  uint64_t key = (uint64_t)parent << 32 | character;
  size_t mask = slots - 1, at = (size_t)nst_hash_mix(key) & mask;
  while (edges[at].child && (edges[at].parent != parent || edges[at].character != character))
    at = (at + 1) & mask;
  return edges + at;
}

static nst_status grow_edges(nst_user_words *words) {
  size_t slots = words->edge_slots ? words->edge_slots * 2 : FIRST_SLOTS;
  edge *edges = nst_allocate_zeroed(&words->allocator, slots * sizeof *edges);
  if (!edges) return NST_NO_MEMORY;
  for (size_t i = 0; i < words->edge_slots; i++) {
    const edge *old = words->edges + i;
    if (old->child) *find_edge(edges, slots, old->parent, old->character) = *old;
  }
  nst_release(&words->allocator, words->edges, words->edge_slots * sizeof *edges);
  words->edges = edges;
  words->edge_slots = slots;
  return NST_OK;
}

static nst_status add_place(nst_user_words *words) {
  void *places = words->places;
  nst_status status = nst_array_reserve(&words->allocator, &places, &words->place_capacity,
                                        words->place_count + 1, sizeof(place));
  words->places = places;
  if (status != NST_OK) return status;
  words->places[words->place_count++] = (place){NST_NO_COST, false, NULL};
  return NST_OK;
}

/* The child of a place, made if it is not there. */
static nst_status step_or_add(nst_user_words *words, uint32_t *at, uint32_t character) {
  edge *found = find_edge(words->edges, words->edge_slots, *at, character);
  if (!found->child) {
    if (words->place_count * 2 >= words->edge_slots) {
      nst_status status = grow_edges(words);
      if (status != NST_OK) return status;
      found = find_edge(words->edges, words->edge_slots, *at, character);
    }
    nst_status status = add_place(words);
    if (status != NST_OK) return status;
    *found = (edge){*at, character, (uint32_t)words->place_count - 1};
  }
  *at = found->child;
  return NST_OK;
}

nst_status nst_user_words_create(const nst_lexicon *lexicon, const nst_allocator *given,
                                 nst_user_words **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_user_words *words = nst_allocate_zeroed(&allocator, sizeof *words);
  if (!words) return NST_NO_MEMORY;
  words->allocator = allocator;
  words->lexicon = lexicon;
  nst_arena_init(&words->arena, &allocator);
  nst_status status = grow_edges(words);
  if (status == NST_OK) status = add_place(words);
  if (status != NST_OK) {
    nst_user_words_destroy(words);
    return status;
  }
  *out = words;
  return NST_OK;
}

void nst_user_words_destroy(nst_user_words *words) {
  if (!words) return;
  nst_allocator allocator = words->allocator;
  nst_arena_free(&words->arena);
  nst_release(&allocator, words->edges, words->edge_slots * sizeof *words->edges);
  nst_release(&allocator, words->places, words->place_capacity * sizeof *words->places);
  nst_release(&allocator, words, sizeof *words);
}

size_t nst_user_words_size(const nst_user_words *words) { return words->words; }

/* -- Adding and removing ----------------------------------------------------------- */

/* A bare word costs next to nothing, and of two such the longer one wins. */
static int32_t cost_of(const nst_lexicon *lexicon, double frequency) {
  if (!(frequency > 0)) return 1; /* so is what is no number */
  double unknown = (double)lexicon->header->unknown_cost;
  double cost = unknown - log(frequency) * NST_COST_STEPS;
  return cost < 1 ? 1 : cost >= NST_NO_COST ? NST_NO_COST - 1 : (int32_t)cost;
}

static const char *keep_tag(nst_user_words *words, const char *tag) {
  char name[NST_TAG_SIZE] = "";
  strncpy(name, tag ? tag : "x", sizeof name - 1);
  for (kept_tag *known = words->tags; known; known = known->next)
    if (strcmp(known->name, name) == 0) return known->name;
  kept_tag *fresh = nst_arena_allocate(&words->arena, sizeof *fresh);
  if (!fresh) return NULL;
  memcpy(fresh->name, name, sizeof name);
  fresh->next = words->tags;
  words->tags = fresh;
  return fresh->name;
}

/* Walks to the end of a word, making the way; tells whether the lattice cannot
   hold it: for a mark in it, or as it takes no Latin run that long. */
static nst_status make_way(nst_user_words *words, const char *word, size_t size, uint32_t *at,
                           bool *marked) {
  *at = ROOT;
  *marked = nst_utf8_count(word, size) > NST_RUN_IN_WINDOW;
  for (size_t i = 0; i < size;) {
    uint32_t c;
    i += nst_utf8_decode(word + i, size - i, &c);
    if (!lattice_takes(words->lexicon, c)) *marked = true;
    nst_status status = step_or_add(words, at, folded_character(words->lexicon, c));
    if (status != NST_OK) return status;
  }
  return NST_OK;
}

nst_status nst_user_words_add(nst_user_words *words, const char *word, size_t size,
                              double frequency, const char *tag) {
  uint32_t at;
  bool marked;
  if (!size || nst_utf8_count(word, size) > MOST_CHARACTERS) return NST_TOO_LARGE;
  const char *kept = keep_tag(words, tag);
  if (!kept) return NST_NO_MEMORY;
  nst_status status = make_way(words, word, size, &at, &marked);
  if (status != NST_OK) return status;
  place *end = words->places + at;
  if (end->cost == NST_NO_COST) {
    words->words++;
    end->marked = false;
  }
  /* Spellings of one key may differ in this; the text is searched for all. */
  if (marked && !end->marked) {
    words->marked_words++;
    end->marked = true;
  }
  end->cost = cost_of(words->lexicon, frequency);
  end->tag = kept;
  return NST_OK;
}

/* The child of a place, or ROOT, which is nobody's child. */
static uint32_t child_of(const nst_user_words *words, uint32_t at, uint32_t character) {
  return find_edge(words->edges, words->edge_slots, at, character)->child;
}

bool nst_user_words_remove(nst_user_words *words, const char *word, size_t size) {
  uint32_t at = ROOT;
  for (size_t i = 0; i < size;) {
    uint32_t c;
    i += nst_utf8_decode(word + i, size - i, &c);
    at = child_of(words, at, folded_character(words->lexicon, c));
    if (at == ROOT) return false;
  }
  place *end = words->places + at;
  if (at == ROOT || end->cost == NST_NO_COST) return false;
  end->cost = NST_NO_COST;
  words->words--;
  words->marked_words -= end->marked;
  end->marked = false;
  return true;
}

/* -- Finding ------------------------------------------------------------------------ */

void nst_user_words_from(const nst_user_words *words, nst_lattice *lattice,
                         const nst_lexicon *lexicon, const char *text, size_t node) {
  if (words->words == words->marked_words) return;
  uint32_t at = ROOT;
  for (size_t end = node; end < lattice->count;) {
    uint32_t c;
    nst_utf8_decode(text + lattice->offsets[end], lattice->offsets[end + 1] - lattice->offsets[end],
                    &c);
    at = child_of(words, at, folded_character(lexicon, c));
    if (at == ROOT) return;
    end++;
    const place *here = words->places + at;
    if (here->cost == NST_NO_COST) continue;
    if (end < lattice->count && nst_element_at(lattice, end) == NST_ELEMENT_RUN_INSIDE) continue;
    if (nst_relax(lattice, node, end, here->cost, NST_ARC_KIND | NST_WORD_USER))
      lattice->long_arcs[end].tag = here->tag;
  }
}

static bool is_letter_or_digit(const nst_lexicon *lexicon, uint32_t c) {
  uint8_t class = nst_lexicon_character(lexicon, c)->class;
  return class == NST_CLASS_LATIN || class == NST_CLASS_DIGIT;
}

/* Whether a word that ends with `last` before `at` would end inside a run of
   letters and digits. */
static bool cuts_a_run(const nst_lexicon *lexicon, const char *text, size_t size, size_t at,
                       uint32_t last) {
  if (at == size || !is_letter_or_digit(lexicon, last)) return false;
  uint32_t next;
  nst_utf8_decode(text + at, size - at, &next);
  return is_letter_or_digit(lexicon, next);
}

size_t nst_user_words_match(const nst_user_words *words, const nst_lexicon *lexicon,
                            const char *text, size_t size, const char **tag) {
  if (!words->marked_words) return 0;
  uint32_t at = ROOT;
  size_t longest = 0;
  for (size_t i = 0; i < size;) {
    uint32_t c;
    i += nst_utf8_decode(text + i, size - i, &c);
    at = child_of(words, at, folded_character(lexicon, c));
    if (at == ROOT) break;
    const place *here = words->places + at;
    if (here->cost == NST_NO_COST || !here->marked || cuts_a_run(lexicon, text, size, i, c))
      continue;
    longest = i;
    *tag = here->tag;
  }
  return longest;
}
