/* layout.h: lays text and element borders out as lines, with white space
   collapsed as a browser does (CSS Text 3; `innerText` in the HTML standard). */
#ifndef NEWSSTAT_LAYOUT_H
#define NEWSSTAT_LAYOUT_H

#include "newsstat.h"

enum { NST_LAYOUT_PREFIX_BYTES = 64 };

typedef struct nst_layout {
  nst_buffer *out;
  size_t start;    /* of the text in out */
  size_t preserve; /* open elements that keep their white space */
  size_t breaks;   /* line breaks owed before the next text */
  size_t forced;   /* of them, by <br> */
  bool space;      /* a space is owed */
  size_t tabs;     /* tabs owed */
  bool line_empty; /* nothing stands on the current line yet */
  bool cells;      /* the current row has a cell before this place */
  bool row_has_text;
  bool row_broken;   /* a line ended inside the current row */
  bool after_pre;    /* a line break right here belongs to the <pre> tag */
  bool after_return; /* the last character was a carriage return, in preserved text */
  size_t left_out;   /* bytes of characters that were left out */
  size_t prefix_size;
  char prefix[NST_LAYOUT_PREFIX_BYTES]; /* owed before the next text, as a list's marker */
  nst_status status;
} nst_layout;

void nst_layout_init(nst_layout *layout, nst_buffer *out);

/* Adds text, as characters.h says; ill-formed parts become U+FFFD. */
void nst_layout_text(nst_layout *layout, const char *text, size_t size);

/* Sets what stands before the next text, or adds to it; what does not fit is
   left out. */
void nst_layout_set_prefix(nst_layout *layout, const char *bytes, size_t size);
void nst_layout_add_prefix(nst_layout *layout, const char *bytes, size_t size);

/* Adds bytes right behind the last text, before what is owed. */
void nst_layout_suffix(nst_layout *layout, const char *bytes, size_t size);

/* A block border: at least `breaks` line ends between what stands around. */
void nst_layout_border(nst_layout *layout, size_t breaks);

/* Text that stands here is left out: what is owed becomes one border. */
void nst_layout_leave_out(nst_layout *layout);

void nst_layout_line_break(nst_layout *layout);

/* The beginning or end of a table's row. */
void nst_layout_row(nst_layout *layout);
void nst_layout_cell(nst_layout *layout);
/* Elements that keep their white space; in some of them a line break right
   behind the tag does not count. */
void nst_layout_open_pre(nst_layout *layout, bool skips_line_break);
void nst_layout_close_pre(nst_layout *layout);

#endif
