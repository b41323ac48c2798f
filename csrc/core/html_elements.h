/* html_elements.h: what an element does to the text around it. */
#ifndef NEWSSTAT_HTML_ELEMENTS_H
#define NEWSSTAT_HTML_ELEMENTS_H

typedef enum nst_display {
  NST_DISPLAY_INLINE,    /* also every element that is not known */
  NST_DISPLAY_BLOCK,     /* begins and ends a line */
  NST_DISPLAY_PARAGRAPH, /* a block set off by an empty line */
  NST_DISPLAY_BREAK,     /* <br> */
  NST_DISPLAY_ROW,       /* a block that holds cells */
  NST_DISPLAY_CELL,
  NST_DISPLAY_PRE, /* a block that keeps its white space */
  NST_DISPLAY_NONE /* not shown, with all it holds */
} nst_display;

/* By the element's name in lower case, ended by NUL. */
nst_display nst_html_display(const char *name);

#endif
