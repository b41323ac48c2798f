/* The sentences for statuses. */
#include "check.h"
#include "core/newsstat.h"

static void each_status_has_its_own_sentence(void) {
  for (int status = NST_OK; status <= NST_TEMPORARY_FILE; status++) {
    const char *text = nst_status_text((nst_status)status);
    check_note("status %d", status);
    REQUIRE(text != NULL);
    CHECK(strlen(text) > 3);
    for (int other = NST_OK; other < status; other++)
      CHECK(strcmp(text, nst_status_text((nst_status)other)) != 0);
  }
}

static void what_is_no_status_has_a_sentence_too(void) {
  CHECK(nst_status_text((nst_status)(NST_TEMPORARY_FILE + 1)) != NULL);
  CHECK(nst_status_text((nst_status)1000) != NULL);
}

static const check_test tests[] = {
    {"each status has its own sentence", each_status_has_its_own_sentence},
    {"what is no status has one too", what_is_no_status_has_a_sentence_too},
};

CHECK_SUITE(status);
