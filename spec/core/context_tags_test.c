/* What the word behind a name or a number tells of it. */
#include "check.h"
#include "core/context_tags.h"

#include <string.h>

/* Words of a text one behind another, given by their sizes. */
static size_t lay_out(const char *const *parts, const nst_word_kind *kinds, size_t count,
                      char *text, nst_word *words) {
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    size_t size = strlen(parts[i]);
    memcpy(text + at, parts[i], size);
    words[i] = (nst_word){at, size, "?", kinds[i], 0};
    at += size;
  }
  return at;
}

static void tags_names_and_numbers(void) {
  static const struct {
    const char *parts[2];
    nst_word_kind kinds[2];
    const char *tags[2];
  } cases[] = {
      {{"卡尔马尼", "市"}, {NST_WORD_NAME, NST_WORD_LEXICON}, {"LOC", "?"}},
      {{"卡爾馬尼", "縣"}, {NST_WORD_NAME, NST_WORD_LEXICON}, {"LOC", "?"}},
      {{"库尔拉", "公司"}, {NST_WORD_NAME, NST_WORD_LEXICON}, {"ORG", "?"}},
      {{"瑞幸", "集團"}, {NST_WORD_UNKNOWN, NST_WORD_LEXICON}, {"ORG", "?"}},
      {{"王小虎", "说"}, {NST_WORD_NAME, NST_WORD_LEXICON}, {"?", "?"}},
      {{"王小虎", "公"}, {NST_WORD_NAME, NST_WORD_LEXICON}, {"?", "?"}},
      {{"王小虎", "公司法"}, {NST_WORD_NAME, NST_WORD_LEXICON}, {"?", "?"}},
      {{"王小虎", "公司"}, {NST_WORD_NAME, NST_WORD_USER}, {"?", "?"}},
      {{"北京", "市"}, {NST_WORD_LEXICON, NST_WORD_LEXICON}, {"?", "?"}},
      {{"2020", "年"}, {NST_WORD_NUMBER, NST_WORD_LEXICON}, {"TIME", "TIME"}},
      {{"二〇二〇", "年"}, {NST_WORD_QUANTITY, NST_WORD_LEXICON}, {"TIME", "TIME"}},
      {{"5", "點鐘"}, {NST_WORD_NUMBER, NST_WORD_LEXICON}, {"TIME", "TIME"}},
      {{"5", "公里"}, {NST_WORD_NUMBER, NST_WORD_LEXICON}, {"?", "?"}},
      {{"5", "x"}, {NST_WORD_NUMBER, NST_WORD_LEXICON}, {"?", "?"}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[64];
    nst_word words[2];
    lay_out(cases[i].parts, cases[i].kinds, 2, text, words);
    nst_tag_by_context(text, words, words + 1);
    check_note("%s %s", cases[i].parts[0], cases[i].parts[1]);
    for (size_t j = 0; j < 2; j++) CHECK_TEXT(words[j].tag, strlen(words[j].tag), cases[i].tags[j]);
  }
}

static const check_test tests[] = {
    {"names and numbers are tagged", tags_names_and_numbers},
};

CHECK_SUITE(context_tags);
