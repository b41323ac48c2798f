/* content_features.h: the numbers that describe a block. */
#ifndef NEWSSTAT_CONTENT_FEATURES_H
#define NEWSSTAT_CONTENT_FEATURES_H

#include "content_cues.h"
#include "content_measure.h"

enum { NST_NODE_NUMBERS = 8, NST_NEIGHBOUR_NUMBERS = 10, NST_WINDOW_NUMBERS = 3 };

/* A number for each entry of the list, in its order. */
typedef struct nst_content_features {
#define ONE(name) float name;
#define MANY(name, count) float name[count];
#include "content_feature_list.inc"
#undef ONE
#undef MANY
} nst_content_features;

enum { NST_CONTENT_FEATURES = sizeof(nst_content_features) / sizeof(float) };

/* What descriptions of a page's blocks have in common. */
typedef struct nst_content_describer {
  const nst_content_page *page;
  const nst_content_survey *survey;
  /* sums over the blocks before each, and over all at the end */
  struct nst_content_running *running;
  uint8_t *equal_before; /* blocks of the same words before each, at most 3 */
  uint64_t *body_parts;  /* which parts of words the page's structured data has; or NULL */
  size_t title;          /* the block that shows the page's title, or SIZE_MAX */
  size_t candidate_first, candidate_last; /* blocks of the candidate */
  size_t first_comment;
} nst_content_describer;

/* Borrows page and survey.  The cues of blocks have been found. */
nst_status nst_content_describer_init(nst_content_describer *describer,
                                      const nst_content_page *page,
                                      const nst_content_survey *survey);
void nst_content_describer_free(nst_content_describer *describer);

void nst_content_describe(const nst_content_describer *describer, size_t block,
                          nst_content_features *out);

/* The probability that a block so described, of a Chinese page or another, is
   content.  (content_model.c) */
float nst_content_judge(const nst_content_features *features, bool chinese);

/* -- The same words elsewhere (content_matches.c) -------------------------------- */

/* Hashes of parts of a text, of one size: the first by nst_content_part_hash, each
   further one from that one byte before it.  power is nst_content_part_power of the
   size less one. */
uint64_t nst_content_part_hash(const char *text, size_t size);
uint64_t nst_content_part_power(size_t exponent);
uint64_t nst_content_roll_part(uint64_t hash, const char *text, size_t size, uint64_t power);

/* Whether the words of one stand in the other.  Linear in both sizes. */
bool nst_content_contains(const char *text, size_t size, const char *part, size_t part_size);

/* Counts, for each block, those of the same words before it. */
nst_status nst_content_count_equal(const nst_content_page *page, uint8_t *equal_before);

/* Makes a set of the parts that the page's structured data has; NULL for none. */
nst_status nst_content_gather_body_parts(const nst_content_page *page, uint64_t **parts);
void nst_content_free_body_parts(const nst_content_page *page, uint64_t *parts);
/* Whether a block's beginning is in the set. */
bool nst_content_is_body_part(const nst_content_page *page, const uint64_t *parts,
                              const nst_content_block *block);

/* Whether a page is Chinese, for the most part. */
bool nst_content_is_chinese(const nst_content_page *page);

/* Unchooses lines and tables that are never content on Chinese pages.
   (content_furniture.c) */
void nst_content_drop_furniture(nst_content_page *page, const nst_content_survey *survey);

/* Unchooses, on Chinese pages, headings before all other content, which are
   titles, and those behind it, which head what was left out. */
void nst_content_drop_outer_headings(nst_content_page *page);

/* Unchooses, the largest first, chosen blocks whose words stand in other chosen
   ones.  (content_copies.c) */
nst_status nst_content_drop_copies(nst_content_page *page);

#endif
