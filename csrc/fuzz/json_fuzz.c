/* Fuzzing of JSON: whatever the bytes are, reading stays within them.  A value that is passed over
   is passed over again where it stands alone, and not without its last byte where that closes it.
 */
#include "core/json_scan.h"
#include "fuzz.h"

static nst_json_scan open_scan(const char *text, size_t size) {
  nst_json_scan scan = {.text = text, .size = size};
  nst_buffer_init(&scan.scratch, NULL);
  return scan;
}

static bool skips(const char *text, size_t size, size_t *end) {
  nst_json_scan scan = open_scan(text, size);
  bool is_good = nst_json_skip(&scan);
  require(scan.status == NST_OK && scan.at <= size, "it stays within the text");
  *end = scan.at;
  nst_buffer_free(&scan.scratch);
  return is_good;
}

static void check_value(const char *text, size_t size) {
  size_t end, again;
  if (!skips(text, size, &end)) return;
  require(end > 0 && skips(text, end, &again) && again == end, "a value alone is passed over");
  bool is_closed = strchr("\"]}", text[end - 1]) != NULL;
  require(!is_closed || !skips(text, end - 1, &again), "a value without its end is none");
}

/* The text of a string, and where its bytes lie. */
static void check_string(const char *text, size_t size) {
  nst_json_scan scan = open_scan(text, size);
  nst_slice string;
  if (nst_json_string(&scan, &string)) {
    bool is_part = string.bytes >= text && string.bytes + string.size <= text + size;
    bool is_made = string.bytes == scan.scratch.bytes && string.size == scan.scratch.size;
    require(is_part || is_made || !string.size, "a string lies somewhere else");
    require(string.size < size && scan.at <= size, "a string is longer than its source");
    require(!string.size || !memchr(string.bytes, 0, string.size), "NUL in a string");
  }
  nst_buffer_free(&scan.scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  double number;
  check_value(text, size);
  check_string(text, size);
  nst_json_scan scan = open_scan(text, size);
  if (nst_json_whole_number(&scan, &number))
    require(number > -1e15 && number < 1e15 && scan.at <= size, "a number of too many digits");
  return 0;
}
