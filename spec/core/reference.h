/* reference.h: the segmenter's shortest path the slow way: over the whole text,
   with no window, trying all spans.  It is written from image.h and from what
   arcs.h names, to be compared with the lattice. */
#ifndef NEWSSTAT_TEST_REFERENCE_H
#define NEWSSTAT_TEST_REFERENCE_H

#include "core/lexicon.h"

/* Text of Han characters only. */
typedef struct reference {
  const nst_lexicon *lexicon;
  bool fine;
  size_t count; /* characters */
  /* two before the first and one behind the last stand for the edges */
  uint16_t *codes;
  uint16_t *keys;
} reference;

bool reference_open(reference *self, const nst_lexicon *lexicon, bool fine, const char *text,
                    size_t size);
void reference_close(reference *self);

/* No word is there. */
#define REFERENCE_NEVER INT64_MAX

/* The cost of reading the characters between two places as one word. */
int64_t reference_word(const reference *self, size_t from, size_t to);

/* The cost of a boundary between words at a place. */
int64_t reference_boundary(const reference *self, size_t place);

/* The cost of the cheapest segmentation, or REFERENCE_NEVER without memory. */
int64_t reference_least(const reference *self);

#endif
