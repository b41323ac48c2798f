/* Which characters go into text, and the short ways by which most are known. */
#include "check.h"
#include "core/characters.h"
#include "support.h"

/* All of Unicode, in blocks of exactly their size and with text behind them. */
static void runs_take_what_the_rule_keeps(void) {
  for (uint32_t c = 1; c <= 0x10FFFF; c++) {
    if (c == ' ' || (c >= 0xD800 && c <= 0xDFFF)) continue;
    char text[8];
    size_t size = nst_utf8_encode(c, text);
    bool kept = nst_character_rule_of(c) == NST_CHARACTER_KEPT;
    if (nst_plain_run(text, size) != (kept ? size : 0)) {
      check_note("U+%04X", c);
      CHECK_EQUAL(nst_plain_run(text, size), kept ? size : 0);
    }
    memcpy(text + size, " a.", 3);
    CHECK_EQUAL(nst_plain_run(text, size + 3), kept ? size + 3 : 0);
  }
}

static void runs_end_at_what_is_no_plain_text(void) {
  static const struct {
    const char *text;
    size_t run;
  } cases[] = {
      {"a b c", 5},          {"a  b", 1},         {"a b ", 3},
      {"a\nb", 1},           {"a \xC2\xADz", 1},  {"\xC3\xA9 \xC3\xA9", 2},
      {"中 文字", 10},       {"中文\xE4\xB8", 6}, {"a\xE4\xB8z", 1},
      {"a\xFFz", 1},         {"\xC3", 0},         {"\xE2\x80", 0},
      {"a\xE2\x80\x8Bz", 1}, {"“中”…", 12},       {"\xC0\x80", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    CHECK_EQUAL(nst_plain_run(cases[i].text, strlen(cases[i].text)), cases[i].run);
  }
}

/* Whether a space before the character stays one with it: of ASCII, Han and the like, full-width
   forms, dashes and quotes. */
static bool holds_a_space(uint32_t c) {
  return c < 0x80 || (c >= 0x3000 && c <= 0xCFFF) || (c >= 0xFF00 && c <= 0xFF7F) ||
         (c >= 0x2010 && c <= 0x2027);
}

/* The length of the kept, well-formed character here, no space; 0 where there is none. */
static size_t kept_here(const char *text, size_t size, uint32_t *c) {
  *c = 0;
  size_t length = size ? nst_utf8_decode(text, size, c) : 0;
  bool is_kept = *c != NST_REPLACEMENT && nst_character_rule_of(*c) == NST_CHARACTER_KEPT;
  return is_kept ? length : 0;
}

static size_t run_by_characters(const char *text, size_t size) {
  uint32_t c;
  for (size_t at = 0;;) {
    size_t length = kept_here(text + at, size - at, &c);
    if (!length && at && at < size && text[at] == ' ') {
      length = kept_here(text + at + 1, size - at - 1, &c);
      if (!length || !holds_a_space(c)) return at;
      length++;
    }
    if (!length) return at;
    at += length;
  }
}

/* Texts longer than what is looked at at once, with and without a fault somewhere. */
static void runs_are_those_of_characters(void) {
  static const char *const pieces[] = {
      "a", "word word", "中", "文字，", "“引”",         "。",          "é",
      "😀", " 中",       "ก",  "한",     "\xEF\xBD\xBF", "\xE2\x80\xA8"};
  uint64_t random = 11;
  for (int round = 0; round < 4000; round++) {
    nst_buffer text;
    nst_buffer_init(&text, NULL);
    size_t known = round % 3 ? 6 : sizeof pieces / sizeof *pieces;
    random_text(&random, pieces, known, random_below(&random, 120) + 1, &text);
    text.size -= random_below(&random, text.size < 4 ? text.size : 4);
    if (round % 2) text.bytes[random_below(&random, text.size)] = (char)random_next(&random);
    if (round % 16 == 2) text.bytes[random_below(&random, text.size)] = ' ';
    if (text.bytes[0] != ' ')
      CHECK_EQUAL(nst_plain_run(text.bytes, text.size), run_by_characters(text.bytes, text.size));
    nst_buffer_free(&text);
  }
}

/* Joiners mean something behind letters that they shape, and behind emoji. */
static void joiners_stay_behind_what_they_join(void) {
  static const struct {
    uint32_t before;
    bool keeps;
  } cases[] = {{'a', false},    {0x4E2D, false},  {0x58F, false},  {0x590, true},  {0x915, true},
               {0x18AF, true},  {0x18B0, false},  {0x218F, false}, {0x2190, true}, {0x2764, true},
               {0x2BFF, true},  {0x2C00, false},  {0xFDFF, false}, {0xFE00, true}, {0xFE0F, true},
               {0xFE10, false}, {0x1EFFF, false}, {0x1F000, true}, {0x1F468, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[8] = "a";
    size_t size = 1 + nst_utf8_encode(cases[i].before, text + 1);
    check_note("U+%04X", (unsigned)cases[i].before);
    CHECK_EQUAL(nst_keeps_joiner(text, size), cases[i].keeps);
  }
  CHECK(!nst_keeps_joiner("", 0));
}

static const check_test tests[] = {
    {"runs take what the rule keeps", runs_take_what_the_rule_keeps},
    {"runs end at what is no plain text", runs_end_at_what_is_no_plain_text},
    {"runs are those of characters", runs_are_those_of_characters},
    {"joiners stay behind what they join", joiners_stay_behind_what_they_join},
};

CHECK_SUITE(characters);
