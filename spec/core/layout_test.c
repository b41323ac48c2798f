/* Lines, white space and tables of the text from HTML.  The yardstick is what
   a browser shows, as innerText tells it. */
#include "check.h"
#include "support.h"

static void blocks_are_lines(void) {
  static const html_case cases[] = {
      {"", ""},
      {"text", "text"},
      {"<div>a</div><div>b</div>", "a\nb"},
      {"<div><div><div>a</div></div></div>b", "a\nb"},
      {"a<div>b</div>c", "a\nb\nc"},
      {"<div></div>a<div></div>", "a"},
      {"<h1>a</h1><h2>b</h2>c", "a\nb\nc"},
      {"<ul><li>a<li>b</ul>c", "a\nb\nc"},
      {"<ul><li>a</li> <li>b</li></ul>", "a\nb"},
      {"<dl><dt>a<dd>b<dt>c</dl>", "a\nb\nc"},
      {"a<hr>b", "a\nb"},
      {"<center>a</center>b", "a\nb"},
      {"<article><header>h</header>a<footer>f</footer></article>", "h\na\nf"},
      {"<form>a<fieldset><legend>l</legend>f</fieldset></form>", "a\nl\nf"},
      {"<details><summary>a</summary>b</details>", "a\nb"},
      {"<select><option>a<option>b</select>c", "a\nb\nc"},
      {"a<span><div>b</div></span>c", "a\nb\nc"},
      {"<DIV>a</Div><dIv>b</dIV>", "a\nb"},
  };
  CHECK_HTML(cases);
}

static void paragraphs_are_set_off(void) {
  static const html_case cases[] = {
      {"<p>a</p><p>b</p>", "a\n\nb"},
      {"<p>a<p>b", "a\n\nb"},
      {"<p>a</p>\n\n<p>b</p>\n", "a\n\nb"},
      {"<p></p><p></p>a", "a"},
      {"a<p></p>b", "a\n\nb"},
      {"<div>a<p>b</p></div>c", "a\n\nb\n\nc"},
      {"<blockquote><p>a</p></blockquote>b", "a\n\nb"},
      {"<section><h1>a</h1><p>b</p></section>", "a\n\nb"},
      {"<p> a </p> <p> b </p>", "a\n\nb"},
  };
  CHECK_HTML(cases);
}

static void br_ends_a_line(void) {
  static const html_case cases[] = {
      {"a<br>b", "a\nb"},
      {"a<br>\n  b", "a\nb"},
      {"a <br> b", "a\nb"},
      {"a<br/>b<br />c", "a\nb\nc"},
      {"a<br><br>b", "a\n\nb"},
      {"a<br><br><br>b", "a\n\n\nb"},
      {"<div>a<br></div>b", "a\nb"},
      {"<p>a<br>b</p><p>c", "a\nb\n\nc"},
      {"<br>a", "a"},
      {"a<br>", "a"},
  };
  CHECK_HTML(cases);
}

static void inline_elements_do_not_part_words(void) {
  static const html_case cases[] = {
      {"a<b>b</b>c", "abc"},
      {"<b>中</b>文<i>字</i>", "中文字"},
      {"中<em>国<strong>人</strong></em>", "中国人"},
      {"a <b> b </b> c", "a b c"},
      {"a<span> </span>b", "a b"},
      {"<a href=x>a</a><a href=y>b</a>", "ab"},
      {"a<wbr>b<custom-tag>c</custom-tag>d", "abcd"},
      {"x<sup>2</sup>y<sub>i</sub>", "x2yi"},
      {"<label>a</label><input value=no>b<button>c</button>", "abc"},
      {"a<img alt=no>b", "ab"},
  };
  CHECK_HTML(cases);
}

static void white_space_collapses(void) {
  static const html_case cases[] = {
      {"  a  \n\t b  ", "a b"},
      {"a\r\nb\rc", "a b c"},
      {"<div> a </div> <div> b </div>", "a\nb"},
      {"<b> a </b> <b> b </b>", "a b"},
      {"a&nbsp;&nbsp;b", "a\u00A0\u00A0b"},
      {"a&nbsp; b", "a\u00A0 b"},
      {"&nbsp;a&nbsp;", "\u00A0a\u00A0"},
      {"　a　b　", "　a　b　"}, /* an ideographic space is no white space of HTML */
      {"&#10;a&#9;&#32;b", "a b"},
      {" \n ", ""},
  };
  CHECK_HTML(cases);
}

/* Zero-width non-joiners behind a Sinhala letter. */
static void joiners_stay_beside_what_they_shape(void) {
  static const html_case cases[] = {
      {"ක&zwnj;ක", "ක\u200Cක"},
      {"ක<b>&zwnj;</b>ක", "ක\u200Cක"},
      {"ක &zwnj;ක", "ක ක"},
      {"ක<p>&zwnj;ක", "ක\n\nක"},
      {"ක<br>&zwnj;ක", "ක\nක"},
      {"<pre>ක &zwnj;ක", "ක ක"},
      {"<table><tr><td>ක<td>&zwnj;ක</table>", "ක\tක"},
  };
  CHECK_HTML(cases);
}

static void pre_keeps_white_space(void) {
  static const html_case cases[] = {
      {"<pre>a\tb  c</pre>", "a\tb  c"},     {"<pre>\na\n  b</pre>c", "a\n  b\nc"},
      {"<pre>\n\na</pre>", "\na"},           {"<pre> a </pre>", " a "},
      {"x<pre>a</pre>y  z", "x\na\ny z"},    {"<pre>a<br>b</pre>", "a\nb"},
      {"<pre>a<b>\nb</b></pre>", "a\nb"},    {"<pre>a</pre><pre>b</pre>", "a\nb"},
      {"<listing>\na  b</listing>", "a  b"}, {"<textarea>\n a  b\n c</textarea>d", " a  b\n c\nd"},
      {"<textarea></textarea>a", "a"},       {"a<pre>x  y", "a\nx  y"},
  };
  CHECK_HTML(cases);
}

/* Browsers read CR LF as LF, so the first line break goes too. */
static void pre_knows_cr_lf(void) {
  static const html_case cases[] = {
      {"<pre>a\r\nb</pre>", "a\nb"},
      {"<pre>\r\na</pre>", "a"},
      {"<textarea>\r\na\r\n b</textarea>", "a\n b"},
  };
  CHECK_HTML(cases);
}

static void text_is_appended(void) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_html_text("<p>a</p>", 8, NULL, &out, NULL), NST_OK);
  CHECK_EQUAL(nst_html_text("<p>b</p>", 8, NULL, &out, NULL),
              NST_OK); /* begins no line of its own */
  CHECK_TEXT(out.bytes, out.size, "ab");
  out.size = 0;
  CHECK_EQUAL(nst_html_text("😀", strlen("😀"), NULL, &out, NULL), NST_OK);
  CHECK_EQUAL(nst_html_text("&zwj;b", 6, NULL, &out, NULL), NST_OK); /* joins none of another */
  CHECK_TEXT(out.bytes, out.size, "😀b");
  nst_buffer_free(&out);
}

/* -- Tables ------------------------------------------------------------------------- */

static void tables_have_rows_and_cells(void) {
  static const html_case cases[] = {
      {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"},
      {"<table><tr><th>a<th>b<tr><td>c<td>d</table>e", "a\tb\nc\td\ne"},
      {"<table>\n<tr>\n<td> a </td>\n<td> b </td>\n</tr>\n</table>", "a\tb"},
      {"x<table><tr><td>a</td></tr></table>y", "x\na\ny"},
      {"<table><caption>t</caption><thead><tr><th>h</th></tr></thead>"
       "<tbody><tr><td>a</td></tr></tbody></table>",
       "t\nh\na"},
      {"<table><tr><td><div>a</div></td><td><div>b</div></td></tr></table>", "a\tb"},
      {"<table><tr><td><b>a</b></td><td><a href=x>b</a></td></tr></table>", "a\tb"},
      {"<table><tr><td>1</td><td>2</td></tr></table><p>x", "1\t2\n\nx"},
      {"<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"},
  };
  CHECK_HTML(cases);
}

/* A cell of several lines: the table lays out a page. */
static void tables_lay_out_pages(void) {
  static const html_case cases[] = {
      {"<table><tr><td><p>a</p><p>b</p></td><td><p>c</p><p>d</p></td></tr></table>",
       "a\n\nb\n\nc\n\nd"},
      {"<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc"},
      {"<table><tr><td><ul><li>a<li>b</ul></td><td>c</td></tr></table>x", "a\nb\nc\nx"},
  };
  CHECK_HTML(cases);
}

/* Empty cells must not pull rows together, nor what stands around a table. */
static void rows_with_an_empty_first_cell_are_lines(void) {
  static const char *const before[] = {
      "<table><tr><td>a</td></tr><tr><td></td><td>b</td></tr></table>",
      "<table><tr><td>a<tr><td> <td>b<tr><td><img><td>c</table>",
      "a<table><tr><td></td><td>b</td></tr></table>",
      "<p>a</p><table><tr><td></td><td>b</td></tr></table>"};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    check_note("%s", before[i]);
    CHECK_EQUAL(nst_html_text(before[i], strlen(before[i]), NULL, &out, NULL), NST_OK);
    const char *b = out.size ? memchr(out.bytes, 'b', out.size) : NULL;
    if (CHECK(b != NULL)) CHECK(memchr(out.bytes, '\n', (size_t)(b - out.bytes)) != NULL);
    nst_buffer_free(&out);
  }
}

static void a_line_ends_after_an_empty_last_cell(void) {
  static const html_case cases[] = {
      {"<table><tr><td>a</td><td></td></tr></table><div>b</div>", "a\nb"},
      {"<table><tr><td>a</td><td><img></td></tr></table>b", "a\nb"},
      {"<table><tr><td>a</td><td></td></tr></table><p>b</p>", "a\n\nb"},
      {"<table><tr><td>a</td><td></td></tr><tr><td>b</td></tr></table>", "a\nb"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    /* innerText keeps the tab before the empty cell; either will do */
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    check_note("%s", cases[i].html);
    CHECK_EQUAL(nst_html_text(cases[i].html, strlen(cases[i].html), NULL, &out, NULL), NST_OK);
    if (out.size > 2 && out.bytes[1] == '\t' && out.bytes[2] == '\n') {
      memmove(out.bytes + 1, out.bytes + 2, out.size - 2);
      out.size--;
    }
    CHECK_TEXT(out.bytes, out.size, cases[i].text);
    nst_buffer_free(&out);
  }
}

static void what_is_not_seen_is_counted(void) {
  static const char html[] =
      "a\xC2\xAD"
      "b\xE2\x80\x8B"
      "c\x01"
      "d";
  nst_buffer out;
  nst_html_info info;
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_html_text(html, sizeof html - 1, NULL, &out, &info), NST_OK);
  CHECK_TEXT(out.bytes, out.size, "abcd");
  CHECK_EQUAL(info.dropped[NST_HTML_DROPPED_CHARACTERS], 2 + 3 + 1);
  nst_buffer_free(&out);
}

static const check_test tests[] = {
    {"blocks are lines", blocks_are_lines},
    {"paragraphs are set off by an empty line", paragraphs_are_set_off},
    {"br ends a line", br_ends_a_line},
    {"inline elements do not part words", inline_elements_do_not_part_words},
    {"white space collapses", white_space_collapses},
    {"joiners stay beside what they shape", joiners_stay_beside_what_they_shape},
    {"pre and textarea keep white space", pre_keeps_white_space},
    {"pre reads CR LF as a line break", pre_knows_cr_lf},
    {"tables have rows and cells", tables_have_rows_and_cells},
    {"tables lay out pages", tables_lay_out_pages},
    {"a row with an empty first cell is a line", rows_with_an_empty_first_cell_are_lines},
    {"a line ends after an empty last cell", a_line_ends_after_an_empty_last_cell},
    {"text is appended", text_is_appended},
    {"characters that are not seen are counted", what_is_not_seen_is_counted},
};

CHECK_SUITE(layout);
