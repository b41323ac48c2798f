/* html_scanner.h: takes out of HTML what is never shown and what libxml2 reads
   otherwise than a browser: comments, the contents of raw-text elements
   (script, style, noscript, iframe, title …), templates, and the end tags of
   body and html, after which libxml2 drops what follows. */
#ifndef NEWSSTAT_HTML_SCANNER_H
#define NEWSSTAT_HTML_SCANNER_H

#include <stddef.h>

/* Works in place and returns the new size, at most the old.  One pass: the
   time is linear whatever the bytes are. */
size_t nst_html_scan(char *html, size_t size);

#endif
