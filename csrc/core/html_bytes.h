/* html_bytes.h: what single bytes are in HTML. */
#ifndef NEWSSTAT_HTML_BYTES_H
#define NEWSSTAT_HTML_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline char nst_html_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static inline bool nst_html_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The white space of HTML; a carriage return stands for a line feed. */
static inline bool nst_html_is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline bool nst_html_ends_tag_name(char c) {
  return c == '>' || c == '/' || nst_html_is_space(c);
}

/* The place of the next c from `at` on, or size. */
static inline size_t nst_html_find(const char *text, size_t at, size_t size, char c) {
  const char *found = at < size ? memchr(text + at, c, size - at) : NULL;
  return found ? (size_t)(found - text) : size;
}

#endif
