/* term_index.h: the terms of a selection of articles and where they stand. */
#ifndef NEWSSTAT_TERM_INDEX_H
#define NEWSSTAT_TERM_INDEX_H

#include "term_table.h"

/* The terms of an article, and how often it uses each: nst_list reads it. */
typedef struct nst_article_list {
  const uint8_t *at;
  uint32_t size;
} nst_article_list;

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
  nst_arena postings;
  size_t *periods; /* the first article of each, and behind the last one the end */
  size_t period_count;
  uint32_t source_count;

  /* The places of each term's articles, as steps from one to the next, one term behind another. */
  uint16_t *term_steps;
  size_t *term_starts; /* and behind the last one the end */
  size_t term_step_count;

  /* The history. */
  uint32_t *history;   /* articles of each term */
  uint32_t *times;     /* of each article: how often it was added */
  size_t history_end;  /* no article from here on was added */
  uint32_t *by_source; /* articles of one term, while they are weighed */

  /* The open period: postings in order of terms. */
  uint32_t *places; /* of each term: its first posting, and behind the last term the end */
  nst_posting *open;
  size_t open_capacity;
  size_t open_first, open_last; /* its articles, without the last */
  double median_words;
  double *trust;                       /* of each source */
  uint64_t *seen_source, *seen_series; /* the mark of the last walk that met each */
  uint64_t mark;
  uint32_t *active; /* sources that have articles in the period */
  size_t active_count;

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
bool nst_list_next(nst_list *list);

/* Finds the articles of each term, when the lists are made. */
nst_status nst_index_invert(nst_index *index);

#endif
