/* JSON passed over, and its strings and numbers read. */
#include "core/json_scan.h"

#include "check.h"

#include <stdlib.h>

/* A scan of a copy of exactly this size, so that a sanitizer sees a byte read too many. */
static nst_json_scan open_copy(const char *text, char **copy) {
  size_t size = strlen(text);
  *copy = malloc(size ? size : 1);
  if (*copy && size) memcpy(*copy, text, size);
  nst_json_scan scan = {.text = *copy, .size = *copy ? size : 0};
  nst_buffer_init(&scan.scratch, NULL);
  return scan;
}

static void close_copy(nst_json_scan *scan, char *copy) {
  nst_buffer_free(&scan->scratch);
  free(copy);
}

static void values_are_passed_over(void) {
  static const char *const good[] = {"1",
                                     "-0",
                                     "0.5",
                                     "-1e5",
                                     "12E-3",
                                     "1.25e+10",
                                     "true",
                                     "false",
                                     "null",
                                     "\"\"",
                                     "[]",
                                     " [ ] ",
                                     "{}",
                                     "[1]",
                                     "[[],{},[{}]]",
                                     "{\"a\":[1,{\"b\":null}],\"c\":{}}",
                                     "\"\\u0041\\\"\\\\\"",
                                     "[\"]\",\"}\"]"};
  static const char *const bad[] = {
      "",           "-",     "01",        "1.",      ".5",        "1e",      "+1",
      "tru",        "nul",   "\"",        "\"\\\"",  "[",         "[1",      "[1,",
      "[1,]",       "[,1]",  "[1 2]",     "[}",      "{",         "{\"a\"}", "{\"a\":}",
      "{\"a\":1,}", "{1:2}", "{\"a\":1]", "\"\\x\"", "\"\\u12\"", "]"};
  char *copy;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    check_note("%s", good[i]);
    nst_json_scan scan = open_copy(good[i], &copy);
    CHECK(nst_json_skip(&scan));
    CHECK(!nst_json_peek(&scan));
    CHECK_EQUAL(scan.at, scan.size);
    close_copy(&scan, copy);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    check_note("%s", bad[i]);
    nst_json_scan scan = open_copy(bad[i], &copy);
    CHECK(!nst_json_skip(&scan));
    close_copy(&scan, copy);
  }
}

static void depth_is_bounded(void) {
  char text[2 * NST_JSON_DEPTH + 3];
  for (size_t depth = NST_JSON_DEPTH; depth <= NST_JSON_DEPTH + 1; depth++) {
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    nst_json_scan scan = {.text = text, .size = 2 * depth};
    nst_buffer_init(&scan.scratch, NULL);
    CHECK_EQUAL(nst_json_skip(&scan), depth == NST_JSON_DEPTH);
  }
}

static void strings_are_read(void) {
  static const struct {
    const char *source, *text; /* NULL where it is refused */
  } cases[] = {
      {"\"\"", ""},
      {" \"a中\" ", "a中"},
      {"\"\\\"\\\\\\/\\b\\f\\n\\r\\tx\"", "\"\\/\b\f\n\r\tx"},
      {"\"\\u4e2d\\u00E9\\uD83D\\ude00\"", "中é😀"},
      {"\"a\\nb\\nc\"", "a\nb\nc"},
      {"\"\\u0000\"", NULL},
      {"\"\\ud83d\"", NULL},
      {"\"\\ud83d\\u0041\"", NULL},
      {"\"\\ude00\"", NULL},
      {"\"\\u00g0\"", NULL},
      {"\"\\a\"", NULL},
      {"\"a", NULL},
      {"a", NULL},
  };
  char *copy;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].source);
    nst_slice string;
    nst_json_scan scan = open_copy(cases[i].source, &copy);
    bool is_read = nst_json_string(&scan, &string);
    CHECK_EQUAL(is_read, cases[i].text != NULL);
    if (is_read && cases[i].text) CHECK_TEXT(string.bytes, string.size, cases[i].text);
    close_copy(&scan, copy);
  }
}

static void whole_numbers_are_read(void) {
  static const struct {
    const char *source;
    bool is_read;
    double number;
  } cases[] = {{"0", true, 0},   {"-12", true, -12}, {"123456789012345", true, 123456789012345},
               {"7]", true, 7},  {"1.0", false, 0},  {"1e3", false, 0},
               {"01", false, 0}, {"-", false, 0},    {"1234567890123456", false, 0},
               {"x", false, 0},  {"", false, 0}};
  char *copy;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i].source);
    double number = 0;
    nst_json_scan scan = open_copy(cases[i].source, &copy);
    CHECK_EQUAL(nst_json_whole_number(&scan, &number), cases[i].is_read);
    CHECK(number == cases[i].number);
    close_copy(&scan, copy);
  }
}

static const check_test tests[] = {
    {"values are passed over", values_are_passed_over},
    {"depth is bounded", depth_is_bounded},
    {"strings are read", strings_are_read},
    {"whole numbers are read", whole_numbers_are_read},
};

CHECK_SUITE(json_scan);
