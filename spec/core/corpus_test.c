/* Articles as streams of words: what is left out, what repeats, what they are counted by. */
#include "check.h"
#include "core/corpus.h"
#include "core/utf8.h"
#include "support.h"

#include <stdio.h>
#include <unistd.h>

typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_vocabulary *suffixes;
  nst_corpus *corpus;
} fixture;

static size_t memory = NST_CORPUS_MEMORY; /* what the corpora keep of their words */

static bool set_up(fixture *own) {
  memset(own, 0, sizeof *own);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  if (!own->segmenter) return false;
  uint32_t term;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &own->suffixes), NST_OK);
  const char *suffixes[] = {"省", "会", "制"};
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
    CHECK_EQUAL(nst_vocabulary_intern(own->suffixes, suffixes[i], 3, &term), NST_OK);
  nst_corpus_rules rules = {.suffixes = own->suffixes};
  CHECK_EQUAL(nst_corpus_create(own->lexicon, &rules, NULL, &own->corpus), NST_OK);
  if (own->corpus) nst_corpus_set_memory(own->corpus, memory);
  return own->corpus != NULL;
}

static void tear_down(fixture *own) {
  nst_corpus_destroy(own->corpus);
  nst_vocabulary_destroy(own->suffixes);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

static void add(fixture *own, const char *title, const char *text) {
  CHECK_EQUAL(nst_corpus_add(own->corpus, own->segmenter, title, strlen(title), text, strlen(text)),
              NST_OK);
}

enum { MOST = 64 };
static const uint32_t numbers[MOST] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                       12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
static const uint32_t zeros[MOST];

static nst_selection select(size_t count) {
  return (nst_selection){numbers, zeros, numbers, zeros, count};
}

static uint32_t uses_of(fixture *own, uint32_t article, const char *key) {
  uint32_t uses[1] = {99};
  nst_selection one = {&article, zeros, zeros, zeros, 1};
  CHECK_EQUAL(nst_corpus_count_uses(own->corpus, &one, key, strlen(key), uses), NST_OK);
  return uses[0];
}

static void counts_uses(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, "台风登陆", "颱風台风，湖北省\n\n COVID-19 New York\n台风\n");
    CHECK_EQUAL(uses_of(&own, 0, "台风"), 4);
    CHECK_EQUAL(uses_of(&own, 0, "台风登陆"), 1);
    CHECK_EQUAL(uses_of(&own, 0, "湖北省"), 1);
    CHECK_EQUAL(uses_of(&own, 0, "湖北"), 1);
    CHECK_EQUAL(uses_of(&own, 0, "covid-19"), 1);
    CHECK_EQUAL(uses_of(&own, 0, "new york"), 1);
    CHECK_EQUAL(uses_of(&own, 0, "风登"), 0);
    CHECK_EQUAL(uses_of(&own, 0, "台风台"), 0);
    CHECK_EQUAL(nst_corpus_size(own.corpus), 1);
  }
  tear_down(&own);
}

/* Checks of what word a use is, and where it stands. */
static void check_use(const fixture *own, const nst_word_use *use, const char *key,
                      uint32_t article, uint32_t position) {
  size_t size;
  const char *word = nst_corpus_word(own->corpus, use->word, &size);
  CHECK_EQUAL(size, strlen(key));
  CHECK(memcmp(word, key, strlen(key)) == 0);
  CHECK_EQUAL(use->article, article);
  CHECK_EQUAL(use->position, position);
}

static void lists_uses(void) {
  static const uint32_t articles[] = {1, 0};
  fixture own;
  if (set_up(&own)) {
    add(&own, "湖北省", "台风\n台风");
    add(&own, "台风，湖北省", "台风湖北省");
    nst_word_use *uses;
    size_t count, size;
    nst_selection all = select(2);
    CHECK_EQUAL(nst_corpus_leave_out_repeated(own.corpus, &all, 9, NULL, &count), NST_OK);
    CHECK_EQUAL(nst_corpus_list_uses(own.corpus, articles, 2, NULL, &uses, &count), NST_OK);
    CHECK_EQUAL(count, 6); /* the second paragraph of the first article repeats the first */
    const nst_word_use *at = uses;
    nst_buffer lists;
    nst_buffer_init(&lists, NULL);
    CHECK_EQUAL(nst_word_uses_write_postings(uses, 3, &lists), NST_OK);
    CHECK_EQUAL(nst_word_uses_write_positions(uses, 3, &lists), NST_OK);
    CHECK_TEXT(lists.bytes, lists.size, "[1,2,2,1][2,3,0]");
    nst_buffer_free(&lists);
    check_use(&own, at++, "湖北省", 0, 2);
    check_use(&own, at++, "湖北省", 0, 5);
    check_use(&own, at++, "湖北省", 1, 0);
    const char *base = nst_corpus_word_base(own.corpus, uses->word, &size);
    CHECK(base && size == strlen("湖北") && memcmp(base, "湖北", size) == 0);
    check_use(&own, at++, "台风", 0, 0);
    check_use(&own, at++, "台风", 0, 4);
    check_use(&own, at, "台风", 1, 2);
    CHECK(!nst_corpus_word_base(own.corpus, at->word, &size));
    nst_word_uses_free(NULL, uses, count);
    CHECK_EQUAL(nst_corpus_list_uses(own.corpus, articles, 0, NULL, &uses, &count), NST_OK);
    CHECK_EQUAL(count, 0);
    nst_word_uses_free(NULL, uses, count);
  }
  tear_down(&own);
}

static void leaves_out_repeated_paragraphs(void) {
  fixture own;
  if (set_up(&own)) {
    for (int i = 0; i < 4; i++) add(&own, "", i < 3 ? "关注微博\n台风\n台风" : "微博\n蜜蜂");
    nst_selection all = select(4);
    size_t count;
    CHECK_EQUAL(nst_corpus_leave_out_repeated(own.corpus, &all, 3, NULL, &count), NST_OK);
    CHECK_EQUAL(count, 9);
    CHECK_EQUAL(uses_of(&own, 0, "微博"), 0);
    CHECK_EQUAL(uses_of(&own, 3, "微博"), 1);
    CHECK_EQUAL(nst_corpus_leave_out_repeated(own.corpus, &all, 4, NULL, &count), NST_OK);
    CHECK_EQUAL(count, 3);
    CHECK_EQUAL(uses_of(&own, 0, "微博"), 1);
    CHECK_EQUAL(uses_of(&own, 0, "台风"), 1);
  }
  tear_down(&own);
}

static void strips_furniture_from_other_texts(void) {
  static const char text[] = "  关注微博 \n蜜蜂\n\n大学";
  fixture own;
  nst_furniture *furniture = NULL;
  if (set_up(&own)) {
    for (int i = 0; i < 3; i++) add(&own, "", "关注微博\n台风\n台风");
    nst_selection all = select(3);
    nst_buffer out;
    size_t count;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(nst_corpus_leave_out_repeated(own.corpus, &all, 3, NULL, &count), NST_OK);
    CHECK_EQUAL(nst_furniture_create(own.corpus, NULL, &furniture), NST_OK);
    CHECK_EQUAL(nst_furniture_strip(furniture, text, sizeof text - 1, &out), NST_OK);
    CHECK_TEXT(out.bytes, out.size, "蜜蜂\n\n大学");
    nst_buffer_free(&out);
  }
  nst_furniture_destroy(furniture);
  tear_down(&own);
}

#define STORY                                                                                                                                  \
  "台风鸢尾凌晨在青屿登陆，澜江沿岸四万人撤离到学校和体育馆，渡轮停航，渔船回港避风，气象台预计" \
  "风力在傍晚减弱，铁路部门说明天恢复通车，市长感谢志愿者连夜搬运沙袋。"

/* A character less than what may repeat anything. */
#define NINETEEN "青屿沿岸居民撤离到学校和体育馆渡轮停航"

static const nst_threads some = {3, NULL, NULL};

static void finds_near_duplicates(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, "a", STORY);
    add(&own, "b",
        "蜜蜂的蜂箱里装上了一只耳朵，研究人员用它听出蜂群什么时候要搬家，什么时候生病。");
    add(&own, "c", "快讯：" STORY "完。");
    add(&own, "d",
        "颱風鳶尾"
        "凌晨在青屿登陆，澜江沿岸四万人撤离到学校和体育馆。");
    add(&own, "e", "图片");
    add(&own, "f", "图片");
    for (size_t i = 0; i < 2; i++) add(&own, "", NINETEEN);
    for (size_t i = 0; i < 2; i++) add(&own, "", NINETEEN "了");
    nst_selection all = select(10);
    uint32_t same_as[10];
    CHECK_EQUAL(nst_corpus_find_duplicates(own.corpus, &all, .7, &some, same_as), NST_OK);
    const uint32_t expected[] = {0, 1, 0, 3, 4, 5, 6, 7, 8, 8};
    for (size_t i = 0; i < 10; i++) {
      check_note("article %zu", i);
      CHECK_EQUAL(same_as[i], expected[i]);
    }
  }
  tear_down(&own);
}

/* Many copies of one text are found in one bucket each, not compared with each other. */
static void finds_many_copies(void) {
  fixture own;
  if (set_up(&own)) {
    for (size_t i = 0; i < 24; i++) add(&own, "", STORY);
    nst_selection all = select(24);
    uint32_t same_as[MOST];
    CHECK_EQUAL(nst_corpus_find_duplicates(own.corpus, &all, .7, &some, same_as), NST_OK);
    for (size_t i = 0; i < 24; i++) CHECK_EQUAL(same_as[i], 0);
  }
  tear_down(&own);
}

/* Copies in which one character of fifty is another: no single band would find them all. */
static void finds_rewritten_copies(void) {
  enum { PAIRS = 12, CHARACTERS = 300, HAN = 0x4E00, MANY = 3000 };
  fixture own;
  if (set_up(&own)) {
    uint64_t state = 11;
    for (size_t pair = 0; pair < PAIRS; pair++) {
      char text[2][CHARACTERS * 4 + 1];
      size_t size[2] = {0, 0};
      for (size_t i = 0; i < CHARACTERS; i++) {
        uint32_t c = HAN + (uint32_t)random_below(&state, MANY);
        size[0] += nst_utf8_encode(c, text[0] + size[0]);
        size[1] += nst_utf8_encode(i % 50 == 25 ? HAN + MANY : c, text[1] + size[1]);
      }
      text[0][size[0]] = text[1][size[1]] = 0;
      add(&own, "", text[0]);
      add(&own, "", text[1]);
    }
    nst_selection all = select(2 * PAIRS);
    uint32_t same_as[MOST];
    CHECK_EQUAL(nst_corpus_find_duplicates(own.corpus, &all, .7, &some, same_as), NST_OK);
    for (uint32_t i = 0; i < 2 * PAIRS; i++) CHECK_EQUAL(same_as[i], i / 2 * 2);
  }
  tear_down(&own);
}

static void merges(void) {
  fixture own, other;
  bool ready = set_up(&own);
  if (set_up(&other) && ready) {
    add(&own, "蜜蜂", "城市\n关注微博");
    add(&other, "大学", "湖北省的台风，300万人\n关注微博");
    CHECK_EQUAL(nst_corpus_merge(own.corpus, other.corpus), NST_OK);
    CHECK_EQUAL(nst_corpus_size(own.corpus), 2);
    CHECK_EQUAL(nst_corpus_words(own.corpus, 1), nst_corpus_words(other.corpus, 0));
    const char *const keys[] = {"大学", "湖北省", "湖北", "台风", "微博"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
      check_note("%s", keys[i]);
      CHECK_EQUAL(uses_of(&own, 1, keys[i]), 1);
      CHECK_EQUAL(uses_of(&other, 0, keys[i]), 1);
    }
    CHECK_EQUAL(uses_of(&own, 0, "微博"), 1);
    nst_selection all = select(2);
    size_t count;
    CHECK_EQUAL(nst_corpus_leave_out_repeated(own.corpus, &all, 2, NULL, &count), NST_OK);
    CHECK_EQUAL(count, 2);
  }
  tear_down(&own);
  tear_down(&other);
}

/* 委员会制 brings 委员会, which brings 委员: three forms of one word, wherever room ends. */
static void finds_bases_of_bases(void) {
  for (size_t before = 0; before < 70; before++) {
    fixture own;
    if (set_up(&own)) {
      char text[512] = "";
      size_t size = 0;
      for (size_t i = 0; i < before; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "x%c%c ", 'a' + (int)i / 26,
                                 'a' + (int)i % 26);
      snprintf(text + size, sizeof text - size, "委员会制");
      add(&own, "", text);
      CHECK_EQUAL(uses_of(&own, 0, "委员会制"), 1);
    }
    tear_down(&own);
  }
}

static void takes_any_bytes(void) {
  static const char *const pieces[] = {"\xFF", "\xE4\xBD", "台风", "\n",    " ", "3.14", "，",  "a",
                                       "《",   "》",       "\0",   "COVID", "-", "省",   "湖北"};
  uint64_t state = 5;
  fixture own;
  if (set_up(&own)) {
    for (size_t i = 0; i < 24; i++) {
      nst_buffer text;
      nst_buffer_init(&text, NULL);
      random_text(&state, pieces, sizeof pieces / sizeof *pieces, 10 * i * i, &text);
      CHECK_EQUAL(
          nst_corpus_add(own.corpus, own.segmenter, "", 0, text.bytes ? text.bytes : "", text.size),
          NST_OK);
      nst_buffer_free(&text);
    }
    nst_selection all = select(24);
    uint32_t same_as[MOST];
    size_t count;
    nst_index *index = NULL;
    CHECK_EQUAL(nst_corpus_find_duplicates(own.corpus, &all, .7, &some, same_as), NST_OK);
    CHECK_EQUAL(nst_corpus_leave_out_repeated(own.corpus, &all, 3, NULL, &count), NST_OK);
    CHECK_EQUAL(nst_index_create(own.corpus, &all, 2, &some, NULL, &index), NST_OK);
    nst_index_destroy(index);
  }
  tear_down(&own);
}

/* The first of the other's articles is read back, the second is not. */
static void merges_all_or_nothing(void) {
  fixture own, other;
  memory = 0;
  bool ready = set_up(&own);
  if (set_up(&other) && ready) {
    add(&own, "蜜蜂", "城市\n关注微博");
    for (int i = 0; i < 3; i++) add(&other, "大学", "湖北省的台风");
    size_t paragraphs = own.corpus->paragraphs;
    CHECK_EQUAL(ftruncate(other.corpus->spill.file.descriptor, other.corpus->articles[0].size), 0);
    CHECK_EQUAL(nst_corpus_merge(own.corpus, other.corpus), NST_TEMPORARY_FILE);
    CHECK_EQUAL(nst_corpus_size(own.corpus), 1);
    CHECK_EQUAL(own.corpus->paragraphs, paragraphs);
    add(&own, "大学", "湖北省的台风");
    CHECK_EQUAL(uses_of(&own, 0, "微博"), 1);
    CHECK_EQUAL(uses_of(&own, 1, "台风"), 1);
  }
  tear_down(&own);
  tear_down(&other);
  memory = NST_CORPUS_MEMORY;
}

/* All that is read of articles, of the first ones or all of which the words are in a file. */
static void keeps_words_in_a_file(void) {
  for (memory = 0; memory < 100; memory += 33) {
    counts_uses();
    lists_uses();
    leaves_out_repeated_paragraphs();
    finds_near_duplicates();
    finds_many_copies();
    merges();
    takes_any_bytes();
  }
  memory = NST_CORPUS_MEMORY;
}

static const check_test tests[] = {
    {"uses are counted, of words, bases and words together", counts_uses},
    {"uses are listed by word, with where they stand", lists_uses},
    {"repeated paragraphs are left out", leaves_out_repeated_paragraphs},
    {"furniture is stripped from other texts", strips_furniture_from_other_texts},
    {"near-duplicates are found", finds_near_duplicates},
    {"many copies are found", finds_many_copies},
    {"rewritten copies are found", finds_rewritten_copies},
    {"corpora merge", merges},
    {"corpora merge as a whole or not at all", merges_all_or_nothing},
    {"bases of bases are found, wherever room ends", finds_bases_of_bases},
    {"any bytes are taken", takes_any_bytes},
    {"words may be in a file", keeps_words_in_a_file},
};

CHECK_SUITE(corpus);
