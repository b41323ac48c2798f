#include "feed_elements.h"

#include <string.h>

static const struct {
  const char *prefix; /* the common one */
  const char *uri;    /* or its beginning */
  nst_feed_space space;
} spaces[] = {
    {"content", "http://purl.org/rss/1.0/modules/content/", NST_SPACE_CONTENT},
    {"atom", "http://www.w3.org/2005/Atom", NST_SPACE_ATOM},
    {"atom03", "http://purl.org/atom/ns#", NST_SPACE_ATOM},
    {"dc", "http://purl.org/dc/elements/", NST_SPACE_DC},
    {"dcterms", "http://purl.org/dc/terms/", NST_SPACE_DCTERMS},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", NST_SPACE_RDF},
    {"xhtml", "http://www.w3.org/1999/xhtml", NST_SPACE_XHTML},
};

static const struct {
  nst_feed_space space;
  const char *name;
  nst_feed_role role;
  nst_feed_field field;
} elements[] = {
    {NST_SPACE_RSS, "item", NST_ROLE_ENTRY, NST_FEED_FIELDS},
    {NST_SPACE_RSS, "title", NST_ROLE_FIELD, NST_FEED_TITLE},
    {NST_SPACE_RSS, "link", NST_ROLE_FIELD, NST_FEED_LINK},
    {NST_SPACE_RSS, "guid", NST_ROLE_FIELD, NST_FEED_ID},
    {NST_SPACE_RSS, "author", NST_ROLE_FIELD, NST_FEED_AUTHOR},
    {NST_SPACE_RSS, "language", NST_ROLE_FIELD, NST_FEED_LANGUAGE},
    {NST_SPACE_RSS, "pubDate", NST_ROLE_FIELD, NST_FEED_PUBLISHED},
    {NST_SPACE_RSS, "description", NST_ROLE_FIELD, NST_FEED_SUMMARY},
    {NST_SPACE_RSS, "category", NST_ROLE_CATEGORY, NST_FEED_FIELDS},
    {NST_SPACE_CONTENT, "encoded", NST_ROLE_FIELD, NST_FEED_CONTENT},
    {NST_SPACE_XHTML, "body", NST_ROLE_FIELD, NST_FEED_CONTENT},
    {NST_SPACE_ATOM, "entry", NST_ROLE_ENTRY, NST_FEED_FIELDS},
    {NST_SPACE_ATOM, "title", NST_ROLE_FIELD, NST_FEED_TITLE},
    {NST_SPACE_ATOM, "link", NST_ROLE_FIELD, NST_FEED_LINK},
    {NST_SPACE_ATOM, "id", NST_ROLE_FIELD, NST_FEED_ID},
    {NST_SPACE_ATOM, "author", NST_ROLE_PERSON, NST_FEED_FIELDS},
    {NST_SPACE_ATOM, "name", NST_ROLE_FIELD, NST_FEED_AUTHOR},
    {NST_SPACE_ATOM, "published", NST_ROLE_FIELD, NST_FEED_PUBLISHED},
    {NST_SPACE_ATOM, "issued", NST_ROLE_FIELD, NST_FEED_PUBLISHED},
    {NST_SPACE_ATOM, "updated", NST_ROLE_FIELD, NST_FEED_UPDATED},
    {NST_SPACE_ATOM, "modified", NST_ROLE_FIELD, NST_FEED_UPDATED},
    {NST_SPACE_ATOM, "content", NST_ROLE_FIELD, NST_FEED_CONTENT},
    {NST_SPACE_ATOM, "summary", NST_ROLE_FIELD, NST_FEED_SUMMARY},
    {NST_SPACE_ATOM, "category", NST_ROLE_CATEGORY, NST_FEED_FIELDS},
    {NST_SPACE_DC, "title", NST_ROLE_FIELD, NST_FEED_TITLE},
    {NST_SPACE_DC, "creator", NST_ROLE_FIELD, NST_FEED_AUTHOR},
    {NST_SPACE_DC, "date", NST_ROLE_FIELD, NST_FEED_PUBLISHED},
    {NST_SPACE_DC, "language", NST_ROLE_FIELD, NST_FEED_LANGUAGE},
    {NST_SPACE_DC, "description", NST_ROLE_FIELD, NST_FEED_SUMMARY},
    {NST_SPACE_DC, "subject", NST_ROLE_CATEGORY, NST_FEED_FIELDS},
    {NST_SPACE_DCTERMS, "issued", NST_ROLE_FIELD, NST_FEED_PUBLISHED},
    {NST_SPACE_DCTERMS, "created", NST_ROLE_FIELD, NST_FEED_PUBLISHED},
    {NST_SPACE_DCTERMS, "modified", NST_ROLE_FIELD, NST_FEED_UPDATED},
};

static nst_feed_space space_of(nst_feed_format format, const char *prefix, const char *uri) {
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
    bool same = uri ? strncmp(uri, spaces[i].uri, strlen(spaces[i].uri)) == 0
                    : prefix && strcmp(prefix, spaces[i].prefix) == 0;
    if (same) return spaces[i].space;
  }
  if (format == NST_FEED_ATOM) return uri || prefix ? NST_SPACE_OTHER : NST_SPACE_ATOM;
  /* RSS has had many namespaces, and most feeds give it none. */
  return prefix && !(uri && strstr(uri, "/rss/1.0")) ? NST_SPACE_OTHER : NST_SPACE_RSS;
}

nst_feed_element nst_feed_element_of(nst_feed_format format, const char *prefix, const char *uri,
                                     const char *name) {
  nst_feed_element found = {space_of(format, prefix, uri), NST_ROLE_NONE, NST_FEED_FIELDS};
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
    if (elements[i].space != found.space || strcmp(elements[i].name, name) != 0) continue;
    found.role = elements[i].role;
    found.field = elements[i].field;
    break;
  }
  return found;
}

nst_feed_format nst_feed_root_format(const char *name) {
  if (strcmp(name, "rss") == 0) return NST_FEED_RSS;
  if (strcmp(name, "RDF") == 0) return NST_FEED_RDF;
  return strcmp(name, "feed") == 0 ? NST_FEED_ATOM : NST_FEED_NONE;
}
