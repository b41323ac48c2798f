/* models.h: how characters take part in words that no list has. */
#ifndef NEWSSTAT_LEXICON_MODELS_H
#define NEWSSTAT_LEXICON_MODELS_H

#include "core/alphabet.h"

typedef struct models {
  nst_model *by_code;
  uint16_t (*doubles)[2];
  uint32_t double_count;
  nst_pair *pairs; /* NST_PAIRS of them */
} models;

/* Reads "model<TAB>character<TAB>cost" lines for numbered characters.  Returns
   0, or 1 after a message that names the file and line. */
int models_open(models *all, const nst_alphabet *from, const char *path);
/* Reads the learnt boundary weights: for each code point of the basic plane
   four bytes, then for each hash of a pair four (learn/boundaries.c writes
   them).  Returns 0, or 1 after a message. */
int models_read_boundaries(models *all, const nst_alphabet *from, const char *path);

void models_close(models *all);

#endif
