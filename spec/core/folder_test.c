/* folder.c: what a folder holds. */
#include "check.h"
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_file(const char *folder, const char *name) {
  char path[128];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  REQUIRE(file);
  (void)fclose(file);
}

static void remove_all(const char *folder, const char *const *names, size_t count) {
  char path[128];
  for (size_t i = 0; i < count; i++) {
    (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    CHECK_EQUAL(remove(path), 0);
  }
  CHECK_EQUAL(rmdir(folder), 0);
}

/* Whether the listing is these names, each behind its kind, ended by NUL.  A file system that does
   not tell kinds leaves them open. */
static bool is_listing(const nst_buffer *found, const char *const *entries, size_t count) {
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    size_t size = strlen(entries[i]) + 1;
    if (found->size - at < size || memcmp(found->bytes + at + 1, entries[i] + 1, size - 1) != 0)
      return false;
    if (found->bytes[at] != entries[i][0] && found->bytes[at] != NST_FOLDER_OTHER) return false;
    at += size;
  }
  return at == found->size;
}

static void lists_by_the_bytes_of_names(void) {
  static const char *const files[] = {"b.md", "B.md", "台风.md", "a", ".hidden"};
  static const char *const all[] = {"b.md", "B.md", "台风.md", "a", ".hidden", "c"};
  static const char *const expected[] = {"fB.md", "fa", "fb.md", "?c", "f台风.md"};
  char folder[] = "/tmp/newsstat-XXXXXX", inner[64];
  nst_buffer found;
  nst_buffer_init(&found, NULL);
  REQUIRE(mkdtemp(folder));
  CHECK_EQUAL(nst_folder_list(folder, &found), NST_OK);
  CHECK_EQUAL(found.size, 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) make_file(folder, files[i]);
  (void)snprintf(inner, sizeof inner, "%s/c", folder);
  CHECK_EQUAL(mkdir(inner, 0700), 0);
  CHECK_EQUAL(nst_folder_list(folder, &found), NST_OK);
  CHECK(is_listing(&found, expected, sizeof expected / sizeof *expected));
  nst_buffer_free(&found);
  remove_all(folder, all, sizeof all / sizeof *all);
}

static void tells_what_cannot_be_listed(void) {
  nst_buffer found;
  nst_buffer_init(&found, NULL);
  CHECK_EQUAL(nst_folder_list("/tmp/newsstat-none/at-all", &found), NST_SYSTEM);
  CHECK_EQUAL(errno, ENOENT);
  CHECK_EQUAL(found.size, 0);
  nst_buffer_free(&found);
}

static void any_allocation_may_fail(void) {
  char folder[] = "/tmp/newsstat-XXXXXX";
  static const char *const names[] = {"a.md", "b.md"};
  REQUIRE(mkdtemp(folder));
  for (size_t i = 0; i < 2; i++) make_file(folder, names[i]);
  nst_status status = NST_NO_MEMORY;
  for (size_t call = 1; status != NST_OK && call < 20; call++) {
    counted_memory memory;
    counted_memory_init(&memory);
    memory.fail_at = call;
    nst_buffer found;
    nst_buffer_init(&found, &memory.allocator);
    status = nst_folder_list(folder, &found);
    CHECK(status == NST_OK || status == NST_NO_MEMORY);
    nst_buffer_free(&found);
    CHECK(counted_memory_is_clean(&memory));
  }
  CHECK_EQUAL(status, NST_OK);
  remove_all(folder, names, 2);
}

static const check_test tests[] = {
    {"names come by their bytes", lists_by_the_bytes_of_names},
    {"what cannot be listed is told", tells_what_cannot_be_listed},
    {"any allocation may fail", any_allocation_may_fail},
};

CHECK_SUITE(folder);
