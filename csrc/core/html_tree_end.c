/* html_tree_end.c: end tags. */
#include "html_tree_stack.h"

static bool end_at(nst_html_tree *tree, size_t index) {
  if (index == NST_HTML_NOWHERE) return false;
  nst_html_pop_to(tree, index);
  return true;
}

static bool end_in_scope(nst_html_tree *tree, nst_html_element element, nst_html_scope scope) {
  return end_at(tree, nst_html_in_scope(tree, element, scope));
}

/* The end tag of a heading ends whatever heading is open. */
static bool end_heading(nst_html_tree *tree) {
  for (size_t i = tree->depth; i-- > 0;) {
    if (nst_html_is(tree->open[i], NST_HTML_HEADING)) return end_at(tree, i);
    if (nst_html_is(tree->open[i], NST_HTML_SCOPE)) break;
  }
  return false;
}

/* A part of a table, within the innermost table. */
static bool end_in_table(nst_html_tree *tree, nst_html_element element) {
  if (!tree->count[element]) return false;
  for (size_t i = tree->depth; i-- > 0;) {
    if (tree->open[i] == element) return end_at(tree, i);
    if (tree->open[i] == NST_TAG_TABLE || tree->open[i] == NST_TAG_TEMPLATE) break;
  }
  return false;
}

/* A form ends where its end tag stands, and what is open inside stays open. */
static bool end_form(nst_html_tree *tree) {
  size_t found = nst_html_in_scope(tree, NST_TAG_FORM, NST_HTML_ANY_SCOPE);
  if (found == NST_HTML_NOWHERE) return false;
  nst_html_imply_ends(tree, NST_TAG_NONE);
  nst_html_take_out(tree, found);
  return true;
}

/* <b>, <a> …: blocks that began inside stay open. */
static bool end_formatting(nst_html_tree *tree, nst_html_element element) {
  size_t found = nst_html_in_scope(tree, element, NST_HTML_ANY_SCOPE);
  if (found == NST_HTML_NOWHERE) return false;
  for (size_t i = found + 1; i < tree->depth; i++)
    if (nst_html_is(tree->open[i], NST_HTML_SPECIAL)) {
      nst_html_take_out(tree, found);
      return true;
    }
  return end_at(tree, found);
}

/* Any other element. */
static bool end_inline(nst_html_tree *tree, nst_html_element element) {
  if (!tree->count[element]) return false;
  for (size_t i = tree->depth; i-- > 0;) {
    if (tree->open[i] == element) return end_at(tree, i);
    if (nst_html_is(tree->open[i], NST_HTML_SPECIAL)) break;
  }
  return false;
}

static bool has_name(uint16_t open, nst_html_element element, unsigned other) {
  if (open >= NST_TAG_FOREIGN_OTHER) return open - NST_TAG_FOREIGN_OTHER == (int)other;
  switch (open) {
    case NST_TAG_SVG_TITLE: return element == NST_TAG_TITLE;
    case NST_TAG_SVG_STYLE: return element == NST_TAG_STYLE;
    case NST_TAG_SVG_SCRIPT: return element == NST_TAG_SCRIPT;
    case NST_TAG_ANNOTATION_HTML: return element == NST_TAG_ANNOTATION_XML;
    default: return open == element;
  }
}

/* Inside SVG or MathML: true if the tag was one of theirs. */
static bool end_foreign(nst_html_tree *tree, nst_html_element element, nst_html_slice name) {
  if (element == NST_TAG_P || element == NST_TAG_BR) {
    while (nst_html_tree_is_foreign(tree) &&
           !nst_html_is(nst_html_innermost(tree), NST_HTML_INTEGRATION))
      nst_html_pop(tree);
    return false;
  }
  unsigned other = nst_html_other(name);
  for (size_t i = tree->depth; i-- > 0 && nst_html_is(tree->open[i], NST_HTML_FOREIGN);)
    if (has_name(tree->open[i], element, other)) return end_at(tree, i);
  return false;
}

bool nst_html_end_html(nst_html_tree *tree, nst_html_element element) {
  switch (element) {
    case NST_TAG_P: return end_in_scope(tree, element, NST_HTML_BUTTON_SCOPE);
    case NST_TAG_LI: return end_in_scope(tree, element, NST_HTML_LIST_SCOPE);
    case NST_TAG_DD:
    case NST_TAG_DT: return end_in_scope(tree, element, NST_HTML_ANY_SCOPE);
    case NST_TAG_FORM: return end_form(tree);
    case NST_TAG_TABLE:
    case NST_TAG_CAPTION:
    case NST_TAG_TBODY:
    case NST_TAG_THEAD:
    case NST_TAG_TFOOT:
    case NST_TAG_TR:
    case NST_TAG_TD:
    case NST_TAG_TH: return end_in_table(tree, element);
    case NST_TAG_TEMPLATE: {
      size_t i = tree->depth;
      while (tree->count[element] && tree->open[i - 1] != element) i--;
      return tree->count[element] && end_at(tree, i - 1);
    }
    default: break;
  }
  unsigned flags = nst_html_traits_of(element)->flags;
  if (flags & NST_HTML_HEADING) return end_heading(tree);
  if (flags & NST_HTML_BLOCK_END) return end_in_scope(tree, element, NST_HTML_ANY_SCOPE);
  if (flags & NST_HTML_FORMATTING) return end_formatting(tree, element);
  return end_inline(tree, element);
}

/* In HTML, names of SVG and MathML are names like others. */
static nst_html_element in_html(nst_html_element element, nst_html_slice name) {
  if (!nst_html_is(element, NST_HTML_FOREIGN) || element == NST_TAG_SVG || element == NST_TAG_MATH)
    return element;
  return (nst_html_element)(NST_TAG_OTHER + (int)nst_html_other(name));
}

bool nst_html_tree_end(nst_html_tree *tree, const nst_html_token *token, nst_html_element element) {
  if (nst_html_tree_is_foreign(tree) && end_foreign(tree, element, token->name)) return true;
  return nst_html_end_html(tree, in_html(element, token->name));
}
