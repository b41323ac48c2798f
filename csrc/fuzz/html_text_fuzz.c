/* Text of any bytes with any options: well-formed, without characters that are left out, and all
   that is told of it fits. */
#include "core/characters.h"
#include "fuzz.h"

static void check_text(const nst_buffer *text) {
  uint32_t c;
  for (size_t at = 0; at < text->size;) {
    size_t length = nst_utf8_decode(text->bytes + at, text->size - at, &c);
    bool genuine = c != NST_REPLACEMENT || length == 3;
    require(genuine, "text is well-formed");
    nst_character_rule rule = nst_character_rule_of(c);
    require(rule != NST_CHARACTER_LEFT_OUT, "no character is there that is left out");
    require(rule != NST_CHARACTER_SPACE || c == ' ' || c == '\n' || c == '\t',
            "white space is spaces, tabs and line ends");
    at += length;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  nst_html_options options = fuzzed_options(&data, &size);
  nst_html_info info;
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  require(nst_html_text((const char *)data, size, &options, &text, &info) == NST_OK, "it succeeds");
  if (options.links != NST_HTML_LINKS_INLINE && options.links != NST_HTML_LINKS_FOOTNOTES)
    check_text(&text); /* addresses are as they stand */
  require(info.bytes_in == size && info.bytes_out == text.size, "bytes are counted");
  require(info.title_size <= sizeof info.title, "the title fits");
  size_t dropped = 0;
  for (int kind = 0; kind < NST_HTML_DROPPED_KINDS; kind++) dropped += info.dropped[kind];
  require(dropped <= size, "no more is dropped than was there");
  nst_buffer_free(&text);
  return 0;
}
