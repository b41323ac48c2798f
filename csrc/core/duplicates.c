/* duplicates.c: articles that nearly repeat an earlier one, by MinHash with
   banding (Broder 1997; one permutation: Li, Owen, Zhang 2012; what is empty is
   filled as in Shrivastava, Li 2014).  Signatures are of pairs of words one behind
   another, of which there are half as many as shingles of characters, and which a
   change of some words leaves as many of; pairs of articles are then compared by
   their shingles. */
#include "corpus.h"
#include "hash.h"
#include "shingles.h"
#include "threads.h"

#include <math.h>
#include <string.h>

enum { BANDS = 20, ROWS = 4, BINS = BANDS * ROWS, LEAST_CHARACTERS = 20 };
enum { MOST_TRIED = 8 };                       /* earlier articles of one band's bucket */
enum { BLOCK = 1024, TWO_BLOCKS = 2 * BLOCK }; /* articles that are signed in one go */

/* What articles are found by: a hash of each band's number and rows; and what tells most of those
   that are not alike without a look at them: a byte of each bin. */
typedef struct signature {
  uint64_t bands[BANDS];
  uint8_t bins[BINS];
  size_t pairs;
  bool is_long; /* enough to repeat anything */
} signature;

/* A band of an article, of which there are many: with its bucket it tells most of the hash. */
typedef struct band {
  uint32_t upper; /* half of the hash */
  uint32_t next;  /* the entry before it in its bucket, plus one */
} band;

typedef struct finder {
  const nst_corpus *corpus;
  const nst_selection *selection;
  double threshold;
  uint64_t *word_hashes; /* and behind them one that stands for all numbers */
  size_t words;
  nst_tokens *tokens; /* of each worker */
  size_t workers;
  nst_tokens *comparing; /* of the worker that looks at articles */
  size_t first;          /* of the block that is signed */
  signature *signatures; /* of that block, and of the one before */
  uint8_t (*bins)[BINS]; /* of each article of the selection */
  nst_shingles one, other;
  bool has_one; /* one holds the article that is looked at */
  uint32_t *same_as;
  uint32_t *originals; /* the places of articles that repeat no earlier one */
  size_t original_count;
  band *bands;       /* of those, BANDS of each one behind another */
  uint32_t *buckets; /* the newest entry, plus one */
  size_t bucket_count;
} finder;

/* -- Signatures ----------------------------------------------------------------------------- */

typedef struct signing {
  uint64_t bins[BINS];
  uint64_t before; /* the hash of the last word */
  size_t words;
} signing;

static void hash_words(const finder *self) {
  for (size_t word = 0; word < self->words; word++) {
    size_t size;
    const char *key = nst_vocabulary_key(self->corpus->vocabulary, (uint32_t)word, &size);
    self->word_hashes[word] = nst_hash_bytes(key, size, 0);
  }
}

/* Marks are passed over without a branch, as are those bins that hold less. */
static void sign_paragraph(const finder *self, const nst_tokens *tokens, signing *own) {
  enum { AHEAD = 16 };
  const uint64_t *hashes = self->word_hashes;
  size_t words = self->words;
  uint64_t before = own->before;
  for (size_t i = 0; i < tokens->count; i++) {
    if (i + AHEAD < tokens->count)
      __builtin_prefetch(hashes + nst_token_word(tokens->at[i + AHEAD]));
    uint32_t token = nst_token_word(tokens->at[i]);
    bool is_kept = token < words || token == NST_TOKEN_NUMBER;
    uint64_t hash = hashes[token < words ? token : words];
    uint64_t pair = before * 0xD6E8FEB86659FD93u + hash;
    size_t bin = (size_t)((pair >> 32) * BINS >> 32);
    uint64_t rest = is_kept ? pair * 0x9E3779B97F4A7C15u >> 1 : UINT64_MAX;
    if (rest < own->bins[bin]) own->bins[bin] = rest;
    before = is_kept ? hash : before;
    own->words += is_kept;
  }
  own->before = before;
}

static nst_status sign_article(const finder *self, nst_tokens *tokens, uint32_t article,
                               signing *own) {
  nst_reader reader;
  nst_status status = nst_reader_open(&reader, self->corpus, article, tokens);
  if (status != NST_OK) return status;
  bool is_title;
  memset(own->bins, 0xFF, sizeof own->bins);
  own->before = own->words = 0;
  while (nst_reader_next(&reader, tokens, &is_title))
    if (!is_title) sign_paragraph(self, tokens, own);
  return NST_OK;
}

static size_t count_characters(const nst_corpus *corpus, const nst_tokens *tokens) {
  size_t characters = 0;
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t token = tokens->at[i];
    if (nst_token_is_word(token)) characters += corpus->forms[nst_token_word(token)].characters;
    characters += token == NST_TOKEN_NUMBER;
  }
  return characters;
}

/* Whether an article of so many words has enough characters. */
static nst_status is_long(const nst_corpus *corpus, nst_tokens *tokens, uint32_t article,
                          size_t words, bool *out) {
  *out = words >= LEAST_CHARACTERS;
  if (*out) return NST_OK;
  nst_reader reader;
  nst_status status = nst_reader_open(&reader, corpus, article, tokens);
  if (status != NST_OK) return status;
  bool is_title;
  size_t characters = 0;
  while (nst_reader_next(&reader, tokens, &is_title))
    if (!is_title) characters += count_characters(corpus, tokens);
  *out = characters >= LEAST_CHARACTERS;
  return NST_OK;
}

static void fill_empty_bins(uint64_t bins[BINS]) {
  uint64_t full[BINS];
  memcpy(full, bins, sizeof full);
  for (size_t bin = 0; bin < BINS; bin++)
    for (size_t step = 1; full[bin] == UINT64_MAX && bins[bin] == UINT64_MAX && step < BINS; step++)
      if (full[(bin + step) % BINS] != UINT64_MAX)
        bins[bin] = nst_hash_mix(full[(bin + step) % BINS] + step);
}

static uint64_t band_hash(const uint64_t bins[BINS], size_t number) {
  uint64_t hash = number;
  for (size_t row = 0; row < ROWS; row++) hash = nst_hash_mix(hash ^ bins[number * ROWS + row]);
  return hash;
}

static signature *signature_of(const finder *self, size_t place) {
  return self->signatures + place % TWO_BLOCKS;
}

static nst_status sign(const finder *self, nst_tokens *tokens, size_t place) {
  uint32_t article = self->selection->articles[place];
  signing own;
  nst_status status = sign_article(self, tokens, article, &own);
  if (status != NST_OK) return status;
  fill_empty_bins(own.bins);
  signature *out = signature_of(self, place);
  for (size_t number = 0; number < BANDS; number++)
    out->bands[number] = band_hash(own.bins, number);
  for (size_t bin = 0; bin < BINS; bin++)
    out->bins[bin] = (uint8_t)(nst_hash_mix(own.bins[bin]) & 0xFF);
  out->pairs = own.words;
  return is_long(self->corpus, tokens, article, own.words, &out->is_long);
}

/* -- Comparing ------------------------------------------------------------------------------- */

/* Whether the share of bins that are alike, which estimates the Jaccard index, lies less than five
   standard deviations below the threshold. */
static bool may_repeat(const finder *self, const signature *own, uint32_t earlier) {
  double samples = own->pairs < BINS ? (double)own->pairs : BINS;
  double t = self->threshold, least = t - 5 * sqrt(t * (1 - t) / samples);
  size_t alike = 0;
  for (size_t bin = 0; bin < BINS; bin++) alike += own->bins[bin] == self->bins[earlier][bin];
  return (double)alike >= least * BINS;
}

static nst_status read_shingles(finder *self, uint32_t place, nst_shingles *out) {
  return nst_shingles_read(out, self->corpus, self->comparing, self->selection->articles[place]);
}

/* Whether the article at `place` of the selection nearly repeats the one at hand. */
static nst_status compare(finder *self, uint32_t place, uint32_t earlier, bool *repeats) {
  nst_status status = self->has_one ? NST_OK : read_shingles(self, place, &self->one);
  if (status == NST_OK) status = read_shingles(self, earlier, &self->other);
  if (status != NST_OK) return status;
  self->has_one = true;
  *repeats = self->other.count && nst_shingles_jaccard(&self->one, &self->other) >= self->threshold;
  return NST_OK;
}

typedef struct tried {
  uint32_t places[BANDS * MOST_TRIED];
  size_t count;
} tried;

static bool is_new(tried *before, uint32_t place) {
  for (size_t i = 0; i < before->count; i++)
    if (before->places[i] == place) return false;
  before->places[before->count++] = place;
  return true;
}

/* The earliest article that shares a band with the one at `place` and is alike. */
static nst_status find_original(finder *self, const signature *own, uint32_t place,
                                uint32_t *original) {
  tried before = {{0}, 0};
  nst_status status = NST_OK;
  self->has_one = false;
  for (size_t number = 0; number < BANDS; number++) {
    uint64_t hash = own->bands[number];
    uint32_t entry = self->buckets[hash & (self->bucket_count - 1)];
    for (size_t tries = 0; entry && tries < MOST_TRIED && status == NST_OK;
         entry = self->bands[entry - 1].next) {
      uint32_t earlier = self->originals[(entry - 1) / BANDS];
      if (self->bands[entry - 1].upper != hash >> 32) continue;
      tries++;
      bool repeats = false;
      if (earlier >= *original || !is_new(&before, earlier)) continue;
      if (!may_repeat(self, own, earlier)) continue;
      status = compare(self, place, earlier, &repeats);
      if (repeats) *original = earlier;
    }
  }
  return status;
}

static void enter(finder *self, const signature *own, uint32_t place) {
  size_t entry = self->original_count * BANDS;
  self->originals[self->original_count++] = place;
  for (size_t number = 0; number < BANDS; number++) {
    uint64_t hash = own->bands[number];
    uint32_t *bucket = self->buckets + (hash & (self->bucket_count - 1));
    self->bands[entry++] = (band){(uint32_t)(hash >> 32), *bucket};
    *bucket = (uint32_t)entry;
  }
}

static nst_status look_at(finder *self, uint32_t place) {
  const signature *own = signature_of(self, place);
  uint32_t *same_as = self->same_as + place;
  *same_as = place;
  if (!own->is_long) return NST_OK;
  memcpy(self->bins[place], own->bins, sizeof own->bins);
  nst_status status = find_original(self, own, place, same_as);
  if (status == NST_OK && *same_as == place) enter(self, own, place);
  return status;
}

/* -- All --------------------------------------------------------------------------------------- */

static size_t block_end(const finder *self, size_t first) {
  size_t all = self->selection->count;
  return all - first < BLOCK ? all : first + BLOCK;
}

static nst_status look_at_block(finder *self, size_t first) {
  nst_status status = NST_OK;
  for (size_t place = first; place < block_end(self, first) && status == NST_OK; place++)
    status = look_at(self, (uint32_t)place);
  return status;
}

/* Looks at the articles of the block before, one after the other, while those of the next one are
   signed. */
static nst_status sign_or_look(void *context, size_t worker, size_t item) {
  finder *self = context;
  if (item) return sign(self, self->tokens + worker, self->first + item - 1);
  self->comparing = self->tokens + worker;
  return self->first ? look_at_block(self, self->first - BLOCK) : NST_OK;
}

static nst_status find(finder *self, const nst_threads *threads) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < self->workers && status == NST_OK; i++)
    status = nst_tokens_reserve(self->tokens + i, self->corpus);
  hash_words(self);
  size_t all = self->selection->count, last = 0;
  for (; self->first < all && status == NST_OK; self->first += BLOCK) {
    last = self->first;
    status = nst_run_tasks(threads, block_end(self, last) - last + 1, sign_or_look, self);
  }
  self->comparing = self->tokens;
  return status == NST_OK ? look_at_block(self, last) : status;
}

nst_status nst_corpus_find_duplicates(const nst_corpus *corpus, const nst_selection *selection,
                                      double threshold, const nst_threads *threads,
                                      uint32_t *same_as) {
  finder self = {.corpus = corpus,
                 .selection = selection,
                 .threshold = threshold,
                 .words = corpus->form_count,
                 .same_as = same_as};
  const nst_allocator *allocator = &corpus->allocator;
  size_t blocks = selection->count < TWO_BLOCKS ? selection->count + 1 : TWO_BLOCKS;
  self.bucket_count = 1024;
  while (self.bucket_count < selection->count * BANDS / 2) self.bucket_count *= 2;
  self.workers = nst_worker_count(threads, blocks);
  self.buckets = nst_allocate_zeroed(allocator, self.bucket_count * sizeof *self.buckets);
  self.tokens = nst_allocate_zeroed(allocator, self.workers * sizeof *self.tokens);
  self.signatures = nst_allocate_zeroed(allocator, blocks * sizeof *self.signatures);
  self.bins = nst_allocate_zeroed(allocator, (selection->count + 1) * sizeof *self.bins);
  self.originals = nst_allocate_zeroed(allocator, (selection->count + 1) * sizeof *self.originals);
  self.bands = nst_allocate_zeroed(allocator, (selection->count + 1) * sizeof(band[BANDS]));
  self.word_hashes = nst_allocate_zeroed(allocator, (self.words + 1) * sizeof *self.word_hashes);
  nst_status status = NST_NO_MEMORY;
  if (self.buckets && self.tokens && self.signatures && self.bins && self.originals && self.bands &&
      self.word_hashes)
    status = find(&self, threads);
  for (size_t i = 0; self.tokens && i < self.workers; i++) nst_tokens_free(self.tokens + i, corpus);
  nst_release(allocator, self.tokens, self.workers * sizeof *self.tokens);
  nst_release(allocator, self.signatures, blocks * sizeof *self.signatures);
  nst_release(allocator, self.bins, (selection->count + 1) * sizeof *self.bins);
  nst_release(allocator, self.word_hashes, (self.words + 1) * sizeof *self.word_hashes);
  nst_release(allocator, self.buckets, self.bucket_count * sizeof *self.buckets);
  nst_release(allocator, self.bands, (selection->count + 1) * sizeof(band[BANDS]));
  nst_release(allocator, self.originals, (selection->count + 1) * sizeof *self.originals);
  nst_shingles_free(&self.one, allocator);
  nst_shingles_free(&self.other, allocator);
  return status;
}
