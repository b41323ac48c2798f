/* lexbor_tree LIST: lexbor's tree of each file, without its text. */
#include "cleaner.h"

#include <lexbor/html/html.h>

static size_t parse(const char *html, size_t size) {
  lxb_html_document_t *document = lxb_html_document_create();
  if (!document) return SIZE_MAX;
  lxb_status_t status = lxb_html_document_parse(document, (const lxb_char_t *)html, size);
  lxb_html_document_destroy(document);
  return status == LXB_STATUS_OK ? 0 : SIZE_MAX;
}

int main(int argc, char **argv) { return measure("lexbor, tree alone", argc, argv, parse); }
