/* index_history.c: the articles of each term, and how many of them a history has. */
#include "term_index.h"

#include <string.h>

/* -- The articles of terms ------------------------------------------------------------------- */

nst_status nst_index_invert(nst_index *index) {
  size_t terms = index->table.count, count = 0;
  index->term_ends = nst_allocate_zeroed(&index->allocator, (terms + 1) * sizeof(size_t));
  if (!index->term_ends) return NST_NO_MEMORY;
  for (size_t term = 0; term < terms; term++) {
    index->term_ends[term] = count;
    count += index->table.entries[term].articles;
  }
  index->term_place_count = count;
  index->term_places = nst_allocate_zeroed(&index->allocator, (count + 1) * sizeof(uint32_t));
  if (!index->term_places) return NST_NO_MEMORY;
  /* Each term's beginning moves to its end while its places are written. */
  for (size_t place = 0; place < index->count; place++)
    for (nst_list list = nst_list_of(index, place); nst_list_next(&list);)
      index->term_places[index->term_ends[list.term]++] = (uint32_t)place;
  return NST_OK;
}

/* The places of the articles that have a term, in order. */
static const uint32_t *places_of(const nst_index *index, uint32_t term, size_t *count) {
  size_t first = term ? index->term_ends[term - 1] : 0;
  *count = index->term_ends[term] - first;
  return index->term_places + first;
}

void nst_index_series(const nst_index *index, const uint32_t *terms, size_t count,
                      uint32_t *counts) {
  memset(counts, 0, count * index->period_count * sizeof *counts);
  for (size_t i = 0; i < count; i++) {
    size_t articles, period = 0;
    const uint32_t *places = places_of(index, terms[i], &articles);
    for (size_t k = 0; k < articles; k++) {
      while (places[k] >= index->periods[period + 1]) period++;
      counts[i * index->period_count + period]++;
    }
  }
}

/* -- History ---------------------------------------------------------------------------------- */

/* The articles of the open period have their terms counted. */
static void add_open_period(nst_index *index) {
  for (size_t term = 0; term < index->table.count; term++)
    index->history[term] += index->places[term + 1] - index->places[term];
}

void nst_index_add_history(nst_index *index, size_t first, size_t last) {
  bool is_open = first == index->open_first && last == index->open_last;
  if (first < last && last > index->history_end) index->history_end = last;
  for (size_t place = first; place < last; place++) index->times[place]++;
  if (is_open) {
    add_open_period(index);
    return;
  }
  for (size_t place = first; place < last; place++)
    for (nst_list list = nst_list_of(index, place); nst_list_next(&list);)
      index->history[list.term]++;
}

void nst_index_remove_history(nst_index *index, size_t first, size_t last) {
  for (size_t place = first; place < last; place++) {
    index->times[place]--;
    for (nst_list list = nst_list_of(index, place); nst_list_next(&list);)
      index->history[list.term]--;
  }
}

void nst_index_clear_history(nst_index *index) {
  index->history_end = 0;
  memset(index->times, 0, (index->count + 1) * sizeof *index->times);
  memset(index->history, 0, (index->table.count + 1) * sizeof *index->history);
}

void nst_index_history(const nst_index *index, uint32_t term, uint32_t *articles) {
  size_t count;
  const uint32_t *places = places_of(index, term, &count);
  memset(articles, 0, index->source_count * sizeof *articles);
  for (size_t i = 0; i < count && places[i] < index->history_end; i++)
    articles[index->sources[places[i]]] += index->times[places[i]];
}

double nst_index_weigh_history(nst_index *index, uint32_t term, const double *weights) {
  double sum = 0;
  nst_index_history(index, term, index->by_source);
  for (size_t i = 0; i < index->active_count; i++) {
    uint32_t source = index->active[i];
    sum += weights[source] * index->by_source[source];
  }
  return sum;
}
