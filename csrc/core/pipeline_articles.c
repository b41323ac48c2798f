/* pipeline_articles.c: what a worker makes of an article, and how it goes into the corpus. */
#include "pipeline.h"
#include "vocabulary.h"

#include <string.h>

enum { USUAL_TOKEN_BYTES = 4 }; /* of text, or more */

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

nst_status nst_pipeline_clean(const char *html, size_t size, bool is_page, nst_buffer *out) {
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
    nst_status status = nst_pipeline_clean(*text, *size, ticket->is_page, scratch);
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

static nst_status tell_hashes(const nst_corpus *corpus, nst_ticket *ticket) {
  void *hashes = ticket->hashes;
  nst_status status = nst_array_reserve(&corpus->allocator, &hashes, &ticket->hash_capacity,
                                        corpus->paragraphs, sizeof *ticket->hashes);
  ticket->hashes = hashes;
  if (status != NST_OK) return status;
  if (corpus->paragraphs)
    memcpy(ticket->hashes, corpus->hashes, corpus->paragraphs * sizeof *ticket->hashes);
  ticket->paragraphs = corpus->paragraphs;
  return NST_OK;
}

void nst_worker_do(nst_worker *worker, nst_ticket *ticket) {
  nst_corpus *corpus = worker->writer.corpus;
  size_t size = 0;
  const char *text;
  corpus->paragraphs = 0;
  nst_status status = nst_pipeline_text(ticket, &worker->text, &text, &size);
  if (status == NST_OK) status = nst_corpus_start_draft(corpus, &ticket->draft);
  if (status == NST_OK) status = nst_draft_reserve(corpus, size / USUAL_TOKEN_BYTES);
  if (status == NST_OK)
    status = nst_corpus_read(corpus, worker->segmenter, ticket->title.bytes, ticket->title.size,
                             text, size, &ticket->words);
  ticket->text_size = size;
  if (status == NST_OK) status = tell_hashes(corpus, ticket);
  ticket->status = status;
}

/* -- In the caller's thread -------------------------------------------------------------------- */

nst_status nst_pipeline_take(nst_pipeline *pipeline, const nst_ticket *ticket) {
  return nst_corpus_take_draft(pipeline->corpus, &ticket->draft, ticket->words, ticket->hashes,
                               ticket->paragraphs,
                               &pipeline->workers[ticket->worker].writer.numbers);
}
