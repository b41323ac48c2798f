#include "html_tokenizer.h"

#include "html_bytes.h"
#include "html_raw_text.h"

#include <string.h>

void nst_html_tokenizer_init(nst_html_tokenizer *tokenizer, const char *text, size_t size) {
  tokenizer->text = size ? text : ""; /* nothing may be NULL */
  tokenizer->size = size;
  tokenizer->at = 0;
  tokenizer->state = NST_HTML_DATA;
  tokenizer->foreign = false;
  tokenizer->last_tag = (nst_html_slice){NULL, 0};
  tokenizer->most_attributes = NST_HTML_KEPT_ATTRIBUTES;
}

/* -- Tags ------------------------------------------------------------------- */

static size_t skip_spaces(const char *text, size_t at, size_t size) {
  while (at < size && nst_html_is_space(text[at])) at++;
  return at;
}

/* Reads the value whose "=" is before `at`; the place behind it, or `size`
   where the input ends first. */
static size_t read_value(const char *text, size_t at, size_t size, nst_html_slice *value) {
  at = skip_spaces(text, at, size);
  if (at == size) return size;
  char quote = text[at];
  if (quote == '"' || quote == '\'') {
    const char *end = memchr(text + at + 1, quote, size - at - 1);
    if (!end) return size;
    *value = (nst_html_slice){text + at + 1, (size_t)(end - text) - at - 1};
    return (size_t)(end - text) + 1;
  }
  size_t first = at;
  while (at < size && text[at] != '>' && !nst_html_is_space(text[at])) at++;
  *value = (nst_html_slice){text + first, at - first};
  return at;
}

/* Reads the attribute from `at` on, which may be any place behind a tag's name
   where none is under way.  Returns the place behind it; at the tag's ">" that
   place, with an empty name; `size` where the input ends first. */
static size_t read_attribute(const char *text, size_t at, size_t size, nst_html_attribute *out) {
  out->name.size = 0;
  while (at < size && (text[at] == '/' || nst_html_is_space(text[at]))) at++;
  if (at == size || text[at] == '>') return at;
  size_t first = at++; /* a "=" here is part of the name */
  while (at < size && text[at] != '=' && !nst_html_ends_tag_name(text[at])) at++;
  out->name = (nst_html_slice){text + first, at - first};
  out->value = (nst_html_slice){text + at, 0};
  size_t after = skip_spaces(text, at, size);
  if (after == size) return size;
  return text[after] == '=' ? read_value(text, after + 1, size, &out->value) : after;
}

/* Reads the tag whose name begins at `at`; the place of its ">", or the size
   where the input ends first. */
static size_t read_tag(nst_html_tokenizer *self, size_t at, nst_html_token *token) {
  const char *text = self->text;
  size_t size = self->size, first = at;
  while (at < size && !nst_html_ends_tag_name(text[at])) at++;
  token->name = (nst_html_slice){text + first, at - first};
  token->attribute_count = 0;
  token->more_attributes = false;
  token->self_closing = false;
  if (at < size && text[at] == '>') return at;
  bool keep = token->kind == NST_HTML_START_TAG;
  nst_html_attribute passed;
  while (at < size) {
    bool room = keep && token->attribute_count < self->most_attributes;
    nst_html_attribute *attribute = room ? &self->attributes[token->attribute_count] : &passed;
    size_t end = read_attribute(text, at, size, attribute);
    if (!attribute->name.size) {
      /* a slash right before the end, and no part of a value */
      token->self_closing = end > at && end < size && text[end - 1] == '/';
      return end;
    }
    token->attribute_count += room;
    token->more_attributes |= keep && !room;
    at = end;
  }
  return size;
}

static void next_tag(nst_html_tokenizer *self, size_t name, nst_html_token *token) {
  size_t end = read_tag(self, name, token);
  if (end == self->size) {
    token->kind = NST_HTML_END; /* a tag that the input ends in is none */
    self->at = self->size;
    return;
  }
  self->at = end + 1;
  if (token->kind == NST_HTML_START_TAG) self->last_tag = token->name;
  self->state = NST_HTML_DATA;
}

bool nst_html_is_name(nst_html_slice name, const char *lower_case) {
  for (size_t i = 0; i < name.size; i++)
    if (!lower_case[i] || nst_html_lower(name.bytes[i]) != lower_case[i]) return false;
  return lower_case[name.size] == 0;
}

const nst_html_attribute *nst_html_find_attribute(const nst_html_tokenizer *tokenizer,
                                                  const nst_html_token *token, const char *name) {
  for (size_t i = 0; i < token->attribute_count; i++)
    if (nst_html_is_name(tokenizer->attributes[i].name, name)) return &tokenizer->attributes[i];
  return NULL;
}

bool nst_html_next_attribute(const nst_html_token *token, size_t *place,
                             nst_html_attribute *attribute) {
  const char *text = token->source.bytes;
  size_t first = (size_t)(token->name.bytes - text) + token->name.size;
  *place = read_attribute(text, *place ? *place : first, token->source.size, attribute);
  return attribute->name.size > 0;
}

/* -- Comments and declarations ------------------------------------------------ */

static size_t find(const nst_html_tokenizer *self, size_t at, char c) {
  return nst_html_find(self->text, at, self->size, c);
}

/* The place behind the next ">", or the size. */
static size_t behind_tag(const nst_html_tokenizer *self, size_t at) {
  size_t end = find(self, at, '>');
  return end < self->size ? end + 1 : end;
}

/* The place behind the comment whose contents begin at `first`: it ends with
   "-->" or "--!>", or right away with ">" or "->". */
static size_t end_of_comment(const nst_html_tokenizer *self, size_t first) {
  for (size_t at = first; (at = find(self, at, '>')) < self->size; at++) {
    const char *close = self->text + at;
    size_t inside = at - first; /* bytes before the ">" */
    if (inside == 0 || (inside == 1 && close[-1] == '-') ||
        (inside >= 2 && memcmp(close - 2, "--", 2) == 0) ||
        (inside >= 3 && memcmp(close - 3, "--!", 3) == 0))
      return at + 1;
  }
  return self->size;
}

static bool is_doctype(const char *text, size_t size) {
  return size >= 7 && nst_html_is_name((nst_html_slice){text, 7}, "doctype");
}

/* -- Text --------------------------------------------------------------------- */

static void next_text(nst_html_tokenizer *self, size_t end, nst_html_token *token) {
  token->kind = NST_HTML_TEXT;
  token->state = self->state;
  self->at = end;
}

/* Text up to the next "<"; one that begins no markup is text itself. */
static void next_data_text(nst_html_tokenizer *self, nst_html_token *token) {
  next_text(self, find(self, self->at + 1, '<'), token);
}

static void next_in_raw_text(nst_html_tokenizer *self, nst_html_token *token) {
  size_t end = nst_html_raw_text_end(self, self->at);
  if (end > self->at) {
    next_text(self, end, token);
  } else {
    token->kind = NST_HTML_END_TAG;
    next_tag(self, self->at + 2, token);
  }
}

/* It sets the token's source, which its end is no part of. */
static void next_in_cdata(nst_html_tokenizer *self, nst_html_token *token) {
  const char *text = self->text;
  size_t first = self->at, end = self->size;
  next_text(self, end, token);
  for (size_t at = first; (at = nst_html_find(text, at, self->size, '>')) < self->size; at++) {
    if (at - first < 2 || memcmp(text + at - 2, "]]", 2) != 0) continue;
    end = at - 2;
    self->at = at + 1;
    self->state = NST_HTML_DATA;
    break;
  }
  token->source = (nst_html_slice){text + first, end - first};
}

/* -- Markup ------------------------------------------------------------------- */

/* What "<!" begins. */
static void next_declaration(nst_html_tokenizer *self, nst_html_token *token) {
  const char *text = self->text + self->at + 2;
  size_t left = self->size - self->at - 2;
  token->kind = NST_HTML_COMMENT;
  if (left >= 2 && memcmp(text, "--", 2) == 0) {
    self->at = end_of_comment(self, self->at + 4);
  } else if (self->foreign && left >= 7 && memcmp(text, "[CDATA[", 7) == 0) {
    self->at += 9;
    self->state = NST_HTML_CDATA;
    next_in_cdata(self, token);
  } else {
    if (is_doctype(text, left)) token->kind = NST_HTML_DECLARATION;
    self->at = behind_tag(self, self->at + 2);
  }
}

/* What a "<" begins with c behind it; false where it is text. */
static bool next_markup(nst_html_tokenizer *self, char c, nst_html_token *token) {
  if (nst_html_is_letter(c)) {
    token->kind = NST_HTML_START_TAG;
    next_tag(self, self->at + 1, token);
    return true;
  }
  if (c == '!') {
    next_declaration(self, token);
    return true;
  }
  if (c != '?' && (c != '/' || self->size - self->at == 2)) return false;
  bool tag = c == '/' && nst_html_is_letter(self->text[self->at + 2]);
  token->kind = tag ? NST_HTML_END_TAG : NST_HTML_COMMENT;
  if (tag)
    next_tag(self, self->at + 2, token);
  else
    self->at = behind_tag(self, self->at + 1);
  return true;
}

static void next_in_data(nst_html_tokenizer *self, nst_html_token *token) {
  const char *text = self->text + self->at;
  bool markup = text[0] == '<' && self->size - self->at > 1 && next_markup(self, text[1], token);
  if (!markup) next_data_text(self, token);
}

void nst_html_next_token(nst_html_tokenizer *tokenizer, nst_html_token *token) {
  size_t first = tokenizer->at;
  token->source.bytes = tokenizer->text + first;
  token->source.size = 0;
  if (first == tokenizer->size) {
    token->kind = NST_HTML_END;
    return;
  }
  switch (tokenizer->state) {
    case NST_HTML_DATA: next_in_data(tokenizer, token); break;
    case NST_HTML_CDATA: next_in_cdata(tokenizer, token); break;
    default: next_in_raw_text(tokenizer, token); break;
  }
  bool section = token->kind == NST_HTML_TEXT && token->state == NST_HTML_CDATA;
  if (!section) token->source.size = tokenizer->at - first;
}
