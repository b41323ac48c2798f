/* icu TEXT: ICU's word break iterator for Chinese, over the whole text at once. */
#include "driver.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

static void check(UErrorCode status) {
  if (U_FAILURE(status)) fail(u_errorName(status));
}

/* The iterator reads UTF-16; making it is not what is measured. */
static UChar *utf16(const char *text, size_t size, int32_t *length) {
  UErrorCode status = U_ZERO_ERROR;
  UChar *units = malloc((size + 1) * sizeof *units);
  if (!units) fail("no memory for the text");
  u_strFromUTF8WithSub(units, (int32_t)size + 1, length, text, (int32_t)size, 0xFFFD, NULL,
                       &status);
  check(status);
  return units;
}

/* Counts the stretches between breaks that do not begin with a space. */
static size_t count_words(UBreakIterator *breaks, const UChar *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(breaks, text, length, &status);
  check(status);
  size_t words = 0;
  int32_t first = ubrk_first(breaks);
  for (int32_t next; (next = ubrk_next(breaks)) != UBRK_DONE; first = next) {
    words += !u_isUWhiteSpace(text[first]);
  }
  return words;
}

int main(int argc, char **argv) {
  if (argc != 2) fail("usage: icu TEXT");
  double rss = resident_mb();
  size_t size;
  char *bytes = read_file(argv[1], &size);
  int32_t length;
  UChar *text = utf16(bytes, size, &length);
  double text_rss = resident_mb() - rss;
  int32_t short_length;
  UChar *short_text = utf16(SHORT_TEXT, strlen(SHORT_TEXT), &short_length);

  double begin = cpu_seconds();
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *breaks = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
  check(status);
  count_words(breaks, short_text, short_length);
  double load = cpu_seconds() - begin;

  begin = cpu_seconds();
  size_t words = count_words(breaks, text, length);
  double seconds = cpu_seconds() - begin;
  print_line("ICU, UTF-16", seconds, load, resident_mb() - text_rss, words);

  ubrk_close(breaks);
  free(short_text);
  free(text);
  free(bytes);
}
