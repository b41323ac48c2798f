/* html_cleaner.c: gathers a page that comes in parts.  What is open at a place
   can depend on all that follows (an unclosed comment or attribute), so a page
   is read when it is whole. */
#include "html_reader.h"
#include "memory.h"

struct nst_html_cleaner {
  nst_html_options options;
  nst_buffer html;
  size_t fed; /* bytes, also those that were not kept */
};

nst_status nst_html_cleaner_create(const nst_html_options *options, const nst_allocator *allocator,
                                   nst_html_cleaner **out) {
  nst_allocator chosen = nst_allocator_or_default(allocator);
  nst_html_cleaner *cleaner = nst_allocate_zeroed(&chosen, sizeof *cleaner);
  if (!cleaner) return NST_NO_MEMORY;
  if (options) cleaner->options = *options;
  nst_buffer_init(&cleaner->html, &chosen);
  *out = cleaner;
  return NST_OK;
}

void nst_html_cleaner_destroy(nst_html_cleaner *cleaner) {
  if (!cleaner) return;
  nst_allocator allocator = cleaner->html.allocator;
  nst_buffer_free(&cleaner->html);
  nst_release(&allocator, cleaner, sizeof *cleaner);
}

nst_status nst_html_cleaner_feed(nst_html_cleaner *cleaner, const char *bytes, size_t size) {
  size_t room = nst_html_most_bytes(&cleaner->options) - cleaner->html.size;
  nst_status status = nst_buffer_append(&cleaner->html, bytes, size < room ? size : room);
  if (status == NST_OK) cleaner->fed += size;
  return status;
}

nst_status nst_html_cleaner_finish(nst_html_cleaner *cleaner, nst_buffer *out,
                                   nst_html_info *info) {
  nst_status status =
      nst_html_text(cleaner->html.bytes, cleaner->html.size, &cleaner->options, out, info);
  if (status == NST_OK && info) {
    info->truncated |= cleaner->fed > cleaner->html.size;
    info->bytes_in = cleaner->fed;
  }
  cleaner->html.size = cleaner->fed = 0;
  return status;
}
