/* Words of the user's own. */
#include "check.h"
#include "small_image.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_user_words *words;
  counted_memory memory; /* of the words */
} fixture;

static bool set_up(fixture *own) {
  memset(own, 0, sizeof *own);
  counted_memory_init(&own->memory);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  if (!own->segmenter) return false;
  nst_status status = nst_user_words_create(own->lexicon, &own->memory.allocator, &own->words);
  if (!CHECK_EQUAL(status, NST_OK)) return false;
  nst_segmenter_set_user_words(own->segmenter, own->words);
  return true;
}

static void tear_down(fixture *own) {
  nst_segmenter_destroy(own->segmenter);
  nst_user_words_destroy(own->words);
  CHECK(counted_memory_is_clean(&own->memory));
  nst_lexicon_close(own->lexicon);
}

static void add(fixture *own, const char *word) {
  CHECK_EQUAL(nst_user_words_add(own->words, word, strlen(word), 0, "user"), NST_OK);
}

static bool drop(fixture *own, const char *word) {
  return nst_user_words_remove(own->words, word, strlen(word));
}

static void check_cut(fixture *own, const char *text, const char *expected) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  check_note("%s", text);
  CHECK_EQUAL(cut(own->segmenter, text, strlen(text), &out), NST_OK);
  CHECK_TEXT(out.bytes, out.size, expected);
  nst_buffer_free(&out);
}

/* Whether the text is one word of the user's. */
static bool is_user_word(fixture *own, const char *text, size_t size) {
  const nst_word *words;
  size_t count;
  nst_segmenter_start(own->segmenter, text, size);
  return nst_segmenter_next(own->segmenter, &words, &count) == NST_OK && count == 1 &&
         words[0].size == size && words[0].kind == NST_WORD_USER;
}

static void are_cut_whole(void) {
  static const struct {
    const char *word;
    const char *text;
    const char *words;
  } cases[] = {
      {"量子霸权", "讨论量子霸权。", "讨论|量子霸权|。"},
      {"鿿鿾", "有鿿鿾的", "有|鿿鿾|的"},
      {"iPhone手机", "买iPhone手机了", "买|iPhone手机|了"},
      {"AB", "AB ABC", "AB| |ABC"}, /* no word ends inside a run */
      {"C++教程", "学C++教程吧", "学|C++教程|吧"},
      {"北京 大学", "去北京 大学，北京大学", "去|北京 大学|，|北京|大学"},
      {"a-b-", "a-b-", "a-b-"},
      {"。。", "好。。好", "好|。。|好"},
      {"甲", "甲", "甲"},
      {"かな", "かな", "かな"},
      {"😀😀", "😀😀", "😀😀"},
      {"的的的的", "的的的的的", "的的的的|的"},
      {"example.com", "看example.com，", "看|example.com|，"},
      {"#tag", "#tag #tagged", "#tag| |#tagged"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fixture own;
    if (set_up(&own)) {
      add(&own, cases[i].word);
      check_cut(&own, cases[i].text, cases[i].words);
      CHECK_EQUAL(nst_user_words_size(own.words), 1);
      CHECK(is_user_word(&own, cases[i].word, strlen(cases[i].word)));
    }
    tear_down(&own);
  }
}

static void are_found_in_all_spellings(void) {
  static const char *const spellings[] = {"漢語T恤", "汉语T恤", "汉语t恤", "漢語ｔ恤", "汉語Ｔ恤"};
  for (size_t i = 0; i < 5; i++) {
    fixture own;
    if (set_up(&own)) {
      add(&own, spellings[i]);
      for (size_t j = 0; j < 5; j++) {
        check_note("%s as %s", spellings[i], spellings[j]);
        CHECK(is_user_word(&own, spellings[j], strlen(spellings[j])));
      }
      CHECK(drop(&own, spellings[4 - i]));
      CHECK_EQUAL(nst_user_words_size(own.words), 0);
    }
    tear_down(&own);
  }
}

/* Where the lexicon has no Latin letters either. */
static void are_found_in_either_case(void) {
  static const small_word one_word[] = {{"a", 3000}};
  size_t size;
  void *image = small_image_make(one_word, 1, &size);
  REQUIRE(image != NULL);
  fixture own;
  memset(&own, 0, sizeof own);
  counted_memory_init(&own.memory);
  CHECK_EQUAL(nst_lexicon_open_memory(image, size, NULL, &own.lexicon), NST_OK);
  own.segmenter = open_segmenter(own.lexicon);
  CHECK_EQUAL(nst_user_words_create(own.lexicon, &own.memory.allocator, &own.words), NST_OK);
  nst_segmenter_set_user_words(own.segmenter, own.words);
  add(&own, "Qz一");
  CHECK(is_user_word(&own, "qZ一", strlen("qZ一")));
  CHECK(!is_user_word(&own, "qy一", strlen("qy一")));
  tear_down(&own);
  free(image);
}

static void have_tags(void) {
  static const struct {
    const char *given;
    const char *shown;
  } cases[] = {
      {"nz", "nz"}, {NULL, "x"}, {"", ""}, {"1234567", "1234567"}, {"12345678", "1234567"}};
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      const nst_word *words;
      size_t count;
      CHECK_EQUAL(nst_user_words_add(own.words, "量子霸权", 12, 0, cases[i].given), NST_OK);
      nst_segmenter_start(own.segmenter, "量子霸权", 12);
      CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
      if (CHECK_EQUAL(count, 1)) CHECK_TEXT(words[0].tag, strlen(words[0].tag), cases[i].shown);
      CHECK_EQUAL(nst_user_words_size(own.words), 1);
    }
  tear_down(&own);
}

static void can_be_removed(void) {
  fixture own;
  if (set_up(&own)) {
    CHECK(!drop(&own, "量子霸权"));
    CHECK(!drop(&own, ""));
    add(&own, "量子霸权");
    add(&own, "量子");
    CHECK(!drop(&own, "量子霸"));
    CHECK(!drop(&own, "量子霸权的"));
    CHECK(drop(&own, "量子霸权"));
    CHECK(!drop(&own, "量子霸权"));
    CHECK(!is_user_word(&own, "量子霸权", 12));
    CHECK(is_user_word(&own, "量子", 6));
    CHECK_EQUAL(nst_user_words_size(own.words), 1);
    add(&own, "a b");
    CHECK(drop(&own, "A b"));
    check_cut(&own, "a b", "a| |b");
    CHECK(drop(&own, "量子"));
    CHECK_EQUAL(nst_user_words_size(own.words), 0);
    add(&own, "量子霸权");
    CHECK(is_user_word(&own, "量子霸权", 12));
  }
  tear_down(&own);
}

static void can_be_switched_off(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, "量子霸权");
    nst_segmenter_set_user_words(own.segmenter, NULL);
    CHECK(!is_user_word(&own, "量子霸权", 12));
    nst_segmenter_set_user_words(own.segmenter, own.words);
    CHECK(is_user_word(&own, "量子霸权", 12));
  }
  tear_down(&own);
}

static void count_from_the_next_start_on(void) {
  fixture own;
  if (set_up(&own)) {
    const nst_word *words;
    size_t count;
    add(&own, "量子霸权");
    nst_segmenter_set_user_words(own.segmenter, NULL);
    nst_segmenter_start(own.segmenter, "量子霸权", 12);
    nst_segmenter_set_user_words(own.segmenter, own.words);
    CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
    CHECK(count > 0 && words[0].kind != NST_WORD_USER);
  }
  tear_down(&own);
}

static void take_1_to_200_characters(void) {
  static char word[201 * 3 + 1];
  fixture own;
  if (set_up(&own)) {
    for (size_t i = 0; i < 201; i++) memcpy(word + 3 * i, i % 2 ? "鿿" : "鿾", 3);
    CHECK_EQUAL(nst_user_words_add(own.words, word, 201 * 3, 0, NULL), NST_TOO_LARGE);
    CHECK_EQUAL(nst_user_words_add(own.words, "", 0, 0, NULL), NST_TOO_LARGE);
    CHECK_EQUAL(nst_user_words_add(own.words, NULL, 0, 0, NULL), NST_TOO_LARGE);
    CHECK_EQUAL(nst_user_words_size(own.words), 0);
    CHECK_EQUAL(nst_user_words_add(own.words, word, 200 * 3, 0, NULL), NST_OK);
    CHECK(is_user_word(&own, word, 200 * 3));
    nst_buffer text;
    nst_buffer_init(&text, NULL);
    for (size_t before = 0; before < 600; before += 7) { /* wherever the window ends */
      uint64_t state = 0;
      text.size = 0;
      random_text(&state, (const char *const[]){"的"}, 1, 3 * before, &text);
      CHECK_EQUAL(nst_buffer_append(&text, word, 200 * 3), NST_OK);
      CHECK_EQUAL(nst_buffer_append(&text, word + 3, 50 * 3), NST_OK);
      nst_buffer out;
      nst_buffer_init(&out, NULL);
      CHECK_EQUAL(cut(own.segmenter, text.bytes, text.size, &out), NST_OK);
      check_note("after %zu characters", before);
      size_t seen = 0;
      for (size_t i = 0; i < out.size; i++) seen += out.bytes[i] == '|';
      CHECK(seen == before + 50); /* each of the rest alone, or in pairs */
      nst_buffer_free(&out);
    }
    nst_buffer_free(&text);
  }
  tear_down(&own);
}

/* Longer than the runs that stand in the lattice's window. */
static void long_latin_words_are_found(void) {
  static const char *const words[] = {
      "antidisestablishmentarianism", "antidisestablishmentarianism主义",
      "主义antidisestablishmentarianism", "1234567890123456789012345678901234567890"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    fixture own;
    if (set_up(&own)) {
      add(&own, words[i]);
      check_note("%s", words[i]);
      CHECK(is_user_word(&own, words[i], strlen(words[i])));
    }
    tear_down(&own);
  }
}

/* ㊀ is a mark and folds to the character 一, so both words have one key. */
static void one_key_in_two_classes(void) {
  static const char *const orders[2][2] = {{"㊀二鿿", "一二鿿"}, {"一二鿿", "㊀二鿿"}};
  for (size_t i = 0; i < 2; i++) {
    fixture own;
    if (set_up(&own)) {
      add(&own, orders[i][0]);
      add(&own, orders[i][1]);
      check_note("%s, then %s", orders[i][0], orders[i][1]);
      CHECK_EQUAL(nst_user_words_size(own.words), 1);
      CHECK(is_user_word(&own, "一二鿿", 9));
      CHECK(drop(&own, "一二鿿"));
      CHECK(!is_user_word(&own, "一二鿿", 9));
      add(&own, "量子霸权");
      CHECK(is_user_word(&own, "量子霸权", 12));
    }
    tear_down(&own);
  }
}

/* With frequency 0, two words of the list in one always beat the two. */
static void always_win_against_their_parts(void) {
  fixture own;
  word_file file = {0};
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  uint64_t state = 73;
  size_t lost = 0;
  if (set_up(&own) && CHECK(word_file_open(&file, true)))
    for (int round = 0; round < 5000; round++) {
      text.size = 0;
      for (int i = 0; i < 2; i++) {
        size_t at = random_below(&state, file.count);
        CHECK_EQUAL(nst_buffer_append(&text, file.words[at], file.sizes[at]), NST_OK);
      }
      CHECK_EQUAL(nst_user_words_add(own.words, text.bytes, text.size, 0, NULL), NST_OK);
      bool won = is_user_word(&own, text.bytes, text.size);
      CHECK(nst_user_words_remove(own.words, text.bytes, text.size));
      if (won || lost++) continue;
      check_note("%.*s", (int)text.size, text.bytes);
      CHECK(won);
    }
  check_note("of 5000");
  CHECK_EQUAL(lost, 0);
  nst_buffer_free(&text);
  word_file_close(&file);
  tear_down(&own);
}

static void frequency_weighs(void) {
  fixture own;
  if (set_up(&own)) {
    static const char word[] = "的人", text[] = "的人";
    CHECK_EQUAL(nst_user_words_add(own.words, word, 6, 1e-300, "x"), NST_OK);
    CHECK(!is_user_word(&own, text, 6));
    CHECK_EQUAL(nst_user_words_add(own.words, word, 6, 1e7, "x"), NST_OK);
    CHECK(is_user_word(&own, text, 6));
    CHECK_EQUAL(nst_user_words_add(own.words, word, 6, 1e300, "x"), NST_OK);
    CHECK(is_user_word(&own, text, 6));
    CHECK_EQUAL(nst_user_words_size(own.words), 1);
  }
  tear_down(&own);
}

static void there_can_be_many(void) {
  enum { WORDS = 20000 };
  fixture own;
  if (set_up(&own)) {
    size_t wrong = 0;
    char word[64];
    for (int round = 0; round < 3; round++)
      for (int i = 0; i < WORDS; i++) {
        int size = snprintf(word, sizeof word, i % 3 ? "鿿%d号" : "鿿 %d", i);
        if (round == 0)
          wrong += nst_user_words_add(own.words, word, (size_t)size, 0, "n") != NST_OK;
        if (round == 1) wrong += !is_user_word(&own, word, (size_t)size);
        if (round == 2) wrong += !nst_user_words_remove(own.words, word, (size_t)size);
        if (round == 0) wrong += nst_user_words_size(own.words) != (size_t)i + 1;
      }
    CHECK_EQUAL(wrong, 0);
    CHECK_EQUAL(nst_user_words_size(own.words), 0);
  }
  tear_down(&own);
}

/* The words of the last call stay valid until the next one, also where the user
   adds words between the two. */
static void tags_outlive_growth(void) {
  fixture own;
  if (set_up(&own)) {
    const nst_word *words;
    size_t count;
    add(&own, "量子霸权");
    nst_segmenter_start(own.segmenter, "量子霸权", 12);
    CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
    own.memory.watched = count ? words[0].tag : NULL;
    for (int i = 0; i < 1000; i++) {
      char word[32];
      snprintf(word, sizeof word, "新词%d", i);
      add(&own, word);
    }
    CHECK(!own.memory.watched_released);
  }
  tear_down(&own);
}

static void texts_are_kept(void) {
  static const char *const pieces[] = {"量",  "子",  "霸", "权", "a",    "1",  " ",
                                       "。",  "か",  "+",  "-",  "\xFF", "漢", "汉",
                                       "ABC", "鿿", "\n", "#",  "@",    "."};
  enum { PIECES = sizeof pieces / sizeof *pieces };
  fixture own;
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  uint64_t state = 79;
  if (set_up(&own))
    for (int round = 0; round < 3000; round++) {
      text.size = 0;
      random_text(&state, pieces, PIECES, 1 + random_below(&state, 12), &text);
      CHECK_EQUAL(nst_user_words_add(own.words, text.bytes, text.size,
                                     (double)random_below(&state, 3), NULL),
                  NST_OK);
      text.size = 0;
      random_text(&state, pieces, PIECES, random_below(&state, 3000), &text);
      check_note("round %d", round);
      if (!CHECK(words_are_the_text(own.segmenter, text.bytes, text.size))) break;
    }
  nst_buffer_free(&text);
  tear_down(&own);
}

static const check_test tests[] = {
    {"user words are cut whole", are_cut_whole},
    {"they are found in all spellings", are_found_in_all_spellings},
    {"they are found in either case", are_found_in_either_case},
    {"they have tags of up to 7 bytes", have_tags},
    {"they can be removed", can_be_removed},
    {"they can be switched off", can_be_switched_off},
    {"they count from the next start on", count_from_the_next_start_on},
    {"they have 1 to 200 characters", take_1_to_200_characters},
    {"long Latin words are found", long_latin_words_are_found},
    {"one key in two classes is one word", one_key_in_two_classes},
    {"with frequency 0 they always win against their parts", always_win_against_their_parts},
    {"their frequency weighs", frequency_weighs},
    {"there can be many", there_can_be_many},
    {"tags outlive the growth of the list", tags_outlive_growth},
    {"texts are kept", texts_are_kept},
};

CHECK_SUITE(user_words);
