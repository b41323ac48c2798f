/* html_references.h: character references of HTML, "&amp;", "&#20013;". */
#ifndef NEWSSTAT_HTML_REFERENCES_H
#define NEWSSTAT_HTML_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>

enum { NST_HTML_REFERENCE_BYTES = 8 }; /* of the longest text: two characters */

typedef struct nst_html_reference {
  char text[NST_HTML_REFERENCE_BYTES]; /* UTF-8 */
  size_t size;
} nst_html_reference;

/* Reads the reference at text[0], a "&", by the standard's rules: names by
   longest match, some of them without ";" (not in an attribute's value where a
   letter, a digit or "=" follows); 128 to 159 as in windows-1252; 0,
   surrogates and what is above 0x10FFFF as U+FFFD.  Returns the bytes it
   takes, or 0 where the "&" is text.  A number may have any length. */
size_t nst_html_read_reference(const char *text, size_t size, bool in_attribute,
                               nst_html_reference *out);

#endif
