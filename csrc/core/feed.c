/* feed.c: bytes through the repair and libxml2's push parser to entries. */
#include "feed.h"

#include "charset.h"

#include <string.h>

enum { SLICE = 8 * 1024 };

static xmlParserCtxtPtr open_parser(nst_feed *feed) {
  xmlSAXHandler handler;
  nst_feed_set_handler(&handler);
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, feed, NULL, 0, NULL);
  if (!parser) return NULL;
  xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  xmlDictSetLimit(parser->dict, NST_FEED_NAME_BYTES);
  return parser;
}

static void parse(nst_feed *feed, bool is_end) {
  nst_buffer *out = &feed->repair.out;
  if (feed->status == NST_OK) feed->status = feed->repair.status;
  if (feed->status != NST_OK) return;
  if (out->size || is_end) xmlParseChunk(feed->parser, out->bytes, (int)out->size, is_end);
  out->size = 0;
  if (feed->status == NST_OK && !is_end && feed->parser->disableSAX) feed->status = NST_XML;
}

/* Text needs no parser, and is most of a feed: libxml2 is given the tags only.  Where it has not
   come to the end of those before the text, and behind the root, it is given the text as well, and
   all that follows. */
static bool take_text(void *context, const char *text, size_t size) {
  nst_feed *feed = context;
  if (feed->repair.out.size) parse(feed, false);
  bool is_inside = feed->depth && feed->depth == feed->repair.depth;
  if (feed->status == NST_OK && !is_inside) return false;
  nst_feed_add_text(feed, text, size);
  return true;
}

nst_status nst_feed_create(const nst_allocator *allocator, nst_feed **out) {
  nst_allocator memory = nst_allocator_or_default(allocator);
  nst_feed *feed = nst_allocate_zeroed(&memory, sizeof *feed);
  if (!feed) return NST_NO_MEMORY;
  feed->allocator = memory;
  nst_xml_repair_init(&feed->repair, &memory);
  feed->repair.take_text = take_text;
  feed->repair.context = feed;
  nst_feed_entries_init(&feed->entries, &memory);
  nst_buffer_init(&feed->slice, &memory);
  nst_buffer_init(&feed->language, &memory);
  nst_buffer_init(&feed->author, &memory);
  feed->parser = open_parser(feed);
  if (!feed->parser) {
    nst_feed_destroy(feed);
    return NST_NO_MEMORY;
  }
  *out = feed;
  return NST_OK;
}

void nst_feed_destroy(nst_feed *feed) {
  if (!feed) return;
  if (feed->parser) xmlFreeParserCtxt(feed->parser);
  nst_xml_repair_free(&feed->repair);
  nst_feed_entries_free(&feed->entries);
  nst_buffer_free(&feed->slice);
  nst_buffer_free(&feed->language);
  nst_buffer_free(&feed->author);
  nst_allocator allocator = feed->allocator;
  nst_release(&allocator, feed, sizeof *feed);
}

void nst_feed_add(nst_feed *feed, const char *bytes, size_t size) {
  feed->bytes = bytes;
  feed->size = size;
  if (!size) feed->is_last = true;
}

/* How many bytes at the end begin a character that is not all there, 0 to 3. */
static size_t unfinished(const char *bytes, size_t size) {
  for (size_t n = 1; n <= 3 && n <= size; n++) {
    unsigned char c = (unsigned char)bytes[size - n];
    if (c < 0x80) return 0;
    if (c >= 0xC0) return n < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) ? n : 0;
  }
  return 0;
}

/* Most bytes need no repair, and are told at the speed of memory. */
static nst_status append_utf8(const char *bytes, size_t size, nst_buffer *out) {
  nst_utf8_seen ignored = {0, 0};
  bool is_good = nst_utf8_well_formed(bytes, size, &ignored) == size && !memchr(bytes, 0, size);
  return is_good ? nst_buffer_append(out, bytes, size) : nst_utf8_repair(bytes, size, out);
}

/* The next slice as UTF-8; false where there are no bytes for one. */
static bool cut_slice(nst_feed *feed) {
  char raw[SLICE + sizeof feed->carried];
  size_t size = feed->carried_size, taken = feed->size < SLICE ? feed->size : SLICE;
  memcpy(raw, feed->carried, size);
  if (taken) memcpy(raw + size, feed->bytes, taken);
  size += taken;
  if (taken) feed->bytes += taken;
  feed->size -= taken;
  feed->carried_size = feed->is_last ? 0 : unfinished(raw, size);
  size -= feed->carried_size;
  memcpy(feed->carried, raw + size, feed->carried_size);
  feed->slice.size = feed->slice_at = 0;
  if (!size) return false;
  feed->status = append_utf8(raw, size, &feed->slice);
  return feed->status == NST_OK;
}

/* Reads on until an entry is whole; false where there is nothing to read. */
static bool read_on(nst_feed *feed) {
  if (feed->status != NST_OK) return false;
  if (feed->slice_at == feed->slice.size && !cut_slice(feed)) {
    if (feed->status != NST_OK || !feed->is_last || feed->ended) return false;
    feed->ended = true;
    nst_xml_repair_finish(&feed->repair);
    parse(feed, true);
    nst_feed_take_damage(feed);
    return true;
  }
  feed->slice_at += nst_xml_repair_read(&feed->repair, feed->slice.bytes + feed->slice_at,
                                        feed->slice.size - feed->slice_at);
  parse(feed, false);
  return feed->status == NST_OK;
}

nst_status nst_feed_next(nst_feed *feed, const nst_feed_entry **entry) {
  nst_feed_entries *entries = &feed->entries;
  if (entries->given == entries->ready) {
    size_t moved = nst_feed_entries_forget(entries);
    if (feed->field_depth) feed->field_first -= moved;
    while (!entries->ready && read_on(feed)) continue;
  }
  nst_status status = nst_feed_entries_give(entries, entry);
  if (feed->status == NST_OK) feed->status = status;
  if (status != NST_OK) entries->given = entries->ready;
  return *entry ? NST_OK : feed->status;
}

nst_feed_format nst_feed_get_format(const nst_feed *feed) { return feed->format; }

const char *nst_feed_damage(const nst_feed *feed, size_t *line) {
  if (feed->damage) *line = feed->damage_line;
  return feed->damage;
}
