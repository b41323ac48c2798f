/* html_show.c: which elements are shown, and what they do to the lines. */
#include "html_reader.h"

/* -- What is not shown -------------------------------------------------------- */

/* What an element is that is never shown. */
static nst_html_dropped kind_of(nst_html_element element) {
  switch (element) {
    case NST_TAG_SCRIPT:
    case NST_TAG_SVG_SCRIPT: return NST_HTML_DROPPED_SCRIPTS;
    case NST_TAG_STYLE:
    case NST_TAG_SVG_STYLE: return NST_HTML_DROPPED_STYLES;
    case NST_TAG_NOSCRIPT: return NST_HTML_DROPPED_NOSCRIPTS;
    case NST_TAG_TEMPLATE: return NST_HTML_DROPPED_TEMPLATES;
    case NST_TAG_IFRAME:
    case NST_TAG_NOFRAMES:
    case NST_TAG_NOEMBED: return NST_HTML_DROPPED_FRAMES;
    case NST_TAG_TITLE: return NST_HTML_DROPPED_TITLES;
    case NST_TAG_RT:
    case NST_TAG_RP: return NST_HTML_DROPPED_RUBY;
    case NST_TAG_DATALIST: return NST_HTML_DROPPED_DATALISTS;
    default: return NST_HTML_DROPPED_MEDIA;
  }
}

bool nst_html_is_dropped(const nst_html_reader *reader, nst_html_element element,
                         nst_html_dropped *kind) {
  const nst_html_options *options = &reader->options;
  bool only_content = options->content == NST_HTML_CONTENT_ARTICLE;
  bool ruby = element == NST_TAG_RT || element == NST_TAG_RP;
  if (nst_html_traits_of(element)->display == NST_DISPLAY_NONE && !(ruby && options->show_ruby)) {
    *kind = kind_of(element);
    return true;
  }
  if (only_content && nst_content_is_skipped(element))
    *kind = NST_HTML_DROPPED_MEDIA;
  else if (options->drop_captions && (element == NST_TAG_FIGCAPTION || element == NST_TAG_CAPTION))
    *kind = NST_HTML_DROPPED_CAPTIONS;
  else if (options->drop_tables && element == NST_TAG_TABLE)
    *kind = NST_HTML_DROPPED_TABLES;
  else if (options->links == NST_HTML_LINKS_DROP && element == NST_TAG_A)
    *kind = NST_HTML_DROPPED_LINKS;
  else if ((reader->token.attribute_count || element == NST_TAG_DIALOG) && !options->show_hidden &&
           !only_content && nst_html_is_hidden(&reader->tokenizer, &reader->token, element))
    *kind = NST_HTML_DROPPED_HIDDEN;
  else
    return false;
  return true;
}

/* -- Elements ----------------------------------------------------------------- */

void nst_html_show_start(nst_html_reader *reader, nst_html_element element) {
  nst_layout *layout = &reader->layout;
  switch (nst_html_traits_of(element)->display) {
    case NST_DISPLAY_BLOCK: nst_layout_border(layout, 1); break;
    case NST_DISPLAY_PARAGRAPH: nst_layout_border(layout, 2); break;
    case NST_DISPLAY_BREAK: nst_layout_line_break(layout); break;
    case NST_DISPLAY_ROW: nst_layout_row(layout); break;
    case NST_DISPLAY_CELL: nst_layout_cell(layout); break;
    case NST_DISPLAY_PRE:
      if (reader->options.fold_pre)
        nst_layout_border(layout, 1);
      else
        nst_layout_open_pre(layout, element != NST_TAG_XMP && element != NST_TAG_PLAINTEXT);
      break;
    default: break;
  }
}

void nst_html_show_end(nst_html_reader *reader, nst_html_element element) {
  nst_layout *layout = &reader->layout;
  switch (nst_html_traits_of(element)->display) {
    case NST_DISPLAY_BLOCK: nst_layout_border(layout, 1); break;
    case NST_DISPLAY_ROW: nst_layout_row(layout); break;
    case NST_DISPLAY_PARAGRAPH: nst_layout_border(layout, 2); break;
    case NST_DISPLAY_PRE:
      if (reader->options.fold_pre)
        nst_layout_border(layout, 1);
      else
        nst_layout_close_pre(layout);
      break;
    default: break;
  }
}
