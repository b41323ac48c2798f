/* feed.h: what the reading of a feed and its elements share. */
#ifndef NEWSSTAT_FEED_H
#define NEWSSTAT_FEED_H

#include "feed_elements.h"
#include "feed_entries.h"
#include "xml_repair.h"

#include <libxml/parser.h>

/* What libxml2 may keep of names.  Without a limit many distinct ones take
   quadratic time: each is looked up in a table that stops growing. */
enum { NST_FEED_NAME_BYTES = 256 * 1024 };

/* The root, and libxml2's count of elements, begin at depth 1. */
struct nst_feed {
  nst_allocator allocator;
  nst_status status; /* the first failure; nothing is read after it */
  xmlParserCtxtPtr parser;
  nst_xml_repair repair;
  nst_feed_entries entries;

  /* What is read next: given bytes, and a part of them as UTF-8. */
  const char *bytes;
  size_t size;
  char carried[4]; /* the beginning of a character that the next bytes end */
  size_t carried_size;
  nst_buffer slice;
  size_t slice_at;
  bool is_last; /* no bytes follow those that are there */
  bool ended;   /* all was parsed */

  /* Where reading stands. */
  nst_feed_format format;
  size_t depth;
  size_t entry_depth;                   /* 0 outside an entry */
  size_t skip_depth;                    /* of the element whose content does not count, or 0 */
  size_t person_depth;                  /* of the author that is open, or 0 */
  size_t namespaces[NST_XML_DEPTH + 1]; /* in force at each depth */
  size_t count;                         /* entries so far */

  /* The field that is being read. */
  size_t field_depth; /* 0 for none */
  nst_feed_element field;
  size_t field_first; /* where its bytes begin */
  bool is_html;
  bool keeps_tags;   /* its elements are part of it */
  bool escapes;      /* its text is not HTML's source but the text itself */
  bool is_permalink; /* the entry's id is a link */

  /* Of the feed itself. */
  nst_buffer language, author;
  const char *damage;
  size_t damage_line;
};

/* Sets the handlers for libxml2, whose context is the feed. */
void nst_feed_set_handler(xmlSAXHandler *handler);

/* Fields of the open entry, and some of the feed's own. */
void nst_feed_start_field(nst_feed *feed, nst_feed_element field);
void nst_feed_end_field(nst_feed *feed);

/* Adds to the open field, as far as the entry's limit goes.  The second writes
   text so that it means the same in HTML. */
void nst_feed_append(nst_feed *feed, const char *bytes, size_t size);
void nst_feed_append_escaped(nst_feed *feed, const char *text, size_t size);

/* Text between tags: of the open field, or nothing. */
void nst_feed_add_text(nst_feed *feed, const char *text, size_t size);

/* A field of one text. */
void nst_feed_set_field(nst_feed *feed, nst_feed_element field, const char *text, size_t size);

/* Opens an entry, or ends it: fields that it has not come from its id and from
   the feed. */
void nst_feed_start_entry(nst_feed *feed);
void nst_feed_end_entry(nst_feed *feed);

/* Passes what was damaged outside entries to the feed's own damage. */
void nst_feed_take_damage(nst_feed *feed);

#endif
