/* content_text.c: the text of blocks, and what is counted of it. */
#include "characters.h"
#include "content.h"
#include "html_bytes.h"
#include "utf8.h"

#include <unicode/uchar.h>

enum {
  FIRST_HAN = 0x2E80,
  LAST_HAN = 0x9FFF,
  IDEOGRAPHS = 0x4E00,
  NO_BREAK_SPACE = 0xA0,
  IDEOGRAPHIC_SPACE = 0x3000
};

/* -- Characters ------------------------------------------------------------------- */

static bool is_letter_or_digit(uint32_t c) {
  if (c < 0x80) {
    char lower = nst_html_lower((char)c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
  }
  return (c >= IDEOGRAPHS && c <= LAST_HAN) || u_isalnum((UChar32)c);
}

static uint32_t lower_of(uint32_t c) {
  if (c < 0x80) return (unsigned char)nst_html_lower((char)c);
  return c < FIRST_HAN ? (uint32_t)u_tolower((UChar32)c) : c;
}

static bool is_stop(uint32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */ return true;
    default: return false;
  }
}

static bool is_punctuation(uint32_t c) {
  switch (c) {
    case ',':
    case ';':
    case ':':
    case 0x3001: /* 、 */
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */ return true;
    default: return is_stop(c);
  }
}

static bool is_space(uint32_t c) {
  return c == NO_BREAK_SPACE || c == IDEOGRAPHIC_SPACE || (c >= 0x2000 && c <= 0x200A);
}

static void count_character(nst_content_counts *counts, uint32_t c) {
  if (c >= FIRST_HAN && c <= LAST_HAN) {
    counts->han++;
    if (c >= IDEOGRAPHS) return;
  }
  counts->punctuation += is_punctuation(c);
  counts->stops += is_stop(c);
  counts->digits += c < 0x80 ? c >= '0' && c <= '9' : c < FIRST_HAN && u_isdigit((UChar32)c);
  counts->upper += c < 0x80 ? c >= 'A' && c <= 'Z' : c < FIRST_HAN && u_isupper((UChar32)c);
}

/* -- Blocks ----------------------------------------------------------------------- */

static nst_status append_bare_character(nst_buffer *out, uint32_t c) {
  char bytes[4];
  return nst_buffer_append(out, bytes, nst_utf8_encode(lower_of(c), bytes));
}

static nst_status add_character(nst_content_page *page, nst_content_block *block, uint32_t c,
                                const char *bytes, size_t size) {
  char replacement[4];
  count_character(&block->counts, c);
  nst_status status = NST_OK;
  if (is_letter_or_digit(c)) {
    block->counts.letters++;
    status = append_bare_character(&page->bare, c);
  }
  if (c == NST_REPLACEMENT) {
    size = nst_utf8_encode(c, replacement);
    bytes = replacement;
  }
  return status == NST_OK ? nst_buffer_append(&page->text, bytes, size) : status;
}

/* A space that white space stands for: none at the beginning, one at a time. */
static nst_status add_space(nst_content_page *page, const nst_content_block *block) {
  nst_buffer *text = &page->text;
  if (text->size == block->text || text->bytes[text->size - 1] == ' ') return NST_OK;
  return nst_buffer_append(text, " ", 1);
}

nst_status nst_content_add_text(nst_content_page *page, nst_content_block *block, const char *text,
                                size_t size, nst_content_style style) {
  size_t before = page->text.size;
  nst_status status = NST_OK;
  for (size_t at = 0; at < size && status == NST_OK;) {
    uint32_t c;
    size_t length = nst_utf8_read(text + at, size - at, &c);
    nst_character_rule rule = NST_CHARACTER_KEPT;
    if (c < '!' || (c > '~' && c < IDEOGRAPHS) || c > LAST_HAN) rule = nst_character_rule_of(c);
    if (c == ' ' || rule == NST_CHARACTER_SPACE || is_space(c))
      status = add_space(page, block);
    else if (rule == NST_CHARACTER_KEPT)
      status = add_character(page, block, c, text + at, length);
    at += length;
  }
  uint32_t added = (uint32_t)(page->text.size - before);
  if (style.link) block->counts.link += added;
  if (style.bold) block->counts.bold += added;
  if (style.emphasis) block->counts.emphasis += added;
  return status;
}

nst_status nst_content_append_bare(nst_buffer *out, const char *text, size_t size) {
  nst_status status = NST_OK;
  for (size_t at = 0; at < size && status == NST_OK;) {
    uint32_t c;
    at += nst_utf8_read(text + at, size - at, &c);
    if (is_letter_or_digit(c)) status = append_bare_character(out, c);
  }
  return status;
}
