/* html_tokenizer.h: the tokens of HTML, by the tokenization rules of the HTML
   standard.

   It reads text that stands in memory as a whole and gives slices of it: no
   allocation, no copy, time linear in the size whatever the bytes are.  The
   text is UTF-8; bytes that are ill-formed pass through where they stand.
   What tells tokens that mean the same apart (letter case of names, character
   references, line ends, NUL) stays in the slices, and functions below resolve
   it, since most tokens are not looked into. */
#ifndef NEWSSTAT_HTML_TOKENIZER_H
#define NEWSSTAT_HTML_TOKENIZER_H

#include "html_references.h"

/* How text is read.  A tokenizer does not change to one of the others by
   itself: who builds a tree does, behind a start tag. */
typedef enum nst_html_state {
  NST_HTML_DATA,
  NST_HTML_RCDATA,     /* references, and an end tag of the last start tag's name */
  NST_HTML_RAW_TEXT,   /* that end tag only */
  NST_HTML_SCRIPT,     /* the same, with what <!-- and <script> do inside a script */
  NST_HTML_PLAIN_TEXT, /* to the end */
  NST_HTML_CDATA       /* up to "]]>", then data */
} nst_html_state;

typedef enum nst_html_token_kind {
  NST_HTML_END, /* of the input */
  NST_HTML_TEXT,
  NST_HTML_START_TAG,
  NST_HTML_END_TAG,
  NST_HTML_COMMENT,    /* also what is read as one: <?…>, <!…>, </ …> */
  NST_HTML_DECLARATION /* <!doctype …> */
} nst_html_token_kind;

typedef struct nst_html_slice {
  const char *bytes;
  size_t size;
} nst_html_slice;

typedef struct nst_html_attribute {
  nst_html_slice name;
  nst_html_slice value; /* without quotes; empty where there is none */
} nst_html_attribute;

enum { NST_HTML_KEPT_ATTRIBUTES = 128 };

typedef struct nst_html_token {
  nst_html_token_kind kind;
  nst_html_slice source; /* all of it, as it stands in the input */
  nst_html_state state;  /* of text: how it was read, which says what to resolve */
  nst_html_slice name;   /* of a tag */
  bool self_closing;
  bool more_attributes; /* there are more than are kept */
  size_t attribute_count;
} nst_html_token;

typedef struct nst_html_tokenizer {
  const char *text;
  size_t size;
  size_t at; /* read up to here */
  nst_html_state state;
  bool foreign;            /* inside SVG or MathML, where CDATA sections are read */
  nst_html_slice last_tag; /* the name that ends raw text; any letter case */
  size_t most_attributes;  /* to keep of a tag; at most NST_HTML_KEPT_ATTRIBUTES */
  nst_html_attribute attributes[NST_HTML_KEPT_ATTRIBUTES]; /* of the last start tag */
} nst_html_tokenizer;

/* The tokenizer borrows the text.  It begins in the data state. */
void nst_html_tokenizer_init(nst_html_tokenizer *tokenizer, const char *text, size_t size);

/* Reads the next token.  Text may come in several tokens one behind another.
   Behind a start tag the caller sets the state where the element calls for it;
   last_tag is then the tag's name.  At the end of the input the kind is
   NST_HTML_END, and source what a tag that never ended took with it. */
void nst_html_next_token(nst_html_tokenizer *tokenizer, nst_html_token *token);

/* The first of the kept attributes of the last start tag with this name, which
   is in lower case; NULL if there is none. */
const nst_html_attribute *nst_html_find_attribute(const nst_html_tokenizer *tokenizer,
                                                  const nst_html_token *token, const char *name);

/* Steps through all attributes of a tag, also those that were not kept and
   those that come twice: start with *place = 0; false at the end. */
bool nst_html_next_attribute(const nst_html_token *token, size_t *place,
                             nst_html_attribute *attribute);

/* Whether a name is this one, which is in lower case. */
bool nst_html_is_name(nst_html_slice name, const char *lower_case);

#endif
