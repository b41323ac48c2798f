/* corpus.c: articles cut into words and kept as streams of their numbers. */
#include "corpus.h"
#include "document.h"
#include "hash.h"
#include "lexicon.h"
#include "segmenter.h"
#include "vocabulary.h"
#include "word_stream.h"

#include <string.h>

enum {
  FIRST_SLOTS = 1024,
  MOST_SLOTS = 65536,
  CACHED_BYTES = 22,
  LONGEST_WORD = 200,
  LONGEST_NUMBER = 4
};

/* The words met last: most words of a text are found here without folding. */
struct nst_cached_word {
  char bytes[CACHED_BYTES];
  uint16_t size; /* 0 where free */
  uint32_t token;
  uint32_t uses; /* not yet told to the vocabulary */
};

nst_status nst_corpus_create(const nst_lexicon *lexicon, const nst_corpus_rules *rules,
                             const nst_allocator *given, nst_corpus **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_corpus *corpus = nst_allocate_zeroed(&allocator, sizeof *corpus);
  if (!corpus) return NST_NO_MEMORY;
  corpus->allocator = allocator;
  corpus->lexicon = lexicon;
  if (rules) corpus->rules = *rules;
  nst_arena_init(&corpus->arena, &allocator);
  nst_buffer_init(&corpus->stream, &allocator);
  nst_buffer_init(&corpus->key, &allocator);
  nst_status status = nst_vocabulary_create(&allocator, &corpus->vocabulary);
  corpus->cache_slots = FIRST_SLOTS;
  corpus->cache = nst_allocate_zeroed(&allocator, FIRST_SLOTS * sizeof *corpus->cache);
  if (status != NST_OK || !corpus->cache) {
    nst_corpus_destroy(corpus);
    return NST_NO_MEMORY;
  }
  corpus->seed = nst_vocabulary_seed(corpus->vocabulary);
  *out = corpus;
  return NST_OK;
}

void nst_corpus_destroy(nst_corpus *corpus) {
  if (!corpus) return;
  nst_allocator allocator = corpus->allocator;
  nst_vocabulary_destroy(corpus->vocabulary);
  nst_release(&allocator, corpus->forms, corpus->form_capacity * sizeof *corpus->forms);
  nst_release(&allocator, corpus->articles, corpus->capacity * sizeof *corpus->articles);
  nst_release(&allocator, corpus->hashes, corpus->hash_capacity * sizeof *corpus->hashes);
  nst_release(&allocator, corpus->left_out, corpus->left_out_capacity);
  nst_release(&allocator, corpus->cache, corpus->cache_slots * sizeof *corpus->cache);
  nst_arena_free(&corpus->arena);
  nst_buffer_free(&corpus->stream);
  nst_buffer_free(&corpus->key);
  nst_release(&allocator, corpus, sizeof *corpus);
}

size_t nst_corpus_size(const nst_corpus *corpus) { return corpus->count; }

size_t nst_corpus_words(const nst_corpus *corpus, uint32_t article) {
  return corpus->articles[article].words;
}

/* -- Forms of words -------------------------------------------------------------------- */

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

static nst_status add_form(nst_corpus *corpus, const nst_word *word, const char *bytes,
                           uint32_t term);

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
  nst_word word = {0, last, tag, NST_WORD_LEXICON};
  nst_status status = nst_vocabulary_intern(corpus->vocabulary, key, last, base);
  return status == NST_OK ? add_form(corpus, &word, key, *base) : status;
}

nst_status nst_corpus_reserve_forms(nst_corpus *corpus, size_t more) {
  void *forms = corpus->forms;
  nst_status status =
      nst_array_reserve(&corpus->allocator, &forms, &corpus->form_capacity,
                        nst_vocabulary_size(corpus->vocabulary) + more, sizeof(nst_form));
  corpus->forms = forms;
  return status;
}

/* Looks at a word that is new to the vocabulary, for whose form there is room; does nothing for
   one that is not. */
static nst_status add_form(nst_corpus *corpus, const nst_word *word, const char *bytes,
                           uint32_t term) {
  if (term < corpus->form_count) return NST_OK;
  size_t size;
  const char *key = nst_vocabulary_key(corpus->vocabulary, term, &size);
  nst_form form = {0, 1, NST_NO_TERM, 0, 0};
  for (size_t at = 0; at < size; form.characters++) {
    uint32_t c;
    at += nst_utf8_decode(key + at, size - at, &c);
    form.hash = nst_hash_append(corpus->seed, form.hash, c);
    form.power *= nst_hash_base(corpus->seed);
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

/* -- From words to tokens ----------------------------------------------------------------- */

static nst_status tell_uses(const nst_corpus *corpus, nst_cached_word *cached) {
  if (!cached->uses) return NST_OK;
  nst_status status = nst_vocabulary_add_surface(corpus->vocabulary, nst_token_word(cached->token),
                                                 cached->bytes, cached->size, cached->uses);
  if (status == NST_OK) cached->uses = 0;
  return status;
}

static bool has_capital(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (bytes[i] >= 'A' && bytes[i] <= 'Z') return true;
  return false;
}

nst_status nst_corpus_key(const nst_corpus *corpus, const char *word, size_t size,
                          nst_buffer *out) {
  size_t before = out->size;
  nst_status status = nst_lexicon_fold(corpus->lexicon, word, size, out);
  const nst_vocabulary *aliases = corpus->rules.aliases;
  if (status != NST_OK || !aliases || out->size == before) return status;
  uint32_t alias = nst_vocabulary_find(aliases, out->bytes + before, out->size - before);
  if (alias == NST_NO_TERM) return NST_OK;
  const char *key = nst_vocabulary_surface(aliases, alias, &size);
  out->size = before;
  return nst_buffer_append(out, key, size);
}

/* What a key is, whatever the form that led to it: an alias is judged as what it stands for. */
static nst_word word_of_key(const nst_corpus *corpus, const nst_word *word) {
  nst_word judged = *word;
  judged.size = corpus->key.size;
  if (nst_lexicon_find(corpus->lexicon, corpus->key.bytes, corpus->key.size, NULL, &judged.tag))
    judged.kind = NST_WORD_LEXICON;
  return judged;
}

static nst_status find_word(nst_corpus *corpus, const nst_word *word, const char *bytes,
                            uint32_t *token) {
  corpus->key.size = 0;
  nst_status status = nst_corpus_key(corpus, bytes, word->size, &corpus->key);
  if (status != NST_OK) return status;
  *token = NST_TOKEN_BREAK;
  if (!corpus->key.size || corpus->key.size > 4 * (size_t)LONGEST_WORD) return NST_OK;
  uint32_t term;
  status = nst_corpus_reserve_forms(corpus, 2); /* the word and its base */
  if (status != NST_OK) return status;
  status = nst_vocabulary_intern(corpus->vocabulary, corpus->key.bytes, corpus->key.size, &term);
  if (status == NST_OK && term >= NST_TOKEN_MARK - NST_CODE_WORD) return NST_TOO_LARGE;
  if (status != NST_OK) return status;
  nst_word judged = word_of_key(corpus, word);
  status = add_form(corpus, &judged, corpus->key.bytes, term);
  if (status != NST_OK) return status;
  *token = term | (has_capital(bytes, word->size) ? NST_TOKEN_CAPITAL : 0);
  return NST_OK;
}

static nst_status token_of_word(nst_corpus *corpus, const nst_word *word, const char *bytes,
                                uint32_t *token) {
  if (word->size > CACHED_BYTES) {
    nst_status status = find_word(corpus, word, bytes, token);
    if (status != NST_OK || !nst_token_is_word(*token)) return status;
    return nst_vocabulary_add_surface(corpus->vocabulary, nst_token_word(*token), bytes, word->size,
                                      1);
  }
  size_t at = nst_hash_bytes(bytes, word->size, corpus->seed) & (corpus->cache_slots - 1);
  nst_cached_word *cached = corpus->cache + at;
  if (cached->size != word->size || memcmp(cached->bytes, bytes, word->size) != 0) {
    nst_status status = tell_uses(corpus, cached);
    if (status == NST_OK) status = find_word(corpus, word, bytes, token);
    if (status != NST_OK || !nst_token_is_word(*token)) return status;
    memcpy(cached->bytes, bytes, word->size);
    cached->size = (uint16_t)word->size;
    cached->token = *token;
  }
  cached->uses++;
  *token = cached->token;
  return NST_OK;
}

static uint32_t mark_of(const char *bytes, size_t size) {
  uint32_t c;
  if (nst_utf8_decode(bytes, size, &c) != size) return NST_TOKEN_BREAK;
  switch (c) {
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x201C: return NST_TOKEN_OPEN; /* 《「『“ */
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x201D: return NST_TOKEN_CLOSE;
    default: return NST_TOKEN_BREAK;
  }
}

static nst_status put_token(nst_buffer *out, uint32_t token) {
  if (!nst_token_is_word(token))
    return nst_stream_put(out, NST_CODE_BREAK + (token - NST_TOKEN_MARK));
  if (token & NST_TOKEN_CAPITAL) {
    nst_status status = nst_stream_put(out, NST_CODE_CAPITAL);
    if (status != NST_OK) return status;
  }
  return nst_stream_put(out, NST_CODE_WORD + nst_token_word(token));
}

static nst_status put_number(nst_buffer *out, const char *bytes, size_t size) {
  nst_status status = nst_stream_put(out, NST_CODE_NUMBER);
  if (status != NST_OK) return status;
  return nst_stream_put(out, (uint32_t)nst_hash_bytes(bytes, size, 0) & 0x3FFF);
}

static nst_status put_word(nst_corpus *corpus, const nst_word *word, const char *bytes) {
  nst_buffer *out = &corpus->stream;
  if (word->kind == NST_WORD_PUNCTUATION) return put_token(out, mark_of(bytes, word->size));
  if (word->kind == NST_WORD_NUMBER && word->size > LONGEST_NUMBER)
    return put_number(out, bytes, word->size);
  uint32_t token = NST_TOKEN_BREAK;
  if (word->kind != NST_WORD_URL && word->size <= LONGEST_WORD) {
    nst_status status = token_of_word(corpus, word, bytes, &token);
    if (status != NST_OK) return status;
  }
  return put_token(out, token);
}

/* -- Adding ------------------------------------------------------------------------------- */

/* Puts the words of one line, and its end. */
static nst_status put_line(nst_corpus *corpus, nst_segmenter *segmenter, const char *text,
                           size_t size, size_t *words) {
  nst_segmenter_start(segmenter, text, size);
  for (;;) {
    const nst_word *found;
    size_t count;
    nst_status status = nst_segmenter_next(segmenter, &found, &count);
    if (status != NST_OK) return status;
    if (!count) return nst_stream_put(&corpus->stream, NST_CODE_END);
    for (size_t i = 0; i < count; i++) {
      if (found[i].kind == NST_WORD_SPACE) continue;
      status = put_word(corpus, found + i, text + found[i].first);
      if (status != NST_OK) return status;
      *words += found[i].kind != NST_WORD_PUNCTUATION;
    }
  }
}

nst_status nst_corpus_add_paragraph(nst_corpus *corpus, uint64_t hash) {
  void *hashes = corpus->hashes, *left_out = corpus->left_out;
  nst_status status = nst_array_reserve(&corpus->allocator, &hashes, &corpus->hash_capacity,
                                        corpus->paragraphs + 1, sizeof(uint64_t));
  corpus->hashes = hashes;
  if (status == NST_OK)
    status = nst_array_reserve(&corpus->allocator, &left_out, &corpus->left_out_capacity,
                               corpus->paragraphs + 1, 1);
  corpus->left_out = left_out;
  if (status != NST_OK) return status;
  corpus->left_out[corpus->paragraphs] = 0;
  corpus->hashes[corpus->paragraphs++] = hash;
  return NST_OK;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

size_t nst_line(const char *text, size_t size, size_t at, size_t *first, size_t *last) {
  const char *found = memchr(text + at, '\n', size - at);
  size_t end = found ? (size_t)(found - text) : size;
  *first = at;
  *last = end;
  while (*first < *last && is_space(text[*first])) ++*first;
  while (*last > *first && is_space(text[*last - 1])) --*last;
  return found ? end + 1 : size;
}

static nst_status put_text(nst_corpus *corpus, nst_segmenter *segmenter, const char *text,
                           size_t size, size_t *words) {
  for (size_t at = 0; at < size;) {
    size_t first, last;
    at = nst_line(text, size, at, &first, &last);
    if (last == first) continue;
    nst_status status = put_line(corpus, segmenter, text + first, last - first, words);
    if (status == NST_OK)
      status = nst_corpus_add_paragraph(corpus, nst_hash_bytes(text + first, last - first, 0));
    if (status != NST_OK) return status;
  }
  return NST_OK;
}

nst_status nst_corpus_add_stream(nst_corpus *corpus, size_t first_paragraph, size_t words) {
  if (corpus->count >= UINT32_MAX - 1 || corpus->paragraphs > UINT32_MAX ||
      corpus->stream.size > UINT32_MAX)
    return NST_TOO_LARGE;
  void *articles = corpus->articles;
  nst_status status = nst_array_reserve(&corpus->allocator, &articles, &corpus->capacity,
                                        corpus->count + 1, sizeof(nst_article));
  corpus->articles = articles;
  if (status != NST_OK) return status;
  const char *stream = nst_arena_copy(&corpus->arena, corpus->stream.bytes, corpus->stream.size);
  if (!stream) return NST_NO_MEMORY;
  corpus->articles[corpus->count++] =
      (nst_article){(const uint8_t *)stream, (uint32_t)corpus->stream.size, (uint32_t)words,
                    (uint32_t)first_paragraph, (uint32_t)(corpus->paragraphs - first_paragraph)};
  return NST_OK;
}

/* Makes the cache larger with the vocabulary. */
static nst_status grow_cache(nst_corpus *corpus) {
  if (corpus->cache_slots >= MOST_SLOTS || corpus->form_count < corpus->cache_slots) return NST_OK;
  nst_vocabulary *told;
  nst_status status = nst_corpus_vocabulary(corpus, &told);
  if (status != NST_OK) return status;
  size_t slots = corpus->cache_slots * 4;
  nst_cached_word *cache = nst_allocate_zeroed(&corpus->allocator, slots * sizeof *cache);
  if (!cache) return NST_NO_MEMORY;
  nst_release(&corpus->allocator, corpus->cache, corpus->cache_slots * sizeof *cache);
  corpus->cache = cache;
  corpus->cache_slots = slots;
  return NST_OK;
}

nst_status nst_corpus_add(nst_corpus *corpus, nst_segmenter *segmenter, const char *title,
                          size_t title_size, const char *text, size_t size) {
  if (title_size > INT32_MAX || size > INT32_MAX) return NST_TOO_LARGE;
  size_t paragraphs = corpus->paragraphs, words = 0;
  corpus->stream.size = 0;
  nst_status status = grow_cache(corpus);
  if (status == NST_OK) status = put_line(corpus, segmenter, title, title_size, &words);
  if (status == NST_OK) status = put_text(corpus, segmenter, text, size, &words);
  if (status == NST_OK) status = nst_corpus_add_stream(corpus, paragraphs, words);
  if (status != NST_OK) corpus->paragraphs = paragraphs;
  return status;
}

nst_status nst_corpus_vocabulary(nst_corpus *corpus, nst_vocabulary **out) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < corpus->cache_slots && status == NST_OK; i++)
    status = tell_uses(corpus, corpus->cache + i);
  if (status == NST_OK) *out = corpus->vocabulary;
  return status;
}
