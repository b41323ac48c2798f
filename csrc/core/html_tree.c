#include "html_tree.h"

#include "html_tree_stack.h"

#include <string.h>

void nst_html_tree_init(nst_html_tree *tree) {
  memset(tree, 0, offsetof(nst_html_tree, open));
  tree->most = NST_HTML_USUAL_DEPTH;
}

bool nst_html_tree_is_foreign(const nst_html_tree *tree) {
  return tree->depth && nst_html_is(tree->open[tree->depth - 1], NST_HTML_FOREIGN);
}

void nst_html_tree_open(nst_html_tree *tree, nst_html_element element, bool hidden) {
  if (tree->depth >= tree->most) {
    tree->exceeded = true;
    if (hidden && tree->depth >= 2 * tree->most) return;
    /* as browsers do, elements of one depth then follow one another */
    if (!hidden) nst_html_pop(tree);
  }
  tree->open[tree->depth++] = (uint16_t)element;
  tree->count[element]++;
}

void nst_html_tree_end_all(nst_html_tree *tree) { nst_html_pop_to(tree, 0); }

/* -- Start tags --------------------------------------------------------------- */

/* Ends the paragraph that is open, if one is within reach. */
static void end_paragraph(nst_html_tree *tree) {
  size_t found = nst_html_in_scope(tree, NST_TAG_P, NST_HTML_BUTTON_SCOPE);
  if (found != NST_HTML_NOWHERE) nst_html_pop_to(tree, found);
}

/* <li>, <dd> and <dt> end the one before them. */
static void end_item(nst_html_tree *tree, nst_html_element one, nst_html_element other) {
  if (!tree->count[one] && !tree->count[other]) return;
  for (size_t i = tree->depth; i-- > 0;) {
    uint16_t open = tree->open[i];
    if (open == one || open == other) {
      nst_html_pop_to(tree, i);
      return;
    }
    if (nst_html_is(open, NST_HTML_SPECIAL) && open != NST_TAG_ADDRESS && open != NST_TAG_DIV &&
        open != NST_TAG_P)
      return;
  }
}

static void end_in_scope(nst_html_tree *tree, nst_html_element element) {
  size_t found = nst_html_in_scope(tree, element, NST_HTML_ANY_SCOPE);
  if (found != NST_HTML_NOWHERE) nst_html_pop_to(tree, found);
}

static void end_innermost(nst_html_tree *tree, nst_html_element element) {
  if (nst_html_innermost(tree) == element) nst_html_pop(tree);
}

static void open_implied(nst_html_tree *tree, nst_html_element element) {
  nst_html_tree_open(tree, element, false);
  tree->on_open(tree->context, element);
}

static bool is_section(uint16_t element) {
  return element == NST_TAG_TBODY || element == NST_TAG_THEAD || element == NST_TAG_TFOOT;
}

/* Ends what stands between the innermost table and a part of it, and begins
   the section and row that the part is in. */
static nst_html_place make_way_in_table(nst_html_tree *tree, nst_html_element element) {
  size_t table = nst_html_table(tree);
  if (table == NST_HTML_NOWHERE) return NST_HTML_PLACE_BORDER;
  bool cell = element == NST_TAG_TD || element == NST_TAG_TH;
  bool row = element == NST_TAG_TR;
  size_t floor = table + 1;
  if ((cell || row) && floor < tree->depth && is_section(tree->open[floor])) floor++;
  if (cell && floor < tree->depth && tree->open[floor] == NST_TAG_TR) floor++;
  nst_html_pop_to(tree, floor);
  if ((cell || row) && nst_html_innermost(tree) == NST_TAG_TABLE) open_implied(tree, NST_TAG_TBODY);
  if (cell && nst_html_innermost(tree) != NST_TAG_TR) open_implied(tree, NST_TAG_TR);
  return NST_HTML_PLACE_ELEMENT;
}

/* A table in a table, but not in a cell of it, ends that. */
static void make_way_for_table(nst_html_tree *tree) {
  for (size_t i = tree->depth; tree->count[NST_TAG_TABLE] && i-- > 0;) {
    uint16_t open = tree->open[i];
    if (open == NST_TAG_TABLE) nst_html_pop_to(tree, i);
    if (open == NST_TAG_TABLE || open == NST_TAG_TD || open == NST_TAG_TH ||
        open == NST_TAG_CAPTION || open == NST_TAG_TEMPLATE)
      return;
  }
}

static nst_html_place make_way_for_select(nst_html_tree *tree) {
  size_t found = nst_html_in_scope(tree, NST_TAG_SELECT, NST_HTML_ANY_SCOPE);
  if (found == NST_HTML_NOWHERE) return NST_HTML_PLACE_ELEMENT;
  nst_html_pop_to(tree, found);
  return NST_HTML_PLACE_NONE;
}

/* What an element of HTML ends beside a paragraph. */
static nst_html_place make_way(nst_html_tree *tree, nst_html_element element) {
  switch (element) {
    case NST_TAG_HTML:
    case NST_TAG_HEAD:
    case NST_TAG_BODY:
    case NST_TAG_FRAMESET:
    case NST_TAG_FRAME:
    case NST_TAG_COL:
    case NST_TAG_COLGROUP: return NST_HTML_PLACE_NONE;
    case NST_TAG_CAPTION:
    case NST_TAG_TBODY:
    case NST_TAG_THEAD:
    case NST_TAG_TFOOT:
    case NST_TAG_TR:
    case NST_TAG_TD:
    case NST_TAG_TH: return make_way_in_table(tree, element);
    case NST_TAG_TABLE: make_way_for_table(tree); break;
    case NST_TAG_FORM:
      if (tree->count[NST_TAG_FORM] && !tree->count[NST_TAG_TEMPLATE]) return NST_HTML_PLACE_NONE;
      break;
    case NST_TAG_LI: end_item(tree, NST_TAG_LI, NST_TAG_LI); break;
    case NST_TAG_DD:
    case NST_TAG_DT: end_item(tree, NST_TAG_DD, NST_TAG_DT); break;
    case NST_TAG_BUTTON: end_in_scope(tree, NST_TAG_BUTTON); break;
    case NST_TAG_A:
    case NST_TAG_NOBR: nst_html_end_html(tree, element); break;
    case NST_TAG_OPTGROUP:
      end_innermost(tree, NST_TAG_OPTION);
      if (tree->count[NST_TAG_SELECT]) end_innermost(tree, NST_TAG_OPTGROUP);
      break;
    case NST_TAG_OPTION: end_innermost(tree, NST_TAG_OPTION); break;
    case NST_TAG_SELECT: return make_way_for_select(tree);
    case NST_TAG_INPUT:
    case NST_TAG_KEYGEN:
    case NST_TAG_TEXTAREA: end_in_scope(tree, NST_TAG_SELECT); break;
    case NST_TAG_RB:
    case NST_TAG_RTC:
    case NST_TAG_RP:
    case NST_TAG_RT:
      if (nst_html_in_scope(tree, NST_TAG_RUBY, NST_HTML_ANY_SCOPE) != NST_HTML_NOWHERE)
        nst_html_imply_ends(
            tree, element == NST_TAG_RP || element == NST_TAG_RT ? NST_TAG_RTC : NST_TAG_NONE);
      break;
    default: break;
  }
  return NST_HTML_PLACE_ELEMENT;
}

/* -- SVG and MathML ------------------------------------------------------------- */

static bool is_in_math(const nst_html_tree *tree) {
  size_t i = tree->depth;
  while (i && tree->open[i - 1] != NST_TAG_SVG && tree->open[i - 1] != NST_TAG_MATH) i--;
  return i && tree->open[i - 1] == NST_TAG_MATH;
}

/* The element of MathML or SVG that has the name of one of HTML. */
static nst_html_element namesake(bool math, const nst_html_tokenizer *tokenizer,
                                 const nst_html_token *token, nst_html_element element) {
  const nst_html_attribute *encoding;
  switch (element) {
    case NST_TAG_STYLE: return NST_TAG_SVG_STYLE;
    case NST_TAG_SCRIPT: return NST_TAG_SVG_SCRIPT;
    case NST_TAG_TITLE: return math ? NST_TAG_NONE : NST_TAG_SVG_TITLE;
    case NST_TAG_DESC:
    case NST_TAG_METADATA:
    case NST_TAG_FOREIGNOBJECT: return math ? NST_TAG_NONE : element;
    case NST_TAG_SVG:
    case NST_TAG_MATH: return element;
    case NST_TAG_ANNOTATION_XML:
      encoding = nst_html_find_attribute(tokenizer, token, "encoding");
      if (encoding && (nst_html_is_name(encoding->value, "text/html") ||
                       nst_html_is_name(encoding->value, "application/xhtml+xml")))
        element = NST_TAG_ANNOTATION_HTML;
      break;
    default: break;
  }
  return math && nst_html_is(element, NST_HTML_FOREIGN) ? element : NST_TAG_NONE;
}

static nst_html_element foreign_element(const nst_html_tree *tree,
                                        const nst_html_tokenizer *tokenizer,
                                        const nst_html_token *token, nst_html_element element) {
  nst_html_element found = namesake(is_in_math(tree), tokenizer, token, element);
  if (found != NST_TAG_NONE) return found;
  return (nst_html_element)(NST_TAG_FOREIGN_OTHER + (int)nst_html_other(token->name));
}

static bool breaks_out(const nst_html_tokenizer *tokenizer, const nst_html_token *token,
                       nst_html_element element) {
  if (element == NST_TAG_FONT)
    return nst_html_find_attribute(tokenizer, token, "color") ||
           nst_html_find_attribute(tokenizer, token, "face") ||
           nst_html_find_attribute(tokenizer, token, "size");
  return nst_html_is(element, NST_HTML_BREAKS_OUT);
}

/* Whether start tags are read by the rules of SVG and MathML. */
static bool is_inside_foreign(const nst_html_tree *tree) {
  return nst_html_tree_is_foreign(tree) &&
         !nst_html_is(tree->open[tree->depth - 1], NST_HTML_INTEGRATION);
}

nst_html_place nst_html_tree_make_way(nst_html_tree *tree, const nst_html_tokenizer *tokenizer,
                                      const nst_html_token *token, nst_html_element *element) {
  if (is_inside_foreign(tree)) {
    if (!breaks_out(tokenizer, token, *element)) {
      *element = foreign_element(tree, tokenizer, token, *element);
      return NST_HTML_PLACE_FOREIGN;
    }
    while (is_inside_foreign(tree)) nst_html_pop(tree);
  }
  bool root = *element == NST_TAG_SVG || *element == NST_TAG_MATH;
  if (!root && nst_html_is(*element, NST_HTML_FOREIGN))
    *element = (nst_html_element)(NST_TAG_OTHER + (int)nst_html_other(token->name));
  if (*element == NST_TAG_IMAGE) *element = NST_TAG_IMG;
  nst_html_place place = make_way(tree, *element);
  if (place != NST_HTML_PLACE_ELEMENT) return place;
  if (nst_html_is(*element, NST_HTML_CLOSES_P)) end_paragraph(tree);
  if (nst_html_is(*element, NST_HTML_HEADING) && tree->depth &&
      nst_html_is(nst_html_innermost(tree), NST_HTML_HEADING))
    nst_html_pop(tree);
  return root ? NST_HTML_PLACE_FOREIGN : NST_HTML_PLACE_ELEMENT;
}
