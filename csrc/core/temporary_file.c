/* temporary_file.c: files that have no name. */
#if defined(__linux__)
#define _GNU_SOURCE /* O_TMPFILE */
#endif
#define _FILE_OFFSET_BITS 64
#include "temporary_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* For systems, and kinds of disk, that have only files with a name. */
static int open_named(const char *folder) {
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/newsstat.XXXXXX", folder);
  if (length < 0 || (size_t)length >= sizeof path) return -1;
  int descriptor = mkstemp(path);
  if (descriptor < 0) return -1;
  unlink(path);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return descriptor;
}

static int open_in(const char *folder) {
  int descriptor = -1;
#ifdef O_TMPFILE
  descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
  return descriptor < 0 ? open_named(folder) : descriptor;
}

/* In a process whose standard streams are closed a file may get the number of one: then what is
   said there would be written over it. */
static int above_standard_streams(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  return moved;
}

nst_status nst_temporary_file_open(nst_temporary_file *file) {
  /* /tmp is last, as it lies in memory on some systems. */
  const char *given = getenv("TMPDIR");
  const char *const folders[] = {given && *given ? given : "/var/tmp", "/var/tmp", "/tmp"};
  int descriptor = -1;
  for (size_t i = 0; descriptor < 0 && i < sizeof folders / sizeof *folders; i++)
    descriptor = above_standard_streams(open_in(folders[i]));
  if (descriptor < 0) return NST_TEMPORARY_FILE;
  *file = (nst_temporary_file){true, descriptor, getpid()};
  return NST_OK;
}

void nst_temporary_file_close(nst_temporary_file *file) {
  if (file->is_open) close(file->descriptor);
  file->is_open = false;
}

/* Whether the process may write files so long: one that does all the same gets a signal that ends
   it. */
static bool is_allowed(uint64_t end) {
  struct rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
         end <= limit.rlim_cur;
}

nst_status nst_temporary_file_write(const nst_temporary_file *file, uint64_t place,
                                    const void *bytes, size_t size) {
  const char *from = bytes;
  if (file->owner != getpid() || !is_allowed(place + size)) return NST_TEMPORARY_FILE;
  while (size) {
    ssize_t written = pwrite(file->descriptor, from, size, (off_t)place);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return NST_TEMPORARY_FILE;
    from += written;
    place += (uint64_t)written;
    size -= (size_t)written;
  }
  return NST_OK;
}

nst_status nst_temporary_file_read(const nst_temporary_file *file, uint64_t place, void *bytes,
                                   size_t size) {
  char *to = bytes;
  while (size) {
    ssize_t got = pread(file->descriptor, to, size, (off_t)place);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return NST_TEMPORARY_FILE;
    to += got;
    place += (uint64_t)got;
    size -= (size_t)got;
  }
  return NST_OK;
}
