/* html_links.c: addresses of links beside their text. */
#include "html_bytes.h"
#include "html_pieces.h"
#include "html_reader.h"

#include <stdio.h>

/* Adds an address: no white space at its ends, none and no controls within. */
static nst_status append_address(nst_buffer *out, nst_html_slice address) {
  nst_html_slice piece;
  nst_html_reference reference;
  nst_status status = NST_OK;
  for (size_t at = 0; status == NST_OK &&
                      nst_html_next_piece(address, NST_HTML_SLICE_VALUE, &at, &piece, &reference);)
    for (size_t i = 0; i < piece.size && status == NST_OK; i++)
      if (piece.bytes[i] == ' ')
        status = nst_buffer_append(out, "%20", 3);
      else if ((unsigned char)piece.bytes[i] > ' ' && piece.bytes[i] != 0x7F)
        status = nst_buffer_append(out, piece.bytes + i, 1);
  return status;
}

static nst_html_slice trimmed(nst_html_slice text) {
  while (text.size && (unsigned char)text.bytes[0] <= ' ') text.bytes++, text.size--;
  while (text.size && (unsigned char)text.bytes[text.size - 1] <= ' ') text.size--;
  return text;
}

static bool leads_elsewhere(nst_html_slice address) {
  static const char script[] = "javascript:";
  nst_html_slice scheme = {address.bytes, sizeof script - 1};
  return address.size && address.bytes[0] != '#' &&
         !(address.size >= scheme.size && nst_html_is_name(scheme, script));
}

void nst_html_open_link(nst_html_reader *reader) {
  nst_html_links wanted = reader->options.links;
  if (wanted != NST_HTML_LINKS_INLINE && wanted != NST_HTML_LINKS_FOOTNOTES) return;
  const nst_html_slice *value = nst_html_value(reader, "href");
  if (!value) return;
  nst_html_slice address = trimmed(*value);
  if (!leads_elsewhere(address)) return;
  reader->link = address;
  reader->link_text = reader->layout.out->size;
  if (wanted == NST_HTML_LINKS_INLINE) nst_layout_add_prefix(&reader->layout, "[", 1);
}

static nst_status add_note(nst_html_reader *reader) {
  char label[32];
  int size = snprintf(label, sizeof label, "\n[%zu]: ", ++reader->link_count);
  nst_layout_suffix(&reader->layout, label + 1, (size_t)size - 3);
  nst_status status = nst_buffer_append(&reader->notes, label, (size_t)size);
  return status == NST_OK ? append_address(&reader->notes, reader->link) : status;
}

void nst_html_close_link(nst_html_reader *reader) {
  if (!reader->link.bytes) return;
  nst_layout *layout = &reader->layout;
  bool is_inline = reader->options.links == NST_HTML_LINKS_INLINE;
  nst_status status = NST_OK;
  if (layout->out->size == reader->link_text) { /* a link of nothing */
    if (is_inline && layout->prefix_size) layout->prefix_size--;
  } else if (is_inline) {
    nst_layout_suffix(layout, "](", 2);
    status = append_address(layout->out, reader->link);
    nst_layout_suffix(layout, ")", 1);
  } else {
    status = add_note(reader);
  }
  if (layout->status == NST_OK) layout->status = status;
  reader->link.bytes = NULL;
}

void nst_html_show_notes(nst_html_reader *reader) {
  nst_layout *layout = &reader->layout;
  if (!reader->notes.size) return;
  nst_layout_suffix(layout, "\n", 1);
  nst_layout_suffix(layout, reader->notes.bytes, reader->notes.size);
}
