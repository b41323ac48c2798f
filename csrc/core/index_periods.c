/* index_periods.c: the terms of a period's articles. */
#include "term_index.h"

#include <string.h>

/* Calls for each term of each article in order. */
typedef void posting_visitor(nst_index *index, const nst_list *list, size_t place);

static nst_status each_posting(nst_index *index, size_t first, size_t last,
                               posting_visitor *visit) {
  nst_list_reader reader = {0};
  nst_list list;
  nst_status status = NST_OK;
  nst_list_reader_open(&reader, &index->lists, first, last);
  while (nst_list_reader_next(&reader, &list, &status))
    while (nst_list_next(&list)) visit(index, &list, reader.article);
  nst_list_reader_close(&reader);
  return status;
}

static void count_posting(nst_index *index, const nst_list *list, size_t place) {
  (void)place;
  index->firsts[list->term + (size_t)1]++;
}

static void put_posting(nst_index *index, const nst_list *list, size_t place) {
  index->open[index->firsts[list->term]++] =
      (nst_posting){(uint32_t)place, (uint16_t)list->uses, list->in_title};
}

/* Postings are counted first, then put where their term's begin, which moves that to their end. */
static nst_status open_places(nst_index *index, size_t first, size_t last) {
  size_t terms = index->table.count;
  uint32_t *firsts = index->firsts;
  nst_status status = each_posting(index, first, last, count_posting);
  if (status != NST_OK) return status;
  for (size_t term = 0; term < terms; term++) firsts[term + 1] += firsts[term];
  void *open = index->open;
  status = nst_array_reserve(&index->allocator, &open, &index->open_capacity, firsts[terms],
                             sizeof(nst_posting));
  index->open = open;
  if (status == NST_OK) status = each_posting(index, first, last, put_posting);
  memmove(firsts + 1, firsts, terms * sizeof *firsts);
  firsts[0] = 0;
  return status;
}

nst_status nst_index_open_period(nst_index *index, uint32_t period, double median_words) {
  return nst_index_open_places(index, index->periods[period], index->periods[period + 1],
                               median_words);
}

nst_status nst_index_open_places(nst_index *index, size_t first, size_t last, double median_words) {
  size_t size = (index->table.count + 1) * sizeof *index->firsts;
  memset(index->firsts, 0, size);
  nst_status status = open_places(index, first, last);
  if (status != NST_OK) {
    memset(index->firsts, 0, size);
    return status;
  }
  index->median_words = median_words;
  index->open_first = first;
  return NST_OK;
}

const nst_posting *nst_index_postings(const nst_index *index, uint32_t term, size_t *count) {
  *count = index->firsts[term + (size_t)1] - index->firsts[term];
  return index->open ? index->open + index->firsts[term] : NULL;
}

nst_status nst_posting_tally_open(nst_posting_tally *tally, const nst_index *index) {
  size_t sources = index->source_count + (size_t)1, series = index->count + 1;
  tally->seen_source = nst_allocate_zeroed(&index->allocator, sources * sizeof(uint64_t));
  tally->seen_series = nst_allocate_zeroed(&index->allocator, series * sizeof(uint64_t));
  return tally->seen_source && tally->seen_series ? NST_OK : NST_NO_MEMORY;
}

void nst_posting_tally_close(nst_posting_tally *tally, const nst_index *index) {
  size_t sources = index->source_count + (size_t)1, series = index->count + 1;
  nst_release(&index->allocator, tally->seen_source, sources * sizeof(uint64_t));
  nst_release(&index->allocator, tally->seen_series, series * sizeof(uint64_t));
}

void nst_postings_count(const nst_index *index, nst_posting_tally *tally,
                        const nst_posting *postings, size_t count, double median_words,
                        nst_period_counts *out) {
  uint64_t mark = ++tally->mark;
  if (!(median_words > 0)) median_words = 1;
  *out = (nst_period_counts){0};
  for (size_t i = 0; i < count; i++) {
    const nst_posting *one = postings + i;
    uint64_t *source = tally->seen_source + index->sources[one->place];
    uint64_t *series = tally->seen_series + index->series[one->place];
    out->sources += *source != mark;
    out->series += *series != mark;
    *source = *series = mark;
    out->uses += one->uses;
    out->titles += one->in_title;
    double length = (double)index->lengths[one->place] / median_words;
    out->salience += one->uses / (one->uses + .5 + .5 * length);
  }
  if (count) out->salience /= (double)count;
}

void nst_index_count(nst_index *index, uint32_t term, nst_period_counts *out) {
  size_t count;
  const nst_posting *postings = nst_index_postings(index, term, &count);
  nst_postings_count(index, &index->tally, postings, count, index->median_words, out);
}

void nst_index_period(const nst_index *index, uint32_t period, size_t *first, size_t *last) {
  *first = index->periods[period];
  *last = index->periods[period + (size_t)1];
}
