/* post_front_matter.c: front matter of one line for each value, without copying. */
#include "post.h"

#include <string.h>

typedef struct lines {
  const char *text;
  size_t size;
  size_t at;      /* of the next line */
  nst_slice line; /* without the blanks at its end */
} lines;

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_key_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static size_t skip_blanks(nst_slice text, size_t at) {
  while (at < text.size && is_blank(text.bytes[at])) at++;
  return at;
}

static nst_slice slice(nst_slice text, size_t first, size_t last) {
  while (last > first && is_blank(text.bytes[last - 1])) last--;
  return (nst_slice){text.bytes + first, last - first};
}

static bool is_text(nst_slice slice, const char *text) {
  return slice.size == strlen(text) && memcmp(slice.bytes, text, slice.size) == 0;
}

/* False at the last line, which may go on where the text was cut. */
static bool next_line(lines *self) {
  const char *from = self->text + self->at;
  const char *end = memchr(from, '\n', self->size - self->at);
  if (!end) return false;
  self->at = (size_t)(end - self->text) + 1;
  while (end > from && (is_blank(end[-1]) || end[-1] == '\r')) end--;
  self->line = (nst_slice){from, (size_t)(end - from)};
  return true;
}

static bool is_end(nst_slice line) { return is_text(line, "---") || is_text(line, "..."); }

/* Empty but for a comment. */
static bool is_empty(nst_slice line) {
  size_t at = skip_blanks(line, 0);
  return at == line.size || line.bytes[at] == '#';
}

/* -- Values -------------------------------------------------------------------------------- */

/* A string that begins with a quote at a position; *at becomes the position behind it.  Quotes with
   something else than a comment or, in a list, a comma behind them are part of it. */
static bool read_quoted(nst_slice text, bool is_item, size_t *at, nst_slice *value) {
  char quote = text.bytes[*at];
  for (size_t i = *at + 1; i < text.size; i++) {
    char c = text.bytes[i];
    if (c == '\\' && quote == '"') return false;
    if (c != quote) continue;
    size_t following = skip_blanks(text, i + 1);
    char mark = following < text.size ? text.bytes[following] : 0;
    if (quote == '\'' && following == i + 1 && mark == '\'') return false;
    bool is_last = following == text.size || (is_item && mark == ',');
    if (!is_last && (is_item || mark != '#' || following == i + 1)) continue;
    *value = (nst_slice){text.bytes + *at + 1, i - *at - 1};
    *at = following;
    return true;
  }
  return false;
}

/* What stands before a comment. */
static nst_slice without_comment(nst_slice text) {
  for (size_t i = 0; i + 1 < text.size; i++)
    if (is_blank(text.bytes[i]) && text.bytes[i + 1] == '#') return slice(text, 0, i);
  return text;
}

static bool add_item(nst_post *post, nst_post_field *field, nst_slice item) {
  if (post->item_count == NST_POST_ITEMS) return false;
  post->items[post->item_count++] = item;
  field->item_count++;
  return true;
}

/* An item of a list in brackets up to a comma; *at becomes the comma's position. */
static bool read_plain_item(nst_slice text, size_t *at, nst_slice *item) {
  size_t end = *at;
  for (; end < text.size && text.bytes[end] != ','; end++)
    if (strchr("[]{}", text.bytes[end])) return false;
  *item = slice(text, *at, end);
  *at = end;
  return true;
}

static bool read_bracketed(nst_slice text, nst_post *post, nst_post_field *field) {
  if (text.size < 2 || text.bytes[text.size - 1] != ']') return false;
  nst_slice inner = {text.bytes + 1, text.size - 2};
  for (size_t at = skip_blanks(inner, 0); at < inner.size; at = skip_blanks(inner, at + 1)) {
    char mark = inner.bytes[at];
    bool is_quoted = mark == '"' || mark == '\'';
    nst_slice item;
    if (is_quoted ? !read_quoted(inner, true, &at, &item) : !read_plain_item(inner, &at, &item))
      return false;
    if ((is_quoted || item.size) && !add_item(post, field, item)) return false;
  }
  return true;
}

/* The value that begins and ends in its key's line. */
static bool read_value(nst_slice text, nst_post *post, nst_post_field *field) {
  char mark = text.bytes[0];
  size_t at = 0;
  field->is_list = mark == '[';
  if (field->is_list) return read_bracketed(text, post, field);
  if (mark == '"' || mark == '\'') return read_quoted(text, false, &at, &field->value);
  if (mark == '|' || mark == '>') return false;
  nst_slice value = without_comment(text);
  field->value = value;
  bool is_map = mark == '{' && value.bytes[value.size - 1] == '}';
  return !is_map && !is_text(value, "~") && !is_text(value, "null");
}

/* Whether a line, without the blanks before it, is an item of a list. */
static bool starts_item(nst_slice line, size_t at) {
  return at + 1 < line.size && line.bytes[at] == '-' && is_blank(line.bytes[at + 1]);
}

static bool read_item(nst_slice line, nst_post *post, nst_post_field *field) {
  size_t at = skip_blanks(line, 0);
  if (!starts_item(line, at)) return false;
  at = skip_blanks(line, at + 1);
  nst_slice item = {line.bytes + at, line.size - at};
  if (*item.bytes != '"' && *item.bytes != '\'')
    return add_item(post, field, without_comment(item));
  at = 0;
  return read_quoted(item, false, &at, &item) && add_item(post, field, item);
}

/* -- Fields -------------------------------------------------------------------------------- */

static bool is_known(const nst_post *post, nst_slice key) {
  for (size_t i = 0; i < post->field_count; i++) {
    nst_slice known = post->fields[i].key;
    if (known.size == key.size && memcmp(known.bytes, key.bytes, key.size) == 0) return true;
  }
  return false;
}

/* Parts a line at its key's colon. */
static bool split_key(nst_slice line, nst_slice *key, nst_slice *value) {
  size_t end = 0;
  while (end < line.size && is_key_byte(line.bytes[end])) {
    if (line.bytes[end] >= 'A' && line.bytes[end] <= 'Z') return false;
    end++;
  }
  if (!end || !(is_letter(line.bytes[0]) || line.bytes[0] == '_')) return false;
  size_t colon = skip_blanks(line, end);
  if (colon == line.size || line.bytes[colon] != ':') return false;
  if (line.size - colon > 2 && memcmp(line.bytes + colon + 1, "//", 2) == 0) return false;
  size_t first = skip_blanks(line, colon + 1);
  *key = (nst_slice){line.bytes, end};
  *value = (nst_slice){line.bytes + first, line.size - first};
  return true;
}

/* Reads the lines of items that may follow a key without a value, up to another key or the end. */
static bool read_items(lines *self, nst_post *post, nst_post_field *field) {
  size_t before = self->at;
  field->is_list = true;
  while (next_line(self)) {
    nst_slice line = self->line;
    bool is_over = line.size && (is_end(line) || is_letter(line.bytes[0]) || line.bytes[0] == '_');
    if (is_over) self->at = before;
    if (is_over) return true;
    if (!is_empty(line) && !read_item(line, post, field)) return false;
    before = self->at;
  }
  return false;
}

static bool read_field(lines *self, nst_post *post) {
  nst_slice key, value;
  if (!split_key(self->line, &key, &value)) return false;
  if (is_known(post, key) || post->field_count == NST_POST_FIELDS) return false;
  nst_post_field *field = post->fields + post->field_count;
  *field = (nst_post_field){.key = key, .first_item = post->item_count};
  bool is_written = value.size && value.bytes[0] != '#';
  if (is_written ? !read_value(value, post, field) : !read_items(self, post, field)) return false;
  /* A key with nothing behind it is no field. */
  if (is_written || field->item_count) post->field_count++;
  return true;
}

static bool skip_opening(lines *self) {
  nst_slice text = {self->text, self->size};
  size_t at = skip_blanks(text, 3);
  if (at < text.size && text.bytes[at] == '\r') at++;
  self->at = at + 1;
  return at < text.size && text.bytes[at] == '\n';
}

bool nst_post_front_matter(const char *text, size_t size, nst_post *post, size_t *at) {
  lines self = {text, size, 0, {NULL, 0}};
  if (size < 3 || memcmp(text, "---", 3) != 0 || !skip_opening(&self)) return false;
  while (next_line(&self)) {
    if (is_end(self.line)) {
      *at = self.at;
      return true;
    }
    if (!is_empty(self.line) && !read_field(&self, post)) return false;
  }
  return false;
}
