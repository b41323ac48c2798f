/* index_build.h: what the passes that make an index share. */
#ifndef NEWSSTAT_INDEX_BUILD_H
#define NEWSSTAT_INDEX_BUILD_H

#include "candidates.h"
#include "sketch.h"
#include "term_index.h"
#include "threads.h"

/* Bytes between what two workers write, so that they do not write to one line of the caches. */
enum { NST_APART = 128 };

typedef struct nst_index_build {
  nst_index *index;
  const nst_selection *selection;
  const nst_threads *threads;
  /* Words of articles whose phrases are put aside at a time, at least 1; of a longer period the
     phrases are counted in parts, by their hashes, for each of which it is read again. */
  size_t part_words;
  nst_word_traits traits;
} nst_index_build;

/* How many tokens a passage has at least, if its article has so many. */
enum { NST_PASSAGE = 2048 };

/* Steps through the paragraphs of an article that count, some at a time, with their candidates: a
   mark stands before the first and behind each, so that none goes on in the next. */
typedef struct nst_passages {
  const nst_word_traits *traits;
  nst_reader reader;
  nst_status status; /* of opening the article */
  nst_tokens tokens; /* room for any of the corpus' */
  uint32_t ends[NST_PASSAGE];
  size_t paragraphs; /* the mark behind each stands at its end */
  size_t title_end;  /* 0 where the title is in no or an earlier passage */
  nst_candidates candidates;
} nst_passages;

/* Makes room once for all articles. */
nst_status nst_passages_open(nst_passages *self, const nst_word_traits *traits);
void nst_passages_start(nst_passages *self, uint32_t article);

/* False at the end, and at a failure that was or is in *status. */
bool nst_passages_next(nst_passages *self, nst_status *status);
void nst_passages_free(nst_passages *self, const nst_corpus *corpus);

/* Adds all terms to the table, by their hashes; finds the vocabulary, which is told how often each
   form of a word was met. */
nst_status nst_index_find_terms(const nst_index_build *build);

/* Writes the list of each article, and what the table tells of each term. */
nst_status nst_index_list_articles(const nst_index_build *build);

#endif
