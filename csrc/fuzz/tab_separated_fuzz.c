/* Fuzzing of tab-separated fields: whatever the bytes are, reading stays within them, and what is
   written is read as it was. */
#include "core/newsstat.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  nst_buffer field, again;
  nst_buffer_init(&field, NULL);
  nst_buffer_init(&again, NULL);
  require(nst_tab_separated_read(text, size, &again) == NST_OK && again.size <= size,
          "a text is longer than its field");
  again.size = 0;
  require(nst_tab_separated_text(text, size, &field) == NST_OK, "no memory");
  require(!field.size ||
              (!memchr(field.bytes, '\t', field.size) && !memchr(field.bytes, '\n', field.size)),
          "a field ends within its text");
  require(nst_tab_separated_read(field.bytes, field.size, &again) == NST_OK, "no memory");
  require(again.size == size && (!size || memcmp(again.bytes, text, size) == 0),
          "a text is another one when it is read again");
  nst_buffer_free(&field);
  nst_buffer_free(&again);
  return 0;
}
