/* ranking_index.c: counts what a ranking needs of an index.  The terms are gone through once, each
   with its articles in order of time, so that its history grows from period to period; then each
   period's lists are read for the uses of the terms that moved. */
#include "ranking_rows.h"
#include "term_index.h"
#include "threads.h"

#include <string.h>

enum { CHUNK = 256 }; /* terms at a time */

/* A term that moved in a period. */
typedef struct found_row {
  nst_moved_term row;
  uint32_t period;
} found_row;

/* Those of a chunk, by term, then by period. */
typedef struct found_rows {
  found_row *at;
  size_t count, capacity;
} found_rows;

/* What a worker needs. */
typedef struct walker {
  uint32_t *places;    /* of the articles of the term at hand */
  nst_buffer room;     /* for reading those */
  uint32_t *by_source; /* articles of the history that have it */
  size_t *tests;       /* of each period */
  uint32_t *slots;     /* of each term, while a period is counted: its row plus one */
  uint32_t *sources;   /* of the articles of a row */
  size_t *ends;        /* of each row of the period: where its next posting goes */
  size_t end_capacity;
  nst_list_reader lists;
  nst_posting_tally tally;
} walker;

typedef struct walk {
  nst_ranking *ranking;
  const nst_index *index;
  const uint8_t *in_history;
  uint32_t *period_at; /* of each place the number of its period in the ranking, plus one; or 0 */
  found_rows *found;   /* of each chunk */
  size_t chunks;
  walker *walkers;
  size_t workers;
} walk;

/* The term at hand, and how much of it is in the history. */
typedef struct term_state {
  uint32_t term;
  size_t articles;       /* of all periods */
  size_t removed, added; /* of its places: the history is between them */
  uint32_t history;      /* articles in it */
  nst_standing standing;
  bool is_judged, is_term;
} term_state;

static const nst_allocator *allocator_of(const walk *self) { return &self->ranking->allocator; }

/* -- Terms ------------------------------------------------------------------------------------- */

static bool counts(const walk *self, uint32_t place) {
  return !self->in_history || self->in_history[place];
}

/* Brings the history to what it is for a period. */
static void move_history(const walk *self, walker *own, term_state *term,
                         const nst_held_period *held) {
  const uint32_t *sources = self->index->sources;
  for (; term->added < term->articles; term->added++) {
    uint32_t place = own->places[term->added];
    if (place >= held->history_last) break;
    if (!counts(self, place)) continue;
    own->by_source[sources[place]]++;
    term->history++;
  }
  for (; term->removed < term->added; term->removed++) {
    uint32_t place = own->places[term->removed];
    if (place >= held->history_first) break;
    if (!counts(self, place)) continue;
    own->by_source[sources[place]]--;
    term->history--;
  }
}

/* Whether the term may have moved; a rising one that is not far from what is expected without its
   weighted history has not. */
static bool may_have_moved(const walk *self, const walker *own, const term_state *term,
                           size_t period, uint32_t articles, double *weighted) {
  const nst_ranking *ranking = self->ranking;
  bool is_falling = ranking->rules.is_falling;
  *weighted = 0;
  if (!is_falling) {
    if (!nst_ranking_may_have_moved(ranking, period, articles, term->history, 0)) return false;
    if (!term->history) return true;
  }
  *weighted = nst_ranking_weigh(ranking, period, own->by_source);
  return nst_ranking_may_have_moved(ranking, period, articles, term->history, *weighted);
}

static nst_status judge(const walk *self, term_state *term) {
  if (term->is_judged) return NST_OK;
  term->is_judged = true;
  return nst_index_judge(self->index, &self->ranking->rules.standing, term->term, &term->standing,
                         &term->is_term);
}

static nst_status keep(const walk *self, found_rows *out, const nst_moved_term *row,
                       size_t period) {
  void *at = out->at;
  nst_status status =
      nst_array_reserve(allocator_of(self), &at, &out->capacity, out->count + 1, sizeof *out->at);
  out->at = at;
  if (status == NST_OK) out->at[out->count++] = (found_row){*row, (uint32_t)period};
  return status;
}

static nst_status weigh_period(const walk *self, walker *own, term_state *term, size_t period,
                               uint32_t articles, found_rows *out) {
  double weighted;
  move_history(self, own, term, self->ranking->periods + period);
  if (articles < self->index->least && term->history < self->index->least) return NST_OK;
  if (!may_have_moved(self, own, term, period, articles, &weighted)) return NST_OK;
  nst_status status = judge(self, term);
  if (status != NST_OK || !term->is_term) return status;
  const nst_term_entry *entry = self->index->table.entries + term->term;
  nst_moved_term row = {.term = term->term,
                        .articles = articles,
                        .history = term->history,
                        .standing = term->standing,
                        .key = {entry->key, entry->size}};
  if (!nst_ranking_measure(self->ranking, period, &row, weighted)) return NST_OK;
  return keep(self, out, &row, period);
}

/* The term's articles from *at on that are of a period; *at is then behind them. */
static uint32_t count_articles(const walk *self, const walker *own, const term_state *term,
                               size_t period, size_t *at) {
  size_t first = *at;
  while (*at < term->articles && self->period_at[own->places[*at]] == period + 1) ++*at;
  return (uint32_t)(*at - first);
}

/* Only periods that have the term: it rose in no other. */
static nst_status walk_rising(const walk *self, walker *own, term_state *term, bool is_stop,
                              found_rows *out) {
  double least = self->ranking->rules.least_articles;
  nst_status status = NST_OK;
  for (size_t at = 0; at < term->articles && status == NST_OK;) {
    uint32_t number = self->period_at[own->places[at]];
    if (!number) {
      at++;
      continue;
    }
    uint32_t articles = count_articles(self, own, term, number - 1, &at);
    if (articles < least) continue;
    own->tests[number - 1]++;
    if (!is_stop) status = weigh_period(self, own, term, number - 1, articles, out);
  }
  return status;
}

static nst_status walk_falling(const walk *self, walker *own, term_state *term, bool is_stop,
                               found_rows *out) {
  nst_status status = NST_OK;
  for (size_t period = 0, at = 0; period < self->ranking->count && status == NST_OK; period++) {
    while (at < term->articles && self->period_at[own->places[at]] < period + 1) at++;
    uint32_t articles = count_articles(self, own, term, period, &at);
    own->tests[period] += articles >= self->ranking->rules.least_articles;
    if (!is_stop) status = weigh_period(self, own, term, period, articles, out);
  }
  return status;
}

static nst_status walk_chunk(void *context, size_t worker, size_t chunk) {
  walk *self = context;
  walker *own = self->walkers + worker;
  const nst_index *index = self->index;
  size_t last = (chunk + 1) * CHUNK < index->table.count ? (chunk + 1) * CHUNK : index->table.count;
  nst_status status = NST_OK;
  for (size_t i = chunk * CHUNK; i < last && status == NST_OK; i++) {
    term_state term = {.term = (uint32_t)i};
    bool is_stop = index->table.entries[i].is_stop;
    status = nst_index_places(index, term.term, &own->room, own->places, &term.articles);
    if (status != NST_OK) break;
    status = self->ranking->rules.is_falling
                 ? walk_falling(self, own, &term, is_stop, self->found + chunk)
                 : walk_rising(self, own, &term, is_stop, self->found + chunk);
    if (term.added) memset(own->by_source, 0, index->source_count * sizeof *own->by_source);
  }
  return status;
}

/* -- Periods ----------------------------------------------------------------------------------- */

/* The rows of each period, in order of their terms. */
static nst_status gather(const walk *self) {
  nst_ranking *ranking = self->ranking;
  for (size_t chunk = 0; chunk < self->chunks; chunk++)
    for (size_t i = 0; i < self->found[chunk].count; i++)
      ranking->rows[self->found[chunk].at[i].period].count++;
  for (size_t period = 0; period < ranking->count; period++) {
    nst_period_rows *own = ranking->rows + period;
    own->rows = nst_allocate_zeroed(allocator_of(self), (own->count + 1) * sizeof *own->rows);
    if (!own->rows) return NST_NO_MEMORY;
    own->capacity = own->count + 1;
    own->count = 0;
  }
  for (size_t chunk = 0; chunk < self->chunks; chunk++)
    for (size_t i = 0; i < self->found[chunk].count; i++) {
      const found_row *one = self->found[chunk].at + i;
      nst_period_rows *own = ranking->rows + one->period;
      nst_moved_term *row = own->rows + own->count++;
      *row = one->row;
      row->first_posting = own->posting_count;
      own->posting_count += row->articles;
    }
  for (size_t worker = 0; worker < self->workers; worker++)
    for (size_t period = 0; period < ranking->count; period++)
      ranking->rows[period].tests += self->walkers[worker].tests[period];
  return NST_OK;
}

/* Reads the postings of the period's rows from the lists of its articles. */
static nst_status read_postings(const walk *self, walker *own, size_t period) {
  nst_period_rows *rows = self->ranking->rows + period;
  uint32_t number = self->ranking->periods[period].period;
  void *ends = own->ends;
  nst_status status = nst_array_reserve(allocator_of(self), &ends, &own->end_capacity, rows->count,
                                        sizeof *own->ends);
  own->ends = ends;
  if (status != NST_OK) return status;
  rows->postings =
      nst_allocate_zeroed(allocator_of(self), (rows->posting_count + 1) * sizeof *rows->postings);
  if (!rows->postings) return NST_NO_MEMORY;
  for (size_t i = 0; i < rows->count; i++) {
    own->slots[rows->rows[i].term] = (uint32_t)i + 1;
    own->ends[i] = rows->rows[i].first_posting;
  }
  nst_list_reader *lists = &own->lists;
  nst_list list;
  nst_list_reader_open(lists, &self->index->lists, self->index->periods[number],
                       self->index->periods[number + 1]);
  while (nst_list_reader_next(lists, &list, &status))
    while (nst_list_next(&list)) {
      uint32_t slot = own->slots[list.term];
      if (slot)
        rows->postings[own->ends[slot - 1]++] =
            (nst_posting){(uint32_t)lists->article, (uint16_t)list.uses, list.in_title};
    }
  for (size_t i = 0; i < rows->count; i++) own->slots[rows->rows[i].term] = 0;
  return status;
}

static void count_row(const walk *self, walker *own, size_t period, nst_moved_term *row) {
  const nst_posting *postings = nst_ranking_postings(self->ranking, period, row);
  nst_period_counts counts;
  nst_postings_count(self->index, &own->tally, postings, row->articles,
                     self->ranking->rules.standing.median_words, &counts);
  row->uses = counts.uses;
  row->sources = counts.sources;
  row->series = counts.series;
  row->titles = counts.titles;
  row->salience = counts.salience;
  for (size_t i = 0; i < row->articles; i++)
    own->sources[i] = self->index->sources[postings[i].place];
  row->trust = nst_ranking_trust(self->ranking, period, own->sources, row->articles);
}

static nst_status count_period(void *context, size_t worker, size_t period) {
  walk *self = context;
  walker *own = self->walkers + worker;
  nst_period_rows *rows = self->ranking->rows + period;
  size_t kept = 0;
  nst_status status = read_postings(self, own, period);
  if (status != NST_OK) return status;
  for (size_t i = 0; i < rows->count; i++) {
    nst_moved_term *row = rows->rows + i;
    count_row(self, own, period, row);
    if (nst_ranking_score(self->ranking, period, row)) rows->rows[kept++] = *row;
  }
  rows->count = kept;
  return nst_ranking_finish(self->ranking, period);
}

/* -- All --------------------------------------------------------------------------------------- */

static nst_status open_walker(const walk *self, walker *own) {
  const nst_allocator *allocator = allocator_of(self);
  const nst_index *index = self->index;
  nst_buffer_init(&own->room, allocator);
  own->places = nst_allocate_zeroed(allocator, (index->count + 1) * sizeof *own->places);
  own->by_source =
      nst_allocate_zeroed(allocator, (index->source_count + (size_t)1) * sizeof *own->by_source);
  own->tests = nst_allocate_zeroed(allocator, (self->ranking->count + 1) * sizeof *own->tests);
  own->slots = nst_allocate_zeroed(allocator, (index->table.count + 1) * sizeof *own->slots);
  own->sources = nst_allocate_zeroed(allocator, (index->count + 1) * sizeof *own->sources);
  if (!own->places || !own->by_source || !own->tests || !own->slots || !own->sources)
    return NST_NO_MEMORY;
  return nst_posting_tally_open(&own->tally, index);
}

static void close_walker(const walk *self, walker *own) {
  const nst_allocator *allocator = allocator_of(self);
  const nst_index *index = self->index;
  nst_release(allocator, own->places, (index->count + 1) * sizeof *own->places);
  nst_release(allocator, own->by_source,
              (index->source_count + (size_t)1) * sizeof *own->by_source);
  nst_release(allocator, own->tests, (self->ranking->count + 1) * sizeof *own->tests);
  nst_release(allocator, own->slots, (index->table.count + 1) * sizeof *own->slots);
  nst_release(allocator, own->sources, (index->count + 1) * sizeof *own->sources);
  nst_release(allocator, own->ends, own->end_capacity * sizeof *own->ends);
  nst_list_reader_close(&own->lists);
  nst_buffer_free(&own->room);
  nst_posting_tally_close(&own->tally, index);
}

static nst_status open_walk(walk *self) {
  const nst_allocator *allocator = allocator_of(self);
  const nst_index *index = self->index;
  self->period_at = nst_allocate_zeroed(allocator, (index->count + 1) * sizeof *self->period_at);
  self->found = nst_allocate_zeroed(allocator, (self->chunks + 1) * sizeof *self->found);
  self->walkers = nst_allocate_zeroed(allocator, self->workers * sizeof *self->walkers);
  if (!self->period_at || !self->found || !self->walkers) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->ranking->count; i++) {
    uint32_t period = self->ranking->periods[i].period;
    for (size_t place = index->periods[period]; place < index->periods[period + 1]; place++)
      self->period_at[place] = (uint32_t)i + 1;
  }
  nst_status status = NST_OK;
  for (size_t i = 0; i < self->workers && status == NST_OK; i++)
    status = open_walker(self, self->walkers + i);
  return status;
}

static void close_walk(walk *self) {
  const nst_allocator *allocator = allocator_of(self);
  for (size_t i = 0; self->walkers && i < self->workers; i++) close_walker(self, self->walkers + i);
  for (size_t i = 0; self->found && i < self->chunks; i++)
    nst_release(allocator, self->found[i].at, self->found[i].capacity * sizeof *self->found->at);
  nst_release(allocator, self->found, (self->chunks + 1) * sizeof *self->found);
  nst_release(allocator, self->walkers, self->workers * sizeof *self->walkers);
  nst_release(allocator, self->period_at, (self->index->count + 1) * sizeof *self->period_at);
}

nst_status nst_ranking_count_index(nst_ranking *ranking, const nst_index *index,
                                   const uint8_t *in_history, const nst_threads *threads) {
  walk self = {.ranking = ranking, .index = index, .in_history = in_history};
  self.chunks = (index->table.count + CHUNK - 1) / CHUNK;
  self.workers =
      nst_worker_count(threads, self.chunks > ranking->count ? self.chunks : ranking->count);
  nst_status status = open_walk(&self);
  if (status == NST_OK) status = nst_run_tasks(threads, self.chunks, walk_chunk, &self);
  if (status == NST_OK) status = gather(&self);
  if (status == NST_OK) status = nst_run_tasks(threads, ranking->count, count_period, &self);
  close_walk(&self);
  return status;
}
