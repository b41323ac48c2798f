/* gumbo_tree LIST: gumbo's tree of each file, without its text. */
#include "cleaner.h"

#include <gumbo.h>

static size_t parse(const char *html, size_t size) {
  GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, html, size);
  if (!tree) return SIZE_MAX;
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
  return 0;
}

int main(int argc, char **argv) { return measure("gumbo, tree alone", argc, argv, parse); }
