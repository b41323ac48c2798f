/* word_line.h: one line of a word list, "word [count [tag [+]]]". */
#ifndef NEWSSTAT_WORD_LINE_H
#define NEWSSTAT_WORD_LINE_H

#include <stdbool.h>
#include <stddef.h>

#define NST_NO_COUNT (-1.0)
#define NST_LARGEST_COUNT 1e12

typedef struct nst_word_line {
  const char *word; /* in the line */
  size_t size;      /* 0: the line is empty */
  double count;     /* NST_NO_COUNT where it has none */
  const char *tag;  /* in the line; NULL where it has none */
  size_t tag_size;
  bool splits; /* "+": the word splits in a fine segmentation */
} nst_word_line;

/* Reads a line without its end.  Fields stand between tabs or, where there are
   none, between spaces; a second field that is a short tag stands for the
   third.  Returns NULL, or what is wrong with the line: constant text. */
const char *nst_word_line_read(const char *line, size_t size, nst_word_line *out);

#endif
