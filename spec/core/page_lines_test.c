/* Lines of a page's text: what is kept of them, and the signs of dates, authors and sources. */
#include "core/page_lines.h"

#include "check.h"

#include <string.h>

typedef struct line_case {
  const char *text;
  uint32_t signs;
} line_case;

static void check_signs(const line_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const line_case *one = cases + i;
    check_note("%s", one->text);
    CHECK_EQUAL(nst_page_signs_of(one->text, strlen(one->text)), one->signs);
  }
}

#define CHECK_SIGNS(cases) check_signs(cases, sizeof cases / sizeof *cases)

enum { DATE = NST_SIGN_DATE, HAN = NST_SIGN_HAN, MARK = NST_SIGN_PUNCTUATION };

static void dates_of_digits(void) {
  static const line_case cases[] = {
      {"20260124", DATE},    {"19991231", DATE},   {"21260124", 0},    {"2026012", 0},
      {"202601245", 0},      {"2026-01-24", DATE}, {"2026/1/2", DATE}, {"2026-1-", 0},
      {"2026-123-1", 0},     {"2026-1/2", 0},      {"2026--1", 0},     {"2026-01", 0},
      {"2026", 0},           {"1-2-3", DATE},      {"2126-1-2", 0},    {"113/01/24", DATE},
      {"213/01/24", 0},      {"113.01.24", MARK},  {"113", 0},         {"08-12 10:15", DATE},
      {"08/12 1:15", DATE},  {"08-12 10", 0},      {"08-12 :10", 0},   {"08-1 10:15", 0},
      {"08-12-10:15", DATE}, {"08-123 10:15", 0},  {"08x12 10:15", 0},
  };
  CHECK_SIGNS(cases);
}

static void dates_with_names(void) {
  static const line_case cases[] = {
      {"2026年", DATE | HAN},
      {"2026 年", DATE | HAN},
      {"12345年", HAN},
      {"7月", DATE | HAN},
      {"12 月", DATE | HAN},
      {"113月", HAN},
      {"3 January, 2026", DATE | MARK},
      {"3. Fev 2026", DATE | MARK},
      {"3 and/or 2026", 0},
      {"January 2026", DATE},
      {"2026 jan", DATE},
      {"Dec. 2", DATE | MARK},
      {"2-dec", DATE},
      {"december", 0},
      {"de 2", 0},
      {"xyz 2", 0},
  };
  CHECK_SIGNS(cases);
}

static void dates_of_wide_characters(void) {
  static const line_case cases[] = {{"０", DATE},
                                    {"９", DATE},
                                    {"／", 0},
                                    {"：", 0},
                                    {"©", DATE},
                                    {"二零二六", DATE | HAN},
                                    {"二〇", DATE | HAN},
                                    {"二○", DATE | HAN},
                                    {"一九九八", DATE | HAN},
                                    {"一〇", HAN},
                                    {"一零", HAN},
                                    {"二九", HAN},
                                    {"一", HAN},
                                    {"\u9FFF", HAN},
                                    {"\uA000", 0},
                                    {"\u4DFF", 0},
                                    {"。", MARK},
                                    {"，", MARK},
                                    {"、", 0},
                                    {"»", NST_SIGN_ARROW},
                                    {"›", NST_SIGN_ARROW},
                                    {"＞", NST_SIGN_ARROW}};
  CHECK_SIGNS(cases);
}

static void labels_before_values(void) {
  static const line_case cases[] = {
      {"位置", HAN | NST_SIGN_WORD},
      {"作者：", HAN | NST_SIGN_AUTHOR},
      {"来源", HAN | NST_SIGN_SOURCE},
      {"出處", HAN | NST_SIGN_SOURCE},
      {"责编", HAN | NST_SIGN_EDITOR},
      {"责任编辑", HAN | NST_SIGN_EDITOR | NST_SIGN_WORD},
      {"文字", HAN | NST_SIGN_CAPTION},
      {"首页>", HAN | NST_SIGN_WORD | NST_SIGN_ARROW},
      {"作文", HAN},
      {"位者", HAN},
      {"By", NST_SIGN_WORD},
      {"copyright", NST_SIGN_WORD},
      {"bye", 0},
      {"a.b,c!d?e", MARK},
      {"a>b", NST_SIGN_ARROW},
      {"a;b:c", 0},
      {"", 0},
  };
  CHECK_SIGNS(cases);
}

static void white_space_is_one_space(void) {
  nst_page_line line;
  nst_page_line_clear(&line);
  nst_page_line_add(&line, " \t\n", 3, false);
  CHECK_EQUAL(line.size, 0);
  nst_page_line_add(&line, "a\xC2\xA0\xE3\x80\x80", 6, false);
  nst_page_line_add(&line, "\n", 1, false);
  nst_page_line_add(&line, "©〇", strlen("©〇"), true);
  nst_page_line_add(&line, " ", 1, true);
  CHECK_TEXT(line.text, line.kept, "a ©〇");
  CHECK_EQUAL(line.size, strlen("a ©〇"));
  CHECK_EQUAL(line.link_size, strlen(" ©〇"));
}

/* Behind a character that does not fit whole nothing is kept, though it would fit. */
static void long_lines_keep_their_beginning(void) {
  nst_page_line line;
  nst_page_line_clear(&line);
  for (size_t i = 0; i < NST_PAGE_LINE_BYTES - 2; i++) nst_page_line_add(&line, "a", 1, false);
  CHECK_EQUAL(line.kept, NST_PAGE_LINE_BYTES - 2);
  nst_page_line_add(&line, "中", 3, false);
  nst_page_line_add(&line, "b", 1, false);
  CHECK_EQUAL(line.kept, NST_PAGE_LINE_BYTES - 2);
  CHECK_EQUAL(line.size, NST_PAGE_LINE_BYTES + 2);
  nst_page_line_clear(&line);
  nst_page_line_add(&line, "c", 1, false);
  CHECK_TEXT(line.text, line.kept, "c");
}

static const check_test tests[] = {
    {"dates of digits", dates_of_digits},
    {"dates with names of months, or of years", dates_with_names},
    {"dates of wide characters", dates_of_wide_characters},
    {"labels before values", labels_before_values},
    {"white space is one space", white_space_is_one_space},
    {"long lines keep their beginning", long_lines_keep_their_beginning},
};

CHECK_SUITE(page_lines);
