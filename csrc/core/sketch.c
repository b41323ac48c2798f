#include "sketch.h"

#include <string.h>

enum { LEAST_BYTES = 4096, MOST_BYTES = 1 << 26 };

nst_status nst_sketch_clear(nst_sketch *sketch, size_t keys) {
  size_t wanted = LEAST_BYTES;
  while (wanted < keys && wanted < MOST_BYTES) wanted *= 2;
  if (wanted != sketch->size) {
    nst_sketch_free(sketch);
    sketch->bytes = sketch->allocator.allocate(sketch->allocator.context, wanted);
    if (!sketch->bytes) return NST_NO_MEMORY;
    sketch->size = wanted;
  }
  memset(sketch->bytes, 0, wanted);
  return NST_OK;
}

void nst_sketch_free(nst_sketch *sketch) {
  nst_release(&sketch->allocator, sketch->bytes, sketch->size);
  sketch->bytes = NULL;
  sketch->size = 0;
}

nst_status nst_filter_open(nst_filter *filter, size_t keys, const nst_allocator *allocator) {
  filter->allocator = *allocator;
  filter->count = 64;
  while (filter->count < keys / 4) filter->count *= 2;
  filter->words = nst_allocate_zeroed(allocator, filter->count * sizeof *filter->words);
  return filter->words ? NST_OK : NST_NO_MEMORY;
}

void nst_filter_free(nst_filter *filter) {
  nst_release(&filter->allocator, filter->words, filter->count * sizeof *filter->words);
}
