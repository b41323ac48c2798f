/* standard_input.h: what a program is given, as a whole. */
#ifndef NEWSSTAT_STANDARD_INPUT_H
#define NEWSSTAT_STANDARD_INPUT_H

#include "core/newsstat.h"

#include <stdio.h>

/* Appends standard input to a buffer. */
static inline nst_status read_standard_input(nst_buffer *input) {
  enum { PART = 65536 };
  for (size_t got = 1; got > 0; input->size += got) {
    nst_status status = nst_buffer_reserve(input, PART);
    if (status != NST_OK) return status;
    got = fread(input->bytes + input->size, 1, PART, stdin);
  }
  return NST_OK;
}

#endif
