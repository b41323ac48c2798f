#include "shingles.h"

#include "hash.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* -- Reading ----------------------------------------------------------------------------------- */

enum { SHINGLE = 5, ROOM = 1024 /* characters that are hashed in one go */ };

/* A polynomial over the last characters, each plus one; what falls out of the window is taken off.
 */
typedef struct window {
  const nst_corpus *corpus;
  nst_shingles *out;
  uint64_t hash;
  uint32_t characters[SHINGLE + ROOM]; /* the last ones hashed, then those that wait */
  size_t count;                        /* that wait */
  size_t seen;                         /* hashed */
} window;

#define SHINGLE_BASE 0x9E3779B97F4A7C15u

static nst_status hash_waiting(window *self) {
  const uint64_t base2 = SHINGLE_BASE * SHINGLE_BASE, base5 = base2 * base2 * SHINGLE_BASE;
  nst_shingles *out = self->out;
  void *hashes = out->hashes;
  nst_status status = nst_array_reserve(&self->corpus->allocator, &hashes, &out->capacity,
                                        out->count + self->count, sizeof *out->hashes);
  out->hashes = hashes;
  if (status != NST_OK) return status;
  uint64_t hash = self->hash;
  for (size_t i = 0; i < self->count; i++) {
    hash = hash * SHINGLE_BASE + self->characters[SHINGLE + i] - base5 * self->characters[i];
    out->hashes[out->count] = nst_hash_mix(hash);
    out->count += ++self->seen >= SHINGLE;
  }
  self->hash = hash;
  memmove(self->characters, self->characters + self->count, SHINGLE * sizeof *self->characters);
  self->count = 0;
  return NST_OK;
}

static nst_status add_character(window *self, uint32_t c) {
  self->characters[SHINGLE + self->count++] = c + 1;
  return self->count == ROOM ? hash_waiting(self) : NST_OK;
}

static nst_status add_word(window *self, uint32_t word) {
  size_t size;
  const char *key = nst_vocabulary_key(self->corpus->vocabulary, word, &size);
  nst_status status = NST_OK;
  for (size_t at = 0; at < size && status == NST_OK;) {
    uint32_t c;
    at += nst_utf8_read(key + at, size - at, &c);
    status = add_character(self, c);
  }
  return status;
}

static nst_status add_paragraph(window *self, const nst_tokens *tokens) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < tokens->count && status == NST_OK; i++) {
    uint32_t token = tokens->at[i];
    if (nst_token_is_word(token))
      status = add_word(self, nst_token_word(token));
    else if (token == NST_TOKEN_NUMBER)
      status = add_character(self, token);
  }
  return status;
}

/* -- Sets -------------------------------------------------------------------------------------- */

static int compare_hashes(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void make_set(nst_shingles *self) {
  if (!self->count) return;
  qsort(self->hashes, self->count, sizeof *self->hashes, compare_hashes);
  size_t kept = 1;
  for (size_t i = 1; i < self->count; i++)
    if (self->hashes[i] != self->hashes[kept - 1]) self->hashes[kept++] = self->hashes[i];
  self->count = kept;
}

nst_status nst_shingles_read(nst_shingles *self, const nst_corpus *corpus, nst_tokens *tokens,
                             uint32_t article) {
  nst_reader reader;
  nst_status status = nst_reader_open(&reader, corpus, article, tokens);
  window own;
  own.corpus = corpus;
  own.out = self;
  own.hash = own.count = own.seen = self->count = 0;
  memset(own.characters, 0, SHINGLE * sizeof *own.characters);
  bool is_title;
  while (status == NST_OK && nst_reader_next(&reader, tokens, &is_title))
    if (!is_title) status = add_paragraph(&own, tokens);
  if (status == NST_OK) status = hash_waiting(&own);
  if (status == NST_OK) make_set(self);
  return status;
}

void nst_shingles_free(nst_shingles *self, const nst_allocator *allocator) {
  nst_release(allocator, self->hashes, self->capacity * sizeof *self->hashes);
}

double nst_shingles_jaccard(const nst_shingles *a, const nst_shingles *b) {
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
