#include "sort.h"

#include <string.h>

/* Merges two sorted runs that lie one behind another. */
static void merge(const uint32_t *from, size_t first, size_t second, uint32_t *to,
                  nst_before *before, const void *context) {
  const uint32_t *left = from, *right = from + first;
  const uint32_t *left_end = right, *right_end = right + second;
  while (left < left_end && right < right_end)
    *to++ = before(context, *right, *left) ? *right++ : *left++;
  memcpy(to, left, (size_t)(left_end - left) * sizeof *to);
  to += left_end - left;
  memcpy(to, right, (size_t)(right_end - right) * sizeof *to);
}

void nst_sort(uint32_t *items, uint32_t *scratch, size_t count, nst_before *before,
              const void *context) {
  uint32_t *from = items, *to = scratch;
  for (size_t run = 1; run < count; run *= 2) {
    for (size_t at = 0; at < count; at += 2 * run) {
      size_t first = count - at < run ? count - at : run;
      size_t left = count - at - first;
      merge(from + at, first, left < run ? left : run, to + at, before, context);
    }
    uint32_t *swapped = from;
    from = to;
    to = swapped;
  }
  if (from != items) memcpy(items, from, count * sizeof *items);
}
