/* cleaner.h: what the drivers of cleaners in C share: files are read before the clock starts, and
   each is cleaned by itself. */
#ifndef NEWSSTAT_BENCH_CLEANER_H
#define NEWSSTAT_BENCH_CLEANER_H

#include "driver.h"

typedef size_t cleaner(const char *html,
                       size_t size); /* the bytes of text, or SIZE_MAX for a failure */

typedef struct page {
  char *html;
  size_t size;
} page;

static inline page *read_pages(const char *list, size_t *count) {
  size_t size;
  char *paths = read_file(list, &size);
  page *pages = malloc((size + 1) * sizeof *pages);
  if (!pages) fail("no memory for the pages");
  *count = 0;
  for (char *path = strtok(paths, "\n"); path; path = strtok(NULL, "\n")) {
    page *one = &pages[(*count)++];
    one->html = read_file(path, &one->size);
  }
  free(paths);
  return pages;
}

/* Cleans all pages once unmeasured and once measured; prints name, bytes, CPU seconds, bytes of
   text and failures. */
static inline int measure(const char *name, int argc, char **argv, cleaner *clean) {
  if (argc != 2) fail("usage: DRIVER LIST");
  size_t count, bytes = 0, text = 0, failures = 0;
  page *pages = read_pages(argv[1], &count);
  double begin = 0;
  for (int run = 0; run < 2; run++) {
    bytes = text = failures = 0;
    begin = cpu_seconds();
    for (size_t i = 0; i < count; i++) {
      size_t got = clean(pages[i].html, pages[i].size);
      bytes += pages[i].size;
      failures += got == SIZE_MAX;
      text += got == SIZE_MAX ? 0 : got;
    }
  }
  printf("%s\t%zu\t%.4f\t%zu\t%zu\n", name, bytes, cpu_seconds() - begin, text, failures);
  for (size_t i = 0; i < count; i++) free(pages[i].html);
  free(pages);
  return 0;
}

#endif
