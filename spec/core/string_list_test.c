/* Strings by number, in memory and in files. */
#include "check.h"
#include "failing_allocation.h"
#include "support.h"

#include <stdio.h>

enum { MANY = 500 };

static size_t write(char *text, size_t i) {
  return (size_t)sprintf(text, "%zu %.*s", i, (int)(i % 40),
                         "----------------------------------------");
}

static void check_strings(const nst_string_list *list, size_t count, nst_buffer *room) {
  CHECK_EQUAL(nst_string_list_size(list), count);
  for (size_t i = count; i-- > 0;) {
    char text[80];
    nst_slice seen;
    size_t size = write(text, i);
    check_note("string %zu", i);
    CHECK_EQUAL(nst_string_list_get(list, i, room, &seen), NST_OK);
    CHECK_BYTES(seen.bytes, seen.size, text, size);
  }
}

static nst_status fill(nst_string_list *list, size_t count) {
  nst_status status = NST_OK;
  for (size_t i = nst_string_list_size(list); i < count && status == NST_OK; i++) {
    char text[80];
    status = nst_string_list_add(list, text, write(text, i));
  }
  return status;
}

static const size_t memories[] = {SIZE_MAX, 0, 100, 5000};

static void gives_what_was_added(void) {
  for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
    nst_string_list *list = NULL;
    nst_buffer room;
    nst_buffer_init(&room, NULL);
    CHECK_EQUAL(nst_string_list_create(memories[i], NULL, &list), NST_OK);
    CHECK_EQUAL(fill(list, MANY), NST_OK);
    check_strings(list, MANY, &room);
    for (size_t count = MANY; count; count /= 3) { /* into what is written, and what waits */
      nst_string_list_cut(list, count);
      check_strings(list, count, &room);
      CHECK_EQUAL(fill(list, count + 30), NST_OK);
      check_strings(list, count + 30, &room);
    }
    nst_string_list_cut(list, 0);
    CHECK_EQUAL(nst_string_list_size(list), 0);
    CHECK_EQUAL(nst_string_list_add(list, "", 0), NST_OK);
    nst_slice none;
    CHECK_EQUAL(nst_string_list_get(list, 0, &room, &none), NST_OK);
    CHECK_EQUAL(none.size, 0);
    nst_string_list_destroy(list);
    nst_buffer_free(&room);
  }
}

static nst_status use(counted_memory *memory) {
  nst_string_list *list = NULL;
  nst_slice string = {0};
  nst_buffer room;
  arm(memory);
  nst_buffer_init(&room, &memory->allocator);
  nst_status status = nst_string_list_create(100, &memory->allocator, &list);
  if (status == NST_OK) status = fill(list, 40);
  if (status == NST_OK) status = nst_string_list_get(list, 2, &room, &string);
  disarm(memory);
  if (list) { /* as many as were added are there */
    nst_buffer own;
    nst_buffer_init(&own, NULL);
    check_strings(list, nst_string_list_size(list), &own);
    nst_buffer_free(&own);
  }
  nst_string_list_destroy(list);
  nst_buffer_free(&room);
  return status;
}

static void survives_failing_allocations(void) { fail_each_allocation(use); }

static const check_test tests[] = {
    {"strings are as they were added", gives_what_was_added},
    {"a failing allocation loses none", survives_failing_allocations},
};

CHECK_SUITE(string_list);
