#include "html_pieces.h"

#include "html_bytes.h"
#include "newsstat.h"

nst_html_slice_kind nst_html_text_kind(const nst_html_token *token) {
  switch (token->state) {
    case NST_HTML_DATA: return NST_HTML_SLICE_DATA;
    case NST_HTML_RCDATA: return NST_HTML_SLICE_RCDATA;
    case NST_HTML_CDATA: return NST_HTML_SLICE_CDATA;
    default: return NST_HTML_SLICE_RAW_TEXT;
  }
}

static bool has_references(nst_html_slice_kind kind) {
  return kind == NST_HTML_SLICE_DATA || kind == NST_HTML_SLICE_RCDATA ||
         kind == NST_HTML_SLICE_VALUE;
}

static bool is_plain(char c, nst_html_slice_kind kind) {
  switch (c) {
    case '&': return !has_references(kind);
    case '\r': return false;
    case 0: return kind == NST_HTML_SLICE_DATA || kind == NST_HTML_SLICE_CDATA;
    default: return kind != NST_HTML_SLICE_NAME || c == nst_html_lower(c);
  }
}

/* One byte that stands for another, or for a character. */
static void replace(char c, nst_html_reference *reference) {
  if (c == 0) {
    reference->size = nst_utf8_encode(NST_REPLACEMENT, reference->text);
  } else {
    reference->text[0] = c == '\r' ? '\n' : nst_html_lower(c);
    reference->size = 1;
  }
}

bool nst_html_next_piece(nst_html_slice slice, nst_html_slice_kind kind, size_t *place,
                         nst_html_slice *piece, nst_html_reference *reference) {
  size_t at = *place;
  /* a "\r" before a "\n" is nothing */
  if (slice.size - at > 1 && slice.bytes[at] == '\r' && slice.bytes[at + 1] == '\n') at++;
  if (at == slice.size) return false;
  size_t first = at;
  while (at < slice.size && is_plain(slice.bytes[at], kind)) at++;
  size_t taken = 1;
  *piece = (nst_html_slice){slice.bytes + first, at - first};
  if (at == first) {
    if (slice.bytes[at] == '&') {
      bool value = kind == NST_HTML_SLICE_VALUE;
      taken = nst_html_read_reference(slice.bytes + at, slice.size - at, value, reference);
    } else {
      replace(slice.bytes[at], reference);
    }
    if (taken)
      *piece = (nst_html_slice){reference->text, reference->size};
    else
      piece->size = taken = 1; /* a "&" that is text */
    at += taken;
  }
  *place = at;
  return true;
}
