/* index_periods.c: the terms of a period's articles. */
#include "term_index.h"

#include <string.h>

static nst_status reserve_postings(nst_index *index, size_t first, size_t last) {
  size_t count = 0;
  for (size_t place = first; place < last; place++)
    for (nst_list list = nst_list_of(index, place); nst_list_next(&list); count++)
      index->places[list.term]++;
  void *open = index->open;
  nst_status status = nst_array_reserve(&index->allocator, &open, &index->open_capacity, count,
                                        sizeof(nst_posting));
  index->open = open;
  return status;
}

/* The sources that have articles in the period, in order of their numbers. */
static void find_active_sources(nst_index *index, size_t first, size_t last) {
  uint64_t mark = ++index->mark;
  for (size_t place = first; place < last; place++)
    index->seen_source[index->sources[place]] = mark;
  index->active_count = 0;
  for (uint32_t source = 0; source < index->source_count; source++)
    if (index->seen_source[source] == mark) index->active[index->active_count++] = source;
}

nst_status nst_index_open_period(nst_index *index, uint32_t period, double median_words,
                                 const double *trust) {
  return nst_index_open_places(index, index->periods[period], index->periods[period + 1],
                               median_words, trust);
}

nst_status nst_index_open_places(nst_index *index, size_t first, size_t last, double median_words,
                                 const double *trust) {
  size_t terms = index->table.count;
  memset(index->places, 0, (terms + 1) * sizeof *index->places);
  index->open_first = index->open_last = 0;
  nst_status status = reserve_postings(index, first, last);
  if (status != NST_OK) {
    memset(index->places, 0, (terms + 1) * sizeof *index->places);
    return status;
  }
  /* Each term's end first; writing from behind turns ends into beginnings. */
  for (size_t term = 1; term <= terms; term++) index->places[term] += index->places[term - 1];
  for (size_t place = last; place-- > first;)
    for (nst_list list = nst_list_of(index, place); nst_list_next(&list);)
      index->open[--index->places[list.term]] =
          (nst_posting){(uint32_t)place, (uint16_t)list.uses, list.in_title};
  find_active_sources(index, first, last);
  if (index->source_count) memcpy(index->trust, trust, index->source_count * sizeof *trust);
  index->median_words = median_words > 0 ? median_words : 1;
  index->open_first = first;
  index->open_last = last;
  return NST_OK;
}

const nst_posting *nst_index_postings(const nst_index *index, uint32_t term, size_t *count) {
  *count = index->places[term + (size_t)1] - index->places[term];
  return index->open ? index->open + index->places[term] : NULL;
}

void nst_index_count(nst_index *index, nst_period_term *row) {
  size_t count;
  const nst_posting *postings = nst_index_postings(index, row->term, &count);
  uint64_t mark = ++index->mark;
  row->sources = row->series = row->uses = row->titles = 0;
  row->salience = row->trust = 0;
  for (size_t i = 0; i < count; i++) {
    const nst_posting *one = postings + i;
    uint64_t *source = index->seen_source + index->sources[one->place];
    uint64_t *series = index->seen_series + index->series[one->place];
    row->sources += *source != mark;
    row->series += *series != mark;
    *source = *series = mark;
    row->uses += one->uses;
    row->titles += one->in_title;
    row->trust += index->trust[index->sources[one->place]];
    double length = (double)index->lengths[one->place] / index->median_words;
    row->salience += one->uses / (one->uses + .5 + .5 * length);
  }
  if (!count) return;
  row->salience /= (double)count;
  row->trust /= (double)count;
}

bool nst_index_next(const nst_index *index, size_t *place, nst_period_term *out) {
  while (*place < index->table.count) {
    uint32_t term = (uint32_t)(*place)++;
    uint32_t articles = index->places[term + (size_t)1] - index->places[term];
    uint32_t history = index->history[term];
    if (articles < index->least && history < index->least) continue;
    if (index->table.entries[term].is_stop) continue;
    *out = (nst_period_term){.term = term, .articles = articles, .history = history};
    return true;
  }
  return false;
}

void nst_index_period(const nst_index *index, uint32_t period, size_t *first, size_t *last) {
  *first = index->periods[period];
  *last = index->periods[period + (size_t)1];
}
