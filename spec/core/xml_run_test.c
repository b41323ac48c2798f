/* Runs of feeds' text that go on as they are, against what may stop them at each place. */
#include "check.h"
#include "core/xml_states.h"

#include <stdio.h>
#include <stdlib.h>

enum { LONGEST = 50 };

typedef struct stop_case {
  const char *piece;
  bool stops_text, stops_cdata;
} stop_case;

/* Within other text; at its end is what may yet become one of those that stop. */
static const stop_case inside[] = {
    {"<", true, false},           {"</", true, true},           {"&", true, false},
    {">", true, false},           {"]", false, true},           {"\x01", true, true},
    {"\r", true, true},           {"\x1F", true, true},         {"\t", false, false},
    {"\n", false, false},         {" ", false, false},          {"\x7F", false, false},
    {"\xEF\xBF\xBF", true, true}, {"\xEF\xBF\x80", true, true}, {"\xEF\xBC\x8C", false, false},
    {"/", false, false},
};
static const stop_case at_end[] = {
    {"<", true, true}, {"\xEF", true, true}, {"\xEF\xBF", true, true}, {"中", false, false}};

/* The run of so many plain bytes, a piece and so many bytes more, in a block of just that size, so
   that a byte read behind it shows. */
static void check_run(size_t before, const stop_case *one, size_t behind) {
  size_t piece = strlen(one->piece), size = before + piece + behind;
  char *text = malloc(size);
  REQUIRE(text != NULL);
  memset(text, 'a', size);
  memcpy(text + before, one->piece, piece);
  check_note("piece %02x, %zu bytes before it, %zu behind it", (unsigned char)*one->piece, before,
             behind);
  CHECK_EQUAL(nst_xml_run(text, size, NST_XML_IN_TEXT), one->stops_text ? before : size);
  CHECK_EQUAL(nst_xml_run(text, size, NST_XML_IN_CDATA), one->stops_cdata ? before : size);
  free(text);
}

static void runs_end_where_something_may_stop_them(void) {
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
    for (size_t before = 0; before < LONGEST; before++)
      for (size_t behind = 1; behind < LONGEST; behind++) check_run(before, inside + i, behind);
}

static void ends_of_runs_may_go_on(void) {
  for (size_t i = 0; i < sizeof at_end / sizeof *at_end; i++)
    for (size_t before = 0; before < LONGEST; before++) check_run(before, at_end + i, 0);
}

static void the_first_of_two_stops(void) {
  char text[] = "中文中文中文中文中文中文&中文中文中文中文中文中文]";
  CHECK_EQUAL(nst_xml_run(text, sizeof text - 1, NST_XML_IN_TEXT), 36);
  CHECK_EQUAL(nst_xml_run(text, sizeof text - 1, NST_XML_IN_CDATA), sizeof text - 2);
  CHECK_EQUAL(nst_xml_run(text, 0, NST_XML_IN_TEXT), 0);
}

static const check_test tests[] = {
    {"runs end where something may stop them", runs_end_where_something_may_stop_them},
    {"at the end it may be what stops", ends_of_runs_may_go_on},
    {"of two the first stops", the_first_of_two_stops},
};

CHECK_SUITE(xml_run);
