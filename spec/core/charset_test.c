#include "check.h"
static void none(void) { CHECK(true); }
static const check_test tests[] = {{"x", none}};
CHECK_SUITE(charset);
