/* file.c and content_hash.c: files that are replaced as a whole, and hashes that are kept in files.
 */
#include "check.h"
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool holds(const char *path, const char *bytes, size_t size) {
  char seen[64];
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  size_t count = fread(seen, 1, sizeof seen, file);
  (void)fclose(file);
  return count == size && memcmp(seen, bytes, size) == 0;
}

static void replaces_all_of_a_file(void) {
  char folder[] = "/tmp/newsstat-XXXXXX", path[64], link_path[64];
  REQUIRE(mkdtemp(folder));
  (void)snprintf(path, sizeof path, "%s/file", folder);
  (void)snprintf(link_path, sizeof link_path, "%s/link", folder);
  CHECK_EQUAL(nst_file_replace(path, "台风\0鸢尾", 13, NULL), NST_OK);
  CHECK(holds(path, "台风\0鸢尾", 13));
  CHECK_EQUAL(link(path, link_path), 0);
  CHECK_EQUAL(nst_file_replace(path, "b", 1, NULL), NST_OK);
  CHECK(holds(path, "b", 1));
  CHECK(holds(link_path, "台风\0鸢尾", 13)); /* who reads the old one reads it to its end */
  CHECK_EQUAL(nst_file_replace(path, NULL, 0, NULL), NST_OK);
  CHECK(holds(path, "", 0));
  CHECK_EQUAL(unlink(path) + unlink(link_path), 0);
  CHECK_EQUAL(rmdir(folder), 0); /* nothing else was left there */
}

static void refuses_what_is_no_file(void) {
  char folder[] = "/tmp/newsstat-XXXXXX", path[64];
  REQUIRE(mkdtemp(folder));
  CHECK_EQUAL(nst_file_replace(folder, "a", 1, NULL), NST_SYSTEM);
  CHECK_EQUAL(errno, EISDIR);
  (void)snprintf(path, sizeof path, "%s/pipe", folder);
  CHECK_EQUAL(mkfifo(path, 0600), 0);
  CHECK_EQUAL(nst_file_replace(path, "a", 1, NULL), NST_SYSTEM);
  CHECK_EQUAL(errno, EINVAL);
  CHECK_EQUAL(unlink(path), 0);
  (void)snprintf(path, sizeof path, "%s/no/file", folder);
  CHECK_EQUAL(nst_file_replace(path, "a", 1, NULL), NST_SYSTEM);
  CHECK_EQUAL(errno, ENOENT);
  CHECK_EQUAL(rmdir(folder), 0);
}

static void gives_names_that_are_taken_to_nobody(void) {
  char folder[] = "/tmp/newsstat-XXXXXX", path[64], taken[80];
  REQUIRE(mkdtemp(folder));
  (void)snprintf(path, sizeof path, "%s/file", folder);
  (void)snprintf(taken, sizeof taken, "%s.%08x.new", path, (unsigned)getpid() << 8);
  FILE *other = fopen(taken, "wb");
  REQUIRE(other);
  CHECK_EQUAL(fputc('o', other), 'o');
  CHECK_EQUAL(fclose(other), 0);
  CHECK_EQUAL(nst_file_replace(path, "a", 1, NULL), NST_OK);
  CHECK(holds(path, "a", 1));
  CHECK(holds(taken, "o", 1));
  CHECK_EQUAL(unlink(path) + unlink(taken), 0);
  CHECK_EQUAL(rmdir(folder), 0);
}

static void any_allocation_may_fail(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  memory.fail_at = 1;
  CHECK_EQUAL(nst_file_replace("/tmp/newsstat-none", "a", 1, &memory.allocator), NST_NO_MEMORY);
  CHECK(counted_memory_is_clean(&memory));
  CHECK_EQUAL(access("/tmp/newsstat-none", F_OK), -1);
}

static void hashes_tell_contents_apart(void) {
  static const char bytes[] = "台风鸢尾在澜江登陆，沿岸撤离。";
  uint64_t whole[2], again[2], other[2];
  nst_content_hash(bytes, sizeof bytes - 1, whole);
  nst_content_hash(bytes, sizeof bytes - 1, again);
  CHECK(whole[0] == again[0] && whole[1] == again[1]);
  CHECK(whole[0] != whole[1]);
  nst_content_hash("台风鸢尾", 12, other); /* stores have it in their keys */
  CHECK(other[0] == 0x151caf59fbd75546 && other[1] == 0x7cede7ba46dc6814);
  for (size_t size = 0; size < sizeof bytes - 1; size++) {
    nst_content_hash(bytes, size, other);
    check_note("%zu bytes", size);
    CHECK(whole[0] != other[0] && whole[1] != other[1]);
  }
  for (size_t i = 0; i < sizeof bytes - 1; i++) {
    char changed[sizeof bytes];
    memcpy(changed, bytes, sizeof bytes);
    changed[i] ^= 1;
    nst_content_hash(changed, sizeof bytes - 1, other);
    check_note("byte %zu is another", i);
    CHECK(whole[0] != other[0] && whole[1] != other[1]);
  }
}

static const check_test tests[] = {
    {"a file is replaced as a whole", replaces_all_of_a_file},
    {"what is no file is refused", refuses_what_is_no_file},
    {"a name that is taken is left alone", gives_names_that_are_taken_to_nobody},
    {"any allocation may fail", any_allocation_may_fail},
    {"hashes tell contents apart", hashes_tell_contents_apart},
};

CHECK_SUITE(file);
