#include "html_elements.h"

#include <stdlib.h>
#include <string.h>

typedef struct element {
  const char *name;
  nst_display display;
} element;

/* The HTML standard's "Rendering" section, sorted by name.  Ruby annotations
   are readings of the words beside them and would break those apart. */
static const element elements[] = {
    {"address", NST_DISPLAY_BLOCK},    {"article", NST_DISPLAY_BLOCK},
    {"aside", NST_DISPLAY_BLOCK},      {"audio", NST_DISPLAY_NONE},
    {"blockquote", NST_DISPLAY_BLOCK}, {"body", NST_DISPLAY_BLOCK},
    {"br", NST_DISPLAY_BREAK},         {"canvas", NST_DISPLAY_NONE},
    {"caption", NST_DISPLAY_BLOCK},    {"center", NST_DISPLAY_BLOCK},
    {"dd", NST_DISPLAY_BLOCK},         {"details", NST_DISPLAY_BLOCK},
    {"dialog", NST_DISPLAY_BLOCK},     {"dir", NST_DISPLAY_BLOCK},
    {"div", NST_DISPLAY_BLOCK},        {"dl", NST_DISPLAY_BLOCK},
    {"dt", NST_DISPLAY_BLOCK},         {"fieldset", NST_DISPLAY_BLOCK},
    {"figcaption", NST_DISPLAY_BLOCK}, {"figure", NST_DISPLAY_BLOCK},
    {"footer", NST_DISPLAY_BLOCK},     {"form", NST_DISPLAY_BLOCK},
    {"h1", NST_DISPLAY_BLOCK},         {"h2", NST_DISPLAY_BLOCK},
    {"h3", NST_DISPLAY_BLOCK},         {"h4", NST_DISPLAY_BLOCK},
    {"h5", NST_DISPLAY_BLOCK},         {"h6", NST_DISPLAY_BLOCK},
    {"header", NST_DISPLAY_BLOCK},     {"hgroup", NST_DISPLAY_BLOCK},
    {"hr", NST_DISPLAY_BLOCK},         {"html", NST_DISPLAY_BLOCK},
    {"iframe", NST_DISPLAY_NONE},      {"legend", NST_DISPLAY_BLOCK},
    {"li", NST_DISPLAY_BLOCK},         {"listing", NST_DISPLAY_PRE},
    {"main", NST_DISPLAY_BLOCK},       {"menu", NST_DISPLAY_BLOCK},
    {"nav", NST_DISPLAY_BLOCK},        {"noembed", NST_DISPLAY_NONE},
    {"noframes", NST_DISPLAY_NONE},    {"noscript", NST_DISPLAY_NONE},
    {"ol", NST_DISPLAY_BLOCK},         {"optgroup", NST_DISPLAY_BLOCK},
    {"option", NST_DISPLAY_BLOCK},     {"p", NST_DISPLAY_PARAGRAPH},
    {"plaintext", NST_DISPLAY_PRE},    {"pre", NST_DISPLAY_PRE},
    {"rp", NST_DISPLAY_NONE},          {"rt", NST_DISPLAY_NONE},
    {"script", NST_DISPLAY_NONE},      {"search", NST_DISPLAY_BLOCK},
    {"section", NST_DISPLAY_BLOCK},    {"style", NST_DISPLAY_NONE},
    {"summary", NST_DISPLAY_BLOCK},    {"table", NST_DISPLAY_BLOCK},
    {"td", NST_DISPLAY_CELL},          {"template", NST_DISPLAY_NONE},
    {"textarea", NST_DISPLAY_PRE},     {"th", NST_DISPLAY_CELL},
    {"title", NST_DISPLAY_NONE},       {"tr", NST_DISPLAY_ROW},
    {"ul", NST_DISPLAY_BLOCK},         {"video", NST_DISPLAY_NONE},
    {"xmp", NST_DISPLAY_PRE},
};

static int compare_names(const void *name, const void *one) {
  return strcmp(name, ((const element *)one)->name);
}

nst_display nst_html_display(const char *name) {
  const element *found =
      bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, compare_names);
  return found ? found->display : NST_DISPLAY_INLINE;
}
