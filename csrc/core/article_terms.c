#include "article_terms.h"

#include <string.h>

/* -- Known terms ------------------------------------------------------------------------------- */

nst_status nst_known_terms_open(nst_known_terms *self, const nst_word_traits *traits,
                                nst_term_table *table) {
  const nst_allocator *allocator = &table->allocator;
  self->table = table;
  self->words = traits->words;
  self->terms = table->count;
  self->word_terms = nst_allocate_zeroed(allocator, (self->words + 1) * sizeof *self->word_terms);
  self->cut_places = nst_allocate_zeroed(allocator, (self->terms + 1) * sizeof *self->cut_places);
  if (!self->word_terms || !self->cut_places) return NST_NO_MEMORY;
  nst_status status = nst_filter_open(&self->filter, self->terms, allocator);
  if (status != NST_OK) return status;
  for (size_t i = 0; i < self->terms; i++) {
    self->cut_places[i] = table->entries[i].cut_place;
    nst_filter_add(&self->filter, table->entries[i].hash);
  }
  for (uint32_t word = 0; word < traits->words; word++) {
    uint64_t hash = traits->hashes[word];
    bool may_be = nst_word_may_be_term(traits, word) && nst_filter_may_have(&self->filter, hash);
    self->word_terms[word] = may_be ? nst_term_table_find(table, hash) : NST_NO_TERM;
  }
  return NST_OK;
}

void nst_known_terms_close(nst_known_terms *self) {
  if (!self->table) return;
  const nst_allocator *allocator = &self->table->allocator;
  nst_filter_free(&self->filter);
  nst_release(allocator, self->word_terms, (self->words + 1) * sizeof *self->word_terms);
  nst_release(allocator, self->cut_places, (self->terms + 1) * sizeof *self->cut_places);
}

/* -- Which uses there are ---------------------------------------------------------------------- */

static void find_words(nst_article_terms *self) {
  const nst_candidates *candidates = &self->passages.candidates;
  const uint32_t *word_terms = self->known->word_terms;
  nst_term_use *out = self->uses;
  for (size_t i = 0; i < candidates->word_count; i++) {
    const nst_word_candidate *one = candidates->words + i;
    uint32_t term = word_terms[one->word];
    *out = (nst_term_use){term, one->first, 1, NST_JOIN_NONE};
    out += term != NST_NO_TERM;
  }
  self->word_use_count = (size_t)(out - self->uses);
}

/* Leaves of a passage's phrases those that may be terms. */
static size_t filter_phrases(const nst_filter *filter, nst_phrase_candidate *phrases,
                             size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    phrases[kept] = phrases[i];
    kept += nst_filter_may_have(filter, phrases[i].hash);
  }
  return kept;
}

static void find_phrases(nst_article_terms *self) {
  enum { AHEAD = 12 };
  const nst_term_table *table = self->known->table;
  const nst_candidates *candidates = &self->passages.candidates;
  size_t count =
      filter_phrases(&self->known->filter, candidates->phrases, candidates->phrase_count);
  nst_term_use *out = self->uses + self->word_use_count;
  for (size_t i = 0; i < count; i++) {
    const nst_phrase_candidate *one = candidates->phrases + i;
    if (i + AHEAD < count) nst_term_table_prefetch(table, one[AHEAD].hash);
    uint32_t term = nst_term_table_find(table, one->hash);
    *out = (nst_term_use){term, one->first, one->count, one->join};
    out += term != NST_NO_TERM;
  }
  self->use_count = (size_t)(out - self->uses);
}

/* -- What they tell ---------------------------------------------------------------------------- */

/* The term among those of the article; there is room for it.  Written in any case and kept if it is
   new, as a branch would be foretold wrongly half the time. */
static inline nst_met_term *meet(nst_article_terms *self, uint32_t term) {
  uint32_t *here = self->places + term, count = (uint32_t)self->met_count;
  bool is_new = *here == 0;
  uint32_t place = is_new ? count + 1 : *here;
  self->met[count] = (nst_met_term){.term = term, .first = UINT32_MAX};
  self->met_count += is_new;
  *here = place;
  return self->met + (place - 1);
}

/* What a paragraph's uses have in common. */
typedef struct paragraph {
  uint32_t number;
  uint32_t end;    /* among the passage's tokens */
  uint32_t before; /* tokens of the passage that are not among the words before a use */
  uint8_t how;
} paragraph;

static inline void count_use(nst_article_terms *self, const paragraph *at, const nst_term_use *use,
                             uint8_t how) {
  const uint32_t *first = self->passages.tokens.at + use->first, *end = first + use->count;
  uint32_t words = self->words + use->first - at->before;
  nst_met_term *one = meet(self, use->term);
  bool is_first = words < one->first;
  one->uses++;
  one->how |= how | at->how;
  one->capitals += *first >> 31;
  one->quoted += (first[-1] == NST_TOKEN_OPEN) & (*end == NST_TOKEN_CLOSE);
  one->paragraphs += one->paragraph != at->number;
  one->paragraph = at->number;
  one->first = is_first ? words : one->first;
  one->token = is_first ? use->first : one->token;
  one->count = is_first ? use->count : one->count;
  one->join = is_first ? use->join : one->join;
}

/* Counts uses up to the paragraph's end; returns the first one behind it. */
__attribute__((always_inline)) static inline const nst_term_use *count_paragraph(
    nst_article_terms *self, const paragraph *at, const nst_term_use *use, const nst_term_use *last,
    uint8_t how) {
  enum { AHEAD = 16 };
  for (; use < last && use->first < at->end; use++) {
    const nst_term_use *ahead = last - use > AHEAD ? use + AHEAD : use;
    __builtin_prefetch(self->places + ahead->term, 1);
    count_use(self, at, use, how);
  }
  return use;
}

static void count_uses(nst_article_terms *self) {
  const nst_passages *passages = &self->passages;
  const nst_term_use *word = self->uses, *words = word + self->word_use_count;
  const nst_term_use *phrase = words, *phrases = self->uses + self->use_count;
  for (size_t i = 0; i < passages->paragraphs; i++) {
    uint32_t end = passages->ends[i];
    paragraph at = {++self->paragraph, end, (uint32_t)i + 1,
                    end < passages->title_end ? NST_MET_IN_TITLE : NST_MET_IN_TEXT};
    word = count_paragraph(self, &at, word, words, NST_MET_AS_WORD);
    phrase = count_paragraph(self, &at, phrase, phrases, 0);
  }
}

static void tell_words(const nst_article_terms *self, const nst_met_term *one) {
  nst_term_entry *entry = self->known->table->entries + one->term;
  const uint32_t *tokens = self->passages.tokens.at + one->token;
  for (size_t i = 0; i < one->count; i++) entry->words[i] = nst_token_word(tokens[i]);
  if (one->count == 1 && self->known->word_terms[entry->words[0]] != one->term)
    entry->words[0] = self->passages.traits->corpus->forms[entry->words[0]].base;
  entry->word_count = one->count;
  entry->join = one->join;
}

/* Of the terms that the passage is the first to have. */
static void tell_firsts(nst_article_terms *self, size_t met) {
  for (; met < self->met_count; met++)
    if (self->known->cut_places[self->met[met].term] == self->place)
      tell_words(self, self->met + met);
}

/* -- A passage --------------------------------------------------------------------------------- */

/* Room for all that a passage can have. */
static nst_status reserve(nst_article_terms *self) {
  const nst_allocator *allocator = &self->known->table->allocator;
  const nst_candidates *candidates = &self->passages.candidates;
  /* One more, as the last is written before it is kept. */
  size_t most = candidates->word_count + candidates->phrase_count + 1;
  void *uses = self->uses, *met = self->met;
  nst_status status =
      nst_array_reserve(allocator, &uses, &self->use_capacity, most, sizeof *self->uses);
  self->uses = uses;
  if (status == NST_OK)
    status = nst_array_reserve(allocator, &met, &self->met_capacity, self->met_count + most,
                               sizeof *self->met);
  self->met = met;
  return status;
}

static void count_all_words(nst_article_terms *self) {
  const nst_tokens *tokens = &self->passages.tokens;
  uint32_t words = (uint32_t)self->known->words;
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t word = nst_token_word(tokens->at[i]);
    self->word_uses[word < words ? word : words]++;
  }
}

bool nst_article_terms_next(nst_article_terms *self, nst_status *status) {
  if (!nst_passages_next(&self->passages, status)) return false;
  *status = reserve(self);
  if (*status != NST_OK) return false;
  size_t met = self->met_count;
  count_all_words(self);
  find_words(self);
  find_phrases(self);
  count_uses(self);
  tell_firsts(self, met);
  self->words += (uint32_t)(self->passages.tokens.count - 1 - self->passages.paragraphs);
  return true;
}

/* -- Life -------------------------------------------------------------------------------------- */

nst_status nst_article_terms_open(nst_article_terms *self, const nst_word_traits *traits,
                                  const nst_known_terms *known) {
  const nst_allocator *allocator = &known->table->allocator;
  self->known = known;
  nst_status status = nst_passages_open(&self->passages, traits);
  if (status != NST_OK) return status;
  self->places = nst_allocate_zeroed(allocator, (known->terms + 1) * sizeof *self->places);
  self->word_uses = nst_allocate_zeroed(allocator, (known->words + 1) * sizeof *self->word_uses);
  return self->places && self->word_uses ? NST_OK : NST_NO_MEMORY;
}

void nst_article_terms_close(nst_article_terms *self) {
  if (!self->known) return;
  const nst_known_terms *known = self->known;
  const nst_allocator *allocator = &known->table->allocator;
  nst_passages_free(&self->passages, self->passages.traits->corpus);
  nst_release(allocator, self->met, self->met_capacity * sizeof *self->met);
  nst_release(allocator, self->places, (known->terms + 1) * sizeof *self->places);
  nst_release(allocator, self->uses, self->use_capacity * sizeof *self->uses);
  nst_release(allocator, self->word_uses, (known->words + 1) * sizeof *self->word_uses);
}

void nst_article_terms_start(nst_article_terms *self, uint32_t article, uint32_t place) {
  for (size_t i = 0; i < self->met_count; i++) self->places[self->met[i].term] = 0;
  self->met_count = self->words = self->paragraph = 0;
  self->place = place;
  nst_passages_start(&self->passages, article);
}
