#include "http_message.h"

#include "html_bytes.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

size_t nst_headers_end(const char *bytes, size_t size, size_t *searched) {
  size_t at = *searched;
  while ((at = nst_html_find(bytes, at, size, '\n')) < size) {
    *searched = at;
    size_t next = at + 1;
    if (next < size && bytes[next] == '\n') return next + 1;
    if (size - next >= 2 && bytes[next] == '\r' && bytes[next + 1] == '\n') return next + 2;
    if (size - next < 2) return 0;
    at = next;
  }
  *searched = size;
  return 0;
}

void nst_headers_unfold(char *bytes, size_t size) {
  for (size_t at = 0; (at = nst_html_find(bytes, at, size, '\n')) + 1 < size; at++) {
    if (!is_blank(bytes[at + 1])) continue;
    bytes[at] = ' ';
    if (at && bytes[at - 1] == '\r') bytes[at - 1] = ' ';
  }
}

static nst_slice trimmed(const char *bytes, size_t size) {
  while (size && nst_html_is_space(bytes[0])) bytes++, size--;
  while (size && nst_html_is_space(bytes[size - 1])) size--;
  return (nst_slice){bytes, size};
}

/* Where the value begins in a line of that name; 0 where it has another. */
static size_t value_of(const char *line, size_t size, const char *name) {
  size_t at = 0;
  while (at < size && name[at] && nst_html_lower(line[at]) == name[at]) at++;
  if (name[at]) return 0;
  while (at < size && is_blank(line[at])) at++;
  return at < size && line[at] == ':' ? at + 1 : 0;
}

nst_slice nst_header_find(const char *bytes, size_t size, const char *name) {
  for (size_t at = 0; at < size;) {
    size_t end = nst_html_find(bytes, at, size, '\n');
    size_t value = value_of(bytes + at, end - at, name);
    if (value) return trimmed(bytes + at + value, end - at - value);
    at = end + 1;
  }
  return (nst_slice){NULL, 0};
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The three digits behind "HTTP/1.1 "; 0 for none. */
static unsigned status_of(const char *bytes, size_t size) {
  size_t at = 5;
  if (size < at || memcmp(bytes, "HTTP/", at) != 0) return 0;
  size_t version = at;
  while (at < size && (is_digit(bytes[at]) || bytes[at] == '.')) at++;
  size_t blank = at;
  while (at < size && bytes[at] == ' ') at++;
  if (blank == version || at == blank || size - at < 3) return 0;
  unsigned status = 0;
  for (size_t i = 0; i < 3; i++) {
    if (!is_digit(bytes[at + i])) return 0;
    status = 10 * status + (unsigned)(bytes[at + i] - '0');
  }
  return status;
}

const char *nst_http_response_read(char *bytes, size_t size, nst_http_response *response) {
  unsigned status = status_of(bytes, size);
  if (!status) return "it does not begin with the status of an HTTP response";
  size_t searched = 0;
  size_t end = nst_headers_end(bytes, size, &searched);
  if (!end) return "its HTTP headers do not end";
  nst_headers_unfold(bytes, end);
  response->status = status;
  response->content_type = nst_header_find(bytes, end, "content-type");
  response->content_encoding = nst_header_find(bytes, end, "content-encoding");
  response->transfer_encoding = nst_header_find(bytes, end, "transfer-encoding");
  response->body = (nst_slice){bytes + end, size - end};
  return NULL;
}
