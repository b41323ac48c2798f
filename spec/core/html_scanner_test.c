/* What is taken out of HTML before it is parsed. */
#include "check.h"
#include "core/html_scanner.h"
#include "support.h"

#include <stdlib.h>

/* Scans in a block of exactly this size. */
static void check_scan(const char *html, size_t size, const char *expected) {
  char *copy = malloc(size ? size : 1);
  if (!CHECK(copy != NULL)) return;
  memcpy(copy, html, size);
  size_t left = nst_html_scan(copy, size);
  CHECK(left <= size);
  CHECK_TEXT(copy, left, expected);
  free(copy);
}

static void takes_out_what_is_not_shown(void) {
  static const html_case cases[] = {
      {"", ""},
      {"text", "text"},
      {"<p class=x>a</p>", "<p class=x>a</p>"},
      {"a<!-- b -->c", "ac"},
      {"a<!-->b<!--->c<!---->d", "abcd"},
      {"a<!-- b --!>c", "ac"},
      {"a<!-- -- - -> <p> -->b", "ab"},
      {"a<!--", "a"},
      {"a<!-- b", "a"},
      {"a<!-- b --", "a"},
      {"a<!-", "a<!-"},
      {"a<script>b</script>c", "ac"},
      {"a<script src='>'>b</script>c", "ac"},
      {"a<SCRIPT>b</sCript\n>c", "ac"},
      {"a<script>b</scripts></script>c", "ac"},
      {"a<script>b", "a"},
      {"a<script>b</script", "a"},
      {"a<scripts>b</scripts>c", "a<scripts>b</scripts>c"},
      {"a<style>b</style>c<noscript>d<div></noscript>e<iframe>f</iframe>g", "aceg"},
      {"<title>a</title>b<noframes>c</noframes><noembed>d</noembed>", "b"},
      {"a<title/>b</title>c", "ac"}, /* the slash means nothing here */
      {"a<template>b<p>c</template>d", "ad"},
      {"a<template>b<template>c</template>d</template>e", "ae"},
      {"a<template>b<script></template></script>c</template>d", "ad"},
      {"a</template>b", "ab"},
      {"a<template>b", "a"},
      {"a</script>b", "a</script>b"},
      {"a</body>b</html >c</bodyx>", "abc</bodyx>"},
      {"<a title='<!-- x -->'>b</a>", "<a title='<!-- x -->'>b</a>"},
      {"<a title=\"<script>\">b", "<a title=\"<script>\">b"},
      {"<a title = '>' x>b", "<a title = '>' x>b"},
      {"<a b'>c<script>d</script>e'>f", "<a b'>ce'>f"}, /* no quote: no value */
      {"a < b <3 <", "a < b <3 <"},
      {"<", "<"},
      {"</", "</"},
      {"<a", "<a"},
      {"<a b='", "<a b='"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].html);
    check_scan(cases[i].html, strlen(cases[i].html), cases[i].text);
  }
}

/* Every beginning of a page with all that the scanner knows. */
static void takes_cut_pages(void) {
  static const char page[] =
      "<p a='x' b=\"y\">t<!-- c --!>u<!--><script>s</script><template><b>n</template></body>"
      "<title>v</title><noscript>w</noscript></html><![CDATA[x]]><a href=/>";
  for (size_t size = 0; size < sizeof page; size++) {
    char *copy = malloc(size ? size : 1);
    if (!CHECK(copy != NULL)) return;
    memcpy(copy, page, size);
    check_note("%zu bytes", size);
    CHECK(nst_html_scan(copy, size) <= size);
    free(copy);
  }
}

/* What stood on both sides of a comment must not become markup, or a
   reference: browsers show "<b>" and "&amp;" here. */
static void does_not_make_markup_of_text(void) {
  static const html_case cases[] = {
      {"a<<!-- x -->b>c", "a<b>c"},
      {"a&<!-- x -->lt;c", "a&lt;c"},
      {"a<<script></script>i>c", "a<i>c"},
  };
  CHECK_HTML(cases);
}

static const check_test tests[] = {
    {"what is not shown is taken out", takes_out_what_is_not_shown},
    {"pages cut anywhere are taken", takes_cut_pages},
    {"text around a comment does not become markup", does_not_make_markup_of_text},
};

CHECK_SUITE(html_scanner);
