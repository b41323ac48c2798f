/* Growing arrays, buffers and the arena. */
#include "check.h"
#include "core/memory.h"
#include "support.h"

static void buffer_grows(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  nst_buffer buffer;
  nst_buffer_init(&buffer, &memory.allocator);
  CHECK(buffer.bytes == NULL);
  for (int i = 0; i < 100000; i++) {
    char byte = (char)(i % 251);
    if (!CHECK_EQUAL(nst_buffer_append(&buffer, &byte, 1), NST_OK)) break;
  }
  CHECK_EQUAL(buffer.size, 100000);
  CHECK_EQUAL(memory.live_blocks, 1);
  CHECK(memory.calls < 30); /* doubling, not one byte more each time */
  for (int i = 0; i < 100000; i++)
    if (buffer.bytes[i] != (char)(i % 251)) CHECK_EQUAL(buffer.bytes[i], (char)(i % 251));
  nst_buffer_free(&buffer);
  CHECK(buffer.bytes == NULL && !buffer.size && !buffer.capacity);
  CHECK(counted_memory_is_clean(&memory));
}

static void zero_bytes_with_an_allocator_are_a_buffer(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  nst_buffer buffer = {NULL, 0, 0, memory.allocator};
  CHECK_EQUAL(nst_buffer_append(&buffer, NULL, 0), NST_OK);
  CHECK(buffer.bytes == NULL);
  CHECK_EQUAL(nst_buffer_append(&buffer, "abc", 3), NST_OK);
  CHECK_TEXT(buffer.bytes, buffer.size, "abc");
  nst_buffer_free(&buffer);
  nst_buffer_free(&buffer); /* an empty one again */
  CHECK(counted_memory_is_clean(&memory));
}

static void buffer_refuses_impossible_sizes(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  nst_buffer buffer;
  nst_buffer_init(&buffer, &memory.allocator);
  CHECK_EQUAL(nst_buffer_append(&buffer, "abc", 3), NST_OK);
  CHECK_EQUAL(nst_buffer_reserve(&buffer, SIZE_MAX), NST_NO_MEMORY);
  CHECK_EQUAL(nst_buffer_reserve(&buffer, SIZE_MAX - 3), NST_NO_MEMORY);
  CHECK_EQUAL(nst_buffer_reserve(&buffer, SIZE_MAX / 2 + 2), NST_NO_MEMORY);
  CHECK_EQUAL(memory.calls, 1);
  CHECK_TEXT(buffer.bytes, buffer.size, "abc");
  nst_buffer_free(&buffer);
  CHECK(counted_memory_is_clean(&memory));
}

static void array_refuses_impossible_sizes(void) {
  static const struct {
    size_t needed;
    size_t width;
  } cases[] = {
      {SIZE_MAX, 1},
      {SIZE_MAX / 2 + 2, 1},
      {SIZE_MAX, 16},
      {SIZE_MAX / 2, 3},
      {SIZE_MAX / 16 + 1, 16},
      {SIZE_MAX / 8, 24},
      {(size_t)1 << (sizeof(size_t) * 8 - 4), 16},
  };
  counted_memory memory;
  counted_memory_init(&memory);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    void *array = NULL;
    size_t capacity = 0;
    CHECK_EQUAL(nst_array_reserve(&memory.allocator, &array, &capacity, 1, cases[i].width), NST_OK);
    void *before = array;
    size_t capacity_before = capacity;
    CHECK_EQUAL(
        nst_array_reserve(&memory.allocator, &array, &capacity, cases[i].needed, cases[i].width),
        NST_NO_MEMORY);
    CHECK(array == before && capacity == capacity_before);
    nst_release(&memory.allocator, array, capacity * cases[i].width);
  }
  CHECK(counted_memory_is_clean(&memory));
}

static void array_at_least_doubles(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  void *array = NULL;
  size_t capacity = 0;
  CHECK_EQUAL(nst_array_reserve(&memory.allocator, &array, &capacity, 0, 4), NST_OK);
  CHECK(array == NULL && memory.calls == 0);
  for (size_t needed = 1; needed < 5000; needed++) {
    size_t before = capacity;
    CHECK_EQUAL(nst_array_reserve(&memory.allocator, &array, &capacity, needed, 4), NST_OK);
    CHECK(capacity >= needed && (capacity == before || capacity >= 2 * before));
    ((uint32_t *)array)[needed - 1] = (uint32_t)needed;
  }
  for (uint32_t i = 1; array && i < 5000; i++) CHECK_EQUAL(((uint32_t *)array)[i - 1], i);
  CHECK_EQUAL(memory.live_bytes, capacity * 4);
  nst_release(&memory.allocator, array, capacity * 4);
  nst_release(&memory.allocator, NULL, 100);
  CHECK(counted_memory_is_clean(&memory));
}

static void array_is_large_or_far_from_it(void) {
  static const size_t widths[] = {1, 24, 64};
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
    counted_memory memory;
    counted_memory_init(&memory);
    void *array = NULL;
    size_t capacity = 0, width = widths[i];
    for (size_t needed = 1; capacity * width < 2 << 20; needed = capacity + 1) {
      check_note("width %zu, %zu needed", width, needed);
      CHECK_EQUAL(nst_array_reserve(&memory.allocator, &array, &capacity, needed, width), NST_OK);
      size_t size = capacity * width;
      CHECK(size <= 512 << 10 || (size >= 2 << 20 && size < (2 << 20) + width));
    }
    nst_release(&memory.allocator, array, capacity * width);
    CHECK(counted_memory_is_clean(&memory));
  }
}

static void array_stays_on_failure(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  void *array = NULL;
  size_t capacity = 0;
  CHECK_EQUAL(nst_array_reserve(&memory.allocator, &array, &capacity, 8, 1), NST_OK);
  memcpy(array, "12345678", 8);
  memory.fail_at = memory.calls + 1;
  CHECK_EQUAL(nst_array_reserve(&memory.allocator, &array, &capacity, 9, 1), NST_NO_MEMORY);
  CHECK_TEXT(array, capacity, "12345678");
  nst_release(&memory.allocator, array, capacity);
  CHECK(counted_memory_is_clean(&memory));
}

static void allocates_zeros(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  char *bytes = nst_allocate_zeroed(&memory.allocator, 1000);
  REQUIRE(bytes != NULL);
  for (int i = 0; i < 1000; i++) CHECK_EQUAL(bytes[i], 0);
  nst_release(&memory.allocator, bytes, 1000);
  memory.fail_at = memory.calls + 1;
  CHECK(nst_allocate_zeroed(&memory.allocator, 1000) == NULL);
  CHECK(counted_memory_is_clean(&memory));
}

static void libc_stands_for_no_allocator(void) {
  nst_allocator libc = nst_allocator_or_default(NULL);
  char *memory = libc.allocate(libc.context, 3);
  REQUIRE(memory != NULL);
  memcpy(memory, "ab", 3);
  char *grown = libc.resize(libc.context, memory, 3, 100000);
  if (CHECK(grown != NULL)) {
    CHECK(strcmp(grown, "ab") == 0);
    libc.release(libc.context, grown, 100000);
  }
  counted_memory mine;
  counted_memory_init(&mine);
  CHECK(nst_allocator_or_default(&mine.allocator).context == &mine);
}

/* Sizes on both sides of what the system gives by itself; the last resize makes the block small. */
static void large_blocks_keep_bytes(void) {
  static const size_t sizes[] = {1 << 20, (2 << 20) - 1, 2 << 20, (2 << 20) + 1,
                                 5 << 20, 3 << 20,       100};
  nst_allocator libc = nst_allocator_or_default(NULL);
  size_t size = 10;
  char *bytes = libc.allocate(libc.context, size);
  REQUIRE(bytes != NULL);
  memset(bytes, 'x', size);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    check_note("%zu bytes", sizes[i]);
    char *resized = libc.resize(libc.context, bytes, size, sizes[i]);
    REQUIRE(resized != NULL);
    bytes = resized;
    size_t kept = size < sizes[i] ? size : sizes[i], same = 0;
    for (size_t at = 0; at < kept; at++) same += bytes[at] == 'x';
    CHECK_EQUAL(same, kept);
    size = sizes[i];
    memset(bytes, 'x', size);
  }
  libc.release(libc.context, bytes, size);
}

static void large_blocks_are_zero(void) {
  enum { SIZE = 5 << 20 };
  nst_allocator libc = nst_allocator_or_default(NULL);
  for (int round = 0; round < 3; round++) {
    char *bytes = nst_allocate_zeroed(&libc, SIZE);
    REQUIRE(bytes != NULL);
    CHECK_EQUAL((uintptr_t)bytes % _Alignof(max_align_t), 0);
    size_t others = 0;
    for (size_t at = 0; at < SIZE; at++) others += bytes[at] != 0;
    CHECK_EQUAL(others, 0);
    memset(bytes, 1, SIZE);
    nst_release(&libc, bytes, SIZE);
  }
}

/* -- Arena ---------------------------------------------------------------------- */

static void arena_aligns(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  nst_arena arena;
  nst_arena_init(&arena, &memory.allocator);
  for (size_t size = 1; size < 600; size++) {
    CHECK(nst_arena_copy(&arena, "x", 1) != NULL);
    void *aligned = nst_arena_allocate(&arena, size);
    CHECK(aligned && (uintptr_t)aligned % _Alignof(max_align_t) == 0);
    if (aligned) memset(aligned, 0xFF, size);
  }
  nst_arena_free(&arena);
  CHECK(counted_memory_is_clean(&memory));
}

/* Small strings among ones that need a block of their own. */
static void arena_keeps_strings(void) {
  enum { STRINGS = 3000 };
  static char *copies[STRINGS];
  static size_t sizes[STRINGS];
  static char letters[100000];
  memset(letters, 'a', sizeof letters);
  counted_memory memory;
  counted_memory_init(&memory);
  nst_arena arena;
  nst_arena_init(&arena, &memory.allocator);
  uint64_t state = 7;
  for (size_t i = 0; i < STRINGS; i++) {
    sizes[i] = random_below(&state, random_below(&state, 100) ? 200 : sizeof letters) + 1;
    letters[0] = letters[sizes[i] - 1] = (char)i;
    copies[i] = nst_arena_copy(&arena, letters, sizes[i]);
    letters[0] = letters[sizes[i] - 1] = 'a';
    REQUIRE(copies[i] != NULL);
  }
  for (size_t i = 0; i < STRINGS; i++) {
    bool good = copies[i][0] == (char)i && copies[i][sizes[i] - 1] == (char)i;
    for (size_t at = 1; at + 1 < sizes[i]; at++) good &= copies[i][at] == 'a';
    CHECK(good);
  }
  nst_arena_free(&arena);
  nst_arena_free(&arena); /* an empty one again */
  CHECK(counted_memory_is_clean(&memory));
}

static void arena_takes_borders(void) {
  counted_memory memory;
  counted_memory_init(&memory);
  nst_arena arena;
  nst_arena_init(&arena, &memory.allocator);
  CHECK(nst_arena_copy(&arena, NULL, 0) != NULL);
  CHECK(nst_arena_copy(&arena, "", 0) != nst_arena_copy(&arena, "", 0));
  CHECK(nst_arena_allocate(&arena, SIZE_MAX) == NULL);
  CHECK(nst_arena_allocate(&arena, SIZE_MAX - 16) == NULL);
  CHECK(nst_arena_allocate(&arena, SIZE_MAX / 2 + 1) == NULL);
  static const size_t sizes[] = {32 * 1024 - 17, 32 * 1024 - 16, 32 * 1024 - 1,  32 * 1024,
                                 32 * 1024 + 1,  1 << 20,        (2 << 20) - 17, 2 << 20};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    check_note("%zu bytes", sizes[i]);
    char *memory_of_size = nst_arena_allocate(&arena, sizes[i]);
    if (CHECK(memory_of_size != NULL)) memset(memory_of_size, 1, sizes[i]);
  }
  memory.fail_at = memory.calls + 1;
  CHECK(nst_arena_allocate(&arena, 1 << 20) == NULL);
  CHECK(nst_arena_allocate(&arena, 1 << 20) != NULL);
  nst_arena_free(&arena);
  CHECK(counted_memory_is_clean(&memory));
}

static const check_test tests[] = {
    {"a buffer grows by doubling", buffer_grows},
    {"zero bytes with an allocator are a buffer", zero_bytes_with_an_allocator_are_a_buffer},
    {"a buffer refuses sizes that overflow", buffer_refuses_impossible_sizes},
    {"an array refuses sizes that overflow", array_refuses_impossible_sizes},
    {"an array at least doubles", array_at_least_doubles},
    {"an array is a large block, or far from it", array_is_large_or_far_from_it},
    {"an array stays as it was on failure", array_stays_on_failure},
    {"zeroed memory is zero", allocates_zeros},
    {"NULL stands for libc's allocator", libc_stands_for_no_allocator},
    {"large blocks keep their bytes", large_blocks_keep_bytes},
    {"large zeroed blocks are zero", large_blocks_are_zero},
    {"the arena aligns", arena_aligns},
    {"the arena keeps small and large strings", arena_keeps_strings},
    {"the arena takes empty, full and impossible sizes", arena_takes_borders},
};

CHECK_SUITE(memory);
