/* look_up.h: what the lexicon tells of the characters of a window, each and with its neighbour. */
#ifndef NEWSSTAT_LOOK_UP_H
#define NEWSSTAT_LOOK_UP_H

#include "lattice.h"

/* Hashes each two neighbours and asks for what the lexicon has of them. */
void nst_look_for_pairs(nst_lattice *lattice, const nst_lexicon *lexicon);

/* A walk through the trie: the unit where the next character of a word is to be found, and the
   element with which the word begins. */
typedef struct nst_walk {
  uint32_t unit;
  uint32_t from;
} nst_walk;

/* Finds the words of one character, so that no longer ones are there yet, the weights for
   boundaries, what may begin at each character, and the walks that two characters may begin, whose
   number it returns; with `fine` no words that split further. */
size_t nst_look_up_characters(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine,
                              nst_walk walks[NST_WINDOW + 2]);

/* What pair_steps of a lattice hold of a model. */
static inline uint32_t nst_pair_first(uint32_t steps) { return steps >> 8 & 0xFF; }

static inline uint32_t nst_pair_second(uint32_t steps) { return steps >> 16 & 0xFF; }

/* All bits of a number or none: no branch, as no processor could tell which way. */
static inline uint32_t nst_all_bits(bool wanted) { return -(uint32_t)wanted; }

#endif
