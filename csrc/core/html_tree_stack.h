/* html_tree_stack.h: what the rules of start and end tags share: looking for
   open elements and ending them. */
#ifndef NEWSSTAT_HTML_TREE_STACK_H
#define NEWSSTAT_HTML_TREE_STACK_H

#include "html_tree.h"

#define NST_HTML_NOWHERE SIZE_MAX

static inline bool nst_html_is(uint16_t element, unsigned flag) {
  return nst_html_traits_of(element)->flags & flag;
}

/* The innermost open element, or NST_TAG_NONE. */
static inline uint16_t nst_html_innermost(const nst_html_tree *tree) {
  return tree->depth ? tree->open[tree->depth - 1] : NST_TAG_NONE;
}

/* Ends the innermost element. */
void nst_html_pop(nst_html_tree *tree);

/* Ends elements until so many are open. */
void nst_html_pop_to(nst_html_tree *tree, size_t depth);

/* Ends an element and leaves those inside it open. */
void nst_html_take_out(nst_html_tree *tree, size_t index);

/* How far an end tag reaches, beside what the standard calls "in scope". */
typedef enum nst_html_scope {
  NST_HTML_ANY_SCOPE,
  NST_HTML_BUTTON_SCOPE, /* not past <button> */
  NST_HTML_LIST_SCOPE    /* not past <ol> and <ul> */
} nst_html_scope;

/* The place of the innermost element of a kind within reach, or
   NST_HTML_NOWHERE. */
size_t nst_html_in_scope(const nst_html_tree *tree, nst_html_element element, nst_html_scope scope);

/* The place of the innermost table, but for one outside of a template that is
   open; or NST_HTML_NOWHERE. */
size_t nst_html_table(const nst_html_tree *tree);

/* Ends innermost elements whose end tags may be left out, except one kind. */
void nst_html_imply_ends(nst_html_tree *tree, nst_html_element except);

/* What an end tag ends by the rules of HTML; false if that is nothing.
   (html_tree_end.c) */
bool nst_html_end_html(nst_html_tree *tree, nst_html_element element);

#endif
