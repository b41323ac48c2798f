/* fuzz.h: what the fuzz targets share. */
#ifndef NEWSSTAT_FUZZ_H
#define NEWSSTAT_FUZZ_H

#include "core/newsstat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run as a finding. */
static inline void require(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "finding: %s\n", what);
  abort();
}

static inline void require_same(const nst_buffer *one, const nst_buffer *other, const char *what) {
  if (one->size == other->size && (!one->size || memcmp(one->bytes, other->bytes, one->size) == 0))
    return;
  fprintf(stderr, "one:   \"%.*s\"\nother: \"%.*s\"\n", (int)one->size, one->size ? one->bytes : "",
          (int)other->size, other->size ? other->bytes : "");
  require(false, what);
}

/* Options by the bits of two bytes; the input is what follows them. */
static inline nst_html_options fuzzed_options(const uint8_t **data, size_t *size) {
  nst_html_options options;
  memset(&options, 0, sizeof options);
  if (*size < 2) return options;
  unsigned bits = (*data)[0] | (unsigned)(*data)[1] << 8;
  options.links = (nst_html_links)(bits & 3);
  options.drop_captions = bits >> 2 & 1;
  options.drop_tables = bits >> 3 & 1;
  options.mark_lists = bits >> 4 & 1;
  options.show_ruby = bits >> 5 & 1;
  options.fold_pre = bits >> 6 & 1;
  options.show_image_texts = bits >> 7 & 1;
  options.show_hidden = bits >> 8 & 1;
  options.most_depth = bits >> 9 & 7;
  options.most_attributes = bits >> 12 & 3;
  options.most_bytes = bits >> 14 ? 1000u >> (bits >> 14) : 0;
  *data += 2;
  *size -= 2;
  return options;
}

#endif
