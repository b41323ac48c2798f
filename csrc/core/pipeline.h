/* pipeline.h: what the files of the pipeline share.  The caller's thread owns the corpus and puts
   articles into it; each worker has a corpus of its own, which writes drafts of articles for it.
   The first worker has no thread: the caller works in its place while the queue is full. */
#ifndef NEWSSTAT_PIPELINE_H
#define NEWSSTAT_PIPELINE_H

#include "corpus.h"
#include "threads.h"

#include <stdatomic.h>

enum { NST_SPENT_BUFFERS = 64 };

/* An article on its way: what was given, and once it is done, what became of it. */
typedef struct nst_ticket {
  struct nst_ticket *next;
  nst_buffer title;
  nst_buffer given; /* the text, from `text_at` on, until it is done */
  size_t text_at, given_size;
  bool is_html, is_page, drop_title;
  bool done; /* guarded by the pipeline's lock */
  size_t worker;
  nst_status status;
  size_t text_size;
  size_t words;
  nst_draft draft;
  uint64_t *hashes; /* of its paragraphs */
  size_t paragraphs, hash_capacity;
} nst_ticket;

typedef struct nst_worker {
  nst_pipeline *pipeline;
  pthread_t thread;
  nst_draft_writer writer; /* its numbers are the caller's */
  nst_segmenter *segmenter;
  nst_buffer text; /* of HTML */
} nst_worker;

struct nst_pipeline {
  nst_corpus *corpus;
  nst_segmenter *segmenter;
  nst_threads threads;
  struct timespec asked;
  nst_status status;    /* of what went wrong for good */
  uint32_t *text_sizes; /* of the articles that are in the corpus */
  size_t taken, size_capacity;
  nst_ticket *spare;
  nst_buffer text; /* of HTML, where there is no worker */
  nst_worker *workers;
  size_t worker_count; /* 0 where there are no threads */
  /* Guarded by the lock: articles on their way, the first one first. */
  pthread_mutex_t lock;
  pthread_cond_t has_work, has_result;
  nst_ticket *first, *last;
  nst_ticket *waiting; /* the first that no worker has begun */
  size_t count, waiting_bytes;
  nst_buffer spent[NST_SPENT_BUFFERS]; /* memory of texts that are done */
  size_t spent_count;
  atomic_bool stopped;
};

/* The text of HTML, or of a page its main content where it has one. */
nst_status nst_pipeline_clean(const char *html, size_t size, bool is_page, nst_buffer *out);

/* The part of an article that is counted: cleaned, into `scratch`, and without the title's line. */
nst_status nst_pipeline_text(const nst_ticket *ticket, nst_buffer *scratch, const char **text,
                             size_t *size);

/* Does an article: what a worker's thread calls. */
void nst_worker_do(nst_worker *worker, nst_ticket *ticket);

/* Puts an article that is done into the corpus, with all words that are new. */
nst_status nst_pipeline_take(nst_pipeline *pipeline, const nst_ticket *ticket);

#endif
