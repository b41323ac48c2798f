/* newsstat.h: text analytics of news articles, the core.

   The way the data goes:  bytes -> HTML -> text -> words -> terms -> counts.
   Each stage is one section below and one file beside this header; a stage
   takes the output of the one before and knows nothing of the one after.

   Conventions
   - Text is a pointer and a length in bytes; it need not end in NUL and may
     hold any bytes.  It is read as UTF-8; each maximal part that is not
     well-formed counts as one U+FFFD and is never an error.
   - Functions that can fail return an nst_status.  On failure nothing that
     the caller handed over is changed, except where a section says so.
   - What `create` or `open` returns is freed by the `destroy` or `close` of
     the same section; both take NULL.
   - Objects hold no global state: different objects may be used in different
     threads at once.  A const object may be shared by any number of threads;
     one that is not const belongs to one thread at a time.
   - Nothing here prints, aborts, or changes settings of the process. */
#ifndef NEWSSTAT_H
#define NEWSSTAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NST_VERSION "0.1.0"

/* -- Status --------------------------------------------------------------- */

typedef enum nst_status {
  NST_OK = 0,
  NST_NO_MEMORY,    /* the allocator returned NULL, or a library ran out */
  NST_TOO_LARGE,    /* the input is above the limit that the function names */
  NST_DAMAGED,      /* not a lexicon image, or one that was cut or changed */
  NST_OTHER_FORMAT, /* a lexicon image of another version or byte order */
  NST_UNICODE,      /* ICU failed, most often because its data is missing */
  NST_HTML,         /* libxml2 could not make a parser */
  NST_XML,          /* libxml2 gave up on XML: too many names or namespaces */
  NST_UNKNOWN_ZONE, /* ICU knows no time zone of that name */
  NST_SYSTEM        /* a file could not be opened or mapped; errno tells */
} nst_status;

/* A sentence in English for a status; constant, never NULL. */
const char *nst_status_text(nst_status status);

/* -- Memory --------------------------------------------------------------- */

/* Where an object's memory comes from.  Each `create` copies the struct; NULL
   stands for malloc, realloc and free.  What ICU and libxml2 allocate
   themselves does not pass through here: their setters are process-wide, and
   a library inside somebody's program must not call them. */
typedef struct nst_allocator {
  /* Returns size bytes (size > 0) aligned for any object, or NULL. */
  void *(*allocate)(void *context, size_t size);
  /* Like realloc; memory is not NULL, and is left as it was on failure. */
  void *(*resize)(void *context, void *memory, size_t old_size, size_t new_size);
  /* Frees memory of that size; memory is not NULL. */
  void (*release)(void *context, void *memory, size_t size);
  void *context;
} nst_allocator;

/* A growing run of bytes.  Zero bytes with an allocator make an empty one;
   `bytes` is NULL while `capacity` is 0 and is not ended by NUL. */
typedef struct nst_buffer {
  char *bytes;
  size_t size;
  size_t capacity;
  nst_allocator allocator;
} nst_buffer;

void nst_buffer_init(nst_buffer *buffer, const nst_allocator *allocator);
/* Makes room for so many bytes behind those that are there. */
nst_status nst_buffer_reserve(nst_buffer *buffer, size_t more);
nst_status nst_buffer_append(nst_buffer *buffer, const char *bytes, size_t size);
void nst_buffer_free(nst_buffer *buffer);

/* -- UTF-8 ---------------------------------------------------------------- */

#define NST_REPLACEMENT 0xFFFDu

/* Reads the character at text[0], size > 0, into *code_point and returns its
   length in bytes, 1 to 4.  A maximal ill-formed part (Unicode 15, section
   3.9) gives NST_REPLACEMENT and its own length. */
size_t nst_utf8_decode(const char *text, size_t size, uint32_t *code_point);

/* Writes a code point as UTF-8 to out, which has room for 4 bytes; returns
   the length.  Surrogates and values above 0x10FFFF become U+FFFD. */
size_t nst_utf8_encode(uint32_t code_point, char *out);

/* The number of characters in text. */
size_t nst_utf8_count(const char *text, size_t size);

/* Appends text to out with each ill-formed part replaced by U+FFFD and each
   NUL left out.  Fails with NST_NO_MEMORY only; out may then hold a part. */
nst_status nst_utf8_repair(const char *text, size_t size, nst_buffer *out);

/* -- Cleanup: text from HTML ---------------------------------------------- */

#define NST_HTML_LIMIT ((size_t)1 << 30)

/* Appends to out the text that a browser would show of an HTML fragment or
   page in UTF-8: blocks and <br> end lines, paragraphs are set off by an empty
   line, table cells by a tab; white space is collapsed but in <pre> and
   <textarea>; script, style, template, noscript and <title> are left out.
   Time is linear in size; memory is a small multiple of it.  Above
   NST_HTML_LIMIT bytes, or twice that when ill-formed bytes were replaced, the
   status is NST_TOO_LARGE.  On failure out may hold
   a part of the text. */
nst_status nst_html_text(const char *html, size_t size, nst_buffer *out);

/* -- Feeds: entries from RSS and Atom --------------------------------------- */

typedef enum nst_feed_format {
  NST_FEED_NONE, /* no feed */
  NST_FEED_RSS,  /* RSS 0.91 to 2.0 */
  NST_FEED_RDF,  /* RSS 0.9 and 1.0 */
  NST_FEED_ATOM  /* Atom 0.3 and 1.0 */
} nst_feed_format;

/* Tells by the root element, whose tag has to begin in the bytes; all before it
   but white space, comments, instructions and a document type makes it none. */
nst_feed_format nst_feed_detect(const char *bytes, size_t size);

/* Its name in lower case, as "rss"; constant, never NULL. */
const char *nst_feed_format_name(nst_feed_format format);

typedef enum nst_feed_field {
  NST_FEED_TITLE,
  NST_FEED_LINK,      /* the alternate link, or an id that is a permalink */
  NST_FEED_ID,        /* guid, id, rdf:about */
  NST_FEED_AUTHOR,    /* several with ", " between; in Atom the feed's if the entry names none */
  NST_FEED_LANGUAGE,  /* the feed's if the entry names none */
  NST_FEED_PUBLISHED, /* pubDate, published, issued, dc:date; as it is written */
  NST_FEED_UPDATED,   /* updated, modified; as it is written */
  NST_FEED_CONTENT,   /* content:encoded, content */
  NST_FEED_SUMMARY,   /* description, summary */
  NST_FEED_FIELDS     /* how many there are */
} nst_feed_field;

/* Of title, content and summary; others are plain text. */
typedef struct nst_feed_text {
  const char *bytes; /* UTF-8 without NUL, trimmed; NULL where the entry has none */
  size_t size;
  bool is_html; /* HTML, to be read by nst_html_text; else text as it is */
} nst_feed_text;

typedef struct nst_feed_entry {
  size_t number; /* in the feed, from 1 */
  size_t line;   /* of its start tag, from 1 */
  nst_feed_text fields[NST_FEED_FIELDS];
  const nst_feed_text *categories;
  size_t category_count;
  const char *damage; /* what was wrong with it, a sentence without a stop; or NULL */
  size_t damage_line;
} nst_feed_entry;

/* Reads a feed in pieces.  Broken XML is repaired where that is possible: bare
   ampersands, references by HTML's names, missing and stray end tags, wrong
   attributes, control characters, an end that is missing.  An entry that needed
   more than a guess of characters says so in `damage`.  Document types and what
   they declare or name are skipped unread, so nothing outside the bytes is ever
   opened and no entity grows.  An encoding declaration does not count: bytes are
   read as UTF-8, a byte order mark before them or not.
   Limits, each of which leaves out what is beyond and is told as damage: elements
   200 deep, NST_FEED_ENTRY_LIMIT bytes and NST_FEED_CATEGORIES categories an entry;
   and silently: 256 attributes a tag, 16 KB a value.  Time is linear in size;
   memory is a small multiple of the largest entry. */
typedef struct nst_feed nst_feed;

#define NST_FEED_ENTRY_LIMIT ((size_t)16 << 20)
#define NST_FEED_CATEGORIES 1000

nst_status nst_feed_create(const nst_allocator *allocator, nst_feed **out);
void nst_feed_destroy(nst_feed *feed);

/* Gives the next bytes, which must stay where they are until nst_feed_next has
   no entry; before that no others may be given.  Size 0 says there are no more. */
void nst_feed_add(nst_feed *feed, const char *bytes, size_t size);

/* Sets *entry to the next entry, valid until the next call, or to NULL where more
   bytes are needed or, after the last, none is left.  On failure, NST_NO_MEMORY
   or NST_XML, the feed gives no more entries. */
nst_status nst_feed_next(nst_feed *feed, const nst_feed_entry **entry);

/* The feed's format, once its root was read. */
nst_feed_format nst_feed_get_format(const nst_feed *feed);

/* What was wrong outside the entries that were given, with its line; NULL for
   nothing.  To be asked at the end. */
const char *nst_feed_damage(const nst_feed *feed, size_t *line);

/* -- Lexicon -------------------------------------------------------------- */

/* A word list and the models beside it, compiled to one read-only image:
   characters with their class, folded form and part in names; a double-array
   trie of folded words with costs and tags; weights of neighbouring characters.
   lexicon/README.md says where they come from. */
typedef struct nst_lexicon nst_lexicon;

/* The lexicon that is linked into the library: no file, no parsing, and one
   small allocation. */
nst_status nst_lexicon_open_builtin(const nst_allocator *allocator, nst_lexicon **out);

/* A lexicon from an image in memory, aligned to 8 bytes, which must live
   longer than the lexicon.  The whole image is checked first: NST_DAMAGED or
   NST_OTHER_FORMAT. */
nst_status nst_lexicon_open_memory(const void *image, size_t size, const nst_allocator *allocator,
                                   nst_lexicon **out);

/* A lexicon from an image file, which is mapped, so its pages are shared. */
nst_status nst_lexicon_open_file(const char *path, const nst_allocator *allocator,
                                 nst_lexicon **out);

void nst_lexicon_close(nst_lexicon *lexicon);

/* The number of words. */
size_t nst_lexicon_size(const nst_lexicon *lexicon);

/* Finds a word, in any of its spellings that fold to the same.  Returns true
   and sets *cost, its -ln(probability), and *tag, a constant string; either
   pointer may be NULL. */
bool nst_lexicon_find(const nst_lexicon *lexicon, const char *word, size_t size, double *cost,
                      const char **tag);

/* The -ln(probability) of a word that was seen once in the text the lexicon
   was counted on. */
double nst_lexicon_unknown_cost(const nst_lexicon *lexicon);

/* Appends to out the key under which a word is counted: NFKC, case folded,
   traditional characters folded to simplified.  Equal keys mean one term. */
nst_status nst_lexicon_fold(const nst_lexicon *lexicon, const char *word, size_t size,
                            nst_buffer *out);

/* -- Segmenter ------------------------------------------------------------ */

typedef enum nst_word_kind {
  NST_WORD_LEXICON,     /* a word of the lexicon; its tag is the lexicon's */
  NST_WORD_USER,        /* a user word */
  NST_WORD_UNKNOWN,     /* one or two Han characters that are no word of the lexicon */
  NST_WORD_NAME,        /* a name the lexicon has not: 王小虎, 布林肯 */
  NST_WORD_QUANTITY,    /* a number in Chinese characters: 二十三, 第三 */
  NST_WORD_LATIN,       /* letters, and digits among them: COVID-19, don't */
  NST_WORD_NUMBER,      /* 3.14, 1,200, 50%, 300万 */
  NST_WORD_URL,         /* a web or mail address, @mention, #hashtag */
  NST_WORD_OTHER,       /* other scripts and emoji, by ICU's word rules */
  NST_WORD_PUNCTUATION, /* one mark, or a run of one and the same */
  NST_WORD_SPACE        /* a run of spaces, or one line break */
} nst_word_kind;

typedef struct nst_word {
  size_t first;    /* offset of its first byte in the text */
  size_t size;     /* bytes */
  const char *tag; /* part of speech; constant, never NULL */
  nst_word_kind kind;
} nst_word;

/* Cuts text into words.  It borrows the lexicon, which must live longer. */
typedef struct nst_segmenter nst_segmenter;

nst_status nst_segmenter_create(const nst_lexicon *lexicon, const nst_allocator *allocator,
                                nst_segmenter **out);
void nst_segmenter_destroy(nst_segmenter *segmenter);

/* Words of the user's own, for any number of segmenters over the same lexicon,
   which it borrows.  Look-ups fold as the lexicon's do. */
typedef struct nst_user_words nst_user_words;

nst_status nst_user_words_create(const nst_lexicon *lexicon, const nst_allocator *allocator,
                                 nst_user_words **out);
void nst_user_words_destroy(nst_user_words *words);

/* The number of words. */
size_t nst_user_words_size(const nst_user_words *words);

/* Adds a word, or changes it.  It may hold any characters; more than 200 of
   them, or none, is NST_TOO_LARGE.  frequency: uses in the
   text the lexicon was counted on; 0 for a word that always wins against its
   parts.  tag: at most 7 bytes count; NULL means "x".  On failure the word is
   as it was. */
nst_status nst_user_words_add(nst_user_words *words, const char *word, size_t size,
                              double frequency, const char *tag);

/* Takes a word out; false if it was not there. */
bool nst_user_words_remove(nst_user_words *words, const char *word, size_t size);

/* Sets the user words that count from the next start on, or NULL for none.
   They must live as long as the segmenter uses them, and must not change while
   one of its calls runs. */
void nst_segmenter_set_user_words(nst_segmenter *segmenter, const nst_user_words *words);

/* Whether, from the next start on, words are cut as finely as for a search index or in Universal
   Dependencies: affixed words and longer compounds split.  Default false. */
void nst_segmenter_set_fine(nst_segmenter *segmenter, bool fine);

/* Starts on a text, which must stay where it is until the last word was read.
   An unfinished text before it is given up. */
void nst_segmenter_start(nst_segmenter *segmenter, const char *text, size_t size);

/* Gives the next words of the text in order: *words points to *count of them
   and stays valid until the next call.  At the end *count is 0.  One behind
   another the words are the text, byte for byte.  The time over a text is
   linear in its size; memory does not depend on it. */
nst_status nst_segmenter_next(nst_segmenter *segmenter, const nst_word **words, size_t *count);

/* Writes words to one string: the separator between those of a line, line
   breaks as they are, no other spaces.  Set all but `owed`, which begins as
   false; separator and out must live as long. */
typedef struct nst_joiner {
  const char *separator;
  size_t separator_size;
  nst_buffer *out;
  bool owed; /* a separator stands before the next word */
} nst_joiner;

/* Appends words of a text to out.  Fails with NST_NO_MEMORY only; out may then
   hold a part. */
nst_status nst_joiner_add(nst_joiner *joiner, const char *text, size_t size, const nst_word *words,
                          size_t count);

/* The words of the lexicon inside a word of three characters or more, as a
   search index wants them beside it: those of two characters in order, then
   those of three.  text is what the word's place counts from; out has room for
   NST_MOST_PARTS.  Returns how many there are. */
#define NST_MOST_PARTS 128
size_t nst_word_parts(const nst_lexicon *lexicon, const char *text, const nst_word *word,
                      nst_word *out);

/* -- Terms ---------------------------------------------------------------- */

/* A term is what words with one key have in common.  A vocabulary numbers
   terms from 0 and keeps each one's key and its surface forms. */
typedef struct nst_vocabulary nst_vocabulary;

#define NST_NO_TERM UINT32_MAX

nst_status nst_vocabulary_create(const nst_allocator *allocator, nst_vocabulary **out);
void nst_vocabulary_destroy(nst_vocabulary *vocabulary);

/* The number of terms. */
size_t nst_vocabulary_size(const nst_vocabulary *vocabulary);

/* Finds a key, or NST_NO_TERM. */
uint32_t nst_vocabulary_find(const nst_vocabulary *vocabulary, const char *key, size_t size);

/* Finds or adds a key of at most 2^31 bytes. */
nst_status nst_vocabulary_intern(nst_vocabulary *vocabulary, const char *key, size_t size,
                                 uint32_t *term);

/* Counts uses of a surface form of a term.  At most 16 forms are kept of one
   term; of further ones the rarest gives way and its uses pass to the new one
   (Metwally, Agrawal, El Abbadi 2005), so that a hostile text cannot make a
   look-up slow. */
nst_status nst_vocabulary_add_surface(nst_vocabulary *vocabulary, uint32_t term,
                                      const char *surface, size_t size, uint64_t uses);

/* The key of a term, and its most frequent surface form (of equals the first
   in byte order).  Owned by the vocabulary; valid until it changes. */
const char *nst_vocabulary_key(const nst_vocabulary *vocabulary, uint32_t term, size_t *size);
const char *nst_vocabulary_surface(const nst_vocabulary *vocabulary, uint32_t term, size_t *size);

/* One document as a bag of terms. */
typedef struct nst_document nst_document;

typedef struct nst_occurrence {
  uint32_t term;
  uint32_t count; /* uses in the document */
  size_t first;   /* index of the first use among the document's words */
} nst_occurrence;

/* It borrows the vocabulary. */
nst_status nst_document_create(nst_vocabulary *vocabulary, const nst_allocator *allocator,
                               nst_document **out);
void nst_document_destroy(nst_document *document);
void nst_document_clear(nst_document *document);

typedef struct nst_term_rules {
  size_t least_characters; /* shorter words are no terms; 0 means 2 */
  const char *const *tags; /* only lexicon words with one of these tags; NULL for all */
  size_t tag_count;
  const nst_vocabulary *stop; /* words with a key in it are no terms; NULL for none */
} nst_term_rules;

/* Adds the words of a text that are terms: words of the lexicon, Latin words
   and words of other scripts, as the rules say; never numbers, quantities and
   dates, addresses, punctuation, spaces, or words of over 200 bytes.  rules may be NULL.  On
   failure the document holds a part of the text. */
nst_status nst_document_add_text(nst_document *document, nst_segmenter *segmenter,
                                 const nst_term_rules *rules, const char *text, size_t size);

/* The distinct terms in order of first use; owned by the document. */
const nst_occurrence *nst_document_terms(const nst_document *document, size_t *count);

/* The number of words that were neither space nor punctuation, and of uses
   of terms among them. */
size_t nst_document_words(const nst_document *document);
uint64_t nst_document_uses(const nst_document *document);

/* The vocabulary that the document was created with. */
nst_vocabulary *nst_document_vocabulary(const nst_document *document);

/* -- Counter -------------------------------------------------------------- */

/* Term frequency and document frequency over many documents of one
   vocabulary, which it borrows and may share with other counters. */
typedef struct nst_counter nst_counter;

typedef struct nst_count {
  uint32_t term;
  uint32_t documents; /* documents that have the term */
  uint64_t uses;      /* uses in all of them */
} nst_count;

nst_status nst_counter_create(nst_vocabulary *vocabulary, const nst_allocator *allocator,
                              nst_counter **out);
void nst_counter_destroy(nst_counter *counter);

/* Adds a document of the same vocabulary; all of it, or none on failure. */
nst_status nst_counter_add(nst_counter *counter, const nst_document *document);

/* Adds all that another counter holds, also one of another vocabulary.  On
   failure a part of it may have been added. */
nst_status nst_counter_merge(nst_counter *counter, const nst_counter *other);

/* The counts of a term; zeros where it was never seen. */
nst_count nst_counter_get(const nst_counter *counter, uint32_t term);

/* Distinct terms, documents added, and uses of terms in all of them. */
size_t nst_counter_size(const nst_counter *counter);
uint64_t nst_counter_documents(const nst_counter *counter);
uint64_t nst_counter_uses(const nst_counter *counter);

/* Steps through the counts in no particular order: start with *place = 0;
   false at the end.  The counter must not change meanwhile. */
bool nst_counter_next(const nst_counter *counter, size_t *place, nst_count *out);

/* Fills out with at most limit counts of the most used terms, equals in byte
   order of their keys, and returns how many there are. */
size_t nst_counter_top(const nst_counter *counter, size_t limit, nst_count *out);

nst_vocabulary *nst_counter_vocabulary(const nst_counter *counter);

/* -- Time zones ----------------------------------------------------------- */

/* Offsets of a zone from UTC, from ICU's copy of the IANA database. */
typedef struct nst_zone nst_zone;

/* name: an IANA name such as "Asia/Shanghai", ended by NUL.  An unknown one
   gives NST_UNKNOWN_ZONE. */
nst_status nst_zone_open(const char *name, const nst_allocator *allocator, nst_zone **out);
void nst_zone_close(nst_zone *zone);

/* The seconds to add to UTC at a moment, given in seconds since the epoch. */
nst_status nst_zone_offset(nst_zone *zone, double seconds, int *offset);

/* -- Versions ------------------------------------------------------------- */

/* The versions of ICU and libxml2 that the library was built with; constant. */
const char *nst_icu_version(void);
const char *nst_libxml2_version(void);

#ifdef __cplusplus
}
#endif

#endif
