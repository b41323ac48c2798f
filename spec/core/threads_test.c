/* Work spread over threads: each item once, failures, cancellation. */
#include "check.h"
#include "core/threads.h"

#include <stdatomic.h>

enum { ITEMS = 1000 };

typedef struct work {
  unsigned char done[ITEMS];
  size_t fails_at;
  size_t workers;
  atomic_uint asked;
} work;

static nst_status do_item(void *context, size_t worker, size_t item) {
  work *own = context;
  own->done[item]++;
  if (worker >= own->workers) return NST_DAMAGED;
  return item == own->fails_at ? NST_TOO_LARGE : NST_OK;
}

static void does_each_item_once(void) {
  static const size_t threads[] = {0, 1, 2, 7, 300};
  for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
    for (size_t count = 0; count <= ITEMS; count += count < 3 ? 1 : 331) {
      nst_threads some = {threads[i], NULL, NULL};
      work own = {.fails_at = ITEMS, .workers = nst_worker_count(&some, count)};
      check_note("%zu threads, %zu items", threads[i], count);
      CHECK(own.workers >= 1 && own.workers <= 256);
      CHECK_EQUAL(nst_run_tasks(&some, count, do_item, &own), NST_OK);
      size_t done = 0;
      for (size_t item = 0; item < ITEMS; item++) done += own.done[item] == (item < count);
      CHECK_EQUAL(done, ITEMS);
    }
}

static void a_failure_ends_it(void) {
  for (size_t threads = 1; threads < 4; threads++) {
    nst_threads some = {threads, NULL, NULL};
    work own = {.fails_at = 10, .workers = threads};
    CHECK_EQUAL(nst_run_tasks(&some, ITEMS, do_item, &own), NST_TOO_LARGE);
    CHECK_EQUAL(own.done[10], 1);
    CHECK_EQUAL(own.done[ITEMS - 1], 0);
  }
}

static nst_status wait_a_little(void *context, size_t worker, size_t item) {
  struct timespec millisecond = {0, 1000000};
  nanosleep(&millisecond, NULL);
  (void)worker;
  ((work *)context)->done[item]++;
  return NST_OK;
}

static bool no_more(void *context) {
  atomic_fetch_add(&((work *)context)->asked, 1);
  return false;
}

static void the_caller_can_end_it(void) {
  for (size_t threads = 1; threads < 4; threads++) {
    work own = {.fails_at = ITEMS};
    nst_threads some = {threads, no_more, &own};
    CHECK_EQUAL(nst_run_tasks(&some, ITEMS, wait_a_little, &own), NST_CANCELLED);
    CHECK_EQUAL(own.asked, 1);
    CHECK_EQUAL(own.done[ITEMS - 1], 0);
  }
}

static const check_test tests[] = {
    {"each item is done once, by any number of threads", does_each_item_once},
    {"a failure ends it", a_failure_ends_it},
    {"the caller can end it", the_caller_can_end_it},
};

CHECK_SUITE(threads);
