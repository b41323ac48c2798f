/* word_stream.c: reading the streams of words that corpus.c writes. */
#include "word_stream.h"

uint32_t nst_stream_read(const uint8_t **at) {
  uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = *(*at)++;
    value |= (uint32_t)(byte & 0x7F) << shift;
    if (!(byte & 0x80)) return value;
  }
}

nst_status nst_stream_put(nst_buffer *out, uint32_t code) {
  uint8_t bytes[5];
  size_t size = 0;
  for (; code >= 0x80; code >>= 7) bytes[size++] = (uint8_t)(code | 0x80);
  bytes[size++] = (uint8_t)code;
  return nst_buffer_append(out, (const char *)bytes, size);
}

bool nst_stream_next(nst_stream *stream, nst_tokens *tokens) {
  if (stream->at == stream->end) return false;
  const uint8_t *at = stream->at;
  uint32_t capital = 0, *out = tokens->at;
  for (;;) {
    uint32_t code = nst_stream_read(&at);
    if (code >= NST_CODE_WORD) {
      *out++ = (code - NST_CODE_WORD) | capital;
      capital = 0;
    } else if (code == NST_CODE_END) {
      break;
    } else if (code == NST_CODE_CAPITAL) {
      capital = NST_TOKEN_CAPITAL;
    } else {
      if (code == NST_CODE_NUMBER) tokens->number = nst_stream_read(&at);
      *out++ = NST_TOKEN_MARK + (code - NST_CODE_BREAK);
    }
  }
  tokens->count = (size_t)(out - tokens->at);
  stream->at = at;
  return true;
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
  size_t longest = 1;
  for (size_t i = 0; i < corpus->count; i++)
    if (corpus->articles[i].size > longest) longest = corpus->articles[i].size;
  void *at = tokens->at;
  nst_status status =
      nst_array_reserve(&corpus->allocator, &at, &tokens->capacity, longest, sizeof *tokens->at);
  tokens->at = at;
  return status;
}

void nst_tokens_free(nst_tokens *tokens, const nst_corpus *corpus) {
  nst_release(&corpus->allocator, tokens->at, tokens->capacity * sizeof *tokens->at);
  tokens->at = NULL;
  tokens->capacity = 0;
}
