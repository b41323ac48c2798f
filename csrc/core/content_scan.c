/* content_scan.c: from HTML to nodes and blocks.  A block ends at the border of
   a block element, at two <br> in a row, and at one behind some text. */
#include "content_scan.h"

#include "html_bytes.h"
#include "html_tree_stack.h"
#include "memory.h"

#include <string.h>

/* -- Elements ------------------------------------------------------------------- */

bool nst_content_is_skipped(nst_html_element element) {
  switch (element) {
    case NST_TAG_SVG:
    case NST_TAG_MATH:
    case NST_TAG_OBJECT:
    case NST_TAG_SELECT:
    case NST_TAG_OPTION:
    case NST_TAG_OPTGROUP:
    case NST_TAG_BUTTON:
    case NST_TAG_MAP:
    case NST_TAG_METER:
    case NST_TAG_PROGRESS:
    case NST_TAG_APPLET:
    case NST_TAG_TEXTAREA: return true;
    default: return nst_html_traits_of(element)->display == NST_DISPLAY_NONE;
  }
}

static bool is_custom(nst_html_slice name) {
  return nst_html_find(name.bytes, 0, name.size, '-') < name.size;
}

static bool is_block_element(const nst_content_scan_state *scan, nst_html_element element) {
  if (element >= NST_TAG_OTHER) return is_custom(scan->token.name);
  if (element == NST_TAG_TBODY || element == NST_TAG_THEAD || element == NST_TAG_TFOOT) return true;
  nst_display display = (nst_display)nst_html_traits_of(element)->display;
  return display != NST_DISPLAY_INLINE && display != NST_DISPLAY_NONE &&
         display != NST_DISPLAY_BREAK;
}

/* Inline elements that are nodes where they have names. */
static bool may_be_node(nst_html_element element) {
  switch (element) {
    case NST_TAG_SPAN:
    case NST_TAG_A:
    case NST_TAG_STRONG:
    case NST_TAG_B:
    case NST_TAG_EM:
    case NST_TAG_I:
    case NST_TAG_SMALL:
    case NST_TAG_TIME:
    case NST_TAG_LABEL:
    case NST_TAG_CITE:
    case NST_TAG_FONT: return true;
    default: return false;
  }
}

static nst_content_block *last_block(nst_content_scan_state *scan) {
  return &scan->page->blocks[scan->page->block_count - 1];
}

static uint32_t innermost_node(const nst_content_scan_state *scan) {
  return scan->tree.depth ? scan->open[scan->tree.depth - 1].node : 0;
}

/* The same without regard to the element that was opened last. */
static uint32_t outer_node(const nst_content_scan_state *scan) {
  return scan->tree.depth > 1 ? scan->open[scan->tree.depth - 2].node : 0;
}

static void on_close(void *context, nst_html_element element, size_t index) {
  nst_content_scan_state *scan = context;
  (void)element;
  if (index < scan->skip_depth) scan->in_block &= !scan->open[index].is_block;
  size_t behind = scan->tree.depth - index;
  memmove(scan->open + index, scan->open + index + 1, behind * sizeof *scan->open);
  if (scan->skip_depth == SIZE_MAX) return;
  bool held = element == NST_TAG_FORM && behind;
  if (index < scan->skip_depth)
    scan->skip_depth--;
  else if (index == scan->skip_depth && !held)
    scan->skip_depth = SIZE_MAX;
}

/* Opens an element that is no node. */
static void push(nst_content_scan_state *scan, nst_html_element element) {
  nst_html_tree_open(&scan->tree, element, scan->skip_depth != SIZE_MAX);
  scan->open[scan->tree.depth - 1] = (nst_content_open){outer_node(scan), false};
}

/* A row or a section of a table that begins without a tag. */
static void on_open(void *context, nst_html_element element) {
  nst_content_scan_state *scan = context;
  (void)element;
  scan->open[scan->tree.depth - 1] = (nst_content_open){outer_node(scan), true};
  scan->in_block = false;
}

static void open_element(nst_content_scan_state *scan, nst_html_element element) {
  bool is_block = is_block_element(scan, element) || nst_content_is_edit_mark(scan, element);
  scan->in_block &= !is_block;
  if (element == NST_TAG_A && scan->in_block) last_block(scan)->counts.links++;
  push(scan, element);
  nst_content_open *open = &scan->open[scan->tree.depth - 1];
  open->is_block = is_block;
  if (is_block || (may_be_node(element) && nst_content_has_names(scan)))
    open->node = nst_content_open_node(scan, element, open->node, is_block);
}

/* -- Blocks --------------------------------------------------------------------- */

static uint8_t heading_level(const nst_html_tree *tree) {
  static const uint16_t headings[] = {NST_TAG_H1, NST_TAG_H2, NST_TAG_H3,
                                      NST_TAG_H4, NST_TAG_H5, NST_TAG_H6};
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    if (tree->count[headings[i]]) return (uint8_t)(i + 1);
  return 0;
}

/* Finishes the last block; one without letters and digits is none. */
static void end_block(nst_content_scan_state *scan) {
  nst_content_page *page = scan->page;
  if (!page->block_count) return;
  nst_content_block *block = last_block(scan);
  if (page->text.size > block->text && page->text.bytes[page->text.size - 1] == ' ')
    page->text.size--;
  block->size = (uint32_t)(page->text.size - block->text);
  block->bare_size = (uint32_t)(page->bare.size - block->bare);
  if (block->counts.letters) {
    const char *text = page->text.bytes + block->text;
    block->cues = (uint16_t)nst_content_find_cues(&scan->cue_words, text, block->size);
    return;
  }
  page->text.size = block->text;
  page->bare.size = block->bare;
  page->block_count--;
}

static bool begin_block(nst_content_scan_state *scan, size_t place) {
  nst_content_page *page = scan->page;
  end_block(scan);
  if (page->block_count == NST_CONTENT_MOST_BLOCKS) {
    page->truncated = true;
    return false;
  }
  void *blocks = page->blocks;
  scan->status = nst_array_reserve(&page->allocator, &blocks, &page->block_room,
                                   page->block_count + 1, sizeof *page->blocks);
  page->blocks = blocks;
  if (scan->status != NST_OK) return false;
  nst_content_block *block = &page->blocks[page->block_count++];
  memset(block, 0, sizeof *block);
  block->from = place;
  block->text = page->text.size;
  block->bare = page->bare.size;
  block->node = innermost_node(scan);
  block->heading = heading_level(&scan->tree);
  scan->in_block = true;
  return true;
}

/* The block element that a node is, or is in. */
static uint32_t block_node(const nst_content_page *page, uint32_t node) {
  while (!page->nodes[node].is_block) node = page->nodes[node].parent;
  return node;
}

static bool is_blank(nst_html_slice text) {
  size_t at = 0;
  while (at < text.size && nst_html_is_space(text.bytes[at])) at++;
  return at == text.size;
}

static void read_text(nst_content_scan_state *scan) {
  nst_html_slice text = scan->token.source;
  size_t place = (size_t)(text.bytes - scan->tokenizer.text);
  bool blank = is_blank(text);
  if (blank && !scan->in_block) return;
  if (!scan->in_block && !begin_block(scan, place)) return;
  nst_content_block *block = last_block(scan);
  const uint16_t *count = scan->tree.count;
  nst_content_style style = {count[NST_TAG_A] > 0, count[NST_TAG_B] || count[NST_TAG_STRONG],
                             count[NST_TAG_EM] || count[NST_TAG_I] || count[NST_TAG_SMALL]};
  nst_html_slice piece;
  nst_html_reference reference;
  nst_html_slice_kind kind = nst_html_text_kind(&scan->token);
  for (size_t at = 0;
       scan->status == NST_OK && nst_html_next_piece(text, kind, &at, &piece, &reference);)
    scan->status = nst_content_add_text(scan->page, block, piece.bytes, piece.size, style);
  if (blank) return;
  scan->break_before = false;
  block->to = place + text.size;
  uint32_t node = innermost_node(scan);
  if (node != block->node) block->node = block_node(scan->page, node);
}

/* Whether the block is the beginning of the page's title, or all of it, in
   Chinese: its author may stand in the next line. */
static bool is_title(const nst_content_page *page, const nst_content_block *block) {
  enum { LEAST_LETTERS = 4 };
  size_t size = page->bare.size - block->bare;
  return block->counts.letters >= LEAST_LETTERS && block->counts.han && size <= page->title.size &&
         memcmp(page->title.bytes, page->bare.bytes + block->bare, size) == 0;
}

static void read_break(nst_content_scan_state *scan) {
  enum { BYTES_OF_A_LINE = 80 };
  if (scan->in_block) {
    nst_content_block *block = last_block(scan);
    bool ends = scan->page->text.size - block->text >= BYTES_OF_A_LINE || scan->break_before ||
                is_title(scan->page, block);
    nst_content_style plain = {false, false, false};
    scan->status = nst_content_add_text(scan->page, block, " ", 1, plain);
    block->counts.breaks++;
    scan->in_block = !ends;
  }
  scan->break_before = true;
}

/* -- Tokens ---------------------------------------------------------------------- */

static void read_image(nst_content_scan_state *scan) {
  scan->page->nodes[innermost_node(scan)].images++;
}

static void start_raw(nst_content_scan_state *scan, nst_html_element element) {
  scan->tokenizer.state = nst_html_traits_of(element)->state;
  scan->raw = element;
  scan->raw_is_data = element == NST_TAG_SCRIPT && nst_content_is_structured_data(scan);
}

static void start_element(nst_content_scan_state *scan, nst_html_element element, bool opens) {
  if (scan->skip_depth != SIZE_MAX) {
    if (opens) push(scan, element);
  } else if (nst_content_is_skipped(element)) {
    if (!opens) return;
    push(scan, element);
    scan->skip_depth = scan->tree.depth - 1;
  } else if (element == NST_TAG_BR) {
    read_break(scan);
  } else if (element == NST_TAG_IMG) {
    read_image(scan);
  } else if (element == NST_TAG_META) {
    nst_content_read_meta(scan);
  } else if (opens) {
    open_element(scan, element);
  } else {
    scan->in_block &= !is_block_element(scan, element);
  }
}

static void read_start_tag(nst_content_scan_state *scan) {
  scan->page->truncated |= scan->token.more_attributes;
  nst_html_element element = nst_html_find_element(scan->token.name);
  nst_html_place place =
      nst_html_tree_make_way(&scan->tree, &scan->tokenizer, &scan->token, &element);
  unsigned flags = nst_html_traits_of(element)->flags;
  switch (place) {
    case NST_HTML_PLACE_NONE: break;
    case NST_HTML_PLACE_BORDER: start_element(scan, element, false); break;
    case NST_HTML_PLACE_FOREIGN: start_element(scan, element, !scan->token.self_closing); break;
    case NST_HTML_PLACE_ELEMENT:
      if (nst_html_traits_of(element)->state != NST_HTML_DATA)
        start_raw(scan, element);
      else
        start_element(scan, element, !(flags & NST_HTML_VOID));
      break;
  }
}

static void read_end_tag(nst_content_scan_state *scan) {
  if (scan->raw != NST_TAG_NONE) {
    scan->raw = NST_TAG_NONE;
    return;
  }
  nst_html_element element = nst_html_find_element(scan->token.name);
  if (nst_html_tree_end(&scan->tree, &scan->token, element) || scan->skip_depth != SIZE_MAX) return;
  if (element == NST_TAG_P || element == NST_TAG_TR) scan->in_block = false;
  if (element == NST_TAG_BR) read_break(scan);
}

static void read_raw_text(nst_content_scan_state *scan) {
  if (scan->raw == NST_TAG_TITLE) nst_content_read_title(scan, scan->token.source);
  if (scan->raw_is_data) nst_content_read_structured_data(scan, scan->token.source);
}

static void read_tokens(nst_content_scan_state *scan) {
  nst_html_token *token = &scan->token;
  do {
    scan->tokenizer.foreign = nst_html_tree_is_foreign(&scan->tree);
    nst_html_next_token(&scan->tokenizer, token);
    if (token->kind == NST_HTML_START_TAG)
      read_start_tag(scan);
    else if (token->kind == NST_HTML_END_TAG)
      read_end_tag(scan);
    else if (token->kind == NST_HTML_TEXT && scan->raw != NST_TAG_NONE)
      read_raw_text(scan);
    else if (token->kind == NST_HTML_TEXT && scan->skip_depth == SIZE_MAX)
      read_text(scan);
  } while (token->kind != NST_HTML_END && scan->status == NST_OK);
  end_block(scan);
}

static size_t limit(size_t wanted, size_t usual, size_t most) {
  size_t chosen = wanted ? wanted : usual;
  return chosen < most ? chosen : most;
}

nst_status nst_content_scan(nst_content_page *page, const char *html, size_t size,
                            const nst_html_options *options) {
  nst_content_scan_state *scan = page->allocator.allocate(page->allocator.context, sizeof *scan);
  if (!scan) return NST_NO_MEMORY;
  memset(scan, 0, offsetof(nst_content_scan_state, finder));
  scan->page = page;
  scan->skip_depth = SIZE_MAX;
  nst_content_hint_finder_init(&scan->finder);
  nst_content_cue_words_init(&scan->cue_words);
  nst_html_tokenizer_init(&scan->tokenizer, html, size);
  scan->tokenizer.most_attributes =
      limit(options->most_attributes, NST_HTML_KEPT_ATTRIBUTES, NST_HTML_KEPT_ATTRIBUTES);
  nst_html_tree_init(&scan->tree);
  scan->tree.most = limit(options->most_depth, NST_HTML_USUAL_DEPTH, NST_HTML_MOST_DEPTH);
  scan->tree.on_close = on_close;
  scan->tree.on_open = on_open;
  scan->tree.context = scan;
  nst_content_open_node(scan, NST_TAG_BODY, NST_CONTENT_NONE, true);
  if (scan->status == NST_OK) read_tokens(scan);
  page->truncated |= scan->tree.exceeded;
  nst_status status = scan->status;
  nst_release(&page->allocator, scan, sizeof *scan);
  return status;
}
