/* content_choice.c: which blocks are content, by their probabilities and by
   what stands around them. */
#include "content_features.h"
#include "memory.h"

#include <string.h>

static const float LIKELY = 0.55f;   /* chosen */
static const float POSSIBLE = 0.25f; /* chosen where there is little else */

static size_t chosen_bytes(const nst_content_page *page) {
  size_t bytes = 0;
  for (size_t i = 0; i < page->block_count; i++)
    if (page->blocks[i].chosen) bytes += page->blocks[i].size;
  return bytes;
}

static void choose_above(nst_content_page *page, float least) {
  for (size_t i = 0; i < page->block_count; i++)
    page->blocks[i].chosen = page->blocks[i].probability > least;
}

static bool is_candidates_paragraph(const nst_content_survey *survey,
                                    const nst_content_block *block) {
  return survey->candidates[0] != NST_CONTENT_NONE &&
         survey->nodes[block->node].positions[0].up == 0 && nst_content_is_paragraph(block);
}

/* Where far less was chosen than the likeliest container has, its paragraphs are;
   on Chinese pages, where that often holds answers and teasers, those that may be. */
static void choose_candidate(nst_content_page *page, const nst_content_survey *survey,
                             bool chinese) {
  static const double least_share = 0.4;
  const float least = chinese ? 0.2f : 0;
  size_t bytes = 0;
  for (size_t i = 0; i < page->block_count; i++)
    if (is_candidates_paragraph(survey, &page->blocks[i])) bytes += page->blocks[i].size;
  if ((double)chosen_bytes(page) >= least_share * (double)bytes) return;
  for (size_t i = 0; i < page->block_count; i++)
    page->blocks[i].chosen |=
        is_candidates_paragraph(survey, &page->blocks[i]) && page->blocks[i].probability > least;
}

/* Of the paragraph that is content most likely. */
static float best_probability(const nst_content_page *page) {
  float best = 0;
  for (size_t i = 0; i < page->block_count; i++)
    if (nst_content_is_paragraph(&page->blocks[i]) && page->blocks[i].probability > best)
      best = page->blocks[i].probability;
  return best;
}

/* Where nothing is likely, what is nearly as likely as the best. */
static void choose_by_probability(nst_content_page *page) {
  enum { LITTLE_BYTES = 600 };
  static const float nearly = 0.6f, least = 0.05f;
  choose_above(page, LIKELY);
  if (chosen_bytes(page) < LITTLE_BYTES) choose_above(page, POSSIBLE);
  float best = chosen_bytes(page) ? 0 : best_probability(page);
  if (best > least) choose_above(page, nearly * best);
}

/* Whether the block is how the title begins. */
static bool is_title(const nst_content_page *page, const nst_content_block *block) {
  enum { LEAST_BYTES = 12, LEAST_LETTERS = 4 };
  return block->size >= LEAST_BYTES && block->counts.letters >= LEAST_LETTERS &&
         block->bare_size <= page->title.size &&
         memcmp(page->title.bytes, page->bare.bytes + block->bare, block->bare_size) == 0;
}

/* Behind text, half a title is a name that signs: that of the office. */
static void drop_titles(nst_content_page *page) {
  bool has_text = false;
  for (size_t i = 0; i < page->block_count; i++) {
    nst_content_block *block = &page->blocks[i];
    if (is_title(page, block) && (!has_text || (size_t)2 * block->bare_size >= page->title.size))
      block->chosen = false;
    has_text |= block->chosen && nst_content_is_paragraph(block);
  }
}

/* The block behind a heading, a wiki's 编辑 left out. */
static const nst_content_block *behind_heading(const nst_content_page *page, size_t heading) {
  static const char *const edit[] = {"编辑", "編輯"};
  const size_t size = strlen(edit[0]);
  size_t next = heading + 1;
  const nst_content_block *block = &page->blocks[next];
  const char *text = page->bare.bytes + block->bare;
  bool is_mark = block->bare_size == size &&
                 (memcmp(text, edit[0], size) == 0 || memcmp(text, edit[1], size) == 0);
  return &page->blocks[next + (is_mark && next + 1 < page->block_count)];
}

/* A heading stays whose next block is content, and one of the three before; on
   Chinese pages, whose headings are short, any before. */
static void keep_headings(nst_content_page *page, bool chinese) {
  static const float possible_in_chinese = 0.03f;
  const float least = chinese ? possible_in_chinese : POSSIBLE;
  const size_t reach = chinese ? SIZE_MAX : 3;
  size_t last = SIZE_MAX;
  for (size_t i = 0; i + 1 < page->block_count; i++) {
    nst_content_block *block = &page->blocks[i];
    bool near = last != SIZE_MAX && i - last <= reach;
    if (block->chosen) last = i;
    if (!block->chosen && block->heading > 1 && block->probability > least && near &&
        behind_heading(page, i)->chosen)
      block->chosen = true;
  }
}

static nst_status judge(nst_content_page *page, const nst_content_survey *survey, bool chinese) {
  nst_content_describer describer;
  nst_status status = nst_content_describer_init(&describer, page, survey);
  for (size_t i = 0; status == NST_OK && i < page->block_count; i++) {
    nst_content_features features;
    nst_content_describe(&describer, i, &features);
    page->blocks[i].probability = nst_content_judge(&features, chinese);
  }
  nst_content_describer_free(&describer);
  return status;
}

nst_status nst_content_choose(nst_content_page *page) {
  nst_content_survey survey;
  bool chinese = nst_content_is_chinese(page);
  nst_status status = nst_content_measure(&survey, page);
  if (status == NST_OK) status = judge(page, &survey, chinese);
  if (status == NST_OK) {
    choose_by_probability(page);
    choose_candidate(page, &survey, chinese);
    status = nst_content_drop_copies(page);
    nst_content_drop_furniture(page, &survey);
    drop_titles(page);
    keep_headings(page, chinese);
    nst_content_drop_outer_headings(page);
  }
  nst_content_survey_free(&survey, page);
  return status;
}
