/* The texts in spec/charsets, in each charset that can write them: found from
   200 characters up, whole and damaged, bare and inside of markup. */
#include "check.h"
#include "core/charset.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

enum { MOST_BYTES = 16 * 1024 };

/* Each with the converter that writes it; GB18030 stands for GBK too. */
static const char *const charsets[][2] = {
    {"UTF-8", "UTF-8"},
    {"UTF-16LE", "UTF-16LE"},
    {"UTF-16BE", "UTF-16BE"},
    {"GBK", "windows-936-2000"},
    {"gb18030", "gb18030"},
    {"Big5", "ibm-1375_P100-2008"},
    {"Shift_JIS", "ibm-943_P15A-2003"},
    {"EUC-JP", "euc-jp-2007"},
    {"ISO-2022-JP", "ISO-2022-JP"},
    {"EUC-KR", "windows-949-2000"},
    {"windows-1251", "ibm-5347_P100-1998"},
    {"KOI8-R", "ibm-878_P100-1996"},
    {"KOI8-U", "ibm-1168_P100-2002"},
    {"ISO-8859-5", "ibm-915_P100-1995"},
    {"IBM866", "ibm-866_P100-1995"},
    {"x-mac-cyrillic", "macos-7_3-10.2"},
    {"windows-1252", "ibm-5348_P100-1997"},
    {"ISO-8859-15", "ibm-923_P100-1998"},
    {"macintosh", "macos-0_2-10.2"},
    {"windows-1250", "ibm-5346_P100-1998"},
    {"ISO-8859-2", "ibm-912_P100-1995"},
    {"windows-1254", "ibm-5350_P100-1998"},
    {"windows-1257", "ibm-9449_P100-2002"},
    {"windows-1258", "ibm-5354_P100-1998"},
};

static const char *const names[] = {
    "zh-flood",   "zh-economy", "zh-hant-election", "zh-hant-culture", "ja-railway", "ja-science",
    "ko-weather", "ko-economy", "ru-city",          "fr-culture",      "de-energy",  "pl-transport",
};

typedef struct text {
  char bytes[MOST_BYTES];
  size_t size;
} text;

static bool read_text(const char *name, text *out) {
  char path[64];
  snprintf(path, sizeof path, "spec/charsets/%s.txt", name);
  FILE *file = fopen(path, "rb");
  if (!CHECK(file != NULL)) return false;
  out->size = fread(out->bytes, 1, sizeof out->bytes, file);
  fclose(file);
  return CHECK(out->size > 0 && out->size < sizeof out->bytes);
}

/* Cuts a text to so many characters. */
static void cut_text(text *t, size_t characters) {
  size_t at = 0;
  uint32_t c;
  while (at < t->size && characters--) at += nst_utf8_decode(t->bytes + at, t->size - at, &c);
  t->size = at;
}

/* Writes a text in a charset; false where it has not all the characters. */
static bool encode(const text *from, const char *converter, text *to) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *encoder = ucnv_open(converter, &error);
  if (!CHECK(U_SUCCESS(error))) return false;
  ucnv_setFromUCallBack(encoder, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
  static UChar units[MOST_BYTES];
  int32_t length;
  u_strFromUTF8(units, MOST_BYTES, &length, from->bytes, (int32_t)from->size, &error);
  to->size = (size_t)ucnv_fromUChars(encoder, to->bytes, MOST_BYTES, units, length, &error);
  ucnv_close(encoder);
  return U_SUCCESS(error);
}

/* What the bytes are without any hint; the caller frees the text. */
static nst_charset_found detect(const text *bytes, nst_buffer *out) {
  nst_charset_found found = {NULL, NST_CHARSET_DEFAULT, 0};
  nst_buffer_init(out, NULL);
  CHECK_EQUAL(nst_charset_decode(bytes->bytes, bytes->size, NULL, out, &found), NST_OK);
  return found;
}

static text whole, part, encoded;
static const char *converter; /* that encoded it */

static void each_text(void (*check)(const char *charset)) {
  static const size_t lengths[] = {200, SIZE_MAX};
  size_t written = 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    REQUIRE(read_text(names[i], &whole));
    for (size_t j = 0; j < sizeof charsets / sizeof *charsets; j++)
      for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        part = whole;
        cut_text(&part, lengths[k]);
        converter = charsets[j][1];
        if (!encode(&part, converter, &encoded)) continue;
        written++;
        check_note("%s in %s, %zu bytes", names[i], charsets[j][0], encoded.size);
        check(charsets[j][0]);
      }
  }
  CHECK_EQUAL(written, 189);
}

static bool is_two_byte(const char *charset) {
  const nst_charset *known = nst_charset_named(charset);
  return known->coder == NST_CODER_GB18030 || known->coder == NST_CODER_BIG5 ||
         known->coder == NST_CODER_EUC_KR || known->coder == NST_CODER_SHIFT_JIS ||
         known->coder == NST_CODER_EUC_JP;
}

static void check_whole(const char *charset) {
  (void)charset;
  nst_buffer out;
  nst_charset_found found = detect(&encoded, &out);
  CHECK_BYTES(out.bytes, out.size, part.bytes, part.size);
  CHECK_EQUAL(found.replaced, 0);
  CHECK_EQUAL(found.source, NST_CHARSET_DETECTION);
  nst_buffer_free(&out);
}

/* A byte that is wrong everywhere in the middle of the text, and a last character
   of which the end is missing. */
static void check_damaged(const char *charset) {
  bool is_utf8 = strcmp(charset, "UTF-8") == 0;
  if (!is_utf8 && !is_two_byte(charset)) return;
  static text half;
  half = part;
  cut_text(&half, 100);
  REQUIRE(encode(&half, converter, &half));
  size_t at = half.size;
  memmove(encoded.bytes + at + 1, encoded.bytes + at, encoded.size - at);
  encoded.bytes[at] = '\xFF';
  encoded.bytes[encoded.size + 1] = '\xE4';
  encoded.size += 2;
  nst_buffer out;
  nst_charset_found found = detect(&encoded, &out);
  CHECK_EQUAL(found.replaced, 2);
  CHECK_EQUAL(out.size, part.size + 6);
  CHECK(out.size > 3 && memcmp(out.bytes + out.size - 3, "\xEF\xBF\xBD", 3) == 0);
  nst_buffer_free(&out);
}

static void check_nuls(const char *charset) {
  if (nst_charset_named(charset)->coder != NST_CODER_UTF_8 && !is_two_byte(charset)) return;
  for (size_t i = 0; i < 3; i++) encoded.bytes[encoded.size++] = 0;
  nst_buffer out;
  nst_charset_found found = detect(&encoded, &out);
  CHECK_EQUAL(found.replaced, 0);
  CHECK_EQUAL(out.size, part.size + 3);
  CHECK(out.size > 3 && memcmp(out.bytes, part.bytes, part.size) == 0);
  nst_buffer_free(&out);
}

/* Much more markup than text. */
static void check_in_markup(const char *charset) {
  static const char tags[] = "</p>\n<p class=\"article-text\" data-number=\"12\">";
  if (!nst_charset_is_ascii_based(nst_charset_named(charset))) return;
  nst_buffer html, expected, out;
  nst_buffer_init(&html, NULL);
  nst_buffer_init(&expected, NULL);
  for (int i = 0; i < 200; i++) {
    nst_buffer_append(&html, tags, sizeof tags - 1);
    nst_buffer_append(&expected, tags, sizeof tags - 1);
  }
  nst_buffer_append(&html, encoded.bytes, encoded.size);
  nst_buffer_append(&expected, part.bytes, part.size);
  nst_buffer_init(&out, NULL);
  nst_charset_hint hint = {.html = true};
  nst_charset_found found;
  CHECK_EQUAL(nst_charset_decode(html.bytes, html.size, &hint, &out, &found), NST_OK);
  CHECK_BYTES(out.bytes, out.size, expected.bytes, expected.size);
  nst_buffer_free(&html);
  nst_buffer_free(&expected);
  nst_buffer_free(&out);
}

/* A wrong label gives way to UTF-8, and one of UTF-8 to Chinese, Japanese and
   Korean charsets; so does one of those to another. */
static void check_wrong_label(const char *charset) {
  static const char *const labels[] = {"UTF-8", "gb2312", "big5", "euc-kr", "iso-8859-1"};
  const nst_charset *known = nst_charset_named(charset);
  bool is_utf8 = known->coder == NST_CODER_UTF_8;
  if (!is_utf8 && !is_two_byte(charset)) return;
  /* Text of few letters beyond ASCII is not certain to be anything but UTF-8. */
  size_t ascii = 0;
  for (size_t i = 0; i < encoded.size; i++) ascii += !(encoded.bytes[i] & 0x80);
  if (!is_utf8 && ascii > encoded.size / 2) return;
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    nst_charset_hint hint = {labels[i], strlen(labels[i]), false, false};
    /* These two have kana in common, and kanji alone do not tell enough. */
    if (strcmp(hint.label, "gb2312") == 0 && known->coder == NST_CODER_EUC_JP) continue;
    bool is_right = nst_charset_of_label(hint.label, hint.label_size)->coder == known->coder;
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    nst_charset_found found;
    nst_status status = nst_charset_decode(encoded.bytes, encoded.size, &hint, &out, &found);
    CHECK_EQUAL(status, NST_OK);
    CHECK_BYTES(out.bytes, out.size, part.bytes, part.size);
    CHECK_EQUAL(found.source, is_right ? NST_CHARSET_TRANSPORT : NST_CHARSET_OVERRULED);
    nst_buffer_free(&out);
  }
}

static void check_right_label(const char *charset) {
  nst_charset_hint hint = {charset, strlen(charset), true, false};
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  nst_charset_found found;
  nst_status status = nst_charset_decode(encoded.bytes, encoded.size, &hint, &out, &found);
  CHECK_EQUAL(status, NST_OK);
  CHECK_BYTES(out.bytes, out.size, part.bytes, part.size);
  CHECK(strcmp(found.name, charset) == 0);
  CHECK_EQUAL(found.source, NST_CHARSET_TRANSPORT);
  nst_buffer_free(&out);
}

static void texts_are_found(void) { each_text(check_whole); }
static void damaged_texts_are_found(void) { each_text(check_damaged); }
static void texts_with_nuls_are_found(void) { each_text(check_nuls); }
static void texts_in_markup_are_found(void) { each_text(check_in_markup); }
static void right_labels_are_obeyed(void) { each_text(check_right_label); }
static void wrong_labels_are_overruled(void) { each_text(check_wrong_label); }

static const check_test tests[] = {
    {"texts are found in each charset", texts_are_found},
    {"damaged texts are found", damaged_texts_are_found},
    {"texts with NULs are found", texts_with_nuls_are_found},
    {"texts in much markup are found", texts_in_markup_are_found},
    {"right labels are obeyed", right_labels_are_obeyed},
    {"wrong labels are overruled", wrong_labels_are_overruled},
};

CHECK_SUITE(charset_detection);
