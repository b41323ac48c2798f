/* Tokens, as one line each: <p a="x">, </p>, text, and !size of what is left out. */
#include "check.h"
#include "core/html_names.h"
#include "core/html_pieces.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static void add(nst_buffer *out, const char *text) {
  CHECK_EQUAL(nst_buffer_append(out, text, strlen(text)), NST_OK);
}

static void add_slice(nst_buffer *out, nst_html_slice slice, nst_html_slice_kind kind) {
  nst_html_slice piece;
  nst_html_reference reference;
  for (size_t at = 0; nst_html_next_piece(slice, kind, &at, &piece, &reference);)
    CHECK_EQUAL(nst_buffer_append(out, piece.bytes, piece.size), NST_OK);
}

static void add_attributes(nst_buffer *out, const nst_html_token *token) {
  nst_html_attribute one;
  for (size_t at = 0; nst_html_next_attribute(token, &at, &one);) {
    add(out, " ");
    add_slice(out, one.name, NST_HTML_SLICE_NAME);
    add(out, "=\"");
    add_slice(out, one.value, NST_HTML_SLICE_VALUE);
    add(out, "\"");
  }
}

static void add_token(nst_buffer *out, const nst_html_token *token) {
  char size[32];
  switch (token->kind) {
    case NST_HTML_TEXT: add_slice(out, token->source, nst_html_text_kind(token)); break;
    case NST_HTML_START_TAG:
      add(out, "<");
      add_slice(out, token->name, NST_HTML_SLICE_NAME);
      add_attributes(out, token);
      add(out, token->self_closing ? "/>" : ">");
      break;
    case NST_HTML_END_TAG:
      add(out, "</");
      add_slice(out, token->name, NST_HTML_SLICE_NAME);
      add(out, ">");
      break;
    default: snprintf(size, sizeof size, "!%zu", token->source.size); add(out, size);
  }
  add(out, "|");
}

/* Reads a block of exactly this size, so that sanitizers see a step too far. */
static void read_tokens(const char *html, size_t size, nst_html_state state, const char *last,
                        bool foreign, nst_buffer *out) {
  char *copy = malloc(size ? size : 1);
  if (!CHECK(copy != NULL)) return;
  memcpy(copy, html, size);
  nst_html_tokenizer tokenizer;
  nst_html_tokenizer_init(&tokenizer, copy, size);
  tokenizer.state = state;
  tokenizer.foreign = foreign;
  tokenizer.last_tag = (nst_html_slice){last, strlen(last)};
  nst_html_token token;
  for (;;) {
    nst_html_next_token(&tokenizer, &token);
    if (token.kind == NST_HTML_END) break;
    add_token(out, &token);
  }
  CHECK_EQUAL(tokenizer.at, size);
  free(copy);
}

typedef struct token_case {
  const char *html;
  const char *tokens;
  nst_html_state state;
  const char *last;
  bool foreign;
} token_case;

static void check_tokens(const token_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const token_case *one = &cases[i];
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    check_note("%s", one->html);
    read_tokens(one->html, strlen(one->html), one->state, one->last ? one->last : "", one->foreign,
                &out);
    CHECK_TEXT(out.bytes, out.size, one->tokens);
    nst_buffer_free(&out);
  }
}

#define CHECK_TOKENS(cases) check_tokens(cases, sizeof cases / sizeof *cases)

static void tags(void) {
  static const token_case cases[] = {
      {.html = "<p>a</p>", .tokens = "<p>|a|</p>|"},
      {.html = "<P Class=x>", .tokens = "<p class=\"x\">|"},
      {.html = "<a b='1>' c=\"2'\" d=3 e>", .tokens = "<a b=\"1>\" c=\"2'\" d=\"3\" e=\"\">|"},
      {.html = "<a b = c/>", .tokens = "<a b=\"c/\">|"},
      {.html = "<a b = c />", .tokens = "<a b=\"c\"/>|"},
      {.html = "<a / b>", .tokens = "<a b=\"\">|"},
      {.html = "<a/>", .tokens = "<a/>|"},
      {.html = "<a =b=c ==d>", .tokens = "<a =b=\"c\" ==\"d\">|"},
      {.html = "<a b=\"x\"c=y>", .tokens = "<a b=\"x\" c=\"y\">|"},
      {.html = "<a b=>", .tokens = "<a b=\"\">|"},
      {.html = "<a b='&lt;&ampx&amp=&amp;'>", .tokens = "<a b=\"<&ampx&amp=&\">|"},
      {.html = "</a b='>'>x", .tokens = "</a>|x|"},
      {.html = "<a<b>", .tokens = "<a<b>|"},
      {.html = "a<b c", .tokens = "a|"},
      {.html = "a<b c='>", .tokens = "a|"},
      {.html = "a<b c=", .tokens = "a|"},
      {.html = "a</b", .tokens = "a|"},
      {.html = "a<", .tokens = "a|<|"},
      {.html = "a</", .tokens = "a|</|"},
      {.html = "a<1<b>", .tokens = "a|<1|<b>|"},
  };
  CHECK_TOKENS(cases);
}

static void comments_and_declarations(void) {
  static const token_case cases[] = {
      {.html = "a<!-- b -->c", .tokens = "a|!10|c|"},
      {.html = "<!-->a<!--->b<!---->c", .tokens = "!5|a|!6|b|!7|c|"},
      {.html = "<!-- --!>a<!--!>-->b", .tokens = "!9|a|!9|b|"},
      {.html = "<!-- <p> -- > - ->-->a", .tokens = "!21|a|"},
      {.html = "<!-- a --", .tokens = "!9|"},
      {.html = "<!-a>b<?c>d</ e>f</>g", .tokens = "!5|b|!4|d|!5|f|!3|g|"},
      {.html = "<!DOCtype html \"a>b", .tokens = "!18|b|"},
      {.html = "<![CDATA[a>b]]>c", .tokens = "!11|b]]>c|"},
      {.html = "<![CDATA[a>b]]>c", .tokens = "a>b|c|", .foreign = true},
      {.html = "<![CDATA[a]]", .tokens = "a]]|", .foreign = true},
      {.html = "<![CDATA[a]]]>&amp;<b>", .tokens = "a]|&|<b>|", .foreign = true},
  };
  CHECK_TOKENS(cases);
}

static void raw_text(void) {
  static const token_case cases[] = {
      {"a<b>&amp;</TITLE\n>c<d>", "a<b>&|</title>|c|<d>|", NST_HTML_RCDATA, "title", false},
      {"a</titles></title", "a</titles></title|", NST_HTML_RCDATA, "title", false},
      {"a&amp;</style/>b", "a&amp;|</style>|b|", NST_HTML_RAW_TEXT, "style", false},
      {"a</b>", "a</b>|", NST_HTML_RAW_TEXT, "", false},
      {"a</plaintext>&lt;", "a</plaintext>&lt;|", NST_HTML_PLAIN_TEXT, "plaintext", false},
      {"a<b</script>c", "a<b|</script>|c|", NST_HTML_SCRIPT, "script", false},
      {"<!--<script></script>--></script>a", "<!--<script></script>-->|</script>|a|",
       NST_HTML_SCRIPT, "script", false},
      {"<!--<script></script></script>a", "<!--<script></script>|</script>|a|", NST_HTML_SCRIPT,
       "script", false},
      {"<!--<scripts></script>a", "<!--<scripts>|</script>|a|", NST_HTML_SCRIPT, "script", false},
      {"<!--><script></script>a", "<!--><script>|</script>|a|", NST_HTML_SCRIPT, "script", false},
      {"<!--<script>--></script>a", "<!--<script>-->|</script>|a|", NST_HTML_SCRIPT, "script",
       false},
      {"<!--<script></script", "<!--<script></script|", NST_HTML_SCRIPT, "script", false},
  };
  CHECK_TOKENS(cases);
}

static void line_ends_and_nul(void) {
  static const struct {
    nst_html_slice_kind kind;
    const char *expected;
    size_t size;
  } kinds[] = {{NST_HTML_SLICE_DATA, "A\n\n\n&\0B\n", 8},
               {NST_HTML_SLICE_CDATA, "A\n\n\n&amp;\0B\n", 12},
               {NST_HTML_SLICE_RCDATA, "A\n\n\n&\uFFFDB\n", 10},
               {NST_HTML_SLICE_VALUE, "A\n\n\n&\uFFFDB\n", 10},
               {NST_HTML_SLICE_RAW_TEXT, "A\n\n\n&amp;\uFFFDB\n", 14},
               {NST_HTML_SLICE_NAME, "a\n\n\n&amp;\uFFFDb\n", 14}};
  static const char text[] = "A\r\n\n\r&amp;\0B\r";
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    check_note("kind %zu", i);
    add_slice(&out, (nst_html_slice){text, sizeof text - 1}, kinds[i].kind);
    CHECK_BYTES(out.bytes, out.size, kinds[i].expected, kinds[i].size);
    nst_buffer_free(&out);
  }
}

static void cut_pages_are_taken(void) {
  static const char page[] =
      "<p a='x' b=\"y\">t&nbsp;u&#x4E2D;<!-- c --!>u<!--><script>s</script></body><title>v</title>"
      "</html><![CDATA[x]]><a href=/>&CounterClockwiseContourIntegral;";
  for (int state = NST_HTML_DATA; state <= NST_HTML_CDATA; state++)
    for (size_t size = 0; size < sizeof page; size++) {
      nst_buffer out;
      nst_buffer_init(&out, NULL);
      check_note("state %d, %zu bytes", state, size);
      read_tokens(page, size, (nst_html_state)state, "script", size % 2, &out);
      nst_buffer_free(&out);
    }
}

static void kept_attributes_are_found(void) {
  static const char html[] = "<a B=1 b=2 c='3' A\0=4>";
  nst_html_tokenizer tokenizer;
  nst_html_token token;
  nst_html_tokenizer_init(&tokenizer, html, sizeof html - 1);
  nst_html_next_token(&tokenizer, &token);
  CHECK_EQUAL(token.attribute_count, 4);
  CHECK(!token.more_attributes);
  const nst_html_attribute *found = nst_html_find_attribute(&tokenizer, &token, "b");
  REQUIRE(found != NULL);
  CHECK_TEXT(found->value.bytes, found->value.size, "1");
  CHECK(nst_html_find_attribute(&tokenizer, &token, "a") == NULL); /* a NUL is part of it */
  CHECK(nst_html_find_attribute(&tokenizer, &token, "bb") == NULL);
  nst_html_tokenizer_init(&tokenizer, html, sizeof html - 1);
  tokenizer.most_attributes = 2;
  nst_html_next_token(&tokenizer, &token);
  CHECK_EQUAL(token.attribute_count, 2);
  CHECK(token.more_attributes);
}

/* -- References --------------------------------------------------------------- */

static void check_reference(const char *text, bool in_attribute, size_t taken,
                            const char *meaning) {
  nst_html_reference reference;
  check_note("%s", text);
  if (!CHECK_EQUAL(nst_html_read_reference(text, strlen(text), in_attribute, &reference), taken))
    return;
  if (taken) CHECK_TEXT(reference.text, reference.size, meaning);
}

static void references(void) {
  static const struct {
    const char *text;
    size_t taken; /* in text */
    size_t in_attribute;
    const char *meaning;
  } cases[] = {
      {"&amp;x", 5, 5, "&"},
      {"&ampx", 4, 0, "&"},
      {"&amp=", 4, 0, "&"},
      {"&amp", 4, 4, "&"},
      {"&amp.", 4, 4, "&"},
      {"&notit;", 4, 0, "¬"},
      {"&notin;", 7, 7, "∉"},
      {"&copy2020", 5, 0, "©"},
      {"&nbsp c", 5, 5, "\u00A0"},
      {"&lang;", 6, 6, "⟨"},
      {"&NotEqualTilde;", 15, 15, "≂̸"},
      {"&hellip", 0, 0, ""},
      {"&AMP", 4, 4, "&"},
      {"&Amp;", 0, 0, ""},
      {"&;", 0, 0, ""},
      {"&", 0, 0, ""},
      {"&#20013;", 8, 8, "中"},
      {"&#x4e2Dg", 7, 7, "中"},
      {"&#X4E2D", 7, 7, "中"},
      {"&#147;", 6, 6, "“"},
      {"&#x80;", 6, 6, "€"},
      {"&#x81;", 6, 6, "\xC2\x81"},
      {"&#0;", 4, 4, "\uFFFD"},
      {"&#xD800;", 8, 8, "\uFFFD"},
      {"&#x110000;", 10, 10, "\uFFFD"},
      {"&#99999999999;", 14, 14, "\uFFFD"},
      {"&#x10FFFF;", 10, 10, "\U0010FFFF"},
      {"&#;", 0, 0, ""},
      {"&#x;", 0, 0, ""},
      {"&#8;", 4, 4, "\b"},
      {"&CounterClockwiseContourIntegral;", 33, 33, "∳"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_reference(cases[i].text, false, cases[i].taken, cases[i].meaning);
    check_reference(cases[i].text, true, cases[i].in_attribute, cases[i].meaning);
  }
}

static void every_name_is_found(void) {
  enum { NAMES = 2125, BARE_NAMES = 106 };
  size_t bare = 0;
  for (size_t i = 0; i < NAMES; i++) {
    const nst_html_name *name = &nst_html_names[i];
    char text[NST_HTML_LONGEST_NAME + 3], meaning[NST_HTML_REFERENCE_BYTES + 1];
    snprintf(text, sizeof text, "&%.*s;", name->size,
             (const char *)nst_html_name_letters + name->letters);
    snprintf(meaning, sizeof meaning, "%.*s", name->text_size,
             (const char *)nst_html_name_texts + name->text);
    check_reference(text, false, strlen(text), meaning);
    text[strlen(text) - 1] = 0;
    if (name->bare) check_reference(text, true, strlen(text), meaning);
    bare += name->bare;
  }
  CHECK_EQUAL(bare, BARE_NAMES);
}

static const check_test tests[] = {
    {"tags and attributes", tags},
    {"comments and declarations", comments_and_declarations},
    {"raw text and scripts", raw_text},
    {"line ends, NUL and letter case", line_ends_and_nul},
    {"pages cut anywhere are taken", cut_pages_are_taken},
    {"kept attributes are found, the first of a name", kept_attributes_are_found},
    {"references by longest match", references},
    {"every named reference is found", every_name_is_found},
};

CHECK_SUITE(html_tokenizer);
