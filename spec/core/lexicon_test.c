/* Finding words. */
#include "check.h"
#include "support.h"

static void finds_words_in_all_spellings(void) {
  static const char *const spellings[][4] = {
      {"武汉", "武漢"},
      {"中国", "中國"},
      {"国家", "國家", "国家"},
      {"T恤", "t恤", "Ｔ恤", "ｔ恤"},
      {"SIM卡", "sim卡", "ＳＩＭ卡", "Sim卡"},
      {"经济", "經濟", "经濟", "經济"},
      {"系统", "系統"},
      {"AA制", "aa制", "ＡＡ制", "aＡ制"},
  };
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
    double first = 0;
    for (size_t j = 0; j < 4 && spellings[i][j]; j++) {
      const char *word = spellings[i][j], *tag = NULL;
      double cost = -1;
      check_note("%s", word);
      CHECK(nst_lexicon_find(lexicon, word, strlen(word), &cost, &tag));
      CHECK(cost > 0 && cost <= 32);
      CHECK(tag && tag[0]);
      if (!j) first = cost;
      CHECK(cost == first);
    }
  }
  nst_lexicon_close(lexicon);
}

static void does_not_find_what_is_no_word(void) {
  static const char *const others[] = {"",     "汉武汉", "武汉武", "xyzzy", "，",      "武\xE6",
                                       "\xFF", "武 汉",  "カラ",   "😀",     "武汉\xE6"};
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    double cost = 77;
    const char *tag = "none";
    check_note("%s", others[i]);
    CHECK(!nst_lexicon_find(lexicon, others[i], strlen(others[i]), &cost, &tag));
    CHECK(cost == 77 && strcmp(tag, "none") == 0);
  }
  CHECK(!nst_lexicon_find(lexicon, "武汉\0", strlen("武汉") + 1, NULL, NULL));
  CHECK(!nst_lexicon_find(lexicon, "武汉", strlen("武汉") - 1, NULL, NULL));
  CHECK(!nst_lexicon_find(lexicon, NULL, 0, NULL, NULL));
  nst_lexicon_close(lexicon);
}

static void knows_what_unknown_words_cost(void) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  double unknown = nst_lexicon_unknown_cost(lexicon), common = 0;
  CHECK(unknown > 10 && unknown < 32);
  CHECK(nst_lexicon_find(lexicon, "的", 3, &common, NULL));
  CHECK(common > 0 && common < 7);
  CHECK(nst_lexicon_size(lexicon) > 100000);
  nst_lexicon_close(lexicon);
}

static void holds_the_whole_word_list(void) {
  nst_lexicon *lexicon = open_lexicon();
  word_file file;
  size_t missing = 0;
  if (CHECK(word_file_open(&file, false)) && lexicon)
    for (size_t i = 0; i < file.count; i++) {
      double cost = 0;
      const char *tag = "";
      bool found = nst_lexicon_find(lexicon, file.words[i], file.sizes[i], &cost, &tag);
      missing += !(found && cost > 0 && tag[0]);
    }
  CHECK_EQUAL(missing, 0);
  CHECK(lexicon && nst_lexicon_size(lexicon) <= file.count);
  word_file_close(&file);
  nst_lexicon_close(lexicon);
}

static const check_test tests[] = {
    {"words are found in all their spellings", finds_words_in_all_spellings},
    {"what is no word is not found", does_not_find_what_is_no_word},
    {"an unknown word costs more than a known one", knows_what_unknown_words_cost},
    {"the whole word list is in it", holds_the_whole_word_list},
};

CHECK_SUITE(lexicon);
