/* feed_fields.c: from text between tags to the fields of an entry. */
#include "feed.h"
#include "xml_elements.h"
#include "xml_reference.h"

#include <string.h>

enum { MOST_AUTHOR_BYTES = 1000, MOST_LANGUAGE_BYTES = 100 };

static void fail(nst_feed *feed, nst_status status) {
  if (feed->status == NST_OK) feed->status = status;
}

void nst_feed_append(nst_feed *feed, const char *bytes, size_t size) {
  nst_feed_entries *entries = &feed->entries;
  size_t used = entries->bytes.size - entries->open_first;
  size_t room = used < NST_FEED_ENTRY_LIMIT ? NST_FEED_ENTRY_LIMIT - used : 0;
  if (size > room) {
    nst_xml_damage(&feed->repair, "it is larger than 16 MB, and the rest is left out");
    /* not within a character */
    for (size = room; size > 0 && ((unsigned char)bytes[size] & 0xC0) == 0x80;) size--;
  }
  fail(feed, nst_buffer_append(&entries->bytes, bytes, size));
}

void nst_feed_append_escaped(nst_feed *feed, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    nst_slice piece = nst_xml_escaped(text, size, &at);
    nst_feed_append(feed, piece.bytes, piece.size);
  }
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static nst_feed_span trimmed(const nst_feed *feed) {
  const char *bytes = feed->entries.bytes.bytes;
  nst_feed_span span = {feed->field_first, feed->entries.bytes.size - feed->field_first,
                        feed->is_html};
  while (span.size && is_blank(bytes[span.first])) span.first++, span.size--;
  while (span.size && is_blank(bytes[span.first + span.size - 1])) span.size--;
  return span;
}

void nst_feed_start_field(nst_feed *feed, nst_feed_element field) {
  if (feed->field_depth) nst_feed_end_field(feed);
  feed->field = field;
  feed->field_depth = feed->depth;
  feed->field_first = feed->entries.bytes.size;
  feed->is_html = feed->keeps_tags = feed->escapes = false;
}

/* Forgets the bytes of the field. */
static void withdraw(nst_feed *feed) { feed->entries.bytes.size = feed->field_first; }

static void add_category(nst_feed *feed, nst_feed_span span) {
  const nst_feed_record *record = nst_feed_entries_current(&feed->entries);
  if (record->category_count == NST_FEED_CATEGORIES)
    nst_xml_damage(&feed->repair, "it has more than 1,000 categories");
  if (!span.size || record->category_count == NST_FEED_CATEGORIES)
    withdraw(feed);
  else
    fail(feed, nst_feed_entries_categorize(&feed->entries, span));
}

/* A further author stands behind those before, in one text. */
static void add_author(nst_feed *feed, nst_feed_span *authors, nst_feed_span span) {
  nst_buffer *bytes = &feed->entries.bytes;
  size_t size = authors->size + 2 + span.size;
  nst_status status = size > MOST_AUTHOR_BYTES ? NST_OK : nst_buffer_reserve(bytes, size);
  if (size > MOST_AUTHOR_BYTES || status != NST_OK) {
    fail(feed, status);
    withdraw(feed);
    return;
  }
  char *joined = bytes->bytes + bytes->size;
  memcpy(joined, bytes->bytes + authors->first, authors->size);
  joined[authors->size] = ',';
  joined[authors->size + 1] = ' ';
  memcpy(joined + authors->size + 2, bytes->bytes + span.first, span.size);
  authors->first = bytes->size;
  authors->size = size;
  bytes->size += size;
}

/* Of several titles, links and so on the first counts. */
static void keep(nst_feed *feed, nst_feed_span span) {
  nst_feed_span *field = nst_feed_entries_current(&feed->entries)->fields + feed->field.field;
  if (span.size && !field->size)
    *field = span;
  else if (span.size && feed->field.field == NST_FEED_AUTHOR)
    add_author(feed, field, span);
  else
    withdraw(feed);
}

/* What the feed says of all its entries. */
static void keep_for_all(nst_feed *feed, nst_feed_span span) {
  nst_buffer *kept = feed->field.field == NST_FEED_LANGUAGE ? &feed->language : &feed->author;
  size_t limit = feed->field.field == NST_FEED_LANGUAGE ? MOST_LANGUAGE_BYTES : MOST_AUTHOR_BYTES;
  if (span.size && span.size <= limit && !kept->size)
    fail(feed, nst_buffer_append(kept, feed->entries.bytes.bytes + span.first, span.size));
  withdraw(feed);
}

void nst_feed_end_field(nst_feed *feed) {
  feed->field_depth = 0;
  nst_feed_span span = trimmed(feed);
  if (!feed->entry_depth)
    keep_for_all(feed, span);
  else if (feed->field.role == NST_ROLE_CATEGORY)
    add_category(feed, span);
  else
    keep(feed, span);
}

void nst_feed_set_field(nst_feed *feed, nst_feed_element field, const char *text, size_t size) {
  nst_feed_start_field(feed, field);
  nst_feed_append(feed, text, size);
  nst_feed_end_field(feed);
}

/* -- Entries ------------------------------------------------------------------- */

void nst_feed_take_damage(nst_feed *feed) {
  if (!feed->damage) {
    feed->damage = feed->repair.damage;
    feed->damage_line = feed->repair.damage_line;
  }
  feed->repair.damage = NULL;
}

void nst_feed_start_entry(nst_feed *feed) {
  nst_feed_take_damage(feed);
  fail(feed, nst_feed_entries_open(&feed->entries, feed->count + 1, feed->repair.line));
  if (feed->status != NST_OK) return;
  feed->count++;
  feed->entry_depth = feed->depth;
  feed->is_permalink = true;
}

/* Fills a field from the feed's, where the entry has none. */
static void inherit(nst_feed *feed, nst_feed_field field, const nst_buffer *value) {
  nst_feed_element element = {NST_SPACE_OTHER, NST_ROLE_FIELD, field};
  if (value->size && !nst_feed_entries_current(&feed->entries)->fields[field].size)
    nst_feed_set_field(feed, element, value->bytes, value->size);
}

static bool is_address(const nst_feed *feed, nst_feed_span span) {
  const char *bytes = feed->entries.bytes.bytes + span.first;
  return (span.size > 7 && memcmp(bytes, "http://", 7) == 0) ||
         (span.size > 8 && memcmp(bytes, "https://", 8) == 0);
}

void nst_feed_end_entry(nst_feed *feed) {
  nst_feed_record *record = nst_feed_entries_current(&feed->entries);
  if (feed->field_depth) nst_feed_end_field(feed);
  nst_feed_span *link = record->fields + NST_FEED_LINK, *id = record->fields + NST_FEED_ID;
  if (!link->size && id->size && feed->is_permalink && is_address(feed, *id)) *link = *id;
  inherit(feed, NST_FEED_LANGUAGE, &feed->language);
  inherit(feed, NST_FEED_AUTHOR, &feed->author);
  record->damage = feed->repair.damage;
  record->damage_line = feed->repair.damage_line;
  feed->repair.damage = NULL;
  feed->entry_depth = feed->skip_depth = feed->person_depth = 0;
  nst_feed_entries_close(&feed->entries);
}
