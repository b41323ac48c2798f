#include "feed_lines.h"

#include "check.h"
#include "core/feed.h"

#include <stdio.h>
#include <string.h>

static const char *const names[NST_FEED_FIELDS] = {
    "title", "link", "id", "author", "language", "published", "updated", "content", "summary"};

void put_bytes(nst_buffer *out, const char *bytes, size_t size) {
  CHECK_EQUAL(nst_buffer_append(out, bytes, size), NST_OK);
}

void put_text(nst_buffer *out, const char *text) { put_bytes(out, text, strlen(text)); }

/* Writes an entry as a line: name=text, name~html, +category, !damage. */
static void put_entry(nst_buffer *out, const nst_feed_entry *entry) {
  for (size_t i = 0; i < NST_FEED_FIELDS; i++) {
    const nst_feed_text *field = entry->fields + i;
    CHECK((field->bytes != NULL) == (field->size != 0));
    if (!field->bytes) continue;
    put_text(out, names[i]);
    put_text(out, field->is_html ? "~" : "=");
    put_bytes(out, field->bytes, field->size);
    put_text(out, " ");
  }
  for (size_t i = 0; i < entry->category_count; i++) {
    put_text(out, "+");
    put_bytes(out, entry->categories[i].bytes, entry->categories[i].size);
    put_text(out, " ");
  }
  if (entry->damage) {
    char line[32];
    snprintf(line, sizeof line, "!%zu: ", entry->damage_line);
    put_text(out, line);
    put_text(out, entry->damage);
  }
  put_text(out, "\n");
}

static nst_status drain(nst_feed *feed, nst_buffer *out, size_t *count) {
  const nst_feed_entry *entry;
  nst_status status = nst_feed_next(feed, &entry);
  for (; status == NST_OK && entry; status = nst_feed_next(feed, &entry)) {
    CHECK_EQUAL(entry->number, ++*count);
    if (out) put_entry(out, entry);
  }
  CHECK(entry == NULL);
  return status;
}

nst_status read_feed(const char *bytes, size_t size, size_t step, nst_buffer *out) {
  nst_feed *feed = NULL;
  size_t count = 0, line = 0;
  nst_status status = nst_feed_create(NULL, &feed);
  if (!step && feed) feed->repair.take_text = NULL;
  if (!step) step = SIZE_MAX / 2;
  for (size_t at = 0; status == NST_OK && at < size; at += step) {
    nst_feed_add(feed, bytes + at, size - at < step ? size - at : step);
    status = drain(feed, out, &count);
  }
  if (status == NST_OK) {
    nst_feed_add(feed, "", 0);
    status = drain(feed, out, &count);
  }
  const char *damage = feed ? nst_feed_damage(feed, &line) : NULL;
  if (damage && out) {
    char text[160];
    snprintf(text, sizeof text, "!!%zu: %s\n", line, damage);
    put_text(out, text);
  }
  nst_feed_destroy(feed);
  return status;
}

void check_feed(const char *bytes, size_t size, const char *expected) {
  static const size_t steps[] = {SIZE_MAX / 2, 1, 7, 0};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(read_feed(bytes, size, steps[i], &out), NST_OK);
    CHECK_TEXT(out.bytes, out.size, expected);
    nst_buffer_free(&out);
  }
}

void check_feeds(const feed_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    check_note("row %zu", i);
    check_feed(cases[i].feed, strlen(cases[i].feed), cases[i].entries);
  }
}
