/* content_page.c: the life of a page's lists. */
#include "content.h"
#include "memory.h"

#include <string.h>

enum { TEXTS = 5 };

void nst_content_page_init(nst_content_page *page, const nst_allocator *allocator) {
  memset(page, 0, sizeof *page);
  page->allocator = *allocator;
  nst_buffer *const texts[TEXTS] = {&page->text, &page->bare, &page->title, &page->description,
                                    &page->body};
  for (size_t i = 0; i < TEXTS; i++) nst_buffer_init(texts[i], allocator);
}

void nst_content_page_free(nst_content_page *page) {
  nst_release(&page->allocator, page->nodes, page->node_room * sizeof *page->nodes);
  nst_release(&page->allocator, page->blocks, page->block_room * sizeof *page->blocks);
  nst_buffer *const texts[TEXTS] = {&page->text, &page->bare, &page->title, &page->description,
                                    &page->body};
  for (size_t i = 0; i < TEXTS; i++) nst_buffer_free(texts[i]);
}
