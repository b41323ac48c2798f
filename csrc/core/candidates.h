/* candidates.h: the words and phrases of a passage that may be terms. */
#ifndef NEWSSTAT_CANDIDATES_H
#define NEWSSTAT_CANDIDATES_H

#include "corpus.h"

enum { NST_MOST_PHRASE_WORDS = 4, NST_MOST_PHRASE_CHARACTERS = 8 };

/* How the words of a phrase stand together. */
enum { NST_JOIN_NONE, NST_JOIN_SPACE };

/* What is asked of each word where candidates are looked for, in so few bits that those of nearly
   all words met stay in the fast caches.  Made for a corpus, which must not change. */
typedef struct nst_word_traits {
  const nst_corpus *corpus;
  uint16_t *at; /* of each word, and behind the last one those of all that is no word */
  uint64_t *hashes;
  uint32_t words;
} nst_word_traits;

nst_status nst_word_traits_init(nst_word_traits *traits, const nst_corpus *corpus);
void nst_word_traits_free(nst_word_traits *traits);

/* Whether a word may be a term by itself. */
bool nst_word_may_be_term(const nst_word_traits *traits, uint32_t word);

/* A word, or the base of one. */
typedef struct nst_word_candidate {
  uint32_t word;
  uint32_t first; /* among the passage's tokens */
} nst_word_candidate;

/* Several words; hash tells the key, whatever words it is made of. */
typedef struct nst_phrase_candidate {
  uint64_t hash;
  uint32_t first; /* among the passage's tokens */
  uint8_t count;  /* tokens */
  uint8_t join;
} nst_phrase_candidate;

typedef struct nst_candidates {
  nst_word_candidate *words; /* in order */
  size_t word_count;
  nst_phrase_candidate *phrases; /* in order */
  size_t phrase_count;
  uint16_t *traits; /* of the passage's tokens */
  uint64_t *hashes;
  uint32_t *starts; /* tokens with which phrases may begin */
  size_t capacity;  /* tokens for which there is room */
} nst_candidates;

/* Finds the candidates of a passage: of tokens one behind another. */
nst_status nst_candidates_find(nst_candidates *candidates, const nst_word_traits *traits,
                               const nst_tokens *tokens);
void nst_candidates_free(nst_candidates *candidates, const nst_corpus *corpus);

#endif
