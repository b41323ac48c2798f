/* candidates.c: single words, Chinese phrases of up to four words, names of
   several capitalised Latin words, and mixtures such as N95口罩. */
#include "candidates.h"

#include "hash.h"

enum { MOST_OF_A_TOKEN = NST_MOST_PHRASE_WORDS + 1, SHORT_PHRASE = 4, LONGEST_LATIN = 4 };

typedef struct finder {
  nst_candidate *out;
  const nst_form *forms;
  const uint32_t *tokens;
  size_t count;
  uint64_t space, base; /* of the hash of a space between words */
} finder;

/* The word at a place, or NULL for a mark or the end. */
static const nst_form *form_at(const finder *self, size_t at) {
  if (at >= self->count || !nst_token_is_word(self->tokens[at])) return NULL;
  return self->forms + nst_token_word(self->tokens[at]);
}

static void put(finder *self, uint64_t hash, size_t first, size_t count, uint8_t join) {
  *self->out++ = (nst_candidate){hash, (uint32_t)first, (uint8_t)count, join, false, 0};
}

static void put_word(finder *self, const nst_form *form, size_t at) {
  if (form->flags & NST_FORM_TERM) put(self, form->hash, at, 1, NST_JOIN_NONE);
  if (form->base == NST_NO_TERM || !(self->forms[form->base].flags & NST_FORM_TERM)) return;
  put(self, self->forms[form->base].hash, at, 1, NST_JOIN_NONE);
  self->out[-1].is_base = true;
}

static bool ends_phrases(const nst_form *form) {
  return !form || (form->flags & NST_FORM_FUNCTION);
}

static void put_han_phrases(finder *self, const nst_form *form, size_t first) {
  if (ends_phrases(form) || (form->flags & NST_FORM_NO_START)) return;
  uint64_t hash = form->hash;
  unsigned characters = form->characters, stop = form->flags & NST_FORM_STOP;
  for (size_t at = first + 1; at < first + NST_MOST_PHRASE_WORDS; at++) {
    const nst_form *next = form_at(self, at);
    if (ends_phrases(next)) return;
    hash = hash * next->power + next->hash;
    characters += next->characters;
    stop &= next->flags;
    if (characters > NST_MOST_PHRASE_CHARACTERS) return;
    if (next->flags & NST_FORM_NUMBER) { /* 破7 */
      if (at == first + 1 && characters == 2 && !(form->flags & NST_FORM_WEAK))
        put(self, hash, first, 2, NST_JOIN_NONE);
      return;
    }
    if (!(next->flags & NST_FORM_HAN)) return;
    /* Words that say nothing each for itself say nothing together. */
    if (!stop && (characters <= SHORT_PHRASE || !((form->flags | next->flags) & NST_FORM_WEAK)))
      put(self, hash, first, at + 1 - first, NST_JOIN_NONE);
  }
}

static bool is_capital(const finder *self, size_t at) {
  return self->tokens[at] & NST_TOKEN_CAPITAL;
}

static void put_latin_phrases(finder *self, const nst_form *form, size_t first) {
  const nst_form *next = form_at(self, first + 1);
  if (!next) return;
  if ((next->flags & NST_FORM_HAN) && form->characters <= LONGEST_LATIN && !ends_phrases(next)) {
    put(self, form->hash * next->power + next->hash, first, 2, NST_JOIN_NONE); /* N95口罩 */
    return;
  }
  uint64_t hash = form->hash;
  bool is_name = is_capital(self, first) && !ends_phrases(form);
  for (size_t at = first + 1; is_name && at < first + NST_MOST_PHRASE_WORDS; at++) {
    next = form_at(self, at);
    if (ends_phrases(next) || !(next->flags & NST_FORM_LATIN) || !is_capital(self, at)) return;
    hash = (hash * self->base + self->space) * next->power + next->hash;
    put(self, hash, first, at + 1 - first, NST_JOIN_SPACE);
  }
}

nst_status nst_candidates_find(nst_candidates *candidates, const nst_corpus *corpus,
                               const nst_tokens *tokens) {
  void *at = candidates->at;
  nst_status status = nst_array_reserve(&corpus->allocator, &at, &candidates->capacity,
                                        tokens->count * MOST_OF_A_TOKEN, sizeof(nst_candidate));
  candidates->at = at;
  if (status != NST_OK) return status;
  finder self = {candidates->at,
                 corpus->forms,
                 tokens->at,
                 tokens->count,
                 nst_hash_append(corpus->seed, 0, ' '),
                 nst_hash_base(corpus->seed)};
  for (size_t i = 0; i < tokens->count; i++) {
    const nst_form *form = form_at(&self, i);
    if (!form) continue;
    put_word(&self, form, i);
    if (form->flags & NST_FORM_HAN)
      put_han_phrases(&self, form, i);
    else if (form->flags & NST_FORM_LATIN)
      put_latin_phrases(&self, form, i);
  }
  candidates->count = (size_t)(self.out - candidates->at);
  return NST_OK;
}

void nst_candidates_free(nst_candidates *candidates, const nst_corpus *corpus) {
  nst_release(&corpus->allocator, candidates->at, candidates->capacity * sizeof(nst_candidate));
}

nst_term_seed nst_term_seed_of(const nst_corpus *corpus, const nst_tokens *tokens,
                               const nst_candidate *candidate) {
  nst_term_seed seed = {candidate->hash, {0}, candidate->count, candidate->join};
  for (size_t i = 0; i < candidate->count; i++) {
    seed.words[i] = nst_token_word(tokens->at[candidate->first + i]);
    if (candidate->is_base) seed.words[i] = corpus->forms[seed.words[i]].base;
  }
  return seed;
}

nst_status nst_term_seed_key(const nst_corpus *corpus, const nst_term_seed *seed, nst_buffer *out) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < seed->count && status == NST_OK; i++) {
    size_t size;
    const char *key = nst_vocabulary_key(corpus->vocabulary, seed->words[i], &size);
    if (i && seed->join == NST_JOIN_SPACE) status = nst_buffer_append(out, " ", 1);
    if (status == NST_OK) status = nst_buffer_append(out, key, size);
  }
  return status;
}
