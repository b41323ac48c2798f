/* corpus_drafts.c: articles that a corpus writes for another one, and how that takes them over. */
#include "corpus.h"
#include "vocabulary.h"
#include "word_stream.h"

#include <string.h>

/* -- Writing ------------------------------------------------------------------------------- */

void nst_draft_init(nst_draft *draft, const nst_allocator *allocator) {
  memset(draft, 0, sizeof *draft);
  nst_buffer_init(&draft->keys, allocator);
}

void nst_draft_free(nst_draft *draft) {
  const nst_allocator allocator = draft->keys.allocator;
  nst_release(&allocator, draft->tokens, draft->capacity * sizeof *draft->tokens);
  nst_release(&allocator, draft->new_words, draft->new_capacity * sizeof *draft->new_words);
  nst_buffer_free(&draft->keys);
  nst_draft_init(draft, &allocator);
}

nst_status nst_corpus_start_draft(nst_corpus *corpus, nst_draft *draft) {
  if (!corpus->met)
    corpus->met =
        nst_allocate_zeroed(&corpus->allocator, NST_MET_WORDS(corpus) * sizeof *corpus->met);
  if (!corpus->met) return NST_NO_MEMORY;
  draft->count = draft->new_count = draft->keys.size = 0;
  corpus->draft = draft;
  return NST_OK;
}

nst_status nst_draft_reserve(const nst_corpus *corpus, size_t more) {
  nst_draft *draft = corpus->draft;
  void *tokens = draft->tokens;
  nst_status status = nst_array_reserve(&draft->keys.allocator, &tokens, &draft->capacity,
                                        draft->count + more, sizeof *draft->tokens);
  draft->tokens = tokens;
  return status;
}

nst_status nst_draft_put_mark(const nst_corpus *corpus, uint32_t mark) {
  nst_status status = nst_draft_reserve(corpus, 1);
  if (status == NST_OK)
    corpus->draft->tokens[corpus->draft->count++] = nst_draft_mark(corpus, mark);
  return status;
}

static nst_status tell(nst_draft *draft, nst_new_word told, const char *bytes) {
  void *words = draft->new_words;
  nst_status status = nst_array_reserve(&draft->keys.allocator, &words, &draft->new_capacity,
                                        draft->new_count + 1, sizeof *draft->new_words);
  draft->new_words = words;
  if (status != NST_OK) return status;
  told.word.first = draft->keys.size;
  status = nst_buffer_append(&draft->keys, bytes, told.word.size);
  if (status == NST_OK) draft->new_words[draft->new_count++] = told;
  return status;
}

nst_status nst_draft_tell_words(nst_corpus *corpus) {
  nst_status status = NST_OK;
  for (; corpus->told < corpus->form_count && status == NST_OK; corpus->told++) {
    nst_new_word told = {{0, 0, "", NST_WORD_UNKNOWN, 0}, corpus->forms[corpus->told]};
    const char *key =
        nst_vocabulary_key(corpus->vocabulary, (uint32_t)corpus->told, &told.word.size);
    status = tell(corpus->draft, told, key);
  }
  return status;
}

nst_status nst_draft_tell_entry(nst_corpus *corpus, const nst_word *word, const char *bytes) {
  nst_status status = nst_draft_tell_words(corpus);
  if (status == NST_OK)
    status = tell(corpus->draft, (nst_new_word){*word, {0, NST_NO_TERM, 0, 0}}, bytes);
  if (status == NST_OK) corpus->met[word->entry / 64] |= (uint64_t)1 << word->entry % 64;
  return status;
}

/* -- Writers ------------------------------------------------------------------------------- */

void nst_corpus_keep_writer(nst_corpus *corpus, const nst_draft_writer *writer) {
  corpus->writers[corpus->writer_count++] = *writer;
}

void nst_corpus_free_writer(const nst_corpus *corpus, nst_draft_writer *writer) {
  nst_corpus_destroy(writer->corpus);
  nst_release(&corpus->allocator, writer->numbers.at,
              writer->numbers.capacity * sizeof *writer->numbers.at);
}

nst_status nst_corpus_count_writers(nst_corpus *corpus) {
  nst_status status = NST_OK;
  while (corpus->writer_count && status == NST_OK) {
    nst_draft_writer *writer = corpus->writers + --corpus->writer_count;
    status = nst_corpus_give_surfaces(writer->corpus, &writer->numbers, corpus->vocabulary);
    nst_corpus_free_writer(corpus, writer);
  }
  return status;
}

nst_status nst_corpus_reserve_writers(nst_corpus *corpus, size_t count) {
  nst_status status = nst_corpus_count_writers(corpus);
  if (status != NST_OK) return status;
  void *writers = corpus->writers;
  status = nst_array_reserve(&corpus->allocator, &writers, &corpus->writer_capacity, count,
                             sizeof *corpus->writers);
  corpus->writers = writers;
  return status;
}

/* -- Taking over --------------------------------------------------------------------------- */

static nst_status reserve_numbers(const nst_corpus *corpus, nst_numbers *numbers, size_t more) {
  void *at = numbers->at;
  nst_status status = nst_array_reserve(&corpus->allocator, &at, &numbers->capacity,
                                        numbers->count + more, sizeof *numbers->at);
  numbers->at = at;
  return status;
}

/* Takes over a word of the corpus that wrote the draft, its base apart. */
static nst_status take_word(nst_corpus *corpus, const nst_new_word *told, const char *key,
                            nst_numbers *numbers) {
  uint32_t number;
  nst_status status = nst_vocabulary_intern(corpus->vocabulary, key, told->word.size, &number);
  if (status != NST_OK) return status;
  if (number >= NST_MOST_WORDS) return NST_TOO_LARGE;
  numbers->at[numbers->count++] = number;
  if (number < corpus->form_count) return NST_OK;
  corpus->forms[number] = told->form;
  corpus->form_count = number + (size_t)1;
  return NST_OK;
}

static bool is_known(const nst_corpus *corpus, const nst_new_word *told) {
  return told->word.entry && corpus->entries[told->word.entry].code;
}

/* Asks for where a word that is new to the draft's corpus will be looked for. */
__attribute__((always_inline)) static inline void ask_for_new(const nst_corpus *corpus,
                                                              const nst_draft *draft, size_t at) {
  if (at >= draft->new_count || is_known(corpus, draft->new_words + at)) return;
  const nst_word *word = &draft->new_words[at].word;
  nst_vocabulary_prefetch(corpus->vocabulary, draft->keys.bytes + word->first, word->size);
}

/* Takes over the words that a draft tells of, in its order; so each is numbered as if there were
   one corpus: the first draft with it is the first of all, or it is known by now. */
static nst_status take_words(nst_corpus *corpus, const nst_draft *draft, nst_numbers *numbers) {
  enum { AHEAD = 8 };
  const size_t count = draft->new_count, before = corpus->form_count, first = numbers->count;
  const char *keys = draft->keys.bytes;
  nst_status status = reserve_numbers(corpus, numbers, count);
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    const nst_new_word *told = draft->new_words + i;
    ask_for_new(corpus, draft, i + AHEAD);
    if (is_known(corpus, told)) continue;
    status = nst_corpus_reserve_forms(corpus, 1);
    if (status != NST_OK) break;
    status = told->word.entry
                 ? nst_corpus_number_entry(corpus, &told->word, keys + told->word.first)
                 : take_word(corpus, told, keys + told->word.first, numbers);
  }
  size_t taken = first;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    const nst_new_word *told = draft->new_words + i;
    if (told->word.entry) continue;
    uint32_t number = numbers->at[taken++];
    if (number >= before && told->form.base != NST_NO_TERM)
      corpus->forms[number].base = numbers->at[told->form.base];
  }
  return status;
}

enum { TOGETHER = 64 };

__attribute__((always_inline)) static inline void ask_for(const nst_entry_word *entries,
                                                          const uint32_t *tokens, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool is_entry = tokens[i] & NST_DRAFT_ENTRY;
    __builtin_prefetch(entries + (is_entry ? tokens[i] & ~NST_DRAFT_ENTRY : 0), 1);
  }
}

/* Writes up to TOGETHER tokens; returns the place behind. */
static char *take_some(nst_entry_word *entries, const uint32_t *numbers, const uint32_t *tokens,
                       size_t count, char *out) {
  ask_for(entries, tokens, count);
  for (size_t i = 0; i < count; i++) {
    const uint32_t token = tokens[i];
    if (token & NST_DRAFT_ENTRY) {
      nst_entry_word *entry = entries + (token & ~NST_DRAFT_ENTRY);
      const uint32_t code = entry->code;
      entry->uses++;
      out = nst_put_wide(out, code);
    } else {
      if (token & NST_TOKEN_CAPITAL) out = nst_put_code(out, NST_CODE_CAPITAL);
      out = nst_put_word(out, numbers[nst_token_word(token)]);
    }
  }
  return out;
}

/* Writes a draft's tokens as a stream. */
static nst_status take_tokens(nst_corpus *corpus, const nst_draft *draft,
                              const nst_numbers *numbers) {
  corpus->stream.size = 0;
  nst_status status = nst_buffer_reserve(&corpus->stream, draft->count * NST_MOST_BYTES_A_WORD);
  if (status != NST_OK) return status;
  char *out = corpus->stream.bytes;
  for (size_t i = 0; i < draft->count; i += TOGETHER)
    out = take_some(corpus->entries, numbers->at, draft->tokens + i,
                    draft->count - i < TOGETHER ? draft->count - i : TOGETHER, out);
  corpus->stream.size = (size_t)(out - corpus->stream.bytes);
  return NST_OK;
}

nst_status nst_corpus_take_draft(nst_corpus *corpus, const nst_draft *draft, size_t words,
                                 const uint64_t *hashes, size_t paragraphs, nst_numbers *numbers) {
  nst_status status = nst_corpus_add_entries(corpus);
  if (status == NST_OK) status = take_words(corpus, draft, numbers);
  if (status == NST_OK) status = take_tokens(corpus, draft, numbers);
  return status == NST_OK ? nst_corpus_put_article(corpus, words, hashes, paragraphs) : status;
}
