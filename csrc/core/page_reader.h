/* page_reader.h: the state of reading what a page tells of itself, which the files
   of page_facts.h share. */
#ifndef NEWSSTAT_PAGE_READER_H
#define NEWSSTAT_PAGE_READER_H

#include "html_elements.h"
#include "html_pieces.h"
#include "memory.h"
#include "page_lines.h"

struct nst_page_facts {
  nst_page_fact *list;
  size_t count;
  size_t capacity;
  size_t text_size;
  nst_arena arena;
  nst_allocator allocator;
};

enum {
  NST_PAGE_MOST_SCOPES = 64,
  NST_PAGE_BYLINE_HINTS =
      NST_HINT_DATE | NST_HINT_MODIFIED | NST_HINT_AUTHOR | NST_HINT_EDITOR | NST_HINT_SOURCE,
  /* of short elements, whose text is told whatever it is */
  NST_PAGE_TELLING_HINTS =
      NST_PAGE_BYLINE_HINTS | NST_HINT_TITLE | NST_HINT_HEADING | NST_HINT_CRUMB
};

/* An open element with hints, or whose text is not seen or keeps its lines. */
typedef struct nst_page_scope {
  nst_html_element element;
  uint32_t own;  /* its own */
  bool hidden;   /* it, or one around it */
  bool pre;      /* the same */
  uint8_t outer; /* the scope of the same element around it, from 1; 0 for none */
  size_t nested; /* elements of that name inside it */
  size_t begin;  /* bytes of text before it */
  size_t line;   /* the line it began in … */
  size_t at;     /* … and where */
} nst_page_scope;

typedef struct nst_page_reader {
  nst_page_facts *facts;
  nst_status status;
  size_t counts[NST_PAGE_KINDS];
  size_t json_ld_size;
  size_t lines;
  size_t paragraphs;
  bool in_link;
  nst_html_element raw; /* whose text is read, or NST_TAG_NONE */
  bool raw_is_json_ld;
  nst_html_slice title;
  size_t depth; /* of scopes */
  nst_page_scope scopes[NST_PAGE_MOST_SCOPES];
  nst_page_line line;
  nst_buffer scratch;
  nst_html_token token;
  nst_html_tokenizer tokenizer;
  uint8_t innermost[NST_TAGS]; /* scope of an element, from 1 */
} nst_page_reader;

/* Whether one more fact of a kind is kept.  (page_values.c) */
bool nst_page_has_room(const nst_page_reader *self, nst_page_fact_kind kind);

/* A copy that lives as long as the facts; what is ill-formed becomes U+FFFD. */
nst_html_slice nst_page_copy(nst_page_reader *self, const char *text, size_t size);

/* What a slice stands for, trimmed and with white space collapsed; lives as long
   as the facts. */
nst_html_slice nst_page_resolved(nst_page_reader *self, nst_html_slice source,
                                 nst_html_slice_kind kind);

/* Keeps a fact whose name and value are copied already. */
void nst_page_keep(nst_page_reader *self, nst_page_fact fact);

/* Keeps a fact of an attribute's value, if that is not empty. */
void nst_page_keep_value(nst_page_reader *self, nst_page_fact_kind kind, nst_html_slice name,
                         nst_html_slice value);

/* Ends the line, and keeps it if it tells something. */
void nst_page_end_line(nst_page_reader *self);

/* Keeps the text of an element that ended inside a line. */
void nst_page_keep_span(nst_page_reader *self, const nst_page_scope *ended);

/* The hints of the open elements.  (page_scopes.c) */
uint32_t nst_page_current_hints(const nst_page_reader *self);

void nst_page_push_scope(nst_page_reader *self, nst_html_element element, uint32_t hints,
                         bool hidden, bool pre);

/* Ends the scopes behind the first `depth` ones. */
void nst_page_pop_scopes(nst_page_reader *self, size_t depth);

/* Ends scopes whose end tags may be left out, where an element begins. */
void nst_page_end_implied(nst_page_reader *self, nst_html_element element, unsigned flags);

/* The same where a list or table ends. */
void nst_page_end_contents(nst_page_reader *self, nst_html_element element);

#endif
