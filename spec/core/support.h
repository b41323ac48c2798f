/* support.h: what the tests of several stages share. */
#ifndef NEWSSTAT_TEST_SUPPORT_H
#define NEWSSTAT_TEST_SUPPORT_H

#include "core/newsstat.h"

/* An allocator that counts what is live, notices a wrong old size, fills with
   junk what it hands out and takes back, and fails where it is told to.  Any
   number of threads may use it. */
typedef struct counted_memory {
  nst_allocator allocator;
  size_t live_blocks;
  size_t live_bytes;
  size_t calls;          /* of allocate and resize */
  size_t fail_at;        /* the call that fails, counted from 1; 0 for none */
  bool fail_on;          /* and all that follow it */
  bool misused;          /* a size was wrong, or zero */
  const char *watched;   /* a place in some block, or NULL */
  bool watched_released; /* that block was taken back */
} counted_memory;

/* The struct must stay where it is while its allocator is in use. */
void counted_memory_init(counted_memory *memory);

/* Whether all is given back and every size told was right. */
bool counted_memory_is_clean(const counted_memory *memory);

/* Numbers that look random and are the same in each run. */
uint64_t random_next(uint64_t *state);
size_t random_below(uint64_t *state, size_t limit);

/* One of the pieces at random, again and again, until out holds `size` bytes
   or a little more. */
void random_text(uint64_t *state, const char *const *pieces, size_t count, size_t size,
                 nst_buffer *out);

/* The lexicon that is linked in; a failing check where it does not open. */
nst_lexicon *open_lexicon(void);
nst_segmenter *open_segmenter(const nst_lexicon *lexicon);

/* Appends the words of text to out with `|` between. */
nst_status cut(nst_segmenter *segmenter, const char *text, size_t size, nst_buffer *out);

/* Whether the words of text are none of them empty and, one behind another,
   the text. */
bool words_are_the_text(nst_segmenter *segmenter, const char *text, size_t size);

/* A page or fragment and its text. */
typedef struct html_case {
  const char *html;
  const char *text;
} html_case;

void check_html(const char *html, size_t size, const char *expected);
void check_html_cases(const html_case *cases, size_t count);

#define CHECK_HTML(cases) check_html_cases(cases, sizeof cases / sizeof *cases)

/* Writes bytes to a new file and gives its path, for remove(), or NULL; the
   path stands until the next call. */
const char *write_temporary(const void *bytes, size_t size);

/* The words of lexicon/words.tsv, from the project's root. */
typedef struct word_file {
  char *bytes;
  size_t size;
  const char **words;
  size_t *sizes;
  size_t count;
} word_file;

bool word_file_open(word_file *file, bool only_han);
void word_file_close(word_file *file);

/* Words of the file at random until text holds `size` bytes or a little more, some cut so that
   their ends read on into the next; for words of Han only. */
void random_words(uint64_t *state, const word_file *file, size_t size, nst_buffer *text);

#endif
