/* corpus_word_uses.c: all uses of all words of some articles, by word. */
#include "corpus.h"

/* Calls for each word of an article that counts, in order. */
typedef void word_visitor(void *context, uint32_t word, uint32_t position);

static nst_status each_word(const nst_corpus *corpus, uint32_t article, nst_tokens *tokens,
                            word_visitor *visit, void *context) {
  nst_reader reader;
  uint32_t position = 0;
  bool is_title;
  nst_status status = nst_reader_open(&reader, corpus, article, tokens);
  while (status == NST_OK && nst_reader_next(&reader, tokens, &is_title)) {
    for (size_t i = 0; i < tokens->count; i++, position++)
      if (nst_token_is_word(tokens->at[i])) visit(context, nst_token_word(tokens->at[i]), position);
    position++;
  }
  return status;
}

typedef struct lister {
  size_t *ends; /* of each word's uses; while they are put, where the next one goes */
  nst_word_use *uses;
  uint32_t article;
} lister;

static void count_use(void *context, uint32_t word, uint32_t position) {
  (void)position;
  ((lister *)context)->ends[word + (size_t)1]++;
}

static void put_use(void *context, uint32_t word, uint32_t position) {
  lister *self = context;
  self->uses[self->ends[word]++] = (nst_word_use){word, self->article, position};
}

/* Uses are counted first, then put where their word's begin. */
static nst_status list_uses(nst_corpus *corpus, const uint32_t *articles, size_t count,
                            nst_tokens *tokens, const nst_allocator *allocator, lister *self,
                            size_t *use_count) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < count && status == NST_OK; i++)
    status = each_word(corpus, articles[i], tokens, count_use, self);
  if (status != NST_OK) return status;
  for (size_t word = 0; word < corpus->form_count; word++) self->ends[word + 1] += self->ends[word];
  *use_count = self->ends[corpus->form_count];
  self->uses = nst_allocate_zeroed(allocator, (*use_count + 1) * sizeof *self->uses);
  if (!self->uses) return NST_NO_MEMORY;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    self->article = (uint32_t)i;
    status = each_word(corpus, articles[i], tokens, put_use, self);
  }
  return status;
}

nst_status nst_corpus_list_uses(nst_corpus *corpus, const uint32_t *articles, size_t count,
                                const nst_allocator *allocator, nst_word_use **uses,
                                size_t *use_count) {
  nst_allocator own = nst_allocator_or_default(allocator);
  nst_tokens tokens = {0};
  size_t words = corpus->form_count + 1;
  lister self = {nst_allocate_zeroed(&corpus->allocator, words * sizeof(size_t)), NULL, 0};
  nst_status status = self.ends ? nst_tokens_reserve(&tokens, corpus) : NST_NO_MEMORY;
  if (status == NST_OK)
    status = list_uses(corpus, articles, count, &tokens, &own, &self, use_count);
  nst_tokens_free(&tokens, corpus);
  nst_release(&corpus->allocator, self.ends, words * sizeof(size_t));
  *uses = self.uses;
  return status;
}

void nst_word_uses_free(const nst_allocator *allocator, nst_word_use *uses, size_t use_count) {
  nst_allocator own = nst_allocator_or_default(allocator);
  nst_release(&own, uses, (use_count + 1) * sizeof *uses);
}

const char *nst_corpus_word(const nst_corpus *corpus, uint32_t word, size_t *size) {
  return nst_vocabulary_key(corpus->vocabulary, word, size);
}

const char *nst_corpus_word_base(const nst_corpus *corpus, uint32_t word, size_t *size) {
  uint32_t base = corpus->forms[word].base;
  return base == NST_NO_TERM ? NULL : nst_vocabulary_key(corpus->vocabulary, base, size);
}
