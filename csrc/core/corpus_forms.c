/* corpus_forms.c: what is asked of a word again and again, found out when it is new to a corpus. */
#include "corpus.h"
#include "document.h"
#include "hash.h"
#include "lexicon.h"
#include "utf8.h"
#include "vocabulary.h"

#include <string.h>

/* -- Words that the rules name ---------------------------------------------------------------- */

enum { RULED_BITS = 1 << 16, RULED_SIZE = RULED_BITS / 8 };

/* Where the bit of a key stands. */
static inline size_t ruled_at(const nst_corpus *corpus, const char *key, size_t size) {
  return nst_hash_bytes(key, size, nst_vocabulary_seed(corpus->vocabulary)) % RULED_BITS;
}

static void mark_ruled(nst_corpus *corpus, const nst_vocabulary *named) {
  size_t count = named ? nst_vocabulary_size(named) : 0;
  for (uint32_t term = 0; term < count; term++) {
    size_t size;
    const char *key = nst_vocabulary_key(named, term, &size);
    size_t at = ruled_at(corpus, key, size);
    corpus->ruled[at / 8] |= (uint8_t)(1u << at % 8);
  }
}

nst_status nst_corpus_mark_ruled(nst_corpus *corpus) {
  const nst_corpus_rules *rules = &corpus->rules;
  corpus->ruled = nst_allocate_zeroed(&corpus->allocator, RULED_SIZE);
  if (!corpus->ruled) return NST_NO_MEMORY;
  mark_ruled(corpus, rules->terms.stop);
  mark_ruled(corpus, rules->function_words);
  mark_ruled(corpus, rules->weak_words);
  mark_ruled(corpus, rules->suffixes);
  mark_ruled(corpus, rules->aliases);
  return NST_OK;
}

void nst_corpus_free_ruled(nst_corpus *corpus) {
  nst_release(&corpus->allocator, corpus->ruled, RULED_SIZE);
}

bool nst_corpus_may_be_ruled(const nst_corpus *corpus, const char *key, size_t size) {
  size_t at = ruled_at(corpus, key, size);
  return corpus->ruled[at / 8] >> at % 8 & 1;
}

static bool is_in(const nst_vocabulary *set, const char *key, size_t size) {
  return set && nst_vocabulary_find(set, key, size) != NST_NO_TERM;
}

/* -- Forms ------------------------------------------------------------------------------------ */

/* What script a word is of: any Han character makes it Han. */
static uint16_t script_of(const nst_lexicon *lexicon, const char *key, size_t size) {
  uint16_t script = NST_FORM_NUMBER;
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_read(key + at, size - at, &c);
    switch (nst_lexicon_character(lexicon, c)->class) {
      case NST_CLASS_HAN: return NST_FORM_HAN;
      case NST_CLASS_LATIN:
        if (script == NST_FORM_NUMBER) script = NST_FORM_LATIN;
        break;
      case NST_CLASS_OTHER: script = NST_FORM_OTHER; break;
      default: break;
    }
  }
  return script;
}

static uint16_t flags_of(const nst_corpus *corpus, const nst_word *word, const char *bytes,
                         const char *key, size_t size, size_t characters) {
  const nst_corpus_rules *rules = &corpus->rules;
  uint16_t flags = script_of(corpus->lexicon, key, size);
  if (nst_corpus_may_be_ruled(corpus, key, size)) {
    if (is_in(rules->terms.stop, key, size)) flags |= NST_FORM_STOP;
    if (is_in(rules->function_words, key, size)) flags |= NST_FORM_FUNCTION;
    if (is_in(rules->weak_words, key, size)) flags |= NST_FORM_WEAK;
  }
  if (word->kind == NST_WORD_QUANTITY || word->tag[0] == 'm') flags |= NST_FORM_WEAK;
  bool is_name = word->kind == NST_WORD_NAME || strncmp(word->tag, "nr", 2) == 0;
  if (is_name && characters > 1) flags |= NST_FORM_NAME;
  if (characters == 1 && rules->no_start_tags && word->tag[0] &&
      strchr(rules->no_start_tags, word->tag[0]))
    flags |= NST_FORM_NO_START;
  if (!(flags & NST_FORM_STOP) && nst_word_is_term(corpus->lexicon, &rules->terms, word, bytes))
    flags |= NST_FORM_TERM;
  return flags;
}

/* The word without its last character, if that is a suffix and the rest a word. */
static nst_status find_base(nst_corpus *corpus, uint32_t term, uint32_t *base) {
  size_t size;
  const char *key = nst_vocabulary_key(corpus->vocabulary, term, &size);
  size_t last = size - 1;
  while (last && ((unsigned char)key[last] & 0xC0) == 0x80) last--;
  const char *tag;
  if (nst_utf8_count(key, last) < 2 || !nst_corpus_may_be_ruled(corpus, key + last, size - last) ||
      !is_in(corpus->rules.suffixes, key + last, size - last) ||
      !nst_lexicon_find(corpus->lexicon, key, last, NULL, &tag))
    return NST_OK;
  nst_word word = {0, last, tag, NST_WORD_LEXICON, 0};
  nst_status status = nst_corpus_reserve_forms(corpus, 1); /* a base may have one too */
  if (status == NST_OK) status = nst_vocabulary_intern(corpus->vocabulary, key, last, base);
  return status == NST_OK ? nst_corpus_add_form(corpus, &word, key, *base) : status;
}

nst_status nst_corpus_reserve_forms(nst_corpus *corpus, size_t more) {
  size_t wanted = nst_vocabulary_size(corpus->vocabulary) + more;
  void *forms = corpus->forms;
  nst_status status = nst_array_reserve(&corpus->allocator, &forms, &corpus->form_capacity, wanted,
                                        sizeof(nst_form));
  corpus->forms = forms;
  return status;
}

nst_status nst_corpus_add_form(nst_corpus *corpus, const nst_word *word, const char *bytes,
                               uint32_t term) {
  if (term < corpus->form_count) return NST_OK;
  size_t size;
  const char *key = nst_vocabulary_key(corpus->vocabulary, term, &size);
  nst_form form = {0, NST_NO_TERM, 0, 0};
  for (size_t at = 0; at < size; form.characters++) {
    uint32_t c;
    at += nst_utf8_read(key + at, size - at, &c);
    form.hash = nst_hash_append(corpus->seed, form.hash, c);
  }
  form.flags = flags_of(corpus, word, bytes, key, size, form.characters);
  corpus->forms[term] = form;
  corpus->form_count = term + (size_t)1;
  if (form.characters < 3 || !(form.flags & NST_FORM_HAN)) return NST_OK;
  uint32_t base = NST_NO_TERM;
  nst_status status = find_base(corpus, term, &base);
  corpus->forms[term].base = base;
  return status;
}
