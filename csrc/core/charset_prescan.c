/* charset_prescan.c: the label that a page gives of itself, found by the HTML
   Standard's algorithm ("prescan a byte stream to determine its encoding"), but
   for one thing: what stands in scripts, styles and titles is text here, and no
   tag. */
#include "charset.h"

#include <string.h>

typedef struct scan {
  const char *at, *end;
} scan;

typedef struct piece {
  const char *text;
  size_t size;
} piece;

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

static bool equals(piece text, const char *word) {
  if (strlen(word) != text.size) return false;
  for (size_t i = 0; i < text.size; i++)
    if (lower(text.text[i]) != word[i]) return false;
  return true;
}

static bool starts_with(const scan *s, const char *word) {
  size_t size = strlen(word);
  return (size_t)(s->end - s->at) >= size && equals((piece){s->at, size}, word);
}

static void skip_past(scan *s, const char *mark) {
  size_t size = strlen(mark);
  while (s->at < s->end) {
    const char *found = memchr(s->at, mark[0], (size_t)(s->end - s->at));
    s->at = found ? found : s->end;
    if (starts_with(s, mark)) {
      s->at += size;
      return;
    }
    if (found) s->at++;
  }
}

static void skip_spaces(scan *s) {
  while (s->at < s->end && is_space(*s->at)) s->at++;
}

/* -- Attributes ------------------------------------------------------------------ */

typedef struct attribute {
  piece name, value;
} attribute;

static piece quoted_value(scan *s) {
  char quote = *s->at++;
  const char *from = s->at;
  const char *end = memchr(from, quote, (size_t)(s->end - from));
  s->at = end ? end + 1 : s->end;
  return (piece){from, (size_t)((end ? end : s->end) - from)};
}

static piece bare_value(scan *s) {
  const char *from = s->at;
  while (s->at < s->end && !is_space(*s->at) && *s->at != '>') s->at++;
  return (piece){from, (size_t)(s->at - from)};
}

/* Reads the next attribute of a tag; false at the tag's end. */
static bool next_attribute(scan *s, attribute *out) {
  while (s->at < s->end && (is_space(*s->at) || *s->at == '/')) s->at++;
  if (s->at == s->end || *s->at == '>') return false;
  const char *from = s->at;
  while (s->at < s->end && !is_space(*s->at) && *s->at != '/' && *s->at != '>' &&
         (*s->at != '=' || s->at == from))
    s->at++;
  out->name = (piece){from, (size_t)(s->at - from)};
  out->value = (piece){from, 0};
  const char *after_name = s->at;
  skip_spaces(s);
  if (s->at == s->end || *s->at != '=') {
    s->at = after_name;
    return true;
  }
  s->at++;
  skip_spaces(s);
  if (s->at < s->end)
    out->value = *s->at == '"' || *s->at == '\'' ? quoted_value(s) : bare_value(s);
  return true;
}

/* -- Meta tags ------------------------------------------------------------------- */

/* The label after `charset=` in a content attribute. */
static const nst_charset *charset_of_content(piece content) {
  scan s = {content.text, content.text + content.size};
  for (;;) {
    while (s.at < s.end && !starts_with(&s, "charset")) s.at++;
    if (s.at == s.end) return NULL;
    s.at += strlen("charset");
    skip_spaces(&s);
    if (s.at < s.end && *s.at == '=') break;
  }
  s.at++;
  skip_spaces(&s);
  if (s.at == s.end) return NULL;
  if (*s.at == '"' || *s.at == '\'') {
    const char *end = memchr(s.at + 1, *s.at, (size_t)(s.end - s.at - 1));
    return end ? nst_charset_of_inner_label(s.at + 1, (size_t)(end - s.at - 1)) : NULL;
  }
  const char *from = s.at;
  while (s.at < s.end && !is_space(*s.at) && *s.at != ';') s.at++;
  return nst_charset_of_inner_label(from, (size_t)(s.at - from));
}

/* Reads the attributes of a meta tag; the first of each name counts. */
static const nst_charset *charset_of_meta(scan *s) {
  bool has_pragma = false, saw_pragma = false, saw_content = false, saw_charset = false;
  const nst_charset *by_content = NULL, *by_charset = NULL;
  attribute next;
  while (next_attribute(s, &next)) {
    if (equals(next.name, "http-equiv") && !saw_pragma) {
      saw_pragma = true;
      has_pragma = equals(next.value, "content-type");
    } else if (equals(next.name, "content") && !saw_content) {
      saw_content = true;
      by_content = charset_of_content(next.value);
    } else if (equals(next.name, "charset") && !saw_charset) {
      saw_charset = true;
      by_charset = nst_charset_of_inner_label(next.value.text, next.value.size);
    }
  }
  /* A tag whose end is not there does not count. */
  if (s->at == s->end) return NULL;
  if (saw_charset) return by_charset;
  return has_pragma ? by_content : NULL;
}

/* -- Tags ------------------------------------------------------------------------ */

static const char *const raw_elements[] = {"script",   "style", "title",   "textarea",
                                           "noframes", "xmp",   "noembed", "iframe"};

/* Whether the end tag of that name stands at the place. */
static bool is_end_tag_of(const scan *s, piece name) {
  if ((size_t)(s->end - s->at) < name.size) return false;
  for (size_t i = 0; i < name.size; i++)
    if (lower(s->at[i]) != lower(name.text[i])) return false;
  const char *after = s->at + name.size;
  return after == s->end || is_space(*after) || *after == '>' || *after == '/';
}

/* Moves to the end tag of an element that holds text only, if it is one. */
static void skip_raw_text(scan *s, piece name) {
  bool is_raw = false;
  for (size_t i = 0; i < sizeof raw_elements / sizeof *raw_elements; i++)
    is_raw = is_raw || equals(name, raw_elements[i]);
  if (!is_raw) return;
  do {
    skip_past(s, "</");
  } while (s->at < s->end && !is_end_tag_of(s, name));
}

/* Reads a tag, of which the opening bracket is behind. */
static const nst_charset *read_tag(scan *s, bool is_end_tag) {
  piece name = {s->at, 0};
  while (s->at < s->end && !is_space(*s->at) && *s->at != '>' && *s->at != '/') s->at++;
  name.size = (size_t)(s->at - name.text);
  if (!is_end_tag && equals(name, "meta") && s->at < s->end && *s->at != '>')
    return charset_of_meta(s);
  attribute ignored;
  while (next_attribute(s, &ignored)) continue;
  if (s->at < s->end) s->at++;
  if (!is_end_tag) skip_raw_text(s, name);
  return NULL;
}

const nst_charset *nst_charset_prescan(const char *html, size_t size) {
  scan s = {html, html + size};
  while (s.at < s.end) {
    const char *found = memchr(s.at, '<', (size_t)(s.end - s.at));
    if (!found) return NULL;
    s.at = found + 1;
    const nst_charset *charset = NULL;
    if (starts_with(&s, "!--")) {
      s.at += 1; /* <!--> is a whole comment */
      skip_past(&s, "-->");
    } else if (s.at < s.end && is_letter(*s.at)) {
      charset = read_tag(&s, false);
    } else if (s.end - s.at > 1 && *s.at == '/' && is_letter(s.at[1])) {
      s.at++;
      charset = read_tag(&s, true);
    } else if (s.at < s.end && (*s.at == '!' || *s.at == '/' || *s.at == '?')) {
      skip_past(&s, ">");
    }
    if (charset) return charset;
  }
  return NULL;
}

/* -- XML ------------------------------------------------------------------------- */

const nst_charset *nst_charset_of_xml(const char *bytes, size_t size) {
  static const char le[] = "<\0?\0x", be[] = "\0<\0?\0x";
  if (size >= 6 && memcmp(bytes, le, 6) == 0) return nst_charset_named("UTF-16LE");
  if (size >= 6 && memcmp(bytes, be, 6) == 0) return nst_charset_named("UTF-16BE");
  if (size > NST_PRESCAN_BYTES) size = NST_PRESCAN_BYTES;
  scan s = {bytes, bytes + size};
  if (size < 5 || memcmp(bytes, "<?xml", 5) != 0) return NULL;
  const char *end = memchr(bytes, '>', size);
  if (!end) return NULL;
  s.end = end;
  skip_past(&s, "encoding");
  skip_spaces(&s);
  if (s.at == s.end || *s.at++ != '=') return NULL;
  skip_spaces(&s);
  if (s.at == s.end || (*s.at != '"' && *s.at != '\'')) return NULL;
  const char *from = s.at + 1;
  const char *close = memchr(from, *s.at, (size_t)(s.end - from));
  if (!close || memchr(from, ' ', (size_t)(close - from))) return NULL;
  return nst_charset_of_inner_label(from, (size_t)(close - from));
}
