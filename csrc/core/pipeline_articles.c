/* pipeline_articles.c: what a worker makes of an article, and how it goes into the corpus. */
#include "pipeline.h"
#include "vocabulary.h"
#include "word_stream.h"

#include <string.h>

/* -- In a worker ------------------------------------------------------------------------------- */

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

size_t nst_text_after_title(const char *text, size_t size, const char *title, size_t title_size) {
  size_t from = 0;
  if (!size || !title) return 0;
  while (from < size && (text[from] == '\n' || text[from] == '\r')) from++;
  const char *found = memchr(text + from, '\n', size - from);
  size_t to = found ? (size_t)(found - text) : size, next = to;
  while (next < size && text[next] == '\n') next++;
  while (from < to && is_blank(text[from])) from++;
  while (to > from && is_blank(text[to - 1])) to--;
  return to - from == title_size && memcmp(text + from, title, title_size) == 0 ? next : 0;
}

static bool has_text(const nst_buffer *text) {
  size_t at = 0;
  while (at < text->size && is_blank(text->bytes[at])) at++;
  return at < text->size;
}

static nst_status clean(const char *html, size_t size, bool is_page, nst_buffer *out) {
  static const nst_html_options main_content = {.content = NST_HTML_CONTENT_ARTICLE};
  out->size = 0;
  nst_status status = is_page ? nst_html_text(html, size, &main_content, out, NULL) : NST_OK;
  if (status != NST_OK || has_text(out)) return status;
  out->size = 0;
  return nst_html_text(html, size, NULL, out, NULL);
}

nst_status nst_pipeline_text(const nst_ticket *ticket, nst_buffer *scratch, const char **text,
                             size_t *size) {
  *text = ticket->given.bytes ? ticket->given.bytes + ticket->text_at : "";
  *size = ticket->given_size;
  if (ticket->is_html) {
    nst_status status = clean(*text, *size, ticket->is_page, scratch);
    if (status != NST_OK) return status;
    *text = scratch->bytes ? scratch->bytes : "";
    *size = scratch->size;
  }
  if (!ticket->drop_title) return NST_OK;
  size_t from = nst_text_after_title(*text, *size, ticket->title.bytes, ticket->title.size);
  *text += from;
  *size -= from;
  return NST_OK;
}

/* What the corpus has to know of the words from number `first` on. */
static nst_status tell_new_words(const nst_corpus *corpus, size_t first, nst_ticket *ticket) {
  void *words = ticket->new_words;
  nst_status status = nst_array_reserve(&corpus->allocator, &words, &ticket->new_capacity,
                                        corpus->form_count - first, sizeof *ticket->new_words);
  ticket->new_words = words;
  ticket->keys.size = 0;
  for (size_t term = first; term < corpus->form_count && status == NST_OK; term++) {
    size_t size;
    const char *key = nst_vocabulary_key(corpus->vocabulary, (uint32_t)term, &size);
    ticket->new_words[ticket->new_count++] =
        (nst_new_word){corpus->forms[term], (uint32_t)ticket->keys.size, (uint32_t)size};
    status = nst_buffer_append(&ticket->keys, key, size);
  }
  return status;
}

static nst_status tell_stream(const nst_corpus *corpus, nst_ticket *ticket) {
  void *hashes = ticket->hashes;
  nst_status status = nst_array_reserve(&corpus->allocator, &hashes, &ticket->hash_capacity,
                                        corpus->paragraphs, sizeof *ticket->hashes);
  ticket->hashes = hashes;
  if (status != NST_OK) return status;
  if (corpus->paragraphs)
    memcpy(ticket->hashes, corpus->hashes, corpus->paragraphs * sizeof *ticket->hashes);
  ticket->paragraphs = corpus->paragraphs;
  ticket->stream.size = 0;
  return nst_buffer_append(&ticket->stream, corpus->stream.bytes, corpus->stream.size);
}

void nst_worker_do(nst_worker *worker, nst_ticket *ticket) {
  nst_corpus *corpus = worker->corpus;
  size_t known = corpus->form_count, size;
  const char *text;
  ticket->new_count = 0;
  corpus->paragraphs = 0;
  nst_status status = nst_pipeline_text(ticket, &worker->text, &text, &size);
  if (status == NST_OK)
    status = nst_corpus_read(corpus, worker->segmenter, ticket->title.bytes, ticket->title.size,
                             text, size, &ticket->words);
  ticket->text_size = size;
  if (status == NST_OK) status = tell_stream(corpus, ticket);
  if (status == NST_OK) status = tell_new_words(corpus, known, ticket);
  ticket->status = status;
}

/* -- In the caller's thread -------------------------------------------------------------------- */

/* Takes over the words that are new to a worker, in its order; so each is numbered as if there were
   no workers: the worker's first article with it is the first of all, or it is known by now. */
static nst_status take_words(nst_corpus *corpus, nst_worker *worker, const nst_ticket *ticket) {
  enum { AHEAD = 8 };
  void *taken = worker->taken;
  size_t first = worker->taken_count, before = corpus->form_count;
  nst_status status = nst_array_reserve(&corpus->allocator, &taken, &worker->taken_capacity,
                                        first + ticket->new_count, sizeof *worker->taken);
  worker->taken = taken;
  if (status == NST_OK) status = nst_corpus_reserve_forms(corpus, ticket->new_count);
  for (size_t i = 0; i < ticket->new_count && status == NST_OK; i++) {
    const nst_new_word *word = ticket->new_words + i;
    if (i + AHEAD < ticket->new_count)
      nst_vocabulary_prefetch(corpus->vocabulary, ticket->keys.bytes + word[AHEAD].key,
                              word[AHEAD].size);
    uint32_t *number = worker->taken + worker->taken_count++;
    status = nst_vocabulary_intern(corpus->vocabulary, ticket->keys.bytes + word->key, word->size,
                                   number);
    if (status != NST_OK || *number < corpus->form_count) continue;
    corpus->forms[*number] = word->form;
    corpus->form_count = *number + (size_t)1;
  }
  for (size_t i = 0; i < ticket->new_count && status == NST_OK; i++) {
    const nst_form *form = &ticket->new_words[i].form;
    uint32_t number = worker->taken[first + i];
    if (number >= before && form->base != NST_NO_TERM)
      corpus->forms[number].base = worker->taken[form->base];
  }
  return status;
}

nst_status nst_pipeline_take(nst_pipeline *pipeline, const nst_ticket *ticket) {
  nst_corpus *corpus = pipeline->corpus;
  nst_worker *worker = pipeline->workers + ticket->worker;
  nst_status status = take_words(corpus, worker, ticket);
  if (status != NST_OK) return status;
  const nst_article article = {.stream = (const uint8_t *)ticket->stream.bytes,
                               .size = (uint32_t)ticket->stream.size,
                               .words = (uint32_t)ticket->words,
                               .paragraphs = (uint32_t)ticket->paragraphs};
  return nst_corpus_take_article(corpus, &article, ticket->hashes, worker->taken);
}

/* Has a worker's corpus tell its vocabulary what it counted. */
static nst_status tell_surfaces(void *context, size_t thread, size_t item) {
  const nst_pipeline *pipeline = context;
  (void)thread;
  nst_vocabulary *words;
  return nst_corpus_vocabulary(pipeline->workers[item].corpus, &words);
}

nst_status nst_pipeline_take_surfaces(nst_pipeline *pipeline) {
  nst_status status =
      nst_run_tasks(&pipeline->threads, pipeline->worker_count, tell_surfaces, pipeline);
  for (size_t i = 0; i < pipeline->worker_count && status == NST_OK; i++) {
    const nst_worker *worker = pipeline->workers + i;
    for (uint32_t term = 0; term < worker->taken_count && status == NST_OK; term++)
      status = nst_vocabulary_take_surfaces(pipeline->corpus->vocabulary, worker->taken[term],
                                            worker->corpus->vocabulary, term);
  }
  return status;
}
