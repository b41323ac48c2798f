/* content_candidates.c: containers that the content may stand in, by the
   paragraphs they hold; the idea is that of Readability. */
#include "content_measure.h"

#include <string.h>

/* Gives a paragraph's worth to what it stands in, and less to what is around
   that. */
static void credit(nst_content_survey *survey, const nst_content_page *page,
                   const nst_content_block *block) {
  enum { LEVELS = 4, MOST_SIGNS = 10, BYTES_OF_A_POINT = 100, MOST_LENGTH = 3 };
  static const float first_step = 0.5f, other_steps = 0.6f;
  const nst_content_node *own = &page->nodes[block->node];
  uint32_t signs = block->counts.punctuation;
  float length = (float)block->size / BYTES_OF_A_POINT;
  float worth = 1 + (float)(signs < MOST_SIGNS ? signs : MOST_SIGNS) +
                (length < MOST_LENGTH ? length : MOST_LENGTH);
  bool holds_itself = own->is_block && own->tag != NST_TAG_P && own->tag != NST_TAG_BLOCKQUOTE &&
                      own->tag != NST_TAG_PRE;
  uint32_t node = holds_itself ? block->node : own->parent;
  for (int level = 0; level < LEVELS && node != NST_CONTENT_NONE; level++) {
    survey->nodes[node].score += worth;
    worth *= level ? other_steps : first_step;
    node = page->nodes[node].parent;
  }
}

/* What the node itself says for and against it. */
static float weight_of(const nst_content_node *node) {
  float weight = 1;
  if (node->hints & NST_GOOD_HINTS) weight *= 1.25f;
  if (node->hints & NST_HINT_BIT(NST_HINT_BODY)) weight *= 1.2f;
  if (node->hints & NST_BAD_HINTS) weight *= 0.6f;
  if (node->hints & NST_HINT_BIT(NST_HINT_COMMENT)) weight *= 0.5f;
  if (node->hidden) weight *= 0.5f;
  switch (node->tag) {
    case NST_TAG_ASIDE:
    case NST_TAG_NAV:
    case NST_TAG_FOOTER:
    case NST_TAG_FORM:
    case NST_TAG_HEADER: return weight * 0.5f;
    case NST_TAG_ARTICLE:
    case NST_TAG_MAIN: return weight * 1.2f;
    default: return weight;
  }
}

static bool is_around(const nst_content_page *page, uint32_t outer, uint32_t node) {
  while (node != NST_CONTENT_NONE && node > outer) node = page->nodes[node].parent;
  return node == outer;
}

/* The best node that is neither in nor around another one. */
static uint32_t best_apart(const nst_content_survey *survey, const nst_content_page *page,
                           uint32_t other) {
  uint32_t best = NST_CONTENT_NONE;
  for (uint32_t i = 0; i < page->node_count; i++)
    if (survey->nodes[i].score > 0 &&
        (best == NST_CONTENT_NONE || survey->nodes[i].score > survey->nodes[best].score) &&
        (other == NST_CONTENT_NONE || (!is_around(page, other, i) && !is_around(page, i, other))))
      best = i;
  return best;
}

void nst_content_find_candidates(nst_content_survey *survey, const nst_content_page *page) {
  for (size_t i = 0; i < page->block_count; i++)
    if (nst_content_is_paragraph(&page->blocks[i])) credit(survey, page, &page->blocks[i]);
  for (size_t i = 0; i < page->node_count; i++) {
    const nst_content_sums *sums = &survey->nodes[i].sums;
    float density = sums->bytes ? (float)sums->link_bytes / (float)sums->bytes : 0;
    survey->nodes[i].score *= (1 - density) * weight_of(&page->nodes[i]);
  }
  survey->candidates[0] = best_apart(survey, page, NST_CONTENT_NONE);
  survey->candidates[1] = survey->candidates[0] == NST_CONTENT_NONE
                              ? NST_CONTENT_NONE
                              : best_apart(survey, page, survey->candidates[0]);
}
