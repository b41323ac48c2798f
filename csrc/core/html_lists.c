/* html_lists.c: markers of list items. */
#include "html_reader.h"

#include <stdio.h>

enum { LARGEST_NUMBER = 1000000000 };

/* A number as in <ol start> and <li value>, or `otherwise`. */
static long number_of(const nst_html_slice *value, long otherwise) {
  if (!value) return otherwise;
  size_t at = 0;
  while (at < value->size && value->bytes[at] == ' ') at++;
  bool negative = at < value->size && value->bytes[at] == '-';
  at += negative;
  size_t first = at;
  long number = 0;
  for (; at < value->size && value->bytes[at] >= '0' && value->bytes[at] <= '9'; at++)
    number = number < LARGEST_NUMBER ? number * 10 + (value->bytes[at] - '0') : number;
  if (at == first) return otherwise;
  return negative ? -number : number;
}

void nst_html_open_list(nst_html_reader *reader, bool ordered) {
  if (reader->list_depth < NST_HTML_NUMBERED_LISTS) {
    nst_html_list *list = &reader->lists[reader->list_depth];
    list->ordered = ordered;
    list->number = ordered ? number_of(nst_html_value(reader, "start"), 1) : 1;
  }
  reader->list_depth++;
}

void nst_html_close_list(nst_html_reader *reader) {
  if (reader->list_depth) reader->list_depth--;
}

void nst_html_mark_item(nst_html_reader *reader) {
  size_t depth = reader->list_depth;
  size_t known = depth < NST_HTML_NUMBERED_LISTS ? depth : NST_HTML_NUMBERED_LISTS;
  nst_html_list *list = depth && depth == known ? &reader->lists[depth - 1] : NULL;
  char marker[64];
  int indent = known > 1 ? (int)(known - 1) * 2 : 0;
  int size;
  if (list && list->ordered) {
    list->number = number_of(nst_html_value(reader, "value"), list->number);
    size = snprintf(marker, sizeof marker, "%*s%ld. ", indent, "", list->number);
    list->number++;
  } else {
    size = snprintf(marker, sizeof marker, "%*s- ", indent, "");
  }
  nst_layout_set_prefix(&reader->layout, marker, (size_t)size);
}
