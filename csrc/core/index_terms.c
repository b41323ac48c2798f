/* index_terms.c: what the whole selection of an index tells of a term. */
#include "hash.h"
#include "term_index.h"
#include "vocabulary.h"

#include <math.h>
#include <string.h>

const nst_vocabulary *nst_index_vocabulary(const nst_index *index) { return index->words; }

size_t nst_index_size(const nst_index *index) { return index->table.count; }

static uint64_t hash_of_key(const nst_index *index, const char *key, size_t size) {
  uint64_t hash = 0;
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(key + at, size - at, &c);
    hash = nst_hash_append(index->corpus->seed, hash, c);
  }
  return hash;
}

uint32_t nst_index_find(const nst_index *index, const char *key, size_t size) {
  return nst_term_table_find(&index->table, hash_of_key(index, key, size));
}

/* Uses of some words of a phrase, one behind another. */
static double uses_of_words(const nst_index *index, const nst_term_entry *entry, size_t first,
                            size_t last) {
  if (last - first == 1) {
    uint32_t uses = index->word_uses[entry->words[first]];
    return uses ? uses : 1;
  }
  uint64_t hash = 0, base = nst_hash_base(index->corpus->seed);
  for (size_t i = first; i < last; i++) {
    const nst_form *form = index->corpus->forms + entry->words[i];
    if (i > first && entry->join == NST_JOIN_SPACE)
      hash = nst_hash_append(index->corpus->seed, hash, ' ');
    hash = hash * nst_hash_power(base, form->characters) + form->hash;
  }
  uint32_t term = nst_term_table_find(&index->table, hash);
  uint32_t uses = term == NST_NO_TERM ? 2 : index->table.neighbours[term].uses;
  return uses ? uses : 1;
}

static double association_of(const nst_index *index, uint32_t term) {
  const nst_term_entry *entry = index->table.entries + term;
  uint32_t phrase_uses = index->table.neighbours[term].uses;
  double least = 0, uses = phrase_uses ? phrase_uses : 1;
  for (size_t split = 1; split < entry->word_count; split++) {
    double apart = uses_of_words(index, entry, 0, split) *
                   uses_of_words(index, entry, split, entry->word_count);
    double bits = log2(uses * (double)index->all_uses / apart);
    if (split == 1 || bits < least) least = bits;
  }
  return least;
}

static bool ends_with_name(const nst_index *index, const nst_term_entry *entry) {
  uint32_t last = entry->words[entry->word_count - 1];
  return entry->word_count > 1 && (index->corpus->forms[last].flags & NST_FORM_NAME);
}

void nst_index_term(const nst_index *index, uint32_t term, nst_term *out) {
  const nst_term_entry *entry = index->table.entries + term;
  *out = (nst_term){.key = entry->key,
                    .size = entry->size,
                    .is_word = entry->is_word,
                    .is_stop = entry->is_stop,
                    .ends_with_name = ends_with_name(index, entry),
                    .word_count = entry->word_count,
                    .articles = entry->articles,
                    .repeating = entry->repeating,
                    .titles = entry->titles,
                    .uses = entry->uses,
                    .first = entry->first,
                    .phrase_uses = index->table.neighbours[term].uses,
                    .quoted = entry->quoted,
                    .capitals = entry->capitals,
                    .paragraphs = entry->paragraphs};
  if (!entry->is_word && entry->word_count > 1) {
    out->entropy = nst_neighbours_entropy(index->table.neighbours + term);
    out->association = association_of(index, term);
  }
  memcpy(out->words, entry->words, sizeof out->words);
}

size_t nst_index_words(const nst_index *index, uint32_t term, const uint32_t **words) {
  *words = index->table.entries[term].words;
  return index->table.entries[term].word_count;
}

/* -- Surface forms --------------------------------------------------------------------------- */

/* How a word is written most often; *differs tells whether that is not its key. */
static const char *surface_of(const nst_index *index, uint32_t word, size_t *size, bool *differs) {
  size_t key_size;
  const char *key = nst_vocabulary_key(index->words, word, &key_size);
  const char *surface = nst_vocabulary_surface(index->words, word, size);
  *differs = *size != key_size || memcmp(surface, key, key_size) != 0;
  return surface;
}

/* Chinese words of which one is written most often as its key, though it has
   another form too, and one as another form would mix scripts: then all keys
   are shown. */
static bool mixes_scripts(const nst_index *index, const nst_term_entry *entry) {
  bool some_differ = false, some_chose = false;
  for (size_t i = 0; i < entry->word_count; i++) {
    if (!(index->corpus->forms[entry->words[i]].flags & NST_FORM_HAN)) continue;
    size_t size;
    bool differs;
    surface_of(index, entry->words[i], &size, &differs);
    some_differ |= differs;
    some_chose |= !differs && nst_vocabulary_has_forms(index->words, entry->words[i]);
  }
  return some_differ && some_chose;
}

nst_status nst_index_surface(const nst_index *index, uint32_t term, nst_buffer *out) {
  const nst_term_entry *entry = index->table.entries + term;
  bool as_keys = mixes_scripts(index, entry), differs;
  nst_status status = NST_OK;
  for (size_t i = 0; i < entry->word_count && status == NST_OK; i++) {
    size_t size;
    bool is_han = index->corpus->forms[entry->words[i]].flags & NST_FORM_HAN;
    const char *bytes = as_keys && is_han ? nst_vocabulary_key(index->words, entry->words[i], &size)
                                          : surface_of(index, entry->words[i], &size, &differs);
    if (i && entry->join == NST_JOIN_SPACE) status = nst_buffer_append(out, " ", 1);
    if (status == NST_OK) status = nst_buffer_append(out, bytes, size);
  }
  return status;
}
