/* Keys: NFKC, case folding, traditional to simplified. */
#include "check.h"
#include "core/lexicon.h"
#include "support.h"

#include <stdlib.h>

static const nst_lexicon *lexicon; /* of the running test */

static void with_lexicon(void (*body)(void)) {
  nst_lexicon *opened = open_lexicon();
  REQUIRE(opened != NULL);
  lexicon = opened;
  body();
  nst_lexicon_close(opened);
}

static void fold(const char *word, size_t size, nst_buffer *out) {
  out->size = 0;
  CHECK_EQUAL(nst_lexicon_fold(lexicon, word, size, out), NST_OK);
}

static const struct {
  const char *given;
  const char *folded;
} cases[] = {
    {"", ""},
    {"abc", "abc"},
    {"ABC xyz 09", "abc xyz 09"},
    {"ÀÉ", "àé"},
    {"ΑΣΑΣ", "ασασ"},
    {"ς", "σ"},
    {"Ж", "ж"},
    {"Straße STRASSE", "strasse strasse"},
    {"İ", "i̇"},
    {"ＡＢＣ１２３", "abc123"},
    {"ｶﾞｷﾞ", "ガギ"},
    {"　", " "},
    {"ﬁnal ﬃ", "final ffi"},
    {"Ǆ", "dž"},
    {"①㎏㍻", "1kg平成"},
    {"…‼", "...!!"},
    {"x²", "x2"},
    {"e\u0301", "é"},
    {"E\u0301\u0323", "ẹ\u0301"},
    {"\u1112\u1161\u11AB", "한"},
    {"か\u3099", "が"},
    {"soft\u00ADhyphen", "softhyphen"},
    {"zero\u200Bwidth\uFEFF", "zerowidth"},
    {"武漢", "武汉"},
    {"武汉", "武汉"},
    {"經濟學家", "经济学家"},
    {"中華人民共和國", "中华人民共和国"},
    {"漢A字Ｂ", "汉a字b"},
    {"卡拉ＯＫ", "卡拉ok"},
    {"\uF900", "岂"}, /* a compatibility form of a traditional character */
    {"漢é", "汉é"},   /* by way of ICU, and simplified still */
    {"漢ﬁ國", "汉fi国"},
    {"𠮷", "𠮷"},
    {"👨‍👩‍👧", "👨👩👧"},
    {"\xFF", "\uFFFD"},
    {"武\xE6\xBC", "武\uFFFD"},
    {"A\xC0\xAF漢", "a\uFFFD\uFFFD汉"},
    {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
};

static void check_cases(void) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].given);
    fold(cases[i].given, strlen(cases[i].given), &out);
    CHECK_TEXT(out.bytes, out.size, cases[i].folded);
  }
  fold("A\0B", 3, &out);
  CHECK_BYTES(out.bytes, out.size, "a\0b", 3);
  fold(NULL, 0, &out);
  CHECK_EQUAL(out.size, 0);
  nst_buffer_free(&out);
}

static void folds_cases(void) { with_lexicon(check_cases); }

static void check_appending(void) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    out.size = 0;
    CHECK_EQUAL(nst_buffer_append(&out, "<>", 2), NST_OK);
    CHECK_EQUAL(nst_lexicon_fold(lexicon, cases[i].given, strlen(cases[i].given), &out), NST_OK);
    check_note("%s", cases[i].given);
    CHECK_TEXT(out.bytes, 2, "<>");
    CHECK_TEXT(out.bytes + 2, out.size - 2, cases[i].folded);
  }
  nst_buffer_free(&out);
}

static void appends(void) { with_lexicon(check_appending); }

/* Longer than what fits on a stack, with each kind of growth. */
static void check_long_input(void) {
  static const struct {
    const char *piece;
    const char *folded;
  } pieces[] = {{"A", "a"},   {"漢", "汉"},       {"漢é", "汉é"},
                {"ﬃ", "ffi"}, {"\xFF", "\uFFFD"}, {"ﷺ", "صلى الله عليه وسلم"}}; /* 3 bytes to 33 */
  nst_buffer text, expected, out;
  nst_buffer_init(&text, NULL);
  nst_buffer_init(&expected, NULL);
  nst_buffer_init(&out, NULL);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    for (size_t count = 30; count < 100000; count = count * 3 + 1) {
      text.size = expected.size = 0;
      for (size_t j = 0; j < count; j++) {
        CHECK_EQUAL(nst_buffer_append(&text, pieces[i].piece, strlen(pieces[i].piece)), NST_OK);
        CHECK_EQUAL(nst_buffer_append(&expected, pieces[i].folded, strlen(pieces[i].folded)),
                    NST_OK);
      }
      check_note("%zu times %s", count, pieces[i].piece);
      fold(text.bytes, text.size, &out);
      CHECK_BYTES(out.bytes, out.size, expected.bytes, expected.size);
    }
  nst_buffer_free(&text);
  nst_buffer_free(&expected);
  nst_buffer_free(&out);
}

static void folds_long_input(void) { with_lexicon(check_long_input); }

static void check_idempotence(const char *text, size_t size, nst_buffer *once, nst_buffer *twice) {
  fold(text, size, once);
  fold(once->bytes, once->size, twice);
  CHECK_BYTES(twice->bytes, twice->size, once->bytes, once->size);
}

static const char *const pieces[] = {
    "a",  "B",  "ß",  "İ",      "ﬁ",      "Ａ",     "é", "E",      "\u0301", "\u0323", "漢",
    "汉", "國", "豈", "\uF900", "\u3099", "か",     "ｶ", "ﾞ",      "\u1112", "\u1161", "\u11AB",
    "한", "ก",  "ำ",  "\u00AD", "\u200D", "\uFE0F", "👩", "①",      "㍿",     "ﷺ",      "0",
    " ",  "　", "…",  "\xFF",   "\xE4",   "\x80",   "ς", "\u0345", "ᾳ",      "Ω",      "丽"};

static void check_random_strings(void) {
  nst_buffer text, once, twice;
  nst_buffer_init(&text, NULL);
  nst_buffer_init(&once, NULL);
  nst_buffer_init(&twice, NULL);
  uint64_t state = 3;
  for (int round = 0; round < 20000; round++) {
    text.size = 0;
    random_text(&state, pieces, sizeof pieces / sizeof *pieces, random_below(&state, 40), &text);
    for (size_t more = random_below(&state, 4); more; more--) {
      char bytes[4];
      uint32_t c = (uint32_t)random_below(&state, round % 2 ? 0x3400 : 0x110000);
      CHECK_EQUAL(nst_buffer_append(&text, bytes, nst_utf8_encode(c, bytes)), NST_OK);
    }
    check_note("round %d", round);
    check_idempotence(text.bytes, text.size, &once, &twice);
  }
  nst_buffer_free(&text);
  nst_buffer_free(&once);
  nst_buffer_free(&twice);
}

static void folding_twice_is_folding_once(void) { with_lexicon(check_random_strings); }

/* Characters of the lexicon are folded from its table, others by ICU.  A soft
   hyphen, which folds to nothing, sends every word to ICU. */
static void check_all_characters(void) {
  nst_buffer once, twice;
  nst_buffer_init(&once, NULL);
  nst_buffer_init(&twice, NULL);
  for (uint32_t c = 1; c <= 0x10FFFF; c++) {
    if (c >= 0x30000 && c < 0xE0000) continue; /* nothing is there yet */
    char bytes[8];
    size_t size = nst_utf8_encode(c, bytes);
    check_note("U+%04X", (unsigned)c);
    check_idempotence(bytes, size, &once, &twice);
    if (!nst_lexicon_character(lexicon, c)->code) continue;
    memcpy(bytes + size, "\u00AD", 2);
    fold(bytes, size + 2, &twice);
    CHECK_BYTES(once.bytes, once.size, twice.bytes, twice.size);
  }
  nst_buffer_free(&once);
  nst_buffer_free(&twice);
}

static void both_ways_fold_alike(void) { with_lexicon(check_all_characters); }

static void check_words(void) {
  word_file file;
  nst_buffer key;
  nst_buffer_init(&key, NULL);
  size_t different = 0;
  if (CHECK(word_file_open(&file, false)))
    for (size_t i = 0; i < file.count; i++) {
      double cost = 0, cost_of_key = 1;
      fold(file.words[i], file.sizes[i], &key);
      nst_lexicon_find(lexicon, file.words[i], file.sizes[i], &cost, NULL);
      nst_lexicon_find(lexicon, key.bytes, key.size, &cost_of_key, NULL);
      different += cost != cost_of_key;
    }
  CHECK_EQUAL(different, 0);
  word_file_close(&file);
  nst_buffer_free(&key);
}

static void keys_of_words_are_words(void) { with_lexicon(check_words); }

static const check_test tests[] = {
    {"width, case, composition and script are folded", folds_cases},
    {"the key is appended", appends},
    {"long words are folded", folds_long_input},
    {"folding twice is folding once", folding_twice_is_folding_once},
    {"the lexicon's table and ICU fold alike", both_ways_fold_alike},
    {"the key of a word of the lexicon is that word", keys_of_words_are_words},
};

CHECK_SUITE(fold);
