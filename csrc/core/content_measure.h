/* content_measure.h: what the nodes of a page hold, what is around them, and
   which of them look like the container of the content. */
#ifndef NEWSSTAT_CONTENT_MEASURE_H
#define NEWSSTAT_CONTENT_MEASURE_H

#include "content.h"

/* Elements whose distance is told. */
typedef enum nst_content_section {
  NST_SECTION_ARTICLE,
  NST_SECTION_MAIN,
  NST_SECTION_ASIDE,
  NST_SECTION_NAV,
  NST_SECTION_HEADER,
  NST_SECTION_FOOTER,
  NST_SECTION_FORM,
  NST_SECTION_FIGURE,
  NST_SECTION_LIST,
  NST_SECTION_TABLE,
  NST_SECTION_QUOTE,
  NST_SECTION_ITEM,
  NST_SECTION_SECTION,
  NST_SECTION_DEFINITIONS,
  NST_CONTENT_SECTIONS
} nst_content_section;

/* Distances that stand for "nowhere", which are the longest told too. */
enum { NST_CONTENT_NO_HINT = 12, NST_CONTENT_NO_SECTION = 15 };

/* The likeliest container of the content, and the likeliest one apart from it. */
enum { NST_CONTENT_CANDIDATES = 2 };

typedef struct nst_content_sums {
  uint32_t bytes;
  uint32_t link_bytes;
  uint32_t blocks;
  uint32_t paragraph_bytes;
  uint32_t paragraphs;
  uint32_t headings;
  uint32_t images;
} nst_content_sums;

/* Where a node stands, seen from a candidate. */
typedef struct nst_content_position {
  uint16_t up;     /* steps from the candidate to what holds both; 0 inside it */
  uint16_t down;   /* steps from there to the node */
  uint32_t branch; /* the first node of those steps, or NST_CONTENT_NONE */
  uint32_t hints;  /* of all nodes of those steps */
} nst_content_position;

typedef struct nst_content_measures {
  nst_content_sums sums;                    /* of all that the node holds */
  float score;                              /* as a candidate */
  bool hidden;                              /* or inside one that is */
  uint8_t hint_distance[NST_CONTENT_HINTS]; /* to the nearest node with the hint, up the tree */
  uint8_t section_distance[NST_CONTENT_SECTIONS];
  float hint_share[NST_CONTENT_HINTS]; /* of the page's bytes, in that node; 1.2 for none */
  uint32_t group;                      /* the first of its siblings of one shape */
  uint32_t repeated; /* the group that the node is or is in, of three and more; or none */
  uint32_t group_size;
  nst_content_sums group_sums; /* of a group, at its first node */
  nst_content_position positions[NST_CONTENT_CANDIDATES];
} nst_content_measures;

typedef struct nst_content_survey {
  nst_content_measures *nodes;                 /* as many as the page has */
  uint32_t candidates[NST_CONTENT_CANDIDATES]; /* NST_CONTENT_NONE where there is none */
  nst_content_sums page;
} nst_content_survey;

/* Measures a page that has nodes. */
nst_status nst_content_measure(nst_content_survey *survey, const nst_content_page *page);
void nst_content_survey_free(nst_content_survey *survey, const nst_content_page *page);

/* Chooses the candidates by the sums.  (content_candidates.c) */
void nst_content_find_candidates(nst_content_survey *survey, const nst_content_page *page);

#endif
