/* page_values.c: facts as they are kept: values of attributes, lines of text and
   parts of them. */
#include "html_bytes.h"
#include "html_pieces.h"
#include "page_reader.h"

enum { PARAGRAPH_BYTES = 90, LEAST_TITLE_PART = 6 };

/* -- Keeping facts ---------------------------------------------------------- */

static const size_t most_facts[NST_PAGE_KINDS] = {1,
                                                  1,
                                                  1,
                                                  NST_PAGE_META_FACTS,
                                                  NST_PAGE_LINK_FACTS,
                                                  NST_PAGE_JSON_LD_FACTS,
                                                  NST_PAGE_TIME_FACTS,
                                                  NST_PAGE_SPAN_FACTS,
                                                  NST_PAGE_LINE_FACTS};

bool nst_page_has_room(const nst_page_reader *self, nst_page_fact_kind kind) {
  return self->status == NST_OK && self->counts[kind] < most_facts[kind];
}

nst_html_slice nst_page_copy(nst_page_reader *self, const char *text, size_t size) {
  self->scratch.size = 0;
  if (self->status == NST_OK) self->status = nst_utf8_repair(text, size, &self->scratch);
  if (self->status != NST_OK || !self->scratch.size) return (nst_html_slice){"", 0};
  char *bytes = nst_arena_copy(&self->facts->arena, self->scratch.bytes, self->scratch.size);
  if (!bytes) self->status = NST_NO_MEMORY;
  return (nst_html_slice){bytes, self->scratch.size};
}

void nst_page_keep(nst_page_reader *self, nst_page_fact fact) {
  nst_page_facts *facts = self->facts;
  if (self->status == NST_OK)
    self->status = nst_array_reserve(&facts->allocator, (void **)&facts->list, &facts->capacity,
                                     facts->count + 1, sizeof *facts->list);
  if (self->status != NST_OK) return;
  facts->list[facts->count++] = fact;
  self->counts[fact.kind]++;
}

/* -- Values ----------------------------------------------------------------- */

/* The size without the last character, of which the end may be cut off. */
static size_t whole_characters(const char *text, size_t size) {
  do size--;
  while (size && ((unsigned char)text[size] & 0xC0) == 0x80);
  return size;
}

nst_html_slice nst_page_resolved(nst_page_reader *self, nst_html_slice source,
                                 nst_html_slice_kind kind) {
  char text[NST_PAGE_VALUE_BYTES];
  size_t size = 0;
  bool gap = false;
  nst_html_slice piece;
  nst_html_reference reference;
  for (size_t at = 0; nst_html_next_piece(source, kind, &at, &piece, &reference);)
    for (size_t i = 0; i < piece.size && size + 2 <= sizeof text; i++) {
      char c = piece.bytes[i];
      if (nst_html_is_space(c)) {
        gap = size > 0;
        continue;
      }
      if (gap) text[size++] = ' ';
      gap = false;
      text[size++] = kind == NST_HTML_SLICE_NAME ? nst_html_lower(c) : c;
    }
  if (size + 2 > sizeof text) size = whole_characters(text, size);
  return nst_page_copy(self, text, size);
}

void nst_page_keep_value(nst_page_reader *self, nst_page_fact_kind kind, nst_html_slice name,
                         nst_html_slice value) {
  enum { MOST_NAME = 256, MOST_SOURCE = 2 * NST_PAGE_VALUE_BYTES };
  if (!value.size || !nst_page_has_room(self, kind)) return;
  if (name.size > MOST_NAME) return;
  if (value.size > MOST_SOURCE) value.size = MOST_SOURCE;
  nst_page_fact fact = {.kind = kind, .place = self->facts->text_size + self->line.size};
  fact.hints = nst_page_current_hints(self);
  fact.name = nst_page_resolved(self, name, NST_HTML_SLICE_NAME);
  fact.value = nst_page_resolved(self, value, NST_HTML_SLICE_VALUE);
  nst_page_keep(self, fact);
}

/* -- Lines ------------------------------------------------------------------ */

static bool contains(nst_html_slice text, const char *part, size_t size) {
  for (size_t at = 0; at + size <= text.size; at++) {
    at = nst_html_find(text.bytes, at, text.size - size + 1, part[0]);
    if (at + size <= text.size && memcmp(text.bytes + at, part, size) == 0) return true;
  }
  return false;
}

/* Whether a line is a part of the title, or the title and not much more. */
static bool is_of_title(nst_html_slice title, const nst_page_line *line) {
  if (line->size < LEAST_TITLE_PART || title.size < LEAST_TITLE_PART) return false;
  if (line->size <= title.size) return contains(title, line->text, line->size);
  nst_html_slice text = {line->text, line->size};
  return line->size <= 2 * title.size && contains(text, title.bytes, title.size);
}

static bool is_told(nst_page_reader *self, uint32_t signs) {
  const nst_page_line *line = &self->line;
  if (line->size - line->link_size >= PARAGRAPH_BYTES && !(line->hints & NST_HINT_SIDE) &&
      self->paragraphs < NST_PAGE_PARAGRAPHS) {
    self->paragraphs++;
    return true;
  }
  if (signs & NST_SIGNS_TELLING) return true;
  if (line->size != line->kept) return false;
  return line->hints & NST_PAGE_TELLING_HINTS || is_of_title(self->title, line);
}

static void keep_line(nst_page_reader *self) {
  const nst_page_line *line = &self->line;
  if (!nst_page_has_room(self, NST_PAGE_LINE)) return;
  nst_page_fact fact = {.kind = NST_PAGE_LINE,
                        .hints = line->hints,
                        .place = self->facts->text_size,
                        .number = self->lines,
                        .size = line->size,
                        .link_size = line->link_size,
                        .signs = nst_page_signs_of(line->text, line->kept)};
  if (!is_told(self, fact.signs)) return;
  fact.value = nst_page_copy(self, line->text, line->kept);
  nst_page_keep(self, fact);
}

void nst_page_end_line(nst_page_reader *self) {
  nst_page_line *line = &self->line;
  if (!line->size) return;
  keep_line(self);
  self->facts->text_size += line->size;
  self->lines++;
  nst_page_line_clear(line);
}

void nst_page_keep_span(nst_page_reader *self, const nst_page_scope *ended) {
  const nst_page_line *line = &self->line;
  if (!(ended->own & NST_PAGE_BYLINE_HINTS) || ended->line != self->lines) return;
  if (line->kept < line->size || !nst_page_has_room(self, NST_PAGE_SPAN)) return;
  size_t at = ended->at;
  while (at < line->kept && line->text[at] == ' ') at++;
  if (at == line->kept) return;
  nst_page_fact fact = {.kind = NST_PAGE_SPAN,
                        .hints = ended->own | nst_page_current_hints(self),
                        .place = self->facts->text_size + at,
                        .number = self->lines};
  fact.value = nst_page_copy(self, line->text + at, line->kept - at);
  nst_page_keep(self, fact);
}
