/* io_faults.c: makes calls to the system fail, to be preloaded (LD_PRELOAD) into a program whose
   errors are tested.  Counts the calls that concern files below a folder, and fails one, or all
   from one on.  Standard input and output count where they are such files.

     IO_FAULTS_FOLDER  the folder, an absolute path
     IO_FAULTS_CALLS   which calls count: letters of KINDS below
     IO_FAULTS_NUMBER  the call that fails, from 1; with "+" behind it those after it fail too
     IO_FAULTS_ERROR   "EIO", "ENOSPC" or "EINTR", or "short": reads and writes do half of their
   work IO_FAULTS_LOG     a file outside of the folder, to which a line "KIND PATH" is added for
   each call that failed

   Calls that the C library makes for itself cannot be caught, so that streams are made anew, of
   calls that can. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* open, read, write (and truncate), synchronise, map, look (stat), rename, close */
static const char KINDS[] = "orwsmlnc";

enum { MOST_FILES = 1024 };

static struct {
  char folder[PATH_MAX];
  size_t folder_size;
  const char *calls, *log;
  long number;
  bool is_lasting, is_short;
  int error;
  atomic_long count;
  char *_Atomic paths[MOST_FILES]; /* of open files below the folder */
} faults;

/* -- Whether a call fails ------------------------------------------------------------- */

/* The C library's own function; POSIX lets the address of one come as a pointer to data. */
#pragma GCC diagnostic ignored "-Wpedantic"
#define REAL(name) ((__typeof__(&(name)))real(#name))

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

static bool is_below(const char *path) {
  return faults.folder_size && path && strncmp(path, faults.folder, faults.folder_size) == 0;
}

static const char *path_of(int file) {
  return file >= 0 && file < MOST_FILES ? faults.paths[file] : NULL;
}

static void remember(int file, const char *path) {
  if (file < 0 || file >= MOST_FILES || !is_below(path)) return;
  free(atomic_exchange(&faults.paths[file], strdup(path)));
}

static void write_log(char kind, const char *path) {
  if (!faults.log) return;
  int file = REAL(open)(faults.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) abort();
  char line[PATH_MAX + 8];
  int size = snprintf(line, sizeof line, "%c %s\n", kind, path);
  if (REAL(write)(file, line, (size_t)size) != size) abort();
  REAL(close)(file);
}

/* Counts a call that concerns a path; true where it has to fail, with errno set. */
static bool fails(char kind, const char *path) {
  if (!is_below(path) || !strchr(faults.calls, kind)) return false;
  long number = atomic_fetch_add(&faults.count, 1) + 1;
  if (number != faults.number && !(faults.is_lasting && number > faults.number)) return false;
  write_log(kind, path);
  errno = faults.error;
  return true;
}

/* The bytes that a call may read or write; -1 where it fails. */
static ssize_t allowed(char kind, int file, size_t size) {
  if (faults.is_short && size < 2) return (ssize_t)size;
  if (!fails(kind, path_of(file))) return (ssize_t)size;
  return faults.is_short ? (ssize_t)(size / 2) : -1;
}

/* -- Reading and writing -------------------------------------------------------------- */

ssize_t read(int file, void *bytes, size_t size) {
  ssize_t count = allowed('r', file, size);
  return count < 0 ? -1 : REAL(read)(file, bytes, (size_t)count);
}

ssize_t pread(int file, void *bytes, size_t size, off_t place) {
  ssize_t count = allowed('r', file, size);
  return count < 0 ? -1 : REAL(pread)(file, bytes, (size_t)count, place);
}

ssize_t pread64(int file, void *bytes, size_t size, off64_t place) {
  ssize_t count = allowed('r', file, size);
  return count < 0 ? -1 : REAL(pread64)(file, bytes, (size_t)count, place);
}

ssize_t write(int file, const void *bytes, size_t size) {
  ssize_t count = allowed('w', file, size);
  return count < 0 ? -1 : REAL(write)(file, bytes, (size_t)count);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t place) {
  ssize_t count = allowed('w', file, size);
  return count < 0 ? -1 : REAL(pwrite)(file, bytes, (size_t)count, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t place) {
  ssize_t count = allowed('w', file, size);
  return count < 0 ? -1 : REAL(pwrite64)(file, bytes, (size_t)count, place);
}

int ftruncate(int file, off_t size) {
  return !faults.is_short && fails('w', path_of(file)) ? -1 : REAL(ftruncate)(file, size);
}

int ftruncate64(int file, off64_t size) {
  return !faults.is_short && fails('w', path_of(file)) ? -1 : REAL(ftruncate64)(file, size);
}

int fsync(int file) { return fails('s', path_of(file)) ? -1 : REAL(fsync)(file); }

int fdatasync(int file) { return fails('s', path_of(file)) ? -1 : REAL(fdatasync)(file); }

void *mmap(void *at, size_t size, int protection, int flags, int file, off_t place) {
  return fails('m', path_of(file)) ? MAP_FAILED
                                   : REAL(mmap)(at, size, protection, flags, file, place);
}

void *mmap64(void *at, size_t size, int protection, int flags, int file, off64_t place) {
  return fails('m', path_of(file)) ? MAP_FAILED
                                   : REAL(mmap64)(at, size, protection, flags, file, place);
}

/* -- Opening and closing -------------------------------------------------------------- */

static int opened(int file, const char *path) {
  remember(file, path);
  return file;
}

/* The third argument, which is there only where a file may be made. */
#define MODE_ARGUMENT(flags, mode)         \
  mode_t mode = 0;                         \
  if ((flags) & (O_CREAT | O_TMPFILE)) {   \
    va_list arguments;                     \
    va_start(arguments, flags);            \
    mode = (mode_t)va_arg(arguments, int); \
    va_end(arguments);                     \
  }

int open(const char *path, int flags, ...) {
  MODE_ARGUMENT(flags, mode)
  return fails('o', path) ? -1 : opened(REAL(open)(path, flags, mode), path);
}

int open64(const char *path, int flags, ...) {
  MODE_ARGUMENT(flags, mode)
  return fails('o', path) ? -1 : opened(REAL(open64)(path, flags, mode), path);
}

int openat(int folder, const char *path, int flags, ...) {
  MODE_ARGUMENT(flags, mode)
  return fails('o', path) ? -1 : opened(REAL(openat)(folder, path, flags, mode), path);
}

DIR *opendir(const char *path) { return fails('o', path) ? NULL : REAL(opendir)(path); }

/* The file is closed all the same, as Linux does it. */
int close(int file) {
  bool is_failing = fails('c', path_of(file));
  int problem = errno;
  if (file >= 0 && file < MOST_FILES) free(atomic_exchange(&faults.paths[file], NULL));
  int done = REAL(close)(file);
  if (is_failing) errno = problem;
  return is_failing ? -1 : done;
}

int stat(const char *path, struct stat *about) {
  return fails('l', path) ? -1 : REAL(stat)(path, about);
}

int lstat(const char *path, struct stat *about) {
  return fails('l', path) ? -1 : REAL(lstat)(path, about);
}

int stat64(const char *path, struct stat64 *about) {
  return fails('l', path) ? -1 : REAL(stat64)(path, about);
}

int lstat64(const char *path, struct stat64 *about) {
  return fails('l', path) ? -1 : REAL(lstat64)(path, about);
}

int fstat(int file, struct stat *about) {
  return fails('l', path_of(file)) ? -1 : REAL(fstat)(file, about);
}

int fstat64(int file, struct stat64 *about) {
  return fails('l', path_of(file)) ? -1 : REAL(fstat64)(file, about);
}

int rename(const char *from, const char *to) {
  return fails('n', to) ? -1 : REAL(rename)(from, to);
}

/* -- Streams ----------------------------------------------------------------------------- */

static int file_of(void *cookie) { return (int)(intptr_t)cookie; }

static ssize_t read_stream(void *cookie, char *bytes, size_t size) {
  return read(file_of(cookie), bytes, size);
}

/* A stream that gets less written than it gave takes that for a failure. */
static ssize_t write_stream(void *cookie, const char *bytes, size_t size) {
  size_t at = 0;
  while (at < size) {
    ssize_t written = write(file_of(cookie), bytes + at, size - at);
    if (written <= 0) return 0;
    at += (size_t)written;
  }
  return (ssize_t)size;
}

static int seek_stream(void *cookie, off64_t *place, int base) {
  off64_t now = lseek64(file_of(cookie), *place, base);
  if (now < 0) return -1;
  *place = now;
  return 0;
}

static int close_stream(void *cookie) { return close(file_of(cookie)); }

static const cookie_io_functions_t stream_calls = {read_stream, write_stream, seek_stream,
                                                   close_stream};

static FILE *stream_of(int file, const char *mode) {
  return fopencookie((void *)(intptr_t)file, mode,
                     stream_calls);  // NOLINT(performance-no-int-to-ptr)
}

static int flags_of(const char *mode) {
  int access = strchr(mode, '+') ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY;
  if (*mode == 'w') access |= O_CREAT | O_TRUNC;
  if (*mode == 'a') access |= O_CREAT | O_APPEND;
  return access;
}

FILE *fopen(const char *path, const char *mode) {
  if (!is_below(path)) return REAL(fopen)(path, mode);
  int file = open(path, flags_of(mode), 0666);
  return file < 0 ? NULL : stream_of(file, mode);
}

FILE *fopen64(const char *path, const char *mode) { return fopen(path, mode); }

/* -- Beginning --------------------------------------------------------------------------- */

/* Standard input or output that was opened before. */
static bool inherit(int file) {
  char link[64], path[PATH_MAX];
  (void)snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return false;
  path[size] = 0;
  remember(file, path);
  return is_below(path);
}

static void read_error(const char *name) {
  faults.is_short = strcmp(name, "short") == 0;
  faults.error = strcmp(name, "ENOSPC") == 0 ? ENOSPC : strcmp(name, "EINTR") == 0 ? EINTR : EIO;
}

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("IO_FAULTS_FOLDER"), *number = getenv("IO_FAULTS_NUMBER");
  const char *error = getenv("IO_FAULTS_ERROR");
  if (!folder || !number) return;
  char *end;
  faults.number = strtol(number, &end, 10);
  faults.is_lasting = *end == '+';
  faults.calls = getenv("IO_FAULTS_CALLS");
  if (!faults.calls) faults.calls = KINDS;
  faults.log = getenv("IO_FAULTS_LOG");
  read_error(error ? error : "EIO");
  int size = snprintf(faults.folder, sizeof faults.folder, "%s/", folder);
  faults.folder_size = size < (int)sizeof faults.folder ? (size_t)size : 0;
  if (inherit(0)) stdin = stream_of(0, "r");
  if (inherit(1)) stdout = stream_of(1, "w");
}
