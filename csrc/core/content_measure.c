#include "content_measure.h"

#include "hash.h"
#include "memory.h"

#include <string.h>

/* -- Sums ------------------------------------------------------------------------- */

static void add_sums(nst_content_sums *to, const nst_content_sums *more) {
  to->bytes += more->bytes;
  to->link_bytes += more->link_bytes;
  to->blocks += more->blocks;
  to->paragraph_bytes += more->paragraph_bytes;
  to->paragraphs += more->paragraphs;
  to->headings += more->headings;
  to->images += more->images;
}

static void add_block(nst_content_sums *to, const nst_content_block *block) {
  bool paragraph = nst_content_is_paragraph(block);
  nst_content_sums more = {.bytes = block->size,
                           .link_bytes = block->counts.link,
                           .blocks = 1,
                           .paragraph_bytes = paragraph ? block->size : 0,
                           .paragraphs = paragraph,
                           .headings = block->heading > 0};
  add_sums(to, &more);
}

static void sum_up(nst_content_survey *survey, const nst_content_page *page) {
  for (size_t i = 0; i < page->block_count; i++)
    add_block(&survey->nodes[page->blocks[i].node].sums, &page->blocks[i]);
  for (size_t i = page->node_count; i-- > 0;) {
    survey->nodes[i].sums.images += page->nodes[i].images;
    if (i) add_sums(&survey->nodes[page->nodes[i].parent].sums, &survey->nodes[i].sums);
  }
  survey->page = survey->nodes[0].sums;
}

/* -- Siblings of one shape ---------------------------------------------------------- */

/* Finds the first sibling of a node's shape in a table of such; the node itself
   where it is that, or where the table is too full to tell. */
static uint32_t first_of_shape(uint32_t *table, size_t room, const nst_content_page *page,
                               uint32_t node) {
  enum { MOST_PROBES = 16 };
  const nst_content_node *own = &page->nodes[node];
  size_t slot = nst_hash_mix((uint64_t)own->parent << 32 | own->shape) & (room - 1);
  for (int probe = 0; probe < MOST_PROBES; probe++, slot = (slot + 1) & (room - 1)) {
    if (table[slot] == NST_CONTENT_NONE) {
      table[slot] = node;
      return node;
    }
    const nst_content_node *other = &page->nodes[table[slot]];
    if (other->parent == own->parent && other->shape == own->shape) return table[slot];
  }
  return node;
}

static nst_status group_siblings(nst_content_survey *survey, const nst_content_page *page) {
  size_t room = 16;
  while (room < 2 * page->node_count) room *= 2;
  uint32_t *table = page->allocator.allocate(page->allocator.context, room * sizeof *table);
  if (!table) return NST_NO_MEMORY;
  memset(table, 0xFF, room * sizeof *table);
  for (size_t i = 0; i < page->node_count; i++) {
    uint32_t first = first_of_shape(table, room, page, (uint32_t)i);
    survey->nodes[i].group = first;
    survey->nodes[first].group_size++;
    add_sums(&survey->nodes[first].group_sums, &survey->nodes[i].sums);
  }
  nst_release(&page->allocator, table, room * sizeof *table);
  return NST_OK;
}

/* Rows of text are no group: paragraphs, headings, cells and inline elements. */
static bool may_be_repeated(const nst_content_node *node) {
  switch (node->tag) {
    case NST_TAG_P:
    case NST_TAG_H2:
    case NST_TAG_H3:
    case NST_TAG_H4:
    case NST_TAG_TD:
    case NST_TAG_SPAN:
    case NST_TAG_A:
    case NST_TAG_B:
    case NST_TAG_STRONG:
    case NST_TAG_EM:
    case NST_TAG_I: return false;
    default: return true;
  }
}

static uint32_t repeated_group(const nst_content_survey *survey, const nst_content_page *page,
                               size_t node) {
  enum { LEAST_SIZE = 3 };
  const nst_content_measures *own = &survey->nodes[node];
  bool apart = own->positions[0].branch != NST_CONTENT_NONE;
  if (!apart) return NST_CONTENT_NONE;
  if (survey->nodes[own->group].group_size >= LEAST_SIZE && may_be_repeated(&page->nodes[node]))
    return own->group;
  return node ? survey->nodes[page->nodes[node].parent].repeated : NST_CONTENT_NONE;
}

/* -- What is around ------------------------------------------------------------------ */

static int section_of(unsigned tag) {
  switch (tag) {
    case NST_TAG_ARTICLE: return NST_SECTION_ARTICLE;
    case NST_TAG_MAIN: return NST_SECTION_MAIN;
    case NST_TAG_ASIDE: return NST_SECTION_ASIDE;
    case NST_TAG_NAV: return NST_SECTION_NAV;
    case NST_TAG_HEADER: return NST_SECTION_HEADER;
    case NST_TAG_FOOTER: return NST_SECTION_FOOTER;
    case NST_TAG_FORM: return NST_SECTION_FORM;
    case NST_TAG_FIGURE: return NST_SECTION_FIGURE;
    case NST_TAG_UL:
    case NST_TAG_OL:
    case NST_TAG_MENU: return NST_SECTION_LIST;
    case NST_TAG_TABLE: return NST_SECTION_TABLE;
    case NST_TAG_BLOCKQUOTE: return NST_SECTION_QUOTE;
    case NST_TAG_LI: return NST_SECTION_ITEM;
    case NST_TAG_SECTION: return NST_SECTION_SECTION;
    case NST_TAG_DL: return NST_SECTION_DEFINITIONS;
    default: return NST_CONTENT_SECTIONS;
  }
}

static float share_of(uint32_t part, uint32_t whole) {
  return whole ? (float)part / (float)whole : 0.0f;
}

static void look_around(nst_content_survey *survey, const nst_content_page *page, size_t node) {
  static const float NO_SHARE = 1.2f;
  nst_content_measures *own = &survey->nodes[node];
  const nst_content_measures *outer = node ? &survey->nodes[page->nodes[node].parent] : NULL;
  float share = share_of(own->sums.bytes, survey->page.bytes);
  for (int hint = 0; hint < NST_CONTENT_HINTS; hint++) {
    bool here = page->nodes[node].hints >> hint & 1;
    uint8_t distance = outer ? outer->hint_distance[hint] : NST_CONTENT_NO_HINT;
    own->hint_distance[hint] = here ? 0 : (uint8_t)(distance + (distance < NST_CONTENT_NO_HINT));
    own->hint_share[hint] = here ? share : outer ? outer->hint_share[hint] : NO_SHARE;
  }
  for (int i = 0; i < NST_CONTENT_SECTIONS; i++) {
    uint8_t distance = outer ? outer->section_distance[i] : NST_CONTENT_NO_SECTION;
    own->section_distance[i] = (uint8_t)(distance + (distance < NST_CONTENT_NO_SECTION));
  }
  int section = section_of(page->nodes[node].tag);
  if (section < NST_CONTENT_SECTIONS) own->section_distance[section] = 0;
  own->hidden = page->nodes[node].hidden || (outer && outer->hidden);
  own->repeated = repeated_group(survey, page, node);
}

/* -- Positions ------------------------------------------------------------------------ */

/* Tells the nodes on the way from a candidate to the root, which have no
   branch, from all others, which have; then steps down the others. */
static void find_positions(nst_content_survey *survey, const nst_content_page *page, int which) {
  uint16_t steps = 0;
  for (size_t i = 0; i < page->node_count; i++) survey->nodes[i].positions[which].branch = 0;
  for (uint32_t i = survey->candidates[which]; i != NST_CONTENT_NONE; i = page->nodes[i].parent) {
    nst_content_position on_way = {steps++, 0, NST_CONTENT_NONE, 0};
    survey->nodes[i].positions[which] = on_way;
  }
  for (size_t i = 1; i < page->node_count; i++) {
    nst_content_position *own = &survey->nodes[i].positions[which];
    if (own->branch == NST_CONTENT_NONE) continue;
    *own = survey->nodes[page->nodes[i].parent].positions[which];
    own->down++;
    own->hints |= page->nodes[i].hints;
    if (own->branch == NST_CONTENT_NONE) own->branch = (uint32_t)i;
  }
}

nst_status nst_content_measure(nst_content_survey *survey, const nst_content_page *page) {
  survey->nodes = nst_allocate_zeroed(&page->allocator, page->node_count * sizeof *survey->nodes);
  if (!survey->nodes) return NST_NO_MEMORY;
  sum_up(survey, page);
  nst_content_find_candidates(survey, page);
  for (int which = 0; which < NST_CONTENT_CANDIDATES; which++) find_positions(survey, page, which);
  nst_status status = group_siblings(survey, page);
  for (size_t i = 0; i < page->node_count; i++) look_around(survey, page, i);
  return status;
}

void nst_content_survey_free(nst_content_survey *survey, const nst_content_page *page) {
  nst_release(&page->allocator, survey->nodes, page->node_count * sizeof *survey->nodes);
}
