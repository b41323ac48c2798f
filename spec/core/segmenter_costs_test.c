/* What words cost: no cut of a text costs less than that of the segmenter, by a slow reference. */
#include "check.h"
#include "reference.h"
#include "support.h"

/* A segmenter over the built-in lexicon, and room for a text. */
typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_buffer text;
} fixture;

static bool set_up(fixture *own) {
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  nst_buffer_init(&own->text, NULL);
  return own->segmenter != NULL;
}

static void tear_down(fixture *own) {
  nst_buffer_free(&own->text);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

/* The cost of a word with the boundary behind it. */
static int64_t word_and_boundary(const reference *slow, size_t from, size_t to) {
  int64_t word = reference_word(slow, from, to);
  if (word == REFERENCE_NEVER) return REFERENCE_NEVER;
  return word + (to < slow->count ? reference_boundary(slow, to) : 0);
}

static size_t end_of(const fixture *own, size_t from, const nst_word *word) {
  return from + nst_utf8_count(own->text.bytes + word->first, word->size);
}

/* What words that begin at a character cost by the reference's measure, read as
   they are or, where a fine cut parts names, two of them as one: whatever costs
   least, as only the names that were parted can cost less than their parts. */
static int64_t cost_of_batch(const fixture *own, const reference *slow, const nst_word *words,
                             size_t count, size_t *from) {
  int64_t least = 0, least_before = REFERENCE_NEVER;
  size_t begin = *from, begin_before = *from;
  for (size_t i = 0; i < count; i++) {
    size_t end = end_of(own, begin, words + i);
    int64_t word = word_and_boundary(slow, begin, end), joined = REFERENCE_NEVER;
    if (slow->fine && i > 0) joined = word_and_boundary(slow, begin_before, end);
    int64_t cost = REFERENCE_NEVER;
    if (least != REFERENCE_NEVER && word != REFERENCE_NEVER) cost = least + word;
    if (least_before != REFERENCE_NEVER && joined != REFERENCE_NEVER &&
        least_before + joined < cost)
      cost = least_before + joined;
    least_before = least;
    least = cost;
    begin_before = begin;
    begin = end;
  }
  *from = begin;
  return least;
}

static int64_t cost_of_words(fixture *own, const reference *slow) {
  int64_t sum = 0;
  size_t from = 0;
  nst_segmenter_start(own->segmenter, own->text.bytes, own->text.size);
  for (;;) {
    const nst_word *words;
    size_t count;
    CHECK_EQUAL(nst_segmenter_next(own->segmenter, &words, &count), NST_OK);
    if (!count) break;
    int64_t cost = cost_of_batch(own, slow, words, count, &from);
    if (!CHECK(cost != REFERENCE_NEVER)) return -1;
    sum += cost;
  }
  CHECK_EQUAL(from, slow->count);
  return sum;
}

static void costs_what_the_reference_costs(fixture *own) {
  for (int fine = 0; fine < 2; fine++) {
    reference slow;
    nst_segmenter_set_fine(own->segmenter, fine);
    if (CHECK(reference_open(&slow, own->lexicon, fine, own->text.bytes, own->text.size)))
      CHECK_EQUAL(cost_of_words(own, &slow), reference_least(&slow));
    reference_close(&slow);
  }
}

static void random_texts_cost_least(void) {
  fixture own;
  word_file file = {0};
  uint64_t state = 23;
  if (set_up(&own) && CHECK(word_file_open(&file, true)))
    for (int round = 0; round < 200; round++) {
      own.text.size = 0;
      random_words(&state, &file, 3 * (2000 + random_below(&state, 3000)), &own.text);
      check_note("round %d", round);
      costs_what_the_reference_costs(&own);
    }
  word_file_close(&file);
  tear_down(&own);
}

/* What names, numerals and rare characters are made of, in no order. */
static void random_characters_cost_least(void) {
  static const char *const letters[] = {
      "王", "李", "司", "马", "欧", "阳", "诸", "葛",  "小",  "明", "伟", "丽", "斯", "克", "尔",
      "巴", "特", "布", "罗", "姆", "一", "二", "三",  "十",  "百", "第", "〇", "年", "月", "的",
      "了", "是", "在", "人", "国", "學", "們", "鿿", "鿾", "𠮷", "行", "长", "会", "大", "生"};
  fixture own;
  uint64_t state = 27;
  if (set_up(&own))
    for (int round = 0; round < 200; round++) {
      own.text.size = 0;
      random_text(&state, letters, sizeof letters / sizeof *letters, 6000, &own.text);
      check_note("round %d", round);
      costs_what_the_reference_costs(&own);
    }
  tear_down(&own);
}

/* A megabyte without a mark: the window moves over it a thousand times. */
static void a_long_text_costs_least(void) {
  fixture own;
  word_file file = {0};
  uint64_t state = 29;
  if (set_up(&own) && CHECK(word_file_open(&file, true))) {
    random_words(&state, &file, 1 << 20, &own.text);
    costs_what_the_reference_costs(&own);
  }
  word_file_close(&file);
  tear_down(&own);
}

/* One word again and again is where the paths to the last places may never
   meet, so that the window has to decide without knowing all. */
static void repetitions_cost_hardly_more(void) {
  static const char *const repeated[] = {"的",       "人",   "中国", "第",  "人人",
                                         "天天向上", "哈哈", "了",   "鿿", "好好",
                                         "上海海上", "王小", "斯"};
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
      own.text.size = 0;
      uint64_t state = 0;
      random_text(&state, repeated + i, 1, 60000, &own.text);
      check_note("%s", repeated[i]);
      reference slow;
      if (CHECK(reference_open(&slow, own.lexicon, false, own.text.bytes, own.text.size))) {
        int64_t least = reference_least(&slow), seen = cost_of_words(&own, &slow);
        CHECK(seen >= least && seen - least < least / 200);
      }
      reference_close(&slow);
    }
  tear_down(&own);
}

static const check_test tests[] = {
    {"random texts cost least", random_texts_cost_least},
    {"random characters cost least", random_characters_cost_least},
    {"a megabyte without marks costs least", a_long_text_costs_least},
    {"repetitions cost hardly more", repetitions_cost_hardly_more},
};

CHECK_SUITE(segmenter_costs);
