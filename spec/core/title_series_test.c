/* Series of articles, told by their titles. */
#include "check.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 8 };

static void check_series(const char *const *titles, const uint32_t *sources,
                         const uint32_t *periods, size_t count, const uint32_t *expected) {
  nst_series_title given[MOST];
  uint32_t numbers[MOST];
  for (size_t i = 0; i < count; i++)
    given[i] = (nst_series_title){titles[i], strlen(titles[i]), sources ? sources[i] : 1,
                                  periods ? periods[i] : 1};
  REQUIRE(nst_title_series(given, count, NULL, numbers) == NST_OK);
  for (size_t i = 0; i < count; i++) {
    check_note("%s", titles[i]);
    CHECK_EQUAL(numbers[i], expected[i]);
  }
}

static void parts_of_a_report_are_one_series(void) {
  const char *const titles[] = {"港口螃蟹降价", "海底隧道建设实录（上）", "海底隧道建设实录（下）"};
  check_series(titles, NULL, NULL, 3, (const uint32_t[]){0, 1, 1});
  check_series(titles, (const uint32_t[]){1, 1, 2}, NULL, 3, (const uint32_t[]){0, 1, 2});
  check_series(titles, NULL, (const uint32_t[]){1, 1, 2}, 3, (const uint32_t[]){0, 1, 2});
}

static void titles_join_over_others(void) {
  const char *const titles[] = {"one two three four five six", "six five four three two one",
                                "one two three four five six seven",
                                "a one two three four five six"};
  check_series(titles, (const uint32_t[]){1, 1, 1, 1}, NULL, 4, (const uint32_t[]){0, 1, 0, 0});
}

static void site_names_make_no_series(void) {
  const char *const titles[] = {"股市收高 – 砚石广播电台中文台 - YS",
                                "螃蟹降价 – 砚石广播电台中文台 - YS", "股市收高 — 砚石日报电子版",
                                "螃蟹降价 | 砚石日报电子版"};
  check_series(titles, NULL, NULL, 4, (const uint32_t[]){0, 1, 2, 3});
}

static void titles_of_anything_are_taken(void) {
  const char *const titles[] = {"", " - ", "\x80\xC2\xF5 \xE4\xB8", "|", "\xFF\xFF\xFF"};
  check_series(titles, NULL, NULL, 5, (const uint32_t[]){0, 1, 2, 3, 4});
  uint32_t none;
  CHECK_EQUAL(nst_title_series(NULL, 0, NULL, &none), NST_OK);
}

/* More runs than the table begins with, then periods with few. */
static void many_titles_find_their_series(void) {
  enum { MANY = 4000, EACH = 32 };
  nst_series_title *given = calloc(MANY, sizeof *given);
  char(*texts)[EACH] = calloc(MANY, EACH);
  uint32_t *numbers = calloc(MANY, sizeof *numbers);
  REQUIRE(given && texts && numbers);
  for (unsigned i = 0; i < MANY; i++) {
    unsigned group = i < MANY - 10 ? i % 1000 : 7; /* the last ones in periods of their own */
    int size = snprintf(texts[i], EACH, "t%u a b c d e%u", group, group);
    given[i] = (nst_series_title){texts[i], (size_t)size, 1, i < MANY - 10 ? 0 : i};
  }
  CHECK_EQUAL(nst_title_series(given, MANY, NULL, numbers), NST_OK);
  for (unsigned i = 0; i < MANY; i++) CHECK_EQUAL(numbers[i], i < MANY - 10 ? i % 1000 : i);
  free(numbers);
  free(texts);
  free(given);
}

static const check_test tests[] = {
    {"parts of a report are one series, of one source and period",
     parts_of_a_report_are_one_series},
    {"titles join over others", titles_join_over_others},
    {"names of sites make no series", site_names_make_no_series},
    {"titles of anything are taken", titles_of_anything_are_taken},
    {"many titles find their series", many_titles_find_their_series},
};

CHECK_SUITE(title_series);
