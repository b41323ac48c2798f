/* What is told of a page beside its text: its title, what was left out of it, and whether it was
 * read to its end. */
#include "check.h"
#include "core/newsstat.h"

#include <string.h>

static nst_html_info info_of(const char *html, size_t size, const nst_html_options *options) {
  nst_html_info info;
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  memset(&info, 0, sizeof info);
  CHECK_EQUAL(nst_html_text(html, size, options, &out, &info), NST_OK);
  CHECK_EQUAL(info.bytes_in, size);
  CHECK_EQUAL(info.bytes_out, out.size);
  nst_buffer_free(&out);
  return info;
}

static void the_first_title_is_told(void) {
  static const struct {
    const char *html, *title;
  } cases[] = {
      {"", ""},
      {"<title> 台风\n &amp;&nbsp;登陆 </title>a", "台风 &\xC2\xA0登陆"},
      {"<title>a</title><title>b</title>", "a"},
      {"<title></title><title>b</title>", "b"},
      {"<svg><title>a</title></svg><title>b</title>", "b"},
      {"<title>a<b>c</b>", "a<b>c</b>"},
      {"<p>a</p>", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].html);
    nst_html_info info = info_of(cases[i].html, strlen(cases[i].html), NULL);
    CHECK_TEXT(info.title, info.title_size, cases[i].title);
  }
}

static void long_titles_are_cut_behind_a_character(void) {
  char html[4096] = "<title>a";
  for (int i = 0; i < 400; i++) strcat(html, "中");
  nst_html_info info = info_of(html, strlen(html), NULL);
  CHECK_EQUAL(info.title_size, 1 + 341 * 3); /* 1,024 bytes */
  CHECK(!info.truncated);
  html[7] = '\0';
  for (int i = 0; i < 400; i++) strcat(html, "中");
  info = info_of(html, strlen(html), NULL);
  CHECK_EQUAL(info.title_size, 341 * 3);
}

static void what_is_left_out_is_counted(void) {
  static const struct {
    const char *html;
    nst_html_dropped kind;
    size_t bytes;
    nst_html_options options;
  } cases[] = {
      {"a<script>b</script>c", NST_HTML_DROPPED_SCRIPTS, 18, {0}},
      {"<script>a</script><script>b", NST_HTML_DROPPED_SCRIPTS, 27, {0}},
      {"<style>a</style>", NST_HTML_DROPPED_STYLES, 16, {0}},
      {"<!doctype html>a<!-- b -->", NST_HTML_DROPPED_COMMENTS, 25, {0}},
      {"<p hidden>a</p>b", NST_HTML_DROPPED_HIDDEN, 15, {0}},
      {"<p hidden>a<b>c</b></p>b", NST_HTML_DROPPED_HIDDEN, 23, {0}},
      {"<p hidden>a</p>b", NST_HTML_DROPPED_HIDDEN, 0, {.show_hidden = true}},
      {"<noscript>a</noscript>", NST_HTML_DROPPED_NOSCRIPTS, 22, {0}},
      {"<template>a</template>", NST_HTML_DROPPED_TEMPLATES, 22, {0}},
      {"<iframe>a</iframe>", NST_HTML_DROPPED_FRAMES, 18, {0}},
      {"<video>a</video>", NST_HTML_DROPPED_MEDIA, 16, {0}},
      {"<title>a</title>", NST_HTML_DROPPED_TITLES, 16, {0}},
      {"<ruby>a<rt>b</rt></ruby>", NST_HTML_DROPPED_RUBY, 10, {0}},
      {"<ruby>a<rt>b</rt></ruby>", NST_HTML_DROPPED_RUBY, 0, {.show_ruby = true}},
      {"<figure>a<figcaption>b</figcaption></figure>",
       NST_HTML_DROPPED_CAPTIONS,
       26,
       {.drop_captions = true}},
      {"a<table><td>b</table>c", NST_HTML_DROPPED_TABLES, 20, {.drop_tables = true}},
      {"a<a href=b>c</a>d", NST_HTML_DROPPED_LINKS, 15, {.links = NST_HTML_LINKS_DROP}},
      {"<datalist><option>a</datalist>", NST_HTML_DROPPED_DATALISTS, 30, {0}},
      {"a\x01\x02", NST_HTML_DROPPED_CHARACTERS, 2, {0}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].html);
    nst_html_info info = info_of(cases[i].html, strlen(cases[i].html), &cases[i].options);
    for (int kind = 0; kind < NST_HTML_DROPPED_KINDS; kind++)
      CHECK_EQUAL(info.dropped[kind], kind == (int)cases[i].kind ? cases[i].bytes : 0);
  }
  for (int kind = 0; kind < NST_HTML_DROPPED_KINDS; kind++)
    CHECK(*nst_html_dropped_name((nst_html_dropped)kind));
}

static void limits_that_were_met_are_told(void) {
  static const char html[] = "<p>台风<div a b c><i>b";
  static const struct {
    nst_html_options options;
    bool truncated;
  } cases[] = {
      {{0}, false},
      {{.most_bytes = sizeof html - 1}, false},
      {{.most_bytes = sizeof html - 2}, true},
      {{.most_depth = 2}, false},
      {{.most_depth = 1}, true},
      {{.most_attributes = 3}, false},
      {{.most_attributes = 2}, true},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    nst_html_info info;
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(nst_html_text(html, sizeof html - 1, &cases[i].options, &out, &info), NST_OK);
    CHECK_EQUAL(info.truncated, cases[i].truncated);
    nst_buffer_free(&out);
  }
}

static const check_test tests[] = {
    {"the first title is told", the_first_title_is_told},
    {"long titles are cut behind a character", long_titles_are_cut_behind_a_character},
    {"what is left out is counted", what_is_left_out_is_counted},
    {"limits that were met are told", limits_that_were_met_are_told},
};

CHECK_SUITE(html_info);
