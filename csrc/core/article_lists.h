/* article_lists.h: the terms of each article of an index, and how often it uses each; in memory, or
   once they have outgrown it in a temporary file, from which they are read in their order. */
#ifndef NEWSSTAT_ARTICLE_LISTS_H
#define NEWSSTAT_ARTICLE_LISTS_H

#include "spill.h"
#include "varint.h"

/* Of one article: numbers that nst_list_next reads. */
typedef struct nst_article_list {
  nst_where where; /* in memory NST_VARINT_ROOM bytes that may be read lie behind it */
  uint32_t size;
} nst_article_list;

typedef struct nst_article_lists {
  nst_article_list *lists; /* of each article */
  size_t count;
  nst_arena *arenas; /* of each worker that puts lists */
  size_t arena_count;
  size_t settled; /* lists that are kept for good */
  size_t bytes;   /* of those */
  size_t memory;  /* for so many bytes; SIZE_MAX for all */
  nst_spill spill;
  nst_allocator allocator;
} nst_article_lists;

nst_status nst_article_lists_open(nst_article_lists *self, size_t count, size_t workers,
                                  size_t memory, const nst_allocator *allocator);
void nst_article_lists_close(nst_article_lists *self);

/* Puts the list of an article; NST_VARINT_ROOM bytes behind it may be read.  Several workers may at
   once, each for articles of its own. */
nst_status nst_article_lists_put(nst_article_lists *self, size_t worker, size_t article,
                                 const void *bytes, size_t size);

/* To be called now and then, when all articles before `end` have their lists and none behind it:
   moves them to a file where there is no more memory for them. */
nst_status nst_article_lists_settle(nst_article_lists *self, size_t end);

/* Reading one article's list. */
typedef struct nst_list {
  const uint8_t *at, *end;
  uint32_t term;
  uint32_t uses;
  bool in_title;
} nst_list;

static inline bool nst_list_next(nst_list *list) {
  if (list->at == list->end) return false;
  uint32_t step = nst_varint_read(&list->at);
  list->term += step >> 1 ^ (0 - (step & 1));
  uint32_t uses = nst_varint_read(&list->at);
  list->uses = uses >> 1;
  list->in_title = uses & 1;
  return true;
}

/* Reading the lists of articles one behind another, in several threads at once where each has a
   reader of its own.  Zero bytes are a reader to be opened. */
typedef struct nst_list_reader {
  const nst_article_lists *lists;
  size_t article; /* whose list was read last */
  size_t next, last;
  nst_buffer window; /* what is read of the file at a time: lists up to that of `window_last` */
  size_t window_at, window_last;
} nst_list_reader;

/* Begins with the lists of the articles from `first` to `last`, without it. */
void nst_list_reader_open(nst_list_reader *self, const nst_article_lists *lists, size_t first,
                          size_t last);

/* The next list; false at the end, and at a failure that was or is in *status. */
bool nst_list_reader_next(nst_list_reader *self, nst_list *list, nst_status *status);
void nst_list_reader_close(nst_list_reader *self);

#endif
