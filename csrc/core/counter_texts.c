/* counter_texts.c: many texts counted in threads.  Each worker has a vocabulary and a counter of
   its own; sums do not depend on which worker met a text. */
#include "memory.h"
#include "segmenter.h"
#include "threads.h"

typedef struct counting_worker {
  nst_vocabulary *vocabulary;
  nst_document *document;
  nst_counter *counter;
  nst_segmenter *segmenter;
} counting_worker;

typedef struct counting {
  nst_text *texts;
  const nst_term_rules *rules;
  counting_worker *workers;
} counting;

/* A text that cannot be counted says so; only memory that is missing ends the whole. */
static nst_status count_text(void *context, size_t number, size_t item) {
  counting *self = context;
  counting_worker *own = self->workers + number;
  nst_text *text = self->texts + item;
  nst_document_clear(own->document);
  text->status =
      nst_document_add_text(own->document, own->segmenter, self->rules, text->bytes, text->size);
  if (text->status == NST_OK) text->status = nst_counter_add(own->counter, own->document);
  return text->status == NST_NO_MEMORY ? NST_NO_MEMORY : NST_OK;
}

static nst_status open_worker(counting_worker *own, const nst_segmenter *segmenter,
                              const nst_allocator *allocator) {
  nst_status status = nst_vocabulary_create(allocator, &own->vocabulary);
  if (status == NST_OK) status = nst_document_create(own->vocabulary, allocator, &own->document);
  if (status == NST_OK) status = nst_counter_create(own->vocabulary, allocator, &own->counter);
  if (status == NST_OK) status = nst_segmenter_copy(segmenter, allocator, &own->segmenter);
  return status;
}

static void close_worker(counting_worker *own) {
  nst_segmenter_destroy(own->segmenter);
  nst_counter_destroy(own->counter);
  nst_document_destroy(own->document);
  nst_vocabulary_destroy(own->vocabulary);
}

nst_status nst_counter_add_texts(nst_counter *counter, const nst_segmenter *segmenter,
                                 const nst_term_rules *rules, nst_text *texts, size_t count,
                                 const nst_threads *threads, const nst_allocator *given) {
  nst_allocator allocator = nst_allocator_or_default(given);
  size_t workers = nst_worker_count(threads, count);
  counting self = {texts, rules, NULL};
  self.workers = nst_allocate_zeroed(&allocator, workers * sizeof *self.workers);
  if (!self.workers) return NST_NO_MEMORY;
  nst_status status = NST_OK;
  for (size_t i = 0; i < workers && status == NST_OK; i++)
    status = open_worker(self.workers + i, segmenter, &allocator);
  if (status == NST_OK) status = nst_run_tasks(threads, count, count_text, &self);
  for (size_t i = 0; i < workers && status == NST_OK; i++)
    status = nst_counter_merge(counter, self.workers[i].counter);
  for (size_t i = 0; i < workers; i++) close_worker(self.workers + i);
  nst_release(&allocator, self.workers, workers * sizeof *self.workers);
  return status;
}
