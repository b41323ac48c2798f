/* Lists of postings as they are read. Writing them is tested with the index. */
#include "check.h"
#include "core/newsstat.h"

#include <string.h>

static nst_set_counts counts_of(const char *text, const char *members) {
  nst_set_counts counts = {{0, 0}, {0, 0}};
  nst_count_postings(text, strlen(text), (const uint8_t *)members, strlen(members), &counts);
  return counts;
}

static void counts_both_sets(void) {
  nst_set_counts counts = counts_of("[1,5,2,7,4,1]", "\1\2\3\3");
  CHECK_EQUAL(counts.articles[0], 2);
  CHECK_EQUAL(counts.uses[0], 6);
  CHECK_EQUAL(counts.articles[1], 2);
  CHECK_EQUAL(counts.uses[1], 8);
}

static void passes_over_what_is_no_posting(void) {
  const char *texts[] = {"",  "[]",  "[1]", "[0,3]", "[9,3]", "[99999999999999999999,3]",
                         "-", "[4,4"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    nst_set_counts counts = counts_of(texts[i], "\1\1\1");
    CHECK(counts.articles[0] == 0 && counts.uses[0] == 0 && counts.articles[1] == 0);
  }
  nst_set_counts counts = counts_of("[2,99999999999999999999]", "\1\1");
  CHECK_EQUAL(counts.uses[0], 1 << 30);
}

static const check_test tests[] = {
    {"articles and uses are told of both sets", counts_both_sets},
    {"places of no article and halves of postings count nothing", passes_over_what_is_no_posting},
};

CHECK_SUITE(stored_lists);
