#include "feed_entries.h"

#include <string.h>

void nst_feed_entries_init(nst_feed_entries *entries, const nst_allocator *allocator) {
  memset(entries, 0, sizeof *entries);
  nst_buffer_init(&entries->bytes, allocator);
}

void nst_feed_entries_free(nst_feed_entries *entries) {
  const nst_allocator *allocator = &entries->bytes.allocator;
  nst_release(allocator, entries->records, entries->record_capacity * sizeof *entries->records);
  nst_release(allocator, entries->categories,
              entries->category_capacity * sizeof *entries->categories);
  nst_release(allocator, entries->shown, entries->shown_capacity * sizeof *entries->shown);
  nst_buffer_free(&entries->bytes);
}

nst_status nst_feed_entries_open(nst_feed_entries *entries, size_t number, size_t line) {
  void *records = entries->records;
  nst_status status =
      nst_array_reserve(&entries->bytes.allocator, &records, &entries->record_capacity,
                        entries->ready + 1, sizeof *entries->records);
  entries->records = records;
  if (status != NST_OK) return status;
  nst_feed_record *record = entries->records + entries->ready;
  memset(record, 0, sizeof *record);
  record->number = number;
  record->line = line;
  record->first_category = entries->category_count;
  entries->open_first = entries->bytes.size;
  entries->is_open = true;
  return NST_OK;
}

nst_feed_record *nst_feed_entries_current(nst_feed_entries *entries) {
  return entries->records + entries->ready;
}

void nst_feed_entries_close(nst_feed_entries *entries) {
  entries->ready++;
  entries->is_open = false;
  entries->open_first = entries->bytes.size;
}

nst_status nst_feed_entries_categorize(nst_feed_entries *entries, nst_feed_span span) {
  void *categories = entries->categories;
  nst_status status =
      nst_array_reserve(&entries->bytes.allocator, &categories, &entries->category_capacity,
                        entries->category_count + 1, sizeof *entries->categories);
  entries->categories = categories;
  if (status != NST_OK) return status;
  entries->categories[entries->category_count++] = span;
  nst_feed_entries_current(entries)->category_count++;
  return NST_OK;
}

static nst_feed_text text_of(const nst_feed_entries *entries, nst_feed_span span) {
  nst_feed_text text = {NULL, 0, false};
  if (!span.size) return text;
  text.bytes = entries->bytes.bytes + span.first;
  text.size = span.size;
  text.is_html = span.is_html;
  return text;
}

static nst_status show_categories(nst_feed_entries *entries, const nst_feed_record *record) {
  void *shown = entries->shown;
  nst_status status = nst_array_reserve(&entries->bytes.allocator, &shown, &entries->shown_capacity,
                                        record->category_count, sizeof *entries->shown);
  entries->shown = shown;
  if (status != NST_OK) return status;
  for (size_t i = 0; i < record->category_count; i++)
    entries->shown[i] = text_of(entries, entries->categories[record->first_category + i]);
  return NST_OK;
}

nst_status nst_feed_entries_give(nst_feed_entries *entries, const nst_feed_entry **entry) {
  *entry = NULL;
  if (entries->given == entries->ready) return NST_OK;
  const nst_feed_record *record = entries->records + entries->given;
  nst_status status = show_categories(entries, record);
  if (status != NST_OK) return status;
  nst_feed_entry *given = &entries->entry;
  memset(given, 0, sizeof *given);
  given->number = record->number;
  given->line = record->line;
  given->damage = record->damage;
  given->damage_line = record->damage_line;
  for (size_t i = 0; i < NST_FEED_FIELDS; i++)
    given->fields[i] = text_of(entries, record->fields[i]);
  given->categories = entries->shown;
  given->category_count = record->category_count;
  entries->given++;
  *entry = given;
  return NST_OK;
}

size_t nst_feed_entries_forget(nst_feed_entries *entries) {
  size_t moved = entries->open_first;
  if (!entries->ready) return 0;
  size_t forgotten = entries->category_count;
  if (entries->is_open) {
    nst_feed_record *open = nst_feed_entries_current(entries);
    forgotten = open->first_category;
    open->first_category = 0;
    for (size_t i = 0; i < NST_FEED_FIELDS; i++)
      if (open->fields[i].size) open->fields[i].first -= moved;
    entries->records[0] = *open;
  }
  entries->category_count -= forgotten;
  if (entries->category_count)
    memmove(entries->categories, entries->categories + forgotten,
            entries->category_count * sizeof *entries->categories);
  for (size_t i = 0; i < entries->category_count; i++) entries->categories[i].first -= moved;
  entries->bytes.size -= moved;
  if (entries->bytes.size)
    memmove(entries->bytes.bytes, entries->bytes.bytes + moved, entries->bytes.size);
  entries->open_first = 0;
  entries->ready = entries->given = 0;
  return moved;
}
