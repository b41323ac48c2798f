/* lexicon.h: an opened image, and the look-ups that the inner loops inline. */
#ifndef NEWSSTAT_LEXICON_H
#define NEWSSTAT_LEXICON_H

#include "image.h"
#include "newsstat.h"

/* The cost of what is never met, in steps: above that of any word. */
#define NST_NEVER_COST (1 << 26)

struct nst_lexicon {
  const nst_image_header *header;
  const uint16_t *index;
  const nst_character *pages;
  const uint32_t *folded;
  const nst_model *models;
  const uint16_t (*doubles)[2];
  const nst_pair *pairs;
  const nst_unit *units;
  const char *names;
  int32_t model_costs[NST_NEVER + 1]; /* of each value in a model */
  void *mapping;                      /* what close unmaps, or NULL */
  size_t mapping_size;
  nst_allocator allocator;
};

static inline const nst_character *nst_lexicon_character(const nst_lexicon *lexicon,
                                                         uint32_t code_point) {
  size_t page = lexicon->index[code_point / NST_BLOCK_SIZE];
  return lexicon->pages + page * NST_BLOCK_SIZE + code_point % NST_BLOCK_SIZE;
}

/* The child of a unit by a character code, or NULL. */
static inline const nst_unit *nst_lexicon_child(const nst_lexicon *lexicon, const nst_unit *unit,
                                                uint16_t code) {
  const nst_unit *child = lexicon->units + nst_unit_base(unit) + code;
  return child->label == code ? child : NULL;
}

/* The tag of the word that ends at a unit. */
static inline const char *nst_lexicon_tag(const nst_lexicon *lexicon, const nst_unit *unit) {
  return lexicon->names + (size_t)(nst_unit_tag(unit) & NST_TAG_MASK) * NST_TAG_SIZE;
}

/* Whether the word that ends at a unit splits in a fine segmentation. */
static inline bool nst_unit_splits(const nst_unit *unit) {
  return nst_unit_tag(unit) & NST_TAG_SPLITS;
}

#endif
