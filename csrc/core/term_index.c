/* term_index.c: which words and phrases are terms, and which articles have
   them.  Three passes over the streams: a sketch tells for each period which
   candidates can be in enough articles, a table counts those exactly, and with
   all terms known each article's list is written. */
#include "term_index.h"

#include "hash.h"
#include "sketch.h"
#include "word_stream.h"

#include <string.h>

/* How many articles of the period have a candidate. */
typedef struct tally {
  uint64_t hash; /* 0 where free */
  uint32_t articles;
  uint32_t last; /* the place of the last of them, plus one */
} tally;

typedef struct met_term {
  uint32_t term;
  uint32_t uses;
  bool in_title, in_text;
} met_term;

typedef struct builder {
  nst_index *index;
  const nst_selection *selection;
  nst_tokens tokens;
  nst_candidates candidates;
  nst_sketch sketch;
  tally *tallies;
  size_t tally_slots, tally_count;
  met_term *met; /* terms of the article being read */
  size_t met_count, met_capacity;
  uint32_t words; /* of the article, before the paragraph at hand */
} builder;

typedef nst_status (*visitor)(builder *self, uint32_t place, bool in_title);

/* Shows the visitor each paragraph of some articles, its candidates found. */
static nst_status visit(builder *self, size_t first, size_t last, visitor see) {
  const nst_corpus *corpus = self->index->corpus;
  nst_status status = NST_OK;
  for (size_t place = first; place < last; place++) {
    nst_reader reader = nst_reader_of(corpus, self->selection->articles[place]);
    bool is_title;
    while (status == NST_OK && nst_reader_next(&reader, &self->tokens, &is_title)) {
      status = nst_candidates_find(&self->candidates, corpus, &self->tokens);
      if (status == NST_OK) status = see(self, (uint32_t)place, is_title);
    }
    if (status != NST_OK) break;
  }
  return status;
}

/* -- Which candidates are terms -------------------------------------------------------------- */

static nst_status sketch_paragraph(builder *self, uint32_t place, bool in_title) {
  (void)place;
  (void)in_title;
  for (size_t i = 0; i < self->candidates.count; i++)
    nst_sketch_add(&self->sketch, nst_hash_mix(self->candidates.at[i].hash));
  return NST_OK;
}

static tally *find_tally(tally *tallies, size_t slots, uint64_t hash) {
  size_t mask = slots - 1, at = (size_t)nst_hash_mix(hash) & mask;
  while (tallies[at].hash && tallies[at].hash != hash) at = (at + 1) & mask;
  return tallies + at;
}

static nst_status grow_tallies(builder *self) {
  const nst_allocator *allocator = &self->index->allocator;
  size_t slots = self->tally_slots ? self->tally_slots * 2 : 4096;
  tally *tallies = nst_allocate_zeroed(allocator, slots * sizeof *tallies);
  if (!tallies) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->tally_slots; i++)
    if (self->tallies[i].hash)
      *find_tally(tallies, slots, self->tallies[i].hash) = self->tallies[i];
  nst_release(allocator, self->tallies, self->tally_slots * sizeof *tallies);
  self->tallies = tallies;
  self->tally_slots = slots;
  return NST_OK;
}

static nst_status tally_candidate(builder *self, const nst_candidate *candidate, uint32_t place) {
  if (self->tally_count * 2 >= self->tally_slots) {
    nst_status status = grow_tallies(self);
    if (status != NST_OK) return status;
  }
  tally *here = find_tally(self->tallies, self->tally_slots, candidate->hash);
  if (!here->hash) {
    here->hash = candidate->hash;
    self->tally_count++;
  }
  if (here->last == place + 1) return NST_OK;
  here->last = place + 1;
  if (++here->articles != self->index->least) return NST_OK;
  if (nst_term_table_find(&self->index->table, candidate->hash) != NST_NO_TERM) return NST_OK;
  return nst_term_table_add(&self->index->table, self->index->corpus, &self->tokens, candidate);
}

static nst_status tally_paragraph(builder *self, uint32_t place, bool in_title) {
  (void)in_title;
  size_t least = self->index->least < NST_SKETCH_FULL ? self->index->least : NST_SKETCH_FULL;
  nst_status status = NST_OK;
  for (size_t i = 0; i < self->candidates.count && status == NST_OK; i++)
    if (nst_sketch_get(&self->sketch, nst_hash_mix(self->candidates.at[i].hash)) >= least)
      status = tally_candidate(self, self->candidates.at + i, place);
  return status;
}

static nst_status find_terms(builder *self) {
  const nst_index *index = self->index;
  nst_status status = NST_OK;
  for (size_t period = 0; period < index->period_count && status == NST_OK; period++) {
    size_t first = index->periods[period], last = index->periods[period + 1], words = 0;
    if (last - first < index->least) continue;
    for (size_t i = first; i < last; i++) words += index->lengths[i];
    status = nst_sketch_clear(&self->sketch, 2 * words);
    if (status == NST_OK) status = visit(self, first, last, sketch_paragraph);
    if (self->tallies) memset(self->tallies, 0, self->tally_slots * sizeof(tally));
    self->tally_count = 0;
    if (status == NST_OK) status = visit(self, first, last, tally_paragraph);
  }
  return status;
}

/* -- Which articles have them ------------------------------------------------------------------ */

static nst_status meet(builder *self, uint32_t term, uint32_t place, bool in_title) {
  nst_term_entry *entry = self->index->table.entries + term;
  if (entry->article != place + 1) {
    void *met = self->met;
    nst_status status = nst_array_reserve(&self->index->allocator, &met, &self->met_capacity,
                                          self->met_count + 1, sizeof *self->met);
    self->met = met;
    if (status != NST_OK) return status;
    entry->article = place + 1;
    entry->posting = (uint32_t)self->met_count;
    self->met[self->met_count++] = (met_term){term, 0, false, false};
  }
  met_term *one = self->met + entry->posting;
  one->uses++;
  one->in_title |= in_title;
  one->in_text |= !in_title;
  return NST_OK;
}

static uint32_t neighbour(const nst_tokens *tokens, size_t at) {
  if (at >= tokens->count || !nst_token_is_word(tokens->at[at])) return NST_NO_NEIGHBOUR;
  return nst_token_word(tokens->at[at]);
}

static bool is_quoted(const nst_tokens *tokens, const nst_candidate *candidate) {
  size_t end = candidate->first + (size_t)candidate->count;
  return candidate->first && end < tokens->count &&
         tokens->at[candidate->first - 1] == NST_TOKEN_OPEN && tokens->at[end] == NST_TOKEN_CLOSE;
}

static nst_status count_use(builder *self, const nst_candidate *candidate, uint32_t term) {
  nst_term_entry *entry = self->index->table.entries + term;
  const nst_tokens *tokens = &self->tokens;
  if (!entry->uses && !entry->articles && self->met[entry->posting].uses == 1)
    entry->first = self->words + candidate->first;
  entry->capitals += tokens->at[candidate->first] >> 31;
  entry->quoted += is_quoted(tokens, candidate);
  if (candidate->count == 1) {
    entry->is_word = true;
    return NST_OK;
  }
  /* Before the first token there is none: its place wraps around and is none too. */
  return nst_term_table_add_neighbours(&self->index->table, entry,
                                       neighbour(tokens, candidate->first - (size_t)1),
                                       neighbour(tokens, candidate->first + candidate->count));
}

static nst_status list_paragraph(builder *self, uint32_t place, bool in_title) {
  nst_index *index = self->index;
  for (size_t i = 0; i < self->tokens.count; i++)
    if (nst_token_is_word(self->tokens.at[i])) {
      index->word_uses[nst_token_word(self->tokens.at[i])]++;
      index->all_uses++;
    }
  nst_status status = NST_OK;
  for (size_t i = 0; i < self->candidates.count && status == NST_OK; i++) {
    const nst_candidate *candidate = self->candidates.at + i;
    uint32_t term = nst_term_table_find(&index->table, candidate->hash);
    if (term == NST_NO_TERM) continue;
    status = meet(self, term, place, in_title);
    if (status == NST_OK) status = count_use(self, candidate, term);
  }
  self->words += (uint32_t)self->tokens.count;
  return status;
}

/* Terms as differences from the one before, with the sign in the lowest bit;
   uses with the title's bit. */
static nst_status write_list(builder *self) {
  nst_index *index = self->index;
  nst_status status = NST_OK;
  uint32_t before = 0;
  for (size_t i = 0; i < self->met_count && status == NST_OK; i++) {
    const met_term *one = self->met + i;
    uint32_t step = one->term - before;
    before = one->term;
    uint32_t uses = one->uses > UINT16_MAX ? UINT16_MAX : one->uses;
    status = nst_stream_put(&index->postings, step << 1 ^ (step >> 31 ? UINT32_MAX : 0));
    if (status == NST_OK)
      status = nst_stream_put(&index->postings, uses << 1 | (one->in_title ? 1 : 0));
    nst_term_entry *entry = index->table.entries + one->term;
    entry->articles++;
    entry->repeating += one->uses >= 2;
    entry->titles += one->in_title && one->in_text;
    entry->uses += one->uses;
  }
  return status;
}

static nst_status list_articles(builder *self) {
  nst_index *index = self->index;
  nst_status status = NST_OK;
  for (size_t place = 0; place < index->count && status == NST_OK; place++) {
    self->met_count = 0;
    self->words = 0;
    index->lists[place] = index->postings.size;
    status = visit(self, place, place + 1, list_paragraph);
    if (status == NST_OK) status = write_list(self);
  }
  index->lists[index->count] = index->postings.size;
  return status;
}

nst_list nst_list_of(const nst_index *index, size_t place) {
  const uint8_t *bytes = (const uint8_t *)index->postings.bytes;
  if (!bytes) return (nst_list){NULL, NULL, 0, 0, false};
  return (nst_list){bytes + index->lists[place], bytes + index->lists[place + 1], 0, 0, false};
}

bool nst_list_next(nst_list *list) {
  if (list->at == list->end) return false;
  uint32_t step = nst_stream_read(&list->at);
  list->term += step >> 1 ^ (step & 1 ? UINT32_MAX : 0);
  uint32_t uses = nst_stream_read(&list->at);
  list->uses = uses >> 1;
  list->in_title = uses & 1;
  return true;
}

/* -- Life ----------------------------------------------------------------------------------------
 */

static void *allocate(const nst_index *index, size_t count, size_t width) {
  return nst_allocate_zeroed(&index->allocator, (count + 1) * width);
}

static void release(const nst_index *index, void *memory, size_t count, size_t width) {
  nst_release(&index->allocator, memory, (count + 1) * width);
}

static size_t count_periods(const nst_selection *selection) {
  return selection->count ? selection->periods[selection->count - 1] + (size_t)1 : 0;
}

static nst_status copy_selection(nst_index *index, const nst_selection *selection) {
  index->count = selection->count;
  index->period_count = count_periods(selection);
  index->sources = allocate(index, index->count, sizeof(uint32_t));
  index->series = allocate(index, index->count, sizeof(uint32_t));
  index->lengths = allocate(index, index->count, sizeof(uint32_t));
  index->lists = allocate(index, index->count, sizeof(size_t));
  index->periods = allocate(index, index->period_count, sizeof(size_t));
  if (!index->sources || !index->series || !index->lengths || !index->lists || !index->periods)
    return NST_NO_MEMORY;
  for (size_t i = 0; i < selection->count; i++) {
    index->sources[i] = selection->sources[i];
    index->series[i] = selection->series[i];
    index->lengths[i] = index->corpus->articles[selection->articles[i]].words;
    index->periods[selection->periods[i] + (size_t)1] = i + 1;
    if (index->sources[i] >= index->source_count) index->source_count = index->sources[i] + 1;
  }
  for (size_t i = 0; i < index->period_count; i++)
    if (index->periods[i + 1] < index->periods[i]) index->periods[i + 1] = index->periods[i];
  index->word_count = nst_vocabulary_size(index->words);
  index->word_uses = allocate(index, index->word_count, sizeof(uint32_t));
  return index->word_uses ? NST_OK : NST_NO_MEMORY;
}

static nst_status build(nst_index *index, const nst_selection *selection) {
  builder self = {.index = index, .selection = selection};
  self.sketch.allocator = index->allocator;
  nst_status status = nst_tokens_reserve(&self.tokens, index->corpus);
  if (status == NST_OK) status = find_terms(&self);
  nst_sketch_free(&self.sketch);
  nst_release(&index->allocator, self.tallies, self.tally_slots * sizeof(tally));
  if (status == NST_OK) status = list_articles(&self);
  nst_tokens_free(&self.tokens, index->corpus);
  nst_candidates_free(&self.candidates, index->corpus);
  nst_release(&index->allocator, self.met, self.met_capacity * sizeof *self.met);
  return status;
}

static nst_status prepare_periods(nst_index *index) {
  index->history = allocate(index, index->table.count, sizeof(uint32_t));
  index->places = allocate(index, index->table.count, sizeof(uint32_t));
  index->seen_source = allocate(index, index->source_count, sizeof(uint64_t));
  index->seen_series = allocate(index, index->count, sizeof(uint64_t));
  index->trust = allocate(index, index->source_count, sizeof(double));
  index->active = allocate(index, index->source_count, sizeof(uint32_t));
  if (!index->history || !index->places || !index->seen_source || !index->seen_series ||
      !index->active || !index->trust)
    return NST_NO_MEMORY;
  return NST_OK;
}

nst_status nst_index_create(nst_corpus *corpus, const nst_selection *selection, size_t least,
                            const nst_allocator *given, nst_index **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_index *index = nst_allocate_zeroed(&allocator, sizeof *index);
  if (!index) return NST_NO_MEMORY;
  index->allocator = allocator;
  index->corpus = corpus;
  index->least = least;
  nst_buffer_init(&index->postings, &allocator);
  nst_status status = nst_term_table_init(&index->table, &allocator);
  if (status == NST_OK) status = nst_corpus_vocabulary(corpus, &index->words);
  if (status == NST_OK) status = copy_selection(index, selection);
  if (status == NST_OK) status = build(index, selection);
  if (status == NST_OK) status = prepare_periods(index);
  if (status != NST_OK) {
    nst_index_destroy(index);
    return status;
  }
  *out = index;
  return NST_OK;
}

void nst_index_destroy(nst_index *index) {
  if (!index) return;
  release(index, index->sources, index->count, sizeof(uint32_t));
  release(index, index->series, index->count, sizeof(uint32_t));
  release(index, index->lengths, index->count, sizeof(uint32_t));
  release(index, index->lists, index->count, sizeof(size_t));
  release(index, index->periods, index->period_count, sizeof(size_t));
  release(index, index->word_uses, index->word_count, sizeof(uint32_t));
  release(index, index->history, index->table.count, sizeof(uint32_t));
  release(index, index->places, index->table.count, sizeof(uint32_t));
  release(index, index->seen_source, index->source_count, sizeof(uint64_t));
  release(index, index->seen_series, index->count, sizeof(uint64_t));
  release(index, index->trust, index->source_count, sizeof(double));
  release(index, index->active, index->source_count, sizeof(uint32_t));
  nst_release(&index->allocator, index->cells, index->cell_slots * sizeof *index->cells);
  nst_release(&index->allocator, index->open, index->open_capacity * sizeof *index->open);
  nst_buffer_free(&index->postings);
  nst_term_table_free(&index->table);
  nst_release(&index->allocator, index, sizeof *index);
}
