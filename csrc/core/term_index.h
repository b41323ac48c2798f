/* term_index.h: the terms of a selection of articles and where they stand. */
#ifndef NEWSSTAT_TERM_INDEX_H
#define NEWSSTAT_TERM_INDEX_H

#include "article_lists.h"
#include "term_places.h"
#include "term_table.h"

/* Which sources and series a term's articles are of: a walk over them marks what it meets. */
typedef struct nst_posting_tally {
  uint64_t *seen_source, *seen_series; /* the mark of the last walk that met each */
  uint64_t mark;
} nst_posting_tally;

struct nst_index {
  nst_corpus *corpus;
  nst_vocabulary *words;
  uint32_t *word_uses; /* of each word of the vocabulary */
  size_t word_count;
  uint64_t all_uses;
  nst_term_table table;
  nst_neighbour_rooms *rooms; /* of the terms of each worker that made the index */
  size_t room_count;

  /* The selection, and the terms of its articles. */
  size_t count;
  uint32_t *sources, *series, *lengths;
  nst_article_lists lists;
  size_t *periods; /* the first article of each, and behind the last one the end */
  size_t period_count;
  uint32_t source_count;

  nst_term_places places;

  /* The history. */
  uint32_t *times;     /* of each article: how often it was added */
  size_t history_end;  /* no article from here on was added */
  uint32_t *by_source; /* articles of one term, while its list is written */

  /* The open period: postings in order of terms. */
  uint32_t *firsts; /* of each term its first posting, and behind the last term the end */
  nst_posting *open;
  size_t open_capacity;
  size_t open_first; /* its first article */
  double median_words;
  nst_posting_tally tally;

  size_t least;
  nst_allocator allocator;
};

/* Writes the places of a term's articles, in order, and how many, at most index->count.  What lies
   in a file is read into `room`. */
nst_status nst_index_places(const nst_index *index, uint32_t term, nst_buffer *room,
                            uint32_t *places, size_t *count);

nst_status nst_posting_tally_open(nst_posting_tally *tally, const nst_index *index);
void nst_posting_tally_close(nst_posting_tally *tally, const nst_index *index);

/* Counts in some articles that have a term. */
void nst_postings_count(const nst_index *index, nst_posting_tally *tally,
                        const nst_posting *postings, size_t count, double median_words,
                        nst_period_counts *out);

#endif
