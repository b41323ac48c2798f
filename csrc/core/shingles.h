/* shingles.h: the sets of five characters one behind another that articles have, by which it is
   told how nearly one repeats another. */
#ifndef NEWSSTAT_SHINGLES_H
#define NEWSSTAT_SHINGLES_H

#include "corpus.h"

/* The hashes of an article's shingles in order, each once. */
typedef struct nst_shingles {
  uint64_t *hashes;
  size_t count;
  size_t capacity;
} nst_shingles;

/* Makes the set of an article's shingles, title, punctuation and what is left out apart; what the
   set held before is gone.  Zeroed, it holds nothing. */
nst_status nst_shingles_read(nst_shingles *self, const nst_corpus *corpus, nst_tokens *tokens,
                             uint32_t article);
void nst_shingles_free(nst_shingles *self, const nst_allocator *allocator);

/* The Jaccard index of two sets, at least one of which is not empty. */
double nst_shingles_jaccard(const nst_shingles *a, const nst_shingles *b);

#endif
