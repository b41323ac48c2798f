/* content_head.c: what a page's head says of its content. */
#include "content_scan.h"
#include "html_bytes.h"

#include <string.h>

/* Appends the letters and digits of what a slice stands for. */
static nst_status append_bare(nst_buffer *out, nst_html_slice slice, nst_html_slice_kind kind) {
  nst_html_slice piece;
  nst_html_reference reference;
  nst_status status = NST_OK;
  for (size_t at = 0;
       status == NST_OK && nst_html_next_piece(slice, kind, &at, &piece, &reference);)
    status = nst_content_append_bare(out, piece.bytes, piece.size);
  return status;
}

void nst_content_read_title(nst_content_scan_state *scan, nst_html_slice text) {
  enum { MOST_BYTES = 1024 };
  if (scan->page->title.size || scan->skip_depth != SIZE_MAX) return;
  if (text.size > MOST_BYTES) text.size = MOST_BYTES;
  scan->status = append_bare(&scan->page->title, text, NST_HTML_SLICE_RCDATA);
}

void nst_content_read_meta(nst_content_scan_state *scan) {
  enum { MOST_BYTES = 1024 };
  const nst_html_slice *name = nst_content_value(scan, "name");
  if (!name) name = nst_content_value(scan, "property");
  const nst_html_slice *content = nst_content_value(scan, "content");
  if (!name || !content || scan->page->description.size) return;
  if (!nst_html_is_name(*name, "description") && !nst_html_is_name(*name, "og:description")) return;
  nst_html_slice text = *content;
  if (text.size > MOST_BYTES) text.size = MOST_BYTES;
  scan->status = append_bare(&scan->page->description, text, NST_HTML_SLICE_VALUE);
}

bool nst_content_is_structured_data(const nst_content_scan_state *scan) {
  const nst_html_slice *type = nst_content_value(scan, "type");
  return type && nst_html_is_name(*type, "application/ld+json");
}

/* -- JSON: the string behind "articleBody" ------------------------------------------- */

/* The place behind the next `"articleBody": "`, or the size. */
static size_t find_body(nst_html_slice text, size_t at) {
  static const char key[] = "\"articleBody\"";
  for (at = nst_html_find(text.bytes, at, text.size, '"'); at < text.size;
       at = nst_html_find(text.bytes, at + 1, text.size, '"')) {
    if (text.size - at < sizeof key || memcmp(text.bytes + at, key, sizeof key - 1) != 0) continue;
    at += sizeof key - 1;
    while (at < text.size && (nst_html_is_space(text.bytes[at]) || text.bytes[at] == ':')) at++;
    if (at < text.size && text.bytes[at] == '"') return at + 1;
    at--;
  }
  return text.size;
}

static int hex_digit(char c) {
  char lower = nst_html_lower(c);
  if (c >= '0' && c <= '9') return c - '0';
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The character of "\uXXXX" at text[at], a "\"; of any other escape a space.
   Returns the bytes it takes. */
static size_t read_escape(nst_html_slice text, size_t at, uint32_t *character) {
  enum { BYTES = 6 };
  *character = ' ';
  if (text.size - at < BYTES || text.bytes[at + 1] != 'u') return 2;
  uint32_t value = 0;
  for (size_t i = at + 2; i < at + BYTES; i++) {
    int digit = hex_digit(text.bytes[i]);
    if (digit < 0) return 2;
    value = value << 4 | (uint32_t)digit;
  }
  *character = value;
  return BYTES;
}

/* Appends what stands at text[*at] up to a border: the string's end, a tag or
   an escape; false at the end. */
static bool append_part(nst_html_slice text, size_t *at, nst_buffer *out, nst_status *status) {
  size_t from = *at, end = from;
  while (end < text.size && text.bytes[end] != '"' && text.bytes[end] != '\\' &&
         text.bytes[end] != '<')
    end++;
  *status = nst_content_append_bare(out, text.bytes + from, end - from);
  *at = end;
  if (end >= text.size || text.bytes[end] == '"' || *status != NST_OK) return false;
  if (text.bytes[end] == '<') {
    while (*at < text.size && text.bytes[*at] != '>' && text.bytes[*at] != '"') ++*at;
    *at += *at < text.size && text.bytes[*at] == '>';
    return true;
  }
  uint32_t character;
  char bytes[4];
  *at += read_escape(text, end, &character);
  *status = nst_content_append_bare(out, bytes, nst_utf8_encode(character, bytes));
  return *at < text.size && *status == NST_OK;
}

/* Keeps the longest body. */
void nst_content_read_structured_data(nst_content_scan_state *scan, nst_html_slice text) {
  nst_buffer *body = &scan->page->body;
  for (size_t at = 0; scan->status == NST_OK && (at = find_body(text, at)) < text.size;) {
    nst_buffer found;
    nst_buffer_init(&found, &body->allocator);
    while (append_part(text, &at, &found, &scan->status)) {
    }
    if (found.size > body->size) {
      nst_buffer shorter = *body;
      *body = found;
      found = shorter;
    }
    nst_buffer_free(&found);
  }
}
