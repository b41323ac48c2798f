/* Tokens of any bytes, in every state: they follow one another without a gap, slices stay inside
   the input, and the end is reached. */
#include "core/html_pieces.h"
#include "fuzz.h"

static bool is_inside(nst_html_slice slice, const char *text, size_t size) {
  return slice.bytes >= text && slice.size <= size && slice.bytes + slice.size <= text + size;
}

static void read_pieces(nst_html_slice slice, nst_html_slice_kind kind) {
  nst_html_slice piece;
  nst_html_reference reference;
  size_t last = 0;
  for (size_t at = 0; nst_html_next_piece(slice, kind, &at, &piece, &reference); last = at) {
    require(at > last && at <= slice.size, "a piece takes bytes");
    require(piece.size > 0, "a piece is not empty");
  }
}

static void check_tag(const nst_html_token *token) {
  require(is_inside(token->name, token->source.bytes, token->source.size), "a name is in its tag");
  read_pieces(token->name, NST_HTML_SLICE_NAME);
  nst_html_attribute one;
  size_t count = 0;
  for (size_t at = 0; nst_html_next_attribute(token, &at, &one); count++) {
    require(is_inside(one.name, token->source.bytes, token->source.size), "names are in the tag");
    require(is_inside(one.value, token->source.bytes, token->source.size), "values are in the tag");
    read_pieces(one.name, NST_HTML_SLICE_NAME);
    read_pieces(one.value, NST_HTML_SLICE_VALUE);
  }
  if (token->kind == NST_HTML_START_TAG)
    require(token->more_attributes == (count > token->attribute_count), "attributes are counted");
}

static void read_tokens(const char *text, size_t size, nst_html_state state, bool foreign) {
  nst_html_tokenizer tokenizer;
  nst_html_token token;
  nst_html_tokenizer_init(&tokenizer, text, size);
  tokenizer.state = state;
  tokenizer.foreign = foreign;
  tokenizer.last_tag = (nst_html_slice){"script", 6};
  tokenizer.most_attributes = 3;
  for (size_t last = 0;; last = tokenizer.at) {
    nst_html_next_token(&tokenizer, &token);
    if (token.kind == NST_HTML_END) break;
    require(tokenizer.at > last && tokenizer.at <= size, "a token takes bytes");
    require(is_inside(token.source, text + last, tokenizer.at - last), "a token is where it was");
    if (token.kind == NST_HTML_TEXT) read_pieces(token.source, nst_html_text_kind(&token));
    if (token.kind == NST_HTML_START_TAG || token.kind == NST_HTML_END_TAG) check_tag(&token);
  }
  require(tokenizer.at == size, "the end is reached");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  read_tokens((const char *)data + 1, size - 1, (nst_html_state)(data[0] % 6), data[0] & 64);
  return 0;
}
