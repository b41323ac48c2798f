#include "html_raw_text.h"

#include "html_bytes.h"

/* Whether the word at `at` is this one, in any letter case, and ended as a
   tag's name is. */
static bool is_word(const nst_html_tokenizer *self, size_t at, nst_html_slice word) {
  if (!word.size || self->size - at <= word.size) return false;
  for (size_t i = 0; i < word.size; i++) {
    char c = self->text[at + i];
    if (!nst_html_is_letter(c) || nst_html_lower(c) != nst_html_lower(word.bytes[i])) return false;
  }
  return nst_html_ends_tag_name(self->text[at + word.size]);
}

/* Whether the "<" at `at` begins the end tag that ends the text. */
static bool is_end_tag(const nst_html_tokenizer *self, size_t at) {
  return self->size - at > 2 && self->text[at + 1] == '/' && is_word(self, at + 2, self->last_tag);
}

/* Goes on behind a "<!--" in a script, `dashes` being the place of its first
   "-", until "-->" ends the escape, whose place behind is returned, or until
   the end tag, whose place is returned with *ended set.  Between <script> and
   </script> in here an end tag does not count. */
static size_t escaped_script(const nst_html_tokenizer *self, size_t dashes, bool *ended) {
  static const nst_html_slice script = {"script", 6};
  bool twice = false;
  for (size_t at = dashes; at < self->size; at++) {
    char c = self->text[at];
    if (c == '>' && at >= dashes + 2 && self->text[at - 1] == '-' && self->text[at - 2] == '-')
      return at + 1;
    if (c != '<') continue;
    bool slash = self->size - at > 1 && self->text[at + 1] == '/';
    if (!twice && is_end_tag(self, at)) {
      *ended = true;
      return at;
    }
    if (slash == twice && is_word(self, at + 1 + slash, script)) twice = !twice;
  }
  return self->size;
}

static size_t script_end(const nst_html_tokenizer *self, size_t at) {
  bool ended = false;
  while ((at = nst_html_find(self->text, at, self->size, '<')) < self->size) {
    if (is_end_tag(self, at)) return at;
    if (self->size - at >= 4 && memcmp(self->text + at, "<!--", 4) == 0) {
      at = escaped_script(self, at + 2, &ended);
      if (ended) return at;
    } else {
      at++;
    }
  }
  return self->size;
}

size_t nst_html_raw_text_end(const nst_html_tokenizer *tokenizer, size_t at) {
  if (tokenizer->state == NST_HTML_PLAIN_TEXT) return tokenizer->size;
  if (tokenizer->state == NST_HTML_SCRIPT) return script_end(tokenizer, at);
  while ((at = nst_html_find(tokenizer->text, at, tokenizer->size, '<')) < tokenizer->size &&
         !is_end_tag(tokenizer, at))
    at++;
  return at;
}
