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

static const check_test tests[] = {
    {"runs take what the rule keeps", runs_take_what_the_rule_keeps},
    {"runs end at what is no plain text", runs_end_at_what_is_no_plain_text},
};

CHECK_SUITE(characters);
