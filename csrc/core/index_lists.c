/* index_lists.c: which articles have which terms, and what all of them tell of each.  Some articles
   go to each worker at a time; where an order counts, as for samples of neighbours, what they found
   is gone through in the order of the articles afterwards, the terms divided among the workers. */
#include "index_build.h"
#include "varint.h"

#include <string.h>

enum { CHUNK = 16, CHUNKS = 32 }; /* articles at a time, and how often in a round */

/* What an article tells of a term. */
typedef struct met_term {
  uint32_t term;
  uint32_t uses;
  uint32_t quoted, capitals, paragraphs;
  uint32_t paragraph; /* the last one that has it */
  uint32_t first;     /* words before its first use */
  bool in_title, in_text, is_word;
} met_term;

/* Where the term is among those of the article that is read. */
typedef struct met_place {
  uint32_t article; /* the place of the last article that has it, plus one */
  uint32_t met;
} met_place;

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
  nst_buffer postings;
  size_t ends[CHUNK];
  phrase_uses *uses; /* of the terms of each worker */
} chunk;

typedef struct lister {
  nst_paragraphs paragraphs;
  met_term *met; /* terms of the article being read */
  size_t met_count, met_capacity;
  uint32_t words;      /* of the article, before the paragraph at hand */
  uint32_t paragraph;  /* the number of that one in the article, from 1 */
  met_place *places;   /* of each term */
  tally *tallies;      /* of each term */
  uint32_t *word_uses; /* and behind the last word those of what is no word */
  uint32_t *terms;     /* of the paragraph's candidates */
  size_t term_capacity;
} lister;

typedef struct listing {
  nst_index *index;
  const nst_index_build *build;
  nst_sketch terms;     /* all of them, so that most phrases that are none are not looked up */
  uint32_t *word_terms; /* of each word its term, or NST_NO_TERM */
  uint32_t *cut_places; /* of each term */
  lister *listers;      /* of each worker */
  size_t workers;
  chunk chunks[CHUNKS];
  size_t first; /* of the articles of the round */
} listing;

/* -- One paragraph ----------------------------------------------------------------------------- */

/* The term among those of the article; there is room for it. */
static met_term *meet(lister *own, uint32_t term, uint32_t place) {
  met_place *here = own->places + term;
  if (here->article != place + 1) {
    *here = (met_place){place + 1, (uint32_t)own->met_count};
    own->met[own->met_count++] = (met_term){.term = term, .first = UINT32_MAX};
  }
  return own->met + here->met;
}

static uint32_t neighbour(const nst_tokens *tokens, size_t at) {
  if (at >= tokens->count || !nst_token_is_word(tokens->at[at])) return NST_NO_NEIGHBOUR;
  return nst_token_word(tokens->at[at]);
}

static bool is_quoted(const nst_tokens *tokens, size_t first, size_t end) {
  return first && end < tokens->count && tokens->at[first - 1] == NST_TOKEN_OPEN &&
         tokens->at[end] == NST_TOKEN_CLOSE;
}

/* Counts a use of so many tokens.  True where it is the first in the article by which the term's
   words are told, as far as that is read. */
static bool count_use(const listing *self, lister *own, uint32_t term, uint32_t place, size_t first,
                      size_t count) {
  const nst_tokens *tokens = &own->paragraphs.tokens;
  met_term *one = meet(own, term, place);
  uint32_t at = own->words + (uint32_t)first;
  bool in_title = own->paragraphs.is_title, is_first = at < one->first;
  one->uses++;
  one->in_title |= in_title;
  one->in_text |= !in_title;
  one->capitals += tokens->at[first] >> 31;
  one->quoted += is_quoted(tokens, first, first + count);
  one->paragraphs += one->paragraph != own->paragraph;
  one->paragraph = own->paragraph;
  if (is_first) one->first = at;
  return is_first & (self->cut_places[term] == place);
}

static void count_words(const listing *self, lister *own, uint32_t place) {
  const nst_candidates *candidates = &own->paragraphs.candidates;
  for (size_t i = 0; i < candidates->word_count; i++) {
    const nst_word_candidate *one = candidates->words + i;
    uint32_t term = self->word_terms[one->word];
    if (term == NST_NO_TERM) continue;
    bool tells = count_use(self, own, term, place, one->first, 1);
    own->met[own->places[term].met].is_word = true;
    if (!tells) continue;
    nst_term_entry *entry = self->index->table.entries + term;
    entry->words[0] = one->word;
    entry->word_count = 1;
    entry->join = NST_JOIN_NONE;
  }
}

static void tell_words(const listing *self, const nst_tokens *tokens,
                       const nst_phrase_candidate *phrase, uint32_t term) {
  nst_term_entry *entry = self->index->table.entries + term;
  for (size_t i = 0; i < phrase->count; i++)
    entry->words[i] = nst_token_word(tokens->at[phrase->first + i]);
  entry->word_count = phrase->count;
  entry->join = phrase->join;
}

/* Which of a paragraph's phrases are terms: those stand at the beginning then. */
static size_t find_phrases(const listing *self, lister *own) {
  enum { AHEAD = 12 };
  const nst_term_table *table = &self->index->table;
  nst_phrase_candidate *phrases = own->paragraphs.candidates.phrases;
  size_t count = own->paragraphs.candidates.phrase_count, kept = 0, terms = 0;
  for (size_t i = 0; i < count; i++) {
    phrases[kept] = phrases[i];
    kept += nst_sketch_get(&self->terms, phrases[i].hash) != 0;
  }
  for (size_t i = 0; i < kept; i++) {
    if (i + AHEAD < kept) nst_term_table_prefetch(table, phrases[i + AHEAD].hash);
    uint32_t term = nst_term_table_find(table, phrases[i].hash);
    own->terms[terms] = term;
    phrases[terms] = phrases[i];
    terms += term != NST_NO_TERM;
  }
  return terms;
}

static nst_status count_phrases(const listing *self, lister *own, chunk *out, uint32_t place) {
  const nst_tokens *tokens = &own->paragraphs.tokens;
  size_t count = find_phrases(self, own);
  nst_status status = NST_OK;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    const nst_phrase_candidate *one = own->paragraphs.candidates.phrases + i;
    uint32_t term = own->terms[i];
    if (count_use(self, own, term, place, one->first, one->count))
      tell_words(self, tokens, one, term);
    phrase_uses *uses = out->uses + (self->workers > 1 ? term % self->workers : 0);
    void *at = uses->at;
    status = nst_array_reserve(&self->index->allocator, &at, &uses->capacity, uses->count + 1,
                               sizeof *uses->at);
    uses->at = at;
    if (status != NST_OK) break;
    /* Before the first token there is none: its place wraps around and is none too. */
    uses->at[uses->count++] = (phrase_use){term, neighbour(tokens, one->first - (size_t)1),
                                           neighbour(tokens, one->first + (size_t)one->count)};
  }
  return status;
}

static void count_all_words(const nst_tokens *tokens, uint32_t *uses, uint32_t words) {
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t word = nst_token_word(tokens->at[i]);
    uses[word < words ? word : words]++;
  }
}

/* Room for all terms of a paragraph among those of the article. */
static nst_status reserve(const listing *self, lister *own) {
  const nst_allocator *allocator = &self->index->allocator;
  const nst_candidates *candidates = &own->paragraphs.candidates;
  void *terms = own->terms, *met = own->met;
  nst_status status = nst_array_reserve(allocator, &terms, &own->term_capacity,
                                        candidates->phrase_count + 1, sizeof *own->terms);
  own->terms = terms;
  if (status != NST_OK) return status;
  status = nst_array_reserve(allocator, &met, &own->met_capacity,
                             own->met_count + candidates->word_count + candidates->phrase_count,
                             sizeof *own->met);
  own->met = met;
  return status;
}

static nst_status list_paragraph(const listing *self, lister *own, chunk *out, uint32_t place) {
  const nst_tokens *tokens = &own->paragraphs.tokens;
  own->paragraph++;
  count_all_words(tokens, own->word_uses, (uint32_t)self->index->word_count);
  nst_status status = reserve(self, own);
  if (status != NST_OK) return status;
  count_words(self, own, place);
  status = count_phrases(self, own, out, place);
  own->words += (uint32_t)tokens->count;
  return status;
}

/* -- Some articles ----------------------------------------------------------------------------- */

static void add_article(tally *here, const met_term *one, uint32_t place) {
  if (!here->articles) {
    here->first_place = place;
    here->first = one->first;
  }
  here->articles++;
  here->repeating += one->uses >= 2;
  here->titles += one->in_title && one->in_text;
  here->uses += one->uses;
  here->quoted += one->quoted;
  here->capitals += one->capitals;
  here->paragraphs += one->paragraphs;
  here->is_word |= one->is_word;
}

/* Terms as differences from the one before, with the sign in the lowest bit;
   uses with the title's bit. */
static nst_status write_list(lister *own, uint32_t place, nst_buffer *postings) {
  nst_status status = nst_buffer_reserve(postings, own->met_count * 2 * NST_LONGEST_VARINT);
  if (status != NST_OK || !own->met_count) return status;
  char *out = postings->bytes + postings->size;
  uint32_t before = 0;
  for (size_t i = 0; i < own->met_count; i++) {
    const met_term *one = own->met + i;
    if (i + 4 < own->met_count) __builtin_prefetch(own->tallies + own->met[i + 4].term, 1);
    uint32_t step = one->term - before;
    before = one->term;
    uint32_t uses = one->uses > UINT16_MAX ? UINT16_MAX : one->uses;
    out = nst_put_varint(out, step << 1 ^ (step >> 31 ? UINT32_MAX : 0));
    out = nst_put_varint(out, uses << 1 | (one->in_title ? 1 : 0));
    add_article(own->tallies + one->term, one, place);
  }
  postings->size = (size_t)(out - postings->bytes);
  return NST_OK;
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
    own->met_count = own->words = own->paragraph = 0;
    nst_paragraphs_start(&own->paragraphs, self->build->selection->articles[place]);
    while (status == NST_OK && nst_paragraphs_next(&own->paragraphs, &status))
      status = list_paragraph(self, own, out, (uint32_t)place);
    if (status == NST_OK) status = write_list(own, (uint32_t)place, &out->postings);
    out->ends[i] = out->postings.size;
  }
  return status;
}

/* -- A round ----------------------------------------------------------------------------------- */

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
                                       self->index->rooms + share, one->left, one->right);
    }
  }
  return status;
}

static nst_status keep_lists(const listing *self) {
  nst_index *index = self->index;
  for (size_t item = 0; item < chunks_of(self); item++) {
    const chunk *one = self->chunks + item;
    const uint8_t *kept =
        (const uint8_t *)nst_arena_copy(&index->postings, one->postings.bytes, one->postings.size);
    if (!kept) return NST_NO_MEMORY;
    nst_article_list *lists = index->lists + self->first + item * CHUNK;
    for (size_t i = 0, at = 0; i < articles_of(self, item); at = one->ends[i++])
      lists[i] = (nst_article_list){kept + at, (uint32_t)(one->ends[i] - at)};
  }
  return NST_OK;
}

static void add_tallies(nst_index *index, const lister *own) {
  for (size_t i = 0; i < index->word_count; i++) {
    index->word_uses[i] += own->word_uses[i];
    index->all_uses += own->word_uses[i];
  }
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

/* -- All --------------------------------------------------------------------------------------- */

/* What is asked of terms by their words and hashes. */
static nst_status prepare_terms(listing *self) {
  const nst_term_table *table = &self->index->table;
  const nst_allocator *allocator = &self->index->allocator;
  const nst_word_traits *traits = &self->build->traits;
  self->terms.allocator = *allocator;
  self->word_terms =
      nst_allocate_zeroed(allocator, (traits->words + (size_t)1) * sizeof *self->word_terms);
  self->cut_places = nst_allocate_zeroed(allocator, (table->count + 1) * sizeof *self->cut_places);
  if (!self->word_terms || !self->cut_places) return NST_NO_MEMORY;
  for (uint32_t word = 0; word < traits->words; word++)
    self->word_terms[word] = nst_word_may_be_term(traits, word)
                                 ? nst_term_table_find(table, traits->corpus->forms[word].hash)
                                 : NST_NO_TERM;
  for (size_t i = 0; i < table->count; i++) self->cut_places[i] = table->entries[i].cut_place;
  nst_status status = nst_sketch_clear(&self->terms, 4 * table->count);
  for (size_t i = 0; i < table->count && status == NST_OK; i++)
    nst_sketch_add(&self->terms, table->entries[i].hash);
  return status;
}

static nst_status open_listing(listing *self) {
  nst_index *index = self->index;
  const nst_allocator *allocator = &index->allocator;
  self->listers = nst_allocate_zeroed(allocator, self->workers * sizeof *self->listers);
  index->rooms = nst_allocate_zeroed(allocator, self->workers * sizeof *index->rooms);
  if (index->rooms) index->room_count = self->workers;
  if (!self->listers || !index->rooms) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->workers; i++) {
    lister *own = self->listers + i;
    nst_arena_init(&index->rooms[i].arena, allocator);
    own->tallies = nst_allocate_zeroed(allocator, (index->table.count + 1) * sizeof *own->tallies);
    own->places = nst_allocate_zeroed(allocator, (index->table.count + 1) * sizeof *own->places);
    own->word_uses = nst_allocate_zeroed(allocator, (index->word_count + 1) * sizeof(uint32_t));
    if (!own->tallies || !own->places || !own->word_uses) return NST_NO_MEMORY;
    nst_status status = nst_paragraphs_open(&own->paragraphs, &self->build->traits);
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
    nst_release(allocator, own->places, (self->index->table.count + 1) * sizeof *own->places);
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
  nst_sketch_free(&self->terms);
  nst_release(allocator, self->word_terms,
              (self->build->traits.words + (size_t)1) * sizeof *self->word_terms);
  nst_release(allocator, self->cut_places,
              (self->index->table.count + 1) * sizeof *self->cut_places);
  nst_release(allocator, self->listers, self->workers * sizeof *self->listers);
}

nst_status nst_index_list_articles(const nst_index_build *build) {
  nst_index *index = build->index;
  listing self = {.index = index, .build = build};
  self.workers = nst_worker_count(build->threads, chunks_of(&self));
  nst_status status = prepare_terms(&self);
  if (status == NST_OK) status = open_listing(&self);
  for (; self.first < index->count && status == NST_OK; self.first += (size_t)CHUNK * CHUNKS) {
    status = nst_run_tasks(build->threads, chunks_of(&self), list_chunk, &self);
    if (status == NST_OK)
      status = nst_run_tasks(build->threads, self.workers, add_neighbours, &self);
    if (status == NST_OK) status = keep_lists(&self);
  }
  for (size_t i = 0; i < self.workers && status == NST_OK; i++)
    add_tallies(index, self.listers + i);
  close_listing(&self);
  return status == NST_OK ? nst_term_table_spell(&index->table, index->corpus) : status;
}
