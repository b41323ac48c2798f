/* page_scopes.c: the open elements with hints, and those whose text is not seen.

   No tree is built: such elements are kept while they are open, with the number
   of elements of the same name inside, so that the right end tag ends them. */
#include "page_reader.h"

enum { MOST_BYLINE = 400 }; /* bytes of text */

/* The hints of the open elements.  What is called a date or an author is short:
   of an element with much text before the place these hints say nothing. */
uint32_t nst_page_current_hints(const nst_page_reader *self) {
  size_t place = self->facts->text_size + self->line.size;
  uint32_t hints = 0;
  for (size_t i = 0; i < self->depth; i++) {
    const nst_page_scope *open = &self->scopes[i];
    bool is_long = place - open->begin > MOST_BYLINE;
    hints |= is_long ? open->own & ~(uint32_t)NST_PAGE_TELLING_HINTS : open->own;
  }
  return hints;
}

void nst_page_pop_scopes(nst_page_reader *self, size_t depth) {
  while (self->depth > depth) {
    const nst_page_scope *ended = &self->scopes[--self->depth];
    nst_page_keep_span(self, ended);
    self->innermost[ended->element] = ended->outer;
  }
}

void nst_page_push_scope(nst_page_reader *self, nst_html_element element, uint32_t hints,
                         bool hidden, bool pre) {
  if (self->depth == NST_PAGE_MOST_SCOPES) return;
  const nst_page_scope *around = self->depth ? &self->scopes[self->depth - 1] : NULL;
  nst_page_scope *opened = &self->scopes[self->depth++];
  *opened = (nst_page_scope){.element = element,
                             .own = hints,
                             .hidden = hidden || (around && around->hidden),
                             .pre = pre || (around && around->pre),
                             .outer = self->innermost[element],
                             .begin = self->facts->text_size + self->line.size,
                             .line = self->lines,
                             .at = self->line.kept};
  self->innermost[element] = (uint8_t)self->depth;
}

static bool has_optional_end(nst_html_element element) {
  return nst_html_traits_of(element)->flags & NST_HTML_IMPLIED_END || element == NST_TAG_TR ||
         element == NST_TAG_TD || element == NST_TAG_TH;
}

static void pop_element(nst_page_reader *self, nst_html_element element) {
  if (self->innermost[element]) nst_page_pop_scopes(self, self->innermost[element] - 1U);
}

void nst_page_end_implied(nst_page_reader *self, nst_html_element element, unsigned flags) {
  if (has_optional_end(element)) pop_element(self, element);
  if (flags & NST_HTML_CLOSES_P) pop_element(self, NST_TAG_P);
}

void nst_page_end_contents(nst_page_reader *self, nst_html_element element) {
  bool holds = element == NST_TAG_UL || element == NST_TAG_OL || element == NST_TAG_DL ||
               element == NST_TAG_TABLE;
  while (holds && self->depth && has_optional_end(self->scopes[self->depth - 1].element))
    nst_page_pop_scopes(self, self->depth - 1);
}
