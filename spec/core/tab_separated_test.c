/* Fields of tab-separated rows. */
#include "check.h"
#include "core/newsstat.h"
#include "support.h"

static void escapes_bytes_between_fields(void) {
  const char text[] = "a\tb\nc\\d\0e\r\b\f'台风\xff";
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_tab_separated_text(text, sizeof text - 1, &out), NST_OK);
  CHECK_TEXT(out.bytes, out.size, "a\\tb\\nc\\\\d\\0e\\r\\b\\f'台风\xff");
  out.size = 0;
  CHECK_EQUAL(nst_tab_separated_read("a\\tb\\\\n\\0\\x\\", 12, &out), NST_OK);
  CHECK_EQUAL(out.size, 8);
  CHECK(memcmp(out.bytes, "a\tb\\n\0x\\", 8) == 0);
  out.size = 0;
  CHECK_EQUAL(nst_tab_separated_text("", 0, &out), NST_OK);
  CHECK_EQUAL(out.size, 0);
  nst_buffer_free(&out);
}

static void writes_numbers_with_all_their_digits(void) {
  const struct {
    double number;
    const char *text;
  } cases[] = {
      {0, "0"},
      {7, "7"},
      {-12, "-12"},
      {4294967296., "4294967296"},
      {9007199254740991., "9007199254740991"},
      {9007199254740992., "9007199254740992"},
      {.5, "0.5"},
      {.1, "0.10000000000000001"},
      {-2.25, "-2.25"},
      {1e300, "1.0000000000000001e+300"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(nst_tab_separated_number(cases[i].number, &out), NST_OK);
    CHECK_TEXT(out.bytes, out.size, cases[i].text);
    nst_buffer_free(&out);
  }
}

static void ends_where_memory_does(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  nst_buffer out;
  nst_buffer_init(&out, &memory.allocator);
  memory.fail_at = 1;
  CHECK_EQUAL(nst_tab_separated_text("a\tb", 3, &out), NST_NO_MEMORY);
  memory.fail_at = memory.calls + 1;
  CHECK_EQUAL(nst_tab_separated_number(12, &out), NST_NO_MEMORY);
  nst_buffer_free(&out);
  CHECK(counted_memory_is_clean(&memory));
}

static const check_test tests[] = {
    {"bytes that end a field are escaped, all others are not, and read again",
     escapes_bytes_between_fields},
    {"numbers give the same numbers again", writes_numbers_with_all_their_digits},
    {"lack of memory is told", ends_where_memory_does},
};

CHECK_SUITE(tab_separated);
