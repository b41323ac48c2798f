/* What a page tells of itself: facts of small pages, the lines that tell something, limits, and
   what is hostile. */
#include "check.h"
#include "core/page_facts.h"
#include "core/page_lines.h"
#include "support.h"

#include <stdio.h>

/* -- Reading -------------------------------------------------------------------- */

static const char *const kind_names[NST_PAGE_KINDS] = {"title", "language", "base", "meta", "link",
                                                       "json",  "time",     "span", "line"};
static const char hint_letters[] = "dmaestHcxfw"; /* by bit, from the lowest */

static void put(nst_buffer *out, const char *bytes, size_t size) {
  CHECK_EQUAL(nst_buffer_append(out, bytes, size), NST_OK);
}

/* Writes a fact as kind.hints(name)=value; */
static void put_fact(nst_buffer *out, const nst_page_fact *fact) {
  put(out, kind_names[fact->kind], strlen(kind_names[fact->kind]));
  if (fact->hints) put(out, ".", 1);
  for (size_t i = 0; hint_letters[i]; i++)
    if (fact->hints >> i & 1) put(out, hint_letters + i, 1);
  if (fact->name.size) {
    put(out, "(", 1);
    put(out, fact->name.bytes, fact->name.size);
    put(out, ")", 1);
  }
  put(out, "=", 1);
  put(out, fact->value.bytes, fact->value.size);
  put(out, "; ", 2);
}

static void check_facts(const char *html, size_t size, const char *expected) {
  nst_page_facts *facts = NULL;
  nst_buffer out;
  size_t count;
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_page_facts_read(html, size, NULL, &facts), NST_OK);
  const nst_page_fact *list = nst_page_facts_list(facts, &count, NULL);
  for (size_t i = 0; i < count; i++) put_fact(&out, list + i);
  CHECK_TEXT(out.bytes ? out.bytes : "", out.size, expected);
  nst_buffer_free(&out);
  nst_page_facts_destroy(facts);
}

static void check_cases(const html_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    check_note("row %zu", i);
    check_facts(cases[i].html, strlen(cases[i].html), cases[i].text);
  }
}

#define CHECK_PAGES(cases) check_cases(cases, sizeof cases / sizeof *cases)

/* -- The head -------------------------------------------------------------------- */

static void facts_of_the_head(void) {
  static const html_case cases[] = {
      {"", ""},
      {"<title> a\n &amp; b </title><title>c</title>", "title=a & b; "},
      {"<html lang=zh-CN><base href='/x/'><base href='/y/'>", "language=zh-CN; base=/x/; "},
      {"<html xml:lang=de>", "language=de; "},
      {"<meta name=Author content=' a\n b '>", "meta(author)=a b; "},
      {"<meta property='og:title' name=x content=a><meta itemprop=y content=b>",
       "meta(og:title)=a; meta(y)=b; "},
      {"<meta http-equiv=Content-Language content=zh><meta charset=gbk><meta name=a>",
       "meta(content-language)=zh; "},
      {"<link rel=canonical href=/a><link rel=stylesheet href=b><link rel=AMPHTML href='c&amp;d'>",
       "link(canonical)=/a; link(amphtml)=c&d; "},
      {"<script type='application/ld+json'>{\"a\": \"<b>\"}</script><script>{}</script>",
       "json={\"a\": \"<b>\"}; "},
  };
  CHECK_PAGES(cases);
}

/* -- Dates and bylines -------------------------------------------------------------- */

static void dates_in_attributes(void) {
  static const html_case cases[] = {
      {"<time datetime=2024-01-24>x</time>", "time.d=2024-01-24; span.d=x; line.d=x; "},
      {"<b itemprop=datePublished content=D></b>", "time.d(datepublished)=D; "},
      {"<time itemprop=datePublished datetime=D></time>", "time.d(datepublished)=D; "},
      {"<abbr class=published title=D></abbr><abbr title=D></abbr>", "time.d=D; "},
      {"<div class=comments><time datetime=D></time></div>", "time.dc=D; "},
      {"<b content=D></b>", ""},
  };
  CHECK_PAGES(cases);
}

static void lines_that_tell(void) {
  static const html_case cases[] = {
      {"<p>a<p>2004年8月12日<p>b 2004-8-12<p>c 12.8.2004<p>d 1.2<p>8月12日<p>04-08-12",
       "line=2004年8月12日; line=b 2004-8-12; line=c 12.8.2004; line=8月12日; line=04-08-12; "},
      {"<p>Aug 12, 2004<p>12 August<p>Augustus<p>3. März 2019<p>二〇〇四年<p>一九九八年<p>20040812",
       "line=Aug 12, 2004; line=12 August; line=3. März 2019; line=二〇〇四年; line=一九九八年; "
       "line=20040812; "},
      {"<p>08-12 "
       "10:15<p>08-12<p>2004<p>1.2.3<p>192.168.1.1<p>10:15<p>113-1-24<p>113/01/24<p>213-1-24",
       "line=08-12 10:15; line=1.2.3; line=113-1-24; line=113/01/24; "},
      {"<p>作者<p>作文<p>記者：甲<p>来源 乙<p>Posted by X<p>byte<p>&copy; 2004",
       "line=作者; line=記者：甲; line=来源 乙; line=Posted by X; line=© 2004; "},
      {"<title>台风鸢尾登陆_云港网</title><h3>台风鸢尾登陆</h3><p>台风鸢尾<p>鸢尾花<p>尾",
       "title=台风鸢尾登陆_云港网; line=台风鸢尾登陆; line=台风鸢尾; "},
      {"<h1>a<br>b</h1>", "line.H=a; line.H=b; "},
      {"<pre>a\n2004-8-12\nb</pre>2004-8-13", "line=2004-8-12; line=2004-8-13; "},
      {"<td>来<td>源", ""},
      {"<p>a&nbsp;2004-8-12\xE3\x80\x80 b</p>", "line=a 2004-8-12 b; "},
      {"<span>a</span><span>2004-8-12</span>", "line=a 2004-8-12; "},
      {"2004<b>年</b>8月", "line=2004年8月; "},
  };
  CHECK_PAGES(cases);
}

#define LONG_89 \
  "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh iiiiiiiii"

/* Paragraphs are lines of 90 bytes, links apart. */
static void paragraphs_that_tell_where_the_text_is(void) {
  static const html_case cases[] = {
      {"<p>" LONG_89, ""},
      {"<p>" LONG_89 "i", "line=" LONG_89 "i; "},
      {"<p>" LONG_89 "<a href=/x>jjj</a>", ""},
      {"<p>" LONG_89 "i<a href=/x>jjj</a>", "line=" LONG_89 "i jjj; "},
      {"<div class=sidebar><p>" LONG_89 "i</div>", ""},
  };
  CHECK_PAGES(cases);
  nst_buffer html, expected;
  nst_buffer_init(&html, NULL);
  nst_buffer_init(&expected, NULL);
  for (size_t i = 0; i < NST_PAGE_PARAGRAPHS + 2; i++) {
    put(&html, "<p>" LONG_89 "i", strlen(LONG_89) + 4);
    if (i < NST_PAGE_PARAGRAPHS) put(&expected, "line=" LONG_89 "i; ", strlen(LONG_89) + 8);
  }
  put(&expected, "", 1);
  check_facts(html.bytes, html.size, expected.bytes);
  nst_buffer_free(&html);
  nst_buffer_free(&expected);
}

static void lines_of_the_title(void) {
  static const html_case cases[] = {
      {"<title>abcdef</title><p>abcdef", "title=abcdef; line=abcdef; "},
      {"<title>abcde</title><p>abcde", "title=abcde; "},
      {"<title>abcdefg</title><p>bcdefg<p>bcdef<p>xbcdef", "title=abcdefg; line=bcdefg; "},
      {"<title>abcdef</title><p>xxabcdefyyyy<p>xxxabcdefyyyy<p>xxabcdegyyyy",
       "title=abcdef; line=xxabcdefyyyy; "},
      {"<title>ababac</title><p>aababac", "title=ababac; line=aababac; "},
  };
  CHECK_PAGES(cases);
}

/* Forums show "half an hour ago" and keep the date beside it. */
static void dates_in_titles_of_spans(void) {
  static const html_case cases[] = {
      {"<span title=2026-1-2>a</span>", "line=2026-1-2 a; "},
      {"<span title='1999-12-31 23:59'>a</span>", "line=1999-12-31 23:59 a; "},
      {"<span title='2026-1-2 aaaaaaaaaaaaaaaaaaaaaaa'>b</span>",
       "line=2026-1-2 aaaaaaaaaaaaaaaaaaaaaaa b; "},
      {"<span title='2026-1-2 aaaaaaaaaaaaaaaaaaaaaaaa'>b</span>", ""},
      {"<span title=6-1-2>a</span><span title=0026-1-2>a</span><span title=3026-1-2>a</span>", ""},
      {"<span title='20261 399x'>a</span><b title=2026-1-2>a</b>", ""},
  };
  CHECK_PAGES(cases);
}

static void what_is_not_seen(void) {
  static const html_case cases[] = {
      {"<script>'2004-8-12'</script><style>2004-8-12</style><!-- 2004-8-12 -->", ""},
      {"<noscript>2004-8-12</noscript><select><option>2004-8-12</select>2004-8-13",
       "line=2004-8-13; "},
      {"<svg><title>2004-8-12</title></svg><template>2004-8-12</template><textarea>2004-8-12"
       "</textarea>",
       "title=2004-8-12; "},
      {"<svg/>2004-8-12", "line=2004-8-12; "},
  };
  CHECK_PAGES(cases);
}

static void hints_of_elements(void) {
  static const html_case cases[] = {
      {"<html class=comments><body class=comments>2004-8-12", "line=2004-8-12; "},
      {"<div class='pubtime'>a</div>b", "line.d=a; "},
      {"<div class='post-meta'><span id=pubTime>a</span><i class=zuozhe>b</i></div>",
       "span.d=a; span.a=b; line.da=a b; "},
      {"<div class=x><div class=source><div>a</div>b</div>c</div>", "line.s=a; line.s=b; "},
      {"<div id=comments><div>2004-8-12</div></div>2004-8-12",
       "line.c=2004-8-12; line=2004-8-12; "},
      {"<ul class=related><li class=hot>2004-8-12<li>2004-8-13</ul>2004-8-14",
       "line.x=2004-8-12; line.x=2004-8-13; line=2004-8-14; "},
      {"<p class=date>a<div>b</div>", "line.d=a; "},
      {"<table><tr><td class=date>a<tr><td>b</table>c", "line.d=a; "},
      {"<b class=date>a</i></b>b", "span.d=a; line.d=ab; "},
      {"<body class=date>a<article class='has-sidebar'>2004-8-12</article>", "line=2004-8-12; "},
      {"<nav>2004-8-12</nav><footer>2004-8-12</footer>", "line.x=2004-8-12; line.f=2004-8-12; "},
      {"<div class=date><div class=date>a</div>b</div>c", "line.d=a; line.d=b; "},
  };
  CHECK_PAGES(cases);
}

static void hints_of_names(void) {
  static const struct {
    const char *names;
    uint32_t hints;
  } cases[] = {
      {"", 0},
      {"x", 0},
      {"date", NST_HINT_DATE},
      {"post-date entry", NST_HINT_DATE},
      {"articleDate", NST_HINT_DATE},
      {"NEWSTIME", NST_HINT_DATE},
      {"updated", NST_HINT_MODIFIED},
      {"candidates", 0},
      {"byline author", NST_HINT_AUTHOR},
      {"authorName laiyuan", NST_HINT_AUTHOR | NST_HINT_SOURCE},
      {"bianji", NST_HINT_EDITOR},
      {"main-title", NST_HINT_TITLE},
      {"navigator", 0},
      {"hotel", 0},
      {"with-sidebar date", NST_HINT_DATE},
      {"foot_nav", NST_HINT_FOOTER | NST_HINT_SIDE},
      {"面包屑 crumbs", NST_HINT_CRUMB},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    CHECK_EQUAL(nst_page_hints_of((nst_html_slice){cases[i].names, strlen(cases[i].names)}),
                cases[i].hints);
  }
}

/* -- Places and limits ---------------------------------------------------------------- */

static void places_of_lines(void) {
  static const char html[] = "<p>abc<p>2004-8-12<p><a href=x>2004-8-13</a> d";
  nst_page_facts *facts = NULL;
  size_t count, text_size;
  CHECK_EQUAL(nst_page_facts_read(html, sizeof html - 1, NULL, &facts), NST_OK);
  const nst_page_fact *list = nst_page_facts_list(facts, &count, &text_size);
  REQUIRE(count == 2);
  CHECK_EQUAL(text_size, 3 + 9 + 11);
  CHECK_EQUAL(list[0].place, 3);
  CHECK_EQUAL(list[0].number, 1);
  CHECK_EQUAL(list[0].link_size, 0);
  CHECK_EQUAL(list[1].place, 12);
  CHECK_EQUAL(list[1].number, 2);
  CHECK_EQUAL(list[1].size, 11);
  CHECK_EQUAL(list[1].link_size, 9);
  nst_page_facts_destroy(facts);
}

/* A byline is short: what is called a date and holds the article says nothing. */
static void a_long_element_gives_no_hints(void) {
  nst_buffer html;
  nst_buffer_init(&html, NULL);
  put(&html, "<div class='date comments'><p>a", 31);
  for (int i = 0; i < 50; i++) put(&html, "0123456789", 10);
  put(&html, "<p>2004-8-12", 12);
  nst_page_facts *facts = NULL;
  size_t count;
  CHECK_EQUAL(nst_page_facts_read(html.bytes, html.size, NULL, &facts), NST_OK);
  const nst_page_fact *list = nst_page_facts_list(facts, &count, NULL);
  REQUIRE(count == 2);
  CHECK_EQUAL(list[0].hints, NST_HINT_DATE | NST_HINT_COMMENT);
  CHECK_EQUAL(list[0].size, 501);
  CHECK_EQUAL(list[0].value.size, NST_PAGE_LINE_BYTES);
  CHECK_EQUAL(list[1].hints, NST_HINT_COMMENT);
  nst_page_facts_destroy(facts);
  nst_buffer_free(&html);
}

typedef struct limit_case {
  const char *piece;
  nst_page_fact_kind kind;
  size_t most;
} limit_case;

static void facts_are_bounded(void) {
  static const limit_case cases[] = {
      {"<meta name=a content=b>", NST_PAGE_META, NST_PAGE_META_FACTS},
      {"<link rel=canonical href=b>", NST_PAGE_LINK, NST_PAGE_LINK_FACTS},
      {"<script type=application/ld+json>1</script>", NST_PAGE_JSON_LD, NST_PAGE_JSON_LD_FACTS},
      {"<time datetime=a></time>", NST_PAGE_TIME, NST_PAGE_TIME_FACTS},
      {"<i class=date>a</i><br>", NST_PAGE_SPAN, NST_PAGE_SPAN_FACTS},
      {"<p>2004-8-12", NST_PAGE_LINE, NST_PAGE_LINE_FACTS},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    nst_buffer html;
    nst_buffer_init(&html, NULL);
    for (size_t n = 0; n < cases[i].most + 5; n++)
      put(&html, cases[i].piece, strlen(cases[i].piece));
    nst_page_facts *facts = NULL;
    size_t count, seen = 0;
    CHECK_EQUAL(nst_page_facts_read(html.bytes, html.size, NULL, &facts), NST_OK);
    const nst_page_fact *list = nst_page_facts_list(facts, &count, NULL);
    for (size_t n = 0; n < count; n++) seen += list[n].kind == cases[i].kind;
    CHECK_EQUAL(seen, cases[i].most);
    nst_page_facts_destroy(facts);
    nst_buffer_free(&html);
  }
}

static void values_are_cut_and_repaired(void) {
  nst_buffer html;
  nst_buffer_init(&html, NULL);
  put(&html, "<meta name=a content='x\xFF", 24);
  for (int i = 0; i < 3000; i++) put(&html, "字", 3);
  put(&html, "'>", 2);
  nst_page_facts *facts = NULL;
  size_t count;
  CHECK_EQUAL(nst_page_facts_read(html.bytes, html.size, NULL, &facts), NST_OK);
  const nst_page_fact *list = nst_page_facts_list(facts, &count, NULL);
  REQUIRE(count == 1);
  CHECK(list[0].value.size <= NST_PAGE_VALUE_BYTES + 2);
  CHECK(list[0].value.size > NST_PAGE_VALUE_BYTES - 8);
  CHECK_TEXT(list[0].value.bytes, 7, "x\xEF\xBF\xBD字");
  CHECK_TEXT(list[0].value.bytes + list[0].value.size - 3, 3, "字");
  nst_page_facts_destroy(facts);
  nst_buffer_free(&html);
}

static void scopes_are_bounded(void) {
  nst_buffer html;
  nst_buffer_init(&html, NULL);
  for (int i = 0; i < 500; i++) put(&html, "<div class=date>", 16);
  put(&html, "a", 1);
  for (int i = 0; i < 600; i++) put(&html, "</div>", 6);
  put(&html, "b", 1);
  check_facts(html.bytes, html.size, "line.d=a; ");
  nst_buffer_free(&html);
}

static const check_test tests[] = {
    {"facts of the head", facts_of_the_head},
    {"dates in attributes", dates_in_attributes},
    {"lines that tell something of the page", lines_that_tell},
    {"dates in titles of spans", dates_in_titles_of_spans},
    {"paragraphs that tell where the text is", paragraphs_that_tell_where_the_text_is},
    {"lines of the title", lines_of_the_title},
    {"text that is not seen is in no line", what_is_not_seen},
    {"elements give hints to the text inside", hints_of_elements},
    {"hints of class names", hints_of_names},
    {"places and sizes of lines", places_of_lines},
    {"a long element gives no hints of bylines", a_long_element_gives_no_hints},
    {"facts are bounded", facts_are_bounded},
    {"values are cut behind a character and repaired", values_are_cut_and_repaired},
    {"scopes are bounded", scopes_are_bounded},
};

CHECK_SUITE(page_facts);
