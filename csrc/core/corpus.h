/* corpus.h: articles as streams of words, and what the analysis of many
   articles reads of them. */
#ifndef NEWSSTAT_CORPUS_H
#define NEWSSTAT_CORPUS_H

#include "memory.h"
#include "newsstat.h"
#include "spill.h"

#include <stdatomic.h>

/* -- Words ------------------------------------------------------------------------- */

enum {
  NST_FORM_HAN = 1,
  NST_FORM_LATIN = 2,
  NST_FORM_NUMBER = 4,
  NST_FORM_TERM = 8,       /* may be a term by itself */
  NST_FORM_STOP = 16,      /* a stop word: no term, and no phrase of such words alone */
  NST_FORM_FUNCTION = 32,  /* in no phrase */
  NST_FORM_WEAK = 64,      /* at the edge of short phrases only */
  NST_FORM_NO_START = 128, /* begins no phrase */
  NST_FORM_OTHER = 256,    /* of another script */
  NST_FORM_NAME = 512      /* a person's name of two characters or more */
};

/* What is asked of a word again and again.  hash is a polynomial over its
   characters, so that the hash of words one behind another is found from
   theirs: H(ab) = H(a) * nst_hash_power(characters of b) + H(b). */
typedef struct nst_form {
  uint64_t hash;
  uint32_t base; /* 湖北 of 湖北省: counts too; NST_NO_TERM for none */
  uint16_t flags;
  uint16_t characters;
} nst_form;

/* -- Streams ------------------------------------------------------------------------- */

/* A decoded paragraph: numbers of words and marks, in order. */
#define NST_TOKEN_CAPITAL 0x80000000u /* beside a word's number: written with a capital */
#define NST_TOKEN_MARK 0x7FFFFF00u    /* from here on: no words */
#define NST_TOKEN_BREAK (NST_TOKEN_MARK + 0)
#define NST_TOKEN_OPEN (NST_TOKEN_MARK + 1)  /* an opening quotation mark */
#define NST_TOKEN_CLOSE (NST_TOKEN_MARK + 2) /* a closing one */
#define NST_TOKEN_NUMBER (NST_TOKEN_MARK + 3)
#define NST_TOKEN_END (NST_TOKEN_MARK + 4) /* of a paragraph; in drafts only */
#define NST_MARKS 5

static inline bool nst_token_is_word(uint32_t token) {
  return (token & ~NST_TOKEN_CAPITAL) < NST_TOKEN_MARK;
}

static inline uint32_t nst_token_word(uint32_t token) { return token & ~NST_TOKEN_CAPITAL; }

typedef struct nst_tokens {
  uint32_t *at;
  size_t count;
  size_t capacity;
  uint8_t *stream; /* room for an article's, where the corpus has them in a file */
  size_t stream_capacity;
} nst_tokens;

/* -- Articles -------------------------------------------------------------------------- */

typedef struct nst_article {
  nst_where stream; /* the title, then the paragraphs */
  uint32_t size;    /* of the stream, in bytes */
  uint32_t words;
  uint32_t first_paragraph; /* among the corpus' paragraphs */
  uint32_t paragraphs;      /* without the title */
} nst_article;

typedef struct nst_cached_word nst_cached_word;

/* What a word of the lexicon is in the corpus. */
typedef struct nst_entry_word {
  uint32_t code; /* NST_CODE_WORD plus its number, or a mark's; 0 where it was not met */
  uint32_t uses; /* as the lexicon writes it, not yet told to the vocabulary */
} nst_entry_word;

/* An entry whose word has another key than how the lexicon writes it. */
typedef struct nst_renamed_entry {
  const char *bytes;
  uint32_t size;
  uint32_t entry;
} nst_renamed_entry;

/* -- Drafts ------------------------------------------------------------------------------ */

/* An article on its way to another corpus.  Words of the lexicon stand for themselves, so that only
   the corpus that takes it over looks them up. */

/* Beside an entry of the lexicon, or beside the number of entries and a mark (from NST_TOKEN_MARK
   on); other tokens of a draft are words of the corpus that writes it. */
#define NST_DRAFT_ENTRY 0x40000000u

/* A word that is new to the corpus that writes drafts. */
typedef struct nst_new_word {
  nst_word word; /* its first byte is among the draft's keys; an entry as it was met, or without one
                    a key of the corpus that writes drafts */
  nst_form form; /* of the latter; its base is one of that corpus' words */
} nst_new_word;

typedef struct nst_draft {
  uint32_t *tokens;
  size_t count, capacity;
  nst_new_word *new_words; /* in the order in which they were met */
  size_t new_count, new_capacity;
  nst_buffer keys;
} nst_draft;

/* The words of a corpus that writes drafts, by their numbers there: what they are in the one that
   takes the drafts over. */
typedef struct nst_numbers {
  uint32_t *at;
  size_t count, capacity;
} nst_numbers;

/* A corpus that wrote drafts. */
typedef struct nst_draft_writer {
  nst_corpus *corpus;
  nst_numbers numbers; /* of its words in the corpus that took the drafts over */
} nst_draft_writer;

struct nst_corpus {
  const nst_lexicon *lexicon;
  nst_vocabulary *vocabulary;
  nst_form *forms; /* of each word of the vocabulary */
  size_t form_count;
  size_t form_capacity;
  nst_article *articles;
  size_t count;
  size_t capacity;
  uint64_t *hashes;  /* of paragraphs */
  uint8_t *left_out; /* of paragraphs: not 0 where they do not count */
  size_t paragraphs;
  size_t hash_capacity;
  size_t left_out_capacity;
  nst_entry_word
      *entries;         /* of each entry of the lexicon, and of each mark; NULL in a small corpus */
  uint32_t entry_count; /* of the lexicon */
  nst_renamed_entry *renamed;
  size_t renamed_count;
  size_t renamed_capacity;
  nst_cached_word *cache; /* the words met last */
  size_t cache_slots;     /* a power of two */
  nst_arena arena;
  nst_arena streams; /* of all articles, while they are in memory */
  nst_spill spill;   /* and once they are not */
  size_t stream_bytes;
  size_t memory;     /* for so many bytes of streams; SIZE_MAX for all */
  nst_buffer stream; /* of the article that is being added */
  nst_draft *draft;  /* or NULL: what is written instead of the stream */
  uint64_t *met;     /* a bit for each entry: it was in a draft; NULL before the first draft */
  size_t told;       /* words that the drafts told of */
  nst_draft_writer *writers; /* whose forms of words the vocabulary is to be told of */
  size_t writer_count, writer_capacity;
  nst_buffer key;
  nst_corpus_rules rules;
  uint8_t *ruled; /* a bit for each key that the rules name, by its hash */
  const atomic_bool
      *stopped;  /* or NULL: reading an article ends with NST_CANCELLED once it is set */
  uint64_t seed; /* of hashes; a corpus that is merged into another takes that one's */
  nst_allocator allocator;
};

/* The line of text that begins at `at`: from *first to *last without the spaces around it.  Returns
   where the next one begins. */
size_t nst_line(const char *text, size_t size, size_t at, size_t *first, size_t *last);

/* The tables in which words are looked up: made, made larger with the vocabulary, freed. */
nst_status nst_corpus_create_tables(nst_corpus *corpus);
nst_status nst_corpus_grow_tables(nst_corpus *corpus);
void nst_corpus_free_tables(nst_corpus *corpus);

/* Tells, before words are met, which keys the rules name; freed.  Of keys that they do not name it
   says of a few that they may be named, so that most are looked up nowhere. */
nst_status nst_corpus_mark_ruled(nst_corpus *corpus);
void nst_corpus_free_ruled(nst_corpus *corpus);
bool nst_corpus_may_be_ruled(const nst_corpus *corpus, const char *key, size_t size);

/* Makes the table of the lexicon's entries, where there is none. */
nst_status nst_corpus_add_entries(nst_corpus *corpus);

/* Numbers an entry of the lexicon that is met for the first time; bytes are word->size. */
nst_status nst_corpus_number_entry(nst_corpus *corpus, const nst_word *word, const char *bytes);

/* Looks at a word that is new to the vocabulary, for whose form there is room; does nothing for
   one that is not. */
nst_status nst_corpus_add_form(nst_corpus *corpus, const nst_word *word, const char *bytes,
                               uint32_t term);

/* Puts words of a text in corpus->stream, or in its draft; adds to *counted those that are neither
   space nor punctuation. */
nst_status nst_corpus_put_words(nst_corpus *corpus, const char *text, const nst_word *words,
                                size_t count, size_t *counted);

/* Puts the words of an article in corpus->stream, or in its draft, and the hashes of its paragraphs
   behind those that are there; so far as it got on failure. */
nst_status nst_corpus_read(nst_corpus *corpus, nst_segmenter *segmenter, const char *title,
                           size_t title_size, const char *text, size_t size, size_t *words);

/* Room for so many more forms, so that no word is interned without one. */
nst_status nst_corpus_reserve_forms(nst_corpus *corpus, size_t more);

/* Adds a paragraph's hash, and an article of what stands in corpus->stream. */
nst_status nst_corpus_add_paragraph(nst_corpus *corpus, uint64_t hash);
nst_status nst_corpus_add_stream(nst_corpus *corpus, size_t first_paragraph, size_t words);

/* Adds an article of what stands in corpus->stream, with its paragraphs' hashes. */
nst_status nst_corpus_put_article(nst_corpus *corpus, size_t words, const uint64_t *hashes,
                                  size_t paragraphs);

#define NST_MET_WORDS(corpus) ((corpus)->entry_count / (size_t)64 + 1)

/* Makes an empty draft what the corpus writes from now on.  It belongs to the caller. */
nst_status nst_corpus_start_draft(nst_corpus *corpus, nst_draft *draft);
void nst_draft_init(nst_draft *draft, const nst_allocator *allocator);
void nst_draft_free(nst_draft *draft);

/* Room in the corpus' draft for so many tokens more. */
nst_status nst_draft_reserve(const nst_corpus *corpus, size_t more);

/* The token of a draft for a mark, from NST_TOKEN_MARK on. */
static inline uint32_t nst_draft_mark(const nst_corpus *corpus, uint32_t mark) {
  return NST_DRAFT_ENTRY | (corpus->entry_count + mark - NST_TOKEN_MARK);
}

/* Puts a mark in the corpus' draft. */
nst_status nst_draft_put_mark(const nst_corpus *corpus, uint32_t mark);

/* Tells in the draft of the corpus' words that no draft told of yet. */
nst_status nst_draft_tell_words(nst_corpus *corpus);

/* The same, and then of an entry that is met for the first time. */
nst_status nst_draft_tell_entry(nst_corpus *corpus, const nst_word *word, const char *bytes);

static inline bool nst_draft_has_met(const nst_corpus *corpus, uint32_t entry) {
  return corpus->met[entry / 64] >> entry % 64 & 1;
}

/* Adds the article of a draft, where its paragraphs have these hashes.  Drafts of one corpus are to
   be taken over in the order in which they were written: `numbers` grows with each. */
nst_status nst_corpus_take_draft(nst_corpus *corpus, const nst_draft *draft, size_t words,
                                 const uint64_t *hashes, size_t paragraphs, nst_numbers *numbers);

/* Counts in `to` how often a corpus that writes drafts met each form of the words that have a
   number there.  To be called once, at its end. */
nst_status nst_corpus_give_surfaces(nst_corpus *corpus, const nst_numbers *numbers,
                                    nst_vocabulary *to);

/* Room for so many writers.  Those that are kept are counted first, so that they never pile up. */
nst_status nst_corpus_reserve_writers(nst_corpus *corpus, size_t count);

/* Keeps one that will write no more drafts, until the vocabulary is asked for.  There is to be
   room. */
void nst_corpus_keep_writer(nst_corpus *corpus, const nst_draft_writer *writer);

/* Counts the forms of words that those kept met, and frees them. */
nst_status nst_corpus_count_writers(nst_corpus *corpus);
void nst_corpus_free_writer(const nst_corpus *corpus, nst_draft_writer *writer);

/* -- Reading --------------------------------------------------------------------------- */

typedef struct nst_stream {
  const uint8_t *at, *end;
} nst_stream;

/* The stream of an article.  It may be read into the tokens' room, where it stands until the next
   one is; the corpus' longest fits in there. */
nst_status nst_stream_open(nst_stream *stream, const nst_corpus *corpus, const nst_article *article,
                           nst_tokens *tokens);

/* Reads the next paragraph into tokens; false at the end of the article. */
bool nst_stream_next(nst_stream *stream, nst_tokens *tokens);

/* Room in tokens for any paragraph of the corpus' articles, and for any stream that is in a file.
 */
nst_status nst_tokens_reserve(nst_tokens *tokens, const nst_corpus *corpus);
void nst_tokens_free(nst_tokens *tokens, const nst_corpus *corpus);

/* Steps through the paragraphs of an article that count: the title first. */
typedef struct nst_reader {
  nst_stream stream;
  const uint8_t *left_out;
  bool in_title;
} nst_reader;

/* Opens an article, whose stream may lie in the tokens' room, as in nst_stream_open. */
nst_status nst_reader_open(nst_reader *reader, const nst_corpus *corpus, uint32_t article,
                           nst_tokens *tokens);

bool nst_reader_next(nst_reader *reader, nst_tokens *tokens, bool *is_title);

#endif
