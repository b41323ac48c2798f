/* lattice.h: the shortest path over the words that a text may be read as.
   Nodes are places between elements, arcs are words with costs.  An element is
   a character that may join others to a word, a part of a run of letters or
   digits, or something that is a word whatever stands around it.  Elements are
   pushed one by one and words handed out when enough has come together, so
   that memory does not depend on the text. */
#ifndef NEWSSTAT_LATTICE_H
#define NEWSSTAT_LATTICE_H

#include "lexicon.h"
#include "run.h"

enum {
  NST_WINDOW = 512, /* most elements */
  NST_BATCH = 160,  /* elements after which the next whole one ends a window */
  NST_RUN_IN_WINDOW = 24,
  NST_SHORT = 4,  /* elements of the longest short arc */
  NST_BLOCK = 16, /* elements that one pass handles together */
  NST_ROOM = NST_WINDOW + NST_BLOCK + NST_SHORT
};

/* What an element of the window is. */
typedef enum nst_element {
  NST_ELEMENT_CHARACTER,
  NST_ELEMENT_RUN_START,  /* a Latin word or number: one arc, or a lexicon word's part */
  NST_ELEMENT_RUN_INSIDE, /* where no word ends or begins */
  NST_ELEMENT_WHOLE       /* a word by itself: a mark, spaces, an address */
} nst_element;

/* What is known of an element in one byte: what it is, the kind of a word that is nothing but it
   and in no list, and whether it is written otherwise than it is looked up. */
enum {
  NST_KIND_MASK = 15,
  NST_ELEMENT_SHIFT = 4,
  NST_ELEMENT_MASK = 3,
  NST_FOLDS = NST_FLAG_FOLDS
};

static inline uint8_t nst_about(nst_element element, nst_word_kind kind, uint8_t folds) {
  return (uint8_t)((unsigned)element << NST_ELEMENT_SHIFT | (unsigned)kind | (folds & NST_FOLDS));
}

/* Paths are compared by their cost in steps << NST_RANK_BITS | the rank of the
   last arc, so that one comparison finds the cheapest and tells how it ends.
   Rank 0 is a long arc, the others are short ones, longest first. */
enum { NST_RANK_BITS = 3, NST_RANK_MASK = (1 << NST_RANK_BITS) - 1 };

static inline int32_t nst_ranked(int32_t cost, size_t length) {
  return cost * (1 << NST_RANK_BITS) + (int32_t)(NST_SHORT + 1 - length);
}

static inline int32_t nst_least(int32_t a, int32_t b) { return a < b ? a : b; }

/* What stands for the cost of an arc that is not there and of a path to a node
   that none reaches.  A word costs less than 2^16 steps for each of its
   elements, a boundary less than 2^17; so the elements of a short arc one by one
   cost less than an arc that is not there, and a path through the window, ranked,
   stays below 2^30. */
#define NST_NO_ARC (1 << 24)
#define NST_NO_PATH (1 << 30)

/* What an arc is: the number of a lexicon word's tag, or NST_ARC_KIND + its
   nst_word_kind. */
enum { NST_ARC_KIND = 0x80 };

/* An arc that is not short: the best one that ends at a node. */
typedef struct nst_long_arc {
  const char *tag; /* of a user word; else not set */
  uint32_t unit;   /* of a word of the lexicon: where in the trie it ends */
  uint16_t length; /* elements */
  uint8_t word;
} nst_long_arc;

/* What more than short arcs begins at an element. */
enum {
  NST_LONG_NUMERAL = NST_BEGINS_NUMERAL,
  NST_LONG_ORDINAL = NST_BEGINS_ORDINAL,
  NST_LONG_WORD = 8, /* a lexicon word of more than NST_SHORT characters may */
  NST_LONG_FOREIGN = 16,
  NST_LONG_RUN = 32,
  NST_LONG_USER = 64 /* a user word may, as at any element where there are such */
};

typedef struct nst_lattice {
  size_t count; /* elements */
  bool has_runs;
  uint16_t keys_before[2]; /* of the two characters before the first element */
  uint16_t codes_before[2];
  uint16_t codes[NST_WINDOW + NST_SHORT]; /* those behind the last are 0 */
  uint16_t keys[NST_WINDOW + 1];          /* for boundary scores; see nst_model */
  uint8_t about[NST_WINDOW + NST_SHORT];  /* see nst_about */
  uint8_t run_length[NST_WINDOW];         /* elements, at a run's start */
  size_t offsets[NST_WINDOW + 1];         /* in the text, of each node */
  /* what look_up.c finds */
  uint8_t begins[NST_ROOM];      /* as in nst_model */
  uint32_t pair_steps[NST_ROOM]; /* its pair_first and pair_second, see look_up.h */
  /* the short arcs that end at each node, by their elements less one */
  int32_t costs[NST_SHORT][NST_ROOM]; /* of the cheapest, ranked */
  uint32_t units[NST_ROOM]
                [NST_SHORT];       /* where in the trie it ends, if it is a word of the lexicon */
  uint8_t longer[NST_ROOM];        /* what more begins there */
  uint32_t deep[NST_WINDOW];       /* where in the trie the first NST_SHORT characters end */
  uint32_t pairs[NST_WINDOW + 2];  /* hashes, for nst_pair */
  uint32_t pair_weights[NST_ROOM]; /* of those pairs */
  uint32_t character_weights[NST_ROOM]; /* of the characters, and of the two before them */
  int32_t boundaries[NST_ROOM];         /* the costs of boundaries, << NST_RANK_BITS */
  /* the best path to each node */
  int32_t paths[NST_WINDOW + 1]; /* its cost, with the rank of its last arc */
  int32_t long_paths[NST_ROOM];  /* by way of long_arcs */
  nst_long_arc long_arcs[NST_WINDOW + 1];
} nst_lattice;

/* How the lattice is read. */
typedef struct nst_reading {
  const nst_lexicon *lexicon;
  const nst_user_words *user; /* or NULL */
  const char *text;
  bool fine; /* without words that split further */
} nst_reading;

/* Makes it empty, with nothing before it. */
void nst_lattice_clear(nst_lattice *lattice);

/* With so many elements the lattice is full: a run might not fit any more. */
enum { NST_MOST_ELEMENTS = NST_WINDOW - NST_RUN_IN_WINDOW };

static inline nst_element nst_element_at(const nst_lattice *lattice, size_t n) {
  return (nst_element)(lattice->about[n] >> NST_ELEMENT_SHIFT & NST_ELEMENT_MASK);
}

static inline nst_word_kind nst_kind_at(const nst_lattice *lattice, size_t n) {
  return (nst_word_kind)(lattice->about[n] & NST_KIND_MASK);
}

/* Whether words have to be handed out before more is pushed. */
static inline bool nst_lattice_is_full(const nst_lattice *lattice) {
  return lattice->count >= NST_MOST_ELEMENTS;
}

/* Whether enough has come together to be handed out at once, without a word
   that later elements could change. */
static inline bool nst_lattice_is_ready(const nst_lattice *lattice) {
  return lattice->count >= NST_BATCH &&
         nst_element_at(lattice, lattice->count - 1) == NST_ELEMENT_WHOLE;
}

/* Whether the last element is whole, or nothing stands before. */
static inline bool nst_lattice_ends_whole(const nst_lattice *lattice) {
  return lattice->count ? nst_element_at(lattice, lattice->count - 1) == NST_ELEMENT_WHOLE
                        : lattice->keys_before[1] == NST_KEY_EDGE;
}

/* Adds a character that begins and ends at these offsets of the text; the kind
   is that of a word which is nothing but it and in no list. */
static inline void nst_lattice_push(nst_lattice *lattice, uint16_t code, uint16_t key,
                                    nst_element element, nst_word_kind kind, size_t first,
                                    size_t end) {
  size_t n = lattice->count++;
  lattice->codes[n] = code;
  lattice->keys[n] = key;
  lattice->about[n] = nst_about(element, kind, NST_FOLDS);
  lattice->offsets[n] = first;
  lattice->offsets[n + 1] = end;
}

/* Adds a run of at most NST_RUN_IN_WINDOW characters at offset `first`. */
void nst_lattice_push_run(nst_lattice *lattice, const nst_lexicon *lexicon, const char *text,
                          size_t first, const nst_run *run);

/* Adds what is a word of its kind whatever stands around it. */
static inline void nst_lattice_push_whole(nst_lattice *lattice, nst_word_kind kind, size_t first,
                                          size_t end) {
  nst_lattice_push(lattice, 0, NST_KEY_EDGE, NST_ELEMENT_WHOLE, kind, first, end);
}

/* Writes the words of the best path to the end of out, which has room for NST_WINDOW, and takes
   their elements off the window; returns how many.  With `final` it is the whole window, else the
   part that further elements cannot change (at least one word). */
size_t nst_lattice_flush(nst_lattice *lattice, const nst_reading *reading, bool final,
                         nst_word out[NST_WINDOW]);

#endif
