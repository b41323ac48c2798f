/* libxml2_text.h: the text of HTML with libxml2's tree repair, to compare with. */
#ifndef NEWSSTAT_FUZZ_LIBXML2_TEXT_H
#define NEWSSTAT_FUZZ_LIBXML2_TEXT_H

#include "core/newsstat.h"

typedef enum libxml2_page {
  LIBXML2_NESTED, /* nothing to repair: each end tag ends the innermost element, all are closed, no
                     start tag ends another element, nor does one for libxml2: by HTML 4 <dt> ends
                     <pre>, and </a> a list that began inside */
  LIBXML2_BROKEN, /* where elements end is a matter of rules */
  LIBXML2_HIDING  /* some are not shown, so that the rules decide what is text */
} libxml2_page;

/* Appends the text of a page of which the tokenizer leaves a clean stream: tags of known elements
   without attributes, text with its references resolved.  libxml2 decides where elements end, by
   HTML 4's rules; the layout is newsstat's own. */
nst_status libxml2_text(const char *html, size_t size, nst_buffer *out, libxml2_page *kind);

#endif
