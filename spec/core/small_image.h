/* small_image.h: a lexicon image of a few words, for tests that damage images
   or need words of a certain shape.  It is checked ten times as fast as the
   built-in one; it knows no names, no numerals and no boundaries. */
#ifndef NEWSSTAT_TEST_SMALL_IMAGE_H
#define NEWSSTAT_TEST_SMALL_IMAGE_H

#include "core/image.h"

/* Letters a to h stand for U+4E00 to U+4E07, which are its only Han. */
enum { SMALL_LETTERS = 8, SMALL_FIRST = 0x4E00, SMALL_UNKNOWN_COST = 20000 };

typedef struct small_word {
  const char *letters;
  uint16_t cost;
} small_word;

/* An image of these words and its size; for free(). */
void *small_image_make(const small_word *words, size_t count, size_t *size);

/* Makes the checksum right again after a change. */
void small_image_seal(void *image);

/* The letters as UTF-8 in out, which has room for 3 bytes each; the size. */
size_t small_text(const char *letters, char *out);

#endif
