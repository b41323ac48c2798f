/* failing_allocation.h: runs what allocates with its first, second, third … allocation failing,
   until it succeeds: the status says so, nothing leaks, and what was there before is as it was and
   of use. */
#ifndef NEWSSTAT_TEST_FAILING_ALLOCATION_H
#define NEWSSTAT_TEST_FAILING_ALLOCATION_H

#include "support.h"

/* Between them, the allocation whose turn it is fails. */
void arm(counted_memory *memory);
void disarm(counted_memory *memory);

/* Returns the status of what ran between arm and disarm, and has freed all. */
typedef nst_status (*scenario)(counted_memory *memory);

void fail_each_allocation(scenario run);

#endif
