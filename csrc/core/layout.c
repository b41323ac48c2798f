#include "layout.h"

#include "characters.h"
#include "html_bytes.h"
#include "memory.h"

#include <string.h>

void nst_layout_init(nst_layout *layout, nst_buffer *out) {
  memset(layout, 0, sizeof *layout);
  layout->out = out;
  layout->start = out->size;
  layout->line_empty = true;
}

static void put(nst_layout *layout, const char *bytes, size_t size) {
  nst_buffer *out = layout->out;
  if (size > out->capacity - out->size || layout->status != NST_OK) {
    if (layout->status == NST_OK) layout->status = nst_buffer_append(out, bytes, size);
    return;
  }
  memcpy(out->bytes + out->size, bytes, size);
  out->size += size;
}

/* Pays what is owed between the text so far and text that comes now. */
static void settle(nst_layout *layout) {
  if (layout->out->size > layout->start) {
    for (size_t i = 0; i < layout->breaks; i++) put(layout, "\n", 1);
    for (size_t i = 0; i < layout->tabs; i++) put(layout, "\t", 1);
    if (layout->breaks)
      layout->row_broken |= layout->row_has_text;
    else if (!layout->tabs && layout->space && !layout->line_empty)
      put(layout, " ", 1);
  }
  layout->breaks = layout->forced = layout->tabs = 0;
  layout->space = layout->line_empty = false;
  layout->row_has_text = true;
  if (layout->prefix_size) put(layout, layout->prefix, layout->prefix_size);
  layout->prefix_size = 0;
}

/* Whether a joiner that comes now is kept: nothing stands between it and what it shapes. */
static bool keeps_joiner(const nst_layout *layout) {
  const nst_buffer *out = layout->out;
  if (layout->breaks || layout->tabs || layout->space || layout->prefix_size) return false;
  return out->size > layout->start &&
         nst_keeps_joiner(out->bytes + layout->start, out->size - layout->start);
}

/* Adds one character that is no plain one; whether it was white space. */
static bool odd_character(nst_layout *layout, uint32_t c, size_t length) {
  char bytes[4];
  switch (nst_character_rule_of(c)) {
    case NST_CHARACTER_SPACE: return true;
    case NST_CHARACTER_JOINER:
      if (keeps_joiner(layout)) break;
      layout->left_out += length;
      return false;
    case NST_CHARACTER_LEFT_OUT: layout->left_out += length; return false;
    case NST_CHARACTER_KEPT: break;
  }
  settle(layout);
  put(layout, bytes, nst_utf8_encode(c, bytes));
  return false;
}

static void collapsed_text(nst_layout *layout, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    if (nst_html_is_space(text[at])) {
      layout->space = true;
      at++;
      continue;
    }
    size_t run = nst_plain_run(text + at, size - at);
    if (run) {
      settle(layout);
      put(layout, text + at, run);
      at += run;
    } else {
      uint32_t c;
      size_t length = nst_utf8_decode(text + at, size - at, &c);
      if (odd_character(layout, c, length)) layout->space = true;
      at += length;
    }
  }
}

/* White space where it is kept; every kind of line end is "\n". */
static void preserved_space(nst_layout *layout, uint32_t c) {
  bool second = c == '\n' && layout->after_return;
  layout->after_return = c == '\r';
  if (second) return;
  settle(layout);
  put(layout, c == '\t' ? "\t" : c == ' ' ? " " : "\n", 1);
}

static void preserved_text(nst_layout *layout, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    uint32_t c;
    size_t run = text[at] == ' ' ? 0 : nst_plain_run(text + at, size - at);
    if (run) {
      settle(layout);
      put(layout, text + at, run);
      at += run;
      layout->after_return = false;
    } else {
      size_t length = nst_utf8_decode(text + at, size - at, &c);
      if (odd_character(layout, c, length))
        preserved_space(layout, c);
      else
        layout->after_return = false;
      at += length;
    }
  }
}

void nst_layout_text(nst_layout *layout, const char *text, size_t size) {
  if (!size) return;
  if (!layout->preserve) {
    collapsed_text(layout, text, size);
    return;
  }
  if (layout->after_pre) {
    size_t skip = text[0] == '\n' ? 1 : size > 1 && memcmp(text, "\r\n", 2) == 0 ? 2 : 0;
    text += skip;
    size -= skip;
  }
  layout->after_pre = false;
  preserved_text(layout, text, size);
}

void nst_layout_add_prefix(nst_layout *layout, const char *bytes, size_t size) {
  if (size > sizeof layout->prefix - layout->prefix_size) return;
  memcpy(layout->prefix + layout->prefix_size, bytes, size);
  layout->prefix_size += size;
}

void nst_layout_set_prefix(nst_layout *layout, const char *bytes, size_t size) {
  layout->prefix_size = 0;
  nst_layout_add_prefix(layout, bytes, size);
}

void nst_layout_suffix(nst_layout *layout, const char *bytes, size_t size) {
  put(layout, bytes, size);
}

void nst_layout_border(nst_layout *layout, size_t breaks) {
  layout->space = false;
  layout->line_empty = true;
  if (layout->tabs) return; /* a block that a cell begins with stays on the cell's line */
  if (layout->breaks < breaks) layout->breaks = breaks;
}

void nst_layout_leave_out(nst_layout *layout) {
  enum { MOST_BREAKS = 2 };
  layout->tabs = layout->forced = layout->prefix_size = 0;
  layout->cells = layout->row_has_text = layout->row_broken = false;
  if (layout->breaks > MOST_BREAKS) layout->breaks = MOST_BREAKS;
  nst_layout_border(layout, 1);
}

void nst_layout_line_break(nst_layout *layout) {
  layout->space = false;
  layout->line_empty = true;
  layout->forced++;
  if (layout->breaks < layout->forced) layout->breaks = layout->forced;
}

void nst_layout_row(nst_layout *layout) {
  layout->tabs = 0;
  layout->cells = false;
  layout->row_has_text = false;
  layout->row_broken = false;
  nst_layout_border(layout, 1);
}

/* Cells of a row stand side by side, unless one of them holds several lines:
   then the table lays out a page and its cells follow one another. */
void nst_layout_cell(nst_layout *layout) {
  bool beside = layout->cells && !layout->row_broken;
  layout->cells = true;
  if (!beside) {
    nst_layout_border(layout, layout->row_broken ? 1 : 0);
    return;
  }
  layout->space = false;
  if (layout->row_has_text) layout->breaks = layout->forced = 0;
  layout->tabs++;
}

void nst_layout_open_pre(nst_layout *layout, bool skips_line_break) {
  nst_layout_border(layout, 1);
  layout->preserve++;
  layout->after_pre = skips_line_break;
  layout->after_return = false;
}

void nst_layout_close_pre(nst_layout *layout) {
  if (layout->preserve) layout->preserve--;
  layout->after_pre = false;
  nst_layout_border(layout, 1);
}
