/* index_find.c: which words and phrases are terms.  Two passes over a period's streams: a sketch
   tells which candidates can be in enough articles, a table counts those exactly. */
#include "hash.h"
#include "index_build.h"
#include "sketch.h"

#include <string.h>

/* How many articles of the period have a candidate. */
typedef struct tally {
  uint64_t hash;
  uint32_t articles;
  uint32_t
      last; /* the place of the last of them, plus one: not behind the period's first where free */
} tally;

/* The candidates of a period that are in enough articles, in the order in which they came to be. */
typedef struct found {
  nst_term_seed *seeds;
  size_t count, capacity;
} found;

/* What a worker needs for the period at hand. */
typedef struct finder {
  nst_paragraphs paragraphs;
  nst_sketch sketch;
  size_t first; /* place of the period's first article */
  tally *tallies;
  size_t tally_slots, tally_count;
} finder;

typedef struct search {
  const nst_index *index;
  const nst_selection *selection;
  finder *finders; /* of each worker */
  found *found;    /* of each period */
} search;

static void sketch_paragraph(finder *self) {
  const nst_candidates *candidates = &self->paragraphs.candidates;
  for (size_t i = 0; i < candidates->count; i++)
    nst_sketch_prefetch(&self->sketch, candidates->at[i].hash);
  for (size_t i = 0; i < candidates->count; i++)
    nst_sketch_add(&self->sketch, candidates->at[i].hash);
}

static bool is_live(const finder *self, const tally *one) { return one->last > self->first; }

static tally *find_tally(const finder *self, tally *tallies, size_t slots, uint64_t hash) {
  size_t mask = slots - 1, at = (size_t)hash & mask;
  while (tallies[at].hash != hash && is_live(self, tallies + at)) at = (at + 1) & mask;
  return tallies + at;
}

static nst_status grow_tallies(finder *self, const nst_allocator *allocator) {
  size_t slots = self->tally_slots ? self->tally_slots * 2 : 4096;
  tally *tallies = nst_allocate_zeroed(allocator, slots * sizeof *tallies);
  if (!tallies) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->tally_slots; i++)
    if (is_live(self, self->tallies + i))
      *find_tally(self, tallies, slots, self->tallies[i].hash) = self->tallies[i];
  nst_release(allocator, self->tallies, self->tally_slots * sizeof *tallies);
  self->tallies = tallies;
  self->tally_slots = slots;
  return NST_OK;
}

static nst_status keep(const search *self, finder *own, const nst_candidate *candidate,
                       found *out) {
  const nst_corpus *corpus = self->index->corpus;
  void *seeds = out->seeds;
  nst_status status = nst_array_reserve(&self->index->allocator, &seeds, &out->capacity,
                                        out->count + 1, sizeof *out->seeds);
  out->seeds = seeds;
  if (status == NST_OK)
    out->seeds[out->count++] = nst_term_seed_of(corpus, &own->paragraphs.tokens, candidate);
  return status;
}

static nst_status tally_candidate(const search *self, finder *own, const nst_candidate *candidate,
                                  uint32_t place, found *out) {
  if (own->tally_count * 2 >= own->tally_slots) {
    nst_status status = grow_tallies(own, &self->index->allocator);
    if (status != NST_OK) return status;
  }
  tally *here = find_tally(own, own->tallies, own->tally_slots, candidate->hash);
  if (!is_live(own, here)) {
    *here = (tally){candidate->hash, 0, 0};
    own->tally_count++;
  }
  if (here->last == place + 1) return NST_OK;
  here->last = place + 1;
  return ++here->articles == self->index->least ? keep(self, own, candidate, out) : NST_OK;
}

static nst_status tally_paragraph(const search *self, finder *own, uint32_t place, found *out) {
  nst_candidates *candidates = &own->paragraphs.candidates;
  size_t least = self->index->least;
  nst_candidates_keep(candidates, &own->sketch,
                      least < NST_SKETCH_FULL ? (unsigned)least : NST_SKETCH_FULL);
  for (size_t i = 0; i < candidates->count; i++)
    __builtin_prefetch(own->tallies + (candidates->at[i].hash & (own->tally_slots - 1)), 1);
  nst_status status = NST_OK;
  for (size_t i = 0; i < candidates->count && status == NST_OK; i++)
    status = tally_candidate(self, own, candidates->at + i, place, out);
  return status;
}

/* Finds the candidates of a period that are in enough of its articles. */
static nst_status search_period(void *context, size_t worker, size_t period) {
  search *self = context;
  finder *own = self->finders + worker;
  const nst_index *index = self->index;
  size_t first = index->periods[period], last = index->periods[period + 1], words = 0;
  if (last - first < index->least) return NST_OK;
  for (size_t i = first; i < last; i++) words += index->lengths[i];
  nst_status status = nst_sketch_clear(&own->sketch, words);
  nst_paragraphs *at = &own->paragraphs;
  for (size_t place = first; place < last && status == NST_OK; place++)
    for (nst_paragraphs_start(at, index->corpus, self->selection->articles[place]);
         nst_paragraphs_next(at, &status);)
      sketch_paragraph(own);
  own->first = first;
  own->tally_count = 0;
  for (size_t place = first; place < last && status == NST_OK; place++)
    for (nst_paragraphs_start(at, index->corpus, self->selection->articles[place]);
         nst_paragraphs_next(at, &status);)
      status = tally_paragraph(self, own, (uint32_t)place, self->found + period);
  return status;
}

/* Period after period, so that the numbers of terms do not depend on who found them. */
static nst_status add_found(nst_index *index, const found *all) {
  enum { AHEAD = 8 };
  nst_status status = NST_OK;
  for (size_t period = 0; period < index->period_count; period++)
    for (size_t i = 0; i < all[period].count && status == NST_OK; i++) {
      const nst_term_seed *seed = all[period].seeds + i;
      if (i + AHEAD < all[period].count) nst_term_table_prefetch(&index->table, seed[AHEAD].hash);
      if (nst_term_table_find(&index->table, seed->hash) == NST_NO_TERM)
        status = nst_term_table_add(&index->table, index->corpus, seed);
    }
  return status;
}

nst_status nst_index_find_terms(nst_index *index, const nst_selection *selection,
                                const nst_threads *threads) {
  const nst_allocator *allocator = &index->allocator;
  size_t workers = nst_worker_count(threads, index->period_count), periods = index->period_count;
  search self = {index, selection, NULL, NULL};
  self.finders = nst_allocate_zeroed(allocator, workers * sizeof *self.finders);
  self.found = nst_allocate_zeroed(allocator, (periods + 1) * sizeof *self.found);
  nst_status status = self.finders && self.found ? NST_OK : NST_NO_MEMORY;
  for (size_t i = 0; i < workers && status == NST_OK; i++) {
    self.finders[i].sketch.allocator = *allocator;
    status = nst_tokens_reserve(&self.finders[i].paragraphs.tokens, index->corpus);
    if (status == NST_OK) status = grow_tallies(self.finders + i, allocator);
  }
  if (status == NST_OK) status = nst_run_tasks(threads, periods, search_period, &self);
  for (size_t i = 0; self.finders && i < workers; i++) {
    finder *one = self.finders + i;
    nst_paragraphs_free(&one->paragraphs, index->corpus);
    nst_sketch_free(&one->sketch);
    nst_release(allocator, one->tallies, one->tally_slots * sizeof(tally));
  }
  if (status == NST_OK) status = add_found(index, self.found);
  for (size_t i = 0; self.found && i < periods; i++)
    nst_release(allocator, self.found[i].seeds, self.found[i].capacity * sizeof(nst_term_seed));
  nst_release(allocator, self.finders, workers * sizeof *self.finders);
  nst_release(allocator, self.found, (periods + 1) * sizeof *self.found);
  return status;
}
