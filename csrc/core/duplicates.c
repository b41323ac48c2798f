/* duplicates.c: articles that nearly repeat an earlier one, by MinHash with
   banding (Broder 1997; one permutation: Li, Owen, Zhang 2012; what is empty is
   filled as in Shrivastava, Li 2014). */
#include "corpus.h"
#include "hash.h"
#include "threads.h"
#include "utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 5, BANDS = 20, ROWS = 4, BINS = BANDS * ROWS, LEAST_SHINGLES = 16 };
enum { MOST_TRIED = 8 }; /* earlier articles of one band's bucket */
enum { BLOCK = 1024 };   /* articles whose signatures are made in one go */

/* What articles are found by: a hash of each band's number and rows; and what tells most of those
   that are not alike without a look at them: a byte of each bin. */
typedef struct signature {
  uint64_t bands[BANDS];
  uint8_t bins[BINS];
  size_t shingles;
} signature;

/* The hashes of an article's shingles. */
typedef struct shingles {
  uint64_t *hashes;
  size_t count;
  size_t capacity;
  bool is_set; /* sorted, each hash once */
} shingles;

/* The characters of all words one behind another, each plus one. */
typedef struct spellings {
  uint32_t *characters; /* and COPIED more, that are read with the last ones */
  size_t character_count;
  uint32_t *starts; /* of each word, and behind the last one the end */
  size_t words;
} spellings;

typedef struct band {
  uint64_t hash;
  uint32_t place;
  uint32_t next; /* the entry before it in its bucket, plus one */
} band;

typedef struct finder {
  const nst_corpus *corpus;
  const nst_selection *selection;
  double threshold;
  spellings spellings;
  nst_tokens *tokens; /* of each worker */
  size_t workers;
  size_t first; /* of the block */
  signature *signatures;
  uint8_t (*bins)[BINS]; /* of each article of the selection */
  shingles one, other;
  bool has_one; /* one holds the article that is looked at */
  band *bands;
  size_t band_count, band_capacity;
  uint32_t *buckets; /* the newest entry, plus one */
  size_t bucket_count;
} finder;

/* -- Shingles ------------------------------------------------------------------------------ */

/* Characters of a word that are copied whether it has so many or not. */
enum { COPIED = 4 };

static void free_spellings(spellings *self, const nst_allocator *allocator) {
  nst_release(allocator, self->characters,
              (self->character_count + COPIED) * sizeof *self->characters);
  nst_release(allocator, self->starts, (self->words + 1) * sizeof *self->starts);
}

static size_t decode(const char *key, size_t size, uint32_t *out) {
  size_t count = 0;
  for (size_t at = 0; at < size; count++) {
    uint32_t c;
    at += nst_utf8_read(key + at, size - at, &c);
    out[count] = c + 1;
  }
  return count;
}

static nst_status spell_words(const nst_corpus *corpus, spellings *self) {
  self->words = corpus->form_count;
  for (size_t word = 0; word < self->words; word++)
    self->character_count += corpus->forms[word].characters;
  if (self->character_count > UINT32_MAX) return NST_TOO_LARGE;
  self->characters = nst_allocate_zeroed(
      &corpus->allocator, (self->character_count + COPIED) * sizeof *self->characters);
  self->starts = nst_allocate_zeroed(&corpus->allocator, (self->words + 1) * sizeof *self->starts);
  if (!self->characters || !self->starts) return NST_NO_MEMORY;
  for (size_t word = 0; word < self->words; word++) {
    size_t size;
    const char *key = nst_vocabulary_key(corpus->vocabulary, (uint32_t)word, &size);
    uint32_t start = self->starts[word];
    self->starts[word + 1] = start + (uint32_t)decode(key, size, self->characters + start);
  }
  return NST_OK;
}

/* What the hashes of shingles go to, some at a time. */
typedef nst_status (*shingle_sink)(void *context, const uint64_t *hashes, size_t count);

enum { ROOM = 1024 }; /* characters whose shingles are hashed in one go */

/* A polynomial over the last characters; what falls out of the window is taken off. */
typedef struct window {
  const spellings *spellings;
  uint64_t hash;
  uint32_t characters[SHINGLE + ROOM + COPIED]; /* the last ones hashed, then those that wait */
  size_t count;                                 /* that wait */
  size_t seen;                                  /* hashed */
  shingle_sink sink;
  void *context;
} window;

#define SHINGLE_BASE 0x9E3779B97F4A7C15u

static nst_status hash_waiting(window *self) {
  const uint64_t base2 = SHINGLE_BASE * SHINGLE_BASE, base5 = base2 * base2 * SHINGLE_BASE;
  uint64_t hashes[ROOM], hash = self->hash;
  for (size_t i = 0; i < self->count; i++) {
    hash = hash * SHINGLE_BASE + self->characters[SHINGLE + i] - base5 * self->characters[i];
    hashes[i] = nst_hash_mix(hash);
  }
  self->hash = hash;
  memmove(self->characters, self->characters + self->count, SHINGLE * sizeof *self->characters);
  size_t early = self->seen < SHINGLE - 1 ? SHINGLE - 1 - self->seen : 0, count = self->count;
  self->seen += count;
  self->count = 0;
  return count > early ? self->sink(self->context, hashes + early, count - early) : NST_OK;
}

static nst_status add_characters(window *self, const uint32_t *characters, size_t count) {
  nst_status status = NST_OK;
  for (size_t done = 0; done < count && status == NST_OK;) {
    size_t left = count - done, room = ROOM - self->count, more = left < room ? left : room;
    memcpy(self->characters + SHINGLE + self->count, characters + done, more * sizeof *characters);
    self->count += more;
    done += more;
    if (self->count == ROOM) status = hash_waiting(self);
  }
  return status;
}

static nst_status add_word(window *self, uint32_t word) {
  const uint32_t *starts = self->spellings->starts + word;
  const uint32_t *characters = self->spellings->characters + starts[0];
  size_t count = starts[1] - starts[0];
  if (count > COPIED || self->count + count >= ROOM) return add_characters(self, characters, count);
  memcpy(self->characters + SHINGLE + self->count, characters, COPIED * sizeof *characters);
  self->count += count;
  return NST_OK;
}

static nst_status add_paragraph(window *self, const nst_tokens *tokens) {
  const uint32_t number = NST_TOKEN_NUMBER + 1;
  nst_status status = NST_OK;
  for (size_t i = 0; i < tokens->count && status == NST_OK; i++) {
    uint32_t token = tokens->at[i];
    if (nst_token_is_word(token))
      status = add_word(self, nst_token_word(token));
    else if (token == NST_TOKEN_NUMBER)
      status = add_characters(self, &number, 1);
  }
  return status;
}

/* Shows the sink all shingles of an article, title apart. */
static nst_status read_shingles(const nst_corpus *corpus, const spellings *spellings,
                                nst_tokens *tokens, uint32_t article, shingle_sink sink,
                                void *context) {
  nst_reader reader;
  window self;
  self.spellings = spellings;
  self.hash = self.count = self.seen = 0;
  memset(self.characters, 0, SHINGLE * sizeof *self.characters);
  self.sink = sink;
  self.context = context;
  bool is_title;
  nst_status status = nst_reader_open(&reader, corpus, article, tokens);
  while (status == NST_OK && nst_reader_next(&reader, tokens, &is_title))
    if (!is_title) status = add_paragraph(&self, tokens);
  return status == NST_OK ? hash_waiting(&self) : status;
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

/* -- Signatures ----------------------------------------------------------------------------- */

typedef struct signing {
  uint64_t bins[BINS];
  size_t shingles;
} signing;

static nst_status sign_shingles(void *context, const uint64_t *hashes, size_t count) {
  signing *self = context;
  for (size_t i = 0; i < count; i++) {
    size_t bin = (size_t)((hashes[i] >> 32) * BINS >> 32);
    uint64_t rest = hashes[i] * 0x9E3779B97F4A7C15u >> 1;
    if (rest < self->bins[bin]) self->bins[bin] = rest;
  }
  self->shingles += count;
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

/* Makes the signature of an article of the block. */
static nst_status sign(void *context, size_t worker, size_t item) {
  finder *self = context;
  signing own;
  memset(own.bins, 0xFF, sizeof own.bins);
  own.shingles = 0;
  nst_status status =
      read_shingles(self->corpus, &self->spellings, self->tokens + worker,
                    self->selection->articles[self->first + item], sign_shingles, &own);
  fill_empty_bins(own.bins);
  signature *out = self->signatures + item;
  for (size_t number = 0; number < BANDS; number++)
    out->bands[number] = band_hash(own.bins, number);
  for (size_t bin = 0; bin < BINS; bin++)
    out->bins[bin] = (uint8_t)(nst_hash_mix(own.bins[bin]) & 0xFF);
  out->shingles = own.shingles;
  return status;
}

/* -- Comparing ------------------------------------------------------------------------------- */

typedef struct collecting {
  const nst_allocator *allocator;
  shingles *set;
} collecting;

static nst_status collect_shingles(void *context, const uint64_t *hashes, size_t count) {
  const collecting *self = context;
  shingles *set = self->set;
  void *all = set->hashes;
  nst_status status = nst_array_reserve(self->allocator, &all, &set->capacity, set->count + count,
                                        sizeof *set->hashes);
  set->hashes = all;
  if (status != NST_OK) return status;
  memcpy(set->hashes + set->count, hashes, count * sizeof *hashes);
  set->count += count;
  return NST_OK;
}

static nst_status collect(finder *self, uint32_t place, shingles *set) {
  collecting own = {&self->corpus->allocator, set};
  set->count = 0;
  set->is_set = false;
  nst_status status = read_shingles(self->corpus, &self->spellings, self->tokens,
                                    self->selection->articles[place], collect_shingles, &own);
  if (status == NST_OK) make_set(set);
  return status;
}

/* Whether the share of bins that are alike, which estimates the Jaccard index, lies less than five
   standard deviations below the threshold. */
static bool may_repeat(const finder *self, const signature *own, uint32_t earlier) {
  double samples = own->shingles < BINS ? (double)own->shingles : BINS;
  double t = self->threshold, least = t - 5 * sqrt(t * (1 - t) / samples);
  size_t alike = 0;
  for (size_t bin = 0; bin < BINS; bin++) alike += own->bins[bin] == self->bins[earlier][bin];
  return (double)alike >= least * BINS;
}

/* Whether the article at `place` of the selection nearly repeats the one at hand. */
static nst_status compare(finder *self, uint32_t place, uint32_t earlier, bool *repeats) {
  nst_status status = self->has_one ? NST_OK : collect(self, place, &self->one);
  if (status == NST_OK) status = collect(self, earlier, &self->other);
  if (status != NST_OK) return status;
  self->has_one = true;
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
      const band *here = self->bands + entry - 1;
      if (here->hash != hash) continue;
      tries++;
      bool repeats = false;
      if (here->place >= *original || !is_new(&before, here->place)) continue;
      if (!may_repeat(self, own, here->place)) continue;
      status = compare(self, place, here->place, &repeats);
      if (repeats) *original = here->place;
    }
  }
  return status;
}

static nst_status enter(finder *self, const signature *own, uint32_t place) {
  void *bands = self->bands;
  nst_status status = nst_array_reserve(&self->corpus->allocator, &bands, &self->band_capacity,
                                        self->band_count + BANDS, sizeof(band));
  self->bands = bands;
  for (size_t number = 0; number < BANDS && status == NST_OK; number++) {
    uint64_t hash = own->bands[number];
    uint32_t *bucket = self->buckets + (hash & (self->bucket_count - 1));
    self->bands[self->band_count++] = (band){hash, place, *bucket};
    *bucket = (uint32_t)self->band_count;
  }
  return status;
}

static nst_status look_at(finder *self, const signature *own, uint32_t place, uint32_t *same_as) {
  *same_as = place;
  if (own->shingles < LEAST_SHINGLES) return NST_OK;
  memcpy(self->bins[place], own->bins, sizeof own->bins);
  nst_status status = find_original(self, own, place, same_as);
  return status == NST_OK && *same_as == place ? enter(self, own, place) : status;
}

static nst_status find(finder *self, const nst_threads *threads, uint32_t *same_as) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < self->workers && status == NST_OK; i++)
    status = nst_tokens_reserve(self->tokens + i, self->corpus);
  size_t all = self->selection->count;
  for (self->first = 0; self->first < all && status == NST_OK; self->first += BLOCK) {
    size_t count = all - self->first < BLOCK ? all - self->first : BLOCK;
    status = nst_run_tasks(threads, count, sign, self);
    for (size_t i = 0; i < count && status == NST_OK; i++) {
      size_t place = self->first + i;
      status = look_at(self, self->signatures + i, (uint32_t)place, same_as + place);
    }
  }
  return status;
}

nst_status nst_corpus_find_duplicates(const nst_corpus *corpus, const nst_selection *selection,
                                      double threshold, const nst_threads *threads,
                                      uint32_t *same_as) {
  finder self = {.corpus = corpus, .selection = selection, .threshold = threshold};
  const nst_allocator *allocator = &corpus->allocator;
  size_t block = selection->count < BLOCK ? selection->count + 1 : BLOCK;
  self.bucket_count = 1024;
  while (self.bucket_count < selection->count * BANDS / 2) self.bucket_count *= 2;
  self.workers = nst_worker_count(threads, block);
  self.buckets = nst_allocate_zeroed(allocator, self.bucket_count * sizeof *self.buckets);
  self.tokens = nst_allocate_zeroed(allocator, self.workers * sizeof *self.tokens);
  self.signatures = nst_allocate_zeroed(allocator, block * sizeof *self.signatures);
  self.bins = nst_allocate_zeroed(allocator, (selection->count + 1) * sizeof *self.bins);
  nst_status status = NST_NO_MEMORY;
  if (self.buckets && self.tokens && self.signatures && self.bins)
    status = spell_words(corpus, &self.spellings);
  if (status == NST_OK) status = find(&self, threads, same_as);
  free_spellings(&self.spellings, allocator);
  for (size_t i = 0; self.tokens && i < self.workers; i++) nst_tokens_free(self.tokens + i, corpus);
  nst_release(allocator, self.tokens, self.workers * sizeof *self.tokens);
  nst_release(allocator, self.signatures, block * sizeof *self.signatures);
  nst_release(allocator, self.bins, (selection->count + 1) * sizeof *self.bins);
  nst_release(allocator, self.buckets, self.bucket_count * sizeof *self.buckets);
  nst_release(allocator, self.bands, self.band_capacity * sizeof(band));
  nst_release(allocator, self.one.hashes, self.one.capacity * sizeof(uint64_t));
  nst_release(allocator, self.other.hashes, self.other.capacity * sizeof(uint64_t));
  return status;
}
