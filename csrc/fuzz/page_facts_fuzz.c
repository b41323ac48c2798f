/* Facts of any bytes: well-formed, within their limits, in the order of the page. */
#include "core/page_facts.h"
#include "fuzz.h"

static void check_text(nst_html_slice text) {
  uint32_t c;
  for (size_t at = 0, length; at < text.size; at += length) {
    length = nst_utf8_decode(text.bytes + at, text.size - at, &c);
    require(c != NST_REPLACEMENT || length == 3, "facts are well-formed");
    require(c != 0, "facts have no NUL");
  }
}

static void check_fact(const nst_page_fact *fact) {
  check_text(fact->name);
  check_text(fact->value);
  require(fact->kind == NST_PAGE_JSON_LD || fact->value.size <= (size_t)3 * NST_PAGE_VALUE_BYTES,
          "values are bounded");
  if (fact->kind == NST_PAGE_LINE) {
    require(fact->size > 0 && fact->link_size <= fact->size, "links are a part of their line");
    require(fact->value.size <= (size_t)3 * NST_PAGE_LINE_BYTES, "lines are bounded");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  nst_page_facts *facts = NULL;
  size_t count, text_size, place = 0, number = 0;
  require(nst_page_facts_read((const char *)data, size, NULL, &facts) == NST_OK, "it succeeds");
  const nst_page_fact *list = nst_page_facts_list(facts, &count, &text_size);
  for (size_t i = 0; i < count; i++) {
    check_fact(list + i);
    if (list[i].kind != NST_PAGE_LINE) continue;
    require(list[i].place >= place && list[i].number >= number, "lines are in their order");
    place = list[i].place + list[i].size;
    number = list[i].number + 1;
  }
  require(place <= text_size, "lines are in the text");
  nst_page_facts_destroy(facts);
  return 0;
}
