/* corpus_forms.c: what is asked of a word again and again, found out when it is new to a corpus. */
#include "corpus.h"
#include "document.h"
#include "hash.h"
#include "lexicon.h"
#include "vocabulary.h"

#include <string.h>

static bool is_in(const nst_vocabulary *set, const char *key, size_t size) {
  return set && nst_vocabulary_find(set, key, size) != NST_NO_TERM;
}

/* What script a word is of: any Han character makes it Han. */
static uint16_t script_of(const nst_lexicon *lexicon, const char *key, size_t size) {
  uint16_t script = NST_FORM_NUMBER;
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(key + at, size - at, &c);
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
  if (is_in(rules->terms.stop, key, size)) flags |= NST_FORM_STOP;
  if (is_in(rules->function_words, key, size)) flags |= NST_FORM_FUNCTION;
  bool is_numeral = word->kind == NST_WORD_QUANTITY || word->tag[0] == 'm';
  if (is_numeral || is_in(rules->weak_words, key, size)) flags |= NST_FORM_WEAK;
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
  if (nst_utf8_count(key, last) < 2 || !is_in(corpus->rules.suffixes, key + last, size - last) ||
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
    at += nst_utf8_decode(key + at, size - at, &c);
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
