/* html-tokens [--state STATE] [--last TAG]: the tokens of the HTML on standard
   input, a JSON array a line:

     ["StartTag","p",{"class":"x"}]   all attributes; of equal names the first
     ["EndTag","p"]
     ["Character","text"]             adjacent ones joined

   Comments and declarations are left out.  STATE is where the tokenizer begins:
   data, plaintext, rcdata, rawtext, script or cdata; TAG the last start tag
   before the input. */
#include "core/html_pieces.h"
#include "core/newsstat.h"
#include "tools/standard_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *problem, const char *what) {
  fprintf(stderr, "html-tokens: %s%s\n", problem, what);
  exit(2);
}

static void check(nst_status status) {
  if (status != NST_OK) fail(nst_status_text(status), "");
}

static void append(nst_buffer *buffer, nst_html_slice slice, nst_html_slice_kind kind) {
  nst_html_slice piece;
  nst_html_reference reference;
  for (size_t place = 0; nst_html_next_piece(slice, kind, &place, &piece, &reference);)
    check(nst_buffer_append(buffer, piece.bytes, piece.size));
}

/* A JSON string; ill-formed bytes are read as U+FFFD. */
static void print_string(const char *text, size_t size) {
  putchar('"');
  for (size_t at = 0; at < size;) {
    uint32_t c;
    char bytes[4];
    at += nst_utf8_decode(text + at, size - at, &c);
    if (c == '"' || c == '\\')
      printf("\\%c", (int)c);
    else if (c < ' ' || c == 0x7F)
      printf("\\u%04X", c);
    else
      fwrite(bytes, 1, nst_utf8_encode(c, bytes), stdout);
  }
  putchar('"');
}

static nst_buffer resolved(nst_html_slice slice, nst_html_slice_kind kind) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  append(&out, slice, kind);
  return out;
}

static void print_slice(nst_html_slice slice, nst_html_slice_kind kind) {
  nst_buffer text = resolved(slice, kind);
  print_string(text.bytes, text.size);
  nst_buffer_free(&text);
}

/* Whether an attribute of the same name comes before this one. */
static bool is_repeated(const nst_html_token *token, nst_html_slice name) {
  nst_buffer wanted = resolved(name, NST_HTML_SLICE_NAME);
  nst_html_attribute other;
  bool repeated = false;
  for (size_t place = 0; !repeated && nst_html_next_attribute(token, &place, &other);) {
    if (other.name.bytes == name.bytes) break;
    nst_buffer earlier = resolved(other.name, NST_HTML_SLICE_NAME);
    repeated = earlier.size == wanted.size && memcmp(earlier.bytes, wanted.bytes, wanted.size) == 0;
    nst_buffer_free(&earlier);
  }
  nst_buffer_free(&wanted);
  return repeated;
}

static void print_start_tag(const nst_html_token *token) {
  fputs("[\"StartTag\",", stdout);
  print_slice(token->name, NST_HTML_SLICE_NAME);
  fputs(",{", stdout);
  nst_html_attribute attribute;
  const char *separator = "";
  for (size_t place = 0; nst_html_next_attribute(token, &place, &attribute);) {
    if (is_repeated(token, attribute.name)) continue;
    fputs(separator, stdout);
    print_slice(attribute.name, NST_HTML_SLICE_NAME);
    putchar(':');
    print_slice(attribute.value, NST_HTML_SLICE_VALUE);
    separator = ",";
  }
  puts("}]");
}

static void print_end_tag(const nst_html_token *token) {
  fputs("[\"EndTag\",", stdout);
  print_slice(token->name, NST_HTML_SLICE_NAME);
  puts("]");
}

/* Prints the text that was gathered. */
static void flush_text(nst_buffer *text) {
  if (!text->size) return;
  fputs("[\"Character\",", stdout);
  print_string(text->bytes, text->size);
  puts("]");
  text->size = 0;
}

static void print_tokens(nst_html_tokenizer *tokenizer) {
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  nst_html_token token;
  do {
    nst_html_next_token(tokenizer, &token);
    if (token.kind == NST_HTML_TEXT) append(&text, token.source, nst_html_text_kind(&token));
    if (token.kind == NST_HTML_START_TAG || token.kind == NST_HTML_END_TAG) flush_text(&text);
    if (token.kind == NST_HTML_START_TAG) print_start_tag(&token);
    if (token.kind == NST_HTML_END_TAG) print_end_tag(&token);
  } while (token.kind != NST_HTML_END);
  flush_text(&text);
  nst_buffer_free(&text);
}

static nst_html_state state_of(const char *name) {
  static const char *const names[] = {"data", "rcdata", "rawtext", "script", "plaintext", "cdata"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return (nst_html_state)i;
  fail("no state is called ", name);
  return NST_HTML_DATA;
}

int main(int count, char **arguments) {
  static const char usage[] = "usage: html-tokens [--state STATE] [--last TAG] <HTML";
  const char *state = "data", *last = "";
  for (int i = 1; i < count; i += 2) {
    if (i + 1 == count) fail(usage, "");
    if (strcmp(arguments[i], "--state") == 0)
      state = arguments[i + 1];
    else if (strcmp(arguments[i], "--last") == 0)
      last = arguments[i + 1];
    else
      fail(usage, "");
  }
  nst_buffer input;
  nst_buffer_init(&input, NULL);
  check(read_standard_input(&input));
  nst_html_tokenizer tokenizer;
  nst_html_tokenizer_init(&tokenizer, input.bytes, input.size);
  tokenizer.state = state_of(state);
  tokenizer.last_tag = (nst_html_slice){last, strlen(last)};
  print_tokens(&tokenizer);
  nst_buffer_free(&input);
  return 0;
}
