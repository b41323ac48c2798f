/* The cleanup, which keeps a stack of open elements by HTML5's rules, against a clean stream
   through libxml2's tree repair.  Where a page leaves nothing to repair, both give the same bytes;
   on all others the same characters but white space, since the two differ in where blocks end, and
   but joiners, which are kept where no block ends before them.
   Pages with elements whose contents are not shown are left out: there the tree decides what is
   text. */
#include "core/characters.h"
#include "core/html_bytes.h"
#include "core/utf8.h"
#include "fuzz.h"
#include "libxml2_text.h"

static void take_out_white_space_and_joiners(nst_buffer *text) {
  size_t kept = 0;
  for (size_t at = 0; at < text->size;) {
    uint32_t c;
    size_t length = nst_utf8_decode(text->bytes + at, text->size - at, &c);
    if (!nst_html_is_space(text->bytes[at]) && nst_character_rule_of(c) != NST_CHARACTER_JOINER) {
      memmove(text->bytes + kept, text->bytes + at, length);
      kept += length;
    }
    at += length;
  }
  text->size = kept;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  /* libxml2 reads ill-formed bytes and controls in its own way */
  for (size_t i = 0; i < size; i++)
    if (data[i] >= 0x7F || (data[i] < ' ' && !nst_html_is_space((char)data[i]))) return 0;
  const char *html = (const char *)data;
  libxml2_page kind = LIBXML2_NESTED;
  nst_buffer text, repaired;
  nst_buffer_init(&text, NULL);
  nst_buffer_init(&repaired, NULL);
  require(nst_html_text(html, size, NULL, &text, NULL) == NST_OK, "it succeeds");
  require(libxml2_text(html, size, &repaired, &kind) == NST_OK, "libxml2 succeeds");
  if (kind != LIBXML2_NESTED) {
    take_out_white_space_and_joiners(&text);
    take_out_white_space_and_joiners(&repaired);
  }
  if (kind != LIBXML2_HIDING) require_same(&text, &repaired, "texts are equal");
  nst_buffer_free(&text);
  nst_buffer_free(&repaired);
  return 0;
}
