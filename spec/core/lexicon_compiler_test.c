/* Compiling word lists to lexicon images. */
#include "check.h"
#include "core/lexicon.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct compiled {
  nst_buffer image;
  nst_compile_report report;
  nst_lexicon *lexicon; /* or NULL */
  nst_status status;
} compiled;

static compiled compile_bytes(const char *words, size_t size, bool extend) {
  compiled out = {.lexicon = NULL};
  nst_lexicon *base = open_lexicon();
  nst_buffer_init(&out.image, NULL);
  out.status = nst_lexicon_compile(base, words, size, extend, &out.image, &out.report);
  nst_lexicon_close(base);
  if (out.status == NST_OK)
    CHECK_EQUAL(nst_lexicon_open_memory(out.image.bytes, out.image.size, NULL, &out.lexicon),
                NST_OK);
  else
    CHECK_EQUAL(out.image.size, 0);
  return out;
}

static compiled compile_text(const char *words) {
  return compile_bytes(words, strlen(words), false);
}

static void free_compiled(compiled *one) {
  nst_lexicon_close(one->lexicon);
  nst_buffer_free(&one->image);
}

/* The cost of a word, or -1. */
static double cost_of(const compiled *one, const char *word) {
  double cost = -1;
  if (one->lexicon) nst_lexicon_find(one->lexicon, word, strlen(word), &cost, NULL);
  return cost;
}

static const char *tag_of(const compiled *one, const char *word) {
  const char *tag = "none";
  if (one->lexicon) nst_lexicon_find(one->lexicon, word, strlen(word), NULL, &tag);
  return tag;
}

static void own_words_give_the_builtin_image(void) {
  word_file file;
  REQUIRE(word_file_open(&file, false));
  compiled one = compile_bytes(file.bytes, file.size, false);
  nst_lexicon *builtin = open_lexicon();
  CHECK_EQUAL(one.status, NST_OK);
  CHECK_EQUAL(one.report.lines, file.count);
  CHECK_EQUAL(one.report.words, nst_lexicon_size(builtin));
  CHECK_EQUAL(one.image.size, builtin->header->size);
  if (one.image.size == builtin->header->size)
    CHECK(memcmp(one.image.bytes, builtin->header, one.image.size) == 0);
  nst_lexicon_close(builtin);
  free_compiled(&one);
  word_file_close(&file);
}

static void reads_all_forms_of_lines(void) {
  static const struct {
    const char *list, *word, *tag;
    int words;
  } cases[] = {
      {"鸢尾花", "鸢尾花", "x", 1},
      {"鸢尾花\n", "鸢尾花", "x", 1},
      {"\xEF\xBB\xBF鸢尾花\r\n", "鸢尾花", "x", 1},
      {"\n\n  \n鸢尾花\t\n\t\n", "鸢尾花", "x", 1},
      {"  鸢尾花   12   nz  ", "鸢尾花", "nz", 1},
      {"鸢尾花\t12\tnz", "鸢尾花", "nz", 1},
      {"鸢尾花\t12\tnz\t+", "鸢尾花", "nz", 1},
      {"鸢尾花 12 nz +", "鸢尾花", "nz", 1},
      {"鸢尾花\t\tnz\t", "鸢尾花", "nz", 1},
      {"鸢尾花 nz", "鸢尾花", "nz", 1},
      {"鸢尾花 12.75 n2", "鸢尾花", "n2", 1},
      {"鸢尾花 0", "鸢尾花", "x", 1},
      {"12 34", "12", "x", 1},
      {"a\nA 5 n\nＡ 3 v\n", "a", "n", 1},
      {"武漢 3 a\n武汉 9 b\n武汉 9 c\n武汉 d", "武漢", "b", 1},
      {"武汉 9\n武漢 d", "武汉", "d", 1},
      {"鸢尾花\n花鸢尾 n\n", "花鸢尾", "n", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    compiled one = compile_text(cases[i].list);
    check_note("%s", cases[i].list);
    CHECK_EQUAL(one.status, NST_OK);
    CHECK_EQUAL(one.report.words, cases[i].words);
    CHECK(strcmp(tag_of(&one, cases[i].word), cases[i].tag) == 0);
    free_compiled(&one);
  }
}

#define TEN "一二三四五六七八九十"

static void names_bad_lines(void) {
  static const struct {
    const char *list;
    size_t size; /* 0: up to NUL */
    size_t line;
    const char *reason; /* in it */
  } cases[] = {
      {"", 0, 0, "no word"},
      {"\n \n", 0, 0, "no word"},
      {"武汉 1 ns + 5", 0, 1, "expected"},
      {"武汉\t1\tns\t+\t5", 0, 1, "expected"},
      {"武汉 1\n\n长江 many n", 0, 3, "count"},
      {"武汉 -1", 0, 1, "count"},
      {"武汉 1e5", 0, 1, "count"},
      {"武汉 1,000", 0, 1, "count"},
      {"武汉 0x10", 0, 1, "count"},
      {"武汉 .5", 0, 1, "count"},
      {"武汉 nan n", 0, 1, "count"},
      {"武汉 1000000000001", 0, 1, "10^12"},
      {"武汉 99999999999999999999999999999999999999999999", 0, 1, "10^12"},
      {"\t5\tn", 0, 1, "missing"},
      {"New York\t5\tns", 0, 1, "space"},
      {"武\xE3\x80\x80汉", 0, 1, "space"},
      {"武\xC2\x85汉", 0, 1, "space"},
      {"武汉 5 名词词", 0, 1, "tag"},
      {"武汉 5 eightlet", 0, 1, "tag"},
      {"武汉 5 n\x01", 0, 1, "tag"},
      {"武汉 5 n *", 0, 1, "fourth"},
      {"好\n\xE6\xAD\n", 0, 2, "UTF-8"},
      {"\xED\xA0\x80", 0, 1, "UTF-8"},
      {"\xC0\x80", 0, 1, "UTF-8"},
      {"武\0汉", 7, 1, "NUL"},
      {"武\x01汉", 0, 1, "control"},
      {"武\x7F汉", 0, 1, "control"},
      {"好\r好", 0, 1, "control"},
      {TEN TEN TEN TEN TEN TEN "一二三四五", 0, 1, "64"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t size = cases[i].size ? cases[i].size : strlen(cases[i].list);
    compiled one = compile_bytes(cases[i].list, size, false);
    check_note("%s", cases[i].list);
    CHECK_EQUAL(one.status, NST_BAD_LINE);
    CHECK_EQUAL(one.report.lines, cases[i].line);
    CHECK(one.report.reason && strstr(one.report.reason, cases[i].reason));
    free_compiled(&one);
  }
  compiled longest = compile_text(TEN TEN TEN TEN TEN TEN "一二三四");
  CHECK_EQUAL(longest.status, NST_OK);
  CHECK_EQUAL(nst_lexicon_describe(longest.lexicon).longest, 64);
  free_compiled(&longest);
}

static void names_one_tag_too_many(void) {
  nst_buffer list;
  nst_buffer_init(&list, NULL);
  for (int i = 0; i < 129; i++) {
    char line[32];
    int size = snprintf(line, sizeof line, "w%d 1 t%d\n", i, i);
    CHECK_EQUAL(nst_buffer_append(&list, line, (size_t)size), NST_OK);
  }
  compiled one = compile_bytes(list.bytes, list.size, false);
  CHECK_EQUAL(one.status, NST_BAD_LINE);
  CHECK_EQUAL(one.report.lines, 129);
  free_compiled(&one);
  nst_buffer_free(&list);
}

static bool near(double seen, double expected) { return fabs(seen - expected) <= 2.0 / 2048; }

static void costs_follow_the_counts(void) {
  nst_lexicon *builtin = open_lexicon();
  double once = nst_lexicon_unknown_cost(builtin);
  double mean = log((double)nst_lexicon_size(builtin));
  nst_lexicon_close(builtin);
  compiled small = compile_text("花 1000\n鸢尾 1000\n鸢尾花 1000\n台风 1\n海风 0\n季风 nz\n");
  CHECK(near(cost_of(&small, "花"), once - log(1000)));
  CHECK(near(cost_of(&small, "鸢尾"), once - log(1000) - .7));
  CHECK(near(cost_of(&small, "鸢尾花"), once - log(1000) + .5));
  CHECK(near(cost_of(&small, "台风"), once - .7));
  CHECK(near(cost_of(&small, "海风"), once - .7));
  CHECK(near(cost_of(&small, "季风"), mean - .7));
  CHECK(near(nst_lexicon_unknown_cost(small.lexicon), once));
  free_compiled(&small);
  compiled large = compile_text("花 900000000000\n草 100000000000\n");
  CHECK(near(cost_of(&large, "花"), -log(.9)));
  CHECK(near(nst_lexicon_unknown_cost(large.lexicon), log(1e12)));
  free_compiled(&large);
}

static void counts_words_that_are_never_found(void) {
  compiled one = compile_text("武汉\nC++ 3\nCOVID-19\n3.5%\n冯·诺伊曼\nO'Neill\nカタカナ\n");
  CHECK_EQUAL(one.status, NST_OK);
  CHECK_EQUAL(one.report.never_found, 4);
  CHECK_EQUAL(one.report.first_never_found, 2);
  free_compiled(&one);
}

static void an_extended_lexicon_keeps_the_words_of_the_base(void) {
  static const char list[] = "鸢尾花\n武漢 1 zz\n中国\n㐀㐁\n";
  compiled one = compile_bytes(list, sizeof list - 1, true);
  nst_lexicon *builtin = open_lexicon();
  REQUIRE(one.lexicon && builtin);
  CHECK_EQUAL(one.report.words, nst_lexicon_size(builtin) + 1);
  CHECK(strcmp(tag_of(&one, "武漢"), "zz") == 0);
  CHECK(cost_of(&one, "武汉") > 16 && cost_of(&one, "中国") < 8);
  CHECK(cost_of(&one, "㐀㐁") > 0 && strcmp(tag_of(&one, "鸢尾花"), "x") != 0);
  word_file file;
  REQUIRE(word_file_open(&file, false));
  size_t wrong = 0;
  for (size_t i = 0; i < file.count; i++) {
    double before = -1, after = -2;
    const char *old_tag = "", *new_tag = "";
    nst_lexicon_find(builtin, file.words[i], file.sizes[i], &before, &old_tag);
    nst_lexicon_find(one.lexicon, file.words[i], file.sizes[i], &after, &new_tag);
    wrong += after - before > 4.0 / 2048 || strcmp(old_tag, new_tag) != 0;
  }
  CHECK_EQUAL(wrong, 1); /* 武汉 */
  word_file_close(&file);
  nst_lexicon_close(builtin);
  free_compiled(&one);
}

/* Whether the text is cut to nothing but one word of the lexicon. */
static bool is_cut_as_one(const nst_lexicon *lexicon, const char *text) {
  nst_segmenter *segmenter = open_segmenter(lexicon);
  const nst_word *words = NULL;
  size_t count = 0;
  if (!segmenter) return false;
  nst_segmenter_start(segmenter, text, strlen(text));
  CHECK_EQUAL(nst_segmenter_next(segmenter, &words, &count), NST_OK);
  bool found = count == 1 && words->size == strlen(text) && words->kind == NST_WORD_LEXICON;
  nst_segmenter_destroy(segmenter);
  return found;
}

/* Characters of all kinds beside each other, at a word's beginning above all. */
static void words_of_all_characters_are_found_in_texts(void) {
  static const char list[] =
      "鸢尾花\nＴ恤\n卡拉OK\n3D打印\n阿Q\n5万\n5万元\nCOVID-19\n"
      "50%\nx\nж\n㐀㐁\n臺灣\n千5\n千x5\n";
  static const char *const texts[] = {"鸢尾花", "鳶尾花", "T恤",      "卡拉ＯＫ", "3d打印", "阿q",
                                      "5万",    "5萬元",  "covid-19", "50%",      "X",      "Ж",
                                      "㐀㐁",   "台湾",   "千5",      "千X5"};
  compiled one = compile_bytes(list, sizeof list - 1, false);
  REQUIRE(one.lexicon != NULL);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    check_note("%s", texts[i]);
    CHECK(is_cut_as_one(one.lexicon, texts[i]));
  }
  free_compiled(&one);
}

/* -- Hostile lists --------------------------------------------------------------- */

static void append_character(nst_buffer *list, uint32_t c) {
  char bytes[4];
  CHECK_EQUAL(nst_buffer_append(list, bytes, nst_utf8_encode(c, bytes)), NST_OK);
}

static void append_word(nst_buffer *list, uint64_t *state, size_t length, uint32_t first,
                        uint32_t alphabet) {
  for (size_t i = 0; i < length; i++)
    append_character(list, first + (uint32_t)random_below(state, alphabet));
  CHECK_EQUAL(nst_buffer_append(list, "\n", 1), NST_OK);
}

/* Whether each line of the list is a word of what it was compiled to. */
static bool has_all(const nst_lexicon *lexicon, const nst_buffer *list) {
  for (size_t at = 0; at < list->size;) {
    const char *line = list->bytes + at;
    size_t size = (size_t)((const char *)memchr(line, '\n', list->size - at) - line);
    if (!nst_lexicon_find(lexicon, line, size, NULL, NULL)) return false;
    at += size + 1;
  }
  return true;
}

static void hostile_lists_compile(void) {
  enum { WORDS = 20000 };
  static const struct {
    const char *what;
    size_t prefix, least, range;
    uint32_t first, alphabet;
  } cases[] = {
      {"random words", 0, 1, 6, 0x4E00, 20000},   {"few characters", 0, 1, 12, 0x4E00, 4},
      {"one character", 0, 1, 64, 0x4E00, 1},     {"the same word", 0, 3, 1, 0x4E00, 1},
      {"one long prefix", 61, 3, 1, 0x4E00, 300}, {"rare characters", 0, 2, 1, 0x20000, 40000},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_buffer list;
    nst_buffer_init(&list, NULL);
    uint64_t state = i;
    for (size_t word = 0; word < WORDS; word++) {
      for (size_t k = 0; k < cases[i].prefix; k++) append_character(&list, 0x4E00 + (uint32_t)k);
      append_word(&list, &state, cases[i].least + random_below(&state, cases[i].range),
                  cases[i].first, cases[i].alphabet);
    }
    compiled one = compile_bytes(list.bytes, list.size, false);
    check_note("%s", cases[i].what);
    CHECK_EQUAL(one.status, NST_OK);
    CHECK_EQUAL(one.report.words + one.report.same, WORDS);
    if (one.lexicon) CHECK(has_all(one.lexicon, &list));
    free_compiled(&one);
    nst_buffer_free(&list);
  }
}

static void too_many_characters_are_too_large(void) {
  nst_buffer list;
  nst_buffer_init(&list, NULL);
  for (uint32_t c = 0xF0000; c < 0xF0000 + 60000; c++) {
    append_character(&list, c);
    CHECK_EQUAL(nst_buffer_append(&list, "\n", 1), NST_OK);
  }
  compiled one = compile_bytes(list.bytes, list.size, false);
  CHECK_EQUAL(one.status, NST_TOO_LARGE);
  free_compiled(&one);
  nst_buffer_free(&list);
}

/* -- Chains ------------------------------------------------------------------------ */

static void a_compiled_lexicon_is_a_base(void) {
  static const char first_list[] = "鸢尾花 50 n\n㐀㐁 3 v\n", second_list[] = "台风 7\nж 3\n";
  compiled first = compile_bytes(first_list, sizeof first_list - 1, false);
  REQUIRE(first.lexicon != NULL);
  nst_buffer image;
  nst_buffer_init(&image, NULL);
  nst_lexicon *second = NULL;
  CHECK_EQUAL(
      nst_lexicon_compile(first.lexicon, second_list, sizeof second_list - 1, true, &image, NULL),
      NST_OK);
  CHECK_EQUAL(nst_lexicon_open_memory(image.bytes, image.size, NULL, &second), NST_OK);
  REQUIRE(second != NULL);
  static const char *const words[] = {"鸢尾花", "鳶尾花", "㐀㐁", "台风", "颱風", "ж", "Ж"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    check_note("%s", words[i]);
    CHECK(nst_lexicon_find(second, words[i], strlen(words[i]), NULL, NULL));
  }
  CHECK_EQUAL(nst_lexicon_size(second), 4);
  nst_segmenter *segmenter = open_segmenter(second);
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  static const char text[] = "王小明，台风㐀㐁";
  CHECK_EQUAL(cut(segmenter, text, sizeof text - 1, &out), NST_OK);
  CHECK_TEXT(out.bytes, out.size, "王小明|，|台风|㐀㐁");
  nst_buffer_free(&out);
  nst_segmenter_destroy(segmenter);
  nst_lexicon_close(second);
  nst_buffer_free(&image);
  free_compiled(&first);
}

/* -- Memory --------------------------------------------------------------------------- */

static void failing_allocations_are_told(void) {
  static const char list[] = "鸢尾花 50 n\n台风 nz\n";
  nst_lexicon *base = open_lexicon();
  REQUIRE(base != NULL);
  nst_status status = NST_NO_MEMORY;
  for (size_t i = 1; status != NST_OK && i < 100; i++) {
    counted_memory memory;
    counted_memory_init(&memory);
    memory.fail_at = i;
    nst_buffer image;
    nst_buffer_init(&image, &memory.allocator);
    status = nst_lexicon_compile(base, list, sizeof list - 1, i == 1, &image, NULL);
    check_note("allocation %zu fails", i);
    CHECK(status == NST_OK ? memory.calls < i : status == NST_NO_MEMORY && !image.size);
    nst_buffer_free(&image);
    CHECK(counted_memory_is_clean(&memory));
  }
  CHECK_EQUAL(status, NST_OK);
  nst_lexicon_close(base);
}

static const check_test tests[] = {
    {"the words of the tree give the built-in image", own_words_give_the_builtin_image},
    {"all forms of lines are read", reads_all_forms_of_lines},
    {"bad lines are named", names_bad_lines},
    {"one tag too many is named", names_one_tag_too_many},
    {"costs follow the counts", costs_follow_the_counts},
    {"words that are never found are counted", counts_words_that_are_never_found},
    {"an extended lexicon keeps the words of the base",
     an_extended_lexicon_keeps_the_words_of_the_base},
    {"words of all kinds of characters are found in texts",
     words_of_all_characters_are_found_in_texts},
    {"hostile lists compile", hostile_lists_compile},
    {"too many characters are too large", too_many_characters_are_too_large},
    {"a compiled lexicon is a base in turn", a_compiled_lexicon_is_a_base},
    {"failing allocations are told", failing_allocations_are_told},
};

CHECK_SUITE(lexicon_compiler);
