#include "content_features.h"

#include "memory.h"

#include <math.h>
#include <string.h>

/* Sums over blocks. */
typedef struct nst_content_running {
  uint64_t bytes;
  uint64_t link_bytes;
  uint64_t paragraph_bytes;
} running;

static float of(double part, double whole) { return (float)(part / (whole > 1 ? whole : 1)); }

static float log_of(double number) { return log2f(1 + (float)number); }

static float at_most(size_t number, size_t most) { return (float)(number < most ? number : most); }

static bool is_in(const nst_content_page *page, const nst_buffer *text,
                  const nst_content_block *block) {
  return nst_content_contains(text->bytes, text->size, page->bare.bytes + block->bare,
                              block->bare_size);
}

/* -- What blocks have in common ------------------------------------------------------- */

static void run_sums(const nst_content_page *page, running *out) {
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < page->block_count; i++) {
    const nst_content_block *block = &page->blocks[i];
    out[i + 1] = out[i];
    out[i + 1].bytes += block->size;
    out[i + 1].link_bytes += block->counts.link;
    if (nst_content_is_paragraph(block)) out[i + 1].paragraph_bytes += block->size;
  }
}

/* How surely a block shows the page's title; 0 for not. */
static int title_rank(const nst_content_page *page, const nst_content_block *block) {
  enum { SOME_LETTERS = 6, MANY_LETTERS = 10 };
  bool in_title = is_in(page, &page->title, block);
  if (block->heading == 1 &&
      (in_title || nst_content_contains(page->bare.bytes + block->bare, block->bare_size,
                                        page->title.bytes, page->title.size)))
    return 4;
  if (block->counts.letters >= SOME_LETTERS && block->heading && in_title &&
      (uint64_t)block->counts.link * 2 < block->size)
    return 3;
  if (block->heading == 1) return 2;
  return block->counts.letters >= MANY_LETTERS && in_title;
}

static size_t find_title(const nst_content_page *page) {
  size_t found = SIZE_MAX;
  int best = 0;
  for (size_t i = 0; i < page->block_count; i++) {
    int rank = title_rank(page, &page->blocks[i]);
    if (rank <= best) continue;
    best = rank;
    found = i;
  }
  return found;
}

static void find_places(nst_content_describer *describer) {
  const nst_content_page *page = describer->page;
  bool any = false;
  describer->candidate_first = describer->candidate_last = 0;
  describer->first_comment = page->block_count;
  for (size_t i = 0; i < page->block_count; i++) {
    const nst_content_measures *node = &describer->survey->nodes[page->blocks[i].node];
    if (describer->survey->candidates[0] != NST_CONTENT_NONE && node->positions[0].up == 0) {
      if (!any) describer->candidate_first = i;
      describer->candidate_last = i;
      any = true;
    }
    bool behind_title = describer->title == SIZE_MAX || i > describer->title;
    if (describer->first_comment == page->block_count && behind_title &&
        node->hint_distance[NST_HINT_COMMENT] < NST_CONTENT_NO_HINT &&
        nst_content_is_paragraph(&page->blocks[i]))
      describer->first_comment = i;
  }
}

nst_status nst_content_describer_init(nst_content_describer *describer,
                                      const nst_content_page *page,
                                      const nst_content_survey *survey) {
  memset(describer, 0, sizeof *describer);
  describer->page = page;
  describer->survey = survey;
  size_t count = page->block_count;
  const nst_allocator *allocator = &page->allocator;
  describer->running =
      allocator->allocate(allocator->context, (count + 1) * sizeof *describer->running);
  describer->equal_before = allocator->allocate(allocator->context, count + 1);
  if (!describer->running || !describer->equal_before) return NST_NO_MEMORY;
  run_sums(page, describer->running);
  nst_status status = nst_content_count_equal(page, describer->equal_before);
  if (status == NST_OK) status = nst_content_gather_body_parts(page, &describer->body_parts);
  describer->title = find_title(page);
  find_places(describer);
  return status;
}

void nst_content_describer_free(nst_content_describer *describer) {
  const nst_content_page *page = describer->page;
  size_t count = page->block_count;
  nst_release(&page->allocator, describer->running, (count + 1) * sizeof *describer->running);
  nst_release(&page->allocator, describer->equal_before, count + 1);
  nst_content_free_body_parts(page, describer->body_parts);
}

/* -- The text --------------------------------------------------------------------------- */

/* What an element is to its text. */
static float kind_of(const nst_content_node *node) {
  switch (node->tag) {
    case NST_TAG_P: return 1;
    case NST_TAG_H1: return 2;
    case NST_TAG_H2: return 3;
    case NST_TAG_H3:
    case NST_TAG_H4:
    case NST_TAG_H5:
    case NST_TAG_H6: return 4;
    case NST_TAG_LI: return 5;
    case NST_TAG_TD:
    case NST_TAG_TH: return 6;
    case NST_TAG_DD:
    case NST_TAG_DT: return 7;
    case NST_TAG_BLOCKQUOTE: return 8;
    case NST_TAG_FIGCAPTION:
    case NST_TAG_CAPTION:
    case NST_TAG_FIGURE: return 9;
    case NST_TAG_PRE: return 10;
    case NST_TAG_ADDRESS:
    case NST_TAG_LABEL:
    case NST_TAG_LEGEND:
    case NST_TAG_SUMMARY: return 11;
    default: return node->is_block ? 0 : 12;
  }
}

static bool ends_with(const char *text, size_t size, const char *end) {
  size_t length = strlen(end);
  return size >= length && memcmp(text + size - length, end, length) == 0;
}

static bool ends_with_one_of(const char *text, size_t size, const char *const *ends, size_t *cut) {
  for (; *ends; ends++)
    if (ends_with(text, size, *ends)) {
      if (cut) *cut = size - strlen(*ends);
      return true;
    }
  return false;
}

static bool ends_sentence(const char *text, size_t size) {
  static const char *const quotes[] = {"\"", "'",  "”",  "’", "»", ")", "）",
                                       "]",  "」", "』", "“", " ", NULL};
  static const char *const stops[] = {".", "!", "?", "。", "！", "？", "…", NULL};
  while (ends_with_one_of(text, size, quotes, &size)) {
  }
  return ends_with_one_of(text, size, stops, NULL);
}

static bool begins_with_bullet(const char *text, size_t size) {
  static const char *const bullets[] = {">", "»", "›", "•", "|", "-", "–",
                                        "·", "#", "@", "▶", "►", NULL};
  for (const char *const *one = bullets; *one; one++)
    if (size >= strlen(*one) && memcmp(text, *one, strlen(*one)) == 0) return true;
  return false;
}

static void describe_text(const nst_content_page *page, const nst_content_block *block,
                          nst_content_features *out) {
  enum { MOST_PUNCTUATION = 20, LONGEST_DATED = 200 };
  static const char *const colons[] = {":", "：", NULL};
  static const char *const cuts[] = {"…", "...", NULL};
  const nst_content_counts *counts = &block->counts;
  const char *text = page->text.bytes + block->text;
  size_t size = block->size;
  out->bytes = log_of(size);
  out->links_share = of(counts->link, size);
  out->punctuation = at_most(counts->punctuation, MOST_PUNCTUATION);
  out->heading = block->heading;
  out->punctuation_share = of(counts->punctuation, size);
  out->stops = (float)counts->stops;
  out->ends_sentence = ends_sentence(text, size);
  out->ends_in_colon = ends_with_one_of(text, size, colons, NULL);
  out->digits_share = of(counts->digits, size);
  out->bold_share = of(counts->bold, size);
  out->emphasis_share = of(counts->emphasis, size);
  out->links = (float)counts->links;
  out->breaks = (float)counts->breaks;
  out->upper_share = of(counts->upper, size);
  out->han_share = of(3.0 * counts->han, size);
  out->is_address = size >= 4 && memcmp(text, "http", 4) == 0;
  out->is_cut = ends_with_one_of(text, size, cuts, NULL);
  out->has_date = size < LONGEST_DATED && block->cues & NST_CUE_BIT(NST_CUE_DATE);
  out->has_bullet = begins_with_bullet(text, size);
  out->kind = kind_of(&page->nodes[block->node]);
  for (int cue = 0; cue < NST_CONTENT_CUES; cue++) out->cues[cue] = block->cues >> cue & 1;
}

/* -- The place --------------------------------------------------------------------------- */

static float between(double number, double least, double most) {
  return (float)(number < least ? least : number > most ? most : number);
}

/* The last heading up to a block, as far as it counts: one of the 30 last blocks. */
static void describe_heading(const nst_content_page *page, size_t index,
                             nst_content_features *out) {
  enum { FAR = 30, CUES = (1 << NST_CONTENT_CUES) - 1 };
  size_t distance = 0;
  while (distance < FAR && distance <= index && !page->blocks[index - distance].heading) distance++;
  if (distance > index) distance = FAR;
  out->heading_distance = (float)distance;
  if (distance == FAR) return;
  const nst_content_block *heading = &page->blocks[index - distance];
  out->heading_has_cue = (heading->cues & CUES) != 0;
  out->heading_is_related = heading->cues >> NST_CUE_RELATED & 1;
  out->heading_is_comment = heading->cues >> NST_CUE_COMMENT & 1;
  out->heading_level = heading->heading;
}

static void describe_place(const nst_content_describer *describer, size_t index,
                           nst_content_features *out) {
  enum { NO_TITLE = 99, FAR = 40 };
  const nst_content_page *page = describer->page;
  const nst_content_block *block = &page->blocks[index];
  const running *before = &describer->running[index], *all = &describer->running[page->block_count];
  double place = (double)index;
  bool has_title = describer->title != SIZE_MAX;
  out->depth = page->nodes[block->node].depth;
  out->place = of(place, (double)page->block_count);
  out->bytes_before = of((double)before->bytes, (double)all->bytes);
  out->paragraphs_before = of((double)before->paragraph_bytes, (double)all->paragraph_bytes);
  out->after_title = has_title ? (float)(place - (double)describer->title) : NO_TITLE;
  out->has_title = has_title;
  out->from_candidate = between(place - (double)describer->candidate_first, -FAR, FAR);
  out->from_candidate_end = between(place - (double)describer->candidate_last, -FAR, FAR);
  out->after_comment = index >= describer->first_comment;
  out->page_bytes = log_of((double)all->bytes);
  out->page_paragraphs = log_of((double)all->paragraph_bytes);
  out->page_paragraph_share = of((double)all->paragraph_bytes, (double)all->bytes);
  out->page_blocks = log_of((double)page->block_count);
}

/* -- The same words elsewhere --------------------------------------------------------------- */

static void describe_matches(const nst_content_describer *describer, size_t index,
                             nst_content_features *out) {
  enum { LEAST_TITLE = 4, LEAST_BODY = 100, LEAST_DESCRIPTION = 15, BEGINNING_BYTES = 60 };
  const nst_content_page *page = describer->page;
  const nst_content_block *block = &page->blocks[index];
  const char *bare = page->bare.bytes + block->bare;
  size_t size = block->bare_size;
  size_t beginning = size < BEGINNING_BYTES ? size : BEGINNING_BYTES;
  const nst_buffer *title = &page->title, *description = &page->description;
  out->equal_before = describer->equal_before[index];
  out->title_match = out->description_match = out->data_match = 0;
  if (block->counts.letters >= LEAST_TITLE) {
    if (is_in(page, title, block))
      out->title_match = size == title->size ? 2 : 1;
    else
      out->title_match = nst_content_contains(bare, size, title->bytes, title->size);
  }
  if (block->counts.letters >= LEAST_DESCRIPTION && description->size) {
    if (description->size >= beginning && memcmp(bare, description->bytes, beginning) == 0)
      out->description_match = 2;
    else
      out->description_match =
          nst_content_contains(description->bytes, description->size, bare, beginning);
  }
  if (page->body.size >= LEAST_BODY)
    out->data_match = nst_content_is_body_part(page, describer->body_parts, block) ? 2 : 1;
}

/* -- The tree ------------------------------------------------------------------------------- */

static void describe_sums(const nst_content_sums *sums, const nst_content_sums *page, float *out) {
  out[0] = log_of(sums->bytes);
  out[1] = of(sums->link_bytes, sums->bytes);
  out[2] = (float)sums->blocks;
  out[3] = of(sums->paragraph_bytes, page->paragraph_bytes);
  out[4] = of(sums->paragraph_bytes, sums->bytes);
  out[5] = (float)sums->paragraphs;
  out[6] = (float)sums->images;
  out[7] = (float)sums->headings;
}

static uint32_t parent_of(const nst_content_page *page, uint32_t node) {
  uint32_t parent = page->nodes[node].parent;
  return parent == NST_CONTENT_NONE ? 0 : parent;
}

static unsigned bits_of(uint32_t bits) {
  unsigned count = 0;
  for (; bits; bits &= bits - 1) count++;
  return count;
}

static void describe_candidate(const nst_content_describer *describer,
                               const nst_content_measures *node, nst_content_features *out) {
  const nst_content_survey *survey = describer->survey;
  const nst_content_position *position = &node->positions[0];
  out->up = position->up;
  out->down = position->down;
  if (survey->candidates[0] != NST_CONTENT_NONE) {
    const nst_content_sums *sums = &survey->nodes[survey->candidates[0]].sums;
    out->candidate_share = of(sums->bytes, survey->page.bytes);
    out->candidate_paragraph_share = of(sums->paragraph_bytes, survey->page.paragraph_bytes);
  }
  if (position->branch != NST_CONTENT_NONE)
    describe_sums(&survey->nodes[position->branch].sums, &survey->page, out->branch);
  else
    for (int i = 0; i < NST_NODE_NUMBERS; i++) out->branch[i] = -1;
  out->branch_bad_hints = (float)bits_of(position->hints & NST_BAD_HINTS);
  out->branch_is_good = (position->hints & NST_GOOD_HINTS) != 0;
  for (int hint = 0; hint < NST_CONTENT_HINTS; hint++)
    out->branch_hints[hint] = position->hints >> hint & 1;
}

static void describe_second(const nst_content_describer *describer,
                            const nst_content_measures *node, nst_content_features *out) {
  const nst_content_survey *survey = describer->survey;
  uint32_t first = survey->candidates[0], second = survey->candidates[1];
  if (second == NST_CONTENT_NONE) {
    out->second_up = out->second_down = -1;
    return;
  }
  out->second_up = node->positions[1].up;
  out->second_down = node->positions[1].down;
  out->second_score = survey->nodes[second].score / survey->nodes[first].score;
  out->second_share = of(survey->nodes[second].sums.paragraph_bytes, survey->page.paragraph_bytes);
  out->second_is_before = second < first;
}

static void describe_tree(const nst_content_describer *describer, const nst_content_block *block,
                          nst_content_features *out) {
  const nst_content_page *page = describer->page;
  const nst_content_survey *survey = describer->survey;
  const nst_content_measures *node = &survey->nodes[block->node];
  uint32_t parent = parent_of(page, block->node);
  describe_sums(&node->sums, &survey->page, out->own);
  describe_sums(&survey->nodes[parent].sums, &survey->page, out->parent);
  describe_sums(&survey->nodes[parent_of(page, parent)].sums, &survey->page, out->grandparent);
  float kind = kind_of(&page->nodes[parent]);
  out->parent_kind = page->nodes[parent].is_block ? kind : 0;
  for (int i = 0; i < NST_CONTENT_SECTIONS; i++)
    out->section_distance[i] = node->section_distance[i];
  out->hidden = node->hidden;
  describe_candidate(describer, node, out);
  describe_second(describer, node, out);
  if (node->repeated != NST_CONTENT_NONE) {
    const nst_content_measures *group = &survey->nodes[node->repeated];
    out->group_size = (float)group->group_size;
    out->group_bytes = of(group->group_sums.bytes, group->group_size);
    out->group_links_share = of(group->group_sums.link_bytes, group->group_sums.bytes);
    out->group_paragraph_share = of(group->group_sums.paragraph_bytes, group->group_sums.bytes);
  }
  for (int hint = 0; hint < NST_CONTENT_HINTS; hint++) {
    out->hint_distance[hint] = node->hint_distance[hint];
    out->hint_share[hint] = node->hint_share[hint];
  }
}

/* -- Neighbours ------------------------------------------------------------------------------ */

static void describe_neighbour(const nst_content_page *page, size_t index, size_t other,
                               float *out) {
  enum { MOST_PUNCTUATION = 20, CUES = (1 << NST_CONTENT_CUES) - 1 };
  if (other >= page->block_count) {
    for (int i = 0; i < NST_NEIGHBOUR_NUMBERS; i++) out[i] = -1;
    return;
  }
  const nst_content_block *block = &page->blocks[other];
  const nst_content_node *own = &page->nodes[page->blocks[index].node];
  const nst_content_node *node = &page->nodes[block->node];
  out[0] = log_of(block->size);
  out[1] = of(block->counts.link, block->size);
  out[2] = at_most(block->counts.punctuation, MOST_PUNCTUATION);
  out[3] = block->heading;
  out[4] = block->counts.stops > 0;
  out[5] = nst_content_is_paragraph(block);
  out[6] = (float)block->size;
  out[7] = (block->cues & CUES) != 0;
  out[8] = node->parent == own->parent;
  out[9] = node->shape == own->shape;
}

static void describe_window(const nst_content_describer *describer, size_t index, size_t reach,
                            float *out) {
  size_t count = describer->page->block_count;
  const running *from = &describer->running[index > reach ? index - reach : 0];
  const running *to = &describer->running[count - index > reach + 1 ? index + reach + 1 : count];
  double bytes = (double)(to->bytes - from->bytes);
  out[0] = log_of(bytes);
  out[1] = of((double)(to->link_bytes - from->link_bytes), bytes);
  out[2] = of((double)(to->paragraph_bytes - from->paragraph_bytes), bytes);
}

void nst_content_describe(const nst_content_describer *describer, size_t index,
                          nst_content_features *out) {
  enum { NEAR = 3, WIDE = 8 };
  const nst_content_page *page = describer->page;
  const nst_content_block *block = &page->blocks[index];
  memset(out, 0, sizeof *out);
  describe_text(page, block, out);
  describe_heading(page, index, out);
  describe_place(describer, index, out);
  describe_matches(describer, index, out);
  describe_tree(describer, block, out);
  /* before the first block an index wraps to one behind the last */
  describe_neighbour(page, index, index - 2, out->before_2);
  describe_neighbour(page, index, index - 1, out->before_1);
  describe_neighbour(page, index, index + 1, out->behind_1);
  describe_neighbour(page, index, index + 2, out->behind_2);
  describe_window(describer, index, NEAR, out->around_3);
  describe_window(describer, index, WIDE, out->around_8);
}
