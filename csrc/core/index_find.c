/* index_find.c: which words and phrases are terms.  A period's articles are read once: words are
   counted by their numbers, the hashes of phrases are put aside; then a sketch tells which of those
   can be in enough articles, and a table counts them exactly. */
#include "hash.h"
#include "index_build.h"
#include "sketch.h"

#include <stdlib.h>
#include <string.h>

/* How many articles of the period have a word. */
typedef struct word_tally {
  uint32_t
      last; /* the place of the last of them, plus one: none of the period's if there is none */
  uint32_t articles;
} word_tally;

/* The same of a phrase. */
typedef struct phrase_tally {
  uint64_t hash;
  uint32_t last;
  uint32_t articles;
} phrase_tally;

/* A term, and the place of the article with which it was in enough. */
typedef struct found_term {
  uint64_t hash;
  uint32_t place;
} found_term;

/* The terms of a period, in the order in which they came to be. */
typedef struct found_terms {
  found_term *at;
  size_t count, capacity;
} found_terms;

/* The words that may be terms, under the hashes of their keys: a phrase may have such a key too. */
typedef struct word_table {
  nst_filter filter; /* has all of them */
  uint32_t *slots;   /* the word, plus one */
  size_t slot_count;
} word_table;

/* The hashes of phrases, one article behind another. */
typedef struct hashes {
  uint64_t *at;
  size_t count, capacity;
} hashes;

/* What a worker needs for the period at hand. */
typedef struct finder {
  nst_passages passages;
  uint32_t first, articles; /* of the period: the place of the first one, and how many */
  word_tally *words;
  hashes phrases;
  hashes known; /* of the passage: those that may be words' */
  size_t *ends; /* in phrases, of each article of the period */
  size_t end_capacity;
  uint32_t part, parts;
  nst_sketch sketch;
  phrase_tally *tallies;
  size_t tally_slots, tally_count;
  found_terms found; /* in the period */
  char apart[NST_APART];
} finder;

typedef struct sized_period {
  size_t articles, period;
} sized_period;

typedef struct search {
  const nst_index_build *build;
  word_table table;
  finder *finders;     /* of each worker */
  sized_period *order; /* the longest first */
  found_terms *found;  /* of each period */
} search;

static const nst_allocator *allocator_of(const search *self) {
  return &self->build->index->allocator;
}

static nst_status keep(const search *self, finder *own, uint64_t hash, uint32_t place) {
  found_terms *out = &own->found;
  void *at = out->at;
  nst_status status =
      nst_array_reserve(allocator_of(self), &at, &out->capacity, out->count + 1, sizeof *out->at);
  out->at = at;
  if (status == NST_OK) out->at[out->count++] = (found_term){hash, place};
  return status;
}

/* -- Words ------------------------------------------------------------------------------------- */

static nst_status fill_table(search *self) {
  enum { AHEAD = 16 };
  const nst_word_traits *traits = &self->build->traits;
  word_table *table = &self->table;
  table->slot_count = 1024;
  while (table->slot_count < 2 * (size_t)traits->words) table->slot_count *= 2;
  nst_status status = nst_filter_open(&table->filter, traits->words, allocator_of(self));
  if (status != NST_OK) return status;
  table->slots = nst_allocate_zeroed(allocator_of(self), table->slot_count * sizeof *table->slots);
  if (!table->slots) return NST_NO_MEMORY;
  for (uint32_t word = 0; word < traits->words; word++) {
    if (word + AHEAD < traits->words)
      __builtin_prefetch(table->slots + (traits->hashes[word + AHEAD] & (table->slot_count - 1)),
                         1);
    if (!nst_word_may_be_term(traits, word)) continue;
    uint64_t hash = traits->hashes[word];
    size_t at = (size_t)hash & (table->slot_count - 1);
    while (table->slots[at]) at = (at + 1) & (table->slot_count - 1);
    table->slots[at] = word + 1;
    nst_filter_add(&table->filter, hash);
  }
  return NST_OK;
}

/* The word with this hash, or NST_NO_TERM. */
static uint32_t find_word(const search *self, uint64_t hash) {
  const word_table *table = &self->table;
  const nst_form *forms = self->build->traits.corpus->forms;
  size_t at = (size_t)hash & (table->slot_count - 1);
  for (; table->slots[at]; at = (at + 1) & (table->slot_count - 1))
    if (forms[table->slots[at] - 1].hash == hash) return table->slots[at] - 1;
  return NST_NO_TERM;
}

/* Whether the last article that a tally tells of is of the period. */
static bool is_live(const finder *self, uint32_t last) {
  return last - 1 - self->first < self->articles;
}

static nst_status tally_word(const search *self, finder *own, uint32_t word, uint32_t place) {
  word_tally *here = own->words + word;
  uint32_t articles = is_live(own, here->last) ? here->articles : 0;
  bool is_new = here->last != place + 1;
  *here = (word_tally){place + 1, articles + is_new};
  if (!is_new | (here->articles != self->build->index->least)) return NST_OK;
  return keep(self, own, self->build->traits.corpus->forms[word].hash, place);
}

/* -- Reading ----------------------------------------------------------------------------------- */

static nst_status reserve_hashes(const search *self, hashes *list, size_t more) {
  void *at = list->at;
  nst_status status = nst_array_reserve(allocator_of(self), &at, &list->capacity,
                                        list->count + more, sizeof *list->at);
  list->at = at;
  return status;
}

static bool is_of_part(const finder *own, uint64_t hash) {
  return (hash >> 32) * own->parts >> 32 == own->part;
}

/* Puts aside the phrases of a passage that are of this part; apart from them those that may have
   a word's key, which the first part counts with the words. */
static nst_status put_aside(const search *self, finder *own) {
  const nst_candidates *candidates = &own->passages.candidates;
  const nst_filter *filter = &self->table.filter;
  /* One more of each, as the last is written before it is kept. */
  nst_status status = reserve_hashes(self, &own->phrases, candidates->phrase_count + 1);
  own->known.count = 0;
  if (status == NST_OK) status = reserve_hashes(self, &own->known, candidates->phrase_count + 1);
  if (status != NST_OK) return status;
  uint64_t *phrase = own->phrases.at + own->phrases.count, *known = own->known.at;
  for (size_t i = 0; i < candidates->phrase_count; i++) {
    uint64_t hash = candidates->phrases[i].hash;
    bool is_known = nst_filter_may_have(filter, hash), is_ours = is_of_part(own, hash);
    *phrase = *known = hash;
    phrase += is_ours & !is_known;
    known += is_known;
  }
  own->phrases.count = (size_t)(phrase - own->phrases.at);
  own->known.count = (size_t)(known - own->known.at);
  return NST_OK;
}

static nst_status read_passage(const search *self, finder *own, uint32_t place) {
  enum { AHEAD = 12 };
  const nst_candidates *candidates = &own->passages.candidates;
  bool counts_words = own->part == 0;
  nst_status status = put_aside(self, own);
  for (size_t i = 0; i < own->known.count && status == NST_OK; i++) {
    uint64_t hash = own->known.at[i];
    uint32_t word = find_word(self, hash);
    if (word == NST_NO_TERM) {
      if (is_of_part(own, hash)) own->phrases.at[own->phrases.count++] = hash;
    } else if (counts_words) {
      status = tally_word(self, own, word, place);
    }
  }
  if (!counts_words) return status;
  for (size_t i = 0; i < candidates->word_count && status == NST_OK; i++) {
    if (i + AHEAD < candidates->word_count)
      __builtin_prefetch(own->words + candidates->words[i + AHEAD].word, 1);
    status = tally_word(self, own, candidates->words[i].word, place);
  }
  return status;
}

static nst_status read_articles(const search *self, finder *own) {
  nst_passages *at = &own->passages;
  void *ends = own->ends;
  nst_status status = nst_array_reserve(allocator_of(self), &ends, &own->end_capacity,
                                        own->articles, sizeof *own->ends);
  own->ends = ends;
  own->phrases.count = 0;
  for (uint32_t i = 0; i < own->articles && status == NST_OK; i++) {
    nst_passages_start(at, self->build->selection->articles[own->first + i]);
    while (status == NST_OK && nst_passages_next(at, &status))
      status = read_passage(self, own, own->first + i);
    own->ends[i] = own->phrases.count;
  }
  return status;
}

/* -- Phrases --------------------------------------------------------------------------------- */

static nst_status sketch_phrases(finder *own) {
  enum { AHEAD = 16 };
  const hashes *phrases = &own->phrases;
  nst_status status = nst_sketch_clear(&own->sketch, phrases->count);
  for (size_t i = 0; i < phrases->count && status == NST_OK; i++) {
    if (i + AHEAD < phrases->count) nst_sketch_prefetch(&own->sketch, phrases->at[i + AHEAD]);
    nst_sketch_add(&own->sketch, phrases->at[i]);
  }
  return status;
}

static phrase_tally *find_tally(const finder *self, phrase_tally *tallies, size_t slots,
                                uint64_t hash) {
  size_t mask = slots - 1, at = (size_t)hash & mask;
  while (tallies[at].hash != hash && is_live(self, tallies[at].last)) at = (at + 1) & mask;
  return tallies + at;
}

static nst_status grow_tallies(finder *self, const nst_allocator *allocator) {
  size_t slots = self->tally_slots ? self->tally_slots * 2 : 4096;
  phrase_tally *tallies = nst_allocate_zeroed(allocator, slots * sizeof *tallies);
  if (!tallies) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->tally_slots; i++)
    if (is_live(self, self->tallies[i].last))
      *find_tally(self, tallies, slots, self->tallies[i].hash) = self->tallies[i];
  nst_release(allocator, self->tallies, self->tally_slots * sizeof *tallies);
  self->tallies = tallies;
  self->tally_slots = slots;
  return NST_OK;
}

static nst_status tally_phrase(const search *self, finder *own, uint64_t hash, uint32_t place) {
  if (own->tally_count * 2 >= own->tally_slots) {
    nst_status status = grow_tallies(own, allocator_of(self));
    if (status != NST_OK) return status;
  }
  phrase_tally *here = find_tally(own, own->tallies, own->tally_slots, hash);
  if (!is_live(own, here->last)) {
    *here = (phrase_tally){hash, 0, 0};
    own->tally_count++;
  }
  if (here->last == place + 1) return NST_OK;
  here->last = place + 1;
  return ++here->articles == self->build->index->least ? keep(self, own, hash, place) : NST_OK;
}

/* Leaves of an article's phrases those that can be in enough articles. */
static size_t keep_frequent(const search *self, const finder *own, uint64_t *hashes, size_t count) {
  enum { AHEAD = 16 };
  size_t least = self->build->index->least, kept = 0;
  if (least > NST_SKETCH_FULL) least = NST_SKETCH_FULL;
  for (size_t i = 0; i < count; i++) {
    if (i + AHEAD < count) nst_sketch_prefetch(&own->sketch, hashes[i + AHEAD]);
    hashes[kept] = hashes[i];
    kept += nst_sketch_get(&own->sketch, hashes[i]) >= least;
  }
  return kept;
}

static nst_status count_phrases(const search *self, finder *own) {
  enum { AHEAD = 12 };
  nst_status status = sketch_phrases(own);
  size_t at = 0;
  /* Those of the part before are of the period too, and would never make room. */
  if (own->part) memset(own->tallies, 0, own->tally_slots * sizeof *own->tallies);
  own->tally_count = 0;
  for (uint32_t i = 0; i < own->articles && status == NST_OK; i++) {
    uint64_t *hashes = own->phrases.at + at;
    size_t count = keep_frequent(self, own, hashes, own->ends[i] - at);
    for (size_t k = 0; k < count && status == NST_OK; k++) {
      if (k + AHEAD < count)
        __builtin_prefetch(own->tallies + (hashes[k + AHEAD] & (own->tally_slots - 1)), 1);
      status = tally_phrase(self, own, hashes[k], own->first + i);
    }
    at = own->ends[i];
  }
  return status;
}

/* -- All -------------------------------------------------------------------------------------- */

/* Finds the words and phrases of a period that are in enough of its articles. */
static nst_status search_period(search *self, finder *own, size_t period) {
  const nst_index *index = self->build->index;
  size_t words = 0;
  own->first = (uint32_t)index->periods[period];
  own->articles = (uint32_t)index->periods[period + 1] - own->first;
  if (own->articles < index->least) return NST_OK;
  for (uint32_t i = 0; i < own->articles; i++) words += index->lengths[own->first + i];
  own->parts = (uint32_t)(words / self->build->part_words + 1);
  nst_status status = NST_OK;
  for (own->part = 0; own->part < own->parts && status == NST_OK; own->part++) {
    status = read_articles(self, own);
    if (status == NST_OK) status = count_phrases(self, own);
  }
  self->found[period] = own->found;
  own->found = (found_terms){NULL, 0, 0};
  return status;
}

static nst_status open_finder(const search *self, finder *own) {
  const nst_word_traits *traits = &self->build->traits;
  own->sketch.allocator = *allocator_of(self);
  own->words =
      nst_allocate_zeroed(allocator_of(self), (traits->words + (size_t)1) * sizeof *own->words);
  if (!own->words) return NST_NO_MEMORY;
  nst_status status = nst_passages_open(&own->passages, traits);
  return status == NST_OK ? grow_tallies(own, allocator_of(self)) : status;
}

/* The vocabulary is told how often forms of words were met, while periods are searched. */
static nst_status do_part(void *context, size_t worker, size_t item) {
  search *self = context;
  nst_index *index = self->build->index;
  finder *own = self->finders + worker;
  if (!item) return nst_corpus_vocabulary(index->corpus, &index->words);
  nst_status status = own->words ? NST_OK : open_finder(self, own);
  return status == NST_OK ? search_period(self, own, self->order[item - 1].period) : status;
}

/* Numbers the terms period after period, so that it does not matter who found them; leaves of those
   of each period the ones that no earlier one has. */
static nst_status number_found(const search *self) {
  enum { AHEAD = 8 };
  nst_index *index = self->build->index;
  nst_status status = NST_OK;
  for (size_t period = 0; period < index->period_count; period++) {
    found_terms *found = self->found + period;
    size_t count = found->count;
    found->count = 0;
    for (size_t i = 0; i < count && status == NST_OK; i++) {
      const found_term one = found->at[i];
      bool is_new;
      if (i + AHEAD < count) nst_term_table_prefetch(&index->table, found->at[i + AHEAD].hash);
      status = nst_term_table_number(&index->table, one.hash, &is_new);
      found->at[found->count] = one;
      found->count += is_new;
    }
  }
  return status;
}

static nst_status add_found(const search *self) {
  nst_index *index = self->build->index;
  nst_status status = number_found(self);
  if (status == NST_OK) status = nst_term_table_make_entries(&index->table);
  if (status != NST_OK) return status;
  nst_term_entry *entry = index->table.entries;
  for (size_t period = 0; period < index->period_count; period++)
    for (size_t i = 0; i < self->found[period].count; i++, entry++) {
      entry->hash = self->found[period].at[i].hash;
      entry->cut_place = self->found[period].at[i].place;
    }
  return NST_OK;
}

static int compare_sizes(const void *a, const void *b) {
  const sized_period *x = a, *y = b;
  if (x->articles != y->articles) return x->articles < y->articles ? 1 : -1;
  return (x->period > y->period) - (x->period < y->period);
}

static void order_periods(search *self) {
  const nst_index *index = self->build->index;
  for (size_t i = 0; i < index->period_count; i++)
    self->order[i] = (sized_period){index->periods[i + 1] - index->periods[i], i};
  qsort(self->order, index->period_count, sizeof *self->order, compare_sizes);
}

static void close_finder(const search *self, finder *own) {
  const nst_allocator *allocator = allocator_of(self);
  const nst_word_traits *traits = &self->build->traits;
  nst_passages_free(&own->passages, traits->corpus);
  nst_sketch_free(&own->sketch);
  nst_release(allocator, own->words, (traits->words + (size_t)1) * sizeof *own->words);
  nst_release(allocator, own->phrases.at, own->phrases.capacity * sizeof *own->phrases.at);
  nst_release(allocator, own->known.at, own->known.capacity * sizeof *own->known.at);
  nst_release(allocator, own->ends, own->end_capacity * sizeof *own->ends);
  nst_release(allocator, own->tallies, own->tally_slots * sizeof *own->tallies);
}

static nst_status search_periods(search *self, size_t workers) {
  const nst_index_build *build = self->build;
  nst_status status = fill_table(self);
  order_periods(self);
  if (status == NST_OK)
    status = nst_run_tasks(build->threads, build->index->period_count + 1, do_part, self);
  for (size_t i = 0; i < workers; i++) close_finder(self, self->finders + i);
  return status;
}

nst_status nst_index_find_terms(const nst_index_build *build) {
  search self = {.build = build};
  const nst_allocator *allocator = &build->index->allocator;
  size_t periods = build->index->period_count;
  size_t workers = nst_worker_count(build->threads, periods + 1);
  self.finders = nst_allocate_zeroed(allocator, workers * sizeof *self.finders);
  self.found = nst_allocate_zeroed(allocator, (periods + 1) * sizeof *self.found);
  self.order = nst_allocate_zeroed(allocator, (periods + 1) * sizeof *self.order);
  nst_status status = NST_NO_MEMORY;
  if (self.finders && self.found && self.order) status = search_periods(&self, workers);
  if (status == NST_OK) status = add_found(&self);
  for (size_t i = 0; self.found && i < periods; i++)
    nst_release(allocator, self.found[i].at, self.found[i].capacity * sizeof(found_term));
  nst_filter_free(&self.table.filter);
  nst_release(allocator, self.table.slots, self.table.slot_count * sizeof *self.table.slots);
  nst_release(allocator, self.finders, workers * sizeof *self.finders);
  nst_release(allocator, self.found, (periods + 1) * sizeof *self.found);
  nst_release(allocator, self.order, (periods + 1) * sizeof *self.order);
  return status;
}
