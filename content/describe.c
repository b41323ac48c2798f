/* describe: the blocks of a page as the scorer sees them, for learning its table.

     describe names           the names of the numbers, a line each
     describe article <PAGE   the text of the main content
     describe blocks <PAGE    for each block: bytes of its text (4), the text, 1 if it
                              is chosen (4), its probability and its numbers (4 each) */
#include "core/content_features.h"
#include "tools/standard_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(nst_status status) {
  if (status == NST_OK) return;
  fprintf(stderr, "describe: %s\n", nst_status_text(status));
  exit(1);
}

static void print_many(const char *name, int count) {
  for (int i = 0; i < count; i++) printf("%s_%d\n", name, i);
}

static void print_names(void) {
#define ONE(name) puts(#name);
#define MANY(name, count) print_many(#name, count);
#include "core/content_feature_list.inc"
#undef ONE
#undef MANY
}

static void print_block(const nst_content_describer *describer, size_t index) {
  const nst_content_page *page = describer->page;
  const nst_content_block *block = &page->blocks[index];
  nst_content_features features;
  uint32_t chosen = block->chosen;
  nst_content_describe(describer, index, &features);
  fwrite(&block->size, sizeof block->size, 1, stdout);
  fwrite(page->text.bytes + block->text, 1, block->size, stdout);
  fwrite(&chosen, sizeof chosen, 1, stdout);
  fwrite(&block->probability, sizeof block->probability, 1, stdout);
  fwrite(&features, sizeof features, 1, stdout);
}

static void print_blocks(const nst_buffer *html) {
  nst_html_options options;
  nst_content_page page;
  nst_content_survey survey;
  nst_content_describer describer;
  memset(&options, 0, sizeof options);
  nst_content_page_init(&page, &html->allocator);
  check(nst_content_scan(&page, html->bytes, html->size, &options));
  check(nst_content_choose(&page));
  check(nst_content_measure(&survey, &page));
  check(nst_content_describer_init(&describer, &page, &survey));
  for (size_t i = 0; i < page.block_count; i++) print_block(&describer, i);
  nst_content_describer_free(&describer);
  nst_content_survey_free(&survey, &page);
  nst_content_page_free(&page);
}

static void print_article(const nst_buffer *html) {
  nst_html_options options;
  nst_html_cleaner *cleaner;
  nst_buffer text;
  memset(&options, 0, sizeof options);
  options.content = NST_HTML_CONTENT_ARTICLE;
  nst_buffer_init(&text, NULL);
  check(nst_html_cleaner_create(&options, NULL, &cleaner));
  check(nst_html_cleaner_feed(cleaner, html->bytes, html->size));
  check(nst_html_cleaner_finish(cleaner, &text, NULL));
  fwrite(text.bytes, 1, text.size, stdout);
  nst_html_cleaner_destroy(cleaner);
  nst_buffer_free(&text);
}

/* The page on standard input, as UTF-8. */
static void read_page(nst_buffer *decoded) {
  nst_charset_hint hint = {.html = true};
  nst_buffer input;
  nst_buffer_init(&input, NULL);
  check(read_standard_input(&input));
  check(nst_charset_decode(input.bytes, input.size, &hint, decoded, NULL));
  nst_buffer_free(&input);
}

int main(int count, char **arguments) {
  nst_buffer page;
  nst_buffer_init(&page, NULL);
  if (count == 2 && strcmp(arguments[1], "names") == 0) {
    print_names();
  } else if (count == 2 && strcmp(arguments[1], "blocks") == 0) {
    read_page(&page);
    print_blocks(&page);
  } else if (count == 2 && strcmp(arguments[1], "article") == 0) {
    read_page(&page);
    print_article(&page);
  } else {
    fputs("usage: describe names|blocks|article\n", stderr);
    return 2;
  }
  nst_buffer_free(&page);
  return 0;
}
