/* Offsets of time zones. */
#include "check.h"
#include "support.h"

static void knows_offsets(void) {
  static const struct {
    const char *name;
    double seconds;
    int offset;
  } cases[] = {
      {"UTC", 0, 0},
      {"Asia/Shanghai", 0, 28800},
      {"Asia/Shanghai", 1706099943, 28800},
      {"Asia/Shanghai", 1706099943.999, 28800},
      {"Asia/Shanghai", 521942400, 32400}, /* summer time, 17 July 1986 */
      {"Asia/Hong_Kong", 1706099943, 28800},
      {"Asia/Taipei", 1706099943, 28800},
      {"Asia/Kolkata", 1706099943, 19800},
      {"Asia/Kathmandu", 1706099943, 20700},
      {"America/New_York", 1706099943, -18000},
      {"America/New_York", 1720000000, -14400},
      {"America/St_Johns", 1706099943, -12600},
      /* Berlin in 2024: on 31 March and on 27 October, at 01:00 UTC */
      {"Europe/Berlin", 1711846799, 3600},
      {"Europe/Berlin", 1711846799.75, 3600},
      {"Europe/Berlin", 1711846800, 7200},
      {"Europe/Berlin", 1729990799, 7200},
      {"Europe/Berlin", 1729990800, 3600},
      {"Europe/Berlin", -1, 3600},
      {"Europe/Berlin", -0.5, 3600},
      {"Europe/Berlin", 4102444800, 3600}, /* 2100 */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_zone *zone = NULL;
    int offset = 1;
    check_note("%s at %.2f", cases[i].name, cases[i].seconds);
    CHECK_EQUAL(nst_zone_open(cases[i].name, NULL, &zone), NST_OK);
    if (!zone) continue;
    CHECK_EQUAL(nst_zone_offset(zone, cases[i].seconds, &offset), NST_OK);
    CHECK_EQUAL(offset, cases[i].offset);
    nst_zone_close(zone);
  }
}

/* A zone is asked for many moments, in any order. */
static void one_zone_serves_many_moments(void) {
  nst_zone *zone = NULL;
  REQUIRE(nst_zone_open("Europe/Berlin", NULL, &zone) == NST_OK);
  for (int day = 365; day-- > 0;) {
    int offset = 0;
    double noon = 1704110400 + 86400.0 * day; /* 1 January 2024, 12:00 UTC */
    bool summer = day >= 90 && day < 300;
    check_note("day %d", day);
    CHECK_EQUAL(nst_zone_offset(zone, noon, &offset), NST_OK);
    CHECK_EQUAL(offset, summer ? 7200 : 3600);
  }
  nst_zone_close(zone);
}

static void refuses_unknown_names(void) {
  static const char *const names[] = {
      "",
      "Mars/Olympus",
      "Asia/Shanghai ",
      " Asia/Shanghai",
      "Asia",
      "Asia/",
      "北京",
      "Asia/Shangh\xC3\xA4i",
      "\xFF",
      "Asia/Shanghai/Asia/Shanghai/Asia/Shanghai/Asia/Shanghai/Asia/12",
      "Asia/Shanghai/Asia/Shanghai/Asia/Shanghai/Asia/Shanghai/Asia/123",
      "Asia/Shanghai/Asia/Shanghai/Asia/Shanghai/Asia/Shanghai/Asia/1234",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    nst_zone *zone = NULL;
    check_note("%s", names[i]);
    CHECK_EQUAL(nst_zone_open(names[i], NULL, &zone), NST_UNKNOWN_ZONE);
    CHECK(zone == NULL);
    nst_zone_close(zone);
  }
}

static void refuses_very_long_names(void) {
  static char name[100001];
  nst_zone *zone = NULL;
  memset(name, 'A', sizeof name - 1);
  CHECK_EQUAL(nst_zone_open(name, NULL, &zone), NST_UNKNOWN_ZONE);
  CHECK(zone == NULL);
}

static const check_test tests[] = {
    {"offsets, and the seconds at which they change", knows_offsets},
    {"one zone serves many moments", one_zone_serves_many_moments},
    {"unknown names are refused", refuses_unknown_names},
    {"very long names are refused", refuses_very_long_names},
};

CHECK_SUITE(zone);
