/* duplicates.c: articles that nearly repeat an earlier one, by MinHash with
   banding (Broder 1997; one permutation: Li, Owen, Zhang 2012; what is empty is
   filled as in Shrivastava, Li 2014). */
#include "corpus.h"
#include "hash.h"

#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 5, BANDS = 20, ROWS = 4, BINS = BANDS * ROWS, LEAST_SHINGLES = 16 };
enum { MOST_TRIED = 8 }; /* earlier articles of one band's bucket */

/* The hashes of an article's shingles. */
typedef struct shingles {
  uint64_t *hashes;
  size_t count;
  size_t capacity;
  uint32_t window[SHINGLE]; /* the last characters, as a ring */
  size_t seen;
  bool is_set; /* sorted, each hash once */
} shingles;

typedef struct band {
  uint64_t hash; /* of a band's number and rows */
  uint32_t place;
  uint32_t next; /* the entry before it in its bucket, plus one */
} band;

typedef struct finder {
  const nst_corpus *corpus;
  const nst_selection *selection;
  double threshold;
  nst_tokens tokens;
  shingles one, other;
  band *bands;
  size_t band_count, band_capacity;
  uint32_t *buckets; /* the newest entry, plus one */
  size_t bucket_count;
} finder;

/* -- Shingles ------------------------------------------------------------------------------ */

static nst_status add_character(const finder *self, shingles *set, uint32_t c) {
  set->window[set->seen++ % SHINGLE] = c;
  if (set->seen < SHINGLE) return NST_OK;
  void *hashes = set->hashes;
  nst_status status = nst_array_reserve(&self->corpus->allocator, &hashes, &set->capacity,
                                        set->count + 1, sizeof *set->hashes);
  set->hashes = hashes;
  if (status != NST_OK) return status;
  uint64_t hash = 0;
  for (size_t i = 0; i < SHINGLE; i++)
    hash = hash * 0x9E3779B97F4A7C15u + set->window[(set->seen + i) % SHINGLE] + 1;
  set->hashes[set->count++] = nst_hash_mix(hash);
  return NST_OK;
}

static nst_status add_word(const finder *self, shingles *set, uint32_t word) {
  size_t size;
  const char *key = nst_vocabulary_key(self->corpus->vocabulary, word, &size);
  nst_status status = NST_OK;
  for (size_t at = 0; at < size && status == NST_OK;) {
    uint32_t c;
    at += nst_utf8_decode(key + at, size - at, &c);
    status = add_character(self, set, c);
  }
  return status;
}

static nst_status add_paragraph(finder *self, shingles *set) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < self->tokens.count && status == NST_OK; i++) {
    uint32_t token = self->tokens.at[i];
    if (nst_token_is_word(token))
      status = add_word(self, set, nst_token_word(token));
    else if (token >= NST_TOKEN_NUMBER)
      status = add_character(self, set, token);
  }
  return status;
}

static nst_status read_shingles(finder *self, uint32_t article, shingles *set) {
  nst_reader reader = nst_reader_of(self->corpus, article);
  nst_status status = NST_OK;
  bool is_title;
  set->count = set->seen = 0;
  set->is_set = false;
  while (status == NST_OK && nst_reader_next(&reader, &self->tokens, &is_title))
    if (!is_title) status = add_paragraph(self, set);
  return status;
}

static int compare_hashes(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void make_set(shingles *set) {
  if (set->is_set || !set->count) return;
  set->is_set = true;
  qsort(set->hashes, set->count, sizeof *set->hashes, compare_hashes);
  size_t kept = 1;
  for (size_t i = 1; i < set->count; i++)
    if (set->hashes[i] != set->hashes[kept - 1]) set->hashes[kept++] = set->hashes[i];
  set->count = kept;
}

static double jaccard(const shingles *a, const shingles *b) {
  size_t both = 0;
  for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
    if (a->hashes[i] == b->hashes[j]) {
      both++;
      i++;
      j++;
    } else if (a->hashes[i] < b->hashes[j]) {
      i++;
    } else {
      j++;
    }
  }
  return (double)both / (double)(a->count + b->count - both);
}

/* -- Bands ----------------------------------------------------------------------------------- */

static void sign(const shingles *set, uint64_t bins[BINS]) {
  memset(bins, 0xFF, BINS * sizeof *bins);
  for (size_t i = 0; i < set->count; i++) {
    size_t bin = (size_t)((set->hashes[i] >> 32) * BINS >> 32);
    uint64_t rest = set->hashes[i] * 0x9E3779B97F4A7C15u >> 1;
    if (rest < bins[bin]) bins[bin] = rest;
  }
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

/* Whether the article at `place` of the selection nearly repeats the one read last. */
static nst_status compare(finder *self, uint32_t place, bool *repeats) {
  nst_status status = read_shingles(self, self->selection->articles[place], &self->other);
  if (status != NST_OK) return status;
  make_set(&self->one);
  make_set(&self->other);
  *repeats = self->other.count && jaccard(&self->one, &self->other) >= self->threshold;
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

/* The earliest article that shares a band with the one read last and is alike. */
static nst_status find_original(finder *self, const uint64_t bins[BINS], uint32_t *original) {
  tried before = {{0}, 0};
  nst_status status = NST_OK;
  for (size_t number = 0; number < BANDS; number++) {
    uint64_t hash = band_hash(bins, number);
    uint32_t entry = self->buckets[hash & (self->bucket_count - 1)];
    for (size_t tries = 0; entry && tries < MOST_TRIED && status == NST_OK;
         entry = self->bands[entry - 1].next) {
      const band *here = self->bands + entry - 1;
      if (here->hash != hash) continue;
      tries++;
      bool repeats = false;
      if (here->place >= *original || !is_new(&before, here->place)) continue;
      status = compare(self, here->place, &repeats);
      if (repeats) *original = here->place;
    }
  }
  return status;
}

static nst_status enter(finder *self, const uint64_t bins[BINS], uint32_t place) {
  void *bands = self->bands;
  nst_status status = nst_array_reserve(&self->corpus->allocator, &bands, &self->band_capacity,
                                        self->band_count + BANDS, sizeof(band));
  self->bands = bands;
  for (size_t number = 0; number < BANDS && status == NST_OK; number++) {
    uint64_t hash = band_hash(bins, number);
    uint32_t *bucket = self->buckets + (hash & (self->bucket_count - 1));
    self->bands[self->band_count++] = (band){hash, place, *bucket};
    *bucket = (uint32_t)self->band_count;
  }
  return status;
}

static nst_status look_at(finder *self, uint32_t place, uint32_t *same_as) {
  *same_as = place;
  nst_status status = read_shingles(self, self->selection->articles[place], &self->one);
  if (status != NST_OK || self->one.count < LEAST_SHINGLES) return status;
  uint64_t bins[BINS];
  sign(&self->one, bins);
  status = find_original(self, bins, same_as);
  return status == NST_OK && *same_as == place ? enter(self, bins, place) : status;
}

nst_status nst_corpus_find_duplicates(const nst_corpus *corpus, const nst_selection *selection,
                                      double threshold, uint32_t *same_as) {
  finder self = {.corpus = corpus, .selection = selection, .threshold = threshold};
  const nst_allocator *allocator = &corpus->allocator;
  self.bucket_count = 1024;
  while (self.bucket_count < selection->count * BANDS / 2) self.bucket_count *= 2;
  self.buckets = nst_allocate_zeroed(allocator, self.bucket_count * sizeof *self.buckets);
  nst_status status = self.buckets ? nst_tokens_reserve(&self.tokens, corpus) : NST_NO_MEMORY;
  for (size_t i = 0; i < selection->count && status == NST_OK; i++)
    status = look_at(&self, (uint32_t)i, same_as + i);
  nst_tokens_free(&self.tokens, corpus);
  nst_release(allocator, self.buckets, self.bucket_count * sizeof *self.buckets);
  nst_release(allocator, self.bands, self.band_capacity * sizeof(band));
  nst_release(allocator, self.one.hashes, self.one.capacity * sizeof(uint64_t));
  nst_release(allocator, self.other.hashes, self.other.capacity * sizeof(uint64_t));
  return status;
}
