/* unlisted_arcs.h: the words of a few characters that no list has: names, Chinese and
   transliterated, and pairs of characters. */
#ifndef NEWSSTAT_UNLISTED_ARCS_H
#define NEWSSTAT_UNLISTED_ARCS_H

#include "lattice.h"

/* Offers them beside the short arcs of the lexicon, which are found by now; marks where longer
   transliterated names and numerals may begin. */
void nst_unlisted_arcs(nst_lattice *lattice, const nst_lexicon *lexicon);

/* Which of them the cheapest arc of so many elements that ends at a node is, if it is none of the
   lexicon. */
nst_word_kind nst_unlisted_kind(const nst_lattice *lattice, size_t node, size_t length);

#endif
