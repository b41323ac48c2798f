/* long_arcs.h: the words that are no short arcs: long
   ones, quantities, runs of letters and digits, and those of the user. */
#ifndef NEWSSTAT_LONG_ARCS_H
#define NEWSSTAT_LONG_ARCS_H

#include "lattice.h"

/* Adds the arcs of such words that begin at a node which a path reaches. */
void nst_long_arcs_from(nst_lattice *lattice, const nst_reading *reading, size_t node);

#endif
