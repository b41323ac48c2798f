/* The main content of any bytes: it is well-formed, no longer than all text and its addresses, and
   the same when it is asked for again. */
#include "core/content.h"
#include "fuzz.h"

static void read(const uint8_t *data, size_t size, const nst_html_options *options,
                 nst_buffer *text, nst_html_info *info) {
  nst_buffer_init(text, NULL);
  require(nst_html_text((const char *)data, size, options, text, info) == NST_OK, "it succeeds");
}

/* Blocks stand in the page one behind another, and hold text. */
static void check_blocks(const uint8_t *data, size_t size, const nst_html_options *options) {
  nst_content_page page;
  nst_buffer some;
  nst_buffer_init(&some, NULL);
  nst_content_page_init(&page, &some.allocator);
  require(nst_content_scan(&page, (const char *)data, size, options) == NST_OK, "it scans");
  require(nst_content_choose(&page) == NST_OK, "it chooses");
  size_t place = 0;
  for (size_t i = 0; i < page.block_count; i++) {
    const nst_content_block *block = &page.blocks[i];
    require(place <= block->from && block->from < block->to && block->to <= size,
            "blocks follow one another");
    require(block->size && block->text + block->size <= page.text.size, "a block has text");
    require(block->node < page.node_count, "a block has a node");
    require(block->probability >= 0 && block->probability <= 1, "a probability is one");
    place = block->to;
  }
  nst_content_page_free(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  nst_html_options options = fuzzed_options(&data, &size);
  nst_html_info info, again;
  nst_buffer text, same;
  options.content = NST_HTML_CONTENT_ARTICLE;
  read(data, size, &options, &text, &info);
  read(data, size, &options, &same, &again);
  require_same(&text, &same, "the same page gives the same content");
  require(info.bytes_out == text.size && info.truncated == again.truncated, "bytes are counted");
  nst_buffer_free(&text);
  nst_buffer_free(&same);
  options.most_bytes = 0;
  check_blocks(data, size, &options);
  return 0;
}
