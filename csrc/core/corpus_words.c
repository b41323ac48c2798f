/* corpus_words.c: how a text's words become tokens of a stream. */
#include "corpus.h"
#include "hash.h"
#include "lexicon.h"
#include "vocabulary.h"
#include "word_stream.h"

#include <string.h>

enum {
  FIRST_SLOTS = 1024,
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

/* The lexicon's, and marks. */
#define ENTRIES(corpus) ((size_t)(corpus)->entry_count + NST_MARKS)

nst_status nst_corpus_create_tables(nst_corpus *corpus) {
  corpus->cache_slots = FIRST_SLOTS;
  corpus->cache = nst_allocate_zeroed(&corpus->allocator, FIRST_SLOTS * sizeof *corpus->cache);
  return corpus->cache ? NST_OK : NST_NO_MEMORY;
}

void nst_corpus_free_tables(nst_corpus *corpus) {
  const nst_allocator *allocator = &corpus->allocator;
  nst_release(allocator, corpus->forms, corpus->form_capacity * sizeof *corpus->forms);
  nst_release(allocator, corpus->entries, ENTRIES(corpus) * sizeof *corpus->entries);
  nst_release(allocator, corpus->met, NST_MET_WORDS(corpus) * sizeof *corpus->met);
  nst_release(allocator, corpus->renamed, corpus->renamed_capacity * sizeof *corpus->renamed);
  nst_release(allocator, corpus->cache, corpus->cache_slots * sizeof *corpus->cache);
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
  if (status != NST_OK || !aliases || out->size == before ||
      !nst_corpus_may_be_ruled(corpus, out->bytes + before, out->size - before))
    return status;
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

/* The number of a key, whose word is looked at where it is new. */
static nst_status number_key(nst_corpus *corpus, const nst_word *judged, const char *key,
                             uint32_t *term) {
  nst_status status = nst_corpus_reserve_forms(corpus, 1);
  if (status == NST_OK) status = nst_vocabulary_intern(corpus->vocabulary, key, judged->size, term);
  if (status != NST_OK) return status;
  return *term < NST_MOST_WORDS ? nst_corpus_add_form(corpus, judged, key, *term) : NST_TOO_LARGE;
}

static nst_status find_word(nst_corpus *corpus, const nst_word *word, const char *bytes,
                            uint32_t *token) {
  corpus->key.size = 0;
  nst_status status = nst_corpus_key(corpus, bytes, word->size, &corpus->key);
  if (status != NST_OK) return status;
  *token = NST_TOKEN_BREAK;
  if (!corpus->key.size || corpus->key.size > 4 * (size_t)LONGEST_WORD) return NST_OK;
  uint32_t term;
  nst_word judged = word_of_key(corpus, word);
  status = number_key(corpus, &judged, corpus->key.bytes, &term);
  if (status != NST_OK) return status;
  *token = term | (has_capital(bytes, word->size) ? NST_TOKEN_CAPITAL : 0);
  return NST_OK;
}

static bool is_cached(const nst_word *word) { return word->size <= CACHED_BYTES; }

/* The two places for a word among those met last. */
static inline nst_cached_word *cached_at(const nst_corpus *corpus, const nst_word *word,
                                         const char *bytes) {
  return corpus->cache +
         (nst_hash_bytes(bytes, word->size, corpus->seed) & (corpus->cache_slots - 2));
}

static inline bool is_there(const nst_cached_word *cached, const nst_word *word,
                            const char *bytes) {
  return cached->size == word->size && nst_same_bytes(cached->bytes, bytes, word->size);
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
  if (!is_there(cached, word, bytes)) {
    bool is_other = is_there(cached + 1, word, bytes) || cached[1].uses < cached->uses;
    cached += is_other;
  }
  if (!is_there(cached, word, bytes)) {
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

/* Keeps how an entry is written whose word has another key. */
static nst_status keep_renamed(nst_corpus *corpus, const nst_word *word, const char *bytes) {
  void *renamed = corpus->renamed;
  nst_status status = nst_array_reserve(&corpus->allocator, &renamed, &corpus->renamed_capacity,
                                        corpus->renamed_count + 1, sizeof *corpus->renamed);
  corpus->renamed = renamed;
  if (status != NST_OK) return status;
  const char *copy = nst_arena_copy(&corpus->arena, bytes, word->size);
  if (!copy) return NST_NO_MEMORY;
  corpus->renamed[corpus->renamed_count++] =
      (nst_renamed_entry){copy, (uint32_t)word->size, word->entry};
  return NST_OK;
}

/* Numbers an entry that may go by another name; *code is as it was where that is no word. */
static nst_status number_ruled(nst_corpus *corpus, const nst_word *word, const char *bytes,
                               uint32_t *code) {
  uint32_t token;
  nst_status status = find_word(corpus, word, bytes, &token);
  if (status != NST_OK || !nst_token_is_word(token)) return status;
  *code = NST_CODE_WORD + nst_token_word(token);
  bool is_key = corpus->key.size == word->size && memcmp(corpus->key.bytes, bytes, word->size) == 0;
  return is_key ? NST_OK : keep_renamed(corpus, word, bytes);
}

nst_status nst_corpus_number_entry(nst_corpus *corpus, const nst_word *word, const char *bytes) {
  uint32_t term, code = NST_CODE_BREAK; /* as of all words that are too long */
  nst_status status = NST_OK;
  if (word->size <= LONGEST_WORD && nst_corpus_may_be_ruled(corpus, bytes, word->size)) {
    status = number_ruled(corpus, word, bytes, &code);
  } else if (word->size <= LONGEST_WORD) {
    const nst_unit *unit = corpus->lexicon->units + word->entry;
    const nst_word judged = {0, word->size, nst_lexicon_tag(corpus->lexicon, unit),
                             NST_WORD_LEXICON, word->entry};
    status = number_key(corpus, &judged, bytes, &term);
    if (status == NST_OK) code = NST_CODE_WORD + term;
  }
  if (status == NST_OK) corpus->entries[word->entry].code = code;
  return status;
}

static uint32_t mark_of(const char *bytes, size_t size) {
  if (size != 3) return NST_TOKEN_BREAK;
  const unsigned char *at = (const unsigned char *)bytes;
  switch ((uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2]) {
    case 0xE3808A:
    case 0xE3808C:
    case 0xE3808E:
    case 0xE2809C: return NST_TOKEN_OPEN; /* 《「『“ */
    case 0xE3808B:
    case 0xE3808D:
    case 0xE3808F:
    case 0xE2809D: return NST_TOKEN_CLOSE;
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
    return token_of_word(corpus, word, bytes, token);
  return NST_OK;
}

enum { TOGETHER = 64 };

/* Asks for where words that no entry tells are looked for.  gcc takes a function that only
   prefetches for one without effect, unless it is inlined early. */
__attribute__((always_inline)) static inline void ask_for_cached(const nst_corpus *corpus,
                                                                 const char *text,
                                                                 const nst_word *words,
                                                                 const uint8_t *others,
                                                                 size_t count) {
  for (size_t i = 0; i < count; i++) {
    const nst_word *word = words + others[i];
    if (word->kind < NST_WORD_PUNCTUATION && is_cached(word))
      __builtin_prefetch(cached_at(corpus, word, text + word->first), 1);
  }
}

/* Asks for what up to TOGETHER words will look up, which lies all over large tables. */
__attribute__((always_inline)) static inline void ask_for(const nst_corpus *corpus,
                                                          const char *text, const nst_word *words,
                                                          size_t count) {
  uint8_t others[TOGETHER];
  size_t other_count = 0;
  if (!corpus->entries) return;
  for (size_t i = 0; i < count; i++) {
    __builtin_prefetch(corpus->entries + words[i].entry, 1);
    others[other_count] = (uint8_t)i;
    other_count += !words[i].entry;
  }
  ask_for_cached(corpus, text, words, others, other_count);
}

/* Puts words that are not met for the first time and are written as the lexicon has them, which
   nearly all are, up to the first that is not; returns how many. */
static size_t put_known(const nst_corpus *corpus, const nst_word *words, size_t count, char **out) {
  if (!corpus->entries) return 0;
  for (size_t i = 0; i < count; i++) {
    nst_entry_word *entry = corpus->entries + words[i].entry;
    if (!words[i].entry | !entry->code) return i;
    entry->uses++;
    *out = nst_put_wide(*out, entry->code);
  }
  return count;
}

static nst_status put_other(nst_corpus *corpus, const char *text, const nst_word *word, char **out,
                            size_t *counted) {
  if (word->kind == NST_WORD_SPACE) return NST_OK;
  *counted += word->kind != NST_WORD_PUNCTUATION;
  if (word->entry && corpus->entries) {
    nst_status status = nst_corpus_number_entry(corpus, word, text + word->first);
    if (status == NST_OK) put_known(corpus, word, 1, out);
    return status;
  }
  uint32_t token;
  nst_status status = token_of(corpus, word, text + word->first, &token);
  if (status == NST_OK) *out = put_token(*out, token);
  return status;
}

static nst_status put_in_stream(nst_corpus *corpus, const char *text, const nst_word *words,
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

/* Words of a draft that are no entries met before, by their place among up to TOGETHER words and
   that of their tokens. */
typedef struct draft_others {
  size_t count;
  uint8_t words[TOGETHER], tokens[TOGETHER];
} draft_others;

/* Puts the tokens of entries, and room for those of others; returns how many.  Which is which is
   told without a branch, as no processor could foretell it. */
static size_t put_entries(const nst_corpus *corpus, const nst_word *words, size_t count,
                          uint32_t *out, draft_others *others) {
  size_t put = 0;
  others->count = 0;
  for (size_t i = 0; i < count; i++) {
    const uint32_t entry = words[i].entry;
    bool is_put = words[i].kind != NST_WORD_SPACE;
    out[put] = NST_DRAFT_ENTRY | entry;
    others->words[others->count] = (uint8_t)i;
    others->tokens[others->count] = (uint8_t)put;
    others->count += is_put & !nst_draft_has_met(corpus, entry);
    put += is_put;
  }
  return put;
}

/* Puts the token of a word that is no entry met before. */
static nst_status put_draft_other(nst_corpus *corpus, const char *text, const nst_word *word,
                                  uint32_t *out, size_t *counted) {
  uint32_t token;
  if (word->kind == NST_WORD_PUNCTUATION) {
    --*counted;
    *out = nst_draft_mark(corpus, mark_of(text + word->first, word->size));
    return NST_OK;
  }
  if (word->entry)
    return nst_draft_has_met(corpus, word->entry)
               ? NST_OK
               : nst_draft_tell_entry(corpus, word, text + word->first);
  nst_status status = token_of(corpus, word, text + word->first, &token);
  *out = nst_token_is_word(token) ? token : nst_draft_mark(corpus, token);
  return status;
}

static nst_status put_in_draft(nst_corpus *corpus, const char *text, const nst_word *words,
                               size_t count, size_t *counted) {
  nst_draft *draft = corpus->draft;
  nst_status status = nst_draft_reserve(corpus, count + 1); /* room is written to behind the last */
  draft_others others = {0};
  for (size_t i = 0; i < count && status == NST_OK; i += TOGETHER) {
    const nst_word *some = words + i;
    uint32_t *out = draft->tokens + draft->count;
    size_t put =
        put_entries(corpus, some, count - i < TOGETHER ? count - i : TOGETHER, out, &others);
    draft->count += put;
    *counted += put;
    ask_for_cached(corpus, text, some, others.words, others.count);
    for (size_t j = 0; j < others.count && status == NST_OK; j++)
      status =
          put_draft_other(corpus, text, some + others.words[j], out + others.tokens[j], counted);
  }
  return status;
}

nst_status nst_corpus_put_words(nst_corpus *corpus, const char *text, const nst_word *words,
                                size_t count, size_t *counted) {
  return corpus->draft ? put_in_draft(corpus, text, words, count, counted)
                       : put_in_stream(corpus, text, words, count, counted);
}

/* -- Tables that grow with the words --------------------------------------------------------- */

static nst_status tell_entry_uses(const nst_corpus *corpus) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < corpus->renamed_count && status == NST_OK; i++) {
    const nst_renamed_entry *one = corpus->renamed + i;
    nst_entry_word *entry = corpus->entries + one->entry;
    if (!entry->uses) continue;
    status = nst_vocabulary_add_surface(corpus->vocabulary, entry->code - NST_CODE_WORD, one->bytes,
                                        one->size, entry->uses);
    if (status == NST_OK) entry->uses = 0;
  }
  size_t count = corpus->entries ? corpus->entry_count : 0;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    nst_entry_word *entry = corpus->entries + i;
    if (!entry->uses || entry->code < NST_CODE_WORD) continue;
    nst_vocabulary_add_plain(corpus->vocabulary, entry->code - NST_CODE_WORD, entry->uses);
    entry->uses = 0;
  }
  return status;
}

nst_status nst_corpus_add_entries(nst_corpus *corpus) {
  if (corpus->entries) return NST_OK;
  corpus->entries =
      nst_allocate_zeroed(&corpus->allocator, ENTRIES(corpus) * sizeof *corpus->entries);
  if (!corpus->entries) return NST_NO_MEMORY;
  for (uint32_t mark = 0; mark < NST_MARKS; mark++)
    corpus->entries[corpus->entry_count + mark].code =
        NST_TOKEN_MARK + mark == NST_TOKEN_END ? NST_CODE_END : NST_CODE_BREAK + mark;
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

nst_status nst_corpus_grow_tables(nst_corpus *corpus) {
  nst_status status =
      corpus->draft || corpus->form_count < SMALL ? NST_OK : nst_corpus_add_entries(corpus);
  return status == NST_OK ? grow_cache(corpus) : status;
}

nst_status nst_corpus_vocabulary(nst_corpus *corpus, nst_vocabulary **out) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < corpus->cache_slots && status == NST_OK; i++)
    status = tell_uses(corpus, corpus->cache + i);
  if (status == NST_OK) status = tell_entry_uses(corpus);
  if (status == NST_OK) status = nst_corpus_count_writers(corpus);
  if (status == NST_OK) *out = corpus->vocabulary;
  return status;
}

/* Of the words met last, whose uses the corpus' own vocabulary need not be told first. */
static nst_status give_cached(const nst_corpus *corpus, const nst_numbers *numbers,
                              nst_vocabulary *to) {
  enum { MOST = 512 };
  nst_surface_uses list[MOST];
  size_t count = 0;
  nst_status status = NST_OK;
  for (size_t i = 0; i < corpus->cache_slots && status == NST_OK; i++) {
    nst_cached_word *cached = corpus->cache + i;
    uint32_t word = cached->uses ? nst_token_word(cached->token) : 0;
    if (!cached->uses || word >= numbers->count) continue;
    list[count++] =
        (nst_surface_uses){cached->bytes, cached->uses, cached->size, numbers->at[word]};
    cached->uses = 0;
    if (count < MOST) continue;
    status = nst_vocabulary_add_surfaces(to, list, count);
    count = 0;
  }
  return status == NST_OK ? nst_vocabulary_add_surfaces(to, list, count) : status;
}

nst_status nst_corpus_give_surfaces(nst_corpus *corpus, const nst_numbers *numbers,
                                    nst_vocabulary *to) {
  nst_status status = give_cached(corpus, numbers, to);
  for (uint32_t word = 0; word < numbers->count && status == NST_OK; word++)
    status = nst_vocabulary_take_surfaces(to, numbers->at[word], corpus->vocabulary, word);
  return status;
}
