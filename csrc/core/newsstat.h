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
  NST_NO_MEMORY,     /* the allocator returned NULL, or a library ran out */
  NST_TOO_LARGE,     /* the input is above the limit that the function names */
  NST_DAMAGED,       /* not a lexicon image, or one that was cut or changed */
  NST_OTHER_FORMAT,  /* a lexicon image of another version or byte order */
  NST_UNICODE,       /* ICU failed, most often because its data is missing */
  NST_XML,           /* libxml2 gave up on XML: too many names or namespaces */
  NST_UNKNOWN_ZONE,  /* ICU knows no time zone of that name */
  NST_BAD_LINE,      /* a word list has a line that is none; its report says which */
  NST_SYSTEM,        /* a file could not be opened or mapped; errno tells */
  NST_CANCELLED,     /* the caller wanted no more of it */
  NST_TEMPORARY_FILE /* what was put into a temporary file could not be read back; errno tells */
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

/* A part of some text that somebody else owns. */
typedef struct nst_slice {
  const char *bytes; /* NULL where there is none */
  size_t size;
} nst_slice;

/* -- Threads -------------------------------------------------------------- */

/* How a function may spread its work.  It starts threads of its own, which take
   no signals, and joins them before it returns; the result is the same with any
   number of them.  The allocator of what it works on is then called from several
   threads at once.  NULL stands for the calling thread alone. */
typedef struct nst_threads {
  size_t count; /* the calling thread included; 0 is 1; at most 256 are used */
  /* Asked in the calling thread some twenty times a second: false ends the function with
     NST_CANCELLED.  May be NULL. */
  bool (*go_on)(void *context);
  void *context;
} nst_threads;

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

/* -- Charsets: text from bytes -------------------------------------------- */

/* How the charset of some bytes was found. */
typedef enum nst_charset_source {
  NST_CHARSET_DEFAULT,   /* not at all: all is ASCII (UTF-8), or no text (windows-1252) */
  NST_CHARSET_BOM,       /* a byte order mark */
  NST_CHARSET_TRANSPORT, /* the label that the caller gave */
  NST_CHARSET_META,      /* a <meta> tag */
  NST_CHARSET_XML,       /* an XML declaration */
  NST_CHARSET_DETECTION, /* what the bytes look like */
  NST_CHARSET_OVERRULED  /* the same, against a label that gives garbage */
} nst_charset_source;

/* Its name in lower case, as "meta"; constant, never NULL. */
const char *nst_charset_source_name(nst_charset_source source);

/* What is known of some bytes; zero bytes stand for nothing. */
typedef struct nst_charset_hint {
  const char *label; /* from the transport, as in HTTP's Content-Type, or NULL; an
                        unknown one counts as none */
  size_t label_size;
  bool html;    /* <meta> tags count */
  bool certain; /* a label is obeyed whatever it gives, as in browsers */
} nst_charset_hint;

typedef struct nst_charset_found {
  const char *name; /* as the Encoding Standard writes it, "GBK"; constant */
  nst_charset_source source;
  size_t replaced; /* bad parts that became U+FFFD */
} nst_charset_found;

/* The name of the charset that a label means, in any case and with ASCII white
   space around it ("gb2312" is "GBK"), or NULL where the Encoding Standard knows
   none; constant. */
const char *nst_charset_name(const char *label, size_t size);

/* Appends to out the text of bytes in any charset of the Encoding Standard, as
   UTF-8 without byte order mark, decoded as the standard says: each bad part
   becomes one U+FFFD and all else stays, NUL too.  The charset is that of, in this
   order, a byte order mark; the caller's label; a <meta> tag in the first 1,024
   bytes; an XML declaration; a <meta> tag further on; and else the likeliest,
   judged by the first 2,048 bytes that are not ASCII (UTF-16 by the first 1,024).
   Labels are overruled where the bytes are UTF-8, and where another reading
   of that sample is far likelier as text; but no single-byte charset overrules
   another, and a mark of UTF-16 stands.  ASCII and UTF-8 are copied.  hint and
   found may be NULL, and bytes where size is 0.  Time is linear in size, memory
   the text's.  Fails with NST_NO_MEMORY, or NST_UNICODE where ICU has no data; out
   may then hold a part. */
nst_status nst_charset_decode(const char *bytes, size_t size, const nst_charset_hint *hint,
                              nst_buffer *out, nst_charset_found *found);

/* -- Cleanup: text from HTML ---------------------------------------------- */

/* What is done with links.  A link is an <a> with an address that is no script
   and no place of the same page. */
typedef enum nst_html_links {
  NST_HTML_LINKS_TEXT,      /* their text alone */
  NST_HTML_LINKS_INLINE,    /* [text](address) */
  NST_HTML_LINKS_FOOTNOTES, /* text[1], and at the end a line "[1]: address" for each */
  NST_HTML_LINKS_DROP       /* nothing, and nothing of <a> without an address either */
} nst_html_links;

/* Which text of a page is wanted. */
typedef enum nst_html_content {
  NST_HTML_CONTENT_ALL,
  /* The main content of a whole page: the body that a reader reads, without
     menus, share bars, related links, comments, notices, and without a copy of
     the title.  Runs of text between block borders are judged one by one, by a
     learnt table; what attributes hide counts against a run, but may be shown
     (pages hide their text until a script shows it).  All other options count
     as they do for all text; the alt texts of images show where they stand in a
     run, and list markers where the item's text is content. */
  NST_HTML_CONTENT_ARTICLE
} nst_html_content;

/* Zero bytes are the defaults. */
typedef struct nst_html_options {
  nst_html_content content;
  bool any_charset;         /* bytes are decoded first, else they are UTF-8 */
  nst_charset_hint charset; /* for that; its html counts as set, its label must live as long */
  nst_html_links links;
  bool drop_captions;    /* leaves out <figcaption> and <caption> */
  bool drop_tables;      /* leaves out tables */
  bool mark_lists;       /* "- " and "1. " before items, two spaces before them a level */
  bool show_ruby;        /* shows the readings (<rt>, <rp>) too */
  bool fold_pre;         /* collapses white space in <pre> as elsewhere */
  bool show_image_texts; /* shows the alt text of images */
  bool show_hidden;      /* shows what attributes hide */
  size_t most_bytes;     /* of input, the rest is not read; 0: NST_HTML_LIMIT */
  size_t most_depth; /* of open elements, deeper ones follow one another; 0: 512; at most 2,048 */
  size_t most_attributes; /* of a tag, the others are not looked at; 0: 128, which is the most */
} nst_html_options;

#define NST_HTML_LIMIT ((size_t)1 << 30)

/* What is left out of a page. */
typedef enum nst_html_dropped {
  NST_HTML_DROPPED_SCRIPTS,
  NST_HTML_DROPPED_STYLES,
  NST_HTML_DROPPED_COMMENTS, /* and declarations */
  NST_HTML_DROPPED_HIDDEN,   /* by an attribute; closed dialogs */
  NST_HTML_DROPPED_NOSCRIPTS,
  NST_HTML_DROPPED_TEMPLATES,
  NST_HTML_DROPPED_FRAMES, /* contents of <iframe>, <noframes>, <noembed> */
  NST_HTML_DROPPED_MEDIA,  /* contents of <audio>, <video>, <canvas>; names of SVG pictures */
  NST_HTML_DROPPED_TITLES,
  NST_HTML_DROPPED_RUBY,
  NST_HTML_DROPPED_CAPTIONS,
  NST_HTML_DROPPED_TABLES,
  NST_HTML_DROPPED_LINKS,
  NST_HTML_DROPPED_DATALISTS,
  NST_HTML_DROPPED_CHARACTERS, /* controls and others that are not seen */
  NST_HTML_DROPPED_FURNITURE,  /* text that is not the main content, where only that is wanted */
  NST_HTML_DROPPED_KINDS
} nst_html_dropped;

enum { NST_HTML_TITLE_BYTES = 1024 };

typedef struct nst_html_info {
  nst_charset_found charset;
  size_t bytes_in;
  size_t bytes_out;
  bool truncated;                         /* a limit of the options was met */
  size_t dropped[NST_HTML_DROPPED_KINDS]; /* bytes of source, tags included */
  size_t title_size;
  char title[NST_HTML_TITLE_BYTES]; /* the text of the first <title>, cut where it is longer */
} nst_html_info;

/* The name of what was dropped, "scripts" …; constant. */
const char *nst_html_dropped_name(nst_html_dropped kind);

/* Appends to out the text of an HTML fragment or page, as an HTML5
   parser reads it and a browser's innerText shows it: blocks and <br> end
   lines, paragraphs are set off by an empty line, table cells by a tab; white
   space is collapsed but in <pre> and <textarea>.  Left out are script, style,
   template, noscript, <title>, contents of frames and media, ruby readings,
   and what `hidden` (but "until-found"), aria-hidden="true", or display:none
   and visibility:hidden in a style attribute (of which the first 1,024 bytes
   count) hide; on <html> and <body> those do not count.  Which characters go
   into text is in characters.h; ill-formed bytes become U+FFFD.

   Time is linear in size; memory is the text's, and 17 KB of stack.  For the
   main content it is read twice, and memory is about that of all its text twice
   and 500 bytes an element; elements and runs of text above 131,072 are not
   told apart or not looked at, which info.truncated tells.  html may
   be NULL for nothing; options NULL are the defaults; info may be NULL.  Fails
   with NST_NO_MEMORY, and with any_charset as nst_charset_decode does; out may
   then hold a part of the text, and info is not set. */
nst_status nst_html_text(const char *html, size_t size, const nst_html_options *options,
                         nst_buffer *out, nst_html_info *info);

/* The same for input that comes in parts, which it gathers: wherever it is cut,
   the text is the same. */
typedef struct nst_html_cleaner nst_html_cleaner;

nst_status nst_html_cleaner_create(const nst_html_options *options, const nst_allocator *allocator,
                                   nst_html_cleaner **out);
void nst_html_cleaner_destroy(nst_html_cleaner *cleaner);

/* Adds bytes.  What is above the limit is not kept.  On failure none are added. */
nst_status nst_html_cleaner_feed(nst_html_cleaner *cleaner, const char *bytes, size_t size);

/* Appends the text of all that was fed, and is ready for another page. */
nst_status nst_html_cleaner_finish(nst_html_cleaner *cleaner, nst_buffer *out, nst_html_info *info);

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

/* What the numbers in nst_word.entry are below. */
size_t nst_lexicon_entries(const nst_lexicon *lexicon);

/* Finds a word, in any of its spellings that fold to the same.  Returns true
   and sets *cost, its -ln(probability), and *tag, a constant string; either
   pointer may be NULL. */
bool nst_lexicon_find(const nst_lexicon *lexicon, const char *word, size_t size, double *cost,
                      const char **tag);

/* The -ln(probability) of a word that was seen once in the text the lexicon
   was counted on. */
double nst_lexicon_unknown_cost(const nst_lexicon *lexicon);

/* Appends to out the key under which a word is counted: NFKC, case folded,
   traditional characters folded to simplified.  Equal keys mean one term.  A word
   of 2^30 bytes or more is NST_TOO_LARGE. */
nst_status nst_lexicon_fold(const nst_lexicon *lexicon, const char *word, size_t size,
                            nst_buffer *out);

/* What a lexicon consists of. */
typedef struct nst_lexicon_facts {
  size_t words;
  size_t characters; /* that words use or that names are known by, folded */
  size_t tags;
  size_t longest; /* characters of the longest word */
  size_t size;    /* bytes of the image */
  unsigned version;
  uint64_t checksum; /* changes with any bit of the image */
} nst_lexicon_facts;

nst_lexicon_facts nst_lexicon_describe(const nst_lexicon *lexicon);

/* -- Compiling lexicons --------------------------------------------------- */

/* What became of a word list. */
typedef struct nst_compile_report {
  size_t lines;       /* read; on NST_BAD_LINE the number of the bad one, from 1 */
  const char *reason; /* on NST_BAD_LINE: what is wrong, constant; else NULL */
  size_t words;       /* in the image */
  size_t same;        /* lines whose word folds to another line's */
  size_t never_found; /* words with a mark or a letter of another script, where texts are cut */
  size_t first_never_found; /* the line of the first such word, or 0 */
} nst_compile_report;

/* Compiles a word list to a lexicon image in `image`, in place of what it
   held; its allocator serves the work too.  All but the words is taken from a
   base lexicon: characters and their folding, names, boundary weights; with
   `extend` the base's words are in the image too.

   words: lines "word [count [tag [+]]]" in UTF-8, with tabs or, where a line
   has none, spaces between; empty lines and the mark U+FEFF before the first
   are passed over.  A word has 1 to 64 characters and no space.  count: uses in
   some text, at least 0, at most 10^12; 0 counts as 1, and a word without one
   is as frequent as the mean word of the base.  tag: 1 to 7 ASCII characters,
   "x" where it is missing; at most 128 different ones.  "word tag" is read as
   jieba does, where tag is 1 to 3 lower-case letters or digits.  "+": the word
   splits in a fine segmentation.  Of words that fold to the same one stands:
   one whose count the list gives before others, then the one with the largest
   count, of equals the first; where it has no tag, with that of another.

   A word's cost is -ln(count / total), .7 less for two characters and .5 more
   for three.  total is the sum of all counts, or the base's where that is
   larger: so the words of a short list keep their weight against names and
   unknown words, whose costs are the base's.

   NST_BAD_LINE: a line is none of these, or no line has a word; the report says
   why.  NST_TOO_LARGE: more than 2^31 words, 65,534 different characters, 2^24
   places in the trie or 4 GiB of image.  On failure the image is empty.  Time is that of sorting
   the words, memory a small multiple of their size and of the image's.  report may be NULL. */
nst_status nst_lexicon_compile(const nst_lexicon *base, const char *words, size_t size, bool extend,
                               nst_buffer *image, nst_compile_report *report);

/* Puts bytes into a file, in place of what it held, such that at any time
   either the old or the new contents stand there whole: they are written to a
   new file beside it, which is renamed.  A path that is there and is no regular
   file is refused.  NST_SYSTEM: errno says why, and the old file stands. */
nst_status nst_file_replace(const char *path, const void *bytes, size_t size,
                            const nst_allocator *allocator);

/* What an entry of a folder is: a regular file for sure, or not known without asking. */
enum { NST_FOLDER_FILE = 'f', NST_FOLDER_OTHER = '?' };

/* Appends what a folder holds, but names that begin with a dot, in the order of the names' bytes:
   for each entry one of the two above, its name and a NUL.  NST_SYSTEM: errno says why. */
nst_status nst_folder_list(const char *path, nst_buffer *out);

/* -- Language --------------------------------------------------------------- */

/* The language of a text as a BCP 47 tag, "zh-Hans", "en"; constant, NULL where it
   cannot be told.  The first 16 KB count.  The script with most letters decides, a
   Han character, kana or hangul syllable for three letters; then
   - Han and kana: "ja" where 1 in 20 of them is kana, else "zh-Hant" where 1 in 20
     Han characters is one that the lexicon folds to a simplified one, else
     "zh-Hans", or "zh" where there are fewer than ten;
   - Latin: of en de fr es it pt nl sv da nb fi pl cs hu ro hr tr vi id ca the one
     whose twenty function words are met most, if they are two and a tenth of all
     words at least, and more than any other's;
   - Cyrillic: ru uk be bg sr mk by letters that only one has; Arabic: fa, ur, else
     ar; ko, el, he, hi, bn, ta, th by script alone.
   text may be NULL where size is 0. */
const char *nst_text_language(const nst_lexicon *lexicon, const char *text, size_t size);

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
  uint32_t entry; /* of a word of the lexicon that is written as it is looked up: its number there,
                     above 0 and below nst_lexicon_entries; else 0 */
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
   Dependencies: personal names, affixed words and longer compounds split.  Default false. */
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

/* Counts uses of a surface form of at most 2^31 bytes, of however many that a
   term has. */
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

/* A text to be counted as one document, and what became of it. */
typedef struct nst_text {
  const char *bytes;
  size_t size;
  nst_status status;
} nst_text;

/* Adds texts as documents of their own, in threads; the order plays no part.  One that cannot be
   counted leaves the others alone: each text's status tells.  Else the result is that of missing
   memory, after which some of them may have been added, or NST_CANCELLED, after which none were.
   rules may be NULL; the allocator is for the work. */
nst_status nst_counter_add_texts(nst_counter *counter, const nst_segmenter *segmenter,
                                 const nst_term_rules *rules, nst_text *texts, size_t count,
                                 const nst_threads *threads, const nst_allocator *allocator);

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

/* -- Saved posts ---------------------------------------------------------------- */

enum {
  NST_POST_FIELDS = 32,
  NST_POST_ITEMS = 64,
  NST_POST_SOURCE_BYTES = 256,
  NST_POST_TITLE_BYTES = 512
};

/* A field of front matter. */
typedef struct nst_post_field {
  nst_slice key;
  nst_slice value; /* of what is no list */
  bool is_list;
  size_t first_item, item_count; /* of a list: among the post's items */
} nst_post_field;

typedef enum nst_post_time { NST_POST_TIME_FRONT_MATTER, NST_POST_TIME_EPOCH } nst_post_time;

/* "front matter", "epoch comment"; constant. */
const char *nst_post_time_name(nst_post_time source);

/* An article as static sites and archives save it: front matter, a comment with the time, a line
   [title](url) and a rule, each of them optional, then HTML.  Slices are parts of its bytes; the
   title may lie in the struct, which so is not to be copied. */
typedef struct nst_post {
  nst_slice title;                       /* one line */
  char title_line[NST_POST_TITLE_BYTES]; /* room for it, where it is changed */
  nst_slice url, author;
  char source[NST_POST_SOURCE_BYTES]; /* host of the url; else first category, tag, author */
  size_t source_size;
  int64_t time;  /* seconds since 1970 */
  bool is_local; /* by a clock that the post does not name, else by UTC */
  nst_post_time time_source;
  nst_slice html;
  nst_charset_source charset_source; /* of UTF-8 */
  nst_post_field fields[NST_POST_FIELDS];
  size_t field_count;
  nst_slice items[NST_POST_ITEMS];
  size_t item_count;
} nst_post;

/* Reads a saved post of the common shape: in UTF-8, dated, with front matter of one line or simple
   lists for each value.  False for all else, which may be an article all the same; then out holds
   nothing of use.  Dates before 1990 and a day after `now`, in seconds since 1970, are none.  Time
   is linear in size. */
bool nst_post_read(const char *bytes, size_t size, int64_t now, nst_post *out);

/* Files on their way to being articles: opened, read and, where they are saved posts of the common
   shape, parsed in threads of their own while the caller works on others; he gets them in the order
   in which he added them.  Memory: at most 64 files, of which some 4 MB wait to be taken.  There
   is a thread for each four of threads->count, and where texts are made one at least from two on;
   without any, a file is read when it is asked for. */
typedef struct nst_post_reader nst_post_reader;

typedef struct nst_post_reader_options {
  int64_t now; /* as for nst_post_read; 0: the clock's */
  bool clean;  /* the text is made too */
} nst_post_reader_options;

/* A file that was read. */
typedef struct nst_post_file {
  const char *path;
  bool is_post; /* else it is to be read in another way: it may be of another format, larger than
                   NST_POST_FILE_BYTES, or not to be opened at all */
  nst_post post;
  nst_slice text; /* where it was asked for: of the HTML, without a first line that is the title */
  nst_buffer *bytes; /* the whole file; its memory may be exchanged, after which the slices of the
                        post are void */
} nst_post_file;

#define NST_POST_FILE_BYTES ((size_t)4 << 20)

/* options may be NULL for zero bytes; allocator NULL is libc. */
nst_status nst_post_reader_create(const nst_post_reader_options *options,
                                  const nst_threads *threads, const nst_allocator *allocator,
                                  nst_post_reader **out);
/* Gives up what was not taken. */
void nst_post_reader_destroy(nst_post_reader *reader);

/* Whether no more files may be added before one is taken. */
bool nst_post_reader_is_full(const nst_post_reader *reader);

/* Adds a file by its path, ended by NUL, which is copied.  NST_TOO_LARGE: the reader is full. */
nst_status nst_post_reader_add(nst_post_reader *reader, const char *path);

/* Waits for the first of the files that were added and not taken, and takes it: it belongs to the
   reader and is valid until the next call.  *out is NULL where there is none.  After NST_NO_MEMORY
   and NST_CANCELLED all further calls fail. */
nst_status nst_post_reader_next(nst_post_reader *reader, const nst_post_file **out);

/* -- Corpus --------------------------------------------------------------- */

/* Articles as sequences of words, some two bytes a word: all that is later
   counted is counted from it, so that articles and paragraphs can be left out
   when all are known, and no count depends on the order of adding. */
typedef struct nst_corpus nst_corpus;

/* What makes words terms, and which words phrases are made of.  Zero bytes are
   a default without phrase rules.  Vocabularies hold keys and may be NULL; they
   are borrowed, and no key comes to them while there is a corpus. */
typedef struct nst_corpus_rules {
  nst_term_rules terms;
  const nst_vocabulary *function_words; /* in no phrase */
  const nst_vocabulary *weak_words;     /* at the edge of phrases of four characters at most */
  const nst_vocabulary *suffixes;       /* X followed by one of them counts for X too: 湖北省 */
  const nst_vocabulary *aliases; /* each key is counted under its most frequent surface form, which
                                    is a key too: 川普 under 特朗普 */
  const char *no_start_tags;     /* first letters of tags; a word of one character with one of them
                                    begins no phrase; NULL for none */
} nst_corpus_rules;

nst_status nst_corpus_create(const nst_lexicon *lexicon, const nst_corpus_rules *rules,
                             const nst_allocator *allocator, nst_corpus **out);
void nst_corpus_destroy(nst_corpus *corpus);

/* Of its articles' words, and of an index' lists, what is more than so many bytes each is kept in
   temporary files, which have no name and are gone with their object: in the folder that TMPDIR
   names, else in /var/tmp or /tmp.  Where none can be made, or the disk is full, memory takes all.
   What cannot be read back is NST_TEMPORARY_FILE. */
enum { NST_CORPUS_MEMORY = 8 << 20 /* unless another number is set */ };
void nst_corpus_set_memory(nst_corpus *corpus, size_t bytes);

/* Adds an article: its title, which may be empty, and the lines of its text,
   each a paragraph.  Its number is the corpus' size before.  Above 2^31 bytes,
   or with the 2^29th different word of the corpus, it is NST_TOO_LARGE.  On failure nothing was
   added, words apart. */
nst_status nst_corpus_add(nst_corpus *corpus, nst_segmenter *segmenter, const char *title,
                          size_t title_size, const char *text, size_t size);

/* Where a text goes on behind a first line that is the title, white space around it apart; 0 where
   that line is another one. */
size_t nst_text_after_title(const char *text, size_t size, const char *title, size_t title_size);

/* Articles on their way into a corpus: read and cut into words in threads of
   their own while the caller prepares the next ones, and put into the corpus in
   the order in which they were added.  All but the threads' own work happens in
   the caller's calls, and the corpus becomes what nst_corpus_add would have made of it,
   whatever the number of threads.  Memory, the corpus apart: the threads' own
   tables of words, and a bounded number of articles.  With threads->count 0 or 1
   no thread is started; else the caller's is one of them, and works on articles
   while many are on their way. */
typedef struct nst_pipeline nst_pipeline;

/* An article on its way; all is copied that has no owner. */
typedef struct nst_pipeline_article {
  const char *title;
  size_t title_size;
  const char *text; /* as for nst_corpus_add, or HTML in UTF-8 */
  size_t size;
  bool is_html;      /* it is cleaned first, as nst_html_text does by default */
  bool is_page;      /* of HTML only the main content counts, all where nothing looks like that */
  bool drop_title;   /* a first line that is the title is left out */
  nst_buffer *owner; /* or NULL: the buffer that `text` is a part of, whose memory the pipeline
                        takes for other memory, so that the text need not be copied */
} nst_pipeline_article;

/* Borrows all but `threads`.  The segmenter's settings and user words must not change meanwhile,
   and nobody else may add to the corpus. */
nst_status nst_pipeline_create(nst_corpus *corpus, nst_segmenter *segmenter,
                               const nst_threads *threads, nst_pipeline **out);

/* Adds an article; waits where many are on their way.  Fails with NST_TOO_LARGE for this one, and
   for what was added before with NST_NO_MEMORY, after which all further calls fail, and with
   NST_CANCELLED. */
nst_status nst_pipeline_add(nst_pipeline *pipeline, const nst_pipeline_article *article);

/* Waits until all that was added is in the corpus.  Then more may be added. */
nst_status nst_pipeline_finish(nst_pipeline *pipeline);

/* How many of the articles that were added are in the corpus: the first ones. */
size_t nst_pipeline_size(const nst_pipeline *pipeline);

/* The bytes of text, cleaned, of an article that is in the corpus: the how manieth that was added,
   from 0. */
size_t nst_pipeline_text_size(const nst_pipeline *pipeline, size_t article);

/* Ends the threads.  What is not in the corpus by then is given up; of what is, the corpus'
   vocabulary has the surface forms from now on. */
void nst_pipeline_destroy(nst_pipeline *pipeline);

/* Adds all articles of another corpus with the same rules behind those that are
   there; the other one keeps them.  On failure none was added. */
nst_status nst_corpus_merge(nst_corpus *corpus, nst_corpus *other);

/* Appends to out the key under which the corpus counts a word: folded, aliases replaced. */
nst_status nst_corpus_key(const nst_corpus *corpus, const char *word, size_t size, nst_buffer *out);

/* Articles, and words of one that are neither space nor punctuation. */
size_t nst_corpus_size(const nst_corpus *corpus);
size_t nst_corpus_words(const nst_corpus *corpus, uint32_t article);

/* The words of the corpus with their surface forms.  Owned by it; valid until
   it changes. */
nst_status nst_corpus_vocabulary(nst_corpus *corpus, nst_vocabulary **out);

/* Strings by number, one behind another: what is told of each article and seldom read.  Beyond
   `memory` bytes, SIZE_MAX for any number, they go to a temporary file, as words of a corpus do. */
typedef struct nst_string_list nst_string_list;

nst_status nst_string_list_create(size_t memory, const nst_allocator *allocator,
                                  nst_string_list **out);
void nst_string_list_destroy(nst_string_list *list);
size_t nst_string_list_size(const nst_string_list *list);

/* Adds a string, which is copied; leaves the first `count` of them. */
nst_status nst_string_list_add(nst_string_list *list, const char *bytes, size_t size);
void nst_string_list_cut(nst_string_list *list, size_t count);

/* Gives a string, of the numbers below the size.  It lies in `room` or in the list, until that is
   used again or this changes; room may be NULL where memory holds any number. */
nst_status nst_string_list_get(const nst_string_list *list, size_t number, nst_buffer *room,
                               nst_slice *out);

/* Articles in the order in which they are looked at, the earliest first, with a
   number for each one's source and series. */
typedef struct nst_selection {
  const uint32_t *articles;
  const uint32_t *sources; /* of each article in `articles`, from 0 */
  const uint32_t *series;  /* of each: articles of one series, such as parts 1 and 2, count once
                              where that is said; from 0, below count */
  const uint32_t *periods; /* of each: numbers from 0 that never fall */
  size_t count;
} nst_selection;

/* An article whose title may be one of a series. */
typedef struct nst_series_title {
  const char *bytes;
  size_t size;
  uint32_t source;
  uint32_t period; /* articles of one stand one behind another */
} nst_series_title;

/* Finds articles of one source and period with titles that are the same for half of the shorter
   one, and for six Chinese characters or Latin words, such as the parts of a report; what a site
   adds to its titles does not count.  numbers[i] becomes the place of an article of its series,
   which is i where it is alone. */
nst_status nst_title_series(const nst_series_title *titles, size_t count,
                            const nst_allocator *allocator, uint32_t *numbers);

/* Leaves out each paragraph, title apart, that `least` or more articles of one
   source have, and in each article what stands there a second time; all other
   paragraphs of the selection count again.  *count: paragraphs left out. */
nst_status nst_corpus_leave_out_repeated(nst_corpus *corpus, const nst_selection *selection,
                                         size_t least, const nst_threads *threads, size_t *count);

/* The paragraphs that were left out last because several articles have them, to be taken out of
   other texts. */
typedef struct nst_furniture nst_furniture;

nst_status nst_furniture_create(const nst_corpus *corpus, const nst_allocator *allocator,
                                nst_furniture **out);
void nst_furniture_destroy(nst_furniture *furniture);

/* The same from hashes as nst_furniture_hash gives them, which are copied. */
nst_status nst_furniture_of_hashes(const uint64_t *hashes, size_t count,
                                   const nst_allocator *allocator, nst_furniture **out);

/* How many hashes there are, and each of them in rising order; equal ones stand once or more. */
size_t nst_furniture_size(const nst_furniture *furniture);
uint64_t nst_furniture_hash(const nst_furniture *furniture, size_t i);

/* The hash of the line of a text that begins at *at, which goes on to the next line; false for a
   line of nothing but spaces. */
bool nst_line_hash(const char *text, size_t size, size_t *at, uint64_t *hash);

/* Appends to out the lines of a text that are no furniture. */
nst_status nst_furniture_strip(const nst_furniture *furniture, const char *text, size_t size,
                               nst_buffer *out);

/* Finds articles that nearly repeat an earlier one of the selection: the Jaccard
   index of the sets of five characters one behind another, title and
   punctuation apart, is at least `threshold`.  Pairs are found by MinHash of words
   two in a row, with banding (99.6 % of those that have .7 of these in common,
   more above) and then counted exactly.
   same_as[i] becomes the place in the selection of the earliest that articles[i]
   repeats, or i.  Texts of fewer than 20 characters repeat nothing. */
nst_status nst_corpus_find_duplicates(const nst_corpus *corpus, const nst_selection *selection,
                                      double threshold, const nst_threads *threads,
                                      uint32_t *same_as);

/* Counts the uses of a key in each article of the selection, as a word, as the
   base of one, or as words one behind another; uses has room for all.  Paragraphs
   that are left out do not count. */
nst_status nst_corpus_count_uses(nst_corpus *corpus, const nst_selection *selection,
                                 const char *key, size_t size, uint32_t *uses);

/* A use of a word in one of several articles. */
typedef struct nst_word_use {
  uint32_t word;
  uint32_t article;  /* its place in the list of articles, from 0 */
  uint32_t position; /* among the article's words and marks; one is left free between paragraphs */
} nst_word_use;

/* Lists all uses of all words of the articles, by word, then by article and position, so that
   nst_corpus_count_uses can be answered without the corpus.  Paragraphs that are left out do not
   count.  *uses is the caller's, to be given back through nst_word_uses_free with the same
   allocator; NULL on failure.  allocator: NULL for libc's. */
nst_status nst_corpus_list_uses(nst_corpus *corpus, const uint32_t *articles, size_t count,
                                const nst_allocator *allocator, nst_word_use **uses,
                                size_t *use_count);
void nst_word_uses_free(const nst_allocator *allocator, nst_word_use *uses, size_t use_count);

/* The key of a word, and of the word that it counts for too, as 湖北 of 湖北省; NULL where there is
   none.  They live as long as the corpus and do not end with a NUL. */
const char *nst_corpus_word(const nst_corpus *corpus, uint32_t word, size_t *size);
const char *nst_corpus_word_base(const nst_corpus *corpus, uint32_t word, size_t *size);

/* -- Term index ----------------------------------------------------------- */

/* The words and phrases that `least` or more articles of some period have, and
   which articles have them.  Phrases are two to four Chinese words of up to
   eight characters, names of two to four capitalised Latin words, and mixtures
   such as N95口罩.  Memory: some seven bytes for each article of a term, as far as
   nst_corpus_set_memory allows, and for the time of creating it eight for each use of a
   phrase in the period that each thread is at, of a long one in a part of it. */
typedef struct nst_index nst_index;

/* The selection has periods; its arrays are not needed afterwards.  The corpus
   is borrowed and must not change. */
nst_status nst_index_create(nst_corpus *corpus, const nst_selection *selection, size_t least,
                            const nst_threads *threads, const nst_allocator *allocator,
                            nst_index **out);
void nst_index_destroy(nst_index *index);

/* The number of terms. */
size_t nst_index_size(const nst_index *index);

/* Finds a key, or NST_NO_TERM. */
uint32_t nst_index_find(const nst_index *index, const char *key, size_t size);

/* What the whole selection tells of a term. */
typedef struct nst_term {
  const char *key; /* owned by the index */
  size_t size;
  bool is_word;        /* met as one word, not as a phrase only */
  bool is_stop;        /* its key is a stop word's */
  bool ends_with_name; /* its last word, of several, is a person's name */
  uint8_t word_count;  /* of the phrase, as it was cut first */
  uint32_t words[4];   /* numbers in the corpus' vocabulary */
  uint32_t articles;   /* that have it */
  uint32_t repeating;  /* that use it twice or more */
  uint32_t titles;     /* that have it in their title and their text */
  uint32_t uses;       /* in all of them */
  uint32_t first; /* words and marks before it in the first article that has it, title included */
  uint32_t phrase_uses; /* as a phrase */
  uint32_t quoted;      /* as a phrase, alone between quotation marks */
  uint32_t capitals;    /* uses with a capital letter in the first word */
  uint32_t paragraphs;  /* that have it, titles among them */
  double entropy; /* of a term that is no word; bits: the smaller one of the neighbours on its left
                     and right, estimated from at most 32 uses; each punctuation mark differs from
                     all others */
  double association; /* of a term that is no word; bits: the smallest pointwise mutual information
                         over its splits */
} nst_term;

void nst_index_term(const nst_index *index, uint32_t term, nst_term *out);

/* The words alone; their number is returned.  Valid until the index is destroyed. */
size_t nst_index_words(const nst_index *index, uint32_t term, const uint32_t **words);

/* The vocabulary in which a term's words are numbered. */
const nst_vocabulary *nst_index_vocabulary(const nst_index *index);

/* Appends the form in which a term is shown to out. */
nst_status nst_index_surface(const nst_index *index, uint32_t term, nst_buffer *out);

/* History: the articles against which a period is held.  It begins empty; an
   article counts as often as it was added.  first to last, without last: places
   in the selection. */
void nst_index_add_history(nst_index *index, size_t first, size_t last);
void nst_index_clear_history(nst_index *index);

/* The articles in the history that have a term, of each source of the selection. */
nst_status nst_index_history(const nst_index *index, uint32_t term, uint32_t *articles);

/* The places of a period's articles in the selection: *first to *last, without it. */
void nst_index_period(const nst_index *index, uint32_t period, size_t *first, size_t *last);

/* Counts the articles that have each of some terms by period: counts[i * periods + p] for terms[i].
 */
nst_status nst_index_series(const nst_index *index, const uint32_t *terms, size_t count,
                            uint32_t *counts);

/* Opens a period.  median_words: the length of a typical article. */
nst_status nst_index_open_period(nst_index *index, uint32_t period, double median_words);

/* Opens some articles as if they were a period: those of the places from `first` to `last`, without
   it. */
nst_status nst_index_open_places(nst_index *index, size_t first, size_t last, double median_words);

/* What the open period tells of a term. */
typedef struct nst_period_counts {
  uint32_t uses;    /* in the articles that have it */
  uint32_t sources; /* among them */
  uint32_t series;  /* among them */
  uint32_t titles;  /* of them that have it */
  double salience;  /* mean over them of tf / (tf + 1/2 + words / (2 median_words)) */
} nst_period_counts;

/* Counts in the articles of the open period that have a term. */
void nst_index_count(nst_index *index, uint32_t term, nst_period_counts *out);

/* The articles of the open period that have a term: places in the selection, in
   order.  Owned by the index; valid until another period is opened. */
typedef struct nst_posting {
  uint32_t place;
  uint16_t uses; /* at most 65,535 */
  uint16_t in_title;
} nst_posting;

const nst_posting *nst_index_postings(const nst_index *index, uint32_t term, size_t *count);

/* -- What stores keep ----------------------------------------------------- */

/* Lists of whole numbers as JSON, [1,2,3], which engines of SQL can read too.  Each is appended to
   what `out` holds; where memory ends, it may hold the beginning of the list. */

/* The articles of the open period that have a term, and its uses in each, in turns: places from 1,
   which is the period's first article. */
nst_status nst_index_write_postings(const nst_index *index, uint32_t term, nst_buffer *out);

/* The history's articles that have a term by source, up to the last source that has any; *articles:
   all of them. */
nst_status nst_index_write_history(nst_index *index, uint32_t term, nst_buffer *out,
                                   size_t *articles);

/* The periods with articles that have a term, from 1, and how many they are, in turns. */
nst_status nst_index_write_series(const nst_index *index, uint32_t term, nst_buffer *out);

/* Of the uses of one word: its articles, from 1, and how often each uses it, in turns. */
nst_status nst_word_uses_write_postings(const nst_word_use *uses, size_t count, nst_buffer *out);

/* Of the uses of one word: in each article the first position, then differences. */
nst_status nst_word_uses_write_positions(const nst_word_use *uses, size_t count, nst_buffer *out);

/* How many articles of two sets have a term, and how often these use it. */
typedef struct nst_set_counts {
  uint64_t articles[2], uses[2];
} nst_set_counts;

/* Adds to `counts` what a list of postings tells, whatever its bytes are. members: of each article
   of the period a byte, whose lowest bit tells whether the first set has it, the next one whether
   the second set does; places beyond them are in no set. Numbers above 2^30 count as such. */
void nst_count_postings(const char *text, size_t size, const uint8_t *members, size_t articles,
                        nst_set_counts *counts);

/* A field of a tab-separated row, as ClickHouse reads it: NUL, \b, \t, \n, \f, \r and \ are
   written with a backslash, numbers with the digits that give the same number again. */
nst_status nst_tab_separated_text(const char *text, size_t size, nst_buffer *out);
nst_status nst_tab_separated_number(double number, nst_buffer *out);

/* The text that a field stands for, appended to `out`; of a backslash before any other byte that
   byte remains. */
nst_status nst_tab_separated_read(const char *field, size_t size, nst_buffer *out);

/* -- Content hashes ------------------------------------------------------- */

/* 128 bits that tell contents apart, the same on all machines and in all versions: stores keep
   them.  Not for secrets: who wants two contents with one hash can make them. */
void nst_content_hash(const char *bytes, size_t size, uint64_t out[2]);

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
