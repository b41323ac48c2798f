/* candidates.h: the words and phrases of a paragraph that may be terms. */
#ifndef NEWSSTAT_CANDIDATES_H
#define NEWSSTAT_CANDIDATES_H

#include "corpus.h"
#include "sketch.h"

enum { NST_MOST_PHRASE_WORDS = 4, NST_MOST_PHRASE_CHARACTERS = 8 };

/* How the words of a phrase stand together. */
enum { NST_JOIN_NONE, NST_JOIN_SPACE };

/* hash tells the key, whatever words it is made of, and all its bits are good. */
typedef struct nst_candidate {
  uint64_t hash;
  uint32_t first; /* among the paragraph's tokens */
  uint8_t count;  /* tokens */
  uint8_t join;
  uint8_t is_base; /* the base of the word, not the word */
  uint8_t reserved;
} nst_candidate;

typedef struct nst_candidates {
  nst_candidate *at;
  size_t count;
  size_t capacity;
  nst_form *forms; /* of the paragraph's tokens */
  size_t form_capacity;
} nst_candidates;

/* Finds the candidates of a paragraph, in order. */
nst_status nst_candidates_find(nst_candidates *candidates, const nst_corpus *corpus,
                               const nst_tokens *tokens);

/* Keeps those that the sketch has at least so often. */
void nst_candidates_keep(nst_candidates *candidates, const nst_sketch *sketch, unsigned least);
void nst_candidates_free(nst_candidates *candidates, const nst_corpus *corpus);

/* A candidate apart from the paragraph in which it stands. */
typedef struct nst_term_seed {
  uint64_t hash;
  uint32_t words[NST_MOST_PHRASE_WORDS];
  uint8_t count;
  uint8_t join;
} nst_term_seed;

nst_term_seed nst_term_seed_of(const nst_corpus *corpus, const nst_tokens *tokens,
                               const nst_candidate *candidate);

/* Appends the key of a term to out. */
nst_status nst_term_seed_key(const nst_corpus *corpus, const nst_term_seed *seed, nst_buffer *out);

#endif
