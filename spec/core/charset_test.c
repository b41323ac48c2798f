/* Labels, what pages say of themselves, decoding by the Encoding Standard, and
   which of several labels counts. */
#include "check.h"
#include "core/charset.h"
#include "support.h"

#include <stdlib.h>

/* -- Labels ------------------------------------------------------------------ */

static void labels_mean_charsets(void) {
  static const char *const cases[][2] = {
      {"utf8", "UTF-8"},
      {"UTF-8", "UTF-8"},
      {" \t\n\f\rutf-8 \r", "UTF-8"},
      {"x-unicode20utf8", "UTF-8"},
      {"gb2312", "GBK"},
      {"GB_2312-80", "GBK"},
      {"gbk", "GBK"},
      {"gb18030", "gb18030"},
      {"big5-hkscs", "Big5"},
      {"cn-big5", "Big5"},
      {"shift_jis", "Shift_JIS"},
      {"windows-31j", "Shift_JIS"},
      {"ks_c_5601-1987", "EUC-KR"},
      {"latin1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"tis-620", "windows-874"},
      {"unicode", "UTF-16LE"},
      {"utf-16", "UTF-16LE"},
      {"unicodefffe", "UTF-16BE"},
      {"hz-gb-2312", "replacement"},
      {"x-user-defined", "x-user-defined"},
      {"iso-8859-8-e", "ISO-8859-8"},
      {"logical", "ISO-8859-8-I"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i][0]);
    const char *name = nst_charset_name(cases[i][0], strlen(cases[i][0]));
    REQUIRE(name != NULL);
    CHECK_TEXT(name, strlen(name), cases[i][1]);
  }
}

static void other_labels_mean_nothing(void) {
  static const char *const labels[] = {
      "",        " ",       "utf",     "utf-8 utf-8",
      "gb 2312", "gbk\v",   "utf-7",   "x-unicode20utf8xxxxxxxxxxxxxx",
      "koi8-r;", "\"gbk\"", "utf-32le"};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    check_note("%s", labels[i]);
    CHECK(nst_charset_name(labels[i], strlen(labels[i])) == NULL);
  }
  CHECK(nst_charset_name("gbk\0", 4) == NULL);
}

/* -- Pages that name their charset --------------------------------------------- */

typedef struct page {
  const char *html;
  const char *charset; /* NULL: none */
} page;

static void meta_tags_are_found(void) {
  static const page cases[] = {
      {"<meta charset=gbk>", "GBK"},
      {"<META CHARSET='GB2312' />", "GBK"},
      {"<meta/charset=big5>", "Big5"},
      {"<meta name=x charset = \" euc-kr \" >", "EUC-KR"},
      {"<meta http-equiv=content-type content='text/html; charset=gb18030'>", "gb18030"},
      {"<meta content='text/html;charset=\"gbk\"' http-equiv='Content-Type'>", "GBK"},
      {"<meta http-equiv=Content-Type content=\"charset charset = sjis\">", "Shift_JIS"},
      {"<meta content='text/html; charset=gbk'>", NULL},
      {"<meta http-equiv=refresh content='0; charset=gbk'>", NULL},
      {"<meta http-equiv=content-type content='text/html; charset=\"gbk'>", NULL},
      {"<meta charset=nothing><meta charset=gbk>", "GBK"},
      {"<meta charset=gbk charset=big5>", "GBK"},
      {"<meta charset=utf-16>", "UTF-8"},
      {"<meta charset=x-user-defined>", "windows-1252"},
      {"<!-- <meta charset=gbk> --><meta charset=big5>", "Big5"},
      {"<!--><meta charset=gbk>-->", "GBK"},
      {"<!-- <meta charset=gbk>", NULL},
      {"<script charset=gbk></script>", NULL},
      {"<script>'<meta charset=gbk>'</script><meta charset=big5>", "Big5"},
      {"<SCRIPT>'<meta charset=gbk>'</scripty></Script ><meta charset=big5>", "Big5"},
      {"<style><meta charset=gbk></style>", NULL},
      {"<title><meta charset=gbk></title>", NULL},
      {"<script>'<meta charset=gbk>'", NULL},
      {"<a title='<meta charset=gbk>'>", NULL},
      {"<a title=\"><meta charset=gbk>\"><meta charset=big5>", "Big5"},
      {"</a title='<meta charset=gbk>'>", NULL},
      {"<?php <meta charset=gbk> ?>", NULL},
      {"<!doctype <meta charset=gbk>", NULL},
      {"</ <meta charset=gbk>", NULL},
      {"<1><meta charset=gbk>", "GBK"},
      {"<<meta charset=gbk>", "GBK"},
      {"<metadata charset=gbk>", NULL},
      {"<meta charset=gbk", NULL},
      {"<meta charset='gbk", NULL},
      {"<meta =charset=gbk charset=big5>", "Big5"},
      {"<meta charset>", NULL},
      {"<meta", NULL},
      {"<", NULL},
      {"", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].html);
    const nst_charset *charset = nst_charset_prescan(cases[i].html, strlen(cases[i].html));
    const char *name = charset ? charset->name : "none";
    CHECK_TEXT(name, strlen(name), cases[i].charset ? cases[i].charset : "none");
  }
}

static void xml_declarations_are_found(void) {
  static const page cases[] = {
      {"<?xml version='1.0' encoding='gbk'?>", "GBK"},
      {"<?xml encoding = \"Big5\" ?><rss>", "Big5"},
      {"<?xml version='1.0'?><a encoding='gbk'>", NULL},
      {" <?xml encoding='gbk'?>", NULL},
      {"<?xml encoding=gbk?>", NULL},
      {"<?xml encoding='gbk", NULL},
      {"<?xml encoding='utf-16'?>", "UTF-8"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].html);
    const nst_charset *charset = nst_charset_of_xml(cases[i].html, strlen(cases[i].html));
    const char *name = charset ? charset->name : "none";
    CHECK_TEXT(name, strlen(name), cases[i].charset ? cases[i].charset : "none");
  }
}

/* -- Decoding -------------------------------------------------------------------- */

typedef struct coded {
  const char *label;
  const char *bytes;
  size_t size;
  const char *text;
  size_t replaced;
} coded;

#define BYTES(literal) literal, sizeof literal - 1

static const coded codings[] = {
    {"utf-8", BYTES("a\xE4\xB8\xAD\xF0\x9F\x98\x80"), "a中😀", 0},
    {"utf-8",
     BYTES("\xE4\xB8"
           "a\xFF\xC0\x80"),
     "\uFFFDa\uFFFD\uFFFD\uFFFD", 4},
    {"utf-8", BYTES("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD", 3},
    {"gb2312", BYTES("\xD6\xEC\xE9\x46\xBB\xF9"), "朱镕基", 0},
    {"gbk",
     BYTES("\x80"
           "12 \x81\x30\x81\x30"),
     "€12 \xC2\x80", 0},
    {"gb18030", BYTES("\x95\x32\x82\x36\xA8\xBC\xA6\xD9\xFE\x59\xA3\xA0"), "𠀀ḿ︐龴　", 0},
    {"gbk", BYTES("\xD6\xD0\xFF\xB9\xFA"), "中\uFFFD国", 1},
    {"gbk", BYTES("\xD6<p>\xD6\xD0\xD6"), "\uFFFD<p>中\uFFFD", 2},
    {"gbk", BYTES("\x81\x7F\x81\xFFz"), "\uFFFD\x7F\uFFFDz", 2},
    {"gbk", BYTES("\x81\x30\x81z"), "\uFFFD0亃", 1},
    {"gbk", BYTES("\x81\x30"), "\uFFFD", 1},
    {"big5", BYTES("\xA4\xA4\xB0\xEA\x88\x62\x8E\x69\xA3\xE1\x87\x40"), "中國Ê̄箸€䏰", 0},
    {"big5", BYTES("\x81\x40\xA4\x80\xC8\xFEz"), "\uFFFD@\uFFFDɪz", 2},
    {"shift_jis", BYTES("\x82\xA0\xB1\x81\x60\x87\x40\\~\x1A\x1C\x7F\x80"),
     "あｱ～①\\~\x1A\x1C\x7F\xC2\x80", 0},
    {"shift_jis",
     BYTES("\x81\x81"
           "a\xA0\x85\x40"),
     "＝a\uFFFD\uFFFD@", 2},
    {"euc-jp", BYTES("\xA4\xA2\x8E\xB1\x8F\xB0\xA1\xAD\xA1"), "あｱ丂①", 0},
    {"euc-jp", BYTES("\x8Ez\x8F\xF3\xA1\xA4"), "\uFFFDz\uFFFD\uFFFD", 3},
    {"euc-kr",
     BYTES("\xC7\xD1\x81\x41\xC9\xA1\xFE"
           "A"),
     "한갂\uFFFD\uFFFD"
     "A",
     2},
    {"iso-2022-jp", BYTES("a\x1B$B$\"\x1B(I1\x1B(J\\~\x1B(Bb"), "aあｱ¥‾b", 0},
    {"iso-2022-jp", BYTES("\x1B(B\x1B$B\x1Bx\x80"), "\uFFFD\uFFFD\uFFFD", 3},
    {"windows-1252", BYTES("\x80\x81\xE9"), "€\xC2\x81é", 0},
    {"iso-8859-1", BYTES("\x93\xE9\x94"), "“é”", 0},
    {"windows-1253", BYTES("\xC1\xAA"), "Α\uFFFD", 1},
    {"windows-874", BYTES("\xA1\xDB"), "ก\uFFFD", 1},
    {"iso-8859-16", BYTES("\xAA\xBA\xA4"), "Șș€", 0},
    {"koi8-u", BYTES("\xAE\xD4"), "ўт", 0},
    {"koi8-r", BYTES("\xCD\xC9\xD2"), "мир", 0},
    {"macintosh", BYTES("\x8E\xDB"), "é€", 0},
    {"x-user-defined", BYTES("a\x80\xFF"), "a\uF780\uF7FF", 0},
    {"utf-16le", BYTES("\x2D\x4E\x3D\xD8\x00\xDE\x00\xD8z"), "中😀\uFFFD", 1},
    {"utf-16be", BYTES("\x4E\x2D\xDC\x00\x00"), "中\uFFFD\uFFFD", 2},
    {"hz-gb-2312", BYTES("~{VPNDz~}"), "\uFFFD", 1},
    {"gbk", "", 0, "", 0},
    {"hz-gb-2312", "", 0, "", 0},
};

static void check_decoding(const coded *c) {
  nst_charset_hint hint = {c->label, strlen(c->label), false, true};
  nst_charset_found found = {NULL, NST_CHARSET_DEFAULT, 0};
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  char *exact = malloc(c->size + 1); /* so that a sanitizer sees a byte read too many */
  REQUIRE(exact != NULL);
  memcpy(exact + 1, c->bytes, c->size);
  CHECK_EQUAL(nst_charset_decode(exact + 1, c->size, &hint, &out, &found), NST_OK);
  CHECK_TEXT(out.bytes, out.size, c->text);
  CHECK_EQUAL(found.replaced, c->replaced);
  free(exact);
  nst_buffer_free(&out);
}

static void decodes_by_the_standard(void) {
  for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
    check_note("%s, row %zu", codings[i].label, i);
    check_decoding(codings + i);
  }
}

static void fixups_are_in_order(void) {
  static const char *const names[] = {"GBK", "Big5", "Shift_JIS", "ISO-8859-16", "windows-874"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t count;
    const nst_charset_fixup *fixups = nst_charset_fixups(nst_charset_named(names[i]), &count);
    CHECK(count > 0);
    for (size_t j = 1; j < count; j++) CHECK(fixups[j - 1].bytes < fixups[j].bytes);
  }
}

/* -- Which label counts ------------------------------------------------------------ */

#define ZHONG_GBK "\xD6\xD0\xB9\xFA\xB5\xC4\xD0\xC2\xCE\xC5" /* 中国的新闻 */
#define ZHONG_BIG5 "\xA4\xA4\xB0\xEA\xAA\xBA\xB7\x73\xBB\x44"
#define ZHONG "中国的新闻"
#define FILL_100                                                                                   \
  "                                                                                              " \
  "      "
#define FILL_1000 \
  FILL_100 FILL_100 FILL_100 FILL_100 FILL_100 FILL_100 FILL_100 FILL_100 FILL_100 FILL_100

typedef struct ordered {
  const char *label; /* the transport's, or NULL */
  const char *bytes;
  size_t size;
  const char *name;
  nst_charset_source source;
} ordered;

static void labels_count_in_order(void) {
  static const ordered cases[] = {
      {NULL, BYTES("plain"), "UTF-8", NST_CHARSET_DEFAULT},
      {NULL, "", 0, "UTF-8", NST_CHARSET_DEFAULT},
      {"big5", BYTES("plain"), "Big5", NST_CHARSET_TRANSPORT},
      {"nonsense", BYTES("plain"), "UTF-8", NST_CHARSET_DEFAULT},
      {"utf-16", BYTES("plain text in ASCII, of some words"), "UTF-8", NST_CHARSET_OVERRULED},
      {NULL, BYTES("\xEF\xBB\xBF<meta charset=gbk>" ZHONG), "UTF-8", NST_CHARSET_BOM},
      {"gbk", BYTES("\xEF\xBB\xBFplain"), "UTF-8", NST_CHARSET_BOM},
      {"gbk", BYTES("\xFF\xFE\x2D\x4E"), "UTF-16LE", NST_CHARSET_BOM},
      {"gbk", BYTES("\xFE\xFF\x4E\x2D"), "UTF-16BE", NST_CHARSET_BOM},
      {NULL, BYTES("<meta charset=gbk>" ZHONG_GBK), "GBK", NST_CHARSET_META},
      {"big5", BYTES("<meta charset=gbk>" ZHONG_BIG5), "Big5", NST_CHARSET_TRANSPORT},
      {NULL, BYTES(ZHONG_GBK FILL_1000 FILL_100 "<meta charset=gbk>"), "GBK", NST_CHARSET_META},
      {NULL, BYTES("<?xml version='1.0' encoding='gbk'?>" ZHONG_GBK), "GBK", NST_CHARSET_XML},
      {NULL, BYTES("<?xml encoding='big5'?><meta charset=gbk>" ZHONG_GBK), "GBK", NST_CHARSET_META},
      {NULL, BYTES("<title>" ZHONG_GBK "</title>"), "GBK", NST_CHARSET_DETECTION},
      {NULL, BYTES(ZHONG), "UTF-8", NST_CHARSET_DETECTION},
      {NULL, BYTES("<meta charset=utf-8>" ZHONG), "UTF-8", NST_CHARSET_META},
      {NULL, BYTES("<meta charset=gbk>" ZHONG), "UTF-8", NST_CHARSET_OVERRULED},
      {"iso-8859-1", BYTES(ZHONG), "UTF-8", NST_CHARSET_OVERRULED},
      {"gbk", BYTES("\xC2\xA9 2024"), "UTF-8", NST_CHARSET_OVERRULED},
      {"hz-gb-2312", BYTES(ZHONG), "UTF-8", NST_CHARSET_OVERRULED},
      {"utf-8", BYTES(ZHONG "\xFF"), "UTF-8", NST_CHARSET_TRANSPORT},
      {"utf-8", BYTES(ZHONG_GBK ZHONG_GBK), "GBK", NST_CHARSET_OVERRULED},
      {NULL, BYTES("<meta charset=utf-8>" ZHONG_GBK ZHONG_GBK), "GBK", NST_CHARSET_OVERRULED},
      {"latin1", BYTES("<p>" ZHONG_GBK ZHONG_GBK ZHONG_GBK), "GBK", NST_CHARSET_OVERRULED},
      {"latin1", BYTES("caf\xE9 \xE0 la carte"), "windows-1252", NST_CHARSET_TRANSPORT},
      {"windows-1250", BYTES("caf\xE9 \xE0 la carte"), "windows-1250", NST_CHARSET_TRANSPORT},
      {NULL, BYTES("caf\xE9 \xE0 la carte"), "windows-1252", NST_CHARSET_DETECTION},
      {NULL, BYTES("\x1B$B$3$s$K$A$O\x1B(B"), "ISO-2022-JP", NST_CHARSET_DETECTION},
      {NULL, BYTES("<\0p\0>\0a\0b\0"), "UTF-16LE", NST_CHARSET_DETECTION},
      {NULL, BYTES("\0<\0p\0>\0a\0b"), "UTF-16BE", NST_CHARSET_DETECTION},
      {NULL, BYTES("a\0b plain text with one NUL in it"), "UTF-8", NST_CHARSET_DEFAULT},
      {NULL, BYTES("\x8D\x01\x02\x9D\xFF\x90\x1F\xFF\x81\x07\xFE\x8F\x11"), "windows-1252",
       NST_CHARSET_DEFAULT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const ordered *c = cases + i;
    check_note("row %zu: %s, %.40s", i, c->label ? c->label : "no label", c->bytes);
    nst_charset_hint hint = {c->label, c->label ? strlen(c->label) : 0, true, false};
    nst_charset_found found = {"none", NST_CHARSET_DEFAULT, 0};
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(nst_charset_decode(c->bytes, c->size, &hint, &out, &found), NST_OK);
    CHECK_TEXT(found.name, strlen(found.name), c->name);
    CHECK_EQUAL(found.source, c->source);
    nst_buffer_free(&out);
  }
}

static void meta_tags_are_text_in_text(void) {
  static const char text[] = "<meta charset=big5>" ZHONG_GBK;
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  nst_charset_found found;
  CHECK_EQUAL(nst_charset_decode(text, sizeof text - 1, NULL, &out, &found), NST_OK);
  CHECK_TEXT(out.bytes, out.size, "<meta charset=big5>" ZHONG);
  CHECK_EQUAL(found.source, NST_CHARSET_DETECTION);
  CHECK_EQUAL(nst_charset_decode(text, sizeof text - 1, NULL, &out, NULL), NST_OK);
  nst_buffer_free(&out);
}

/* One charset to the decoder, but a program may want to write the text in it again. */
static void four_bytes_are_gb18030(void) {
  static const struct {
    const char *tail, *name;
  } cases[] = {
      {"", "GBK"},
      {"19", "GBK"},
      {"\xB5\xC4"
       "9",
       "GBK"},
      {"\x81\x30\x81\x30", "gb18030"},
      {"\x81\x39\x81\x39", "gb18030"},
      {"\x95\x32\x82\x36", "gb18030"},
      {"\x84\x30\xFE\x39" ZHONG_GBK, "gb18030"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_buffer text, out;
    nst_buffer_init(&text, NULL);
    nst_buffer_init(&out, NULL);
    for (int j = 0; j < 20; j++)
      CHECK_EQUAL(nst_buffer_append(&text, ZHONG_GBK, sizeof ZHONG_GBK - 1), NST_OK);
    CHECK_EQUAL(nst_buffer_append(&text, cases[i].tail, strlen(cases[i].tail)), NST_OK);
    nst_charset_found found;
    check_note("row %zu", i);
    CHECK_EQUAL(nst_charset_decode(text.bytes, text.size, NULL, &out, &found), NST_OK);
    CHECK_TEXT(found.name, strlen(found.name), cases[i].name);
    nst_buffer_free(&text);
    nst_buffer_free(&out);
  }
}

static void sources_have_names(void) {
  for (int i = NST_CHARSET_DEFAULT; i <= NST_CHARSET_OVERRULED; i++)
    CHECK(nst_charset_source_name((nst_charset_source)i)[0] != 0);
}

/* -- Well-formed beginnings ---------------------------------------------------------- */

/* The quick look agrees with the decoder, wherever the bytes end. */
static void well_formed_as_the_decoder_says(void) {
  static const char *const pieces[] = {"a",
                                       "plain text",
                                       "é",
                                       "中",
                                       "：",
                                       "퟿",
                                       "😀",
                                       "\xE4\xB8",
                                       "\xFF",
                                       "\x80",
                                       "\xED\xA0\x80",
                                       "\xE0\x9F\x80",
                                       "\xF4\x90\x80\x80",
                                       "中文中文中文"};
  uint64_t random = 7;
  nst_utf8_seen none = {0, 0};
  CHECK_EQUAL(nst_utf8_well_formed(NULL, 0, &none), 0);
  for (int round = 0; round < 4000; round++) {
    nst_buffer text;
    nst_buffer_init(&text, NULL);
    size_t known = round % 2 ? sizeof pieces / sizeof *pieces : 7;
    random_text(&random, pieces, known, random_below(&random, round % 4 ? 60 : 400) + 1, &text);
    text.size -= random_below(&random, text.size < 4 ? text.size : 4);
    /* Long ones have one fault at most. */
    if (round % 8 == 4) text.bytes[random_below(&random, text.size)] = (char)random_next(&random);
    size_t expected = 0, doubles = 0, longer = 0;
    while (expected < text.size) {
      uint32_t c;
      size_t length = nst_utf8_decode(text.bytes + expected, text.size - expected, &c);
      if (c == NST_REPLACEMENT) break;
      expected += length;
      doubles += length == 2;
      longer += length > 2;
    }
    nst_utf8_seen seen = {0, 0};
    CHECK_EQUAL(nst_utf8_well_formed(text.bytes, text.size, &seen), expected);
    CHECK_EQUAL(seen.doubles, doubles);
    CHECK_EQUAL(seen.longer, longer);
    nst_buffer_free(&text);
  }
}

/* -- Hostile bytes --------------------------------------------------------------------- */

/* Each piece a million bytes long, which a quadratic step would never finish. */
static void hostile_bytes_are_decoded(void) {
  static const char *const pieces[] = {"<",
                                       "<!--",
                                       "<meta ",
                                       "<meta charset=",
                                       "<script>",
                                       "</script",
                                       "<a b=",
                                       "<a \"",
                                       "charset ",
                                       "<meta content=charset ",
                                       "\x81",
                                       "\x81\x30",
                                       "\xFF",
                                       "\x1B$",
                                       "\x1B(B\x1B$B",
                                       "<?xml encoding=",
                                       "\xE4\xB8",
                                       "\xC2\xA9",
                                       "&#x80;",
                                       "\xA4\x40\xFF",
                                       "a\xE9",
                                       "\xD6\xD0<"};
  enum { SIZE = 1000000 };
  uint64_t random = 3;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    for (int bad = 0; bad < 2; bad++) {
      check_note("%s, %d", pieces[i], bad);
      nst_buffer bytes, out;
      nst_buffer_init(&bytes, NULL);
      nst_buffer_init(&out, NULL);
      if (bad) nst_buffer_append(&bytes, "\xFF\xD6\xD0", 3);
      random_text(&random, pieces + i, 1, SIZE, &bytes);
      nst_charset_hint hint = {.html = true};
      CHECK_EQUAL(nst_charset_decode(bytes.bytes, bytes.size, &hint, &out, NULL), NST_OK);
      CHECK(out.size > 0 && out.size <= 3 * bytes.size);
      nst_buffer_free(&bytes);
      nst_buffer_free(&out);
    }
}

static const check_test tests[] = {
    {"labels mean charsets", labels_mean_charsets},
    {"other labels mean nothing", other_labels_mean_nothing},
    {"meta tags are found", meta_tags_are_found},
    {"XML declarations are found", xml_declarations_are_found},
    {"decodes by the standard", decodes_by_the_standard},
    {"fix-ups are in order", fixups_are_in_order},
    {"labels count in order", labels_count_in_order},
    {"meta tags are text in text", meta_tags_are_text_in_text},
    {"text with characters of four bytes is gb18030", four_bytes_are_gb18030},
    {"sources have names", sources_have_names},
    {"hostile bytes are decoded", hostile_bytes_are_decoded},
    {"well-formed as the decoder says", well_formed_as_the_decoder_says},
};

CHECK_SUITE(charset);
