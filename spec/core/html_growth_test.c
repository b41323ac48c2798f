/* Time over hostile pages of 256 KB to 2 MB (less under sanitizers and with all options): it is
   printed, and must not grow more than threefold when the page doubles, or else more than 2.5-fold
   on average of all doublings.  Growth is measured, not time, as the shortest of several tries, so
   that a busy moment of the machine does not count. */
#include "check.h"
#include "core/page_facts.h"
#include "support.h"

#include <stdio.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__) || defined(NST_COVERAGE)
enum { SMALLEST = 1 << 16 };
#else
enum { SMALLEST = 1 << 18 };
#endif

enum { SIZES = 4, TRIES = 10, MOST_GROWTH = 3 };

/* A page: its head, then one piece again and again, from its middle on the other one.  "%u" in a
   piece is a running number. */
typedef struct shape {
  const char *name;
  const char *head;
  const char *piece;
  const char *other; /* or NULL */
  bool in_bytes;     /* fed byte by byte */
} shape;

static const shape shapes[] = {
    {"text", "", "text ", NULL, false},
    {"one word", "", "w", NULL, false},
    {"nested div", "", "<div>", NULL, false},
    {"nested div, closed", "", "<div>", "</div>", false},
    {"nested b and p", "", "<b><p>", NULL, false},
    {"nested lists", "", "<ul><li>", NULL, false},
    {"nested lists, closed", "", "<ul><li>", "</li></ul>", false},
    {"nested tables", "", "<table><tr><td>", NULL, false},
    {"tables outside cells", "", "<table><div>", NULL, false},
    {"nested select, option", "", "<select><option>", NULL, false},
    {"nested svg", "", "<svg><foreignObject>", NULL, false},
    {"nested template", "", "<template>", NULL, false},
    {"nested hidden", "<div hidden>", "<div>", "</div>", false},
    {"nested hidden names", "<x hidden>", "<x>", "</x>", false},
    {"ruby", "<ruby>", "<rt>a<rp>b", NULL, false},
    {"forms", "", "<form><div></form>", NULL, false},
    {"links", "", "<a href=x>y", NULL, false},
    {"links, many attributes", "", "<a href=x b c d e f g h i j k l>y</a>", NULL, false},
    {"images", "", "<img alt='a b'>", NULL, false},
    {"fonts", "", "<font>", NULL, false},
    {"b opened, i closed", "", "<b>", "</i>", false},
    {"out of reach", "<b><table><td>", "<i>", "</b>", false},
    {"items in deep blocks", "<li>", "<ul><div>", "<dd></li>", false},
    {"closed paragraphs", "", "</p>", NULL, false},
    {"closed blocks", "", "</div>", NULL, false},
    {"closed templates", "", "</template>", NULL, false},
    {"names", "", "<x%u>", NULL, false},
    {"names, wrongly closed", "", "<x%u></z>", NULL, false},
    {"custom elements", "", "<x-y>", NULL, false},
    {"attributes of a tag", "<p ", "a%u=1 ", NULL, false},
    {"the same attribute", "<p ", "hidden ", NULL, false},
    {"attributes of tags", "", "<p a%u=1>", NULL, false},
    {"attributes of body", "", "<body a%u=1>", NULL, false},
    {"one attribute", "<p a='", "value ", NULL, false},
    {"one attribute of >", "<p a='", ">", NULL, false},
    {"references in an attribute", "<img alt='", "&", NULL, false},
    {"a style", "<p style='", "a:b;", NULL, false},
    {"quotes", "", "<a b=\"", NULL, false},
    {"names of references", "", "&a%u;", NULL, false},
    {"&", "", "&", NULL, false},
    {"&a", "", "&a", NULL, false},
    {"&#", "", "&#", NULL, false},
    {"a long number", "&#", "9", NULL, false},
    {"a long name", "&", "a", NULL, false},
    {"<", "", "<", NULL, false},
    {"<!", "", "<!", NULL, false},
    {"<?", "", "<?", NULL, false},
    {"</", "", "</", NULL, false},
    {"<!--", "", "<!--", NULL, false},
    {"a comment", "<!--", "comment -", NULL, false},
    {"a comment of >", "<!--", "->", NULL, false},
    {"comments", "", "<!-- -->", NULL, false},
    {"declarations", "", "<!doctype x>", NULL, false},
    {"CDATA", "", "<![CDATA[", NULL, false},
    {"CDATA in svg", "<svg>", "<![CDATA[", NULL, false},
    {"CDATA of >", "<svg><![CDATA[", "]>", NULL, false},
    {"a script", "<script>", "a<b;", NULL, false},
    {"ends in a script", "<script>", "</scrip", NULL, false},
    {"scripts in a script", "<script><!--", "<script>", "</script>", false},
    {"scripts, open", "", "<script><!--", NULL, false},
    {"scripts", "", "<script>a</script>", NULL, false},
    {"a title", "<title>", "a &amp; ", NULL, false},
    {"titles", "", "<title> </title>", NULL, false},
    {"a textarea", "<textarea>", "a\r\n</text", NULL, false},
    {"plain text", "<plaintext>", "</plaintext>", NULL, false},
    {"white space", "", " \n\t", NULL, false},
    {"line breaks", "", "<br>", NULL, false},
    {"cells", "<table><tr>", "<td>", NULL, false},
    {"pre", "", "<pre>a b</pre>", NULL, false},
    {"soft hyphens", "", "\xC2\xAD", NULL, false},
    {"joiners", "", "\xE2\x80\x8D", NULL, false},
    {"0xFF", "", "\xFF", NULL, false},
    {"cut characters", "", "\xE4\xB8", NULL, false},
    {"class names", "", "<p class='date a%u'>2004-8-12", NULL, false},
    {"a class of names", "<p class='", "date ", NULL, false},
    {"meta data", "", "<meta name=a content=b>", NULL, false},
    {"dates", "", "<time datetime=2004-8-12>8月</time> ", NULL, false},
    {"JSON-LD", "", "<script type=application/ld+json>{}</script>", NULL, false},
    {"lines of a title", "<title>aaaaaaaaaaaaaaab</title>", "<p>aaaaaaa", NULL, false},
    {"byte by byte", "<p a='", "b>c'", NULL, true},
};

static void append(nst_buffer *html, const char *bytes, size_t size) {
  CHECK_EQUAL(nst_buffer_append(html, bytes, size), NST_OK);
}

/* Appends a piece again and again until the page is at least so large. */
static void fill(nst_buffer *html, const char *piece, size_t size) {
  const char *mark = strstr(piece, "%u");
  size_t first = html->size;
  if (!mark) append(html, piece, strlen(piece));
  while (!mark && html->size < size) { /* doubles what is there */
    size_t more = html->size - first;
    CHECK_EQUAL(nst_buffer_reserve(html, more), NST_OK);
    append(html, html->bytes + first, more);
  }
  for (unsigned number = 0; mark && html->size < size; number++) {
    char text[64];
    int length =
        snprintf(text, sizeof text, "%.*s%u%s", (int)(mark - piece), piece, number, mark + 2);
    append(html, text, (size_t)length);
  }
}

static void make_page(const shape *one, size_t size, nst_buffer *html) {
  html->size = 0;
  append(html, one->head, strlen(one->head));
  fill(html, one->piece, one->other ? size / 2 : size);
  if (html->size > size) html->size = size;
  if (!one->other) return;
  if (html->size > size / 2) html->size = size / 2;
  fill(html, one->other, size);
  html->size = size;
}

/* What is done with a page: its text, or the facts that it tells of itself. */
typedef struct work {
  const nst_html_options *options;
  bool facts;
} work;

static nst_status read_facts(const nst_buffer *html) {
  nst_page_facts *facts = NULL;
  nst_status status = nst_page_facts_read(html->bytes, html->size, NULL, &facts);
  nst_page_facts_destroy(facts);
  return status;
}

static nst_status clean(const shape *one, const nst_buffer *html, const nst_html_options *options,
                        nst_buffer *out) {
  if (!one->in_bytes) return nst_html_text(html->bytes, html->size, options, out, NULL);
  nst_html_cleaner *cleaner;
  nst_status status = nst_html_cleaner_create(options, NULL, &cleaner);
  if (status != NST_OK) return status;
  for (size_t at = 0; status == NST_OK && at < html->size; at++)
    status = nst_html_cleaner_feed(cleaner, html->bytes + at, 1);
  if (status == NST_OK) status = nst_html_cleaner_finish(cleaner, out, NULL);
  nst_html_cleaner_destroy(cleaner);
  return status;
}

/* CPU milliseconds over the page. */
static double time_over(const shape *one, const nst_buffer *html, const work *work) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  clock_t begin = clock();
  CHECK_EQUAL(work->facts ? read_facts(html) : clean(one, html, work->options, &out), NST_OK);
  double milliseconds = (double)(clock() - begin) * 1000 / CLOCKS_PER_SEC;
  nst_buffer_free(&out);
  return milliseconds;
}

/* Below two milliseconds the clock and the system say more than the page. */
static double at_least(double milliseconds) { return milliseconds > 2 ? milliseconds : 2; }

/* A busy machine slows the largest page most, as it shares its caches; quadratic time is beyond
   both bounds, also when only the last doubling shows it. */
static bool are_linear(const double *times) {
  bool each = true;
  for (int i = 1; i < SIZES; i++) each = each && times[i] <= MOST_GROWTH * at_least(times[i - 1]);
  return each || times[SIZES - 1] <= 2.5 * 2.5 * 2.5 * at_least(times[0]);
}

/* Improves the shortest times so far; whether they are then linear. */
static bool grows_linearly(const shape *one, const work *work, size_t smallest, double *times) {
  nst_buffer html;
  nst_buffer_init(&html, NULL);
  for (int i = 0; i < SIZES; i++) {
    make_page(one, smallest << i, &html);
    double time = time_over(one, &html, work);
    if (time < times[i]) times[i] = time;
  }
  nst_buffer_free(&html);
  return are_linear(times);
}

static void check_growth(const work *work, size_t smallest) {
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    double times[SIZES] = {1e9, 1e9, 1e9, 1e9};
    bool linear = false;
    for (int tries = 0; tries < TRIES && !linear; tries++)
      linear = grows_linearly(&shapes[i], work, smallest, times);
    printf("html growth: %-24s %7.1f %7.1f %7.1f %7.1f ms\n", shapes[i].name, times[0], times[1],
           times[2], times[3]);
    check_note("%s", shapes[i].name);
    CHECK(linear);
  }
}

static void time_is_linear(void) {
  static const work text = {NULL, false};
  check_growth(&text, SMALLEST);
}

static void time_is_linear_for_facts(void) {
  static const work facts = {NULL, true};
  check_growth(&facts, SMALLEST / 4);
}

static void time_is_linear_with_all_options(void) {
  static const nst_html_options all = {.links = NST_HTML_LINKS_FOOTNOTES,
                                       .mark_lists = true,
                                       .show_ruby = true,
                                       .show_image_texts = true,
                                       .most_depth = SIZE_MAX};
  static const work text = {&all, false};
  check_growth(&text, SMALLEST / 4);
}

static void time_is_linear_for_content(void) {
  static const nst_html_options article = {.content = NST_HTML_CONTENT_ARTICLE};
  static const work text = {&article, false};
  check_growth(&text, SMALLEST / 4);
}

static const check_test tests[] = {
    {"time is linear over hostile pages", time_is_linear},
    {"and for the facts of pages", time_is_linear_for_facts},
    {"so it is with all options, and the largest depth", time_is_linear_with_all_options},
    {"so it is for the main content alone", time_is_linear_for_content},
};

CHECK_SUITE(html_growth);
