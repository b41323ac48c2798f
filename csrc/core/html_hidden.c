/* html_hidden.c: attributes that hide an element. */
#include "html_hidden.h"

#include "html_bytes.h"
#include "html_pieces.h"

enum { MOST_STYLE_BYTES = 1024 };

/* Copies what a value stands for into out, in lower case and without white
   space; what does not fit is left out. */
static size_t squeeze(nst_html_slice value, char *out, size_t room) {
  size_t size = 0;
  nst_html_slice piece;
  nst_html_reference reference;
  for (size_t at = 0; nst_html_next_piece(value, NST_HTML_SLICE_VALUE, &at, &piece, &reference);)
    for (size_t i = 0; i < piece.size; i++)
      if (!nst_html_is_space(piece.bytes[i]) && size < room)
        out[size++] = nst_html_lower(piece.bytes[i]);
  return size;
}

static bool begins_with(const char *text, size_t size, const char *word) {
  size_t length = strlen(word);
  return size >= length && memcmp(text, word, length) == 0;
}

/* Whether a declaration, squeezed, hides; "!important" may follow. */
static bool hides(const char *declaration, size_t size) {
  static const char *const hiding[] = {"display:none", "visibility:hidden", "visibility:collapse"};
  for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++) {
    size_t length = strlen(hiding[i]);
    if (begins_with(declaration, size, hiding[i]) && (size == length || declaration[length] == '!'))
      return true;
  }
  return false;
}

static bool style_hides(nst_html_slice style) {
  char text[MOST_STYLE_BYTES] = {0};
  size_t size = squeeze(style, text, sizeof text);
  for (size_t at = 0; at < size;) {
    size_t end = nst_html_find(text, at, size, ';');
    if (hides(text + at, end - at)) return true;
    at = end + 1;
  }
  return false;
}

static bool is_value(nst_html_slice value, const char *wanted) {
  char text[16];
  size_t size = squeeze(value, text, sizeof text);
  return size == strlen(wanted) && memcmp(text, wanted, size) == 0;
}

/* Which of the attributes that can hide this is. */
typedef enum hiding { HIDDEN, ARIA_HIDDEN, STYLE, OPEN, HIDING_NAMES } hiding;

static hiding hiding_of(nst_html_slice name) {
  static const char *const names[HIDING_NAMES] = {"hidden", "aria-hidden", "style", "open"};
  static const uint8_t sizes[HIDING_NAMES] = {6, 11, 5, 4};
  int i = 0;
  while (i < HIDING_NAMES && !(name.size == sizes[i] && nst_html_is_name(name, names[i]))) i++;
  return (hiding)i;
}

bool nst_html_is_hidden(const nst_html_tokenizer *tokenizer, const nst_html_token *token,
                        nst_html_element element) {
  bool seen[HIDING_NAMES] = {false}; /* of equal names the first counts */
  for (size_t i = 0; i < token->attribute_count; i++) {
    const nst_html_attribute *one = &tokenizer->attributes[i];
    hiding name = hiding_of(one->name);
    if (name == HIDING_NAMES || seen[name]) continue;
    seen[name] = true;
    if ((name == HIDDEN && !is_value(one->value, "until-found")) ||
        (name == ARIA_HIDDEN && is_value(one->value, "true")) ||
        (name == STYLE && style_hides(one->value)))
      return true;
  }
  return element == NST_TAG_DIALOG && !seen[OPEN];
}
