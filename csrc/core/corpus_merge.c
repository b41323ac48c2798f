/* corpus_merge.c: the articles of one corpus added to another. */
#include "corpus.h"
#include "hash.h"
#include "vocabulary.h"
#include "word_stream.h"

/* The form of a word under the seed of another corpus, its base apart. */
static nst_form form_under(const nst_corpus *corpus, const nst_corpus *other, uint32_t term) {
  nst_form form = other->forms[term];
  size_t size;
  const char *key = nst_vocabulary_key(other->vocabulary, term, &size);
  form.hash = 0;
  form.base = NST_NO_TERM;
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(key + at, size - at, &c);
    form.hash = nst_hash_append(corpus->seed, form.hash, c);
  }
  return form;
}

/* Takes over all words; taken tells under which numbers. */
static nst_status take_words(nst_corpus *corpus, const nst_corpus *other, uint32_t *taken) {
  nst_status status = nst_corpus_reserve_forms(corpus, other->form_count);
  for (uint32_t term = 0; term < other->form_count && status == NST_OK; term++) {
    status = nst_vocabulary_take(corpus->vocabulary, other->vocabulary, term, taken + term);
    if (nst_vocabulary_size(corpus->vocabulary) == corpus->form_count) continue;
    corpus->forms[corpus->form_count++] = form_under(corpus, other, term);
  }
  for (uint32_t term = 0; term < other->form_count && status == NST_OK; term++)
    if (other->forms[term].base != NST_NO_TERM)
      corpus->forms[taken[term]].base = taken[other->forms[term].base];
  return status;
}

/* Writes an article's stream with the numbers of the corpus it goes to. */
static nst_status take_stream(nst_buffer *out, const nst_stream *stream, const uint32_t *taken) {
  const uint8_t *at = stream->at;
  /* A word of one code may become one of two. */
  nst_status status = nst_buffer_reserve(out, 2 * (size_t)(stream->end - at));
  if (status != NST_OK) return status;
  char *to = out->bytes + out->size;
  while (at < stream->end) {
    uint32_t code = nst_code_at(at);
    at += NST_CODE_SIZE;
    if (code < NST_CODE_WORD)
      to = nst_put_code(to, code);
    else
      to = nst_put_word(to, taken[nst_word_of_code(code, &at)]);
  }
  out->size = (size_t)(to - out->bytes);
  return NST_OK;
}

static nst_status take_article(nst_corpus *corpus, const nst_corpus *other, const nst_article *one,
                               nst_tokens *tokens, const uint32_t *taken) {
  nst_stream stream;
  corpus->stream.size = 0;
  nst_status status = nst_stream_open(&stream, other, one, tokens);
  if (status == NST_OK) status = take_stream(&corpus->stream, &stream, taken);
  if (status != NST_OK) return status;
  return nst_corpus_put_article(corpus, one->words, other->hashes + one->first_paragraph,
                                one->paragraphs);
}

nst_status nst_corpus_merge(nst_corpus *corpus, nst_corpus *other) {
  nst_vocabulary *words;
  nst_status status = nst_corpus_vocabulary(other, &words);
  if (status != NST_OK || !other->count) return status;
  size_t size = (other->form_count + 1) * sizeof(uint32_t);
  uint32_t *taken = nst_allocate_zeroed(&corpus->allocator, size);
  if (!taken) return NST_NO_MEMORY;
  const size_t count = corpus->count, paragraphs = corpus->paragraphs;
  nst_tokens tokens = {0};
  status = nst_tokens_reserve(&tokens, other);
  if (status == NST_OK) status = take_words(corpus, other, taken);
  for (uint32_t i = 0; i < other->count && status == NST_OK; i++)
    status = take_article(corpus, other, other->articles + i, &tokens, taken);
  if (status != NST_OK) {
    corpus->count = count;
    corpus->paragraphs = paragraphs;
  }
  nst_tokens_free(&tokens, other);
  nst_release(&corpus->allocator, taken, size);
  return status;
}
