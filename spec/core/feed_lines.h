/* feed_lines.h: entries of feeds as lines of text, for tests to compare. */
#ifndef NEWSSTAT_TEST_FEED_LINES_H
#define NEWSSTAT_TEST_FEED_LINES_H

#include "core/newsstat.h"

#define RSS "<rss version='2.0'><channel>"
#define RSS_END "</channel></rss>"
#define ITEM(inner) RSS "<item>" inner "</item>" RSS_END
#define ATOM "<feed xmlns='http://www.w3.org/2005/Atom'>"
#define ENTRY(inner) ATOM "<entry>" inner "</entry></feed>"

/* A feed and its entries, a line each: name=text, name~html, +category, !damage. */
typedef struct feed_case {
  const char *feed;
  const char *entries;
} feed_case;

void put_bytes(nst_buffer *out, const char *bytes, size_t size);
void put_text(nst_buffer *out, const char *text);

/* Reads a feed in steps of so many bytes; with step 0 as a whole, and all of it by libxml2.  `out`
   gets the lines of its entries, and may be NULL. */
nst_status read_feed(const char *bytes, size_t size, size_t step, nst_buffer *out);

/* Whole, and byte for byte: in pieces it comes out the same, and where libxml2 gets the text too.
 */
void check_feed(const char *bytes, size_t size, const char *expected);
void check_feeds(const feed_case *cases, size_t count);

#define CHECK_FEEDS(cases) check_feeds(cases, sizeof cases / sizeof *cases)

#endif
