/* newsstat_loop TEXT: the C core alone, over the whole text at once. */
#include "driver.h"

#include "core/newsstat.h"

static void check(nst_status status) {
  if (status != NST_OK) fail(nst_status_text(status));
}

/* Cuts a text and counts the words that are not spaces. */
static size_t count_words(nst_segmenter *segmenter, const char *text, size_t size) {
  size_t words = 0;
  size_t count;
  const nst_word *word;
  nst_segmenter_start(segmenter, text, size);
  do {
    check(nst_segmenter_next(segmenter, &word, &count));
    for (size_t i = 0; i < count; i++) words += word[i].kind != NST_WORD_SPACE;
  } while (count > 0);
  return words;
}

int main(int argc, char **argv) {
  if (argc != 2) fail("usage: newsstat_loop TEXT");
  double rss = resident_mb();
  size_t size;
  char *text = read_file(argv[1], &size);
  double text_rss = resident_mb() - rss;

  double begin = cpu_seconds();
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  check(nst_lexicon_open_builtin(NULL, &lexicon));
  check(nst_segmenter_create(lexicon, NULL, &segmenter));
  count_words(segmenter, SHORT_TEXT, strlen(SHORT_TEXT));
  double load = cpu_seconds() - begin;

  begin = cpu_seconds();
  size_t words = count_words(segmenter, text, size);
  double seconds = cpu_seconds() - begin;
  print_line("newsstat, C loop", seconds, load, resident_mb() - text_rss, words);

  nst_segmenter_destroy(segmenter);
  nst_lexicon_close(lexicon);
  free(text);
}
