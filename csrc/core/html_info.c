/* html_info.c: what is told of a page beside its text. */
#include "html_bytes.h"
#include "html_reader.h"

const char *nst_html_dropped_name(nst_html_dropped kind) {
  static const char *const names[] = {"scripts",   "styles",    "comments",   "hidden",
                                      "noscripts", "templates", "frames",     "media",
                                      "titles",    "ruby",      "captions",   "tables",
                                      "links",     "datalists", "characters", "furniture"};
  return names[kind];
}

/* The longest beginning of text that fits and cuts no character. */
static size_t fitting(const char *text, size_t size) {
  if (size <= NST_HTML_TITLE_BYTES) return size;
  size = NST_HTML_TITLE_BYTES;
  while (size && ((unsigned char)text[size] & 0xC0) == 0x80) size--;
  return size;
}

void nst_html_keep_title(nst_html_reader *reader, nst_html_slice text) {
  enum { MOST_SOURCE_BYTES = 8 * NST_HTML_TITLE_BYTES };
  nst_buffer title;
  nst_buffer_init(&title, &reader->layout.out->allocator);
  nst_layout page = reader->layout;
  nst_layout_init(&reader->layout, &title);
  if (text.size > MOST_SOURCE_BYTES) text.size = MOST_SOURCE_BYTES;
  nst_html_show_text(reader, text);
  page.status = reader->layout.status;
  reader->layout = page;
  nst_html_info *info = &reader->info;
  info->title_size = fitting(title.bytes, title.size);
  if (title.size) memcpy(info->title, title.bytes, info->title_size);
  nst_buffer_free(&title);
}
