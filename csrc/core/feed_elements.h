/* feed_elements.h: which elements of feeds hold which fields. */
#ifndef NEWSSTAT_FEED_ELEMENTS_H
#define NEWSSTAT_FEED_ELEMENTS_H

#include "newsstat.h"

typedef enum nst_feed_space {
  NST_SPACE_OTHER,
  NST_SPACE_RSS, /* also no namespace at all */
  NST_SPACE_ATOM,
  NST_SPACE_CONTENT,
  NST_SPACE_DC,
  NST_SPACE_DCTERMS,
  NST_SPACE_RDF,
  NST_SPACE_XHTML
} nst_feed_space;

typedef enum nst_feed_role {
  NST_ROLE_NONE,
  NST_ROLE_ENTRY,
  NST_ROLE_FIELD,
  NST_ROLE_CATEGORY,
  NST_ROLE_PERSON /* holds a name, which is a field */
} nst_feed_role;

typedef struct nst_feed_element {
  nst_feed_space space;
  nst_feed_role role;
  nst_feed_field field; /* of NST_ROLE_FIELD */
} nst_feed_element;

/* prefix and uri may be NULL; a prefix that nobody declared means what it is
   commonly used for. */
nst_feed_element nst_feed_element_of(nst_feed_format format, const char *prefix, const char *uri,
                                     const char *name);

nst_feed_format nst_feed_root_format(const char *name);

#endif
