/* content.h: the main content of a page: which runs of its text a reader reads.

   The way a page goes:  scan -> measure -> describe -> judge -> choose.
   The scan (content_scan.c) makes a list of the elements that matter (nodes)
   and of the runs of text between block borders (blocks).  Nodes are measured
   (content_measure.c): sums of what they hold, the likeliest containers of the
   content.  Each block is described by some two hundred numbers
   (content_features.c), which a table of learnt decision trees turns into a
   probability (content_model.c), and blocks are chosen by it
   (content_choice.c).  All sizes are bytes of UTF-8, never words.

   Time is linear in the page; memory is that of its text and of its nodes and
   blocks, whose numbers are limited. */
#ifndef NEWSSTAT_CONTENT_H
#define NEWSSTAT_CONTENT_H

#include "content_hints.h"
#include "html_tree.h"
#include "newsstat.h"

#define NST_CONTENT_NONE UINT32_MAX

/* Elements above the limit count as what is around them; blocks above it are
   not looked at. */
enum { NST_CONTENT_MOST_NODES = 1 << 17, NST_CONTENT_MOST_BLOCKS = 1 << 17 };

/* A block element, or an inline one whose names say something. */
typedef struct nst_content_node {
  uint32_t parent; /* its place in the list, which is before it; or NST_CONTENT_NONE */
  uint32_t hints;  /* bits of nst_content_hint */
  uint32_t shape;  /* hash of the tag and the first class: that of rows in a list is one */
  uint32_t images; /* directly in it */
  uint16_t tag;    /* an nst_html_element */
  uint16_t depth;
  bool hidden; /* by an attribute */
  bool is_block;
} nst_content_node;

/* What is counted of a block's text while it is read. */
typedef struct nst_content_counts {
  uint32_t link; /* bytes in links */
  uint32_t bold;
  uint32_t emphasis;
  uint32_t links;
  uint32_t breaks; /* <br> */
  uint32_t punctuation;
  uint32_t stops; /* ends of sentences */
  uint32_t digits;
  uint32_t han; /* characters from U+2E80 to U+9FFF */
  uint32_t upper;
  uint32_t letters; /* letters and digits */
} nst_content_counts;

typedef struct nst_content_block {
  size_t from; /* in the source: the first text */
  size_t to;
  size_t text; /* in the page's text, white space folded */
  size_t bare; /* in the page's bare text: letters and digits alone, in lower case */
  uint32_t size;
  uint32_t bare_size;
  uint32_t node;
  nst_content_counts counts;
  uint16_t cues;   /* bits of nst_content_cue */
  uint8_t heading; /* 1 to 6, or 0 */
  float probability;
  bool chosen;
} nst_content_block;

typedef struct nst_content_page {
  nst_content_node *nodes;
  size_t node_count, node_room;
  nst_content_block *blocks;
  size_t block_count, block_room;
  nst_buffer text;
  nst_buffer bare;
  /* bare as well; empty where the page has none */
  nst_buffer title;
  nst_buffer description;
  nst_buffer body; /* of structured data */
  bool truncated;  /* a limit was met */
  nst_allocator allocator;
} nst_content_page;

/* A page without content. */
void nst_content_page_init(nst_content_page *page, const nst_allocator *allocator);
void nst_content_page_free(nst_content_page *page);

/* Reads UTF-8.  Only the limits of options count.  (content_scan.c) */
nst_status nst_content_scan(nst_content_page *page, const char *html, size_t size,
                            const nst_html_options *options);

/* Whether the element's contents are never content: scripts, forms' parts,
   pictures' words. */
bool nst_content_is_skipped(nst_html_element element);

/* A paragraph of running text: some length and punctuation, few links. */
static inline bool nst_content_is_paragraph(const nst_content_block *block) {
  enum { LEAST_BYTES = 60 };
  return block->size >= LEAST_BYTES && (uint64_t)block->counts.link * 3 < block->size &&
         block->counts.punctuation && !block->heading;
}

/* Marks the blocks of the main content as chosen.  (content_choice.c) */
nst_status nst_content_choose(nst_content_page *page);

/* Takes what is no content out of the lines of text from a place on: a remark in
   brackets at the end (责任编辑：…, 完), a wiki's [编辑], and the head, tail and
   signature of a post to a bulletin board.  (content_lines.c) */
void nst_content_tidy_lines(nst_buffer *text, size_t from);

/* -- The texts of a page (content_text.c) -------------------------------------- */

/* How the text of a block stands. */
typedef struct nst_content_style {
  bool link, bold, emphasis;
} nst_content_style;

/* Adds text to the block, the page's last one, with white space folded. */
nst_status nst_content_add_text(nst_content_page *page, nst_content_block *block, const char *text,
                                size_t size, nst_content_style style);

/* Appends the letters and digits of text alone, in lower case. */
nst_status nst_content_append_bare(nst_buffer *out, const char *text, size_t size);

#endif
