/* command NEWSSTAT TEXT: CPU and peak memory of the whole process `NEWSSTAT cut TEXT >/dev/null`,
   start and end included; its load is the same over an empty text. Words are not counted: 0. */
#include "driver.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* CPU seconds of all children so far, and the peak of the largest one. */
static double children_seconds(double *peak_mb) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
#ifdef __APPLE__
  *peak_mb = (double)usage.ru_maxrss / 1e6;
#else
  *peak_mb = (double)usage.ru_maxrss * 1024 / 1e6;
#endif
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The output goes nowhere, so that the cost of a terminal or pipe is not measured. */
static double seconds_of(char *newsstat, char *text, double *peak_mb) {
  double before = children_seconds(peak_mb);
  pid_t child = fork();
  if (child < 0) fail("the command does not start");
  if (child == 0) {
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0)
      execlp(newsstat, newsstat, "cut", text, (char *)NULL);
    _exit(127);
  }
  int status;
  if (waitpid(child, &status, 0) != child || status != 0) fail("newsstat cut did not end well");
  return children_seconds(peak_mb) - before;
}

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: command NEWSSTAT TEXT");
  double peak_mb;
  char empty[] = "/dev/null";
  double load = seconds_of(argv[1], empty, &peak_mb);
  double seconds = seconds_of(argv[1], argv[2], &peak_mb);
  print_line("newsstat cut, the command", seconds, load, peak_mb, 0);
}
