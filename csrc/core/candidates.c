/* candidates.c: single words, Chinese phrases of up to four words, names of
   several capitalised Latin words, and mixtures such as N95口罩. */
#include "candidates.h"

#include "hash.h"

#include <string.h>

enum {
  PHRASES_OF_A_TOKEN = NST_MOST_PHRASE_WORDS - 1,
  LONGEST_LATIN = 4,
  BEHIND = NST_MOST_PHRASE_WORDS /* tokens that are none, behind the last one */
};

/* -- Traits ---------------------------------------------------------------------------------- */

/* What is asked of a word.  Characters are told in the bits above, more than MOST_TOLD as so many.
 */
enum {
  TRAIT_TERM = 1,
  TRAIT_BASE = 2, /* it has a base that may be a term */
  TRAIT_STOP = 4,
  TRAIT_WEAK = 8,
  TRAIT_FUNCTION = 16,
  TRAIT_LATIN = 32,
  TRAIT_INSIDE = 64,      /* Chinese, and may stand in a phrase */
  TRAIT_DIGIT = 128,      /* a number of one character that may stand in a phrase */
  TRAIT_MAY_START = 256,  /* a phrase may begin with it */
  TRAIT_MAY_FOLLOW = 512, /* it may stand behind such a word */
  TRAIT_CHARACTERS = 12,
  MOST_TOLD = NST_MOST_PHRASE_CHARACTERS + 1,
  POWERS = 16 /* as many as may be told */
};

static unsigned traits_of(const nst_corpus *corpus, const nst_form *form) {
  unsigned flags = form->flags,
           characters = form->characters < MOST_TOLD ? form->characters : MOST_TOLD;
  unsigned traits = characters << TRAIT_CHARACTERS;
  bool is_free = !(flags & NST_FORM_FUNCTION);
  if (flags & NST_FORM_TERM) traits |= TRAIT_TERM;
  if (form->base != NST_NO_TERM && (corpus->forms[form->base].flags & NST_FORM_TERM))
    traits |= TRAIT_BASE;
  if (flags & NST_FORM_STOP) traits |= TRAIT_STOP;
  if (flags & NST_FORM_WEAK) traits |= TRAIT_WEAK;
  if (!is_free) traits |= TRAIT_FUNCTION;
  if (flags & NST_FORM_LATIN) traits |= TRAIT_LATIN | TRAIT_MAY_START;
  if (!is_free) return traits;
  if (flags & NST_FORM_HAN) traits |= TRAIT_INSIDE;
  if ((flags & (NST_FORM_HAN | NST_FORM_NO_START)) == NST_FORM_HAN) traits |= TRAIT_MAY_START;
  if ((flags & NST_FORM_NUMBER) && characters == 1) traits |= TRAIT_DIGIT;
  if (flags & (NST_FORM_HAN | NST_FORM_LATIN | NST_FORM_NUMBER)) traits |= TRAIT_MAY_FOLLOW;
  return traits;
}

nst_status nst_word_traits_init(nst_word_traits *traits, const nst_corpus *corpus) {
  size_t words = corpus->form_count;
  traits->corpus = corpus;
  traits->words = (uint32_t)words;
  traits->at = nst_allocate_zeroed(&corpus->allocator, (words + 1) * sizeof *traits->at);
  traits->hashes = nst_allocate_zeroed(&corpus->allocator, (words + 1) * sizeof *traits->hashes);
  if (!traits->at || !traits->hashes) return NST_NO_MEMORY;
  for (size_t word = 0; word < words; word++) {
    traits->at[word] = (uint16_t)traits_of(corpus, corpus->forms + word);
    traits->hashes[word] = corpus->forms[word].hash;
  }
  return NST_OK;
}

void nst_word_traits_free(nst_word_traits *traits) {
  if (!traits->corpus) return;
  const nst_allocator *allocator = &traits->corpus->allocator;
  size_t words = traits->words;
  nst_release(allocator, traits->at, (words + 1) * sizeof *traits->at);
  nst_release(allocator, traits->hashes, (words + 1) * sizeof *traits->hashes);
}

bool nst_word_may_be_term(const nst_word_traits *traits, uint32_t word) {
  return traits->at[word] & TRAIT_TERM;
}

/* -- Phrases ----------------------------------------------------------------------------------- */

typedef struct finder {
  nst_phrase_candidate *out;
  const uint16_t *traits; /* of each token */
  const uint64_t *hashes;
  const nst_form *forms; /* of each word */
  const uint32_t *tokens;
  uint64_t space, base; /* of the hash of a space between words */
  uint64_t powers[POWERS];
} finder;

/* Which words go on is what no processor can predict, so what is put is written in any case and
   kept or not without a branch. */
__attribute__((always_inline)) static inline void put(finder *self, bool is_one, uint64_t hash,
                                                      size_t first, size_t count, uint8_t join) {
  *self->out = (nst_phrase_candidate){hash, (uint32_t)first, (uint8_t)count, join};
  self->out += is_one;
}

static unsigned has(unsigned traits, unsigned flags) { return (traits & flags) != 0; }

static unsigned characters_of(unsigned traits) { return traits >> TRAIT_CHARACTERS; }

/* Whether Chinese words are a phrase: `all` has the traits that all have, `edges` those of the
   first or the last.  Words that say nothing each for itself say nothing together. */
static inline bool is_phrase(unsigned all, unsigned edges, unsigned characters) {
  unsigned most = NST_MOST_PHRASE_CHARACTERS >> has(edges, TRAIT_WEAK); /* weak: half of that */
  return ((all & (TRAIT_INSIDE | TRAIT_STOP)) == TRAIT_INSIDE) & (characters <= most);
}

static void put_han_phrases(finder *self, size_t first) {
  const uint16_t *traits = self->traits + first;
  const uint64_t *hashes = self->hashes + first, *powers = self->powers;
  unsigned one = traits[0], all = one, characters = characters_of(one);
  uint64_t hash = hashes[0];
  bool is_short = has(traits[1], TRAIT_DIGIT) & (characters == 1) & !has(one, TRAIT_WEAK); /* 破7 */
  for (size_t count = 2; count <= NST_MOST_PHRASE_WORDS; count++) {
    unsigned next = traits[count - 1], more = characters_of(next);
    hash = hash * powers[more] + hashes[count - 1];
    characters += more;
    all &= next;
    put(self, is_phrase(all, one | next, characters) | ((count == 2) & is_short), hash, first,
        count, NST_JOIN_NONE);
  }
}

static const nst_form *form_of(const finder *self, size_t at) {
  return self->forms + nst_token_word(self->tokens[at]);
}

static bool is_capital(const finder *self, size_t at) {
  return self->tokens[at] & NST_TOKEN_CAPITAL;
}

static uint64_t join(const finder *self, uint64_t hash, size_t next) {
  const nst_form *form = form_of(self, next);
  unsigned more = form->characters;
  return hash * (more < POWERS ? self->powers[more] : nst_hash_power(self->base, more)) +
         form->hash;
}

static void put_latin_phrases(finder *self, size_t first) {
  const uint16_t *traits = self->traits + first;
  uint64_t hash = self->hashes[first];
  if (has(traits[1], TRAIT_INSIDE) && characters_of(traits[0]) <= LONGEST_LATIN) {
    put(self, true, join(self, hash, first + 1), first, 2, NST_JOIN_NONE); /* N95口罩 */
    return;
  }
  if (!is_capital(self, first) || has(traits[0], TRAIT_FUNCTION)) return;
  for (size_t count = 2; count <= NST_MOST_PHRASE_WORDS; count++) {
    unsigned next = traits[count - 1];
    if (has(next, TRAIT_FUNCTION) || !has(next, TRAIT_LATIN) ||
        !is_capital(self, first + count - 1))
      return;
    hash = join(self, hash * self->base + self->space, first + count - 1);
    put(self, true, hash, first, count, NST_JOIN_SPACE);
  }
}

static void find_phrases(nst_candidates *candidates, const nst_corpus *corpus,
                         const nst_tokens *tokens, const uint32_t *end) {
  finder self = {.out = candidates->phrases,
                 .traits = candidates->traits,
                 .hashes = candidates->hashes,
                 .forms = corpus->forms,
                 .tokens = tokens->at,
                 .space = nst_hash_append(corpus->seed, 0, ' '),
                 .base = nst_hash_base(corpus->seed)};
  self.powers[0] = 1;
  for (size_t i = 1; i < POWERS; i++) self.powers[i] = self.powers[i - 1] * self.base;
  for (const uint32_t *start = candidates->starts; start < end; start++) {
    if (has(self.traits[*start], TRAIT_INSIDE))
      put_han_phrases(&self, *start);
    else
      put_latin_phrases(&self, *start);
  }
  candidates->phrase_count = (size_t)(self.out - candidates->phrases);
}

/* -- Candidates -------------------------------------------------------------------------------- */

/* Finds the words, and with which of them phrases may begin; returns the end of those. */
static const uint32_t *find_words(nst_candidates *candidates, const nst_word_traits *traits,
                                  const nst_tokens *tokens) {
  nst_word_candidate *out = candidates->words;
  uint32_t *start = candidates->starts;
  unsigned before = 0;
  enum { AHEAD = 32 };
  for (size_t i = 0; i < tokens->count; i++) {
    if (i + AHEAD < tokens->count) {
      uint32_t next = nst_token_word(tokens->at[i + AHEAD]);
      next = next < traits->words ? next : traits->words;
      __builtin_prefetch(traits->at + next);
      __builtin_prefetch(traits->hashes + next);
    }
    uint32_t word = nst_token_word(tokens->at[i]);
    if (word > traits->words) word = traits->words;
    unsigned here = traits->at[word];
    candidates->traits[i] = (uint16_t)here;
    candidates->hashes[i] = traits->hashes[word];
    *out = (nst_word_candidate){word, (uint32_t)i};
    out += has(here, TRAIT_TERM);
    *start = (uint32_t)i - 1;
    start += has(before, TRAIT_MAY_START) & has(here, TRAIT_MAY_FOLLOW);
    before = here;
    if (has(here, TRAIT_BASE))
      *out++ = (nst_word_candidate){traits->corpus->forms[word].base, (uint32_t)i};
  }
  memset(candidates->traits + tokens->count, 0, BEHIND * sizeof *candidates->traits);
  memset(candidates->hashes + tokens->count, 0, BEHIND * sizeof *candidates->hashes);
  candidates->word_count = (size_t)(out - candidates->words);
  return start;
}

static void *allocate(const nst_corpus *corpus, size_t count, size_t width) {
  return nst_allocate_zeroed(&corpus->allocator, count * width);
}

enum { SPARE = 64 }; /* tokens */

/* One more of what is written before it is kept. */
static size_t words_of(size_t tokens) { return 2 * tokens + 1; }
static size_t phrases_of(size_t tokens) { return PHRASES_OF_A_TOKEN * tokens + 1; }

static nst_status reserve(nst_candidates *self, const nst_corpus *corpus, size_t tokens) {
  if (tokens < self->capacity) return NST_OK;
  nst_candidates_free(self, corpus);
  size_t room = 2 * tokens + SPARE;
  self->capacity = room;
  self->words = allocate(corpus, words_of(room), sizeof *self->words);
  self->phrases = allocate(corpus, phrases_of(room), sizeof *self->phrases);
  self->traits = allocate(corpus, room + BEHIND, sizeof *self->traits);
  self->hashes = allocate(corpus, room + BEHIND, sizeof *self->hashes);
  self->starts = allocate(corpus, room + 1, sizeof *self->starts);
  bool has_all = self->words && self->phrases && self->traits && self->hashes && self->starts;
  return has_all ? NST_OK : NST_NO_MEMORY;
}

nst_status nst_candidates_find(nst_candidates *candidates, const nst_word_traits *traits,
                               const nst_tokens *tokens) {
  nst_status status = reserve(candidates, traits->corpus, tokens->count);
  if (status != NST_OK) return status;
  const uint32_t *end = find_words(candidates, traits, tokens);
  find_phrases(candidates, traits->corpus, tokens, end);
  return NST_OK;
}

void nst_candidates_free(nst_candidates *self, const nst_corpus *corpus) {
  const nst_allocator *allocator = &corpus->allocator;
  size_t room = self->capacity;
  nst_release(allocator, self->words, words_of(room) * sizeof *self->words);
  nst_release(allocator, self->phrases, phrases_of(room) * sizeof *self->phrases);
  nst_release(allocator, self->traits, (room + BEHIND) * sizeof *self->traits);
  nst_release(allocator, self->hashes, (room + BEHIND) * sizeof *self->hashes);
  nst_release(allocator, self->starts, (room + 1) * sizeof *self->starts);
  memset(self, 0, sizeof *self);
}
