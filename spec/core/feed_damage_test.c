/* Entries of broken feeds, and of hostile ones. */
#include "check.h"
#include "core/feed.h"
#include "feed_lines.h"
#include "support.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* -- Broken XML ---------------------------------------------------------------------- */

static void characters_that_should_be_escaped(void) {
  static const feed_case cases[] = {
      {ITEM("<title>a & b&c AT&T && &; &#; &#x; &#xZ; &a b</title>"),
       "title~a & b&c AT&T && &; &#; &#x; &#xZ; &a b \n"},
      {ITEM("<link>http://a.example/?a=1&b=2&amp;c=3</link>"),
       "link=http://a.example/?a=1&b=2&c=3 \n"},
      {ITEM("<title>&nbsp;a&hellip;&ldquo;b&rdquo;&copy;&eacute;&apos;&lt;&unknown;</title>"),
       "title~\u00A0a…“b”©é'<&unknown; \n"},
      {ITEM("<title>a&#9;b&#10;c&#x20;d&#11;</title>"), "title~a\tb\nc d&#11; \n"},
      {ITEM("<title>&#20013;&#x6587;&#x1F600;&#0;&#8;&#xD800;&#xFFFF;&#x110000;</title>"),
       "title~中文😀&#0;&#8;&#xD800;&#xFFFF;&#x110000; \n"},
      {ITEM("<title>1 < 2 << 3 <= 4 <三体> a<1></title>"), "title~1 < 2 << 3 <= 4 <三体> a<1> \n"},
      {ITEM("<author>王 <a@b.example></author>"), "author=王 <a@b.example> \n"},
      {ITEM("<title>a ]]> b > c</title>"), "title~a ]]> b > c \n"},
      {ITEM("<title>a\x01\x08\x1F"
            "b\xEF\xBF\xBF</title>"),
       "title~ab \n"},
      {ITEM("<title><![CDATA[a]]\x03>b</title>"), "title~ab \n"},
      {ITEM("<title>a\r\nb\rc\r\r\nd<![CDATA[e\r\nf\r]]>\n</title>\r\n"),
       "title~a\nb\nc\n\nde\nf \n"},
      {ITEM("<title>十六个字节的块之内外，句子\xEF\xBF\xBE里的标点；</title><description><![CDATA["
            "十六个字节的块之内外]，<b>]]、</b>]]></description>"),
       "title~十六个字节的块之内外，句子里的标点； summary~十六个字节的块之内外]，<b>]]、</b> \n"},
  };
  CHECK_FEEDS(cases);
}

static void tags_that_are_wrong(void) {
  static const feed_case cases[] = {
      {ITEM("<description>a<br>b<img src=x.png hidden>c<hr/></description><title>甲</title>"),
       "title~甲 summary~a<br>b<img src=\"x.png\" hidden=\"\">c<hr> \n"},
      {ITEM("<description><p>a<p>b</description><title>甲</title>"),
       "title~甲 summary~<p>a<p>b</p></p> !1: an element is not closed\n"},
      {ITEM("<description>a</i></description><title>甲</title>"),
       "title~甲 summary~a !1: an end tag has no start tag\n"},
      {ITEM("<title>甲<link>l</link><description>乙</description>"),
       "title~甲 link=l summary~乙 !1: an element is not closed\n"},
      {ITEM("<title a='1' a='2'>甲</title>"), "title~甲 !1: a tag has an attribute twice\n"},
      {ITEM("<title 1='a' =b \"c\" é='d' e:='f'>甲</title>"), "title~甲 \n"},
      {ITEM("<guid isPermaLink='false>http://a.example</guid><title>甲</title>"),
       "title~甲 !1: a tag is not closed by >\n"},
      {RSS "<item><title>甲</title>\n<item><title>乙</title></item>" RSS_END,
       "title~甲 !2: an entry begins inside another\ntitle~乙 \n"},
      {ITEM("<description><![CDATA[a</item></b>]]</description></item>\n<item><title>乙</title>"),
       "summary~a !1: a CDATA section is not closed by ]]>\n"
       "title~乙 \n!!1: an end tag has no start tag\n"},
      {RSS "<item><title>甲</title></item></channel></rss>\n<?xml version='1.0'?><rss><channel>"
           "<item><title>乙</title></item></channel></rss>",
       "title~甲 \ntitle~乙 \n"},
      {"\xEF\xBB\xBF\n<?xml version='1.1' encoding='GBK'?><?x y?><!-- <rss> -- -->" ITEM(
           "<title>甲<!-- no --></title>"),
       "title~甲 \n"},
  };
  CHECK_FEEDS(cases);
}

static void feeds_that_end_too_early(void) {
  static const feed_case cases[] = {
      {RSS "<item><title>甲</title></item>\n<item><title>乙</title><description>丙",
       "title~甲 \ntitle~乙 summary~丙 !2: the file ends before its elements do\n"},
      {RSS "<item><title>甲</title></item>\n<item><title>乙</title><descr",
       "title~甲 \ntitle~乙 !2: the file ends inside a tag\n"},
      {RSS "<item><title>甲</title></item>\n<item><description><![CDATA[丙]",
       "title~甲 \nsummary~丙] !2: a CDATA section is not closed by ]]>\n"},
      {RSS "<item><title>甲</title></item>\n<!-- ",
       "title~甲 \n!!2: a comment is not closed by -->\n"},
      {RSS "<item><title>甲</title></item>\n",
       "title~甲 \n!!2: the file ends before its elements do\n"},
      {"<!DOCTYPE rss [ <!ENTITY a 'b'>\n", "!!2: a document type is not closed by >\n"},
  };
  CHECK_FEEDS(cases);
}

#define LOST "characters were lost: it has bytes that are not UTF-8, or U+FFFD\n"

static void bytes_that_are_no_utf8(void) {
  static const feed_case cases[] = {
      {ITEM("<title>a\xFF</title>"), "title~a\uFFFD !1: " LOST},
      {ITEM("<title>a\xE4\xB8</title>"), "title~a\uFFFD !1: " LOST},
      {ITEM("<title>b\uFFFD</title>"), "title~b\uFFFD !1: " LOST},
      {ITEM("\n<description><![CDATA[\xD6\xD0]]></description>"), "summary~\uFFFD\uFFFD !2: " LOST},
  };
  CHECK_FEEDS(cases);
}

/* -- Hostile feeds ---------------------------------------------------------------------- */

static void entities_are_never_read(void) {
  static const feed_case cases[] = {
      {"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'yes'>]>" ITEM(
           "<title>a&x;&y;b</title>"),
       "title~a&x;&y;b \n"},
      {"<!DOCTYPE rss SYSTEM 'http://a.example/rss.dtd'>" ITEM("<title>甲&nbsp;</title>"),
       "title~甲\u00A0 \n"},
      {"<!DOCTYPE rss [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p; %p;]>" ITEM(
           "<title>%p;</title>"),
       "title~%p; \n"},
      {"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ELEMENT r (a > "
       "b)>]>" ITEM("<title>&b;&b;</title>"),
       "title~&b;&b; \n"},
      {ITEM("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"
            "<title>甲</title>"),
       "title~甲 \n"},
  };
  CHECK_FEEDS(cases);
}

typedef struct shape {
  const char *name, *head, *piece; /* "%u" in the piece is a running number */
  nst_status status;
} shape;

#define OPEN RSS "<item><description>"

static const shape shapes[] = {
    {"deep elements", OPEN, "<b>", NST_OK},
    {"items in items", RSS, "<item>", NST_OK},
    {"entries", RSS, "<item/>", NST_OK},
    {"attributes", RSS "<item><a ", "a%u='x' ", NST_OK},
    {"the same attribute", RSS "<item><a ", "a=1 ", NST_OK},
    {"a value", RSS "<item><a b='", "vvvv", NST_OK},
    {"quotes, open", RSS "<item>", "<a b='", NST_OK},
    {"a CDATA section, open", OPEN "<![CDATA[", "cccc", NST_OK},
    {"brackets in one", OPEN "<![CDATA[", "]", NST_OK},
    {"beginnings of the end tag in one", OPEN "<![CDATA[", "</ite", NST_OK},
    {"CDATA sections", OPEN, "<![CDATA[a]]>", NST_OK},
    {"text", OPEN, "中文", NST_OK},
    {"less-than signs", OPEN, "<", NST_OK},
    {"ampersands", OPEN, "&", NST_OK},
    {"references", OPEN, "&amp;&#x4E2D;", NST_OK},
    {"stray end tags", OPEN, "</i>", NST_OK},
    {"a long name", RSS "<item><", "nnnn", NST_OK},
    {"a comment", RSS "<!--", "-a", NST_OK},
    {"a document type", "<!DOCTYPE rss [", "<!ENTITY a%u '&a;&a;'>", NST_OK},
    {"fields", RSS "<item>", "<title>a", NST_OK},
    {"authors", RSS "<item>", "<dc:creator>a</dc:creator>", NST_OK},
    {"categories", RSS "<item>", "<category>a</category>", NST_OK},
    {"names", RSS "<item>", "<a%u/>", NST_XML},
    {"namespaces", OPEN,
     "<a xmlns:a='u' xmlns:b='u' xmlns:c='u' xmlns:d='u' xmlns:e='u' "
     "xmlns:f='u' xmlns:g='u'>",
     NST_XML},
};

static void make_shape(const shape *one, size_t size, nst_buffer *out) {
  out->size = 0;
  put_text(out, one->head);
  for (unsigned i = 0; out->size < size; i++) {
    const char *number = strstr(one->piece, "%u");
    char piece[160];
    if (number)
      snprintf(piece, sizeof piece, "%.*s%u%s", (int)(number - one->piece), one->piece, i,
               number + 2);
    put_text(out, number ? piece : one->piece);
  }
}

/* Linear is 2 each time, quadratic 4.  Printed only: a busy machine would fail a
   bound now and then. */
static void hostile_feeds_end(void) {
  enum { SIZE = 250000 };
  nst_buffer feed;
  nst_buffer_init(&feed, NULL);
  printf("feeds: largest growth of time from 0.25 to 1 MB:");
  double worst = 0;
  const char *name = "";
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    double seconds[2];
    for (size_t times = 0; times < 2; times++) {
      check_note("%s", shapes[i].name);
      make_shape(shapes + i, times ? 4 * SIZE : SIZE, &feed);
      clock_t start = clock();
      nst_status status = read_feed(feed.bytes, feed.size, 65536, NULL);
      seconds[times] = (double)(clock() - start) / CLOCKS_PER_SEC;
      if (times || status != NST_OK) CHECK_EQUAL(status, shapes[i].status);
    }
    if (seconds[1] < worst * seconds[0]) continue;
    worst = seconds[1] / seconds[0];
    name = shapes[i].name;
  }
  printf(" %.1f times (%s)\n", worst, name);
  nst_buffer_free(&feed);
}

static bool holds(const nst_buffer *text, const char *part) {
  size_t size = strlen(part);
  for (size_t at = 0; at + size <= text->size; at++)
    if (memcmp(text->bytes + at, part, size) == 0) return true;
  return false;
}

static void deep_and_large_entries_say_so(void) {
  nst_buffer feed, out;
  nst_buffer_init(&feed, NULL);
  nst_buffer_init(&out, NULL);
  make_shape(shapes, 1000, &feed);
  put_text(&feed, "x</description></item><item><title>y</title></item>" RSS_END);
  CHECK_EQUAL(read_feed(feed.bytes, feed.size, SIZE_MAX / 2, &out), NST_OK);
  CHECK(holds(&out, "x</b>"));
  CHECK(holds(&out, "!1: elements are nested too deep\ntitle~y \n"));
  out.size = 0;
  make_shape(&(shape){"", OPEN, "中文", NST_OK}, NST_FEED_ENTRY_LIMIT + 100, &feed);
  put_text(&feed, "</description></item><item><title>y</title></item>" RSS_END);
  CHECK_EQUAL(read_feed(feed.bytes, feed.size, 65536, &out), NST_OK);
  CHECK(out.size < NST_FEED_ENTRY_LIMIT + 200);
  CHECK(holds(&out, "中 !1: it is larger than 16 MB, and the rest is left out\ntitle~y \n"));
  nst_buffer_free(&feed);
  nst_buffer_free(&out);
}

static const char *const pieces[] = {"<item>",
                                     "</item>",
                                     "<entry>",
                                     "</entry>",
                                     "<title>",
                                     "</title>",
                                     "<link ",
                                     "href='",
                                     "'",
                                     "\"",
                                     ">",
                                     "/>",
                                     "<",
                                     "</",
                                     "<![CDATA[",
                                     "]]>",
                                     "]",
                                     "<!--",
                                     "-->",
                                     "<!",
                                     "<?",
                                     "?>",
                                     "&",
                                     "&amp;",
                                     "&#x4E2D;",
                                     ";",
                                     "中",
                                     "a",
                                     " ",
                                     "\n",
                                     "\xFF",
                                     "\xE4\xB8",
                                     "<b>",
                                     "</b>",
                                     "<br>",
                                     "<content type='xhtml'>",
                                     "</content>",
                                     "<description>",
                                     "</description>",
                                     "<category>",
                                     "<dc:creator>",
                                     "<author>",
                                     "<name>",
                                     "</rss>",
                                     "xml:lang='z' ",
                                     "=",
                                     "\0x"};

/* Random pieces: no harm, the same however they are cut, well-formed text. */
static void random_pieces_do_no_harm(void) {
  nst_buffer feed, whole, parts;
  nst_buffer_init(&feed, NULL);
  nst_buffer_init(&whole, NULL);
  nst_buffer_init(&parts, NULL);
  uint64_t state = 29;
  for (int round = 0; round < 3000; round++) {
    feed.size = whole.size = parts.size = 0;
    put_text(&feed, round % 2 ? ATOM "<entry>" : RSS "<item>");
    random_text(&state, pieces, sizeof pieces / sizeof *pieces,
                feed.size + random_below(&state, 300), &feed);
    check_note("round %d", round);
    CHECK_EQUAL(read_feed(feed.bytes, feed.size, SIZE_MAX / 2, &whole), NST_OK);
    CHECK_EQUAL(read_feed(feed.bytes, feed.size, 1 + random_below(&state, 20), &parts), NST_OK);
    size_t size = whole.size;
    parts.size = 0;
    CHECK_EQUAL(nst_utf8_repair(whole.bytes, size, &parts), NST_OK);
    if (!CHECK_BYTES(parts.bytes, parts.size, whole.bytes, size)) break;
  }
  nst_buffer_free(&feed);
  nst_buffer_free(&whole);
  nst_buffer_free(&parts);
}

static const check_test tests[] = {
    {"characters that should be escaped", characters_that_should_be_escaped},
    {"tags that are wrong", tags_that_are_wrong},
    {"feeds that end too early", feeds_that_end_too_early},
    {"bytes that are no UTF-8", bytes_that_are_no_utf8},
    {"entities are never read", entities_are_never_read},
    {"hostile feeds end", hostile_feeds_end},
    {"deep and large entries say so", deep_and_large_entries_say_so},
    {"random pieces do no harm", random_pieces_do_no_harm},
};

CHECK_SUITE(feed_damage);
