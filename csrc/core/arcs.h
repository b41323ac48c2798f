/* arcs.h: the words that may begin at a node of the lattice. */
#ifndef NEWSSTAT_ARCS_H
#define NEWSSTAT_ARCS_H

#include "lattice.h"

/* Longest chain of characters that an arc looks ahead over. */
enum { NST_LONGEST_FOREIGN_NAME = 9 };

/* Adds the arcs of all words that begin at a node that some path reaches; with
   `fine` only of those that do not split further. */
void nst_arcs_from(nst_lattice *lattice, const nst_lexicon *lexicon, bool fine, size_t node);

#endif
