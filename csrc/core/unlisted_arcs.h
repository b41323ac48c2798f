/* unlisted_arcs.h: the words of a few characters that no list has: names, Chinese and
   transliterated, and pairs of characters. */
#ifndef NEWSSTAT_UNLISTED_ARCS_H
#define NEWSSTAT_UNLISTED_ARCS_H

#include "lattice.h"

/* Makes the pairs the arcs of two elements. */
void nst_unlisted_pairs(nst_lattice *lattice);

/* Offers names beside the short arcs that are found by now; marks where longer transliterated ones
   may begin. */
void nst_unlisted_names(nst_lattice *lattice, const nst_lexicon *lexicon);

/* Which of them the cheapest arc of so many elements, two or more, that ends at a node is, if it is
   none of the lexicon. */
nst_word_kind nst_unlisted_kind(const nst_lattice *lattice, size_t node, size_t length);

/* What the cheapest short arc of so many elements that ends at a node is, as in nst_long_arc; unit
   is what the lattice has of it. */
static inline uint8_t nst_short_word(const nst_lattice *lattice, const nst_lexicon *lexicon,
                                     size_t node, size_t length, uint32_t unit) {
  if (unit) return nst_unit_tag(lexicon->units + unit) & NST_TAG_MASK;
  nst_word_kind kind =
      length > 1 ? nst_unlisted_kind(lattice, node, length) : nst_kind_at(lattice, node - 1);
  return (uint8_t)(NST_ARC_KIND | kind);
}

#endif
