#include "layout.h"

#include "memory.h"

#include <string.h>

void nst_layout_init(nst_layout *layout, nst_buffer *out) {
  memset(layout, 0, sizeof *layout);
  layout->out = out;
  layout->start = out->size;
  layout->line_empty = true;
}

static void put(nst_layout *layout, const char *bytes, size_t size) {
  if (layout->status == NST_OK) layout->status = nst_buffer_append(layout->out, bytes, size);
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
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void collapsed_text(nst_layout *layout, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    size_t from = at;
    while (at < size && !is_space(text[at])) at++;
    if (at > from) {
      settle(layout);
      put(layout, text + from, at - from);
    }
    if (at < size) layout->space = true;
    while (at < size && is_space(text[at])) at++;
  }
}

/* Text as it stands, with every kind of line end as "\n". */
static void preserved_text(nst_layout *layout, const char *text, size_t size) {
  settle(layout);
  for (size_t at = 0; at < size;) {
    const char *found = memchr(text + at, '\r', size - at);
    size_t end = found ? (size_t)(found - text) : size;
    put(layout, text + at, end - at);
    if (!found) break;
    if (end + 1 == size || text[end + 1] != '\n') put(layout, "\n", 1);
    at = end + 1;
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
  if (size) preserved_text(layout, text, size);
}

void nst_layout_border(nst_layout *layout, size_t breaks) {
  layout->space = false;
  layout->line_empty = true;
  if (layout->tabs) return; /* a block that a cell begins with stays on the cell's line */
  if (layout->breaks < breaks) layout->breaks = breaks;
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

void nst_layout_open_pre(nst_layout *layout) {
  nst_layout_border(layout, 1);
  layout->preserve++;
  layout->after_pre = true;
}

void nst_layout_close_pre(nst_layout *layout) {
  if (layout->preserve) layout->preserve--;
  layout->after_pre = false;
  nst_layout_border(layout, 1);
}
