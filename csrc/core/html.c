/* html.c: from tokens to text: what is shown goes to the layout, the rest is
   counted. */
#include "html_bytes.h"
#include "html_pieces.h"
#include "html_reader.h"
#include "memory.h"

#include <string.h>

static size_t place_of(const nst_html_reader *reader) {
  return (size_t)(reader->token.source.bytes - reader->tokenizer.text);
}

static void drop(nst_html_reader *reader, nst_html_dropped kind, size_t bytes) {
  if (!reader->hidden) reader->info.dropped[kind] += bytes;
}

/* -- Elements ----------------------------------------------------------------- */

static bool is_list(nst_html_element element) {
  return element == NST_TAG_OL || element == NST_TAG_UL || element == NST_TAG_MENU ||
         element == NST_TAG_DIR;
}

static void show_value(nst_html_reader *reader, nst_html_slice value) {
  nst_html_slice piece;
  nst_html_reference reference;
  for (size_t at = 0; nst_html_next_piece(value, NST_HTML_SLICE_VALUE, &at, &piece, &reference);)
    nst_layout_text(&reader->layout, piece.bytes, piece.size);
}

/* What options add to an element that is shown. */
static void add_start(nst_html_reader *reader, nst_html_element element) {
  if (element == NST_TAG_A) nst_html_open_link(reader);
  if (reader->options.show_image_texts && element == NST_TAG_IMG) {
    const nst_html_slice *text = nst_html_value(reader, "alt");
    if (text) show_value(reader, *text);
  }
  if (!reader->options.mark_lists) return;
  if (is_list(element)) nst_html_open_list(reader, element == NST_TAG_OL);
  if (element == NST_TAG_LI) nst_html_mark_item(reader);
}

static void on_open(void *context, nst_html_element element) {
  nst_html_reader *reader = context;
  if (!reader->hidden) nst_html_show_start(reader, element);
}

/* The element that hid is over. */
static void unhide(nst_html_reader *reader) {
  bool own_tag = reader->token.kind == NST_HTML_END_TAG;
  size_t end = own_tag ? reader->tokenizer.at : place_of(reader);
  reader->info.dropped[reader->hidden_kind] += end - reader->hidden_from;
  reader->hidden = false;
}

static void on_close(void *context, nst_html_element element, size_t index) {
  nst_html_reader *reader = context;
  if (reader->hidden && index >= reader->hidden_depth) {
    /* what a form holds stays in it, though its end tag came */
    bool held = element == NST_TAG_FORM && reader->tree.depth > index;
    if (index == reader->hidden_depth && !held) unhide(reader);
    return;
  }
  reader->hidden_depth -= reader->hidden;
  nst_html_show_end(reader, element);
  if (element == NST_TAG_A) nst_html_close_link(reader);
  if (reader->options.mark_lists && is_list(element)) nst_html_close_list(reader);
}

/* Opens an element that is not shown. */
static void open_hidden(nst_html_reader *reader, nst_html_element element, nst_html_dropped kind) {
  nst_html_tree_open(&reader->tree, element, false);
  reader->hidden = true;
  reader->hidden_depth = reader->tree.depth - 1;
  reader->hidden_from = place_of(reader);
  reader->hidden_kind = kind;
}

/* -- Tokens ------------------------------------------------------------------- */

/* The start tag of an element whose contents are not read for tags. */
static void start_raw(nst_html_reader *reader, nst_html_element element) {
  reader->tokenizer.state = nst_html_traits_of(element)->state;
  reader->raw = element;
  reader->raw_from = place_of(reader);
  reader->raw_shown = !reader->hidden && !nst_html_is_dropped(reader, element, &reader->raw_kind);
  if (reader->raw_shown) nst_html_show_start(reader, element);
}

static void end_raw(nst_html_reader *reader) {
  if (reader->raw_shown)
    nst_html_show_end(reader, reader->raw);
  else
    drop(reader, reader->raw_kind, reader->tokenizer.at - reader->raw_from);
  reader->raw = NST_TAG_NONE;
}

static void start_element(nst_html_reader *reader, nst_html_element element, bool opens) {
  nst_html_dropped kind;
  if (reader->hidden) {
    if (opens) nst_html_tree_open(&reader->tree, element, true);
  } else if (nst_html_is_dropped(reader, element, &kind)) {
    if (opens)
      open_hidden(reader, element, kind);
    else
      drop(reader, kind, reader->token.source.size);
  } else {
    if (opens) nst_html_tree_open(&reader->tree, element, false);
    nst_html_show_start(reader, element);
    add_start(reader, element);
  }
}

static void read_start_tag(nst_html_reader *reader) {
  reader->info.truncated |= reader->token.more_attributes;
  nst_html_element element = nst_html_find_element(reader->token.name);
  nst_html_place place =
      nst_html_tree_make_way(&reader->tree, &reader->tokenizer, &reader->token, &element);
  switch (place) {
    case NST_HTML_PLACE_NONE: break;
    case NST_HTML_PLACE_BORDER: start_element(reader, element, false); break;
    case NST_HTML_PLACE_FOREIGN: start_element(reader, element, !reader->token.self_closing); break;
    case NST_HTML_PLACE_ELEMENT:
      if (nst_html_traits_of(element)->state != NST_HTML_DATA)
        start_raw(reader, element);
      else
        start_element(reader, element, !(nst_html_traits_of(element)->flags & NST_HTML_VOID));
      break;
  }
}

static void read_end_tag(nst_html_reader *reader) {
  if (reader->raw != NST_TAG_NONE) {
    end_raw(reader);
    return;
  }
  nst_html_element element = nst_html_find_element(reader->token.name);
  if (nst_html_tree_end(&reader->tree, &reader->token, element) || reader->hidden) return;
  /* These count without a start tag: as an empty paragraph, as <br>; and rows
     outside of tables as lines. */
  if (element == NST_TAG_P || element == NST_TAG_BR || element == NST_TAG_TR)
    nst_html_show_start(reader, element);
}

/* Text with the references in it. */
void nst_html_show_text(nst_html_reader *reader, nst_html_slice text) {
  nst_html_reference reference;
  for (size_t at = 0; at < text.size;) {
    size_t end = nst_html_find(text.bytes, at, text.size, '&');
    nst_layout_text(&reader->layout, text.bytes + at, end - at);
    if (end == text.size) break;
    size_t taken = nst_html_read_reference(text.bytes + end, text.size - end, false, &reference);
    if (taken)
      nst_layout_text(&reader->layout, reference.text, reference.size);
    else
      nst_layout_text(&reader->layout, "&", 1);
    at = end + (taken ? taken : 1);
  }
}

static void read_text(nst_html_reader *reader) {
  nst_html_slice text = reader->token.source;
  if (reader->hidden) return;
  bool only_content = reader->options.content == NST_HTML_CONTENT_ARTICLE;
  bool is_shown = reader->raw == NST_TAG_NONE || reader->raw_shown;
  if (reader->raw == NST_TAG_TITLE && !reader->info.title_size)
    nst_html_keep_title(reader, text);
  else if (!is_shown || (only_content && !nst_html_is_content(reader)))
    return;
  else if (reader->token.state == NST_HTML_DATA || reader->token.state == NST_HTML_RCDATA)
    nst_html_show_text(reader, text);
  else
    nst_layout_text(&reader->layout, text.bytes, text.size);
}

static void read_tokens(nst_html_reader *reader) {
  nst_html_token *token = &reader->token;
  do {
    reader->tokenizer.foreign = nst_html_tree_is_foreign(&reader->tree);
    nst_html_next_token(&reader->tokenizer, token);
    switch (token->kind) {
      case NST_HTML_TEXT: read_text(reader); break;
      case NST_HTML_START_TAG: read_start_tag(reader); break;
      case NST_HTML_END_TAG: read_end_tag(reader); break;
      case NST_HTML_COMMENT:
      case NST_HTML_DECLARATION: drop(reader, NST_HTML_DROPPED_COMMENTS, token->source.size); break;
      case NST_HTML_END: break;
    }
  } while (token->kind != NST_HTML_END && reader->layout.status == NST_OK);
  if (reader->raw != NST_TAG_NONE) end_raw(reader);
  nst_html_tree_end_all(&reader->tree);
}

/* -- Options and results -------------------------------------------------------- */

static size_t limit(size_t wanted, size_t usual, size_t most) {
  size_t chosen = wanted ? wanted : usual;
  return chosen < most ? chosen : most;
}

static void open_reader(nst_html_reader *reader, const nst_html_options *options, nst_buffer *out) {
  memset(reader, 0, offsetof(nst_html_reader, tokenizer));
  if (options) reader->options = *options;
  nst_html_tree_init(&reader->tree);
  reader->tree.most = limit(reader->options.most_depth, NST_HTML_USUAL_DEPTH, NST_HTML_MOST_DEPTH);
  reader->tree.on_close = on_close;
  reader->tree.on_open = on_open;
  reader->tree.context = reader;
  nst_layout_init(&reader->layout, out);
  nst_buffer_init(&reader->notes, &out->allocator);
}

size_t nst_html_most_bytes(const nst_html_options *options) {
  return options && options->most_bytes ? options->most_bytes : NST_HTML_LIMIT;
}

/* The text of UTF-8. */
static nst_status text_of(const char *html, size_t size, const nst_html_options *options,
                          nst_buffer *out, nst_html_info *info) {
  nst_html_reader reader;
  size_t before = out->size;
  open_reader(&reader, options, out);
  reader.layout.status = nst_html_find_content(&reader, html, size);
  nst_html_tokenizer_init(&reader.tokenizer, html, size);
  reader.tokenizer.most_attributes =
      limit(reader.options.most_attributes, NST_HTML_KEPT_ATTRIBUTES, NST_HTML_KEPT_ATTRIBUTES);
  if (reader.layout.status == NST_OK) read_tokens(&reader);
  nst_content_page_free(&reader.page);
  if (reader.options.content == NST_HTML_CONTENT_ARTICLE) nst_content_tidy_lines(out, before);
  nst_html_show_notes(&reader);
  nst_buffer_free(&reader.notes);
  if (reader.layout.status != NST_OK) return reader.layout.status;
  if (info) {
    reader.info.charset = (nst_charset_found){"UTF-8", NST_CHARSET_DEFAULT, 0};
    reader.info.bytes_out = out->size - before;
    reader.info.truncated |= reader.tree.exceeded || reader.page.truncated;
    reader.info.dropped[NST_HTML_DROPPED_CHARACTERS] = reader.layout.left_out;
    *info = reader.info;
  }
  return NST_OK;
}

/* The text of bytes in a charset that has to be found. */
static nst_status text_of_bytes(const char *bytes, size_t size, const nst_html_options *options,
                                nst_buffer *out, nst_html_info *info) {
  nst_charset_hint hint = options->charset;
  nst_charset_found found;
  nst_buffer html;
  hint.html = true;
  nst_buffer_init(&html, &out->allocator);
  nst_status status = nst_charset_decode(bytes, size, &hint, &html, &found);
  if (status == NST_OK) status = text_of(html.bytes, html.size, options, out, info);
  if (status == NST_OK && info) info->charset = found;
  nst_buffer_free(&html);
  return status;
}

nst_status nst_html_text(const char *html, size_t size, const nst_html_options *options,
                         nst_buffer *out, nst_html_info *info) {
  size_t most = nst_html_most_bytes(options);
  size_t read = size < most ? size : most;
  bool find_charset = options && options->any_charset;
  nst_status status = find_charset ? text_of_bytes(html, read, options, out, info)
                                   : text_of(html, read, options, out, info);
  if (status == NST_OK && info) {
    info->bytes_in = size;
    info->truncated |= read < size;
  }
  return status;
}
