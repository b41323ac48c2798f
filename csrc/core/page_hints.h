/* page_hints.h: what names that page makers give their elements (class, id, rel,
   itemprop) say of the text inside. */
#ifndef NEWSSTAT_PAGE_HINTS_H
#define NEWSSTAT_PAGE_HINTS_H

#include "html_tokenizer.h"

#include <stdint.h>

enum {
  NST_HINT_DATE = 1,     /* a date: "pubtime", "post-date", "shijian"; <time> */
  NST_HINT_MODIFIED = 2, /* that of a change: "updated", "lastmod" */
  NST_HINT_AUTHOR = 4,   /* "byline", "zuozhe" */
  NST_HINT_EDITOR = 8,   /* "editor", "bianji" */
  NST_HINT_SOURCE = 16,  /* "source", "laiyuan" */
  NST_HINT_TITLE = 32,   /* "headline", "biaoti" */
  NST_HINT_HEADING = 64, /* <h1> */
  NST_HINT_COMMENT = 128,
  NST_HINT_SIDE = 256, /* lists of other pages, menus: "related", "paihang"; <aside>, <nav> */
  NST_HINT_FOOTER = 512,
  NST_HINT_CRUMB = 1024 /* the way to the page: "breadcrumb", "weizhi" */
};

/* The hints of one attribute's value, whose first 256 bytes count: words of
   letters, parted by other bytes and by a change to capitals. */
uint32_t nst_page_hints_of(nst_html_slice names);

#endif
