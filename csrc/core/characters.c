#include "characters.h"

#include "byte_block.h"
#include "utf8.h"

static bool is_between(uint32_t c, uint32_t low, uint32_t high) { return c >= low && c <= high; }

static bool is_invisible(uint32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x200B || c == 0x200E || c == 0x200F ||
         is_between(c, 0x202A, 0x202E) || is_between(c, 0x2060, 0x206F) || c == 0xFEFF ||
         is_between(c, 0xFFF9, 0xFFFC);
}

static bool is_private_or_none(uint32_t c) {
  return is_between(c, 0xE000, 0xF8FF) || c >= 0xF0000 || is_between(c, 0xFDD0, 0xFDEF) ||
         (c & 0xFFFE) == 0xFFFE;
}

nst_character_rule nst_character_rule_of(uint32_t c) {
  if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
    return NST_CHARACTER_SPACE;
  if (c == 0x200C || c == 0x200D || is_between(c, 0xE0020, 0xE007F)) return NST_CHARACTER_JOINER;
  if (c < ' ' || is_between(c, 0x7F, 0x9F)) return NST_CHARACTER_LEFT_OUT;
  return is_invisible(c) || is_private_or_none(c) ? NST_CHARACTER_LEFT_OUT : NST_CHARACTER_KEPT;
}

bool nst_keeps_joiner(const char *text, size_t size) {
  size_t length = 1;
  while (length < size && length < 4 && ((unsigned char)text[size - length] & 0xC0) == 0x80)
    length++;
  uint32_t c = 0;
  if (size) nst_utf8_decode(text + size - length, length, &c);
  return is_between(c, 0x590, 0x18AF) || is_between(c, 0x2190, 0x2BFF) ||
         is_between(c, 0xFE00, 0xFE0F) || c >= 0x1F000;
}

static bool continues(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* Whether a character of three bytes stands here that is kept for sure, by its
   first bytes: U+3000 to U+CFFF, Han and Hangul for the most part; U+FF00 to
   U+FF7F, the full-width forms; U+2010 to U+2027, dashes and quotes. */
static inline bool is_plain_three(const char *text) {
  unsigned char lead = (unsigned char)text[0], second = (unsigned char)text[1],
                third = (unsigned char)text[2];
  if (lead >= 0xE3 && lead <= 0xEC) return continues(text[1]) && continues(text[2]);
  if (lead == 0xEF) return (second == 0xBC || second == 0xBD) && continues(text[2]);
  return lead == 0xE2 && second == 0x80 && third >= 0x90 && third <= 0xA7;
}

/* The same for two bytes: U+00C0 to U+05FF, Latin, Greek, Cyrillic and more. */
static inline bool is_plain_two(const char *text) {
  unsigned char lead = (unsigned char)text[0];
  return lead >= 0xC3 && lead <= 0xD7 && continues(text[1]);
}

static inline bool is_plain_ascii(char c) { return c > ' ' && c < 0x7F; }

/* The length of the kept, well-formed character here, or 0. */
static size_t plain_length(const char *text, size_t size) {
  uint32_t c;
  size_t length = nst_utf8_decode(text, size, &c);
  bool replaced = c == NST_REPLACEMENT && (length != 3 || (unsigned char)text[0] != 0xEF);
  return replaced || nst_character_rule_of(c) != NST_CHARACTER_KEPT ? 0 : length;
}

/* Whether one space stands here, with a character behind it that is kept for
   sure. */
static bool is_single_space(const char *text, size_t size) {
  return text[0] == ' ' && size > 1 &&
         (is_plain_ascii(text[1]) || (size > 3 && is_plain_three(text + 1)));
}

/* Whether a block is of characters that are kept for sure and of single spaces, and the bytes from
   its third one to two behind it are as the characters say that begin with them or before. */
static inline bool is_plain_block(const char *text) {
  nst_block first = nst_block_at(text), second = nst_block_at(text + 1),
            third = nst_block_at(text + 2);
  nst_block_mask ascii = ((nst_block_mask)first >= ' ') & (first != 0x7F);
  nst_block_mask of_three = (first >= 0xE2) & (first < 0xF0) & (first != 0xED) & (first != 0xEE);
  nst_block_mask wrong = ~(ascii | nst_block_tails(first) | of_three);
  wrong |= nst_block_tails(third) ^ ((second >= 0xC0) | (first >= 0xC0));
  wrong |= (first == ' ') & (second == ' ');
  wrong |= (first == 0xEF) & ((second & 0xFE) != 0xBC);
  wrong |= (first == 0xE2) & ((second != 0x80) | (third < 0x90) | (third > 0xA7));
  return !nst_block_any(wrong);
}

/* The length of a beginning of such blocks, up to a character that may be another. */
static size_t plain_blocks(const char *text, size_t size) {
  size_t at = 0;
  bool is_lead = size > 1 && (unsigned char)text[0] >= 0xC0;
  if (size < NST_BLOCK + 2 || continues(text[0]) || continues(text[1]) != is_lead) return 0;
  while (size - at >= NST_BLOCK + 2 && is_plain_block(text + at)) at += NST_BLOCK;
  for (size_t i = 0; at && i < 2 && continues(text[at]); i++) at++;
  return at && text[at - 1] == ' ' ? at - 1 : at;
}

size_t nst_plain_run(const char *text, size_t size) {
  size_t at = 0;
  for (;;) {
    at += plain_blocks(text + at, size - at);
    while (size - at >= 3 && is_plain_three(text + at)) at += 3;
    while (at < size && is_plain_ascii(text[at])) at++;
    if (at == size) return at;
    if (is_single_space(text + at, size - at)) {
      at++;
    } else if ((unsigned char)text[at] < 0x80) {
      return at;
    } else if (size - at >= 2 && is_plain_two(text + at)) {
      at += 2;
    } else {
      size_t length = plain_length(text + at, size - at);
      if (!length) return at;
      at += length;
    }
  }
}
