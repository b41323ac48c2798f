/* index_history.c: the articles of each term, and how many of them a history has. */
#include "term_index.h"

#include <string.h>

/* -- The articles of terms ------------------------------------------------------------------- */

nst_status nst_index_places(const nst_index *index, uint32_t term, nst_buffer *room,
                            uint32_t *places, size_t *count) {
  nst_places_walk walk;
  nst_status status = nst_places_walk_open(&walk, index, term, room);
  if (status != NST_OK) return status;
  for (*count = 0; nst_places_walk_next(&walk); ++*count) places[*count] = walk.place;
  return NST_OK;
}

/* Counts the articles of a term by period. */
static nst_status count_term(const nst_index *index, uint32_t term, nst_buffer *room,
                             uint32_t *counts) {
  nst_places_walk walk;
  size_t period = 0;
  nst_status status = nst_places_walk_open(&walk, index, term, room);
  if (status != NST_OK) return status;
  while (nst_places_walk_next(&walk)) {
    while (walk.place >= index->periods[period + 1]) period++;
    counts[period]++;
  }
  return NST_OK;
}

nst_status nst_index_series(const nst_index *index, const uint32_t *terms, size_t count,
                            uint32_t *counts) {
  nst_status status = NST_OK;
  nst_buffer room;
  nst_buffer_init(&room, &index->allocator);
  memset(counts, 0, count * index->period_count * sizeof *counts);
  for (size_t i = 0; i < count && status == NST_OK; i++)
    status = count_term(index, terms[i], &room, counts + i * index->period_count);
  nst_buffer_free(&room);
  return status;
}

/* -- History ---------------------------------------------------------------------------------- */

void nst_index_add_history(nst_index *index, size_t first, size_t last) {
  if (first < last && last > index->history_end) index->history_end = last;
  for (size_t place = first; place < last; place++) index->times[place]++;
}

void nst_index_clear_history(nst_index *index) {
  index->history_end = 0;
  memset(index->times, 0, (index->count + 1) * sizeof *index->times);
}

nst_status nst_index_history(const nst_index *index, uint32_t term, uint32_t *articles) {
  nst_places_walk walk;
  nst_buffer room;
  nst_buffer_init(&room, &index->allocator);
  memset(articles, 0, index->source_count * sizeof *articles);
  nst_status status = nst_places_walk_open(&walk, index, term, &room);
  while (status == NST_OK && nst_places_walk_next(&walk) && walk.place < index->history_end)
    articles[index->sources[walk.place]] += index->times[walk.place];
  nst_buffer_free(&room);
  return status;
}
