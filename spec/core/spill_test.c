/* Bytes that go to temporary files: what was put there is there, whatever the disk takes. */
#include "check.h"
#include "core/spill.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECES = 3000, LONGEST = 1500, MEMORY = 1 << 20 };

static uint8_t byte_of(size_t piece, size_t i) { return (uint8_t)(piece * 31 + i * 7); }
static size_t size_of(size_t piece) { return piece * piece % LONGEST; }

static nst_status add(nst_spill *spill, size_t piece) {
  uint8_t bytes[LONGEST];
  for (size_t i = 0; i < size_of(piece); i++) bytes[i] = byte_of(piece, i);
  return nst_spill_add(spill, bytes, size_of(piece));
}

static void check_piece(const nst_spill *spill, size_t piece, uint64_t place) {
  uint8_t bytes[LONGEST];
  check_note("piece %zu", piece);
  CHECK_EQUAL(nst_spill_read(spill, place, bytes, size_of(piece)), NST_OK);
  size_t alike = 0;
  while (alike < size_of(piece) && bytes[alike] == byte_of(piece, alike)) alike++;
  CHECK_EQUAL(alike, size_of(piece));
}

static void check_all(const nst_spill *spill, size_t pieces) {
  uint64_t place = 0;
  for (size_t i = 0; i < pieces; place += size_of(i++)) check_piece(spill, i, place);
  CHECK_EQUAL(nst_spill_end(spill), place);
}

/* Adds all pieces; from `from` on files may have no more than `most` bytes. */
static void fill(nst_spill *spill, size_t from, rlim_t most) {
  struct rlimit before, limit;
  CHECK_EQUAL(getrlimit(RLIMIT_FSIZE, &before), 0);
  limit = before;
  limit.rlim_cur = most;
  for (size_t i = 0; i < PIECES; i++) {
    if (i == from) CHECK_EQUAL(setrlimit(RLIMIT_FSIZE, &limit), 0);
    CHECK_EQUAL(add(spill, i), NST_OK);
  }
  CHECK_EQUAL(setrlimit(RLIMIT_FSIZE, &before), 0);
}

static void reads_what_was_added(void) {
  nst_spill spill = {0};
  REQUIRE(nst_spill_open(&spill, MEMORY, NULL) == NST_OK);
  fill(&spill, PIECES, 0);
  CHECK(spill.written > 0 && spill.waiting.size > 0 && !spill.is_full);
  check_all(&spill, PIECES);
  uint64_t middle = spill.written - 10; /* from the file and from memory */
  uint8_t both[20], one[1];
  CHECK_EQUAL(nst_spill_read(&spill, middle, both, sizeof both), NST_OK);
  for (size_t i = 0; i < sizeof both; i++) {
    CHECK_EQUAL(nst_spill_read(&spill, middle + i, one, 1), NST_OK);
    CHECK_EQUAL(both[i], *one);
  }
  nst_spill_close(&spill);
  CHECK(!nst_spill_is_open(&spill));
  nst_spill_close(&spill);
}

static void keeps_what_the_disk_does_not_take(void) {
  static const rlim_t most[] = {0, 100000, 1234567};
  for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
    nst_spill spill = {0};
    REQUIRE(nst_spill_open(&spill, MEMORY, NULL) == NST_OK);
    fill(&spill, 0, most[i]);
    CHECK(spill.is_full && spill.written <= most[i]);
    check_all(&spill, PIECES);
    nst_spill_close(&spill);
  }
}

static void a_fork_reads_and_does_not_write(void) {
  nst_spill spill = {0};
  REQUIRE(nst_spill_open(&spill, MEMORY, NULL) == NST_OK);
  fill(&spill, PIECES, 0);
  pid_t child = fork();
  if (!child) {
    uint64_t written = spill.written;
    for (size_t i = 0; i < PIECES; i++)
      if (add(&spill, i) != NST_OK) _exit(1);
    uint8_t bytes[LONGEST];
    bool reads = nst_spill_read(&spill, size_of(1), bytes, size_of(2)) == NST_OK &&
                 bytes[1] == byte_of(2, 1);
    _exit(reads && spill.written == written ? 0 : 1);
  }
  int status = 1;
  CHECK_EQUAL(waitpid(child, &status, 0), child);
  CHECK_EQUAL(status, 0);
  check_all(&spill, PIECES);
  nst_spill_close(&spill);
}

static void says_that_no_file_can_be_made(void) {
  struct rlimit before, none;
  nst_spill spill = {0};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  none = before;
  none.rlim_cur = 0;
  CHECK_EQUAL(setrlimit(RLIMIT_NOFILE, &none), 0);
  CHECK_EQUAL(nst_spill_open(&spill, MEMORY, NULL), NST_TEMPORARY_FILE);
  CHECK_EQUAL(setrlimit(RLIMIT_NOFILE, &before), 0);
  CHECK(!nst_spill_is_open(&spill));
}

static void says_what_cannot_be_read(void) {
  nst_spill spill = {0};
  uint8_t bytes[8];
  REQUIRE(nst_spill_open(&spill, MEMORY, NULL) == NST_OK);
  fill(&spill, PIECES, 0);
  CHECK_EQUAL(ftruncate(spill.file.descriptor, 4), 0);
  CHECK_EQUAL(nst_spill_read(&spill, 0, bytes, sizeof bytes), NST_TEMPORARY_FILE);
  nst_spill_close(&spill);
}

/* A folder that TMPDIR names holds no name, nor does another process get the file. */
static void has_no_name(void) {
  char folder[] = "/tmp/newsstat-XXXXXX";
  const char *before = getenv("TMPDIR");
  REQUIRE(mkdtemp(folder));
  CHECK_EQUAL(setenv("TMPDIR", folder, 1), 0);
  nst_spill spill = {0};
  CHECK_EQUAL(nst_spill_open(&spill, MEMORY, NULL), NST_OK);
  struct stat own, its_folder;
  CHECK_EQUAL(fstat(spill.file.descriptor, &own) + stat(folder, &its_folder), 0);
  CHECK(own.st_nlink == 0 && own.st_dev == its_folder.st_dev);
  CHECK(fcntl(spill.file.descriptor, F_GETFD) & FD_CLOEXEC);
  CHECK_EQUAL(rmdir(folder), 0);
  nst_spill_close(&spill);
  CHECK_EQUAL(nst_spill_open(&spill, MEMORY, NULL), NST_OK); /* though TMPDIR names no folder now */
  nst_spill_close(&spill);
  if (before)
    CHECK_EQUAL(setenv("TMPDIR", before, 1), 0);
  else
    CHECK_EQUAL(unsetenv("TMPDIR"), 0);
}

/* Else what a process says on a stream that is closed would be written over what was added. */
static void is_no_standard_stream(void) {
  for (int closed = STDIN_FILENO; closed <= STDERR_FILENO; closed++) {
    pid_t child = fork();
    if (!child) {
      nst_spill spill = {0};
      close(closed);
      bool is_other = nst_spill_open(&spill, MEMORY, NULL) == NST_OK &&
                      spill.file.descriptor > STDERR_FILENO &&
                      fcntl(spill.file.descriptor, F_GETFD) & FD_CLOEXEC;
      _exit(is_other && fcntl(closed, F_GETFD) < 0 ? 0 : 1);
    }
    int status = 1;
    check_note("descriptor %d", closed);
    CHECK_EQUAL(waitpid(child, &status, 0), child);
    CHECK_EQUAL(status, 0);
  }
}

static const check_test tests[] = {
    {"what was added is read", reads_what_was_added},
    {"what the disk does not take stays in memory", keeps_what_the_disk_does_not_take},
    {"a fork reads and does not write", a_fork_reads_and_does_not_write},
    {"where no file can be made, that is said", says_that_no_file_can_be_made},
    {"what cannot be read is said", says_what_cannot_be_read},
    {"the file has no name", has_no_name},
    {"the file is no standard stream", is_no_standard_stream},
};

CHECK_SUITE(spill);
