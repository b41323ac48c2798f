/* feed_entries.h: the entries of a feed that were read and not yet given, and
   the one that is being read.  Their texts stand one behind another in one
   buffer, so memory follows the largest entry. */
#ifndef NEWSSTAT_FEED_ENTRIES_H
#define NEWSSTAT_FEED_ENTRIES_H

#include "memory.h"

typedef struct nst_feed_span {
  size_t first, size; /* in the bytes of all entries; size 0 for none */
  bool is_html;
} nst_feed_span;

typedef struct nst_feed_record {
  nst_feed_span fields[NST_FEED_FIELDS];
  size_t number, line;
  size_t first_category, category_count;
  const char *damage;
  size_t damage_line;
} nst_feed_record;

typedef struct nst_feed_entries {
  nst_buffer bytes;
  nst_feed_record *records; /* `ready` whole ones, then perhaps the open one */
  size_t ready, record_capacity;
  size_t given;
  nst_feed_span *categories; /* of all records */
  size_t category_count, category_capacity;
  size_t open_first; /* where the bytes of the open record, or of what is outside all, begin */
  bool is_open;
  nst_feed_text *shown; /* the categories of the entry that was given last */
  size_t shown_capacity;
  nst_feed_entry entry;
} nst_feed_entries;

void nst_feed_entries_init(nst_feed_entries *entries, const nst_allocator *allocator);
void nst_feed_entries_free(nst_feed_entries *entries);

/* Opens a record, and gives the open one. */
nst_status nst_feed_entries_open(nst_feed_entries *entries, size_t number, size_t line);
nst_feed_record *nst_feed_entries_current(nst_feed_entries *entries);

/* The open record is whole. */
void nst_feed_entries_close(nst_feed_entries *entries);

/* Adds a category to the open record. */
nst_status nst_feed_entries_categorize(nst_feed_entries *entries, nst_feed_span span);

/* Gives the next whole entry, or sets *entry to NULL. */
nst_status nst_feed_entries_give(nst_feed_entries *entries, const nst_feed_entry **entry);

/* Forgets the entries that were given, all of the ready ones; what is open moves
   to the front.  Returns how many bytes it moved by. */
size_t nst_feed_entries_forget(nst_feed_entries *entries);

#endif
