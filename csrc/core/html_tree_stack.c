#include "html_tree_stack.h"

#include <string.h>

void nst_html_take_out(nst_html_tree *tree, size_t index) {
  uint16_t element = tree->open[index];
  tree->depth--;
  memmove(tree->open + index, tree->open + index + 1, (tree->depth - index) * sizeof *tree->open);
  tree->count[element]--;
  tree->on_close(tree->context, (nst_html_element)element, index);
}

void nst_html_pop(nst_html_tree *tree) { nst_html_take_out(tree, tree->depth - 1); }

void nst_html_pop_to(nst_html_tree *tree, size_t depth) {
  while (tree->depth > depth) nst_html_pop(tree);
}

static bool is_barrier(uint16_t element, nst_html_scope scope) {
  if (nst_html_is(element, NST_HTML_SCOPE)) return true;
  if (scope == NST_HTML_BUTTON_SCOPE) return element == NST_TAG_BUTTON;
  return scope == NST_HTML_LIST_SCOPE && (element == NST_TAG_OL || element == NST_TAG_UL);
}

size_t nst_html_in_scope(const nst_html_tree *tree, nst_html_element element,
                         nst_html_scope scope) {
  if (!tree->count[element]) return NST_HTML_NOWHERE;
  for (size_t i = tree->depth; i-- > 0;) {
    if (tree->open[i] == element) return i;
    if (is_barrier(tree->open[i], scope)) break;
  }
  return NST_HTML_NOWHERE;
}

size_t nst_html_table(const nst_html_tree *tree) {
  for (size_t i = tree->depth; tree->count[NST_TAG_TABLE] && i-- > 0;) {
    if (tree->open[i] == NST_TAG_TABLE) return i;
    if (tree->open[i] == NST_TAG_TEMPLATE) break;
  }
  return NST_HTML_NOWHERE;
}

void nst_html_imply_ends(nst_html_tree *tree, nst_html_element except) {
  while (tree->depth && nst_html_innermost(tree) != except &&
         nst_html_is(nst_html_innermost(tree), NST_HTML_IMPLIED_END))
    nst_html_pop(tree);
}
