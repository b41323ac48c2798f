/* html_reader.h: the state of reading one page, which the files of the cleanup
   share. */
#ifndef NEWSSTAT_HTML_READER_H
#define NEWSSTAT_HTML_READER_H

#include "content.h"
#include "html_hidden.h"
#include "html_tree.h"
#include "layout.h"

/* A list that is open; of deeper ones only the number is kept. */
enum { NST_HTML_NUMBERED_LISTS = 16 };

typedef struct nst_html_list {
  bool ordered;
  long number; /* of the next item */
} nst_html_list;

typedef struct nst_html_reader {
  nst_html_options options;
  nst_html_info info;

  nst_html_element raw; /* whose text is read, or NST_TAG_NONE */
  bool raw_shown;
  size_t raw_from; /* the place of its tag */
  nst_html_dropped raw_kind;

  bool hidden;         /* inside an element that is not shown */
  size_t hidden_depth; /* elements outside of it */
  size_t hidden_from;  /* the place of its tag */
  nst_html_dropped hidden_kind;

  nst_html_slice link; /* the address of the open one; bytes NULL for none */
  size_t link_text;    /* where its text begins */
  size_t link_count;
  nst_buffer notes;

  size_t list_depth;
  nst_html_list lists[NST_HTML_NUMBERED_LISTS];

  /* where only the main content is shown */
  nst_content_page page;
  size_t next_block; /* the first that does not end before the text that was read last */
  size_t last_block; /* the one that was shown last, or SIZE_MAX */

  nst_layout layout;
  nst_html_token token;
  /* large, and set by their own functions */
  nst_html_tokenizer tokenizer;
  nst_html_tree tree;
} nst_html_reader;

/* The bytes that are read of an input. */
size_t nst_html_most_bytes(const nst_html_options *options);

/* Lays text out, with the references in it.  (html.c) */
void nst_html_show_text(nst_html_reader *reader, nst_html_slice text);

/* Keeps the text of a page's title.  (html_info.c) */
void nst_html_keep_title(nst_html_reader *reader, nst_html_slice text);

/* Whether the element of the start tag is not shown, and why.  (html_show.c) */
bool nst_html_is_dropped(const nst_html_reader *reader, nst_html_element element,
                         nst_html_dropped *kind);

/* Finds the main content of UTF-8, which is read next.  (html_article.c) */
nst_status nst_html_find_content(nst_html_reader *reader, const char *html, size_t size);
/* Whether the text that was read is shown. */
bool nst_html_is_content(nst_html_reader *reader);

/* What the beginning and the end of a shown element do to the lines. */
void nst_html_show_start(nst_html_reader *reader, nst_html_element element);
void nst_html_show_end(nst_html_reader *reader, nst_html_element element);

/* The value of an attribute of the start tag, or NULL. */
static inline const nst_html_slice *nst_html_value(const nst_html_reader *reader,
                                                   const char *name) {
  const nst_html_attribute *found =
      nst_html_find_attribute(&reader->tokenizer, &reader->token, name);
  return found ? &found->value : NULL;
}

/* Links and notes.  (html_links.c) */
void nst_html_open_link(nst_html_reader *reader);
void nst_html_close_link(nst_html_reader *reader);
void nst_html_show_notes(nst_html_reader *reader);

/* Lists and the markers of their items.  (html_lists.c) */
void nst_html_open_list(nst_html_reader *reader, bool ordered);
void nst_html_close_list(nst_html_reader *reader);
void nst_html_mark_item(nst_html_reader *reader);

#endif
