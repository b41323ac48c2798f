/* Fuzzing of feeds.  The first byte chooses the size of the pieces in which the
   rest is given; a feed in pieces has to come out as it does whole, and as it does
   where libxml2 is given all of it, text too.  What comes out has to be UTF-8
   without NUL. */
#include "core/feed.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static void append_text(nst_buffer *out, nst_feed_text text) {
  size_t begin = out->size;
  require((text.bytes != NULL) == (text.size != 0));
  require(nst_buffer_append(out, text.bytes, text.size) == NST_OK);
  require(nst_utf8_repair(text.bytes, text.size, out) == NST_OK);
  require(out->size - begin == 2 * text.size);
  if (text.size)
    require(memcmp(out->bytes + begin, out->bytes + begin + text.size, text.size) == 0);
  require(nst_buffer_append(out, text.is_html ? "~" : "=", 1) == NST_OK);
}

static nst_status drain(nst_feed *feed, nst_buffer *out) {
  const nst_feed_entry *entry;
  nst_status status;
  while ((status = nst_feed_next(feed, &entry)) == NST_OK && entry) {
    for (size_t i = 0; i < NST_FEED_FIELDS; i++) append_text(out, entry->fields[i]);
    for (size_t i = 0; i < entry->category_count; i++) append_text(out, entry->categories[i]);
    require(nst_buffer_append(out, entry->damage ? "!" : ".", 1) == NST_OK);
  }
  return status;
}

static nst_status drain_all(nst_feed *feed, const char *bytes, size_t size, size_t step,
                            nst_buffer *out) {
  nst_status status = NST_OK;
  for (size_t at = 0; status == NST_OK && at < size; at += step) {
    nst_feed_add(feed, bytes + at, size - at < step ? size - at : step);
    status = drain(feed, out);
  }
  if (status != NST_OK) return status;
  nst_feed_add(feed, "", 0);
  return drain(feed, out);
}

/* Reads once more, and compares. */
static void read_again(const char *bytes, size_t size, size_t step, bool by_libxml2,
                       nst_status status, const nst_buffer *known) {
  nst_feed *feed;
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  require(nst_feed_create(NULL, &feed) == NST_OK);
  if (by_libxml2) feed->repair.take_text = NULL;
  nst_status again = drain_all(feed, bytes, size, step, &out);
  /* Behind an error libxml2 loses references in text. */
  bool is_comparable = !by_libxml2 || feed->parser->wellFormed;
  require(again == status || !is_comparable);
  if (status == NST_OK && is_comparable) {
    require(known->size == out.size);
    if (out.size) require(memcmp(known->bytes, out.bytes, out.size) == 0);
  }
  nst_feed_destroy(feed);
  nst_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  const char *bytes = (const char *)data + 1;
  size_t step = data[0] % 64 + 1;
  nst_feed *feed;
  nst_buffer whole;
  nst_buffer_init(&whole, NULL);
  nst_feed_detect(bytes, size - 1);
  require(nst_feed_create(NULL, &feed) == NST_OK);
  nst_status status = drain_all(feed, bytes, size - 1, size, &whole);
  nst_feed_destroy(feed);
  read_again(bytes, size - 1, step, false, status, &whole);
  read_again(bytes, size - 1, size, true, status, &whole);
  nst_buffer_free(&whole);
  return 0;
}
