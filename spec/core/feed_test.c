/* Entries of feeds: formats, and how they are told. */
#include "check.h"
#include "core/feed.h"
#include "feed_lines.h"

#include <string.h>

/* -- Formats ----------------------------------------------------------------------- */

static void rss_entries(void) {
  static const feed_case cases[] = {
      {ITEM("<title>a　一\U0001F000b</title>"), "title~a　一\U0001F000b \n"},
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
    put_bytes(&feed, text, size);
    put_text(&feed, "</language><item><title>a</title></item>" RSS_END);
    put_text(&expected, "title~a ");
    if (size <= MOST) {
      put_text(&expected, "language=");
      put_bytes(&expected, text, size);
      put_text(&expected, " ");
    }
    put_bytes(&expected, "\n", 2); /* with its NUL */
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
    {"formats are told by the root", formats_are_told_by_the_root},
};

CHECK_SUITE(feed);
