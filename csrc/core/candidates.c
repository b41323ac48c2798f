/* candidates.c: single words, Chinese phrases of up to four words, names of
   several capitalised Latin words, and mixtures such as N95口罩. */
#include "candidates.h"

#include "hash.h"

#include <string.h>

enum {
  PHRASES_OF_A_TOKEN = NST_MOST_PHRASE_WORDS - 1,
  SHORT_PHRASE = 4,
  LONGEST_LATIN = 4,
  BEHIND = NST_MOST_PHRASE_WORDS /* tokens that are none, behind the last one */
};

/* -- Traits ---------------------------------------------------------------------------------- */

/* The flags of a word's form up to NST_FORM_NO_START, and these: */
enum {
  TRAIT_BASE = 256,        /* it has a base that may be a term */
  TRAIT_MAY_START = 512,   /* a phrase may begin with it */
  TRAIT_MAY_FOLLOW = 1024, /* it may stand behind such a word */
  TRAIT_CHARACTERS = 12,   /* from this bit on, how many it has; more than MOST_TOLD are so many */
  MOST_TOLD = NST_MOST_PHRASE_CHARACTERS + 1,
  FORM_FLAGS = 2 * NST_FORM_NO_START - 1
};

static uint16_t traits_of(const nst_corpus *corpus, const nst_form *form) {
  unsigned flags = form->flags & FORM_FLAGS;
  unsigned characters = form->characters < MOST_TOLD ? form->characters : MOST_TOLD;
  if (form->base != NST_NO_TERM && (corpus->forms[form->base].flags & NST_FORM_TERM))
    flags |= TRAIT_BASE;
  bool is_han_start =
      (flags & (NST_FORM_HAN | NST_FORM_FUNCTION | NST_FORM_NO_START)) == NST_FORM_HAN;
  if (is_han_start || (flags & NST_FORM_LATIN)) flags |= TRAIT_MAY_START;
  if (!(flags & NST_FORM_FUNCTION) && (flags & (NST_FORM_HAN | NST_FORM_LATIN | NST_FORM_NUMBER)))
    flags |= TRAIT_MAY_FOLLOW;
  return (uint16_t)(flags | characters << TRAIT_CHARACTERS);
}

nst_status nst_word_traits_init(nst_word_traits *traits, const nst_corpus *corpus) {
  traits->corpus = corpus;
  traits->words = (uint32_t)corpus->form_count;
  traits->at =
      nst_allocate_zeroed(&corpus->allocator, (corpus->form_count + 1) * sizeof *traits->at);
  if (!traits->at) return NST_NO_MEMORY;
  for (size_t word = 0; word < corpus->form_count; word++)
    traits->at[word] = traits_of(corpus, corpus->forms + word);
  traits->at[traits->words] = NST_FORM_FUNCTION;
  return NST_OK;
}

void nst_word_traits_free(nst_word_traits *traits) {
  if (traits->corpus)
    nst_release(&traits->corpus->allocator, traits->at,
                (traits->words + (size_t)1) * sizeof *traits->at);
}

bool nst_word_may_be_term(const nst_word_traits *traits, uint32_t word) {
  return traits->at[word] & NST_FORM_TERM;
}

/* -- Phrases ----------------------------------------------------------------------------------- */

typedef struct finder {
  nst_phrase_candidate *out;
  const uint16_t *traits; /* of each token; marks and the end have NST_FORM_FUNCTION */
  const nst_form *forms;  /* of each word */
  const uint32_t *tokens;
  uint64_t space, base; /* of the hash of a space between words */
  uint64_t powers[NST_MOST_PHRASE_CHARACTERS + 1];
} finder;

/* Which words go on is what no processor can predict, so what is put is written in any case and
   kept or not without a branch. */
__attribute__((always_inline)) static inline void put(finder *self, bool is_one, uint64_t hash,
                                                      size_t first, size_t count, uint8_t join) {
  *self->out = (nst_phrase_candidate){hash, (uint32_t)first, (uint8_t)count, join};
  self->out += is_one;
}

static const nst_form *form_of(const finder *self, size_t at) {
  return self->forms + nst_token_word(self->tokens[at]);
}

static bool has(uint16_t traits, unsigned flags) { return traits & flags; }

static unsigned characters_of(uint16_t traits) { return traits >> TRAIT_CHARACTERS; }

static void put_han_phrases(finder *self, size_t first) {
  const uint16_t *traits = self->traits + first;
  uint64_t hash = form_of(self, first)->hash;
  unsigned characters = characters_of(traits[0]), stop = traits[0] & NST_FORM_STOP;
  for (size_t count = 2; count <= NST_MOST_PHRASE_WORDS; count++) {
    uint16_t next = traits[count - 1];
    unsigned more = characters_of(next);
    characters += more;
    if (has(next, NST_FORM_FUNCTION) | (characters > NST_MOST_PHRASE_CHARACTERS)) return;
    hash = hash * self->powers[more] + form_of(self, first + count - 1)->hash;
    stop &= next;
    if (!has(next, NST_FORM_HAN)) {
      bool is_short = has(next, NST_FORM_NUMBER) & (count == 2) & (characters == 2); /* 破7 */
      put(self, is_short & !has(traits[0], NST_FORM_WEAK), hash, first, 2, NST_JOIN_NONE);
      return;
    }
    /* Words that say nothing each for itself say nothing together. */
    bool says_something =
        (stop == 0) & ((characters <= SHORT_PHRASE) | !has(traits[0] | next, NST_FORM_WEAK));
    put(self, says_something, hash, first, count, NST_JOIN_NONE);
  }
}

static bool is_capital(const finder *self, size_t at) {
  return self->tokens[at] & NST_TOKEN_CAPITAL;
}

static uint64_t join(const finder *self, uint64_t hash, size_t next) {
  const nst_form *form = form_of(self, next);
  return hash * nst_hash_power(self->base, form->characters) + form->hash;
}

static void put_latin_phrases(finder *self, size_t first) {
  const uint16_t *traits = self->traits + first;
  uint64_t hash = form_of(self, first)->hash;
  if (has(traits[1], NST_FORM_HAN) && characters_of(traits[0]) <= LONGEST_LATIN) {
    put(self, true, join(self, hash, first + 1), first, 2, NST_JOIN_NONE); /* N95口罩 */
    return;
  }
  if (!is_capital(self, first) || has(traits[0], NST_FORM_FUNCTION)) return;
  for (size_t count = 2; count <= NST_MOST_PHRASE_WORDS; count++) {
    uint16_t next = traits[count - 1];
    if (has(next, NST_FORM_FUNCTION) || !has(next, NST_FORM_LATIN) ||
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
                 .forms = corpus->forms,
                 .tokens = tokens->at,
                 .space = nst_hash_append(corpus->seed, 0, ' '),
                 .base = nst_hash_base(corpus->seed)};
  self.powers[0] = 1;
  for (size_t i = 1; i <= NST_MOST_PHRASE_CHARACTERS; i++)
    self.powers[i] = self.powers[i - 1] * self.base;
  for (const uint32_t *start = candidates->starts; start < end; start++) {
    if (has(self.traits[*start], NST_FORM_HAN))
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
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t word = nst_token_word(tokens->at[i]);
    if (word > traits->words) word = traits->words;
    unsigned here = candidates->traits[i] = traits->at[word];
    *out = (nst_word_candidate){word, (uint32_t)i};
    out += (here & NST_FORM_TERM) != 0;
    *start = (uint32_t)i - 1;
    start += (before & TRAIT_MAY_START) && (here & TRAIT_MAY_FOLLOW);
    before = here;
    if (here & TRAIT_BASE)
      *out++ = (nst_word_candidate){traits->corpus->forms[word].base, (uint32_t)i};
  }
  for (size_t i = 0; i < BEHIND; i++) candidates->traits[tokens->count + i] = NST_FORM_FUNCTION;
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
  self->starts = allocate(corpus, room + 1, sizeof *self->starts);
  return self->words && self->phrases && self->traits && self->starts ? NST_OK : NST_NO_MEMORY;
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
  nst_release(allocator, self->starts, (room + 1) * sizeof *self->starts);
  memset(self, 0, sizeof *self);
}
