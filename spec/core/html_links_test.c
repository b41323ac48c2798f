/* Links: their text alone, their addresses beside it or at the end, or nothing of them. */
#include "check.h"
#include "core/newsstat.h"

#include <string.h>

typedef struct link_case {
  const char *html, *text;
} link_case;

static void check_links(nst_html_links links, const link_case *cases, size_t count) {
  const nst_html_options options = {.links = links};
  for (size_t i = 0; i < count; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    check_note("%s", cases[i].html);
    CHECK_EQUAL(nst_html_text(cases[i].html, strlen(cases[i].html), &options, &out, NULL), NST_OK);
    CHECK_TEXT(out.bytes ? out.bytes : "", out.size, cases[i].text);
    nst_buffer_free(&out);
  }
}

#define CHECK_LINKS(links, cases) check_links(links, cases, sizeof cases / sizeof *cases)

static void addresses_are_cleaned(void) {
  static const link_case cases[] = {
      {"<a href='/t.html'>台风</a>", "[台风](/t.html)"},
      {"<a href=' \t/a?b=1&amp;c=2\n'>d</a>e", "[d](/a?b=1&c=2)e"},
      {"<a href='/a b'>c</a>", "[c](/a%20b)"},
      {"<a href='/a\n\tb\x7F\x01'>c</a>", "[c](/ab)"},
      {"<a href='/a&#32;b&amp'>c</a>", "[c](/a%20b&)"},
      {"<a href=/中>c</a>", "[c](/中)"},
  };
  CHECK_LINKS(NST_HTML_LINKS_INLINE, cases);
}

static void what_leads_nowhere_is_no_link(void) {
  static const link_case cases[] = {
      {"<a href='#a'>b</a>", "b"},
      {"<a href='JavaScript:a()'>b</a>", "b"},
      {"<a href=javascript>b</a>", "[b](javascript)"},
      {"<a href=''>b</a><a href=' '>c</a><a>d</a><a name=e>f</a>", "bcdf"},
      {"<a href=a></a><a href=b> </a>c", "c"},
  };
  CHECK_LINKS(NST_HTML_LINKS_INLINE, cases);
}

static void notes_stand_at_the_end(void) {
  static const link_case cases[] = {
      {"<p><a href=/a>b</a> c <a href=/d>e</a><p>f", "b[1] c e[2]\n\nf\n\n[1]: /a\n[2]: /d"},
      {"<p>a<a href=#b>c</a>", "ac"},
  };
  CHECK_LINKS(NST_HTML_LINKS_FOOTNOTES, cases);
}

static void links_are_left_out(void) {
  static const link_case cases[] = {
      {"a<a href=/b>c</a>d", "ad"},
      {"a<a name=b>c</a>d", "ad"},
      {"a <a href=/b>c<p>d</p></a> e", "a e"},
  };
  CHECK_LINKS(NST_HTML_LINKS_DROP, cases);
}

static const check_test tests[] = {
    {"addresses are cleaned", addresses_are_cleaned},
    {"what leads nowhere is no link", what_leads_nowhere_is_no_link},
    {"notes stand at the end", notes_stand_at_the_end},
    {"links are left out", links_are_left_out},
};

CHECK_SUITE(html_links);
