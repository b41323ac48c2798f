#include "html_scanner.h"

#include <stdbool.h>
#include <string.h>

typedef struct scanner {
  char *html;
  size_t size;
  size_t at;        /* read up to here */
  size_t written;   /* kept bytes, never more than read */
  size_t templates; /* open <template> elements */
} scanner;

static void keep(scanner *self, size_t end) {
  if (!self->templates) {
    memmove(self->html + self->written, self->html + self->at, end - self->at);
    self->written += end - self->at;
  }
  self->at = end;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/* Whether the text kept so far ends with what, followed by more, could be markup
   or a character reference: "<", "</", "&am", "&#1". */
static bool is_open_ended(const scanner *self) {
  enum { LONGEST_REFERENCE = 40 };
  size_t at = self->written;
  for (size_t i = 0; i < LONGEST_REFERENCE && at > 0; i++, at--) {
    char c = self->html[at - 1];
    if (c == '<' || c == '&') return true;
    if (!is_letter(c) && !(c >= '0' && c <= '9') && !strchr("#/!-", c)) return false;
  }
  return false;
}

/* Goes on behind something taken out.  What stands around must not join to
   markup that was not there: an end tag of nothing, which is shorter than
   anything that is taken out, keeps it apart. */
static void skip(scanner *self, size_t end) {
  static const char nothing[] = {'<', '/', 'x', '>'};
  self->at = end;
  if (self->templates || !is_open_ended(self)) return;
  memcpy(self->html + self->written, nothing, sizeof nothing);
  self->written += sizeof nothing;
}

static bool ends_name(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '/' || c == '>';
}

/* Whether a tag of this name, in lower case, begins at a place: the name and
   what ends it. */
static bool is_name(const scanner *self, size_t at, const char *name) {
  size_t length = strlen(name);
  if (at > self->size || self->size - at <= length) return false;
  for (size_t i = 0; i < length; i++)
    if (lower(self->html[at + i]) != name[i]) return false;
  return ends_name(self->html[at + length]);
}

/* The place behind the tag that begins at `at`; a quoted attribute value may
   hold ">". */
static size_t end_of_tag(const scanner *self, size_t at) {
  bool after_equals = false;
  for (; at < self->size; at++) {
    char c = self->html[at];
    if (c == '>') return at + 1;
    if (after_equals && (c == '"' || c == '\'')) {
      const char *quote = memchr(self->html + at + 1, c, self->size - at - 1);
      if (!quote) return self->size;
      at = (size_t)(quote - self->html);
      after_equals = false;
    } else if (!ends_name(c) || c == '/') {
      after_equals = c == '=';
    }
  }
  return self->size;
}

/* The place behind a comment whose "<!--" is at `at`. */
static size_t end_of_comment(const scanner *self, size_t at) {
  const char *html = self->html;
  at += 4;
  if (at < self->size && html[at] == '>') return at + 1;
  if (at + 1 < self->size && html[at] == '-' && html[at + 1] == '>') return at + 2;
  while (at < self->size) {
    const char *dash = memchr(html + at, '-', self->size - at);
    if (!dash) break;
    at = (size_t)(dash - html);
    if (at + 2 < self->size && html[at + 1] == '-' && html[at + 2] == '>') return at + 3;
    if (at + 3 < self->size && memcmp(html + at, "--!>", 4) == 0) return at + 4;
    at++;
  }
  return self->size;
}

/* The place behind the end tag of a raw-text element whose contents begin at
   `at`; without one the element takes the rest of the document. */
static size_t end_of_raw_text(const scanner *self, size_t at, const char *name) {
  while (at < self->size) {
    const char *found = memchr(self->html + at, '<', self->size - at);
    if (!found) break;
    at = (size_t)(found - self->html) + 1;
    if (at < self->size && self->html[at] == '/' && is_name(self, at + 1, name))
      return end_of_tag(self, at);
  }
  return self->size;
}

/* Start tags that take more than themselves out; false for all others. */
static bool scan_hidden(scanner *self, size_t name, size_t end) {
  static const char *const raw[] = {"script",   "style",   "noscript", "iframe",
                                    "noframes", "noembed", "title"};
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
    if (is_name(self, name, raw[i])) {
      skip(self, end_of_raw_text(self, end, raw[i]));
      return true;
    }
  if (!is_name(self, name, "template")) return false;
  skip(self, end);
  self->templates++;
  return true;
}

static void scan_end_tag(scanner *self, size_t name) {
  size_t end = end_of_tag(self, name);
  if (is_name(self, name, "template")) {
    if (self->templates) self->templates--;
    skip(self, end);
  } else if (is_name(self, name, "body") || is_name(self, name, "html")) {
    skip(self, end);
  } else {
    keep(self, end);
  }
}

/* The markup, or the lone "<", at self->at. */
static void scan_markup(scanner *self) {
  const char *html = self->html + self->at;
  size_t left = self->size - self->at;
  if (left >= 4 && memcmp(html, "<!--", 4) == 0) {
    skip(self, end_of_comment(self, self->at));
  } else if (left > 2 && html[1] == '/' && is_letter(html[2])) {
    scan_end_tag(self, self->at + 2);
  } else if (left > 1 && is_letter(html[1])) {
    size_t end = end_of_tag(self, self->at + 1);
    if (!scan_hidden(self, self->at + 1, end)) keep(self, end);
  } else {
    keep(self, self->at + 1);
  }
}

size_t nst_html_scan(char *html, size_t size) {
  scanner self = {html, size, 0, 0, 0};
  while (self.at < size) {
    const char *markup = memchr(html + self.at, '<', size - self.at);
    keep(&self, markup ? (size_t)(markup - html) : size);
    if (markup) scan_markup(&self);
  }
  return self.written;
}
