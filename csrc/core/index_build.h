/* index_build.h: what the passes that make an index share. */
#ifndef NEWSSTAT_INDEX_BUILD_H
#define NEWSSTAT_INDEX_BUILD_H

#include "candidates.h"
#include "sketch.h"
#include "term_index.h"
#include "threads.h"

typedef struct nst_index_build {
  nst_index *index;
  const nst_selection *selection;
  const nst_threads *threads;
  /* Words of articles whose phrases are put aside at a time, at least 1; of a longer period the
     phrases are counted in parts, by their hashes, for each of which it is read again. */
  size_t part_words;
  nst_word_traits traits;
} nst_index_build;

/* Steps through the paragraphs of an article that count, each with its candidates. */
typedef struct nst_paragraphs {
  const nst_word_traits *traits;
  nst_reader reader;
  nst_tokens tokens; /* room for any of the corpus' */
  nst_candidates candidates;
  bool is_title;
} nst_paragraphs;

/* Makes room once for all articles. */
nst_status nst_paragraphs_open(nst_paragraphs *self, const nst_word_traits *traits);
void nst_paragraphs_start(nst_paragraphs *self, uint32_t article);

/* False at the end, and at a failure that was or is in *status. */
bool nst_paragraphs_next(nst_paragraphs *self, nst_status *status);
void nst_paragraphs_free(nst_paragraphs *self, const nst_corpus *corpus);

/* Adds all terms to the table, by their hashes. */
nst_status nst_index_find_terms(const nst_index_build *build);

/* Writes the list of each article, and what the table tells of each term. */
nst_status nst_index_list_articles(const nst_index_build *build);

#endif
