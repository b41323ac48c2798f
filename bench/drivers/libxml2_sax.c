/* libxml2_sax LIST: libxml2's own parse of each file and nothing more: no tree, no callbacks, no
 * text. */
#include "cleaner.h"

#include <libxml/HTMLparser.h>

static size_t parse(const char *html, size_t size) {
  htmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  htmlParserCtxtPtr parser =
      htmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!parser) return SIZE_MAX;
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
                                 HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  htmlParseChunk(parser, html, (int)size, 1);
  htmlFreeParserCtxt(parser);
  return 0;
}

int main(int argc, char **argv) { return measure("libxml2, SAX alone", argc, argv, parse); }
