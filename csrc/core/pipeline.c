/* pipeline.c: the queue between the caller, who adds articles and takes them in that order, and the
   workers. */
#include "pipeline.h"

#include "segmenter.h"

#include <errno.h>
#include <string.h>

enum {
  WAITING_BYTES = 128 << 10, /* for each worker, and one article more */
  MOST_WAITING_BYTES = 4 << 20,
  MOST_ON_THE_WAY = 4096,
  KEPT_TOKENS = 16 << 10,  /* of a draft whose memory is used again */
  SPENT_BYTES = 256 << 10, /* of a text's memory that is */
  MOST_OWN = 256 << 10,    /* bytes of a text that the caller cuts: he is to be back soon */
  MOST_WORKERS = 256
};

/* -- Tickets ----------------------------------------------------------------------------------- */

static void destroy_ticket(nst_pipeline *self, nst_ticket *ticket) {
  const nst_allocator *allocator = &self->corpus->allocator;
  nst_buffer_free(&ticket->title);
  nst_buffer_free(&ticket->given);
  nst_draft_free(&ticket->draft);
  nst_release(allocator, ticket->hashes, ticket->hash_capacity * sizeof *ticket->hashes);
  nst_release(allocator, ticket, sizeof *ticket);
}

static nst_ticket *new_ticket(nst_pipeline *self) {
  nst_ticket *ticket = self->spare;
  if (ticket) {
    self->spare = ticket->next;
    return ticket;
  }
  const nst_allocator *allocator = &self->corpus->allocator;
  ticket = nst_allocate_zeroed(allocator, sizeof *ticket);
  if (!ticket) return NULL;
  nst_buffer_init(&ticket->title, allocator);
  nst_buffer_init(&ticket->given, allocator);
  nst_draft_init(&ticket->draft, allocator);
  return ticket;
}

static void keep_ticket(nst_pipeline *self, nst_ticket *ticket) {
  if (ticket->draft.capacity > KEPT_TOKENS) nst_draft_free(&ticket->draft);
  ticket->next = self->spare;
  self->spare = ticket;
}

/* Keeps a text's memory for another one.  Under the lock where there are threads. */
static void keep_spent(nst_pipeline *self, nst_buffer *given) {
  bool is_kept = given->capacity && given->capacity <= SPENT_BYTES;
  if (!is_kept || self->spent_count == NST_SPENT_BUFFERS) {
    nst_buffer_free(given);
    return;
  }
  self->spent[self->spent_count++] = *given;
  given->bytes = NULL;
  given->size = given->capacity = 0;
}

static void take_spent(nst_pipeline *self, nst_buffer *given) {
  nst_buffer_free(given);
  pthread_mutex_lock(&self->lock);
  if (self->spent_count) *given = self->spent[--self->spent_count];
  pthread_mutex_unlock(&self->lock);
  given->size = 0;
}

/* Puts the text in the ticket: as a part of its buffer, which then is the ticket's, or a copy. */
static nst_status give_text(nst_ticket *ticket, const nst_pipeline_article *article) {
  ticket->text_at = 0;
  ticket->given_size = article->size;
  if (!article->owner) return nst_buffer_append(&ticket->given, article->text, article->size);
  const nst_buffer spent = ticket->given;
  ticket->given = *article->owner;
  ticket->text_at = article->size ? (size_t)(article->text - article->owner->bytes) : 0;
  *article->owner = spent;
  return NST_OK;
}

static size_t most_waiting(const nst_pipeline *self) {
  size_t bytes = self->worker_count * WAITING_BYTES;
  return bytes < MOST_WAITING_BYTES ? bytes : MOST_WAITING_BYTES;
}

/* Cleans while the bytes lie in the caches, and their memory is free for the next file. */
static nst_status give_cleaned(nst_ticket *ticket, const nst_pipeline_article *article) {
  const size_t usual = article->size / 2; /* bytes of text, or fewer */
  ticket->is_html = false;
  if (ticket->given.capacity < usual) nst_buffer_free(&ticket->given); /* it grows without a copy */
  nst_status status = nst_buffer_reserve(&ticket->given, usual);
  if (status == NST_OK)
    status = nst_pipeline_clean(article->text, article->size, article->is_page, &ticket->given);
  ticket->text_at = 0;
  ticket->given_size = ticket->given.size;
  return status;
}

/* Whether the others have enough to do. */
static bool is_half_full(nst_pipeline *self) {
  pthread_mutex_lock(&self->lock);
  bool is_half = self->waiting_bytes > most_waiting(self) / 2;
  pthread_mutex_unlock(&self->lock);
  return is_half;
}

static nst_status fill_ticket(nst_pipeline *self, nst_ticket *ticket,
                              const nst_pipeline_article *article) {
  ticket->next = NULL;
  ticket->done = false;
  ticket->status = NST_OK;
  ticket->is_html = article->is_html;
  ticket->is_page = article->is_page;
  ticket->drop_title = article->drop_title;
  ticket->title.size = 0;
  take_spent(self, &ticket->given);
  nst_status status = nst_buffer_append(&ticket->title, article->title, article->title_size);
  if (status != NST_OK) return status;
  bool is_own = article->is_html && article->size <= MOST_OWN && is_half_full(self);
  return is_own ? give_cleaned(ticket, article) : give_text(ticket, article);
}

/* -- Workers ----------------------------------------------------------------------------------- */

/* The next article that no worker has begun, or NULL.  Under the lock. */
static nst_ticket *begin_next(nst_pipeline *self) {
  nst_ticket *ticket = self->waiting;
  if (!ticket) return NULL;
  self->waiting = ticket->next;
  self->waiting_bytes -= ticket->given_size;
  return ticket;
}

/* Does an article that was begun.  The lock is the caller's before and after. */
static void do_ticket(nst_worker *worker, nst_ticket *ticket) {
  nst_pipeline *self = worker->pipeline;
  pthread_mutex_unlock(&self->lock);
  ticket->worker = (size_t)(worker - self->workers);
  nst_worker_do(worker, ticket);
  pthread_mutex_lock(&self->lock);
  keep_spent(self, &ticket->given);
  ticket->done = true;
}

static void *work(void *context) {
  nst_worker *worker = context;
  nst_pipeline *self = worker->pipeline;
  pthread_mutex_lock(&self->lock);
  for (;;) {
    while (!self->waiting && !atomic_load(&self->stopped))
      pthread_cond_wait(&self->has_work, &self->lock);
    if (atomic_load(&self->stopped)) break;
    do_ticket(worker, begin_next(self));
    pthread_cond_signal(&self->has_result);
  }
  pthread_mutex_unlock(&self->lock);
  return NULL;
}

static nst_status open_worker(nst_pipeline *self, nst_worker *worker) {
  const nst_corpus *corpus = self->corpus;
  worker->pipeline = self;
  nst_buffer_init(&worker->text, &corpus->allocator);
  nst_corpus *own;
  nst_status status = nst_corpus_create(corpus->lexicon, &corpus->rules, &corpus->allocator, &own);
  if (status != NST_OK) return status;
  own->seed = corpus->seed; /* so that hashes of words are the same */
  own->stopped = &self->stopped;
  worker->writer.corpus = own;
  return nst_segmenter_copy(self->segmenter, &corpus->allocator, &worker->segmenter);
}

static void close_worker(const nst_pipeline *self, nst_worker *worker) {
  nst_segmenter_destroy(worker->segmenter);
  nst_buffer_free(&worker->text);
  nst_draft_writer *writer = &worker->writer;
  /* Articles that are in the corpus have their words' forms counted there too. */
  if (writer->numbers.count && self->status != NST_NO_MEMORY) {
    writer->corpus->stopped = NULL;
    nst_corpus_keep_writer(self->corpus, writer);
  } else {
    nst_corpus_free_writer(self->corpus, writer);
  }
}

/* Opens so many workers, all but the first with threads, or as many as the system has threads for.
 */
static nst_status start_workers(nst_pipeline *self, size_t count) {
  self->workers = nst_allocate_zeroed(&self->corpus->allocator, count * sizeof *self->workers);
  if (!self->workers) return NST_NO_MEMORY;
  nst_status reserved = nst_corpus_reserve_writers(self->corpus, count);
  if (reserved != NST_OK) return reserved;
  while (self->worker_count < count) {
    nst_worker *worker = self->workers + self->worker_count;
    nst_status status = open_worker(self, worker);
    bool has_thread =
        status == NST_OK && self->worker_count && nst_thread_start(&worker->thread, work, worker);
    if (status == NST_OK && (has_thread || !self->worker_count)) {
      self->worker_count++;
      continue;
    }
    close_worker(self, worker);
    return status;
  }
  return NST_OK;
}

/* -- Life -------------------------------------------------------------------------------------- */

static size_t wanted_workers(const nst_threads *threads) {
  if (threads->count < 2) return 0;
  return threads->count < MOST_WORKERS ? threads->count : MOST_WORKERS;
}

nst_status nst_pipeline_create(nst_corpus *corpus, nst_segmenter *segmenter,
                               const nst_threads *threads, nst_pipeline **out) {
  nst_pipeline *self = nst_allocate_zeroed(&corpus->allocator, sizeof *self);
  if (!self) return NST_NO_MEMORY;
  self->corpus = corpus;
  self->segmenter = segmenter;
  if (threads) self->threads = *threads;
  nst_buffer_init(&self->text, &corpus->allocator);
  atomic_init(&self->stopped, false);
  bool has_lock = !pthread_mutex_init(&self->lock, NULL);
  bool has_work = has_lock && !pthread_cond_init(&self->has_work, NULL);
  if (!has_work || pthread_cond_init(&self->has_result, NULL)) {
    if (has_work) pthread_cond_destroy(&self->has_work);
    if (has_lock) pthread_mutex_destroy(&self->lock);
    nst_release(&corpus->allocator, self, sizeof *self);
    return NST_NO_MEMORY;
  }
  size_t wanted = wanted_workers(&self->threads);
  nst_status status = wanted ? start_workers(self, wanted) : NST_OK;
  if (status != NST_OK) {
    self->status = status;
    nst_pipeline_destroy(self);
    return status;
  }
  *out = self;
  return NST_OK;
}

static void stop_workers(nst_pipeline *self) {
  pthread_mutex_lock(&self->lock);
  atomic_store(&self->stopped, true);
  pthread_cond_broadcast(&self->has_work);
  pthread_mutex_unlock(&self->lock);
  for (size_t i = 1; i < self->worker_count; i++) pthread_join(self->workers[i].thread, NULL);
}

void nst_pipeline_destroy(nst_pipeline *self) {
  if (!self) return;
  const nst_allocator allocator = self->corpus->allocator;
  size_t workers = wanted_workers(&self->threads);
  stop_workers(self);
  for (size_t i = 0; i < self->worker_count; i++) close_worker(self, self->workers + i);
  nst_release(&allocator, self->workers, workers * sizeof *self->workers);
  for (nst_ticket *next, *ticket = self->first; ticket; ticket = next) {
    next = ticket->next;
    destroy_ticket(self, ticket);
  }
  for (nst_ticket *next, *ticket = self->spare; ticket; ticket = next) {
    next = ticket->next;
    destroy_ticket(self, ticket);
  }
  nst_release(&allocator, self->text_sizes, self->size_capacity * sizeof *self->text_sizes);
  nst_buffer_free(&self->text);
  for (size_t i = 0; i < self->spent_count; i++) nst_buffer_free(self->spent + i);
  pthread_cond_destroy(&self->has_result);
  pthread_cond_destroy(&self->has_work);
  pthread_mutex_destroy(&self->lock);
  nst_release(&allocator, self, sizeof *self);
}

/* -- Adding and taking ------------------------------------------------------------------------- */

static nst_status reserve_size(nst_pipeline *self) {
  void *sizes = self->text_sizes;
  nst_status status = nst_array_reserve(&self->corpus->allocator, &sizes, &self->size_capacity,
                                        self->taken + 1, sizeof *self->text_sizes);
  self->text_sizes = sizes;
  return status;
}

/* The first article, if it is done; it is no longer on its way then. */
static nst_ticket *next_done(nst_pipeline *self) {
  pthread_mutex_lock(&self->lock);
  nst_ticket *ticket = self->first && self->first->done ? self->first : NULL;
  if (ticket) {
    self->first = ticket->next;
    self->count--;
  }
  pthread_mutex_unlock(&self->lock);
  return ticket;
}

/* Puts all that is done into the corpus. */
static nst_status take_done(nst_pipeline *self) {
  for (nst_ticket *ticket; self->status == NST_OK && (ticket = next_done(self));) {
    self->status = ticket->status;
    if (self->status == NST_OK) self->status = reserve_size(self);
    if (self->status == NST_OK) self->status = nst_pipeline_take(self, ticket);
    if (self->status == NST_OK) self->text_sizes[self->taken++] = (uint32_t)ticket->text_size;
    keep_ticket(self, ticket);
  }
  if (self->status == NST_OK && !nst_go_on(&self->threads, &self->asked))
    self->status = NST_CANCELLED;
  return self->status;
}

/* Whether more than so much is on its way.  Then the caller works on it himself, or waits a little
   where what comes next is too much for him. */
static bool work_for_room(nst_pipeline *self, size_t count, size_t bytes) {
  pthread_mutex_lock(&self->lock);
  bool is_full = self->count > count || self->waiting_bytes > bytes;
  bool is_own = self->waiting && (self->waiting->given_size <= MOST_OWN || self->worker_count == 1);
  if (is_full && is_own)
    do_ticket(self->workers, begin_next(self));
  else if (is_full && !self->first->done)
    nst_wait_briefly(&self->has_result, &self->lock);
  pthread_mutex_unlock(&self->lock);
  return is_full;
}

static void enqueue(nst_pipeline *self, nst_ticket *ticket) {
  pthread_mutex_lock(&self->lock);
  if (self->first)
    self->last->next = ticket;
  else
    self->first = ticket;
  self->last = ticket;
  if (!self->waiting) self->waiting = ticket;
  self->count++;
  self->waiting_bytes += ticket->given_size;
  pthread_cond_signal(&self->has_work);
  pthread_mutex_unlock(&self->lock);
}

/* Without workers: the whole way at once. */
static nst_status do_at_once(nst_pipeline *self, nst_ticket *ticket) {
  const char *text;
  size_t size;
  nst_status status = nst_pipeline_text(ticket, &self->text, &text, &size);
  if (status == NST_OK) status = reserve_size(self);
  if (status == NST_OK)
    status = nst_corpus_add(self->corpus, self->segmenter, ticket->title.bytes, ticket->title.size,
                            text, size);
  if (status == NST_OK) self->text_sizes[self->taken++] = (uint32_t)size;
  keep_spent(self, &ticket->given);
  keep_ticket(self, ticket);
  return status;
}

nst_status nst_pipeline_add(nst_pipeline *self, const nst_pipeline_article *article) {
  if (self->status != NST_OK) return self->status;
  if (article->title_size > INT32_MAX || article->size > INT32_MAX) return NST_TOO_LARGE;
  nst_ticket *ticket = new_ticket(self);
  if (!ticket) return self->status = NST_NO_MEMORY;
  self->status = fill_ticket(self, ticket, article);
  if (self->status != NST_OK) {
    keep_ticket(self, ticket);
    return self->status;
  }
  if (!self->worker_count) {
    self->status = do_at_once(self, ticket);
  } else {
    enqueue(self, ticket);
    size_t most = most_waiting(self);
    while (take_done(self) == NST_OK && work_for_room(self, MOST_ON_THE_WAY, most)) {
    }
    return self->status;
  }
  return take_done(self);
}

nst_status nst_pipeline_finish(nst_pipeline *self) {
  while (take_done(self) == NST_OK && work_for_room(self, 0, 0)) {
  }
  return self->status;
}

size_t nst_pipeline_size(const nst_pipeline *self) { return self->taken; }

size_t nst_pipeline_text_size(const nst_pipeline *self, size_t article) {
  return self->text_sizes[article];
}
