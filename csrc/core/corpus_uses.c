/* corpus_uses.c: where a key stands in the articles of a corpus. */
#include "corpus.h"

#include <string.h>

enum { NO_START, IS_START, IS_KEY };

/* Whether a word is the key, or its first part. */
static uint8_t start_of(const nst_corpus *corpus, uint32_t word, const char *key, size_t size) {
  const nst_form *form = corpus->forms + word;
  size_t length;
  const char *bytes = nst_vocabulary_key(corpus->vocabulary, word, &length);
  if (length == size && memcmp(bytes, key, size) == 0) return IS_KEY;
  if (form->base != NST_NO_TERM) {
    size_t base_length;
    const char *base = nst_vocabulary_key(corpus->vocabulary, form->base, &base_length);
    if (base_length == size && memcmp(base, key, size) == 0) return IS_KEY;
  }
  return length < size && memcmp(bytes, key, length) == 0 ? IS_START : NO_START;
}

/* The tokens from `at` on that are the key, or 0. */
static size_t match(const nst_corpus *corpus, const nst_tokens *tokens, size_t at, const char *key,
                    size_t size) {
  size_t done = 0;
  for (size_t i = at; i < tokens->count && nst_token_is_word(tokens->at[i]); i++) {
    size_t length;
    const char *bytes =
        nst_vocabulary_key(corpus->vocabulary, nst_token_word(tokens->at[i]), &length);
    if (i > at && done < size && key[done] == ' ') done++;
    if (length > size - done || memcmp(bytes, key + done, length) != 0) return 0;
    done += length;
    if (done == size) return i + 1 - at;
  }
  return 0;
}

static uint32_t count_in(const nst_corpus *corpus, const nst_tokens *tokens, const uint8_t *starts,
                         const char *key, size_t size) {
  uint32_t uses = 0;
  for (size_t i = 0; i < tokens->count; i++) {
    if (!nst_token_is_word(tokens->at[i])) continue;
    uint8_t start = starts[nst_token_word(tokens->at[i])];
    if (start == NO_START) continue;
    size_t matched = start == IS_KEY ? 1 : match(corpus, tokens, i, key, size);
    uses += matched > 0;
    if (matched) i += matched - 1;
  }
  return uses;
}

nst_status nst_corpus_count_uses(nst_corpus *corpus, const nst_selection *selection,
                                 const char *key, size_t size, uint32_t *uses) {
  nst_tokens tokens = {0};
  uint8_t *starts = nst_allocate_zeroed(&corpus->allocator, corpus->form_count + 1);
  nst_status status = starts ? nst_tokens_reserve(&tokens, corpus) : NST_NO_MEMORY;
  if (status == NST_OK) {
    for (uint32_t word = 0; word < corpus->form_count; word++)
      starts[word] = start_of(corpus, word, key, size);
    for (size_t i = 0; i < selection->count && status == NST_OK; i++) {
      nst_reader reader;
      bool is_title;
      uses[i] = 0;
      status = nst_reader_open(&reader, corpus, selection->articles[i], &tokens);
      while (status == NST_OK && nst_reader_next(&reader, &tokens, &is_title))
        uses[i] += count_in(corpus, &tokens, starts, key, size);
    }
  }
  nst_tokens_free(&tokens, corpus);
  nst_release(&corpus->allocator, starts, corpus->form_count + 1);
  return status;
}
