/* feed_handler.c: what libxml2 reports of elements and text. */
#include "feed.h"
#include "xml_elements.h"

#include <string.h>

enum { MOST_NAMESPACES = 1000 }; /* libxml2 walks them all for each name */

/* -- Attributes ---------------------------------------------------------------- */

typedef struct attribute {
  const char *value; /* NULL for none */
  size_t size;
} attribute;

/* libxml2 gives name, prefix, URI, and the value's beginning and end. */
typedef struct attributes {
  const xmlChar **parts;
  size_t count;
} attributes;

enum { NAME, PREFIX, ADDRESS, BEGIN, END, PARTS };

static const char *part_of(attributes all, size_t i, size_t part) {
  return (const char *)all.parts[PARTS * i + part];
}

static attribute value_at(attributes all, size_t i) {
  const char *begin = part_of(all, i, BEGIN);
  return (attribute){begin, (size_t)(part_of(all, i, END) - begin)};
}

static attribute find_attribute(attributes all, const char *prefix, const char *name) {
  for (size_t i = 0; i < all.count; i++) {
    const char *own_prefix = part_of(all, i, PREFIX);
    if (strcmp(part_of(all, i, NAME), name) != 0) continue;
    if (prefix ? own_prefix && strcmp(own_prefix, prefix) == 0 : !own_prefix)
      return value_at(all, i);
  }
  return (attribute){NULL, 0};
}

static bool is_value(attribute one, const char *text) {
  return one.value && one.size == strlen(text) && memcmp(one.value, text, one.size) == 0;
}

static bool begins(attribute one, const char *text) {
  return one.size >= strlen(text) && memcmp(one.value, text, strlen(text)) == 0;
}

static bool ends(attribute one, const char *text) {
  size_t size = strlen(text);
  return one.size >= size && memcmp(one.value + one.size - size, text, size) == 0;
}

/* -- Tags inside a field --------------------------------------------------------- */

static void append_text(nst_feed *feed, const char *text) {
  nst_feed_append(feed, text, strlen(text));
}

static void append_start_tag(nst_feed *feed, const char *name, attributes all) {
  append_text(feed, "<");
  append_text(feed, name);
  for (size_t i = 0; i < all.count; i++) {
    attribute one = value_at(all, i);
    append_text(feed, " ");
    append_text(feed, part_of(all, i, NAME));
    append_text(feed, "=\"");
    nst_feed_append_escaped(feed, one.value, one.size);
    append_text(feed, "\"");
  }
  append_text(feed, ">");
}

static void append_end_tag(nst_feed *feed, const char *name) {
  if (nst_xml_is_void(name, strlen(name))) return;
  append_text(feed, "</");
  append_text(feed, name);
  append_text(feed, ">");
}

/* -- Fields ----------------------------------------------------------------------- */

static bool is_markup(nst_feed_field field) {
  return field == NST_FEED_CONTENT || field == NST_FEED_SUMMARY;
}

/* How the text of an Atom title, content or summary is meant.  False where it is
   none: a picture, or something encoded. */
static bool set_atom_type(nst_feed *feed, attributes all) {
  attribute type = find_attribute(all, NULL, "type"), mode = find_attribute(all, NULL, "mode");
  bool is_html = is_value(type, "html") || is_value(type, "text/html");
  bool is_tree = is_value(type, "xhtml") || ends(type, "+xml") || ends(type, "/xml");
  bool is_plain = !type.value || !type.size || is_value(type, "text") || begins(type, "text/");
  if (is_value(mode, "base64") || !(is_html || is_tree || is_plain)) return false;
  bool keeps_tags = is_markup(feed->field.field) && (is_html || is_tree);
  feed->keeps_tags = keeps_tags;
  feed->escapes = keeps_tags && is_tree;
  feed->is_html = is_html || keeps_tags;
  return true;
}

static void set_rss_type(nst_feed *feed) {
  nst_feed_field field = feed->field.field;
  feed->is_html = field == NST_FEED_TITLE || is_markup(field);
  feed->keeps_tags = is_markup(field);
  feed->escapes = feed->keeps_tags && feed->field.space == NST_SPACE_XHTML;
}

static void skip(nst_feed *feed) { feed->skip_depth = feed->depth; }

/* Atom's links and categories stand in attributes. */
static bool set_from_attributes(nst_feed *feed, nst_feed_element element, attributes all) {
  if (element.space != NST_SPACE_ATOM) return false;
  attribute value = {NULL, 0};
  if (element.role == NST_ROLE_CATEGORY) {
    value = find_attribute(all, NULL, "label");
    if (!value.size) value = find_attribute(all, NULL, "term");
  } else if (element.field == NST_FEED_LINK) {
    attribute relation = find_attribute(all, NULL, "rel");
    if (!relation.value || is_value(relation, "alternate"))
      value = find_attribute(all, NULL, "href");
  } else {
    return false;
  }
  if (value.size) nst_feed_set_field(feed, element, value.value, value.size);
  skip(feed);
  return true;
}

static void start_field(nst_feed *feed, nst_feed_element element, attributes all) {
  if (feed->field_depth) nst_feed_end_field(feed); /* its end tag is missing */
  if (set_from_attributes(feed, element, all)) return;
  nst_feed_start_field(feed, element);
  if (element.role == NST_ROLE_CATEGORY) return;
  if (element.field == NST_FEED_ID && is_value(find_attribute(all, NULL, "isPermaLink"), "false"))
    feed->is_permalink = false;
  if (element.space != NST_SPACE_ATOM) {
    set_rss_type(feed);
  } else if ((element.field == NST_FEED_TITLE || is_markup(element.field)) &&
             !set_atom_type(feed, all)) {
    feed->field_depth = 0;
    skip(feed);
  }
}

/* -- Elements ---------------------------------------------------------------------- */

static void set_language(nst_feed *feed, attributes all) {
  static const nst_feed_element language = {NST_SPACE_OTHER, NST_ROLE_FIELD, NST_FEED_LANGUAGE};
  attribute value = find_attribute(all, "xml", "lang");
  if (value.size) nst_feed_set_field(feed, language, value.value, value.size);
}

static void start_entry(nst_feed *feed, attributes all) {
  static const nst_feed_element id = {NST_SPACE_RDF, NST_ROLE_FIELD, NST_FEED_ID};
  if (feed->entry_depth) nst_feed_end_entry(feed);
  if (feed->field_depth) nst_feed_end_field(feed);
  nst_feed_start_entry(feed);
  if (feed->status != NST_OK) return;
  set_language(feed, all);
  attribute about = find_attribute(all, "rdf", "about");
  if (about.size) nst_feed_set_field(feed, id, about.value, about.size);
}

/* Outside entries only what all of them inherit counts. */
static bool is_inherited(const nst_feed *feed, nst_feed_element element) {
  if (element.role != NST_ROLE_FIELD) return false;
  return element.field == NST_FEED_LANGUAGE ||
         (element.field == NST_FEED_AUTHOR && element.space == NST_SPACE_ATOM &&
          feed->person_depth);
}

static void start_in_feed(nst_feed *feed, nst_feed_element element, attributes all) {
  if (element.role == NST_ROLE_PERSON) feed->person_depth = feed->depth;
  if (is_inherited(feed, element)) start_field(feed, element, all);
  if (feed->depth == 2 && !feed->field_depth) set_language(feed, all);
}

static void start_in_entry(nst_feed *feed, nst_feed_element element, const char *name,
                           attributes all) {
  bool is_name = element.space == NST_SPACE_ATOM && element.field == NST_FEED_AUTHOR;
  if (element.role == NST_ROLE_PERSON) {
    if (feed->field_depth) nst_feed_end_field(feed);
    feed->person_depth = feed->depth;
  } else if (element.role != NST_ROLE_NONE && (!is_name || feed->person_depth)) {
    start_field(feed, element, all);
  } else if (feed->field_depth) {
    if (feed->keeps_tags) append_start_tag(feed, name, all);
  } else {
    skip(feed);
  }
}

static bool count_namespaces(nst_feed *feed, int count) {
  if (feed->depth > NST_XML_DEPTH) return false;
  feed->namespaces[feed->depth] = feed->namespaces[feed->depth - 1] + (size_t)count;
  return feed->namespaces[feed->depth] <= MOST_NAMESPACES;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted, const xmlChar **attribute_parts) {
  (void)namespaces;
  (void)defaulted;
  nst_feed *feed = context;
  attributes all = {attribute_parts, (size_t)attribute_count};
  feed->depth++;
  if (feed->status == NST_OK && !count_namespaces(feed, namespace_count)) feed->status = NST_XML;
  if (feed->status != NST_OK) {
    xmlStopParser(feed->parser);
    return;
  }
  if (feed->depth == 1) {
    feed->format = nst_feed_root_format((const char *)name);
    set_language(feed, all);
  }
  if (feed->format == NST_FEED_NONE) return;
  nst_feed_element element = nst_feed_element_of(feed->format, (const char *)prefix,
                                                 (const char *)uri, (const char *)name);
  if (element.role == NST_ROLE_ENTRY)
    start_entry(feed, all);
  else if (feed->skip_depth)
    return;
  else if (feed->entry_depth)
    start_in_entry(feed, element, (const char *)name, all);
  else
    start_in_feed(feed, element, all);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  (void)uri;
  nst_feed *feed = context;
  if (feed->status == NST_OK && feed->format != NST_FEED_NONE) {
    if (feed->entry_depth == feed->depth)
      nst_feed_end_entry(feed);
    else if (feed->skip_depth == feed->depth)
      feed->skip_depth = 0;
    else if (feed->skip_depth)
      ; /* inside what does not count */
    else if (feed->field_depth == feed->depth)
      nst_feed_end_field(feed);
    else if (feed->field_depth && feed->keeps_tags)
      append_end_tag(feed, (const char *)name);
    if (feed->person_depth == feed->depth) feed->person_depth = 0;
  }
  feed->depth--;
}

void nst_feed_add_text(nst_feed *feed, const char *text, size_t size) {
  if (feed->status != NST_OK || !feed->field_depth || feed->skip_depth) return;
  if (feed->escapes)
    nst_feed_append_escaped(feed, text, size);
  else
    nst_feed_append(feed, text, size);
}

static void on_text(void *context, const xmlChar *text, int size) {
  nst_feed_add_text(context, (const char *)text, (size_t)size);
}

static void on_error(void *context, xmlErrorPtr error) {
  nst_feed *feed = context;
  if (error->code == XML_ERR_NO_MEMORY && feed->status == NST_OK)
    feed->status =
        xmlDictGetUsage(feed->parser->dict) < NST_FEED_NAME_BYTES / 2 ? NST_NO_MEMORY : NST_XML;
  /* Prefixes that nobody declared are common, and understood. */
  if (error->domain == XML_FROM_NAMESPACE || error->level < XML_ERR_ERROR) return;
  if (feed->format == NST_FEED_NONE) return;
  bool is_twice = error->code == XML_ERR_ATTRIBUTE_REDEFINED;
  nst_xml_damage(&feed->repair,
                 is_twice ? "a tag has an attribute twice" : "its XML is not well-formed");
}

void nst_feed_set_handler(xmlSAXHandler *handler) {
  memset(handler, 0, sizeof *handler);
  handler->initialized =
      XML_SAX2_MAGIC; /* or serror and the handlers with namespaces do not count */
  handler->serror = on_error;
  handler->startElementNs = on_start;
  handler->endElementNs = on_end;
  handler->characters = on_text;
  handler->ignorableWhitespace = on_text;
  handler->cdataBlock = on_text;
}
