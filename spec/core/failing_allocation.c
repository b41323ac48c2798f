#include "failing_allocation.h"

#include "check.h"

static size_t planned; /* the allocation that fails */
static bool planned_on;
static bool fired;

void arm(counted_memory *memory) {
  memory->calls = 0;
  memory->fail_at = planned;
  memory->fail_on = planned_on;
}

void disarm(counted_memory *memory) {
  fired |= memory->fail_at && memory->calls >= memory->fail_at;
  memory->fail_at = 0;
}

void fail_each_allocation(scenario run) {
  for (int on = 0; on < 2; on++)
    for (planned = 1; planned < 10000; planned++) {
      counted_memory memory;
      counted_memory_init(&memory);
      planned_on = on;
      fired = false;
      check_note("allocation %zu fails%s", planned, on ? ", and all after it" : "");
      nst_status status = run(&memory);
      CHECK(counted_memory_is_clean(&memory));
      CHECK_EQUAL(status, fired ? NST_NO_MEMORY : NST_OK);
      if (!fired) break;
    }
  CHECK(planned > 1 && planned < 10000);
}
