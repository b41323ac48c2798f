/* term_index.h: the terms of a selection of articles and where they stand. */
#ifndef NEWSSTAT_TERM_INDEX_H
#define NEWSSTAT_TERM_INDEX_H

#include "term_table.h"
#include "varint.h"

/* The terms of an article, and how often it uses each: nst_list reads it.  Bytes that may be read
   lie behind it, as many as NST_VARINT_ROOM. */
typedef struct nst_article_list {
  const uint8_t *at;
  uint32_t size;
} nst_article_list;

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

  /* The selection, and of each article the list of its terms. */
  size_t count;
  uint32_t *sources, *series, *lengths;
  nst_article_list *lists;
  size_t *periods; /* the first article of each, and behind the last one the end */
  size_t period_count;
  uint32_t source_count;

  /* The places of each term's articles, as steps from one to the next, one term behind another. */
  uint16_t *term_steps;
  size_t *term_starts; /* and behind the last one the end */
  size_t term_step_count;

  /* The history. */
  uint32_t *times;     /* of each article: how often it was added */
  size_t history_end;  /* no article from here on was added */
  uint32_t *by_source; /* articles of one term, while its list is written */

  /* The open period: postings in order of terms. */
  uint32_t *places; /* of each term: its first posting, and behind the last term the end */
  nst_posting *open;
  size_t open_capacity;
  size_t open_first; /* its first article */
  double median_words;
  nst_posting_tally tally;

  size_t least;
  nst_allocator allocator;
};

/* Reading the list of an article's terms. */
typedef struct nst_list {
  const uint8_t *at, *end;
  uint32_t term;
  uint32_t uses;
  bool in_title;
} nst_list;

nst_list nst_list_of(const nst_index *index, size_t place);

static inline bool nst_list_next(nst_list *list) {
  if (list->at == list->end) return false;
  uint32_t step = nst_varint_read(&list->at);
  list->term += step >> 1 ^ (0 - (step & 1));
  uint32_t uses = nst_varint_read(&list->at);
  list->uses = uses >> 1;
  list->in_title = uses & 1;
  return true;
}

/* Finds the articles of each term, when the lists are made. */
nst_status nst_index_invert(nst_index *index);

/* Writes the places of a term's articles, in order; how many, at most index->count. */
size_t nst_index_places(const nst_index *index, uint32_t term, uint32_t *places);

nst_status nst_posting_tally_open(nst_posting_tally *tally, const nst_index *index);
void nst_posting_tally_close(nst_posting_tally *tally, const nst_index *index);

/* Counts in some articles that have a term. */
void nst_postings_count(const nst_index *index, nst_posting_tally *tally,
                        const nst_posting *postings, size_t count, double median_words,
                        nst_period_counts *out);

#endif
