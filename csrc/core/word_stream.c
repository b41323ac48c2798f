/* word_stream.c: reading the streams of words that corpus.c writes. */
#include "word_stream.h"

/* A code that is a token by itself. */
static inline uint32_t token_of(uint32_t code) {
  return code < NST_CODE_WORD ? NST_TOKEN_MARK + (code - NST_CODE_BREAK) : code - NST_CODE_WORD;
}

nst_status nst_stream_open(nst_stream *stream, const nst_corpus *corpus, const nst_article *article,
                           nst_tokens *tokens) {
  nst_status status = NST_OK;
  const uint8_t *at = article->stream.address;
  if (nst_spill_is_open(&corpus->spill)) {
    at = tokens->stream;
    status = nst_spill_read(&corpus->spill, article->stream.place, tokens->stream, article->size);
  }
  *stream = (nst_stream){at, at + article->size};
  return status;
}

bool nst_stream_next(nst_stream *stream, nst_tokens *tokens) {
  if (stream->at == stream->end) return false;
  const uint8_t *at = stream->at;
  uint32_t capital = 0, *out = tokens->at;
  for (;;) {
    uint32_t code = nst_code_at(at);
    at += NST_CODE_SIZE;
    if (code - NST_CODE_BREAK < (uint32_t)NST_CODE_FAR - NST_CODE_BREAK) {
      *out++ = token_of(code) | capital;
      capital = 0;
    } else if (code >= NST_CODE_FAR) {
      *out++ = nst_word_of_code(code, &at) | capital;
      capital = 0;
    } else if (code == NST_CODE_CAPITAL) {
      capital = NST_TOKEN_CAPITAL;
    } else {
      break;
    }
  }
  tokens->count = (size_t)(out - tokens->at);
  stream->at = at;
  return true;
}

nst_status nst_reader_open(nst_reader *reader, const nst_corpus *corpus, uint32_t article,
                           nst_tokens *tokens) {
  const nst_article *one = corpus->articles + article;
  reader->left_out = corpus->left_out + one->first_paragraph;
  reader->in_title = true;
  return nst_stream_open(&reader->stream, corpus, one, tokens);
}

bool nst_reader_next(nst_reader *reader, nst_tokens *tokens, bool *is_title) {
  while (nst_stream_next(&reader->stream, tokens)) {
    *is_title = reader->in_title;
    reader->in_title = false;
    if (*is_title || !*reader->left_out++) return true;
  }
  return false;
}

nst_status nst_tokens_reserve(nst_tokens *tokens, const nst_corpus *corpus) {
  size_t longest = 0;
  for (size_t i = 0; i < corpus->count; i++)
    if (corpus->articles[i].size > longest) longest = corpus->articles[i].size;
  void *at = tokens->at;
  nst_status status = nst_array_reserve(&corpus->allocator, &at, &tokens->capacity,
                                        longest / NST_CODE_SIZE + 1, sizeof *tokens->at);
  tokens->at = at;
  if (status != NST_OK || !nst_spill_is_open(&corpus->spill)) return status;
  void *stream = tokens->stream;
  status = nst_array_reserve(&corpus->allocator, &stream, &tokens->stream_capacity, longest + 1, 1);
  tokens->stream = stream;
  return status;
}

void nst_tokens_free(nst_tokens *tokens, const nst_corpus *corpus) {
  nst_release(&corpus->allocator, tokens->at, tokens->capacity * sizeof *tokens->at);
  nst_release(&corpus->allocator, tokens->stream, tokens->stream_capacity);
  *tokens = (nst_tokens){0};
}
