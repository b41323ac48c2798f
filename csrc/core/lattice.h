/* lattice.h: the shortest path over the words that a run of characters may be
   read as.  Nodes are places between characters, arcs are words with costs.
   Characters are pushed one by one; when the window is full, the part of the
   best path that no later character can change is handed out, so that memory
   does not depend on the text. */
#ifndef NEWSSTAT_LATTICE_H
#define NEWSSTAT_LATTICE_H

#include "lexicon.h"
#include "run.h"

/* The cost of a node that no path reaches. */
#define NST_UNREACHED INT32_MAX

enum { NST_WINDOW = 512, NST_RUN_IN_WINDOW = 24 };

/* What an element of the window is. */
typedef enum nst_element {
  NST_ELEMENT_CHARACTER,
  NST_ELEMENT_RUN_START, /* a Latin word or number: one forced arc */
  NST_ELEMENT_RUN_INSIDE /* where no word ends or begins */
} nst_element;

typedef struct nst_lattice {
  size_t base;             /* offset in the text of the first element */
  size_t count;            /* elements */
  uint16_t keys_before[2]; /* of the two characters before the first element */
  uint16_t codes_before[2];
  uint16_t codes[NST_WINDOW + 1];
  uint16_t keys[NST_WINDOW + 1]; /* for boundary scores; see nst_model */
  uint8_t elements[NST_WINDOW + 1];
  uint32_t offsets[NST_WINDOW + 1]; /* from base; the last is the end */
  uint8_t run_length[NST_WINDOW];   /* elements, at a run's start */
  uint8_t run_kind[NST_WINDOW];
  /* the best path to each node */
  int32_t costs[NST_WINDOW + 1];
  uint16_t lengths[NST_WINDOW + 1];      /* of the last word, in elements */
  uint8_t kinds[NST_WINDOW + 1];         /* its nst_word_kind */
  const nst_unit *units[NST_WINDOW + 1]; /* the last word in the lexicon, or NULL */
  const char *tags[NST_WINDOW + 1];      /* of a user word; else not set */
} nst_lattice;

/* How the lattice is read. */
typedef struct nst_reading {
  const nst_lexicon *lexicon;
  const nst_user_words *user; /* or NULL */
  const char *text;
  bool fine; /* without words that split further */
} nst_reading;

/* An arc: a word from one node to another makes the cheapest path to the
   latter, or not. */
static inline void nst_lattice_relax(nst_lattice *lattice, size_t from, size_t to, int32_t cost,
                                     nst_word_kind kind, const nst_unit *unit) {
  if (cost >= lattice->costs[to]) return;
  lattice->costs[to] = cost;
  lattice->lengths[to] = (uint16_t)(to - from);
  lattice->kinds[to] = (uint8_t)kind;
  lattice->units[to] = unit;
}

/* Makes it empty, with nothing before it. */
void nst_lattice_clear(nst_lattice *lattice);

static inline bool nst_lattice_is_full(const nst_lattice *lattice) {
  return lattice->count + NST_RUN_IN_WINDOW >= NST_WINDOW;
}

/* Adds a character that ends at offset `end` of the text.  The first one sets
   the base, which is `first`. */
static inline void nst_lattice_push(nst_lattice *lattice, uint16_t code, uint16_t key,
                                    nst_element element, size_t first, size_t end) {
  size_t n = lattice->count++;
  if (n == 0) {
    lattice->base = first;
    lattice->offsets[0] = 0;
  }
  lattice->codes[n] = code;
  lattice->keys[n] = key;
  lattice->elements[n] = (uint8_t)element;
  lattice->offsets[n + 1] = (uint32_t)(end - lattice->base);
}

/* Adds a run of at most NST_RUN_IN_WINDOW characters at offset `first`. */
void nst_lattice_push_run(nst_lattice *lattice, const nst_lexicon *lexicon, const char *text,
                          size_t first, const nst_run *run);

static inline void nst_lattice_relax_user(nst_lattice *lattice, size_t from, size_t to,
                                          int32_t cost, const char *tag) {
  if (cost >= lattice->costs[to]) return;
  nst_lattice_relax(lattice, from, to, cost, NST_WORD_USER, NULL);
  lattice->tags[to] = tag;
}

/* Writes the words of the best path to out and takes their characters off the
   window; returns how many.  With `final` it is the whole window, else the
   part that further characters cannot change (at least one word). */
size_t nst_lattice_flush(nst_lattice *lattice, const nst_reading *reading, bool final,
                         nst_word *out);

#endif
