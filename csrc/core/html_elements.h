/* html_elements.h: the elements of HTML: what each does to the text around it,
   and what the standard's rules of tree construction say of it. */
#ifndef NEWSSTAT_HTML_ELEMENTS_H
#define NEWSSTAT_HTML_ELEMENTS_H

#include "html_tokenizer.h"

#include <stdint.h>

typedef enum nst_display {
  NST_DISPLAY_INLINE,    /* also every element that is not known */
  NST_DISPLAY_BLOCK,     /* begins and ends a line */
  NST_DISPLAY_PARAGRAPH, /* a block set off by an empty line */
  NST_DISPLAY_BREAK,     /* <br> */
  NST_DISPLAY_ROW,       /* a block that holds cells */
  NST_DISPLAY_CELL,
  NST_DISPLAY_PRE, /* a block that keeps its white space */
  NST_DISPLAY_NONE /* not shown, with all it holds */
} nst_display;

/* The standard's categories, and what start and end tags do. */
enum {
  NST_HTML_SPECIAL = 1,      /* an end tag of an inline element does not reach past it */
  NST_HTML_FORMATTING = 2,   /* may end across blocks */
  NST_HTML_VOID = 4,         /* has no contents and no end tag */
  NST_HTML_SCOPE = 8,        /* end tags do not reach past it */
  NST_HTML_CLOSES_P = 16,    /* its start tag ends a paragraph */
  NST_HTML_IMPLIED_END = 32, /* its end tag may be left out */
  NST_HTML_BREAKS_OUT = 64,  /* its start tag ends SVG and MathML */
  NST_HTML_HEADING = 128,
  NST_HTML_BLOCK_END = 256,   /* its end tag ends all inside it */
  NST_HTML_FOREIGN = 512,     /* of SVG or MathML */
  NST_HTML_INTEGRATION = 1024 /* foreign, with HTML inside */
};

enum { NST_HTML_OTHERS = 512 };

typedef enum nst_html_element {
  NST_TAG_NONE,
#define NST_HTML_ELEMENT(id, name, display, state, flags) NST_TAG_##id,
#include "html_element_list.inc"
#undef NST_HTML_ELEMENT
  /* Names that are not listed, by a hash of theirs: to tell them apart so far is
     enough, since an end tag is nearly always that of the innermost one. */
  NST_TAG_OTHER,
  NST_TAG_FOREIGN_OTHER = NST_TAG_OTHER + NST_HTML_OTHERS, /* of SVG or MathML */
  NST_TAGS = NST_TAG_FOREIGN_OTHER + NST_HTML_OTHERS
} nst_html_element;

typedef struct nst_html_traits {
  const char *name;
  uint8_t name_size;
  uint8_t display; /* an nst_display */
  uint8_t state;   /* an nst_html_state: how its contents are read */
  uint16_t flags;
} nst_html_traits;

extern const nst_html_traits nst_html_listed_traits[NST_TAG_OTHER + 2];

static inline const nst_html_traits *nst_html_traits_of(unsigned element) {
  unsigned listed = element < NST_TAG_OTHER ? element : NST_TAG_OTHER;
  return &nst_html_listed_traits[listed + (element >= NST_TAG_FOREIGN_OTHER)];
}

/* Where elements stand by hash, which html_elements.c computes; 0 for none.
   html_element_slots.c is made by derive_html_element_slots.py. */
enum { NST_HTML_ELEMENT_SLOT_BITS = 10 };
extern const uint64_t nst_html_element_factor;
extern const uint8_t nst_html_element_slots[1 << NST_HTML_ELEMENT_SLOT_BITS];

/* By the name of a tag, in any letter case; never NST_TAG_NONE. */
nst_html_element nst_html_find_element(nst_html_slice name);

/* The number of a name among those that are not listed. */
unsigned nst_html_other(nst_html_slice name);

#endif
