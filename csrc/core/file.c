/* file.c: replacing a file as a whole. */
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h> /* rename */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char suffix[] = ".00000000.new";

enum { DIGITS = 8, MOST_TRIES = 100 };

static bool may_be_replaced(const char *path) {
  struct stat about;
  if (stat(path, &about) != 0) return errno == ENOENT;
  if (S_ISREG(about.st_mode)) return true;
  errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
  return false;
}

/* Opens a file that was not there, whose name begins with the path; name has
   room for the suffix behind it. */
static int open_beside(const char *path, char *name) {
  size_t length = strlen(path);
  int file = -1;
  memcpy(name, path, length + 1);
  memcpy(name + length, suffix, sizeof suffix);
  errno = EEXIST;
  for (uint32_t i = 0; file < 0 && errno == EEXIST && i < MOST_TRIES; i++) {
    uint32_t number = ((uint32_t)getpid() << 8) + i;
    for (size_t digit = DIGITS; digit; digit--, number >>= 4)
      name[length + digit] = "0123456789abcdef"[number & 0xF];
    file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  }
  return file;
}

static bool write_all(int file, const char *bytes, size_t size) {
  while (size) {
    ssize_t written = write(file, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    size -= (size_t)written;
  }
  return fsync(file) == 0;
}

/* Writes a new file and gives it the path; on failure it is taken away. */
static bool replace(const char *path, char *name, const char *bytes, size_t size) {
  int file = open_beside(path, name);
  if (file < 0) return false;
  bool done = write_all(file, bytes, size);
  int problem = errno;
  if (close(file) != 0 && done) {
    problem = errno;
    done = false;
  }
  if (done && rename(name, path) == 0) return true;
  if (done) problem = errno;
  unlink(name);
  errno = problem;
  return false;
}

nst_status nst_file_replace(const char *path, const void *bytes, size_t size,
                            const nst_allocator *given) {
  nst_allocator allocator = nst_allocator_or_default(given);
  if (!may_be_replaced(path)) return NST_SYSTEM;
  size_t room = strlen(path) + sizeof suffix;
  char *name = allocator.allocate(allocator.context, room);
  if (!name) return NST_NO_MEMORY;
  bool done = replace(path, name, bytes, size);
  int problem = errno;
  nst_release(&allocator, name, room);
  errno = problem;
  return done ? NST_OK : NST_SYSTEM;
}
