/* What is never content on Chinese pages: cues of lines, remarks inside lines, threads, calendars,
   the keys of documents. */
#include "check.h"
#include "core/content.h"
#include "core/content_cues.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

/* -- Lines ------------------------------------------------------------------------ */

static void remarks_in_lines(void) {
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"水退了。（责任编辑：王禾）", "水退了。"},
      {"水退了。【编辑:王禾】\n\n灯亮了。", "水退了。\n\n灯亮了。"},
      {"水退了。(完)", "水退了。"},
      {"（原标题：水退了）\n灯亮了。", "灯亮了。"},
      {"历史[编辑]\n[编辑] 建筑", "历史\n建筑"},
      {"历史 [ 编辑 | 编辑源代码 ]", "历史 "},
      {"他编辑了一本书（编辑部在楼上）", "他编辑了一本书（编辑部在楼上）"},
      {"完(未完)", "完(未完)"},
      {"）", "）"},
      {"【", "【"},
      {"（", "（"},
      {"\n\n", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_buffer text;
    check_note("row %zu", i);
    nst_buffer_init(&text, NULL);
    CHECK_EQUAL(nst_buffer_append(&text, "x\n", 2), NST_OK);
    CHECK_EQUAL(nst_buffer_append(&text, cases[i].text, strlen(cases[i].text)), NST_OK);
    nst_content_tidy_lines(&text, 2);
    CHECK_TEXT(text.bytes + 2, text.size - 2, cases[i].expected);
    CHECK_BYTES(text.bytes, 2, "x\n", 2);
    nst_buffer_free(&text);
  }
}

static void a_post_to_a_board(void) {
  static const char post[] =
      "发信人: fengling (风铃), 信区: Prose\n标  题: 拨钟\n发信站: 听潮站 (Thu Apr 12 2001), "
      "转信\n\n"
      "    钟停了。\n--\n   我在江头\n※ 来源:．听潮站";
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  CHECK_EQUAL(nst_buffer_append(&text, post, sizeof post - 1), NST_OK);
  nst_content_tidy_lines(&text, 0);
  CHECK_TEXT(text.bytes, text.size, "\n    钟停了。");
  text.size = 0;
  static const char answered[] = "发信人: fengling\n\n钟停了。\n\n发信人: jiangtou\n\n几点停的？";
  CHECK_EQUAL(nst_buffer_append(&text, answered, sizeof answered - 1), NST_OK);
  nst_content_tidy_lines(&text, 0);
  CHECK_TEXT(text.bytes, text.size, "\n钟停了。");
  text.size = 0;
  static const char taiwan[] = "鐘停了。\n--\n※ 發信站: 聽潮站\n推 jiangtou: 幾點停的";
  CHECK_EQUAL(nst_buffer_append(&text, taiwan, sizeof taiwan - 1), NST_OK);
  nst_content_tidy_lines(&text, 0);
  CHECK_TEXT(text.bytes, text.size, "鐘停了。");
  text.size = 0;
  static const char list[] = "一\n--\n二"; /* the same signs in another text */
  CHECK_EQUAL(nst_buffer_append(&text, list, sizeof list - 1), NST_OK);
  nst_content_tidy_lines(&text, 0);
  CHECK_TEXT(text.bytes, text.size, list);
  nst_buffer_free(&text);
}

static void cues_of_lines(void) {
  enum { DATE = NST_CUE_BIT(NST_CUE_DATE), CLOCK = NST_CUE_BIT(NST_CUE_CLOCK) };
  static const struct {
    const char *text;
    uint32_t among, expected;
  } cases[] = {
      {"2002-10-4 23:50:12", DATE | CLOCK, DATE | CLOCK},
      {"2002-10-4", DATE | CLOCK, DATE},
      {"等级：侠客 文章：233", NST_CUE_BIT(NST_CUE_PROFILE), NST_CUE_BIT(NST_CUE_PROFILE)},
      {"帖子 120 积分 3300", NST_CUE_BIT(NST_CUE_PROFILE), NST_CUE_BIT(NST_CUE_PROFILE)},
      {"等级：侠客", NST_CUE_BIT(NST_CUE_PROFILE), 0},
      {"电话：1 邮编：2", NST_CUE_BIT(NST_CUE_CONTACT), NST_CUE_BIT(NST_CUE_CONTACT)},
      {"本报记者 高立言", NST_CUE_BIT(NST_CUE_BYLINE), NST_CUE_BIT(NST_CUE_BYLINE)},
      {"发表于 2013-5-4", NST_CUE_BIT(NST_CUE_POST), NST_CUE_BIT(NST_CUE_POST)},
      {"渡轮驶出东渡口。沈一舟摄", NST_CUE_BIT(NST_CUE_LABELLED), NST_CUE_BIT(NST_CUE_LABELLED)},
      {"声明了立场", NST_CUE_BIT(NST_CUE_LABELLED), 0},
  };
  nst_content_words *words = malloc(sizeof *words);
  REQUIRE(words);
  nst_content_cue_words_init(words);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    uint32_t cues = nst_content_find_cues(words, cases[i].text, strlen(cases[i].text));
    CHECK_EQUAL(cues & cases[i].among, cases[i].expected);
  }
  free(words);
}

/* -- Pages ------------------------------------------------------------------------- */

#define TEXT \
  "雨是半夜里下起来的，周老三听见瓦上的声音，翻身坐起，先去摸门后的斗笠，河水已经涨到石阶。"

static void check_content(const char *html, nst_html_content content, const char *expected) {
  nst_html_options options = {.content = content};
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_html_text(html, strlen(html), &options, &out, NULL), NST_OK);
  CHECK_TEXT(out.bytes ? out.bytes : "", out.size, expected);
  nst_buffer_free(&out);
}

static void check_article(const char *html, const char *expected) {
  check_content(html, NST_HTML_CONTENT_ARTICLE, expected);
}

static void lines_of_articles_alone_are_tidied(void) {
  static const char html[] = "<title>雨</title><div><p>" TEXT "（责任编辑：周三）<p>" TEXT "</div>";
  check_article(html, TEXT "\n\n" TEXT);
  check_content(html, NST_HTML_CONTENT_ALL, TEXT "（责任编辑：周三）\n\n" TEXT);
}

static void the_first_post_of_a_thread(void) {
  check_article(
      "<title>雨</title><table><tr><td>甲<br>等级：侠客<br>文章：2<td>" TEXT
      "<tr><td>乙<br>等级：侠客<br>文章：3<td>同楼上，我们这里的雨也是下了一夜，今早才停。</table>",
      TEXT);
}

static void a_calendar_beside_the_text(void) {
  char html[4096];
  size_t size =
      (size_t)snprintf(html, sizeof html, "<title>雨</title><table><tr><td>日<td>一<td>二");
  for (int day = 1; day <= 30; day++)
    size += (size_t)snprintf(html + size, sizeof html - size, "<td>%d", day);
  snprintf(html + size, sizeof html - size, "</table><div><p>%s<p>%s</div>", TEXT,
           "灯亮了，他回家去。");
  check_article(html, TEXT "\n\n灯亮了，他回家去。");
}

static void the_keys_of_a_document(void) {
  check_article(
      "<title>通知</title><table><tr><td>索 引 号：<td>QY031<td>分类：<td>安全生产"
      "<tr><td>发布机构：<td>青屿市电力局</table><div><p>" TEXT
      "<p>青屿市电力局<p>2012年11月20日</div>",
      TEXT "\n\n青屿市电力局\n\n2012年11月20日");
}

#define LONG                                                                                                                                      \
  "渡船清早从银沙出发，载着三十箱蜂蜜和两位修钟的师傅，江面上起了雾，船长把灯点亮，慢慢靠向对岸。" \
  "码头上等船的人把伞收起来，说昨夜的风把灯塔的玻璃吹碎了一块，孩子们捡了碎片去换糖。"                   \
  "师傅们上岸后先去看塔里的老钟，钟摆停在四点一刻，齿轮里落满了盐。"
#define OTHER                                                                                                                         \
  "傍晚时分钟又走了起来，守塔的老人泡了一壶茶，给每个人倒上一碗，茶里有桂花和陈皮的味道。" \
  "有人问起对岸的桥什么时候修好，老人说图纸画了七年，桥墩才立起三个，急不得。"                   \
  "回程的船上少了十箱蜂蜜，多了一袋新磨的面，船长说这是灯塔付的船钱。"

/* As a page for printing has it, or one that keeps the text for a script. */
static void a_second_copy_of_the_text(void) {
  check_article("<title>雨</title><div><p>" LONG "<p>" OTHER "</div>", LONG "\n\n" OTHER);
  check_article("<title>雨</title><div><p>" LONG "<p>" OTHER "</div><div><p>" LONG "<p>" OTHER
                "</div>",
                LONG "\n\n" OTHER);
}

/* -- Hostile lines ------------------------------------------------------------------- */

static void many_brackets_take_linear_time(void) {
  enum { COUNT = 200000 };
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  for (int i = 0; i < COUNT; i++) CHECK_EQUAL(nst_buffer_append(&text, "(）\n", 5), NST_OK);
  for (int i = 0; i < COUNT; i++) CHECK_EQUAL(nst_buffer_append(&text, "）", 3), NST_OK);
  nst_content_tidy_lines(&text, 0);
  CHECK(text.size > COUNT);
  nst_buffer_free(&text);
}

static const check_test tests[] = {
    {"remarks in brackets are taken out of lines", remarks_in_lines},
    {"a post to a bulletin board loses head and signature", a_post_to_a_board},
    {"cues of Chinese lines", cues_of_lines},
    {"lines of articles are tidied, those of all else are not", lines_of_articles_alone_are_tidied},
    {"of a thread the first post stays", the_first_post_of_a_thread},
    {"a calendar beside the text goes", a_calendar_beside_the_text},
    {"the keys of a document go, its signature stays", the_keys_of_a_document},
    {"of two copies of the text one stays", a_second_copy_of_the_text},
    {"many brackets take linear time", many_brackets_take_linear_time},
};

CHECK_SUITE(content_furniture);
