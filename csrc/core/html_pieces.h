/* html_pieces.h: what slices of HTML stand for, piece by piece. */
#ifndef NEWSSTAT_HTML_PIECES_H
#define NEWSSTAT_HTML_PIECES_H

#include "html_tokenizer.h"

/* What a slice is. */
typedef enum nst_html_slice_kind {
  NST_HTML_SLICE_DATA,     /* text with references; NUL stays */
  NST_HTML_SLICE_RCDATA,   /* text with references */
  NST_HTML_SLICE_RAW_TEXT, /* text without */
  NST_HTML_SLICE_CDATA,    /* text without; NUL stays */
  NST_HTML_SLICE_VALUE,    /* an attribute's */
  NST_HTML_SLICE_NAME      /* of a tag or an attribute */
} nst_html_slice_kind;

/* The kind of a text token's slice. */
nst_html_slice_kind nst_html_text_kind(const nst_html_token *token);

/* Steps through what a slice stands for: references resolved, every line end as
   "\n", NUL as U+FFFD but where it stays, names in lower case.  Start with
   *place = 0; false at the end.  A piece is a part of the slice, or stands in
   *reference until the next call. */
bool nst_html_next_piece(nst_html_slice slice, nst_html_slice_kind kind, size_t *place,
                         nst_html_slice *piece, nst_html_reference *reference);

#endif
