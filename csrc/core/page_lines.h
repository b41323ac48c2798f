/* page_lines.h: lines of a page's text, and which of them tell something of the
   page. */
#ifndef NEWSSTAT_PAGE_LINES_H
#define NEWSSTAT_PAGE_LINES_H

#include "page_facts.h"

/* A line that is being read; white space is collapsed. */
typedef struct nst_page_line {
  char text[NST_PAGE_LINE_BYTES]; /* its beginning, cut behind a character */
  size_t kept;                    /* bytes of it */
  size_t size;                    /* bytes of the line */
  size_t link_size;
  uint32_t hints;
  bool gap; /* a space is due before the next character */
} nst_page_line;

void nst_page_line_clear(nst_page_line *line);

/* Adds text, in which references are resolved. */
void nst_page_line_add(nst_page_line *line, const char *text, size_t size, bool in_link);

/* The signs that are in text. */
uint32_t nst_page_signs_of(const char *text, size_t size);

/* Whether text has what looks like a date, or the label of a date, an author or
   a source. */
static inline bool nst_page_text_is_telling(const char *text, size_t size) {
  return (nst_page_signs_of(text, size) & NST_SIGNS_TELLING) != 0;
}

#endif
