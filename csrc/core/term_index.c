/* term_index.c: the life of an index, and what is read of it again and again. */
#include "index_build.h"

#include <string.h>

/* -- Passages -------------------------------------------------------------------------------- */

nst_status nst_passages_open(nst_passages *self, const nst_word_traits *traits) {
  self->traits = traits;
  nst_status status = nst_tokens_reserve(&self->tokens, traits->corpus);
  if (status != NST_OK) return status;
  void *at = self->tokens.at;
  status = nst_array_reserve(&traits->corpus->allocator, &at, &self->tokens.capacity,
                             self->tokens.capacity + NST_PASSAGE + 2, sizeof *self->tokens.at);
  self->tokens.at = at;
  return status;
}

void nst_passages_start(nst_passages *self, uint32_t article) {
  self->status = nst_reader_open(&self->reader, self->traits->corpus, article, &self->tokens);
}

static void read_passage(nst_passages *self) {
  nst_tokens *all = &self->tokens, next = {.at = all->at + 1};
  bool is_title;
  all->at[0] = NST_TOKEN_BREAK;
  all->count = 1;
  self->paragraphs = self->title_end = 0;
  while (all->count <= NST_PASSAGE && nst_reader_next(&self->reader, &next, &is_title)) {
    all->count += next.count;
    self->ends[self->paragraphs++] = (uint32_t)all->count;
    all->at[all->count++] = NST_TOKEN_BREAK;
    if (is_title) self->title_end = all->count;
    next.at = all->at + all->count;
  }
}

bool nst_passages_next(nst_passages *self, nst_status *status) {
  if (*status == NST_OK) *status = self->status;
  if (*status != NST_OK) return false;
  read_passage(self);
  if (!self->paragraphs) return false;
  *status = nst_candidates_find(&self->candidates, self->traits, &self->tokens);
  return *status == NST_OK;
}

void nst_passages_free(nst_passages *self, const nst_corpus *corpus) {
  nst_tokens_free(&self->tokens, corpus);
  nst_candidates_free(&self->candidates, corpus);
}

/* -- Life -------------------------------------------------------------------------------------- */

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
  index->periods = allocate(index, index->period_count, sizeof(size_t));
  if (!index->sources || !index->series || !index->lengths || !index->periods) return NST_NO_MEMORY;
  for (size_t i = 0; i < selection->count; i++) {
    index->sources[i] = selection->sources[i];
    index->series[i] = selection->series[i];
    index->lengths[i] = index->corpus->articles[selection->articles[i]].words;
    index->periods[selection->periods[i] + (size_t)1] = i + 1;
    if (index->sources[i] >= index->source_count) index->source_count = index->sources[i] + 1;
  }
  for (size_t i = 0; i < index->period_count; i++)
    if (index->periods[i + 1] < index->periods[i]) index->periods[i + 1] = index->periods[i];
  index->word_count = nst_vocabulary_size(index->corpus->vocabulary);
  index->word_uses = allocate(index, index->word_count, sizeof(uint32_t));
  return index->word_uses ? NST_OK : NST_NO_MEMORY;
}

static nst_status prepare_periods(nst_index *index, const nst_threads *threads) {
  index->times = allocate(index, index->count, sizeof(uint32_t));
  index->by_source = allocate(index, index->source_count, sizeof(uint32_t));
  index->firsts = allocate(index, index->table.count, sizeof(uint32_t));
  if (!index->times || !index->by_source || !index->firsts) return NST_NO_MEMORY;
  nst_status status = nst_posting_tally_open(&index->tally, index);
  return status == NST_OK ? nst_term_places_make(index, threads) : status;
}

enum { PART_WORDS = 8 << 20 };

nst_status nst_index_create(nst_corpus *corpus, const nst_selection *selection, size_t least,
                            const nst_threads *threads, const nst_allocator *given,
                            nst_index **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_index *index = nst_allocate_zeroed(&allocator, sizeof *index);
  if (!index) return NST_NO_MEMORY;
  index->allocator = allocator;
  index->corpus = corpus;
  index->least = least;
  nst_status status = nst_term_table_init(&index->table, &allocator);
  if (status == NST_OK) status = copy_selection(index, selection);
  nst_index_build build = {
      .index = index, .selection = selection, .threads = threads, .part_words = PART_WORDS};
  if (status == NST_OK) status = nst_word_traits_init(&build.traits, corpus);
  if (status == NST_OK) status = nst_index_find_terms(&build);
  if (status == NST_OK) status = nst_index_list_articles(&build);
  nst_word_traits_free(&build.traits);
  if (status == NST_OK) status = prepare_periods(index, threads);
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
  nst_article_lists_close(&index->lists);
  release(index, index->periods, index->period_count, sizeof(size_t));
  release(index, index->word_uses, index->word_count, sizeof(uint32_t));
  nst_term_places_close(&index->places);
  release(index, index->times, index->count, sizeof(uint32_t));
  release(index, index->by_source, index->source_count, sizeof(uint32_t));
  release(index, index->firsts, index->table.count, sizeof(uint32_t));
  nst_posting_tally_close(&index->tally, index);
  nst_release(&index->allocator, index->open, index->open_capacity * sizeof *index->open);
  for (size_t i = 0; i < index->room_count; i++) nst_arena_free(&index->rooms[i].arena);
  nst_release(&index->allocator, index->rooms, index->room_count * sizeof *index->rooms);
  nst_term_table_free(&index->table);
  nst_release(&index->allocator, index, sizeof *index);
}
