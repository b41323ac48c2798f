/* index_lists.c: which articles have which terms, and what all of them tell of each.  Some articles
   go to each worker at a time; where an order counts, as for samples of neighbours, what they found
   is gone through in the order of the articles afterwards, the terms divided among the workers. */
#include "hash.h"
#include "index_build.h"
#include "word_stream.h"

#include <string.h>

enum { CHUNK = 16, CHUNKS = 32 }; /* articles at a time, and how often in a round */

typedef struct met_term {
  uint32_t term;
  uint32_t uses;
  bool in_title, in_text;
} met_term;

/* What a worker's articles tell of a term. */
typedef struct tally {
  uint32_t article; /* the place of the article that is read, plus one, if it has the term */
  uint32_t met;     /* and its place in that article's list */
  uint32_t articles, repeating, titles, uses, quoted, capitals, paragraphs;
  uint32_t paragraph;   /* the last one of the worker that has it */
  uint32_t first_place; /* of the first of the articles */
  uint32_t first;       /* words before its first use there */
  bool is_word;
} tally;

/* A phrase between two neighbours. */
typedef struct phrase_use {
  uint32_t term, left, right;
} phrase_use;

typedef struct phrase_uses {
  phrase_use *at;
  size_t count, capacity;
} phrase_uses;

typedef struct chunk {
  nst_buffer postings;
  size_t ends[CHUNK];
  phrase_uses *uses; /* of the terms of each worker */
} chunk;

typedef struct lister {
  nst_paragraphs paragraphs;
  met_term *met; /* terms of the article being read */
  size_t met_count, met_capacity;
  uint32_t words;     /* of the article, before the paragraph at hand */
  uint32_t paragraph; /* the number of that one among the worker's, from 1 */
  tally *tallies;     /* of each term */
  uint32_t *word_uses;
  uint64_t all_uses;
  uint32_t *terms; /* of the paragraph's candidates */
  size_t term_capacity;
} lister;

typedef struct listing {
  nst_index *index;
  const nst_selection *selection;
  lister *listers; /* of each worker */
  size_t workers;
  chunk chunks[CHUNKS];
  size_t first; /* of the articles of the round */
} listing;

/* -- One paragraph --------------------------------------------------------------------------------
 */

static nst_status meet(const listing *self, lister *own, uint32_t term, uint32_t place) {
  tally *here = own->tallies + term;
  bool in_title = own->paragraphs.is_title;
  if (here->article != place + 1) {
    void *met = own->met;
    nst_status status = nst_array_reserve(&self->index->allocator, &met, &own->met_capacity,
                                          own->met_count + 1, sizeof *own->met);
    own->met = met;
    if (status != NST_OK) return status;
    here->article = place + 1;
    here->met = (uint32_t)own->met_count;
    own->met[own->met_count++] = (met_term){term, 0, false, false};
  }
  met_term *one = own->met + here->met;
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

static nst_status note_phrase(const listing *self, const lister *own, chunk *out,
                              const nst_candidate *candidate, uint32_t term) {
  const nst_tokens *tokens = &own->paragraphs.tokens;
  phrase_uses *uses = out->uses + (self->workers > 1 ? term % self->workers : 0);
  void *at = uses->at;
  nst_status status = nst_array_reserve(&self->index->allocator, &at, &uses->capacity,
                                        uses->count + 1, sizeof *uses->at);
  uses->at = at;
  if (status != NST_OK) return status;
  /* Before the first token there is none: its place wraps around and is none too. */
  uses->at[uses->count++] = (phrase_use){term, neighbour(tokens, candidate->first - (size_t)1),
                                         neighbour(tokens, candidate->first + candidate->count)};
  return NST_OK;
}

static nst_status count_use(const listing *self, lister *own, chunk *out,
                            const nst_candidate *candidate, uint32_t term, uint32_t place) {
  nst_status status = meet(self, own, term, place);
  if (status != NST_OK) return status;
  tally *here = own->tallies + term;
  const nst_tokens *tokens = &own->paragraphs.tokens;
  if (!here->articles && own->met[here->met].uses == 1) {
    here->first_place = place;
    here->first = own->words + candidate->first;
  }
  here->capitals += tokens->at[candidate->first] >> 31;
  here->quoted += is_quoted(tokens, candidate);
  here->paragraphs += here->paragraph != own->paragraph;
  here->paragraph = own->paragraph;
  if (candidate->count > 1) return note_phrase(self, own, out, candidate, term);
  here->is_word = true;
  return NST_OK;
}

/* Which of a paragraph's candidates are terms.  They lie all over memory, so each is asked for some
   steps before it is looked at. */
static nst_status find_terms(const listing *self, lister *own) {
  enum { AHEAD = 12 };
  const nst_term_table *table = &self->index->table;
  const nst_candidates *candidates = &own->paragraphs.candidates;
  void *terms = own->terms;
  nst_status status = nst_array_reserve(&self->index->allocator, &terms, &own->term_capacity,
                                        candidates->count, sizeof *own->terms);
  own->terms = terms;
  if (status != NST_OK) return status;
  for (size_t i = 0; i < candidates->count; i++) {
    if (i + AHEAD < candidates->count)
      nst_term_table_prefetch(table, candidates->at[i + AHEAD].hash);
    own->terms[i] = nst_term_table_find(table, candidates->at[i].hash);
    if (own->terms[i] != NST_NO_TERM) __builtin_prefetch(own->tallies + own->terms[i], 1);
  }
  return NST_OK;
}

static nst_status list_paragraph(const listing *self, lister *own, chunk *out, uint32_t place) {
  const nst_tokens *tokens = &own->paragraphs.tokens;
  const nst_candidates *candidates = &own->paragraphs.candidates;
  own->paragraph++;
  for (size_t i = 0; i < tokens->count; i++)
    if (nst_token_is_word(tokens->at[i])) {
      own->word_uses[nst_token_word(tokens->at[i])]++;
      own->all_uses++;
    }
  nst_status status = find_terms(self, own);
  for (size_t i = 0; i < candidates->count && status == NST_OK; i++)
    if (own->terms[i] != NST_NO_TERM)
      status = count_use(self, own, out, candidates->at + i, own->terms[i], place);
  own->words += (uint32_t)tokens->count;
  return status;
}

/* -- Some articles
 * ----------------------------------------------------------------------------------- */

/* Terms as differences from the one before, with the sign in the lowest bit;
   uses with the title's bit. */
static nst_status write_list(lister *own, nst_buffer *postings) {
  nst_status status = NST_OK;
  uint32_t before = 0;
  for (size_t i = 0; i < own->met_count && status == NST_OK; i++) {
    const met_term *one = own->met + i;
    uint32_t step = one->term - before;
    before = one->term;
    uint32_t uses = one->uses > UINT16_MAX ? UINT16_MAX : one->uses;
    status = nst_stream_put(postings, step << 1 ^ (step >> 31 ? UINT32_MAX : 0));
    if (status == NST_OK) status = nst_stream_put(postings, uses << 1 | (one->in_title ? 1 : 0));
    tally *here = own->tallies + one->term;
    here->articles++;
    here->repeating += one->uses >= 2;
    here->titles += one->in_title && one->in_text;
    here->uses += one->uses;
  }
  return status;
}

/* The chunks of the round that have articles. */
static size_t chunks_of(const listing *self) {
  size_t chunks = (self->index->count - self->first + CHUNK - 1) / CHUNK;
  return chunks < CHUNKS ? chunks : CHUNKS;
}

static size_t articles_of(const listing *self, size_t item) {
  size_t left = self->index->count - self->first - item * CHUNK;
  return left < CHUNK ? left : CHUNK;
}

static nst_status list_chunk(void *context, size_t worker, size_t item) {
  listing *self = context;
  lister *own = self->listers + worker;
  chunk *out = self->chunks + item;
  nst_status status = NST_OK;
  out->postings.size = 0;
  for (size_t i = 0; i < self->workers; i++) out->uses[i].count = 0;
  for (size_t i = 0; i < articles_of(self, item) && status == NST_OK; i++) {
    size_t place = self->first + item * CHUNK + i;
    own->met_count = own->words = 0;
    nst_paragraphs_start(&own->paragraphs, self->index->corpus, self->selection->articles[place]);
    while (nst_paragraphs_next(&own->paragraphs, &status))
      status = list_paragraph(self, own, out, (uint32_t)place);
    if (status == NST_OK) status = write_list(own, &out->postings);
    out->ends[i] = out->postings.size;
  }
  return status;
}

/* -- A round
 * ------------------------------------------------------------------------------------------ */

/* Samples the neighbours of one worker's share of the terms. */
static nst_status add_neighbours(void *context, size_t worker, size_t share) {
  listing *self = context;
  (void)worker;
  nst_status status = NST_OK;
  for (size_t i = 0; i < chunks_of(self); i++) {
    const phrase_uses *uses = self->chunks[i].uses + share;
    for (size_t k = 0; k < uses->count && status == NST_OK; k++) {
      const phrase_use *one = uses->at + k;
      if (k + 8 < uses->count)
        __builtin_prefetch(self->index->table.entries + uses->at[k + 8].term);
      status = nst_term_add_neighbours(self->index->table.entries + one->term,
                                       self->index->arenas + share, one->left, one->right);
    }
  }
  return status;
}

static nst_status keep_lists(const listing *self) {
  nst_index *index = self->index;
  nst_status status = NST_OK;
  for (size_t item = 0; item < chunks_of(self) && status == NST_OK; item++) {
    const chunk *one = self->chunks + item;
    for (size_t i = 0; i < articles_of(self, item); i++)
      index->lists[self->first + item * CHUNK + i + 1] = index->postings.size + one->ends[i];
    status = nst_buffer_append(&index->postings, one->postings.bytes, one->postings.size);
  }
  return status;
}

static void add_tallies(nst_index *index, const lister *own) {
  index->all_uses += own->all_uses;
  for (size_t i = 0; i < index->word_count; i++) index->word_uses[i] += own->word_uses[i];
  for (size_t i = 0; i < index->table.count; i++) {
    nst_term_entry *entry = index->table.entries + i;
    const tally *here = own->tallies + i;
    if (!here->articles) continue;
    if (!entry->articles || here->first_place < entry->first_place) {
      entry->first_place = here->first_place;
      entry->first = here->first;
    }
    entry->articles += here->articles;
    entry->repeating += here->repeating;
    entry->titles += here->titles;
    entry->uses += here->uses;
    entry->quoted += here->quoted;
    entry->capitals += here->capitals;
    entry->paragraphs += here->paragraphs;
    entry->is_word |= here->is_word;
  }
}

/* -- All
 * ------------------------------------------------------------------------------------------------
 */

static nst_status open_listing(listing *self) {
  nst_index *index = self->index;
  const nst_allocator *allocator = &index->allocator;
  self->listers = nst_allocate_zeroed(allocator, self->workers * sizeof *self->listers);
  index->arenas = nst_allocate_zeroed(allocator, self->workers * sizeof *index->arenas);
  if (index->arenas) index->arena_count = self->workers;
  if (!self->listers || !index->arenas) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->workers; i++) {
    lister *own = self->listers + i;
    nst_arena_init(index->arenas + i, allocator);
    own->tallies = nst_allocate_zeroed(allocator, (index->table.count + 1) * sizeof *own->tallies);
    own->word_uses = nst_allocate_zeroed(allocator, (index->word_count + 1) * sizeof(uint32_t));
    if (!own->tallies || !own->word_uses) return NST_NO_MEMORY;
    nst_status status = nst_tokens_reserve(&own->paragraphs.tokens, index->corpus);
    if (status != NST_OK) return status;
  }
  for (size_t i = 0; i < CHUNKS; i++) {
    nst_buffer_init(&self->chunks[i].postings, allocator);
    self->chunks[i].uses = nst_allocate_zeroed(allocator, self->workers * sizeof(phrase_uses));
    if (!self->chunks[i].uses) return NST_NO_MEMORY;
  }
  return NST_OK;
}

static void close_listing(listing *self) {
  const nst_allocator *allocator = &self->index->allocator;
  for (size_t i = 0; self->listers && i < self->workers; i++) {
    lister *own = self->listers + i;
    nst_paragraphs_free(&own->paragraphs, self->index->corpus);
    nst_release(allocator, own->met, own->met_capacity * sizeof *own->met);
    nst_release(allocator, own->tallies, (self->index->table.count + 1) * sizeof *own->tallies);
    nst_release(allocator, own->word_uses, (self->index->word_count + 1) * sizeof(uint32_t));
    nst_release(allocator, own->terms, own->term_capacity * sizeof *own->terms);
  }
  for (size_t i = 0; i < CHUNKS; i++) {
    chunk *one = self->chunks + i;
    for (size_t k = 0; one->uses && k < self->workers; k++)
      nst_release(allocator, one->uses[k].at, one->uses[k].capacity * sizeof(phrase_use));
    nst_release(allocator, one->uses, self->workers * sizeof(phrase_uses));
    nst_release(allocator, one->postings.bytes, one->postings.capacity);
  }
  nst_release(allocator, self->listers, self->workers * sizeof *self->listers);
}

nst_status nst_index_list_articles(nst_index *index, const nst_selection *selection,
                                   const nst_threads *threads) {
  listing self = {.index = index, .selection = selection};
  self.workers = nst_worker_count(threads, chunks_of(&self));
  nst_status status = open_listing(&self);
  index->lists[0] = 0;
  for (; self.first < index->count && status == NST_OK; self.first += (size_t)CHUNK * CHUNKS) {
    status = nst_run_tasks(threads, chunks_of(&self), list_chunk, &self);
    if (status == NST_OK) status = nst_run_tasks(threads, self.workers, add_neighbours, &self);
    if (status == NST_OK) status = keep_lists(&self);
  }
  for (size_t i = 0; i < self.workers && status == NST_OK; i++)
    add_tallies(index, self.listers + i);
  close_listing(&self);
  return status;
}
