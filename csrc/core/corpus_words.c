/* corpus_words.c: the words of a corpus: what is asked of each again and again, and how a text's
   words become tokens of a stream. */
#include "corpus.h"
#include "document.h"
#include "hash.h"
#include "lexicon.h"
#include "vocabulary.h"
#include "word_stream.h"

#include <string.h>

enum {
  MOST_SLOTS = 65536,
  CACHED_BYTES = 22,
  LONGEST_WORD = 200,
  LONGEST_NUMBER = 4,
  SMALL = 4096 /* words; for fewer a table of all the lexicon's is not worth its memory */
};

/* The words met last, in so far as they are none of the lexicon's or not written as it has them:
   most are found here without folding. */
struct nst_cached_word {
  char bytes[CACHED_BYTES];
  uint16_t size; /* 0 where free */
  uint32_t token;
  uint32_t uses; /* not yet told to the vocabulary */
};

enum { FIRST_SLOTS = 1024 };

nst_status nst_corpus_create_tables(nst_corpus *corpus) {
  corpus->cache_slots = FIRST_SLOTS;
  corpus->cache = nst_allocate_zeroed(&corpus->allocator, FIRST_SLOTS * sizeof *corpus->cache);
  return corpus->cache ? NST_OK : NST_NO_MEMORY;
}

void nst_corpus_free_tables(nst_corpus *corpus) {
  const nst_allocator *allocator = &corpus->allocator;
  nst_release(allocator, corpus->forms, corpus->form_capacity * sizeof *corpus->forms);
  nst_release(allocator, corpus->entries,
              nst_lexicon_entries(corpus->lexicon) * sizeof *corpus->entries);
  nst_release(allocator, corpus->cache, corpus->cache_slots * sizeof *corpus->cache);
}

#define OTHER_NAME UINT32_MAX /* as an entry's word: it is not found by the entry alone */

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
  nst_word word = {0, last, tag, NST_WORD_LEXICON, 0};
  nst_status status = nst_corpus_reserve_forms(corpus, 1); /* a base may have one too */
  if (status == NST_OK) status = nst_vocabulary_intern(corpus->vocabulary, key, last, base);
  return status == NST_OK ? add_form(corpus, &word, key, *base) : status;
}

nst_status nst_corpus_reserve_forms(nst_corpus *corpus, size_t more) {
  size_t wanted = nst_vocabulary_size(corpus->vocabulary) + more;
  void *forms = corpus->forms;
  nst_status status = nst_array_reserve(&corpus->allocator, &forms, &corpus->form_capacity, wanted,
                                        sizeof(nst_form));
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
  status = nst_corpus_reserve_forms(corpus, 1);
  if (status != NST_OK) return status;
  status = nst_vocabulary_intern(corpus->vocabulary, corpus->key.bytes, corpus->key.size, &term);
  if (status == NST_OK && term >= NST_MOST_WORDS) return NST_TOO_LARGE;
  if (status != NST_OK) return status;
  nst_word judged = word_of_key(corpus, word);
  status = add_form(corpus, &judged, corpus->key.bytes, term);
  if (status != NST_OK) return status;
  *token = term | (has_capital(bytes, word->size) ? NST_TOKEN_CAPITAL : 0);
  return NST_OK;
}

static bool is_cached(const nst_word *word) { return word->size <= CACHED_BYTES; }

/* Where a word is among those met last, if it is. */
static nst_cached_word *cached_at(const nst_corpus *corpus, const nst_word *word,
                                  const char *bytes) {
  return corpus->cache +
         (nst_hash_bytes(bytes, word->size, corpus->seed) & (corpus->cache_slots - 1));
}

static nst_status token_of_word(nst_corpus *corpus, const nst_word *word, const char *bytes,
                                uint32_t *token) {
  if (!is_cached(word)) {
    nst_status status = find_word(corpus, word, bytes, token);
    if (status != NST_OK || !nst_token_is_word(*token)) return status;
    return nst_vocabulary_add_surface(corpus->vocabulary, nst_token_word(*token), bytes, word->size,
                                      1);
  }
  nst_cached_word *cached = cached_at(corpus, word, bytes);
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

/* The same for a word of the lexicon that is written as it is looked up: from now on its entry
   tells its word, unless it goes by another name. */
static nst_status token_of_entry(nst_corpus *corpus, const nst_word *word, const char *bytes,
                                 uint32_t *token) {
  nst_entry_word *entry = corpus->entries + word->entry;
  if (entry->word == OTHER_NAME) return token_of_word(corpus, word, bytes, token);
  nst_status status = find_word(corpus, word, bytes, token);
  if (status != NST_OK || !nst_token_is_word(*token)) return status;
  bool is_key = corpus->key.size == word->size && memcmp(corpus->key.bytes, bytes, word->size) == 0;
  entry->word = is_key ? *token + 1 : OTHER_NAME;
  if (!is_key) return token_of_word(corpus, word, bytes, token);
  entry->uses++;
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

static char *put_token(char *out, uint32_t token) {
  if (!nst_token_is_word(token))
    return nst_put_code(out, NST_CODE_BREAK + (token - NST_TOKEN_MARK));
  if (token & NST_TOKEN_CAPITAL) out = nst_put_code(out, NST_CODE_CAPITAL);
  return nst_put_word(out, nst_token_word(token));
}

static nst_status token_of(nst_corpus *corpus, const nst_word *word, const char *bytes,
                           uint32_t *token) {
  *token = NST_TOKEN_BREAK;
  if (word->kind == NST_WORD_PUNCTUATION)
    *token = mark_of(bytes, word->size);
  else if (word->kind == NST_WORD_NUMBER && word->size > LONGEST_NUMBER)
    *token = NST_TOKEN_NUMBER;
  else if (word->kind != NST_WORD_URL && word->size <= LONGEST_WORD)
    return word->entry && corpus->entries ? token_of_entry(corpus, word, bytes, token)
                                          : token_of_word(corpus, word, bytes, token);
  return NST_OK;
}

enum { TOGETHER = 64 };

/* Asks for what up to TOGETHER words will look up, which lies all over large tables.  gcc takes a
   function that only prefetches for one without effect, unless it is inlined early. */
__attribute__((always_inline)) static inline void ask_for(const nst_corpus *corpus,
                                                          const char *text, const nst_word *words,
                                                          size_t count) {
  uint8_t others[TOGETHER];
  size_t other_count = 0;
  if (!corpus->entries) return;
  for (size_t i = 0; i < count; i++) {
    __builtin_prefetch(corpus->entries + words[i].entry, 1);
    others[other_count] = (uint8_t)i;
    other_count += !words[i].entry & (words[i].kind < NST_WORD_PUNCTUATION);
  }
  for (size_t i = 0; i < other_count; i++) {
    const nst_word *word = words + others[i];
    if (is_cached(word)) __builtin_prefetch(cached_at(corpus, word, text + word->first), 1);
  }
}

/* Puts words that are not met for the first time and are written as the lexicon has them, which
   nearly all are, up to the first that is not; returns how many. */
static size_t put_known(const nst_corpus *corpus, const nst_word *words, size_t count, char **out) {
  if (!corpus->entries) return 0;
  for (size_t i = 0; i < count; i++) {
    if (!words[i].entry) return i;
    nst_entry_word *entry = corpus->entries + words[i].entry;
    if (entry->word - 1 >= OTHER_NAME - 1) return i;
    entry->uses++;
    *out = nst_put_word(*out, entry->word - 1);
  }
  return count;
}

static nst_status put_other(nst_corpus *corpus, const char *text, const nst_word *word, char **out,
                            size_t *counted) {
  if (word->kind == NST_WORD_SPACE) return NST_OK;
  uint32_t token;
  nst_status status = token_of(corpus, word, text + word->first, &token);
  if (status == NST_OK) *out = put_token(*out, token);
  *counted += word->kind != NST_WORD_PUNCTUATION;
  return status;
}

nst_status nst_corpus_put_words(nst_corpus *corpus, const char *text, const nst_word *words,
                                size_t count, size_t *counted) {
  nst_buffer *stream = &corpus->stream;
  nst_status status = nst_buffer_reserve(stream, count * NST_MOST_BYTES_A_WORD);
  if (status != NST_OK) return status;
  char *out = stream->bytes + stream->size;
  for (size_t i = 0, end = 0; i < count && status == NST_OK;) {
    if (i == end) {
      end = count - i < TOGETHER ? count : i + TOGETHER;
      ask_for(corpus, text, words + i, end - i);
    }
    size_t known = put_known(corpus, words + i, end - i, &out);
    *counted += known;
    i += known;
    if (i < end) status = put_other(corpus, text, words + i++, &out, counted);
  }
  stream->size = (size_t)(out - stream->bytes);
  return status;
}

/* -- Tables that grow with the words --------------------------------------------------------- */

static nst_status tell_entry_uses(const nst_corpus *corpus) {
  nst_status status = NST_OK;
  size_t count = corpus->entries ? nst_lexicon_entries(corpus->lexicon) : 0;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    nst_entry_word *entry = corpus->entries + i;
    if (!entry->uses) continue;
    size_t size;
    const char *key = nst_vocabulary_key(corpus->vocabulary, entry->word - 1, &size);
    status =
        nst_vocabulary_add_surface(corpus->vocabulary, entry->word - 1, key, size, entry->uses);
    if (status == NST_OK) entry->uses = 0;
  }
  return status;
}

/* Makes room for the words of all entries once there are many words. */
static nst_status add_entries(nst_corpus *corpus) {
  if (corpus->entries || corpus->form_count < SMALL) return NST_OK;
  corpus->entries = nst_allocate_zeroed(
      &corpus->allocator, nst_lexicon_entries(corpus->lexicon) * sizeof *corpus->entries);
  return corpus->entries ? NST_OK : NST_NO_MEMORY;
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

nst_status nst_corpus_grow_tables(nst_corpus *corpus) {
  nst_status status = add_entries(corpus);
  return status == NST_OK ? grow_cache(corpus) : status;
}

nst_status nst_corpus_vocabulary(nst_corpus *corpus, nst_vocabulary **out) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < corpus->cache_slots && status == NST_OK; i++)
    status = tell_uses(corpus, corpus->cache + i);
  if (status == NST_OK) status = tell_entry_uses(corpus);
  if (status == NST_OK) *out = corpus->vocabulary;
  return status;
}
