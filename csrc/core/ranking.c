/* ranking.c: how far terms moved, their scores, and which of them are shown. */
#include "ranking_rows.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* -- Life -------------------------------------------------------------------------------------- */

static nst_status copy_period(nst_ranking *self, size_t at, const nst_held_period *from) {
  nst_held_period *period = self->periods + at;
  nst_period_rows *rows = self->rows + at;
  double *trust = self->trust + at * self->sources;
  *period = *from;
  period->weights = NULL;
  period->trust = trust;
  rows->weights =
      nst_allocate_zeroed(&self->allocator, (self->sources + 1) * sizeof *rows->weights);
  if (!rows->weights) return NST_NO_MEMORY;
  for (size_t source = 0; source < self->sources; source++) {
    trust[source] = from->trust[source];
    if (from->weights[source] != 0)
      rows->weights[rows->weight_count++] =
          (nst_source_weight){from->weights[source], (uint32_t)source};
  }
  return NST_OK;
}

nst_status nst_ranking_create(const nst_ranking_rules *rules, const nst_held_period *periods,
                              size_t count, size_t sources, const nst_allocator *given,
                              nst_ranking **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_ranking *self = nst_allocate_zeroed(&allocator, sizeof *self);
  if (!self) return NST_NO_MEMORY;
  self->rules = *rules;
  self->allocator = allocator;
  self->count = count;
  self->sources = sources;
  nst_arena_init(&self->keys, &allocator);
  self->periods = nst_allocate_zeroed(&allocator, (count + 1) * sizeof *self->periods);
  self->rows = nst_allocate_zeroed(&allocator, (count + 1) * sizeof *self->rows);
  self->trust = nst_allocate_zeroed(&allocator, (count * sources + 1) * sizeof *self->trust);
  nst_status status = self->periods && self->rows && self->trust ? NST_OK : NST_NO_MEMORY;
  for (size_t i = 0; i < count && status == NST_OK; i++) status = copy_period(self, i, periods + i);
  if (status == NST_OK)
    *out = self;
  else
    nst_ranking_destroy(self);
  return status;
}

static void free_rows(const nst_ranking *self, const nst_period_rows *rows) {
  const nst_allocator *allocator = &self->allocator;
  nst_release(allocator, rows->rows, rows->capacity * sizeof *rows->rows);
  nst_release(allocator, rows->distances, (rows->distance_count + 1) * sizeof *rows->distances);
  nst_release(allocator, rows->weights, (self->sources + 1) * sizeof *rows->weights);
  nst_release(allocator, rows->postings, (rows->posting_count + 1) * sizeof *rows->postings);
}

void nst_ranking_destroy(nst_ranking *self) {
  if (!self) return;
  const nst_allocator *allocator = &self->allocator;
  for (size_t i = 0; self->rows && i < self->count; i++) free_rows(self, self->rows + i);
  nst_release(allocator, self->periods, (self->count + 1) * sizeof *self->periods);
  nst_release(allocator, self->rows, (self->count + 1) * sizeof *self->rows);
  nst_release(allocator, self->trust, (self->count * self->sources + 1) * sizeof *self->trust);
  nst_arena_free(&self->keys);
  nst_allocator own = self->allocator;
  nst_release(&own, self, sizeof *self);
}

/* -- How far a term moved ---------------------------------------------------------------------- */

static double expect(const nst_ranking *self, size_t period, double history, double weighted,
                     double common) {
  return nst_expected(&self->periods[period].expectation, self->rules.lexicon_articles, history,
                      weighted, common, NULL);
}

double nst_ranking_weigh(const nst_ranking *self, size_t period, const uint32_t *by_source) {
  const nst_period_rows *rows = self->rows + period;
  double sum = 0;
  for (size_t i = 0; i < rows->weight_count; i++)
    sum += rows->weights[i].weight * by_source[rows->weights[i].source];
  return sum;
}

double nst_ranking_trust(const nst_ranking *self, size_t period, const uint32_t *sources,
                         size_t count) {
  const double *trust = self->periods[period].trust;
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += trust[sources[i]];
  return count ? sum / (double)count : 0;
}

static bool is_far(const nst_ranking *self, double x, double e, double slack) {
  const nst_ranking_rules *rules = &self->rules;
  if (rules->is_falling)
    return e >= slack * rules->least_articles && e >= slack * rules->least_lift * x;
  return x >= slack * rules->least_lift * e;
}

bool nst_ranking_may_have_moved(const nst_ranking *self, size_t period, double articles,
                                double history, double weighted) {
  /* More may be expected than this, and G2 is rounded: what is at the border passes. */
  const double slack = .999;
  const nst_ranking_rules *rules = &self->rules;
  if (!rules->is_falling && articles < rules->least_articles) return false;
  double e = expect(self, period, history, weighted, 0);
  return is_far(self, articles, e, slack) &&
         fabs(nst_signed_g2(articles, self->periods[period].expectation.n, e)) >=
             slack * rules->least_g2;
}

bool nst_ranking_measure(const nst_ranking *self, size_t period, nst_moved_term *row,
                         double weighted) {
  const nst_ranking_rules *rules = &self->rules;
  double x = row->articles, common = rules->is_falling ? 0 : row->standing.common;
  row->expected = expect(self, period, row->history, weighted, common);
  row->lift = x / row->expected;
  row->g2 = nst_signed_g2(x, self->periods[period].expectation.n, row->expected);
  return is_far(self, x, row->expected, 1) && fabs(row->g2) >= rules->least_g2;
}

/* -- Scores ------------------------------------------------------------------------------------ */

static double plain_statistic(const nst_ranking *self, size_t period, const nst_moved_term *row) {
  const nst_expectation *of = &self->periods[period].expectation;
  double x = row->articles, n = of->n, e = row->expected;
  switch (self->rules.method) {
    case NST_RANK_STANDARD_SCORE: return nst_standard_score(x, n, e);
    case NST_RANK_JLH: return nst_jlh(x, n, e);
    case NST_RANK_LOG_ODDS: return nst_log_odds(x, n, e, row->history, of->m, self->rules.prior);
    default: return nst_signed_g2(x, n, e);
  }
}

static double tempered(const nst_ranking_rules *rules, const nst_moved_term *row) {
  const nst_standing *of = &row->standing;
  return pow(row->g2 * row->trust, rules->g2_power) * log(row->lift) / log(2) * of->adaptation *
         row->salience * exp(rules->class_weight * of->word_class) * row->breadth * row->series /
         row->articles * of->firmness;
}

static double tempered_fall(const nst_ranking_rules *rules, const nst_moved_term *row) {
  const nst_standing *of = &row->standing;
  double fall = row->expected / fmax(row->articles, .5);
  return pow(fabs(row->g2), rules->g2_power) * log(fall) / log(2) * of->adaptation *
         exp(rules->class_weight * of->word_class) * of->firmness;
}

bool nst_ranking_score(const nst_ranking *self, size_t period, nst_moved_term *row) {
  const nst_ranking_rules *rules = &self->rules;
  if (row->sources < rules->min_sources && !rules->is_falling) return false;
  double more = row->sources ? row->sources - 1. : 0;
  row->breadth = 1 + rules->breadth_weight * fmin(more, rules->most_sources);
  if (rules->method != NST_RANK_TEMPERED)
    row->base = plain_statistic(self, period, row) * (rules->is_falling ? -1 : 1);
  else
    row->base = rules->is_falling ? tempered_fall(rules, row) : tempered(rules, row);
  row->score = row->base;
  if (rules->method == NST_RANK_TEMPERED && !rules->is_falling)
    row->score = row->base * (1 + rules->title_weight * fmin(rules->most_titles, row->titles));
  return true;
}

nst_status nst_ranking_add(nst_ranking *self, size_t period, const nst_moved_term *term,
                           double weighted) {
  nst_period_rows *own = self->rows + period;
  nst_moved_term row = *term;
  if (!nst_ranking_measure(self, period, &row, weighted) || !nst_ranking_score(self, period, &row))
    return NST_OK;
  void *rows = own->rows;
  nst_status status =
      nst_array_reserve(&self->allocator, &rows, &own->capacity, own->count + 1, sizeof *own->rows);
  own->rows = rows;
  if (status != NST_OK) return status;
  row.key.bytes = nst_arena_copy(&self->keys, term->key.bytes, term->key.size);
  if (!row.key.bytes) return NST_NO_MEMORY;
  own->rows[own->count++] = row;
  return NST_OK;
}

/* -- What is shown ----------------------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b) {
  const double *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static nst_status note_distances(const nst_ranking *self, nst_period_rows *own) {
  size_t size = (own->count + 1) * sizeof *own->distances;
  own->distances = nst_allocate_zeroed(&self->allocator, size);
  if (!own->distances) return NST_NO_MEMORY;
  own->distance_count = own->count;
  for (size_t i = 0; i < own->count; i++) own->distances[i] = fabs(own->rows[i].g2);
  qsort(own->distances, own->count, sizeof *own->distances, compare_numbers);
  return NST_OK;
}

/* Leaves the rows with the best scores; all that are as good as the last of them too. */
static nst_status keep_best(const nst_ranking *self, nst_period_rows *own) {
  size_t most = self->rules.most_judged, size = own->count * sizeof(double), kept = 0;
  if (own->count <= most) return NST_OK;
  double *scores = nst_allocate_zeroed(&self->allocator, size);
  if (!scores) return NST_NO_MEMORY;
  for (size_t i = 0; i < own->count; i++) scores[i] = own->rows[i].score;
  qsort(scores, own->count, sizeof *scores, compare_numbers);
  double least = most ? scores[own->count - most] : HUGE_VAL;
  for (size_t i = 0; i < own->count; i++)
    if (own->rows[i].score >= least) own->rows[kept++] = own->rows[i];
  own->count = kept;
  nst_release(&self->allocator, scores, size);
  return NST_OK;
}

/* What sorting needs of the rows. */
typedef struct shown_rows {
  const nst_moved_term *rows;
  const nst_shown_form *forms;
} shown_rows;

static bool better_first(const void *context, uint32_t a, uint32_t b) {
  const shown_rows *self = context;
  bool a_yields = self->forms[a].yields_to != NST_NO_FORM;
  bool b_yields = self->forms[b].yields_to != NST_NO_FORM;
  if (a_yields != b_yields) return b_yields;
  const nst_moved_term *x = self->rows + a, *y = self->rows + b;
  if (x->score != y->score) return x->score > y->score;
  size_t size = x->key.size < y->key.size ? x->key.size : y->key.size;
  int order = memcmp(x->key.bytes, y->key.bytes, size);
  return order ? order < 0 : x->key.size < y->key.size;
}

static uint32_t place_of(const uint32_t *places, uint32_t form) {
  return form == NST_NO_FORM ? NST_NO_FORM : places[form];
}

/* Puts the rows in order, in memory of just their size. */
static nst_status put_in_order(const nst_ranking *self, nst_period_rows *own,
                               const nst_shown_form *forms, uint32_t *order, uint32_t *places) {
  nst_moved_term *sorted = nst_allocate_zeroed(&self->allocator, (own->count + 1) * sizeof *sorted);
  if (!sorted) return NST_NO_MEMORY;
  for (size_t i = 0; i < own->count; i++) {
    own->rows[i].score = forms[i].score;
    order[i] = (uint32_t)i;
  }
  shown_rows context = {own->rows, forms};
  nst_sort(order, places, own->count, better_first, &context);
  for (size_t i = 0; i < own->count; i++) places[order[i]] = (uint32_t)i;
  own->shown = 0;
  for (size_t i = 0; i < own->count; i++) {
    const nst_shown_form *form = forms + order[i];
    sorted[i] = own->rows[order[i]];
    sorted[i].first_form = place_of(places, form->first);
    sorted[i].next_form = place_of(places, form->next);
    own->shown += form->yields_to == NST_NO_FORM;
  }
  nst_release(&self->allocator, own->rows, own->capacity * sizeof *own->rows);
  own->rows = sorted;
  own->capacity = own->count + 1;
  return NST_OK;
}

static nst_status choose(const nst_ranking *self, nst_period_rows *own, nst_shown_form *forms,
                         uint32_t *numbers) {
  for (size_t i = 0; i < own->count; i++) {
    const nst_moved_term *row = own->rows + i;
    forms[i] = (nst_shown_form){.key = row->key.bytes,
                                .size = row->key.size,
                                .width = self->rules.is_falling ? row->history : row->articles,
                                .base = row->base,
                                .score = row->score};
  }
  nst_status status = nst_choose_forms(&self->rules.forms, forms, own->count, &self->allocator);
  if (status != NST_OK) return status;
  return put_in_order(self, own, forms, numbers, numbers + own->count);
}

nst_status nst_ranking_finish(nst_ranking *self, size_t period) {
  nst_period_rows *own = self->rows + period;
  if (own->distances) return NST_OK;
  nst_status status = note_distances(self, own);
  if (status == NST_OK) status = keep_best(self, own);
  if (status != NST_OK) return status;
  size_t form_size = (own->count + 1) * sizeof(nst_shown_form);
  size_t number_size = (2 * own->count + 1) * sizeof(uint32_t);
  nst_shown_form *forms = nst_allocate_zeroed(&self->allocator, form_size);
  uint32_t *numbers = nst_allocate_zeroed(&self->allocator, number_size);
  status = forms && numbers ? choose(self, own, forms, numbers) : NST_NO_MEMORY;
  nst_release(&self->allocator, forms, form_size);
  nst_release(&self->allocator, numbers, number_size);
  return status;
}

/* -- Queries ----------------------------------------------------------------------------------- */

const nst_moved_term *nst_ranking_terms(const nst_ranking *self, size_t period, size_t *shown) {
  *shown = self->rows[period].shown;
  return self->rows[period].rows;
}

const double *nst_ranking_distances(const nst_ranking *self, size_t period, size_t *count) {
  *count = self->rows[period].distance_count;
  return self->rows[period].distances;
}

size_t nst_ranking_tests(const nst_ranking *self, size_t period) {
  return self->rows[period].tests;
}

const nst_posting *nst_ranking_postings(const nst_ranking *self, size_t period,
                                        const nst_moved_term *term) {
  return self->rows[period].postings + term->first_posting;
}
