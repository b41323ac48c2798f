/* content_scan.h: the state of scanning a page, which the files of the scan
   share. */
#ifndef NEWSSTAT_CONTENT_SCAN_H
#define NEWSSTAT_CONTENT_SCAN_H

#include "content.h"
#include "content_cues.h"
#include "html_pieces.h"

/* An open element. */
typedef struct nst_content_open {
  uint32_t node; /* the element's own, or that of what is around it */
  bool is_block;
} nst_content_open;

typedef struct nst_content_scan_state {
  nst_content_page *page;
  nst_status status;
  bool in_block;        /* the last block goes on */
  bool break_before;    /* a <br> was read, and nothing since */
  size_t skip_depth;    /* open elements outside of one that is not read, or SIZE_MAX */
  nst_html_element raw; /* whose text is read, or NST_TAG_NONE */
  bool raw_is_data;     /* the script's text is structured data */
  nst_html_token token;
  /* large, and set by their own functions */
  nst_content_hint_finder finder;
  nst_content_words cue_words;
  nst_html_tokenizer tokenizer;
  nst_html_tree tree;
  nst_content_open open[2 * NST_HTML_MOST_DEPTH + 8]; /* as in the tree */
} nst_content_scan_state;

/* What the page's head says: title, description, structured data.
   (content_head.c) */
void nst_content_read_meta(nst_content_scan_state *scan);
void nst_content_read_title(nst_content_scan_state *scan, nst_html_slice text);
bool nst_content_is_structured_data(const nst_content_scan_state *scan);
void nst_content_read_structured_data(nst_content_scan_state *scan, nst_html_slice text);

/* Opens a node for the element of the start tag, inside the one that is given;
   returns its place, or that of the outer one at the limit.
   (content_nodes.c) */
uint32_t nst_content_open_node(nst_content_scan_state *scan, nst_html_element element,
                               uint32_t parent, bool is_block);
bool nst_content_has_names(const nst_content_scan_state *scan);
/* Whether the element is the mark behind a wiki's headings: [edit], [编辑]. */
bool nst_content_is_edit_mark(const nst_content_scan_state *scan, nst_html_element element);

/* The value of an attribute of the start tag, or NULL. */
static inline const nst_html_slice *nst_content_value(const nst_content_scan_state *scan,
                                                      const char *name) {
  const nst_html_attribute *found = nst_html_find_attribute(&scan->tokenizer, &scan->token, name);
  return found ? &found->value : NULL;
}

#endif
