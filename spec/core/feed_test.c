/* Entries of feeds: formats, broken XML, and what is hostile. */
#include "check.h"
#include "core/feed.h"
#include "support.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* -- Reading --------------------------------------------------------------------- */

static const char *const names[NST_FEED_FIELDS] = {
    "title", "link", "id", "author", "language", "published", "updated", "content", "summary"};

static void put(nst_buffer *out, const char *bytes, size_t size) {
  CHECK_EQUAL(nst_buffer_append(out, bytes, size), NST_OK);
}

static void put_text(nst_buffer *out, const char *text) { put(out, text, strlen(text)); }

/* Writes an entry as a line: name=text, name~html, +category, !damage. */
static void put_entry(nst_buffer *out, const nst_feed_entry *entry) {
  for (size_t i = 0; i < NST_FEED_FIELDS; i++) {
    const nst_feed_text *field = entry->fields + i;
    CHECK((field->bytes != NULL) == (field->size != 0));
    if (!field->bytes) continue;
    put_text(out, names[i]);
    put_text(out, field->is_html ? "~" : "=");
    put(out, field->bytes, field->size);
    put_text(out, " ");
  }
  for (size_t i = 0; i < entry->category_count; i++) {
    put_text(out, "+");
    put(out, entry->categories[i].bytes, entry->categories[i].size);
    put_text(out, " ");
  }
  if (entry->damage) {
    char line[32];
    snprintf(line, sizeof line, "!%zu: ", entry->damage_line);
    put_text(out, line);
    put_text(out, entry->damage);
  }
  put_text(out, "\n");
}

static nst_status drain(nst_feed *feed, nst_buffer *out, size_t *count) {
  const nst_feed_entry *entry;
  nst_status status = nst_feed_next(feed, &entry);
  for (; status == NST_OK && entry; status = nst_feed_next(feed, &entry)) {
    CHECK_EQUAL(entry->number, ++*count);
    if (out) put_entry(out, entry);
  }
  CHECK(entry == NULL);
  return status;
}

/* Reads a feed in steps of so many bytes; with step 0 as a whole, and all of it by libxml2. */
static nst_status read_feed(const char *bytes, size_t size, size_t step, nst_buffer *out) {
  nst_feed *feed = NULL;
  size_t count = 0, line = 0;
  nst_status status = nst_feed_create(NULL, &feed);
  if (!step && feed) feed->repair.take_text = NULL;
  if (!step) step = SIZE_MAX / 2;
  for (size_t at = 0; status == NST_OK && at < size; at += step) {
    nst_feed_add(feed, bytes + at, size - at < step ? size - at : step);
    status = drain(feed, out, &count);
  }
  if (status == NST_OK) {
    nst_feed_add(feed, "", 0);
    status = drain(feed, out, &count);
  }
  const char *damage = feed ? nst_feed_damage(feed, &line) : NULL;
  if (damage && out) {
    char text[160];
    snprintf(text, sizeof text, "!!%zu: %s\n", line, damage);
    put_text(out, text);
  }
  nst_feed_destroy(feed);
  return status;
}

typedef struct feed_case {
  const char *feed;
  const char *entries; /* as put_entry writes them */
} feed_case;

/* Whole, and byte for byte: in pieces it comes out the same, and where libxml2 gets the text too.
 */
static void check_feed(const char *bytes, size_t size, const char *expected) {
  static const size_t steps[] = {SIZE_MAX / 2, 1, 7, 0};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(read_feed(bytes, size, steps[i], &out), NST_OK);
    CHECK_TEXT(out.bytes, out.size, expected);
    nst_buffer_free(&out);
  }
}

static void check_cases(const feed_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    check_note("row %zu", i);
    check_feed(cases[i].feed, strlen(cases[i].feed), cases[i].entries);
  }
}

#define CHECK_FEEDS(cases) check_cases(cases, sizeof cases / sizeof *cases)

#define RSS "<rss version='2.0'><channel>"
#define RSS_END "</channel></rss>"
#define ITEM(inner) RSS "<item>" inner "</item>" RSS_END
#define ATOM "<feed xmlns='http://www.w3.org/2005/Atom'>"
#define ENTRY(inner) ATOM "<entry>" inner "</entry></feed>"

/* -- Formats ----------------------------------------------------------------------- */

static void rss_entries(void) {
  static const feed_case cases[] = {
      {RSS RSS_END, ""},
      {ITEM(""), "\n"},
      {ITEM("<title> 甲\n</title><link>http://a.example/1</link><pubDate>D</pubDate>"
            "<description>&lt;p&gt;乙&lt;/p&gt;</description><category>丙</category>"
            "<category domain='x'>丁</category><author>a@b.c (戊)</author><guid>7</guid>"),
       "title~甲 link=http://a.example/1 id=7 author=a@b.c (戊) published=D summary~<p>乙</p> +丙 "
       "+丁 \n"},
      {RSS "<title>no</title><language>zh-CN</language><item><title>甲</title></item>" RSS_END,
       "title~甲 language=zh-CN \n"},
      {ITEM("<description><![CDATA[<p>a]]]]><![CDATA[>b</p>]]></description>"),
       "summary~<p>a]]>b</p> \n"},
      {ITEM("<content:encoded>c</content:encoded><description>s</description>"),
       "content~c summary~s \n"},
      {"<rss xmlns:x='http://purl.org/rss/1.0/modules/content/'><channel><item><x:encoded>c"
       "</x:encoded></item>" RSS_END,
       "content~c \n"},
      {ITEM("<dc:creator>甲</dc:creator><dc:creator>乙</dc:creator><dc:date>D</dc:date>"
            "<dc:subject>丙</dc:subject>"),
       "author=甲, 乙 published=D +丙 \n"},
      {ITEM("<guid>http://a.example/1</guid>"), "link=http://a.example/1 id=http://a.example/1 \n"},
      {ITEM("<guid isPermaLink='false'>http://a.example/1</guid>"), "id=http://a.example/1 \n"},
      {ITEM("<media:title>no</media:title><image><title>no</title></image><title>甲</title>"),
       "title~甲 \n"},
      {ITEM("<title>甲</title><title>乙</title>"), "title~甲 \n"},
      {ITEM("<title/><title>乙</title>"), "title~乙 \n"},
      /* HTML that nobody escaped */
      {ITEM("<description>甲<br/><b class='x'>乙</b> &amp;amp;</description>"),
       "summary~甲<br><b class=\"x\">乙</b> &amp; \n"},
      {ITEM("<body xmlns='http://www.w3.org/1999/xhtml'><p>1 &lt; 2</p></body>"),
       "content~<p>1 &lt; 2</p> \n"},
  };
  CHECK_FEEDS(cases);
}

/* What a feed says of all its entries is kept with each, so its size has a bound. */
static void languages_of_feeds_are_short(void) {
  enum { MOST = 100 };
  for (size_t size = MOST; size <= MOST + 1; size++) {
    char text[MOST + 1];
    memset(text, 'x', sizeof text);
    nst_buffer feed, expected;
    nst_buffer_init(&feed, NULL);
    nst_buffer_init(&expected, NULL);
    put_text(&feed, RSS "<language>");
    put(&feed, text, size);
    put_text(&feed, "</language><item><title>a</title></item>" RSS_END);
    put_text(&expected, "title~a ");
    if (size <= MOST) {
      put_text(&expected, "language=");
      put(&expected, text, size);
      put_text(&expected, " ");
    }
    put(&expected, "\n", 2); /* with its NUL */
    check_note("%zu bytes", size);
    check_feed(feed.bytes, feed.size, expected.bytes);
    nst_buffer_free(&feed);
    nst_buffer_free(&expected);
  }
}

static void rdf_entries(void) {
  static const feed_case cases[] = {
      {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
       "xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>no</title>"
       "<dc:language>ja</dc:language></channel><item rdf:about='http://a.example/1'><title>甲"
       "</title><dc:date>2024-01-24</dc:date></item><item><title>乙</title></item></rdf:RDF>",
       "title~甲 link=http://a.example/1 id=http://a.example/1 language=ja published=2024-01-24 \n"
       "title~乙 language=ja \n"},
      {"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
       "xmlns:s='http://purl.org/rss/1.0/'><s:item><s:title>甲</s:title></s:item></r:RDF>",
       "title~甲 \n"},
  };
  CHECK_FEEDS(cases);
}

static void atom_entries(void) {
  static const feed_case cases[] = {
      {ENTRY(
           "<title>甲</title><link href='http://a.example/1'/><id>i</id><updated>U</updated>"
           "<published>P</published><category term='t' label='丙'/><category term='丁'/>"
           "<author><name>戊</name><uri>u</uri></author><author><name>己</name></author>"
           "<contributor><name>no</name></contributor><content type='html'>&lt;p&gt;乙</content>"),
       "title=甲 link=http://a.example/1 id=i author=戊, 己 published=P updated=U content~<p>乙 "
       "+丙 "
       "+丁 \n"},
      {ENTRY("<link rel='self' href='s'/><link rel='alternate' href='a'/><link href='b'/>"),
       "link=a \n"},
      {ENTRY("<title type='html'>a &amp;amp; b</title><summary>1 &lt; 2</summary>"),
       "title~a &amp; b summary=1 < 2 \n"},
      {ENTRY("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>甲 <b>乙</b></div>"
             "</title>"),
       "title=甲 乙 \n"},
      {ENTRY("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><title>t</title>"
             "<p title='\"&lt;'>1 &lt; 2 &amp;</p><br/></div></content>"),
       "content~<div><title>t</title><p title=\"&quot;&lt;\">1 &lt; 2 &amp;</p><br></div> \n"},
      {ENTRY("<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>a</h:p>"
             "</h:div></content>"),
       "content~<div><p>a</p></div> \n"},
      {ENTRY("<content type='image/png'>AAAA</content><summary>s</summary>"), "summary=s \n"},
      {ENTRY("<content type='html' src='http://a.example/1'/><summary>s</summary>"),
       "summary=s \n"},
      {ENTRY("<source><title>no</title><id>no</id><updated>no</updated></source><title>甲"
             "</title>"),
       "title=甲 \n"},
      {"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='zh'><title>no</title><author><name>社"
       "</name></author><entry><title>甲</title></entry><entry xml:lang='en'><author><name>人"
       "</name></author></entry></feed>",
       "title=甲 author=社 language=zh \nauthor=人 language=en \n"},
      {"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>甲</a:title></a:entry>"
       "</a:feed>",
       "title=甲 \n"},
      {"<feed><entry><title>甲</title></entry></feed>", "title=甲 \n"},
      {"<feed xmlns='http://purl.org/atom/ns#'><entry><issued>I</issued><modified>M</modified>"
       "<content type='text/html' mode='escaped'>&lt;p&gt;a</content></entry></feed>",
       "published=I updated=M content~<p>a \n"},
      {"<feed xmlns='http://purl.org/atom/ns#'><entry><title mode='base64'>QQ==</title></entry>"
       "</feed>",
       "\n"},
  };
  CHECK_FEEDS(cases);
}

static void what_is_no_feed_has_no_entries(void) {
  static const feed_case cases[] = {
      {"", ""},
      {" \n", ""},
      {"text", ""},
      {"<html><body><item>a</item><entry>b</entry></body></html>", ""},
      {"<opml><item>a</item></opml>", ""},
  };
  CHECK_FEEDS(cases);
}

/* -- Broken XML ---------------------------------------------------------------------- */

static void characters_that_should_be_escaped(void) {
  static const feed_case cases[] = {
      {ITEM("<title>a & b&c AT&T && &; &#; &#x; &#xZ; &a b</title>"),
       "title~a & b&c AT&T && &; &#; &#x; &#xZ; &a b \n"},
      {ITEM("<link>http://a.example/?a=1&b=2&amp;c=3</link>"),
       "link=http://a.example/?a=1&b=2&c=3 \n"},
      {ITEM("<title>&nbsp;a&hellip;&ldquo;b&rdquo;&copy;&eacute;&apos;&lt;&unknown;</title>"),
       "title~\u00A0a…“b”©é'<&unknown; \n"},
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

/* Random pieces: no harm, the same however they are cut, well-formed text. */
static void random_pieces_do_no_harm(void) {
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

/* -- Detection ----------------------------------------------------------------------------- */

static void formats_are_told_by_the_root(void) {
  static const struct {
    const char *head;
    nst_feed_format format;
  } cases[] = {
      {"<rss version='2.0'>", NST_FEED_RSS},
      {"\xEF\xBB\xBF \n<?xml version='1.0'?>\n<!-- <feed> -->\n<rss>", NST_FEED_RSS},
      {"<?xml-stylesheet href='>'?><!DOCTYPE rss [<!ENTITY a ']>'>]><rss", NST_FEED_RSS},
      {"<feed xmlns=\"http://www.w3.org/2005/Atom\">", NST_FEED_ATOM},
      {"<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\">", NST_FEED_ATOM},
      {"<feed xmlns='http://purl.org/atom/ns#'>", NST_FEED_ATOM},
      {"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", NST_FEED_RDF},
      {"<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'>", NST_FEED_RDF},
      {"<rdf:RDF xmlns='http://xmlns.com/foaf/0.1/'>", NST_FEED_NONE},
      {"<feed>", NST_FEED_NONE},
      {"<feed xmlns='http://a.example/'>", NST_FEED_NONE},
      {"<rssx>", NST_FEED_NONE},
      {"text <rss>", NST_FEED_NONE},
      {"<!DOCTYPE html><html><rss>", NST_FEED_NONE},
      {"<!--1598871327000-->\n[题](http://a.example)\n------\n<rss>", NST_FEED_NONE},
      {"<!-- <rss>", NST_FEED_NONE},
      {"<!DOCTYPE rss [", NST_FEED_NONE},
      {"<?", NST_FEED_NONE},
      {"<", NST_FEED_NONE},
      {"", NST_FEED_NONE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].head);
    CHECK_EQUAL(nst_feed_detect(cases[i].head, strlen(cases[i].head)), cases[i].format);
  }
  CHECK_EQUAL(nst_feed_detect(NULL, 0), NST_FEED_NONE);
  CHECK(strcmp(nst_feed_format_name(NST_FEED_RDF), "rdf") == 0);
  CHECK(strcmp(nst_feed_format_name((nst_feed_format)100), "none") == 0);
}

static const check_test tests[] = {
    {"entries of RSS 2.0", rss_entries},
    {"languages of feeds are short", languages_of_feeds_are_short},
    {"entries of RSS 1.0", rdf_entries},
    {"entries of Atom", atom_entries},
    {"what is no feed has no entries", what_is_no_feed_has_no_entries},
    {"characters that should be escaped", characters_that_should_be_escaped},
    {"tags that are wrong", tags_that_are_wrong},
    {"feeds that end too early", feeds_that_end_too_early},
    {"bytes that are no UTF-8", bytes_that_are_no_utf8},
    {"entities are never read", entities_are_never_read},
    {"hostile feeds end", hostile_feeds_end},
    {"deep and large entries say so", deep_and_large_entries_say_so},
    {"random pieces do no harm", random_pieces_do_no_harm},
    {"formats are told by the root", formats_are_told_by_the_root},
};

CHECK_SUITE(feed);
