/* document.c: the terms of one document, from its words. */
#include "document.h"
#include "hash.h"
#include "lexicon.h"
#include "memory.h"
#include "segmenter.h"

#include <string.h>

enum { FIRST_SLOTS = 256, LEAST_CHARACTERS = 2, LONGEST_TERM = 200 /* bytes */ };

struct nst_document {
  nst_vocabulary *vocabulary;
  nst_occurrence *terms;
  size_t count;
  size_t capacity;
  uint32_t *slots; /* indexes into terms, plus one; 0 is free */
  size_t slot_count;
  size_t words;
  uint64_t uses;
  nst_buffer key;
  nst_allocator allocator;
};

nst_status nst_document_create(nst_vocabulary *vocabulary, const nst_allocator *given,
                               nst_document **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_document *document = nst_allocate_zeroed(&allocator, sizeof *document);
  if (!document) return NST_NO_MEMORY;
  document->slots = nst_allocate_zeroed(&allocator, FIRST_SLOTS * sizeof *document->slots);
  if (!document->slots) {
    nst_release(&allocator, document, sizeof *document);
    return NST_NO_MEMORY;
  }
  document->slot_count = FIRST_SLOTS;
  document->vocabulary = vocabulary;
  document->allocator = allocator;
  nst_buffer_init(&document->key, &allocator);
  *out = document;
  return NST_OK;
}

void nst_document_destroy(nst_document *document) {
  if (!document) return;
  nst_allocator allocator = document->allocator;
  nst_buffer_free(&document->key);
  nst_release(&allocator, document->terms, document->capacity * sizeof *document->terms);
  nst_release(&allocator, document->slots, document->slot_count * sizeof *document->slots);
  nst_release(&allocator, document, sizeof *document);
}

void nst_document_clear(nst_document *document) {
  document->count = 0;
  document->words = 0;
  document->uses = 0;
  memset(document->slots, 0, document->slot_count * sizeof *document->slots);
}

const nst_occurrence *nst_document_terms(const nst_document *document, size_t *count) {
  *count = document->count;
  return document->terms;
}

size_t nst_document_words(const nst_document *document) { return document->words; }

uint64_t nst_document_uses(const nst_document *document) { return document->uses; }

nst_vocabulary *nst_document_vocabulary(const nst_document *document) {
  return document->vocabulary;
}

/* -- Counting ---------------------------------------------------------------------- */

static size_t find_slot(const nst_document *document, uint32_t term) {
  size_t mask = document->slot_count - 1;
  size_t at = nst_hash_term(term) & mask;
  while (document->slots[at] && document->terms[document->slots[at] - 1].term != term)
    at = (at + 1) & mask;
  return at;
}

static nst_status grow_slots(nst_document *document) {
  size_t count = document->slot_count * 2;
  uint32_t *slots = nst_allocate_zeroed(&document->allocator, count * sizeof *slots);
  if (!slots) return NST_NO_MEMORY;
  nst_release(&document->allocator, document->slots,
              document->slot_count * sizeof *document->slots);
  document->slots = slots;
  document->slot_count = count;
  for (size_t i = 0; i < document->count; i++)
    slots[find_slot(document, document->terms[i].term)] = (uint32_t)i + 1;
  return NST_OK;
}

static nst_status add_term(nst_document *document, uint32_t term) {
  size_t at = find_slot(document, term);
  if (document->slots[at]) {
    document->terms[document->slots[at] - 1].count++;
    return NST_OK;
  }
  if (document->count * 2 >= document->slot_count) {
    nst_status status = grow_slots(document);
    if (status != NST_OK) return status;
    at = find_slot(document, term);
  }
  void *terms = document->terms;
  nst_status status = nst_array_reserve(&document->allocator, &terms, &document->capacity,
                                        document->count + 1, sizeof *document->terms);
  document->terms = terms;
  if (status != NST_OK) return status;
  document->terms[document->count] = (nst_occurrence){term, 1, document->words};
  document->slots[at] = (uint32_t)++document->count;
  return NST_OK;
}

/* -- From words to terms -------------------------------------------------------------- */

static bool tag_is_wanted(const nst_term_rules *rules, const nst_word *word) {
  if (!rules || !rules->tags) return true;
  for (size_t i = 0; i < rules->tag_count; i++)
    if (strcmp(rules->tags[i], word->tag) == 0) return true;
  return false;
}

/* Quantities and dates: words of the lexicon that are tagged as numerals, or
   as times and begin with one. */
static bool is_quantity(const nst_word *word, const nst_character *first) {
  if (word->kind != NST_WORD_LEXICON) return false;
  return word->tag[0] == 'm' || (word->tag[0] == 't' && (first->flags & NST_FLAG_NUMERAL)) ||
         strcmp(word->tag, "TIME") == 0;
}

bool nst_word_is_term(const nst_lexicon *lexicon, const nst_term_rules *rules, const nst_word *word,
                      const char *bytes) {
  if (word->kind > NST_WORD_OTHER || word->kind == NST_WORD_QUANTITY ||
      word->kind == NST_WORD_NUMBER || word->kind == NST_WORD_URL)
    return false;
  size_t least = rules && rules->least_characters ? rules->least_characters : LEAST_CHARACTERS;
  if (word->size < least || word->size > LONGEST_TERM) return false;
  uint32_t c;
  nst_utf8_decode(bytes, word->size, &c);
  const nst_character *first = nst_lexicon_character(lexicon, c);
  /* ICU calls a combining mark without a letter a word too. */
  return first->class != NST_CLASS_MARK && !is_quantity(word, first) &&
         tag_is_wanted(rules, word) && nst_utf8_count(bytes, word->size) >= least;
}

static bool is_stop_word(const nst_term_rules *rules, const nst_buffer *key) {
  return rules && rules->stop &&
         nst_vocabulary_find(rules->stop, key->bytes, key->size) != NST_NO_TERM;
}

static nst_status add_word(nst_document *document, const nst_lexicon *lexicon,
                           const nst_term_rules *rules, const char *bytes, size_t size) {
  document->key.size = 0;
  nst_status status = nst_lexicon_fold(lexicon, bytes, size, &document->key);
  if (status != NST_OK || !document->key.size || is_stop_word(rules, &document->key)) return status;
  uint32_t term;
  status =
      nst_vocabulary_intern(document->vocabulary, document->key.bytes, document->key.size, &term);
  if (status == NST_OK)
    status = nst_vocabulary_add_surface(document->vocabulary, term, bytes, size, 1);
  if (status != NST_OK) return status;
  document->uses++;
  return add_term(document, term);
}

nst_status nst_document_add_text(nst_document *document, nst_segmenter *segmenter,
                                 const nst_term_rules *rules, const char *text, size_t size) {
  const nst_lexicon *lexicon = nst_segmenter_lexicon(segmenter);
  nst_segmenter_start(segmenter, text, size);
  for (;;) {
    const nst_word *words;
    size_t count;
    nst_status status = nst_segmenter_next(segmenter, &words, &count);
    if (status != NST_OK || !count) return status;
    for (size_t i = 0; i < count; i++) {
      if (words[i].kind == NST_WORD_SPACE || words[i].kind == NST_WORD_PUNCTUATION) continue;
      const char *bytes = text + words[i].first;
      if (nst_word_is_term(lexicon, rules, words + i, bytes))
        status = add_word(document, lexicon, rules, bytes, words[i].size);
      if (status != NST_OK) return status;
      document->words++;
    }
  }
}
