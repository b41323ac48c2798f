/* ranking_rows.h: what the files of a ranking share. */
#ifndef NEWSSTAT_RANKING_ROWS_H
#define NEWSSTAT_RANKING_ROWS_H

#include "memory.h"
#include "ranking.h"

/* What an article of a source's history adds to what is expected. */
typedef struct nst_source_weight {
  double weight; /* not 0 */
  uint32_t source;
} nst_source_weight;

/* The terms of a period that moved. */
typedef struct nst_period_rows {
  nst_moved_term *rows; /* once the period is finished those that were judged, in order */
  size_t count, capacity;
  size_t shown; /* of a finished period */
  double *distances;
  size_t distance_count;
  nst_source_weight *weights;
  size_t weight_count;
  nst_posting *postings;
  size_t posting_count;
  size_t tests;
} nst_period_rows;

struct nst_ranking {
  nst_ranking_rules rules;
  nst_held_period *periods;
  nst_period_rows *rows; /* of each period */
  size_t count, sources;
  double *trust; /* of each source, one period behind another */
  nst_arena keys;
  nst_allocator allocator;
};

/* Sets what tells how far a term moved, from its articles, its history and its standing; false
   where that is not far enough. */
bool nst_ranking_measure(const nst_ranking *ranking, size_t period, nst_moved_term *row,
                         double weighted);

/* Sets the score; false where too few sources have the term. */
bool nst_ranking_score(const nst_ranking *ranking, size_t period, nst_moved_term *row);

#endif
