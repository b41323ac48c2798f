/* index_lists.c: which articles have which terms, and what all of them tell of each.  Some articles
   go to each worker at a time; where an order counts, as for samples of neighbours, what they found
   is gone through in the order of the articles afterwards, the terms divided among the workers. */
#include "article_terms.h"

#include <string.h>

enum { CHUNK = 16, CHUNKS = 64, ROUND = CHUNK * CHUNKS }; /* articles at a time, and in a round */
enum { RANGE = 1024 };                                    /* terms at a time */

/* What a worker's articles tell of a term. */
typedef struct tally {
  uint32_t articles, repeating, titles, uses, quoted, capitals, paragraphs;
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
  phrase_uses *uses; /* of each share of the terms */
} chunk;

typedef struct lister {
  nst_article_terms article;
  tally *tallies;      /* of each term */
  nst_buffer postings; /* of the article */
  phrase_uses *uses;   /* the chunk's, while it is listed */
  char apart[NST_APART];
} lister;

typedef struct listing {
  nst_index *index;
  const nst_index_build *build;
  nst_known_terms known;
  lister *listers; /* of each worker */
  size_t workers;
  nst_threads threads; /* no more than workers */
  chunk chunks[CHUNKS];
  size_t first; /* of the articles of the round */
  pthread_mutex_t lock;
  pthread_cond_t listed;
  size_t left; /* chunks of the round that are not listed yet */
} listing;

/* Which share of the terms one is of: neighbours in memory are of one. */
static size_t share_of(const listing *self, uint32_t term) {
  return (size_t)((uint64_t)((term >> 3) * 0x9E3779B1u) * self->workers >> 32);
}

static uint32_t neighbour(uint32_t token) {
  return nst_token_is_word(token) ? nst_token_word(token) : NST_NO_NEIGHBOUR;
}

/* -- Some articles ----------------------------------------------------------------------------- */

static void add_article(tally *here, const nst_met_term *one, uint32_t place) {
  const unsigned both = NST_MET_IN_TITLE | NST_MET_IN_TEXT;
  if (!here->articles) {
    here->first_place = place;
    here->first = one->first;
  }
  here->articles++;
  here->repeating += one->uses >= 2;
  here->titles += (one->how & both) == both;
  here->uses += one->uses;
  here->quoted += one->quoted;
  here->capitals += one->capitals;
  here->paragraphs += one->paragraphs;
  here->is_word |= (one->how & NST_MET_AS_WORD) != 0;
}

/* Terms as differences from the one before, with the sign in the lowest bit; uses with the title's
   bit. */
static nst_status write_list(nst_index *index, lister *own, size_t worker) {
  enum { AHEAD = 8 };
  const nst_article_terms *article = &own->article;
  const nst_met_term *met = article->met;
  nst_buffer *postings = &own->postings;
  postings->size = 0;
  nst_status status = nst_buffer_reserve(postings, (article->met_count * 2 + 1) * NST_VARINT_ROOM);
  if (status != NST_OK || !article->met_count) return status;
  uint8_t *out = (uint8_t *)postings->bytes;
  uint32_t before = 0;
  for (size_t i = 0; i < article->met_count; i++) {
    const nst_met_term *one = met + i;
    if (i + AHEAD < article->met_count) __builtin_prefetch(own->tallies + one[AHEAD].term, 1);
    uint32_t step = one->term - before;
    before = one->term;
    uint32_t uses = one->uses > UINT16_MAX ? UINT16_MAX : one->uses;
    out = nst_put_varint(out, step << 1 ^ (0 - (step >> 31)));
    out = nst_put_varint(out, uses << 1 | (one->how & NST_MET_IN_TITLE));
    add_article(own->tallies + one->term, one, article->place);
  }
  size_t size = (size_t)(out - (uint8_t *)postings->bytes);
  memset(out, 0, NST_VARINT_ROOM);
  return nst_article_lists_put(&index->lists, worker, article->place, postings->bytes, size);
}

/* Puts aside the neighbours of a passage's phrases. */
static nst_status put_phrases(const listing *self, lister *own) {
  const nst_article_terms *article = &own->article;
  const uint32_t *tokens = article->passages.tokens.at;
  nst_status status = NST_OK;
  for (size_t i = article->word_use_count; i < article->use_count && status == NST_OK; i++) {
    const nst_term_use *one = article->uses + i;
    phrase_uses *uses = own->uses + share_of(self, one->term);
    void *at = uses->at;
    status = nst_array_reserve(&self->index->allocator, &at, &uses->capacity, uses->count + 1,
                               sizeof *uses->at);
    uses->at = at;
    if (status != NST_OK) break;
    uses->at[uses->count++] = (phrase_use){one->term, neighbour(tokens[one->first - 1]),
                                           neighbour(tokens[one->first + one->count])};
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

static nst_status list_chunk(listing *self, size_t worker, size_t item) {
  lister *own = self->listers + worker;
  nst_article_terms *article = &own->article;
  size_t size = self->workers * sizeof *own->uses;
  nst_status status = NST_OK;
  memcpy(own->uses, self->chunks[item].uses, size);
  for (size_t i = 0; i < self->workers; i++) own->uses[i].count = 0;
  for (size_t i = 0; i < articles_of(self, item) && status == NST_OK; i++) {
    size_t place = self->first + item * CHUNK + i;
    nst_article_terms_start(article, self->build->selection->articles[place], (uint32_t)place);
    while (nst_article_terms_next(article, &status)) status = put_phrases(self, own);
    if (status == NST_OK) status = write_list(self->index, own, worker);
  }
  memcpy(self->chunks[item].uses, own->uses, size);
  return status;
}

/* -- A round ----------------------------------------------------------------------------------- */

/* Samples the neighbours of one share of the terms. */
static nst_status add_neighbours(const listing *self, size_t share) {
  enum { AHEAD = 8, FAR_AHEAD = 16 };
  nst_neighbours *neighbours = self->index->table.neighbours;
  nst_status status = NST_OK;
  for (size_t i = 0; i < chunks_of(self); i++) {
    const phrase_uses *uses = self->chunks[i].uses + share;
    for (size_t k = 0; k < uses->count && status == NST_OK; k++) {
      const phrase_use *one = uses->at + k;
      if (k + FAR_AHEAD < uses->count) __builtin_prefetch(neighbours + one[FAR_AHEAD].term, 1);
      if (k + AHEAD < uses->count) nst_neighbours_prefetch(neighbours + one[AHEAD].term);
      status = nst_neighbours_add(neighbours + one->term, self->index->rooms + share, one->left,
                                  one->right);
    }
  }
  return status;
}

static void note_listed(listing *self) {
  pthread_mutex_lock(&self->lock);
  if (!--self->left) pthread_cond_broadcast(&self->listed);
  pthread_mutex_unlock(&self->lock);
}

static void wait_for_lists(listing *self) {
  pthread_mutex_lock(&self->lock);
  while (self->left) pthread_cond_wait(&self->listed, &self->lock);
  pthread_mutex_unlock(&self->lock);
}

/* The chunks first, then the shares, which wait for those: all chunks are begun by then. */
static nst_status do_part(void *context, size_t worker, size_t item) {
  listing *self = context;
  size_t chunks = chunks_of(self);
  if (item < chunks) {
    nst_status status = list_chunk(self, worker, item);
    note_listed(self);
    return status;
  }
  wait_for_lists(self);
  return add_neighbours(self, item - chunks);
}

static nst_status do_round(listing *self) {
  size_t chunks = chunks_of(self);
  self->left = chunks;
  return nst_run_tasks(&self->threads, chunks + self->workers, do_part, self);
}

/* -- Sums -------------------------------------------------------------------------------------- */

static void add_word_uses(nst_index *index, const lister *own) {
  for (size_t i = 0; i < index->word_count && i < own->article.known->words; i++) {
    index->word_uses[i] += own->article.word_uses[i];
    index->all_uses += own->article.word_uses[i];
  }
}

static void add_tally(nst_term_entry *entry, const tally *here) {
  if (!here->articles) return;
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

/* Sums up what the workers tell of a range of terms, and spells those. */
static nst_status finish_terms(void *context, size_t worker, size_t range) {
  const listing *self = context;
  nst_term_table *table = &self->index->table;
  size_t first = range * RANGE, end = first + RANGE < table->count ? first + RANGE : table->count;
  for (size_t i = 0; i < self->workers; i++)
    for (size_t term = first; term < end; term++)
      add_tally(table->entries + term, self->listers[i].tallies + term);
  return nst_term_table_spell(table, self->index->corpus, first, end,
                              &self->index->rooms[worker].arena);
}

static nst_status finish(listing *self) {
  size_t ranges = (self->index->table.count + RANGE - 1) / RANGE;
  for (size_t i = 0; i < self->workers; i++) add_word_uses(self->index, self->listers + i);
  return nst_run_tasks(&self->threads, ranges, finish_terms, self);
}

/* -- All --------------------------------------------------------------------------------------- */

static nst_status open_lister(const listing *self, lister *own) {
  const nst_allocator *allocator = &self->index->allocator;
  size_t terms = self->index->table.count;
  nst_buffer_init(&own->postings, allocator);
  own->uses = nst_allocate_zeroed(allocator, self->workers * sizeof *own->uses + NST_APART);
  own->tallies = nst_allocate_zeroed(allocator, (terms + 1) * sizeof *own->tallies);
  if (!own->uses || !own->tallies) return NST_NO_MEMORY;
  return nst_article_terms_open(&own->article, &self->build->traits, &self->known);
}

static void close_lister(const listing *self, lister *own) {
  const nst_allocator *allocator = &self->index->allocator;
  size_t terms = self->index->table.count;
  nst_article_terms_close(&own->article);
  nst_release(allocator, own->uses, self->workers * sizeof *own->uses + NST_APART);
  nst_release(allocator, own->tallies, (terms + 1) * sizeof *own->tallies);
  nst_release(allocator, own->postings.bytes, own->postings.capacity);
}

static nst_status open_rooms(const listing *self) {
  nst_index *index = self->index;
  index->rooms = nst_allocate_zeroed(&index->allocator, self->workers * sizeof *index->rooms);
  if (!index->rooms) return NST_NO_MEMORY;
  index->room_count = self->workers;
  for (size_t i = 0; i < self->workers; i++)
    nst_arena_init(&index->rooms[i].arena, &index->allocator);
  return nst_article_lists_open(&index->lists, index->count, self->workers, index->corpus->memory,
                                &index->allocator);
}

static nst_status open_listing(listing *self) {
  nst_term_table *table = &self->index->table;
  const nst_allocator *allocator = &table->allocator;
  nst_status status = open_rooms(self);
  if (status != NST_OK) return status;
  self->listers = nst_allocate_zeroed(allocator, self->workers * sizeof *self->listers);
  table->neighbours =
      nst_allocate_zeroed(allocator, (table->count + 1) * sizeof *table->neighbours);
  if (!self->listers || !table->neighbours) return NST_NO_MEMORY;
  status = nst_known_terms_open(&self->known, &self->build->traits, table);
  for (size_t i = 0; i < self->workers && status == NST_OK; i++)
    status = open_lister(self, self->listers + i);
  for (size_t i = 0; i < CHUNKS && status == NST_OK; i++) {
    self->chunks[i].uses = nst_allocate_zeroed(allocator, self->workers * sizeof(phrase_uses));
    if (!self->chunks[i].uses) status = NST_NO_MEMORY;
  }
  return status;
}

static void close_listing(listing *self) {
  const nst_allocator *allocator = &self->index->allocator;
  for (size_t i = 0; self->listers && i < self->workers; i++) close_lister(self, self->listers + i);
  for (size_t i = 0; i < CHUNKS; i++) {
    chunk *one = self->chunks + i;
    for (size_t k = 0; one->uses && k < self->workers; k++)
      nst_release(allocator, one->uses[k].at, one->uses[k].capacity * sizeof(phrase_use));
    nst_release(allocator, one->uses, self->workers * sizeof(phrase_uses));
  }
  nst_known_terms_close(&self->known);
  nst_release(allocator, self->listers, self->workers * sizeof *self->listers);
}

static nst_status list_all(listing *self) {
  if (pthread_mutex_init(&self->lock, NULL)) return NST_NO_MEMORY;
  if (pthread_cond_init(&self->listed, NULL)) {
    pthread_mutex_destroy(&self->lock);
    return NST_NO_MEMORY;
  }
  nst_status status = NST_OK;
  size_t count = self->index->count;
  for (; self->first < count && status == NST_OK; self->first += ROUND) {
    size_t end = count - self->first < ROUND ? count : self->first + ROUND;
    status = do_round(self);
    if (status == NST_OK) status = nst_article_lists_settle(&self->index->lists, end);
  }
  pthread_cond_destroy(&self->listed);
  pthread_mutex_destroy(&self->lock);
  return status;
}

nst_status nst_index_list_articles(const nst_index_build *build) {
  listing self = {.index = build->index, .build = build};
  if (build->threads) self.threads = *build->threads;
  self.threads.count = self.workers = nst_worker_count(build->threads, chunks_of(&self));
  nst_status status = open_listing(&self);
  if (status == NST_OK) status = list_all(&self);
  if (status == NST_OK) status = finish(&self);
  close_listing(&self);
  return status;
}
