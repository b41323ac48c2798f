/* content_furniture.c: what is never content on Chinese pages, whatever its
   probability: lines by their words, and by what stands around them; a calendar;
   the table of a government document's keys. */
#include "content_features.h"

#include <string.h>

/* -- Lines ---------------------------------------------------------------------- */

static bool has(const nst_content_block *block, nst_content_cue cue) {
  return (block->cues & NST_CUE_BIT(cue)) != 0;
}

/* Whether the block has signs that part clauses or end sentences. */
static bool has_clauses(const nst_content_page *page, const nst_content_block *block) {
  static const char *const signs[] = {"，", "。", "；", "！", "？"};
  const char *text = page->text.bytes + block->text;
  for (size_t at = 0; at + 3 <= block->size; at++)
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
      if (memcmp(text + at, signs[i], 3) == 0) return true;
  return false;
}

/* Little beside a date, and no sentence.  Behind the text a day alone is that of
   a letter's or a notice's signature, unless brackets tell the paper's issue. */
static bool is_date_line(const nst_content_page *page, const nst_content_block *block,
                         bool is_behind) {
  static const char bracket[] = "【";
  enum { LONGEST = 100, DATE_PARTS = 4 };
  return has(block, NST_CUE_DATE) && !block->counts.stops && !block->heading &&
         block->size < LONGEST && DATE_PARTS * block->counts.digits >= block->size &&
         (!is_behind || has(block, NST_CUE_CLOCK) ||
          (block->size >= sizeof bracket &&
           memcmp(page->text.bytes + block->text, bracket, sizeof bracket - 1) == 0));
}

static bool ends_with(const nst_content_page *page, const nst_content_block *block,
                      const char *sign) {
  size_t size = strlen(sign);
  return block->size > size &&
         memcmp(page->text.bytes + block->text + block->size - size, sign, size) == 0;
}

/* A line between title and text: date, source, author, or one that is hardly
   taken for content; not the number of a document, 〔2006〕17号. */
static bool is_byline(const nst_content_page *page, const nst_content_block *block) {
  static const float unlikely = 0.55f;
  enum { LEAST_DIGITS = 6 };
  bool greets = ends_with(page, block, "："); /* 各单位： */
  bool tells = has(block, NST_CUE_BYLINE) || (block->probability < unlikely && !greets) ||
               (has(block, NST_CUE_DATE) && block->counts.digits >= LEAST_DIGITS &&
                !ends_with(page, block, "号") && !ends_with(page, block, "號"));
  return tells && !has_clauses(page, block);
}

static bool is_furniture(const nst_content_survey *survey, const nst_content_block *block) {
  if (has(block, NST_CUE_FURNITURE) && !block->counts.stops) return true;
  if (has(block, NST_CUE_LABELLED) || has(block, NST_CUE_PROFILE)) return true;
  return has(block, NST_CUE_CONTACT) && survey->nodes[block->node].positions[0].up > 0 &&
         !block->counts.stops;
}

/* The first block of running text that is chosen, and the end of the last one. */
static void find_text(const nst_content_page *page, size_t *first, size_t *end) {
  *first = page->block_count;
  *end = 0;
  for (size_t i = 0; i < page->block_count; i++) {
    const nst_content_block *block = &page->blocks[i];
    if (!block->chosen || !nst_content_is_paragraph(block) || !has_clauses(page, block)) continue;
    if (*first == page->block_count) *first = i;
    *end = i + 1;
  }
}

bool nst_content_is_chinese(const nst_content_page *page) {
  enum { HAN_BYTES = 3 };
  size_t han = 0;
  for (size_t i = 0; i < page->block_count; i++) han += page->blocks[i].counts.han;
  return han * HAN_BYTES * 2 > page->text.size;
}

static void drop_lines(nst_content_page *page, const nst_content_survey *survey) {
  enum { LONGEST = 150 };
  size_t first, end;
  bool chinese = nst_content_is_chinese(page);
  find_text(page, &first, &end);
  for (size_t i = 0; i < page->block_count; i++) {
    nst_content_block *block = &page->blocks[i];
    if (!block->chosen || block->size >= LONGEST || (!block->counts.han && !chinese)) continue;
    if (is_furniture(survey, block) || is_date_line(page, block, i >= end && end) ||
        (i < first && first < page->block_count && is_byline(page, block)))
      block->chosen = false;
  }
}

/* A day alone. */
static bool is_day(const nst_content_page *page, const nst_content_block *block) {
  static const char *const firsts[] = {"1", "2", "一", "二"};
  enum { LONGEST = 45 };
  const char *text = page->text.bytes + block->text;
  if (block->size > LONGEST || !ends_with(page, block, "日") || has_clauses(page, block))
    return false;
  for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
    if (strncmp(text, firsts[i], strlen(firsts[i])) == 0) return true;
  return false;
}

/* Whether a block stands in the same element as the one before it. */
static bool is_beside(const nst_content_page *page, size_t index) {
  const nst_content_block *block = &page->blocks[index];
  return page->nodes[block->node].parent == page->nodes[block[-1].node].parent;
}

/* A name right before a day. */
static bool is_signer(const nst_content_page *page, size_t index) {
  enum { LONGEST = 60 };
  const nst_content_block *block = &page->blocks[index];
  return index + 1 < page->block_count && block->size <= LONGEST && !has_clauses(page, block) &&
         is_beside(page, index + 1) && is_day(page, block + 1);
}

/* A day right behind chosen text, and a name before it, sign the text. */
static void keep_signatures(nst_content_page *page) {
  for (size_t i = 1; i < page->block_count; i++) {
    nst_content_block *block = &page->blocks[i];
    if (block[-1].chosen && !block[-1].heading && is_beside(page, i) &&
        (is_day(page, block) || is_signer(page, i)))
      block->chosen = true;
  }
}

/* -- Threads ---------------------------------------------------------------------- */

/* The number of a post alone: 2楼, 第 2 楼, 2#. */
static bool is_floor(const nst_content_page *page, const nst_content_block *block) {
  static const char *const ends[] = {"楼", "樓", "#"};
  enum { LONGEST = 14, MOST_LETTERS = 5 };
  const nst_content_counts *counts = &block->counts;
  const char *text = page->text.bytes + block->text;
  if (block->size > LONGEST || !counts->digits || counts->letters > MOST_LETTERS) return false;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t size = strlen(ends[i]);
    if (block->size > size && memcmp(text + block->size - size, ends[i], size) == 0) return true;
  }
  return false;
}

/* Whether a post, or a comment, begins or ends with the block: its author's
   profile, its number, its date. */
static bool is_post_border(const nst_content_page *page, const nst_content_block *block) {
  enum { LONGEST = 150 };
  if (block->size >= LONGEST) return false;
  if (has(block, NST_CUE_POST) && has(block, NST_CUE_DATE) && !has_clauses(page, block))
    return true;
  return has(block, NST_CUE_PROFILE) || is_floor(page, block);
}

/* Of a thread the first post is content; of an article with comments, it. */
static void drop_replies(nst_content_page *page) {
  enum { LEAST_BORDERS = 2, LEAST_TEXT = 30 };
  size_t borders = 0, end = page->block_count;
  bool has_text = false;
  for (size_t i = 0; i < page->block_count; i++) {
    const nst_content_block *block = &page->blocks[i];
    bool is_border = is_post_border(page, block);
    borders += is_border;
    if (is_border && has_text && end == page->block_count) end = i;
    has_text |= block->chosen && block->size >= LEAST_TEXT && has_clauses(page, block);
  }
  if (borders < LEAST_BORDERS) return;
  for (size_t i = end; i < page->block_count; i++) page->blocks[i].chosen = false;
}

/* -- Calendars ------------------------------------------------------------------- */

/* The number that a block is, of one or two digits; or -1. */
static int number_of(const nst_content_page *page, const nst_content_block *block) {
  const char *text = page->text.bytes + block->text;
  if (block->size == 0 || block->size > 2 || block->counts.digits != block->size) return -1;
  return block->size == 1 ? text[0] - '0' : 10 * (text[0] - '0') + text[1] - '0';
}

/* Days, one behind the other, and the days of the week before them. */
static void drop_calendars(nst_content_page *page) {
  enum { LEAST_DAYS = 14, WEEKDAYS = 7, HAN_BYTES = 3 };
  size_t from = 0;
  int before = -1;
  for (size_t i = 0; i <= page->block_count; i++) {
    int number = i < page->block_count ? number_of(page, &page->blocks[i]) : -1;
    if (number != -1 && number == before + 1) {
      before = number;
      continue;
    }
    bool is_calendar = before != -1 && i - from >= LEAST_DAYS;
    for (size_t j = from; is_calendar && j < i; j++) page->blocks[j].chosen = false;
    for (size_t j = from; is_calendar && j-- > 0 && from - j <= WEEKDAYS;)
      if (page->blocks[j].size == HAN_BYTES) page->blocks[j].chosen = false;
    from = i;
    before = number;
  }
}

/* -- Keys of documents ------------------------------------------------------------- */

static bool is_in(const nst_content_page *page, uint32_t node, uint32_t outer) {
  while (node != NST_CONTENT_NONE && node > outer) node = page->nodes[node].parent;
  return node == outer;
}

/* The table that begins with a document's key (索引号) and has no text: one is
   looked for. */
static void drop_keys(nst_content_page *page, const nst_content_survey *survey) {
  static const char key[] = "索引号";
  enum { MOST_BYTES = 2000 };
  size_t at = 0;
  while (at < page->block_count &&
         (page->blocks[at].bare_size < sizeof key - 1 ||
          memcmp(page->bare.bytes + page->blocks[at].bare, key, sizeof key - 1) != 0))
    at++;
  if (at == page->block_count) return;
  uint32_t table = page->blocks[at].node, outer;
  while ((outer = page->nodes[table].parent) != NST_CONTENT_NONE &&
         !survey->nodes[outer].sums.paragraphs && survey->nodes[outer].sums.bytes < MOST_BYTES)
    table = outer;
  for (; at < page->block_count && is_in(page, page->blocks[at].node, table); at++)
    if (!nst_content_is_paragraph(&page->blocks[at])) page->blocks[at].chosen = false;
}

void nst_content_drop_outer_headings(nst_content_page *page) {
  size_t first = 0, end = page->block_count;
  if (!nst_content_is_chinese(page)) return;
  while (first < end && !(page->blocks[first].chosen && !page->blocks[first].heading)) first++;
  if (first == end) return;
  while (!(page->blocks[end - 1].chosen && !page->blocks[end - 1].heading)) end--;
  for (size_t i = 0; i < first; i++) page->blocks[i].chosen = false;
  for (size_t i = end; i < page->block_count; i++) page->blocks[i].chosen = false;
}

void nst_content_drop_furniture(nst_content_page *page, const nst_content_survey *survey) {
  drop_keys(page, survey);
  drop_calendars(page);
  drop_lines(page, survey);
  if (!nst_content_is_chinese(page)) return;
  keep_signatures(page);
  drop_replies(page);
}
