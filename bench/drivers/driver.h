/* driver.h: what the drivers in C share: the clock, the memory, the text, the line they print. */
#ifndef NEWSSTAT_BENCH_DRIVER_H
#define NEWSSTAT_BENCH_DRIVER_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What every driver cuts first, so that nothing is left to load when the clock of the loop starts.
 */
static const char SHORT_TEXT[] = "我来到北京清华大学";

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

/* CPU seconds of this process: other work on the machine does not count. */
static inline double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The memory now resident, in MB; 0 where there is no /proc. */
static inline double resident_mb(void) {
  FILE *status = fopen("/proc/self/status", "r");
  if (!status) return 0;
  char line[256];
  long kilobytes = 0;
  while (fgets(line, sizeof line, status) && sscanf(line, "VmRSS: %ld", &kilobytes) != 1) {
  }
  fclose(status);
  return (double)kilobytes * 1024 / 1e6;
}

/* The bytes of a file, with a NUL behind them. */
static inline char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) fail("the text does not open");
  long length = ftell(file);
  char *text = length < 0 ? NULL : malloc((size_t)length + 1);
  if (!text) fail("no memory for the text");
  rewind(file);
  if (fread(text, 1, (size_t)length, file) != (size_t)length) fail("the text does not read");
  fclose(file);
  text[length] = '\0';
  *size = (size_t)length;
  return text;
}

static inline void print_line(const char *name, double seconds, double load_seconds, double rss_mb,
                              size_t words) {
  printf("%s\t%.4f\t%.6f\t%.1f\t%zu\n", name, seconds, load_seconds, rss_mb, words);
}

#endif
