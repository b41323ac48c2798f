#include "libxml2_text.h"

#include "core/html_elements.h"
#include "core/html_pieces.h"
#include "core/html_tree.h"
#include "core/layout.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* -- The clean stream ----------------------------------------------------------- */

typedef struct stream {
  nst_buffer html;
  nst_buffer tags; /* those of elements with contents, one behind another */
  nst_html_tokenizer tokenizer;
  nst_html_token token;
  nst_html_tree tree;
  size_t closed; /* elements that the running tag ended, and the last of them */
  nst_html_element last_closed;
  bool closed_inside; /* one of them had others open inside it, which stay open */
  libxml2_page kind;
  nst_html_element raw; /* whose text is read */
} stream;

static void put(stream *self, const char *text) {
  nst_buffer_append(&self->html, text, strlen(text));
}

static void on_close(void *context, nst_html_element element, size_t index) {
  stream *self = context;
  self->closed++;
  self->closed_inside |= index != self->tree.depth;
  self->last_closed = element;
}

static void note_tag(nst_buffer *tags, nst_html_element element, const char *open) {
  const nst_html_traits *traits = nst_html_traits_of(element);
  if (traits->flags & NST_HTML_VOID) return;
  nst_buffer_append(tags, open, strlen(open));
  nst_buffer_append(tags, traits->name, traits->name_size);
}

/* Nothing for names that are not listed. */
static void put_tag(stream *self, nst_html_element element, const char *open) {
  if (!nst_html_traits_of(element)->name_size) return;
  note_tag(&self->tags, element, open);
  put(self, open);
  put(self, nst_html_traits_of(element)->name);
  put(self, ">");
}

static void not_nested(stream *self) {
  if (self->kind == LIBXML2_NESTED) self->kind = LIBXML2_BROKEN;
}

static void on_open(void *context, nst_html_element element) {
  (void)element;
  not_nested(context);
}

static bool has_attribute(const stream *self, const char *name) {
  return nst_html_find_attribute(&self->tokenizer, &self->token, name) != NULL;
}

/* Whether the tree decides which text is shown. */
static bool hides(const stream *self, nst_html_element element) {
  const nst_html_traits *traits = nst_html_traits_of(element);
  if (traits->display == NST_DISPLAY_NONE && traits->state == NST_HTML_DATA) return true;
  return element == NST_TAG_DIALOG || element == NST_TAG_FRAMESET ||
         traits->flags & NST_HTML_FOREIGN || has_attribute(self, "hidden") ||
         has_attribute(self, "aria-hidden") || has_attribute(self, "style") ||
         self->token.more_attributes;
}

/* Raw text is taken out, but for that which is shown. */
static void put_start(stream *self) {
  nst_html_element element = nst_html_find_element(self->token.name);
  self->closed = 0;
  nst_html_place place =
      nst_html_tree_make_way(&self->tree, &self->tokenizer, &self->token, &element);
  const nst_html_traits *traits = nst_html_traits_of(element);
  if (hides(self, element)) self->kind = LIBXML2_HIDING;
  if (self->closed || place != NST_HTML_PLACE_ELEMENT) not_nested(self);
  if (place == NST_HTML_PLACE_ELEMENT && traits->state != NST_HTML_DATA) {
    self->tokenizer.state = traits->state;
    self->raw = element;
    if (traits->display != NST_DISPLAY_NONE) put_tag(self, NST_TAG_PRE, "<");
    /* in these, a first line break counts */
    if (element == NST_TAG_XMP || element == NST_TAG_PLAINTEXT) put(self, "\n");
    return;
  }
  if (place == NST_HTML_PLACE_NONE) return;
  put_tag(self, element, "<");
  if (!(traits->flags & NST_HTML_VOID) && place == NST_HTML_PLACE_ELEMENT)
    nst_html_tree_open(&self->tree, element, false);
}

static void put_end(stream *self) {
  if (self->raw != NST_TAG_NONE) {
    if (nst_html_traits_of(self->raw)->display != NST_DISPLAY_NONE)
      put_tag(self, NST_TAG_PRE, "</");
    self->raw = NST_TAG_NONE;
    return;
  }
  nst_html_element element = nst_html_find_element(self->token.name);
  if (element == NST_TAG_BODY || element == NST_TAG_HTML) return;
  self->closed = 0;
  self->closed_inside = false;
  bool ended = nst_html_tree_end(&self->tree, &self->token, element);
  if (!ended || self->closed != 1 || self->last_closed != element || self->closed_inside)
    not_nested(self);
  put_tag(self, element, "</");
}

/* For characters that libxml2 takes for none.  The first line break of a <pre> does not count,
   where one of them does. */
static void put_line_break(stream *self) {
  not_nested(self);
  put(self, "\n");
}

static void put_text(stream *self) {
  if (self->raw != NST_TAG_NONE && nst_html_traits_of(self->raw)->display == NST_DISPLAY_NONE)
    return;
  nst_html_slice piece;
  nst_html_reference reference;
  nst_html_slice_kind kind = nst_html_text_kind(&self->token);
  for (size_t at = 0; nst_html_next_piece(self->token.source, kind, &at, &piece, &reference);)
    for (size_t i = 0; i < piece.size; i++) {
      char c[2] = {piece.bytes[i], 0};
      if (c[0] == '<')
        put(self, "&lt;");
      else if (c[0] == '&')
        put(self, "&amp;");
      else if (c[0] == '\f' || c[0] == '\v')
        put_line_break(self);
      else if (c[0])
        put(self, c);
    }
}

static void write_stream(stream *self) {
  do {
    self->tokenizer.foreign = nst_html_tree_is_foreign(&self->tree);
    nst_html_next_token(&self->tokenizer, &self->token);
    if (self->token.kind == NST_HTML_TEXT) put_text(self);
    if (self->token.kind == NST_HTML_START_TAG) put_start(self);
    if (self->token.kind == NST_HTML_END_TAG) put_end(self);
  } while (self->token.kind != NST_HTML_END);
  if (self->tree.depth || self->tree.exceeded || self->raw != NST_TAG_NONE) not_nested(self);
}

/* -- Through libxml2 -------------------------------------------------------------- */

typedef struct reading {
  nst_layout layout;
  nst_buffer tags; /* as libxml2 has them, without those that it puts around the page */
} reading;

static nst_display note(reading *self, const xmlChar *name, const char *open) {
  nst_html_slice slice = {(const char *)name, strlen((const char *)name)};
  nst_html_element element = nst_html_find_element(slice);
  if (strcmp(slice.bytes, "html") != 0 && strcmp(slice.bytes, "body") != 0)
    note_tag(&self->tags, element, open);
  return (nst_display)nst_html_traits_of(element)->display;
}

static void on_start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
  (void)attributes;
  reading *self = context;
  nst_layout *layout = &self->layout;
  switch (note(self, name, "<")) {
    case NST_DISPLAY_BLOCK: nst_layout_border(layout, 1); break;
    case NST_DISPLAY_PARAGRAPH: nst_layout_border(layout, 2); break;
    case NST_DISPLAY_BREAK: nst_layout_line_break(layout); break;
    case NST_DISPLAY_ROW: nst_layout_row(layout); break;
    case NST_DISPLAY_CELL: nst_layout_cell(layout); break;
    case NST_DISPLAY_PRE: nst_layout_open_pre(layout, true); break;
    default: break;
  }
}

static void on_end_element(void *context, const xmlChar *name) {
  reading *self = context;
  nst_layout *layout = &self->layout;
  switch (note(self, name, "</")) {
    case NST_DISPLAY_BLOCK: nst_layout_border(layout, 1); break;
    case NST_DISPLAY_PARAGRAPH: nst_layout_border(layout, 2); break;
    case NST_DISPLAY_ROW: nst_layout_row(layout); break;
    case NST_DISPLAY_PRE: nst_layout_close_pre(layout); break;
    default: break;
  }
}

static void on_characters(void *context, const xmlChar *text, int size) {
  reading *self = context;
  nst_layout_text(&self->layout, (const char *)text, (size_t)size);
}

static void parse(const nst_buffer *html, reading *self) {
  htmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.startElement = on_start_element;
  handler.endElement = on_end_element;
  handler.characters = on_characters;
  handler.ignorableWhitespace = on_characters;
  htmlParserCtxtPtr parser =
      htmlCreatePushParserCtxt(&handler, self, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!parser) return;
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
                                 HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  htmlParseChunk(parser, html->bytes, (int)html->size, 1);
  htmlFreeParserCtxt(parser);
}

nst_status libxml2_text(const char *html, size_t size, nst_buffer *out, libxml2_page *kind) {
  stream self;
  memset(&self, 0, sizeof self);
  nst_buffer_init(&self.html, NULL);
  nst_buffer_init(&self.tags, NULL);
  nst_html_tokenizer_init(&self.tokenizer, html, size);
  nst_html_tree_init(&self.tree);
  self.tree.on_close = on_close;
  self.tree.on_open = on_open;
  self.tree.context = &self;
  put(&self, "<body>");
  write_stream(&self);
  reading repaired;
  nst_layout_init(&repaired.layout, out);
  nst_buffer_init(&repaired.tags, NULL);
  parse(&self.html, &repaired);
  if (self.tags.size != repaired.tags.size ||
      (self.tags.size && memcmp(self.tags.bytes, repaired.tags.bytes, self.tags.size) != 0))
    not_nested(&self);
  nst_buffer_free(&self.html);
  nst_buffer_free(&self.tags);
  nst_buffer_free(&repaired.tags);
  *kind = self.kind;
  return repaired.layout.status;
}
