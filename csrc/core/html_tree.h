/* html_tree.h: which elements are open at each place of a page, by the HTML
   standard's rules of tree construction as far as text depends on them: end
   tags that are left out or stand in the wrong place, what a start tag ends,
   tables, SVG and MathML.  No tree is kept, only the open elements.

   Departures: text and elements that stand in a table outside its cells stay
   where they are, instead of moving before the table; inline elements are not
   opened again behind the block that ended them; a table ends the paragraph
   before it also in a page without a doctype; <html>, <head>, <body>,
   <frameset> and the columns of tables are no elements here. */
#ifndef NEWSSTAT_HTML_TREE_H
#define NEWSSTAT_HTML_TREE_H

#include "html_elements.h"

enum { NST_HTML_MOST_DEPTH = 2048, NST_HTML_USUAL_DEPTH = 512 };

/* Told of each element that ends.  `index` is its place among the open
   elements; those behind it move up by one.  */
typedef void nst_html_on_close(void *context, nst_html_element element, size_t index);
/* Told of a row that begins without a tag. */
typedef void nst_html_on_open(void *context, nst_html_element element);

typedef struct nst_html_tree {
  size_t depth;  /* open elements */
  size_t most;   /* of them; at most NST_HTML_MOST_DEPTH */
  bool exceeded; /* elements were left out because there were too many */
  nst_html_on_close *on_close;
  nst_html_on_open *on_open;
  void *context;
  uint16_t count[NST_TAGS];                   /* open elements of each kind */
  uint16_t open[2 * NST_HTML_MOST_DEPTH + 8]; /* the innermost last */
} nst_html_tree;

void nst_html_tree_init(nst_html_tree *tree);

typedef enum nst_html_place {
  NST_HTML_PLACE_NONE,    /* the tag counts for nothing */
  NST_HTML_PLACE_BORDER,  /* a part of a table outside of any: it parts text, but is not opened */
  NST_HTML_PLACE_ELEMENT, /* to be opened */
  NST_HTML_PLACE_FOREIGN  /* of SVG or MathML: opened if it is known and not self-closing */
} nst_html_place;

/* Ends what a start tag ends, and says what to do with its element, which may
   change to one of the same name in SVG or MathML. */
nst_html_place nst_html_tree_make_way(nst_html_tree *tree, const nst_html_tokenizer *tokenizer,
                                      const nst_html_token *token, nst_html_element *element);

/* Opens an element.  `hidden`: inside one that is not shown there is room for
   more, so that its end is found. */
void nst_html_tree_open(nst_html_tree *tree, nst_html_element element, bool hidden);

/* Ends what an end tag ends; false if that is nothing. */
bool nst_html_tree_end(nst_html_tree *tree, const nst_html_token *token, nst_html_element element);

/* Ends all that is open. */
void nst_html_tree_end_all(nst_html_tree *tree);

/* Whether the innermost element is one of SVG or MathML. */
bool nst_html_tree_is_foreign(const nst_html_tree *tree);

#endif
