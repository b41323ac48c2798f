/* page_facts.h: what a whole page tells of itself beside its body: title, meta
   data, and the lines of its text that may hold a date, an author or a source.

   One pass over the page collects facts in the order of the page; which of them
   to believe is for the caller to say.  Text is UTF-8 with references resolved
   and white space collapsed. */
#ifndef NEWSSTAT_PAGE_FACTS_H
#define NEWSSTAT_PAGE_FACTS_H

#include "newsstat.h"
#include "page_hints.h"

typedef enum nst_page_fact_kind {
  NST_PAGE_TITLE,    /* the first <title> */
  NST_PAGE_LANGUAGE, /* lang (or xml:lang) of <html> */
  NST_PAGE_BASE,     /* href of the first <base> */
  NST_PAGE_META,     /* content; the name is property, name, itemprop or http-equiv */
  NST_PAGE_LINK, /* href of a <link>; the name is its rel: canonical, amphtml, shortlink, author */
  NST_PAGE_JSON_LD, /* a script of application/ld+json, as it stands */
  NST_PAGE_TIME, /* a date in an attribute: datetime of <time>; content of an itemprop that begins
                    with "date", which is the name; title of a date's <abbr> */
  NST_PAGE_SPAN, /* text of an element inside a line that has hints of date, author or source */
  NST_PAGE_LINE, /* a line of text */
  NST_PAGE_KINDS
} nst_page_fact_kind;

/* How many there may be of a kind, and the bytes of a value; further ones are
   left out and longer ones cut, but JSON-LD, which is no use in parts, is left
   out as a whole. */
enum {
  NST_PAGE_META_FACTS = 256,
  NST_PAGE_LINK_FACTS = 64,
  NST_PAGE_JSON_LD_FACTS = 32,
  NST_PAGE_TIME_FACTS = 64,
  NST_PAGE_SPAN_FACTS = 128,
  NST_PAGE_LINE_FACTS = 256,
  NST_PAGE_VALUE_BYTES = 4096,
  NST_PAGE_JSON_LD_BYTES = 512 * 1024,
  NST_PAGE_LINE_BYTES = 320
};

/* What is in the value of a line, so that it need not be searched for what it
   does not have. */
enum {
  NST_SIGN_DATE = 1,          /* what looks like a date */
  NST_SIGN_AUTHOR = 2,        /* words before an author: 作者, 记者 … */
  NST_SIGN_SOURCE = 4,        /* before a source: 来源 … */
  NST_SIGN_EDITOR = 8,        /* before an editor: 编辑 … */
  NST_SIGN_WORD = 16,         /* other labels, and all English ones */
  NST_SIGN_CAPTION = 32,      /* 文字, which may stand before an author */
  NST_SIGN_ARROW = 64,        /* >, » and the like */
  NST_SIGN_PUNCTUATION = 128, /* of sentences: . ! ? , 。 ， */
  NST_SIGN_HAN = 256,
  NST_SIGNS_TELLING =
      NST_SIGN_DATE | NST_SIGN_AUTHOR | NST_SIGN_SOURCE | NST_SIGN_EDITOR | NST_SIGN_WORD
};

typedef struct nst_page_fact {
  nst_page_fact_kind kind;
  uint32_t hints; /* of time, span and line: NST_HINT_… of the elements it stands in */
  nst_html_slice name;
  nst_html_slice value;
  /* of time, span and line */
  size_t place; /* bytes of visible text before it */
  /* of a line */
  size_t number;    /* lines of text before it */
  size_t size;      /* bytes, about, of which the value is the beginning */
  size_t link_size; /* those inside links */
  uint32_t signs;   /* NST_SIGN_… of the value */
} nst_page_fact;

typedef struct nst_page_facts nst_page_facts;

/* Reads a page in UTF-8; html may be NULL for nothing.  Lines of text are the
   runs between the borders of blocks.  Those count that have what looks like a
   date or a label ("作者", "来源", "Posted"), that the title contains or, with not
   much more, that contain the title, that stand
   in elements with hints of title, author, date, source or the way to the page,
   and the first NST_PAGE_PARAGRAPHS paragraphs: 90 bytes and more outside of
   links.  Time is linear in size, memory is bounded by the limits above.  Fails
   with NST_NO_MEMORY only. */
enum { NST_PAGE_PARAGRAPHS = 32 };
nst_status nst_page_facts_read(const char *html, size_t size, const nst_allocator *allocator,
                               nst_page_facts **out);
void nst_page_facts_destroy(nst_page_facts *facts);

/* The facts in the order of the page, which live as long as `facts`; *text_size,
   which may be NULL, becomes the bytes of visible text. */
const nst_page_fact *nst_page_facts_list(const nst_page_facts *facts, size_t *count,
                                         size_t *text_size);

#endif
