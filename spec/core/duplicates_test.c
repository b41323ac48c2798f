/* Near-duplicates of many articles, which are looked at in blocks. */
#include "check.h"
#include "core/newsstat.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

/* More than two blocks, and a part of a third. */
enum { ARTICLES = 2300, CHARACTERS = 60 };

/* Characters at random, the same in each run; a later article may repeat an earlier one. */
static bool add_article(nst_corpus *corpus, nst_segmenter *segmenter, uint64_t seed, bool changed) {
  char text[4 * CHARACTERS];
  size_t size = 0;
  uint64_t state = seed;
  for (int i = 0; i < CHARACTERS; i++)
    size += nst_utf8_encode(0x4E00 + (uint32_t)random_below(&state, 5000), text + size);
  if (changed) size += nst_utf8_encode(0x9FA0, text + size);
  return CHECK_EQUAL(nst_corpus_add(corpus, segmenter, "", 0, text, size), NST_OK);
}

static size_t repeated_by(size_t article) {
  static const size_t pairs[][2] = {{1100, 3},    {1023, 1022}, {1024, 1023}, {2047, 1500},
                                    {2200, 2100}, {2299, 0},    {2298, 2297}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i][0] == article) return repeated_by(pairs[i][1]);
  return article;
}

static void finds_repeated(const nst_corpus *corpus, size_t threads) {
  uint32_t *numbers = malloc(2 * ARTICLES * sizeof *numbers);
  REQUIRE(numbers);
  uint32_t *same_as = numbers + ARTICLES;
  for (uint32_t i = 0; i < ARTICLES; i++) numbers[i] = i;
  const nst_selection all = {numbers, numbers, numbers, numbers, ARTICLES};
  const nst_threads some = {threads, NULL, NULL};
  CHECK_EQUAL(nst_corpus_find_duplicates(corpus, &all, .7, &some, same_as), NST_OK);
  for (size_t i = 0; i < ARTICLES; i++) {
    check_note("article %zu, %zu threads", i, threads);
    CHECK_EQUAL(same_as[i], repeated_by(i));
  }
  free(numbers);
}

static void repetitions_are_found_across_blocks(void) {
  nst_lexicon *lexicon = open_lexicon();
  nst_segmenter *segmenter = lexicon ? open_segmenter(lexicon) : NULL;
  nst_corpus_rules rules = {.function_words = NULL};
  nst_corpus *corpus = NULL;
  REQUIRE(segmenter && nst_corpus_create(lexicon, &rules, NULL, &corpus) == NST_OK);
  for (size_t i = 0; i < ARTICLES; i++) {
    size_t original = repeated_by(i);
    if (!add_article(corpus, segmenter, 1 + original, original != i)) break;
  }
  finds_repeated(corpus, 1);
  finds_repeated(corpus, 3);
  nst_corpus_destroy(corpus);
  nst_segmenter_destroy(segmenter);
  nst_lexicon_close(lexicon);
}

static const check_test tests[] = {
    {"repetitions are found across blocks", repetitions_are_found_across_blocks},
};

CHECK_SUITE(duplicates);
