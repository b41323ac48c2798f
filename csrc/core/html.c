/* html.c: repaired UTF-8, without what is never shown, through libxml2's SAX
   parser to the layout. */
#include "html_elements.h"
#include "html_scanner.h"
#include "layout.h"
#include "memory.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* Without these two, many distinct names and deep wrong nesting take libxml2
   quadratic time: each name is looked up in a table that stops growing, and
   each end tag walks all open elements. */
enum { MOST_NAME_BYTES = 64 * 1024, MOST_OPEN_ELEMENTS = 512 };

typedef struct reader {
  htmlParserCtxtPtr parser;
  nst_layout layout;
  char hidden[16];     /* name of the outermost element that is not shown, or "" */
  size_t hidden_depth; /* open elements of that name */
} reader;

static bool hides(const reader *reading, const xmlChar *name) {
  return reading->hidden_depth && strcmp((const char *)name, reading->hidden) == 0;
}

/* Takes an element near the innermost one off libxml2's stack.  Its end is then
   never reported, which leaves its text where it is; so it must not be the one
   whose end shows text again. */
static void limit_open_elements(const reader *reading) {
#if LIBXML_VERSION < 21400
  htmlParserCtxtPtr parser = reading->parser;
  while (parser->nameNr > MOST_OPEN_ELEMENTS) {
    int out = parser->nameNr - 2;
    if (hides(reading, parser->nameTab[out])) out--;
    memmove(parser->nameTab + out, parser->nameTab + out + 1,
            (size_t)(parser->nameNr - out - 1) * sizeof *parser->nameTab);
    parser->nameNr--;
  }
#else
  (void)reading; /* newer versions limit the depth themselves */
#endif
}

static void on_start(void *context, const xmlChar *element, const xmlChar **attributes) {
  (void)attributes;
  reader *reading = context;
  const char *name = (const char *)element;
  limit_open_elements(reading);
  if (reading->hidden_depth) {
    if (strcmp(name, reading->hidden) == 0) reading->hidden_depth++;
    return;
  }
  switch (nst_html_display(name)) {
    case NST_DISPLAY_INLINE: break;
    case NST_DISPLAY_BLOCK: nst_layout_border(&reading->layout, 1); break;
    case NST_DISPLAY_PARAGRAPH: nst_layout_border(&reading->layout, 2); break;
    case NST_DISPLAY_BREAK: nst_layout_line_break(&reading->layout); break;
    case NST_DISPLAY_ROW: nst_layout_row(&reading->layout); break;
    case NST_DISPLAY_CELL: nst_layout_cell(&reading->layout); break;
    case NST_DISPLAY_PRE: nst_layout_open_pre(&reading->layout); break;
    case NST_DISPLAY_NONE:
      strncpy(reading->hidden, name, sizeof reading->hidden - 1);
      reading->hidden_depth = 1;
      break;
  }
}

static void on_end(void *context, const xmlChar *element) {
  reader *reading = context;
  const char *name = (const char *)element;
  if (reading->hidden_depth) {
    if (hides(reading, element)) reading->hidden_depth--;
    return;
  }
  switch (nst_html_display(name)) {
    case NST_DISPLAY_BLOCK: nst_layout_border(&reading->layout, 1); break;
    case NST_DISPLAY_ROW: nst_layout_row(&reading->layout); break;
    case NST_DISPLAY_PARAGRAPH: nst_layout_border(&reading->layout, 2); break;
    case NST_DISPLAY_PRE: nst_layout_close_pre(&reading->layout); break;
    default: break;
  }
}

static void on_text(void *context, const xmlChar *text, int size) {
  reader *reading = context;
  if (!reading->hidden_depth) nst_layout_text(&reading->layout, (const char *)text, (size_t)size);
}

/* Errors are not reported: HTML is full of them. */
static void ignore_error(void *context, xmlErrorPtr error) {
  (void)context;
  (void)error;
}

static htmlParserCtxtPtr open_parser(reader *reading) {
  htmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC; /* or serror does not count */
  handler.serror = ignore_error;
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  htmlParserCtxtPtr parser =
      htmlCreatePushParserCtxt(&handler, reading, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!parser) return NULL;
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
                                 HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  xmlDictSetLimit(parser->dict, MOST_NAME_BYTES);
  return parser;
}

static nst_status parse(const nst_buffer *html, nst_buffer *out) {
  reader reading;
  memset(&reading, 0, sizeof reading);
  nst_layout_init(&reading.layout, out);
  reading.parser = open_parser(&reading);
  if (!reading.parser) return NST_HTML;
  htmlParseChunk(reading.parser, html->bytes, (int)html->size, 1);
  bool starved = reading.parser->errNo == XML_ERR_NO_MEMORY;
  htmlFreeParserCtxt(reading.parser);
  return starved ? NST_NO_MEMORY : reading.layout.status;
}

nst_status nst_html_text(const char *html, size_t size, nst_buffer *out) {
  if (size > NST_HTML_LIMIT) return NST_TOO_LARGE;
  /* Inside a body from the start: a fragment's bare text then gets no
     paragraph of libxml2's own, and text in a page's head is shown, as in a
     browser, instead of lost. */
  static const char body[] = "<body>";
  nst_buffer repaired;
  nst_buffer_init(&repaired, &out->allocator);
  nst_status status = nst_buffer_append(&repaired, body, sizeof body - 1);
  if (status == NST_OK) status = nst_utf8_repair(html, size, &repaired);
  if (status == NST_OK) repaired.size = nst_html_scan(repaired.bytes, repaired.size);
  if (status == NST_OK && repaired.size > INT32_MAX) status = NST_TOO_LARGE;
  if (status == NST_OK) status = parse(&repaired, out);
  nst_buffer_free(&repaired);
  return status;
}
