/* What of a page is text, and pages that are broken or hostile. */
#include "check.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

/* -- References ------------------------------------------------------------ */

static void references_are_characters(void) {
  static const html_case cases[] = {
      {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
      {"&copy;&hellip;&mdash;&ldquo;&rdquo;&middot;&euro;", "©…—“”·€"},
      {"&#20013;&#x6587;&#X6587;", "中文文"},
      {"&#x1F600;", "😀"},
      {"&#20013", "中"},
      {"&amp;lt;", "&lt;"},
      {"&lt;p&gt;a", "<p>a"},
      {"a & b a&b a&&b", "a & b a&b a&&b"},
      {"AT&T R&D", "AT&T R&D"},
      {"&unknown; &;", "&unknown; &;"},
      {"co&shy;op&#8203;ts", "coopts"},
  };
  CHECK_HTML(cases);
}

/* -- What is not shown ----------------------------------------------------------------- */

static void hidden_elements_are_left_out(void) {
  static const html_case cases[] = {
      {"a<script>var x = \"<p>no</p>\";</script>b", "ab"},
      {"a<script>if (a < b && c > d) x();</script>b", "ab"},
      {"a<style>p { color: red }</style>b", "ab"},
      {"a<template><p>no</p></template>b", "ab"},
      {"a<noscript><p>no</p></noscript>b", "ab"},
      {"a<noscript><img src=x></noscript>b", "ab"},
      {"<title>no</title>b", "b"},
      {"<title>a & b <c></title>d", "d"},
      {"a<iframe src=x>no</iframe>b", "ab"},
      {"a<noframes>no</noframes>b", "ab"},
      {"<audio>no</audio><video>no</video><canvas>no</canvas><object>yes</object>", "yes"},
      {"<svg><title>no</title><text>a</text></svg>b", "ab"},
      {"a<template>no<template>no</template>no</template>b", "ab"},
      {"a<SCRIPT>no</Script>b", "ab"},
      {"a<script>no", "a"},
      {"a<style>no", "a"},
      {"a<title>no", "a"},
      {"a</noscript>b</script>c", "abc"},
      {"<div>a<noscript>no</div>b", "a"},
  };
  CHECK_HTML(cases);
}

/* To a browser the contents of <noscript> and <iframe> are text up to the end
   tag, and end tags of the others close what is open inside. */
static void unclosed_blocks_do_not_hide_the_rest(void) {
  static const html_case cases[] = {
      {"a<noscript><div>no</noscript>b<p>c</p>", "ab\n\nc"},
      {"a<noscript><table><tr><td>no</noscript>b", "ab"},
      {"a<noscript>no<noscript>no</noscript>b", "ab"},
      {"a<iframe><div>no</iframe>b", "ab"},
      {"<title>a<div>b</title>c", "c"},
      {"a<template><div>no</template>b", "ab"},
  };
  CHECK_HTML(cases);
}

static void comments_are_left_out(void) {
  static const html_case cases[] = {
      {"a<!-- no <p> -->b", "ab"}, {"a<!---->b", "ab"}, {"a<!-- no -- no -->b", "ab"},
      {"a<!-- x --!>b", "ab"},     {"a<!-- no", "a"},   {"a<!doctype html>b", "ab"},
      {"a<?php no ?>b", "ab"},
  };
  CHECK_HTML(cases);
}

static void ruby_readings_are_left_out(void) {
  static const html_case cases[] = {
      {"<ruby>漢<rt>hàn</rt>字<rt>zì</rt></ruby>x", "漢字x"},
      {"<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>x", "漢x"},
      {"<ruby>漢<rp>(<rt>hàn<rp>)</ruby>x", "漢x"},
      {"<ruby>漢<rt>hàn</ruby>x", "漢x"},
  };
  CHECK_HTML(cases);
}

/* -- Whole pages, and broken ones --------------------------------------------------------- */

static void pages_and_fragments(void) {
  static const html_case cases[] = {
      {"<html><head><title>t</title><meta charset=gbk></head><body><p>中</p></body></html>", "中"},
      {"<!DOCTYPE html>\n<html>\n<head>\n<title>t</title>\n</head>\n<body>\n<p>a</p>\n</body>\n"
       "</html>\n",
       "a"},
      {"<head><style>no</style><script>no</script></head><p>a", "a"},
      {"<head>x</head>y", "xy"},
      {"<body>a<body>b", "ab"},
      {"<html>a<html>b", "ab"},
      /* what stands behind the end belongs to the body, as in browsers */
      {"<html><body>a</body>b</html>c", "abc"},
      {"<html><body><p>a</p></body></html><p>b</p>", "a\n\nb"},
  };
  CHECK_HTML(cases);
}

static void broken_tags(void) {
  static const html_case cases[] = {
      {"<div><p>a<b>b<i>c</div>d", "abc\n\nd"},
      {"<b><p>a</b>b</p>c", "ab\n\nc"},
      {"<b>a<i>b</b>c</i>d", "abcd"},
      {"</div>a</b>b", "ab"},
      {"<1>a<2", "<1>a<2"},
      {"a< b", "a< b"},
      {"a <3 b", "a <3 b"},
      {"a<b", "a"},
      {"a<p", "a"},
      {"a<p class=\"x", "a"},
      {"<a href=\"x>y\">a</a>", "a"},
      {"<a href='x>y'>a</a>", "a"},
      {"<a title=\"<p>no</p>\">a</a>", "a"},
      {"<p <p>a", "a"},
      {"a<p/>b", "a\n\nb"},
      {"a<br></br>b", "a\n\nb"},
  };
  CHECK_HTML(cases);
}

static void any_bytes_are_taken(void) {
  static const struct {
    const char *html;
    size_t size;
    const char *text;
  } cases[] = {
      {NULL, 0, ""},
      {"a\0b", 3, "ab"},
      {"\0\0", 2, ""},
      {"<p>a\0</p>", 9, "a"},
      {"a\xFF\x80z", 4, "a\uFFFD\uFFFDz"},
      {"<p>中\xE6\x96</p>", 12, "中\uFFFD"},
      {"中\xE6\x96", 5, "中\uFFFD"},
      {"\xE6", 1, "\uFFFD"},
      {"\xED\xA0\x80", 3, "\uFFFD\uFFFD\uFFFD"},
      {"\xC0\xBCscript>a", 10, "\uFFFD\uFFFDscript>a"}, /* an overlong < is none */
      {"<p\xFF>a</p>", 9, "a"},
      {"<a title=\"\xFF\xFE\">b</a>", 19, "b"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    check_html(cases[i].html, cases[i].size, cases[i].text);
  }
}

static void what_is_above_a_limit_is_not_read(void) {
  static const struct {
    const char *html;
    nst_html_options options;
    const char *text;
    bool truncated;
  } cases[] = {
      {"abc", {.most_bytes = 2}, "ab", true},
      {"abc", {.most_bytes = 3}, "abc", false},
      {"中文", {.most_bytes = 5}, "中\uFFFD", true},
      {"<p><b><i>a</i></b>b</p>c", {.most_depth = 2}, "ab\n\nc", true},
      {"<p><b>a</b>b</p>c", {.most_depth = 2}, "ab\n\nc", false},
      {"<p a b hidden>x</p>y", {.most_attributes = 2}, "x\n\ny", true},
      {"<p a b hidden>x</p>y", {.most_attributes = 3}, "y", false},
      {"<p a b hidden>x</p>y", {.most_attributes = SIZE_MAX, .most_depth = SIZE_MAX}, "y", false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_buffer out;
    nst_html_info info;
    nst_buffer_init(&out, NULL);
    check_note("row %zu", i);
    size_t size = strlen(cases[i].html);
    CHECK_EQUAL(nst_html_text(cases[i].html, size, &cases[i].options, &out, &info), NST_OK);
    CHECK_TEXT(out.bytes, out.size, cases[i].text);
    CHECK_EQUAL(info.truncated, cases[i].truncated);
    CHECK_EQUAL(info.bytes_in, size);
    CHECK_EQUAL(info.bytes_out, out.size);
    nst_buffer_free(&out);
  }
}

/* Random tags and text: no harm, well-formed text, and no more of it. */
static void random_tags_do_no_harm(void) {
  static const char *const pieces[] = {
      "<div>",     "</div>",  "<p>",       "</p>",    "<b>",        "</b>",        "<i>",
      "</i>",      "<table>", "</table>",  "<tr>",    "</tr>",      "<td>",        "</td>",
      "<th>",      "<br>",    "<pre>",     "</pre>",  "<textarea>", "</textarea>", "<script>",
      "</script>", "<style>", "</style>",  "<title>", "</title>",   "<noscript>",  "</noscript>",
      "<ruby>",    "<rt>",    "</ruby>",   "<li>",    "<ul>",       "</ul>",       "<a href='",
      "'>",        "<!--",    "-->",       "&amp;",   "&#",         "&#x4E2D;",    "&",
      ";",         "<",       ">",         "</",      "\"",         "中",          "文 ",
      "a",         " ",       "\n",        "\t",      "\xFF",       "\xE4\xB8",    "<body>",
      "</body>",   "</html>", "<![CDATA[", "]]>"};
  nst_buffer html, out;
  nst_buffer_init(&html, NULL);
  nst_buffer_init(&out, NULL);
  uint64_t state = 71;
  for (int round = 0; round < 3000; round++) {
    html.size = out.size = 0;
    random_text(&state, pieces, sizeof pieces / sizeof *pieces, random_below(&state, 400), &html);
    check_note("round %d", round);
    CHECK_EQUAL(nst_html_text(html.bytes, html.size, NULL, &out, NULL), NST_OK);
    /* an ill-formed byte is three of a replacement */
    if (!CHECK(out.size <= 3 * html.size)) break;
    size_t repaired = out.size;
    CHECK_EQUAL(nst_utf8_repair(out.bytes, repaired, &html), NST_OK);
    CHECK_BYTES(html.bytes + html.size - repaired, repaired, out.bytes, repaired);
  }
  nst_buffer_free(&html);
  nst_buffer_free(&out);
}

/* -- Hostile pages ------------------------------------------------------------------------- */

/* One piece `count` times; "%u" in it is a running number. */
typedef struct part {
  const char *piece;
  unsigned count;
} part;

static void append_part(nst_buffer *html, const part *one) {
  for (unsigned i = 0; i < one->count; i++) {
    char piece[64];
    const char *number = strstr(one->piece, "%u");
    int head = number ? (int)(number - one->piece) : 0;
    const char *bytes = one->piece;
    if (number) {
      snprintf(piece, sizeof piece, "%.*s%u%s", head, one->piece, i, number + 2);
      bytes = piece;
    }
    CHECK_EQUAL(nst_buffer_append(html, bytes, strlen(bytes)), NST_OK);
  }
}

static const struct {
  const char *name;
  part parts[7];
  const char *text; /* NULL: any */
} hostile[] = {
    {"deep div", {{"<div>", 100000}, {"x", 1}, {"</div>", 100000}, {"y", 1}}, "x\ny"},
    {"deep div, open", {{"<div>", 100000}, {"x", 1}}, "x"},
    {"deep b", {{"<b>", 100000}, {"x", 1}, {"</b>", 100000}, {"y", 1}}, "xy"},
    {"b ended as i, 200,000", {{"<b>", 200000}, {"</i>", 200000}, {"x", 1}}, "x"},
    {"b ended as i, 400,000", {{"<b>", 400000}, {"</i>", 400000}, {"x", 1}}, "x"},
    {"formats across paragraphs", {{"<b><p>", 100000}, {"x", 1}}, "x"},
    {"deep lists", {{"<ul><li>", 100000}, {"x", 1}}, "x"},
    {"deep tables", {{"<table><tr><td>", 50000}, {"x", 1}}, "x"},
    {"ends without beginnings", {{"</p>", 100000}, {"</div>", 100000}, {"x", 1}}, "x"},
    {"links in links", {{"<a href=x>", 100000}, {"x", 1}}, "x"},
    {"attributes", {{"<a ", 1}, {"a%u=1 ", 100000}, {">x</a>y", 1}}, "xy"},
    {"the same attribute", {{"<a ", 1}, {"a=1 ", 100000}, {">x</a>y", 1}}, "xy"},
    {"element names", {{"<a%u>", 100000}, {"x<p>y", 1}}, "x\n\ny"},
    {"attribute names", {{"<a b%u=1></a>", 50000}, {"x<p>y", 1}}, "x\n\ny"},
    {"attributes of body", {{"<body a%u=1>", 50000}, {"x", 1}}, "x"},
    {"line breaks", {{"<br>", 200000}, {"x", 1}}, "x"},
    {"comments", {{"<!-- -->", 100000}, {"x", 1}}, "x"},
    {"comments, open", {{"<!--", 300000}}, ""},
    {"declarations", {{"<!doctype x>", 100000}, {"x", 1}}, "x"},
    {"instructions", {{"<?", 300000}, {">x", 1}}, NULL},
    {"ends, open", {{"</", 300000}, {"x", 1}}, ""},
    {"less-than signs", {{"<", 1000000}}, NULL},
    {"ampersands", {{"&", 1000000}}, NULL},
    {"numeric references, open", {{"&#", 500000}}, NULL},
    {"a long numeric reference", {{"&#", 1}, {"9", 1000000}, {";x", 1}}, NULL},
    {"a long named reference", {{"&", 1}, {"a", 1000000}, {";", 1}}, NULL},
    {"scripts, open", {{"<script>", 100000}, {"x", 1}}, ""},
    {"script in script", {{"<script><!--", 100000}, {"x", 1}}, ""},
    {"quotes, open", {{"<a href=\"", 100000}, {"x", 1}}, NULL},
    {"a long name", {{"<", 1}, {"n", 4000000}, {">x", 1}}, "x"},
    {"a long attribute", {{"<a b=\"", 1}, {"v", 12000000}, {"\">x</a>y", 1}}, "xy"},
    {"a long comment", {{"x<!--", 1}, {"c", 12000000}, {"-->y", 1}}, "xy"},
    {"a long script", {{"x<script>", 1}, {"s", 12000000}, {"</script>y", 1}}, "xy"},
};

static void hostile_pages_end(void) {
  nst_buffer html;
  nst_buffer_init(&html, NULL);
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    html.size = 0;
    for (const part *one = hostile[i].parts; one->piece; one++) append_part(&html, one);
    check_note("%s", hostile[i].name);
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(nst_html_text(html.bytes, html.size, NULL, &out, NULL), NST_OK);
    if (hostile[i].text) CHECK_TEXT(out.bytes, out.size, hostile[i].text);
    nst_buffer_free(&out);
  }
  nst_buffer_free(&html);
}

/* However deep it stands, what is hidden ends where its end tag stands. */
static void hidden_elements_end_in_the_deep(void) {
  static const char *const pieces[] = {"<noscript><b>no</b></noscript>",
                                       "<noscript><p>no</p></noscript>",
                                       "<template><b>no</b></template>",
                                       "<ruby>x<rt><b>no</b></rt></ruby>",
                                       "<title>no</title>",
                                       "<script>no</script>"};
  nst_buffer html;
  nst_buffer_init(&html, NULL);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    for (unsigned depth = 500; depth <= 520; depth += 5) {
      html.size = 0;
      append_part(&html, &(part){"<div>", depth});
      append_part(&html, &(part){pieces[i], 1});
      append_part(&html, &(part){"tail", 1});
      check_note("%s, %u deep", pieces[i], depth);
      check_html(html.bytes, html.size, i == 3 ? "xtail" : "tail");
    }
  nst_buffer_free(&html);
}

static void a_long_word_stays_whole(void) {
  enum { SIZE = 16 << 20 };
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  char *html = malloc(SIZE);
  if (CHECK(html != NULL)) {
    memset(html, 'w', SIZE);
    CHECK_EQUAL(nst_html_text(html, SIZE, NULL, &out, NULL), NST_OK);
    CHECK_BYTES(out.bytes, out.size, html, SIZE);
  }
  free(html);
  nst_buffer_free(&out);
}

static const check_test tests[] = {
    {"references are characters", references_are_characters},
    {"hidden elements are left out", hidden_elements_are_left_out},
    {"unclosed blocks in them do not hide the rest", unclosed_blocks_do_not_hide_the_rest},
    {"comments are left out", comments_are_left_out},
    {"ruby readings are left out", ruby_readings_are_left_out},
    {"whole pages and fragments", pages_and_fragments},
    {"broken tags", broken_tags},
    {"any bytes are taken", any_bytes_are_taken},
    {"what is above a limit is not read", what_is_above_a_limit_is_not_read},
    {"random tags do no harm", random_tags_do_no_harm},
    {"hostile pages end", hostile_pages_end},
    {"hidden elements end in the deep", hidden_elements_end_in_the_deep},
    {"a word of 16 MB stays whole", a_long_word_stays_whole},
};

CHECK_SUITE(html);
