/* Runs that stay whole: Latin words, numbers, addresses, spaces, marks. */
#include "check.h"
#include "core/run.h"
#include "support.h"

typedef nst_run (*reader)(const nst_lexicon *lexicon, const char *text, size_t size);

static nst_run others(const nst_lexicon *lexicon, const char *text, size_t size) {
  return nst_run_of_others(lexicon, text, size, 4);
}

typedef struct run_case {
  const char *text;
  const char *run; /* what of the text's beginning belongs together */
  nst_word_kind kind;
} run_case;

static void check_runs(reader read, const run_case *cases, size_t count) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  for (size_t i = 0; i < count; i++) {
    const char *text = cases[i].text;
    nst_run run = read(lexicon, text, strlen(text));
    check_note("%s", text);
    CHECK_TEXT(text, run.size, cases[i].run);
    CHECK_EQUAL(run.characters, nst_utf8_count(text, run.size));
    CHECK_EQUAL(run.kind, cases[i].kind);
    /* the same where the text ends with the run */
    run = read(lexicon, cases[i].run, strlen(cases[i].run));
    CHECK_EQUAL(run.size, strlen(cases[i].run));
  }
  nst_lexicon_close(lexicon);
}

#define CHECK_RUNS(read, cases) check_runs(read, cases, sizeof cases / sizeof *cases)

static void reads_words(void) {
  static const run_case cases[] = {
      {"a", "a", NST_WORD_LATIN},
      {"Word word", "Word", NST_WORD_LATIN},
      {"don't go", "don't", NST_WORD_LATIN},
      {"don’t", "don’t", NST_WORD_LATIN},
      {"dogs' tails", "dogs", NST_WORD_LATIN},
      {"COVID-19 病", "COVID-19", NST_WORD_LATIN},
      {"well-known-", "well-known", NST_WORD_LATIN},
      {"a--b", "a", NST_WORD_LATIN},
      {"U.S. army", "U.S", NST_WORD_LATIN},
      {"node.js", "node.js", NST_WORD_LATIN},
      {"end.", "end", NST_WORD_LATIN},
      {"5G网", "5G", NST_WORD_LATIN},
      {"B2B", "B2B", NST_WORD_LATIN},
      {"3-D", "3-D", NST_WORD_LATIN},
      {"Ｆ－１６", "Ｆ", NST_WORD_LATIN},
      {"ＡＢＣ中", "ＡＢＣ", NST_WORD_LATIN},
      {"Москва и", "Москва", NST_WORD_LATIN},
      {"Ελλάδα", "Ελλάδα", NST_WORD_LATIN},
      {"cafe\u0301s", "cafe\u0301s", NST_WORD_LATIN},
      {"Saint·John", "Saint·John", NST_WORD_LATIN},
      {"a_b", "a", NST_WORD_LATIN},
      {"a中", "a", NST_WORD_LATIN},
      {"a\xFF", "a", NST_WORD_LATIN},
      {"httpx", "httpx", NST_WORD_LATIN},
      {"www", "www", NST_WORD_LATIN},
      {"www.", "www", NST_WORD_LATIN},
  };
  CHECK_RUNS(nst_run_of_letters, cases);
}

static void reads_numbers(void) {
  static const run_case cases[] = {
      {"7", "7", NST_WORD_NUMBER},
      {"2024年", "2024", NST_WORD_NUMBER},
      {"3.14,", "3.14", NST_WORD_NUMBER},
      {"3.", "3", NST_WORD_NUMBER},
      {"3..4", "3", NST_WORD_NUMBER},
      {"1.2.3", "1.2.3", NST_WORD_NUMBER},
      {"1,200 人", "1,200", NST_WORD_NUMBER},
      {"1,234,567.8", "1,234,567.8", NST_WORD_NUMBER},
      {"1,20", "1", NST_WORD_NUMBER},
      {"1,2000", "1", NST_WORD_NUMBER},
      {"1,2,3", "1", NST_WORD_NUMBER},
      {"50%的", "50%", NST_WORD_NUMBER},
      {"50％", "50％", NST_WORD_NUMBER},
      {"50%%", "50%", NST_WORD_NUMBER},
      {"300万人", "300万", NST_WORD_NUMBER},
      {"1.4亿", "1.4亿", NST_WORD_NUMBER},
      {"3万亿元", "3万亿", NST_WORD_NUMBER},
      {"３００万", "３００万", NST_WORD_NUMBER},
      {"３．１４", "３．１４", NST_WORD_NUMBER},
      {"10:30", "10", NST_WORD_NUMBER},
      {"1-2", "1", NST_WORD_NUMBER},
      {"1/2", "1", NST_WORD_NUMBER},
  };
  CHECK_RUNS(nst_run_of_letters, cases);
}

static void reads_addresses(void) {
  static const run_case cases[] = {
      {"http://example.com/a?b=1&c=%20#d 后", "http://example.com/a?b=1&c=%20#d", NST_WORD_URL},
      {"https://example.com。", "https://example.com", NST_WORD_URL},
      {"HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM", NST_WORD_URL},
      {"https://example.com/中文", "https://example.com/", NST_WORD_URL},
      {"http://a.b/c.", "http://a.b/c", NST_WORD_URL},
      {"http://a.b/c?!", "http://a.b/c", NST_WORD_URL},
      {"http://a.b/c),", "http://a.b/c", NST_WORD_URL},
      {"www.example.com, and", "www.example.com", NST_WORD_URL},
      {"http://a\xFF", "http://a", NST_WORD_URL},
      {"http:/a", "http", NST_WORD_LATIN},
      {"http", "http", NST_WORD_LATIN},
  };
  CHECK_RUNS(nst_run_of_letters, cases);
}

static void address_ends_at_nul(void) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  CHECK_EQUAL(nst_run_of_letters(lexicon, "http://a\0b", 10).size, 8);
  nst_lexicon_close(lexicon);
}

static void reads_spaces(void) {
  static const run_case cases[] = {
      {" ", " ", NST_WORD_SPACE},
      {" \t 　\u00A0a", " \t 　\u00A0", NST_WORD_SPACE},
      {" \n", " ", NST_WORD_SPACE},
      {"　中", "　", NST_WORD_SPACE},
  };
  CHECK_RUNS(nst_run_of_spaces, cases);
}

static void reads_marks(void) {
  static const run_case cases[] = {
      {"\n\n", "\n", NST_WORD_SPACE},
      {"\r\n\r\n", "\r\n", NST_WORD_SPACE},
      {"\r\r\n", "\r", NST_WORD_SPACE},
      {"\n\r", "\n", NST_WORD_SPACE},
      {"\u2028\u2029", "\u2028", NST_WORD_SPACE},
      {"\xC2\x85z", "\xC2\x85", NST_WORD_SPACE},
      {"\v\f", "\v", NST_WORD_SPACE},
      {"，，", "，", NST_WORD_PUNCTUATION},
      {"。”", "。", NST_WORD_PUNCTUATION},
      {"……。", "……", NST_WORD_PUNCTUATION},
      {"——中", "——", NST_WORD_PUNCTUATION},
      {"—…", "—", NST_WORD_PUNCTUATION},
      {"...a", "...", NST_WORD_PUNCTUATION},
      {"===", "===", NST_WORD_PUNCTUATION},
      {"!!", "!", NST_WORD_PUNCTUATION},
      {"((", "(", NST_WORD_PUNCTUATION},
      {"\xFF\xFF", "\xFF", NST_WORD_PUNCTUATION},
      {"\xE4\xB8", "\xE4\xB8", NST_WORD_PUNCTUATION},
      {"\uFFFD", "\uFFFD", NST_WORD_PUNCTUATION},
      {"€5", "€", NST_WORD_PUNCTUATION},
  };
  CHECK_RUNS(nst_run_of_marks, cases);
}

static void reads_other_scripts(void) {
  static const run_case cases[] = {
      {"かな漢", "かな", NST_WORD_OTHER},         {"ไทย", "ไทย", NST_WORD_OTHER},
      {"한글 ", "한글", NST_WORD_OTHER},          {"\u0301a", "\u0301", NST_WORD_OTHER},
      {"👍🏽.", "👍🏽", NST_WORD_OTHER},  {"カタカナ", "カタカナ", NST_WORD_OTHER},
      {"カタカナカ", "カタカナ", NST_WORD_OTHER}, /* no more than it is told */
  };
  CHECK_RUNS(others, cases);
}

/* However long a run is, it is one, and reading it takes one pass. */
static void reads_long_runs(void) {
  enum { SIZE = 4 << 20 };
  nst_lexicon *lexicon = open_lexicon();
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  if (lexicon && CHECK_EQUAL(nst_buffer_append(&text, "w", 1), NST_OK)) {
    while (text.size < SIZE)
      if (nst_buffer_append(&text, "wwwwwwwwwwwwwwww", 16) != NST_OK) break;
    nst_run run = nst_run_of_letters(lexicon, text.bytes, text.size);
    CHECK(run.size == text.size && run.characters == text.size && run.kind == NST_WORD_LATIN);
    memset(text.bytes, '7', text.size);
    run = nst_run_of_letters(lexicon, text.bytes, text.size);
    CHECK(run.size == text.size && run.kind == NST_WORD_NUMBER);
    memset(text.bytes, ' ', text.size);
    CHECK_EQUAL(nst_run_of_spaces(lexicon, text.bytes, text.size).size, text.size);
    memset(text.bytes, '-', text.size);
    CHECK_EQUAL(nst_run_of_marks(lexicon, text.bytes, text.size).size, text.size);
  }
  nst_buffer_free(&text);
  nst_lexicon_close(lexicon);
}

static const check_test tests[] = {
    {"words of letters, with what joins them", reads_words},
    {"numbers, with point, groups, scale and percent sign", reads_numbers},
    {"addresses, without the sentence's marks", reads_addresses},
    {"an address ends at NUL", address_ends_at_nul},
    {"spaces but no line breaks", reads_spaces},
    {"one line break, one mark, or one mark repeated", reads_marks},
    {"other scripts, as many as asked for", reads_other_scripts},
    {"long runs are one", reads_long_runs},
};

CHECK_SUITE(run);
