/* html_article.c: showing the main content alone.  A page is scanned for its
   blocks, and read again; text shows where a chosen block is. */
#include "html_bytes.h"
#include "html_reader.h"

nst_status nst_html_find_content(nst_html_reader *reader, const char *html, size_t size) {
  nst_content_page *page = &reader->page;
  nst_content_page_init(page, &reader->layout.out->allocator);
  reader->last_block = SIZE_MAX;
  if (reader->options.content != NST_HTML_CONTENT_ARTICLE) return NST_OK;
  nst_status status = nst_content_scan(page, html, size, &reader->options);
  return status == NST_OK ? nst_content_choose(page) : status;
}

static bool is_blank(nst_html_slice text) {
  size_t at = 0;
  while (at < text.size && nst_html_is_space(text.bytes[at])) at++;
  return at == text.size;
}

bool nst_html_is_content(nst_html_reader *reader) {
  const nst_content_page *page = &reader->page;
  nst_html_slice text = reader->token.source;
  size_t place = (size_t)(text.bytes - reader->tokenizer.text);
  while (reader->next_block < page->block_count && page->blocks[reader->next_block].to <= place)
    reader->next_block++;
  size_t next = reader->next_block;
  bool inside = next < page->block_count && page->blocks[next].from <= place;
  if (inside && page->blocks[next].chosen) {
    if (reader->last_block != next) nst_layout_border(&reader->layout, 1);
    reader->last_block = next;
    return true;
  }
  if (inside || !is_blank(text)) {
    reader->info.dropped[NST_HTML_DROPPED_FURNITURE] += text.size;
    nst_layout_leave_out(&reader->layout);
  }
  return false;
}
