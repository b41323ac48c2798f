/* The public header twice and before all others: it needs nothing else.  Each
   header alone, as C and as C++, is .ci/lint's. */
#include "core/newsstat.h"
#include "core/newsstat.h"

#include "check.h"

#include <libxml/xmlversion.h>
#include <unicode/uversion.h>

static void versions_are_those_of_the_build(void) {
  CHECK(strcmp(nst_icu_version(), U_ICU_VERSION) == 0);
  CHECK(strcmp(nst_libxml2_version(), LIBXML_DOTTED_VERSION) == 0);
  CHECK(strchr(NST_VERSION, '.') != NULL);
}

static void all_that_frees_takes_null(void) {
  nst_html_cleaner_destroy(NULL);
  nst_lexicon_close(NULL);
  nst_segmenter_destroy(NULL);
  nst_user_words_destroy(NULL);
  nst_vocabulary_destroy(NULL);
  nst_document_destroy(NULL);
  nst_counter_destroy(NULL);
  nst_feed_destroy(NULL);
  nst_zone_close(NULL);
}

static const check_test tests[] = {
    {"versions are those of the build", versions_are_those_of_the_build},
    {"all that frees takes NULL", all_that_frees_takes_null},
};

CHECK_SUITE(headers);
