/* arcs.h: the words of a few characters that a window may be read as. */
#ifndef NEWSSTAT_ARCS_H
#define NEWSSTAT_ARCS_H

#include "lattice.h"

/* Characters of the longest transliterated name. */
enum { NST_LONGEST_FOREIGN_NAME = 9 };

/* Costs in nats of the event that a word of a kind stands here, beside that of
   its characters. */
#define NST_NATS(nats) ((int32_t)((nats)*NST_COST_STEPS))

enum { NST_FOREIGN_NAME_COST = 3 * NST_COST_STEPS };

/* Finds all arcs of at most NST_SHORT elements but those of quantities, runs and
   user words, and marks where longer ones may begin. */
void nst_short_arcs(nst_lattice *lattice, const nst_reading *reading);

#endif
