/* check.h: the harness of the C tests.

   A file of tests ends with CHECK_SUITE(name), which main.c lists.  A failing
   check prints where it stands and what it saw, and counts against its test;
   the test goes on, since the next row of a table may tell more.  REQUIRE
   leaves the function where going on would make no sense. */
#ifndef NEWSSTAT_CHECK_H
#define NEWSSTAT_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct check_test {
  const char *name; /* a sentence: what holds */
  void (*run)(void);
} check_test;

typedef struct check_suite {
  const char *name;
  const check_test *tests;
  size_t count;
} check_suite;

/* The file's tests stand in an array `tests` before it. */
#define CHECK_SUITE(name) \
  const check_suite name##_suite = {#name, tests, sizeof tests / sizeof *tests}

/* A place in a test; `what` is the expression. */
typedef struct check_place {
  const char *file;
  int line;
  const char *what;
} check_place;

#define CHECK_HERE(what) ((check_place){__FILE__, __LINE__, what})

/* Each returns whether the check held. */
bool check_true(bool holds, check_place place);
bool check_equal(intmax_t seen, intmax_t expected, check_place place);
bool check_bytes(const char *seen, size_t size, const char *expected, size_t expected_size,
                 check_place place);

/* Names the row of a table that the next checks are about, as printf does;
   printed with those that fail.  It lasts until the next note or test. */
void check_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define CHECK(expression) check_true((expression), CHECK_HERE(#expression))
#define CHECK_EQUAL(seen, expected) \
  check_equal((intmax_t)(seen), (intmax_t)(expected), CHECK_HERE(#seen " == " #expected))
#define CHECK_BYTES(seen, size, expected, expected_size) \
  check_bytes(seen, size, expected, expected_size, CHECK_HERE(#seen))
/* `expected` ends in NUL. */
#define CHECK_TEXT(seen, size, expected) CHECK_BYTES(seen, size, expected, strlen(expected))
#define REQUIRE(expression)         \
  do {                              \
    if (!CHECK(expression)) return; \
  } while (0)

#endif
