/* sort.h: a stable sort whose time is n log n whatever the order, and whose
   memory is the caller's. */
#ifndef NEWSSTAT_SORT_H
#define NEWSSTAT_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether item a stands before item b. */
typedef bool nst_before(const void *context, uint32_t a, uint32_t b);

/* Sorts items, which are numbers that `before` knows the meaning of; scratch
   has room for as many. */
void nst_sort(uint32_t *items, uint32_t *scratch, size_t count, nst_before *before,
              const void *context);

#endif
