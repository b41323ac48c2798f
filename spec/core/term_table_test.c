/* The table of an index's terms: numbers by hashes, and how much the neighbours of phrases vary. */
#include "core/term_table.h"

#include "check.h"
#include "core/hash.h"
#include "support.h"

#include <math.h>

static void numbers_are_found_again(void) {
  enum { TERMS = 5000 };
  counted_memory memory;
  counted_memory_init(&memory);
  nst_term_table table;
  REQUIRE(nst_term_table_init(&table, &memory.allocator) == NST_OK);
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < TERMS; i++) {
      bool is_new = round;
      CHECK_EQUAL(nst_term_table_number(&table, nst_hash_mix(i + 1), &is_new), NST_OK);
      if (!CHECK_EQUAL(is_new, !round)) break;
    }
  CHECK_EQUAL(table.count, TERMS);
  for (uint32_t i = 0; i < TERMS; i++)
    if (!CHECK_EQUAL(nst_term_table_find(&table, nst_hash_mix(i + 1)), i)) break;
  CHECK_EQUAL(nst_term_table_find(&table, nst_hash_mix(TERMS + 1)), NST_NO_TERM);
  nst_term_table_free(&table);
  CHECK(counted_memory_is_clean(&memory));
}

/* The entropy of so many uses, whose neighbours on the left are given, those on the right all
   different. */
static double entropy_of_left(const uint32_t *left, size_t count) {
  nst_neighbour_rooms rooms = {.spare = {NULL}};
  nst_arena_init(&rooms.arena, NULL);
  nst_neighbours neighbours = {NULL, 0, 0};
  for (size_t i = 0; i < count; i++)
    CHECK_EQUAL(nst_neighbours_add(&neighbours, &rooms, left[i], (uint32_t)(1000 + i)), NST_OK);
  double entropy = nst_neighbours_entropy(&neighbours);
  nst_arena_free(&rooms.arena);
  return entropy;
}

static void neighbours_vary_as_by_hand(void) {
  static const struct {
    uint32_t left[8];
    size_t count;
    double bits;
  } cases[] = {
      {{0}, 0, 0},
      {{7}, 1, 0},
      {{7, 7}, 2, 0},
      {{7, 9}, 2, 1},
      {{9, 7}, 2, 1},
      {{9, 7, 9, 9}, 4, 0.8112781244591328},
      {{3, 1, 2, 0}, 4, 2},
      {{2, 1, 2, 1, 3, 1, 2, 3}, 8, 1.561278124459133},
      {{NST_NO_NEIGHBOUR, NST_NO_NEIGHBOUR}, 2, 1},
      {{NST_NO_NEIGHBOUR, 5, NST_NO_NEIGHBOUR, 5}, 4, 1.5},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    CHECK(fabs(entropy_of_left(cases[i].left, cases[i].count) - cases[i].bits) < 1e-9);
  }
}

/* Of many uses a sample is kept, in which each is as likely as the next: half of them with one
   neighbour give about a bit, and nothing beyond the sample's room is written. */
static void many_uses_leave_a_sample(void) {
  enum { USES = 4000 };
  static uint32_t left[USES];
  for (size_t i = 0; i < USES; i++) left[i] = i < USES / 2 ? 1 : 2;
  double bits = entropy_of_left(left, USES);
  CHECK(bits > .7 && bits <= 1);
  for (size_t i = 0; i < USES; i++) left[i] = (uint32_t)i;
  CHECK(fabs(entropy_of_left(left, USES) - log2(NST_MOST_NEIGHBOURS)) < 1e-9);
  CHECK(fabs(entropy_of_left(left, NST_MOST_NEIGHBOURS) - log2(NST_MOST_NEIGHBOURS)) < 1e-9);
}

static const check_test tests[] = {
    {"numbers are found again", numbers_are_found_again},
    {"neighbours vary as by hand", neighbours_vary_as_by_hand},
    {"many uses leave a sample", many_uses_leave_a_sample},
};

CHECK_SUITE(term_table);
