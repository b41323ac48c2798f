/* main.c: runs the C tests.  With an argument, only the suite of that name, or
   where there is none the tests whose suite or name contains it; with
   "-NAME" all but that suite. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>

/* In the order of the stages. */
#define SUITES(X)      \
  X(utf8)              \
  X(status)            \
  X(memory)            \
  X(file)              \
  X(spill)             \
  X(folder)            \
  X(string_list)       \
  X(charset)           \
  X(characters)        \
  X(html_tokenizer)    \
  X(html_tree)         \
  X(html)              \
  X(html_info)         \
  X(html_links)        \
  X(html_growth)       \
  X(layout)            \
  X(page_lines)        \
  X(page_facts)        \
  X(content_furniture) \
  X(image)             \
  X(lexicon)           \
  X(lexicon_compiler)  \
  X(damage)            \
  X(charset_detection) \
  X(fold)              \
  X(run)               \
  X(lattice)           \
  X(context_tags)      \
  X(segmenter)         \
  X(segmenter_costs)   \
  X(joiner)            \
  X(user_words)        \
  X(parts)             \
  X(vocabulary)        \
  X(document)          \
  X(counter)           \
  X(corpus)            \
  X(duplicates)        \
  X(threads)           \
  X(post)              \
  X(pipeline)          \
  X(stored_lists)      \
  X(tab_separated)     \
  X(title_series)      \
  X(term_table)        \
  X(term_index)        \
  X(ranking)           \
  X(language)          \
  X(warc)              \
  X(json_scan)         \
  X(zone)              \
  X(xml_run)           \
  X(feed)              \
  X(feed_damage)       \
  X(headers)           \
  X(allocation)        \
  X(allocation_counting)

#define DECLARE(name) extern const check_suite name##_suite;
SUITES(DECLARE)

#define ADDRESS(name) &name##_suite,
static const check_suite *const suites[] = {SUITES(ADDRESS)};

enum { MOST_MESSAGES = 10 }; /* of one test: a broken table would fill the screen */

static size_t failures; /* of the running test */
static char note[160];

static bool fails(check_place place) {
  if (++failures > MOST_MESSAGES) return false;
  printf("%s:%d: %s", place.file, place.line, place.what);
  if (note[0]) printf(" [%s]", note);
  return true;
}

void check_note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(note, sizeof note, format, arguments);
  va_end(arguments);
}

bool check_true(bool holds, check_place place) {
  if (!holds && fails(place)) puts(": does not hold");
  return holds;
}

bool check_equal(intmax_t seen, intmax_t expected, check_place place) {
  if (seen != expected && fails(place)) printf(": %jd, not %jd\n", seen, expected);
  return seen == expected;
}

static void print_bytes(const char *bytes, size_t size) {
  enum { MOST_BYTES = 400 };
  putchar('"');
  for (size_t i = 0; i < size && i < MOST_BYTES; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c == '\n')
      fputs("\\n", stdout);
    else if (c == '\t')
      fputs("\\t", stdout);
    else if (c < ' ')
      printf("\\x%02X", c);
    else
      putchar(c);
  }
  fputs(size > MOST_BYTES ? "…\"" : "\"", stdout);
}

bool check_bytes(const char *seen, size_t size, const char *expected, size_t expected_size,
                 check_place place) {
  bool same = size == expected_size && (!size || memcmp(seen, expected, size) == 0);
  if (!same && fails(place)) {
    printf(":\n    seen     ");
    print_bytes(seen, size);
    printf("\n    expected ");
    print_bytes(expected, expected_size);
    putchar('\n');
  }
  return same;
}

static bool is_suite(const char *name) {
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
    if (strcmp(suites[i]->name, name) == 0) return true;
  return false;
}

static bool is_wanted(const check_suite *suite, const check_test *test, const char *filter) {
  if (!filter) return true;
  if (filter[0] == '-') return strcmp(suite->name, filter + 1) != 0;
  if (is_suite(filter)) return strcmp(suite->name, filter) == 0;
  return strstr(suite->name, filter) || strstr(test->name, filter);
}

int main(int count, char **arguments) {
  const char *filter = count > 1 ? arguments[1] : NULL;
  size_t passed = 0, failed = 0;
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
    for (size_t j = 0; j < suites[i]->count; j++) {
      const check_test *test = suites[i]->tests + j;
      if (!is_wanted(suites[i], test, filter)) continue;
      failures = 0;
      note[0] = 0;
      test->run();
      fflush(stdout);
      if (failures) printf("failed: %s: %s\n", suites[i]->name, test->name);
      *(failures ? &failed : &passed) += 1;
    }
  printf("core: %zu passed, %zu failed\n", passed, failed);
  return failed != 0;
}
