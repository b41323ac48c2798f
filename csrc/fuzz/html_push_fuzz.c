/* Input in parts against the same as one piece: text and info are equal. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  size_t step = data[0] % 17 + 1;
  data++;
  size--;
  nst_html_options options = fuzzed_options(&data, &size);
  const char *html = (const char *)data;
  nst_html_info info, info_in_parts;
  memset(&info, 0, sizeof info);
  memset(&info_in_parts, 0, sizeof info_in_parts);
  nst_buffer text, in_parts;
  nst_buffer_init(&text, NULL);
  nst_buffer_init(&in_parts, NULL);
  nst_html_cleaner *cleaner = NULL;
  require(nst_html_cleaner_create(&options, NULL, &cleaner) == NST_OK, "it is created");
  for (int page = 0; page < 2; page++) { /* the second on what the first left behind */
    text.size = in_parts.size = 0;
    require(nst_html_text(html, size, &options, &text, &info) == NST_OK, "it succeeds");
    for (size_t at = 0; at < size; at += step)
      require(
          nst_html_cleaner_feed(cleaner, html + at, size - at < step ? size - at : step) == NST_OK,
          "it is fed");
    require(nst_html_cleaner_finish(cleaner, &in_parts, &info_in_parts) == NST_OK, "it finishes");
    require_same(&text, &in_parts, "parts give the same text");
    require(info.bytes_in == info_in_parts.bytes_in && info.truncated == info_in_parts.truncated &&
                memcmp(info.dropped, info_in_parts.dropped, sizeof info.dropped) == 0 &&
                info.title_size == info_in_parts.title_size,
            "parts give the same info");
  }
  nst_html_cleaner_destroy(cleaner);
  nst_buffer_free(&text);
  nst_buffer_free(&in_parts);
  return 0;
}
