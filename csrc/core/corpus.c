/* corpus.c: articles cut into words and kept as streams of their numbers. */
#include "corpus.h"
#include "hash.h"
#include "vocabulary.h"
#include "word_stream.h"

#include <string.h>

nst_status nst_corpus_create(const nst_lexicon *lexicon, const nst_corpus_rules *rules,
                             const nst_allocator *given, nst_corpus **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_corpus *corpus = nst_allocate_zeroed(&allocator, sizeof *corpus);
  if (!corpus) return NST_NO_MEMORY;
  corpus->allocator = allocator;
  corpus->lexicon = lexicon;
  corpus->entry_count = (uint32_t)nst_lexicon_entries(lexicon);
  if (rules) corpus->rules = *rules;
  corpus->memory = NST_CORPUS_MEMORY;
  nst_arena_init(&corpus->arena, &allocator);
  nst_arena_init(&corpus->streams, &allocator);
  nst_buffer_init(&corpus->stream, &allocator);
  nst_buffer_init(&corpus->key, &allocator);
  nst_status status = nst_vocabulary_create(&allocator, &corpus->vocabulary);
  if (status == NST_OK) status = nst_corpus_create_tables(corpus);
  if (status == NST_OK) status = nst_corpus_mark_ruled(corpus);
  if (status != NST_OK) {
    nst_corpus_destroy(corpus);
    return status;
  }
  corpus->seed = nst_vocabulary_seed(corpus->vocabulary);
  *out = corpus;
  return NST_OK;
}

void nst_corpus_destroy(nst_corpus *corpus) {
  if (!corpus) return;
  nst_allocator allocator = corpus->allocator;
  while (corpus->writer_count)
    nst_corpus_free_writer(corpus, corpus->writers + --corpus->writer_count);
  nst_release(&allocator, corpus->writers, corpus->writer_capacity * sizeof *corpus->writers);
  nst_vocabulary_destroy(corpus->vocabulary);
  nst_corpus_free_tables(corpus);
  nst_corpus_free_ruled(corpus);
  nst_release(&allocator, corpus->articles, corpus->capacity * sizeof *corpus->articles);
  nst_release(&allocator, corpus->hashes, corpus->hash_capacity * sizeof *corpus->hashes);
  nst_release(&allocator, corpus->left_out, corpus->left_out_capacity);
  nst_arena_free(&corpus->arena);
  nst_arena_free(&corpus->streams);
  nst_spill_close(&corpus->spill);
  nst_buffer_free(&corpus->stream);
  nst_buffer_free(&corpus->key);
  nst_release(&allocator, corpus, sizeof *corpus);
}

void nst_corpus_set_memory(nst_corpus *corpus, size_t bytes) { corpus->memory = bytes; }

size_t nst_corpus_size(const nst_corpus *corpus) { return corpus->count; }

size_t nst_corpus_words(const nst_corpus *corpus, uint32_t article) {
  return corpus->articles[article].words;
}

/* -- Adding ------------------------------------------------------------------------------- */

static nst_status put_end(nst_corpus *corpus) {
  if (corpus->draft) return nst_draft_put_mark(corpus, NST_TOKEN_END);
  nst_buffer *stream = &corpus->stream;
  nst_status status = nst_buffer_reserve(stream, NST_CODE_SIZE);
  if (status != NST_OK) return status;
  nst_put_code(stream->bytes + stream->size, NST_CODE_END);
  stream->size += NST_CODE_SIZE;
  return NST_OK;
}

/* Puts the words of one line, and its end. */
static nst_status put_line(nst_corpus *corpus, nst_segmenter *segmenter, const char *text,
                           size_t size, size_t *words) {
  nst_segmenter_start(segmenter, text, size);
  for (;;) {
    const nst_word *found;
    size_t count;
    if (corpus->stopped && atomic_load_explicit(corpus->stopped, memory_order_relaxed))
      return NST_CANCELLED;
    nst_status status = nst_segmenter_next(segmenter, &found, &count);
    if (status != NST_OK) return status;
    if (!count) return put_end(corpus);
    status = nst_corpus_put_words(corpus, text, found, count, words);
    if (status != NST_OK) return status;
  }
}

nst_status nst_corpus_add_paragraph(nst_corpus *corpus, uint64_t hash) {
  void *hashes = corpus->hashes, *left_out = corpus->left_out;
  nst_status status = nst_array_reserve(&corpus->allocator, &hashes, &corpus->hash_capacity,
                                        corpus->paragraphs + 1, sizeof(uint64_t));
  corpus->hashes = hashes;
  if (status == NST_OK)
    status = nst_array_reserve(&corpus->allocator, &left_out, &corpus->left_out_capacity,
                               corpus->paragraphs + 1, 1);
  corpus->left_out = left_out;
  if (status != NST_OK) return status;
  corpus->left_out[corpus->paragraphs] = 0;
  corpus->hashes[corpus->paragraphs++] = hash;
  return NST_OK;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

size_t nst_line(const char *text, size_t size, size_t at, size_t *first, size_t *last) {
  const char *found = memchr(text + at, '\n', size - at);
  size_t end = found ? (size_t)(found - text) : size;
  *first = at;
  *last = end;
  while (*first < *last && is_space(text[*first])) ++*first;
  while (*last > *first && is_space(text[*last - 1])) --*last;
  return found ? end + 1 : size;
}

static nst_status put_text(nst_corpus *corpus, nst_segmenter *segmenter, const char *text,
                           size_t size, size_t *words) {
  for (size_t at = 0; at < size;) {
    size_t first, last;
    at = nst_line(text, size, at, &first, &last);
    if (last == first) continue;
    nst_status status = put_line(corpus, segmenter, text + first, last - first, words);
    if (status == NST_OK)
      status = nst_corpus_add_paragraph(corpus, nst_hash_bytes(text + first, last - first, 0));
    if (status != NST_OK) return status;
  }
  return NST_OK;
}

static nst_status add_to_spill(const nst_corpus *corpus, nst_spill *spill) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < corpus->count && status == NST_OK; i++)
    status = nst_spill_add(spill, corpus->articles[i].stream.address, corpus->articles[i].size);
  return status;
}

/* Moves the streams of all articles from memory to a file; where none can be made, they stay. */
static nst_status spill_streams(nst_corpus *corpus) {
  nst_spill spill = {0};
  nst_status status = nst_spill_open(&spill, corpus->memory, &corpus->allocator);
  if (status == NST_TEMPORARY_FILE) {
    corpus->memory = SIZE_MAX;
    return NST_OK;
  }
  if (status == NST_OK) status = add_to_spill(corpus, &spill);
  if (status != NST_OK) {
    nst_spill_close(&spill);
    return status;
  }
  uint64_t place = 0;
  for (size_t i = 0; i < corpus->count; i++) {
    corpus->articles[i].stream.place = place;
    place += corpus->articles[i].size;
  }
  corpus->spill = spill;
  nst_arena_free(&corpus->streams);
  return NST_OK;
}

/* Keeps what stands in corpus->stream; *where tells where. */
static nst_status keep_stream(nst_corpus *corpus, nst_where *where) {
  const nst_buffer *stream = &corpus->stream;
  bool is_too_large =
      corpus->stream_bytes > corpus->memory || stream->size > corpus->memory - corpus->stream_bytes;
  if (is_too_large && !nst_spill_is_open(&corpus->spill)) {
    nst_status status = spill_streams(corpus);
    if (status != NST_OK) return status;
  }
  if (nst_spill_is_open(&corpus->spill)) {
    where->place = nst_spill_end(&corpus->spill);
    return nst_spill_add(&corpus->spill, stream->bytes, stream->size);
  }
  where->address = (const uint8_t *)nst_arena_copy(&corpus->streams, stream->bytes, stream->size);
  return where->address ? NST_OK : NST_NO_MEMORY;
}

nst_status nst_corpus_add_stream(nst_corpus *corpus, size_t first_paragraph, size_t words) {
  if (corpus->count >= UINT32_MAX - 1 || corpus->paragraphs > UINT32_MAX ||
      corpus->stream.size > UINT32_MAX)
    return NST_TOO_LARGE;
  void *articles = corpus->articles;
  nst_status status = nst_array_reserve(&corpus->allocator, &articles, &corpus->capacity,
                                        corpus->count + 1, sizeof(nst_article));
  corpus->articles = articles;
  if (status != NST_OK) return status;
  nst_where where;
  status = keep_stream(corpus, &where);
  if (status != NST_OK) return status;
  corpus->stream_bytes += corpus->stream.size;
  corpus->articles[corpus->count++] =
      (nst_article){where, (uint32_t)corpus->stream.size, (uint32_t)words,
                    (uint32_t)first_paragraph, (uint32_t)(corpus->paragraphs - first_paragraph)};
  return NST_OK;
}

nst_status nst_corpus_put_article(nst_corpus *corpus, size_t words, const uint64_t *hashes,
                                  size_t paragraphs) {
  size_t first = corpus->paragraphs;
  nst_status status = NST_OK;
  for (size_t i = 0; i < paragraphs && status == NST_OK; i++)
    status = nst_corpus_add_paragraph(corpus, hashes[i]);
  if (status == NST_OK) status = nst_corpus_add_stream(corpus, first, words);
  if (status != NST_OK) corpus->paragraphs = first;
  return status;
}

nst_status nst_corpus_read(nst_corpus *corpus, nst_segmenter *segmenter, const char *title,
                           size_t title_size, const char *text, size_t size, size_t *words) {
  if (title_size > INT32_MAX || size > INT32_MAX) return NST_TOO_LARGE;
  *words = 0;
  corpus->stream.size = 0;
  nst_status status = nst_corpus_grow_tables(corpus);
  if (status == NST_OK) status = put_line(corpus, segmenter, title, title_size, words);
  if (status == NST_OK) status = put_text(corpus, segmenter, text, size, words);
  return status == NST_OK && corpus->draft ? nst_draft_tell_words(corpus) : status;
}

nst_status nst_corpus_add(nst_corpus *corpus, nst_segmenter *segmenter, const char *title,
                          size_t title_size, const char *text, size_t size) {
  size_t paragraphs = corpus->paragraphs, words;
  nst_status status = nst_corpus_read(corpus, segmenter, title, title_size, text, size, &words);
  if (status == NST_OK) status = nst_corpus_add_stream(corpus, paragraphs, words);
  if (status != NST_OK) corpus->paragraphs = paragraphs;
  return status;
}
