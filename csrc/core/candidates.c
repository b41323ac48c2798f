/* candidates.c: single words, Chinese phrases of up to four words, names of
   several capitalised Latin words, and mixtures such as N95口罩. */
#include "candidates.h"

#include "hash.h"

enum {
  MOST_OF_A_TOKEN = NST_MOST_PHRASE_WORDS + 1,
  SHORT_PHRASE = 4,
  LONGEST_LATIN = 4,
  BEHIND = NST_MOST_PHRASE_WORDS /* tokens that are none, behind the last one */
};

typedef struct finder {
  nst_candidate *out;
  const nst_form *forms;     /* of each token; marks and the end have NST_FORM_FUNCTION */
  const nst_form *all_forms; /* of each word */
  const uint32_t *tokens;
  uint64_t space, base; /* of the hash of a space between words */
  uint64_t powers[NST_MOST_PHRASE_CHARACTERS + 1];
} finder;

/* Which words go on is what no processor can predict, so what is put is written in any case and
   kept or not without a branch. */
#define INLINE __attribute__((always_inline)) static inline

INLINE void put(finder *self, bool is_one, uint64_t hash, size_t first, size_t count, uint8_t join,
                bool is_base) {
  uint64_t mixed = nst_hash_mix(hash);
  *self->out = (nst_candidate){mixed, (uint32_t)first, (uint8_t)count, join, is_base, 0};
  self->out += is_one;
}

INLINE void put_word(finder *self, const nst_form *form, size_t at) {
  put(self, form->flags & NST_FORM_TERM, form->hash, at, 1, NST_JOIN_NONE, false);
  if (form->base == NST_NO_TERM) return;
  const nst_form *base = self->all_forms + form->base;
  put(self, base->flags & NST_FORM_TERM, base->hash, at, 1, NST_JOIN_NONE, true);
}

static bool has(const nst_form *form, unsigned flags) { return form->flags & flags; }

INLINE void put_han_phrases(finder *self, const nst_form *form, size_t first) {
  if (has(form, NST_FORM_FUNCTION | NST_FORM_NO_START)) return;
  uint64_t hash = form->hash;
  unsigned characters = form->characters, stop = form->flags & NST_FORM_STOP;
  for (size_t count = 2; count <= NST_MOST_PHRASE_WORDS; count++) {
    const nst_form *next = form + count - 1;
    characters += next->characters;
    if (has(next, NST_FORM_FUNCTION) | (characters > NST_MOST_PHRASE_CHARACTERS)) return;
    hash = hash * self->powers[next->characters] + next->hash;
    stop &= next->flags;
    if (!has(next, NST_FORM_HAN)) {
      bool is_short = has(next, NST_FORM_NUMBER) & (count == 2) & (characters == 2); /* 破7 */
      put(self, is_short & !has(form, NST_FORM_WEAK), hash, first, 2, NST_JOIN_NONE, false);
      return;
    }
    /* Words that say nothing each for itself say nothing together. */
    bool says_something = (stop == 0) & ((characters <= SHORT_PHRASE) |
                                         !((form->flags | next->flags) & NST_FORM_WEAK));
    put(self, says_something, hash, first, count, NST_JOIN_NONE, false);
  }
}

static bool is_capital(const finder *self, size_t at) {
  return self->tokens[at] & NST_TOKEN_CAPITAL;
}

static uint64_t join(const finder *self, uint64_t hash, const nst_form *next) {
  return hash * nst_hash_power(self->base, next->characters) + next->hash;
}

static void put_latin_phrases(finder *self, const nst_form *form, size_t first) {
  const nst_form *next = form + 1;
  if (has(next, NST_FORM_HAN) && form->characters <= LONGEST_LATIN &&
      !has(next, NST_FORM_FUNCTION)) {
    put(self, true, join(self, form->hash, next), first, 2, NST_JOIN_NONE, false); /* N95口罩 */
    return;
  }
  uint64_t hash = form->hash;
  if (!is_capital(self, first) || has(form, NST_FORM_FUNCTION)) return;
  for (size_t count = 2; count <= NST_MOST_PHRASE_WORDS; count++) {
    next = form + count - 1;
    if (has(next, NST_FORM_FUNCTION) || !has(next, NST_FORM_LATIN) ||
        !is_capital(self, first + count - 1))
      return;
    hash = join(self, hash * self->base + self->space, next);
    put(self, true, hash, first, count, NST_JOIN_SPACE, false);
  }
}

/* The forms lie all over memory: all are asked for before any is looked at. */
static void gather_forms(nst_form *out, const nst_corpus *corpus, const nst_tokens *tokens) {
  static const nst_form none = {0, NST_NO_TERM, NST_FORM_FUNCTION, 0};
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t token = tokens->at[i];
    out[i] = *(nst_token_is_word(token) ? corpus->forms + nst_token_word(token) : &none);
  }
  for (size_t i = 0; i < BEHIND; i++) out[tokens->count + i] = none;
}

static nst_status reserve(nst_candidates *candidates, const nst_corpus *corpus, size_t tokens) {
  void *at = candidates->at, *forms = candidates->forms;
  /* One more, as the last is written before it is kept. */
  nst_status status = nst_array_reserve(&corpus->allocator, &at, &candidates->capacity,
                                        tokens * MOST_OF_A_TOKEN + 1, sizeof *candidates->at);
  candidates->at = at;
  if (status != NST_OK) return status;
  status = nst_array_reserve(&corpus->allocator, &forms, &candidates->form_capacity,
                             tokens + BEHIND, sizeof *candidates->forms);
  candidates->forms = forms;
  return status;
}

nst_status nst_candidates_find(nst_candidates *candidates, const nst_corpus *corpus,
                               const nst_tokens *tokens) {
  nst_status status = reserve(candidates, corpus, tokens->count);
  if (status != NST_OK) return status;
  gather_forms(candidates->forms, corpus, tokens);
  finder self = {.out = candidates->at,
                 .forms = candidates->forms,
                 .all_forms = corpus->forms,
                 .tokens = tokens->at,
                 .space = nst_hash_append(corpus->seed, 0, ' '),
                 .base = nst_hash_base(corpus->seed)};
  self.powers[0] = 1;
  for (size_t i = 1; i <= NST_MOST_PHRASE_CHARACTERS; i++)
    self.powers[i] = self.powers[i - 1] * self.base;
  for (size_t i = 0; i < tokens->count; i++) {
    const nst_form *form = self.forms + i;
    put_word(&self, form, i);
    if (has(form, NST_FORM_HAN))
      put_han_phrases(&self, form, i);
    else if (has(form, NST_FORM_LATIN))
      put_latin_phrases(&self, form, i);
  }
  candidates->count = (size_t)(self.out - candidates->at);
  return NST_OK;
}

void nst_candidates_keep(nst_candidates *candidates, const nst_sketch *sketch, unsigned least) {
  nst_candidate *at = candidates->at;
  size_t kept = 0;
  for (size_t i = 0; i < candidates->count; i++) nst_sketch_prefetch(sketch, at[i].hash);
  for (size_t i = 0; i < candidates->count; i++) {
    at[kept] = at[i];
    kept += nst_sketch_get(sketch, at[i].hash) >= least;
  }
  candidates->count = kept;
}

void nst_candidates_free(nst_candidates *candidates, const nst_corpus *corpus) {
  nst_release(&corpus->allocator, candidates->at, candidates->capacity * sizeof *candidates->at);
  nst_release(&corpus->allocator, candidates->forms,
              candidates->form_capacity * sizeof *candidates->forms);
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
