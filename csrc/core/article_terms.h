/* article_terms.h: the uses of terms in an article, a passage at a time. */
#ifndef NEWSSTAT_ARTICLE_TERMS_H
#define NEWSSTAT_ARTICLE_TERMS_H

#include "index_build.h"

/* What is asked of all terms, once they are known. */
typedef struct nst_known_terms {
  nst_term_table *table;
  nst_filter
      filter; /* has the hashes of all, so that most phrases that are none are not looked up */
  uint32_t *word_terms; /* of each word its term, or NST_NO_TERM */
  uint32_t *cut_places; /* of each term */
  size_t words, terms;
} nst_known_terms;

nst_status nst_known_terms_open(nst_known_terms *self, const nst_word_traits *traits,
                                nst_term_table *table);
void nst_known_terms_close(nst_known_terms *self);

/* A use of a term in a passage. */
typedef struct nst_term_use {
  uint32_t term;
  uint32_t first; /* among the passage's tokens */
  uint8_t count;  /* tokens */
  uint8_t join;
} nst_term_use;

/* Where an article has a term, and as what. */
enum { NST_MET_IN_TITLE = 1, NST_MET_IN_TEXT = 2, NST_MET_AS_WORD = 4 };

/* What an article tells of a term. */
typedef struct nst_met_term {
  uint32_t term;
  uint32_t uses, quoted, capitals, paragraphs;
  uint32_t paragraph; /* the last one that has it */
  uint32_t first;     /* words before its first use */
  uint32_t token;     /* of its first use, in the passage that is the first to have it */
  uint8_t how;
  uint8_t count, join; /* of its first use */
} nst_met_term;

typedef struct nst_article_terms {
  const nst_known_terms *known;
  nst_passages passages;
  nst_met_term *met; /* terms of the article, as far as it is read */
  size_t met_count, met_capacity;
  uint32_t *places;    /* of each term among those, plus one */
  nst_term_use *uses;  /* of the passage: those of words, then those of phrases */
  uint32_t *word_uses; /* of all words, and behind the last one those of what is no word */
  size_t word_use_count, use_count, use_capacity;
  uint32_t place;     /* of the article in the selection */
  uint32_t words;     /* of the article before the passage */
  uint32_t paragraph; /* the number of the paragraph at hand, from 1 */
} nst_article_terms;

nst_status nst_article_terms_open(nst_article_terms *self, const nst_word_traits *traits,
                                  const nst_known_terms *known);
void nst_article_terms_close(nst_article_terms *self);

/* Begins with the article at a place of the selection. */
void nst_article_terms_start(nst_article_terms *self, uint32_t article, uint32_t place);

/* Counts the next passage; false at the end, and at a failure that was or is in *status.  Where
   this article is to tell the words of a term, it does. */
bool nst_article_terms_next(nst_article_terms *self, nst_status *status);

#endif
