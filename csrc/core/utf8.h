/* utf8.h: what inner loops inline of reading UTF-8. */
#ifndef NEWSSTAT_UTF8_H
#define NEWSSTAT_UTF8_H

#include "newsstat.h"

#include <string.h>

enum { NST_UTF8_FOUR = 12 };

/* Whether the NST_UTF8_FOUR bytes at text are four characters of three bytes each, whose first
   bytes are 0xE0 plus a number that is a bit of `leads`.  Neither 0 nor 13 may be one of those. */
static inline bool nst_utf8_are_four(const char *text, uint32_t leads) {
  static const unsigned char masks[] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0,
                                        0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0};
  static const unsigned char shapes[] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80,
                                         0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80};
  uint64_t word, mask, shape;
  uint32_t rest, rest_mask, rest_shape;
  memcpy(&word, text, sizeof word);
  memcpy(&mask, masks, sizeof mask);
  memcpy(&shape, shapes, sizeof shape);
  memcpy(&rest, text + 8, sizeof rest);
  memcpy(&rest_mask, masks + 8, sizeof rest_mask);
  memcpy(&rest_shape, shapes + 8, sizeof rest_shape);
  uint32_t found =
      1u << (text[0] & 15) | 1u << (text[3] & 15) | 1u << (text[6] & 15) | 1u << (text[9] & 15);
  return (word & mask) == shape && (rest & rest_mask) == rest_shape && !(found & ~leads);
}

/* The character of three bytes that text begins with, of those whose first one allows any others,
   as those of Chinese; 0 where there is none. */
static inline uint32_t nst_utf8_three(const char *text) {
  const unsigned char *byte = (const unsigned char *)text;
  if (byte[0] <= 0xE0 || byte[0] > 0xEF || byte[0] == 0xED) return 0;
  const uint32_t second = byte[1] ^ 0x80u, third = byte[2] ^ 0x80u;
  return (second | third) < 0x40 ? (byte[0] & 0x0Fu) << 12 | second << 6 | third : 0;
}

/* Four bytes as one number, the first lowest. */
static inline uint32_t nst_utf8_four_bytes(const char *text) {
  const unsigned char *byte = (const unsigned char *)text;
  return byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

/* Whether the first three of four bytes are such a character, and which: fewer steps than
   nst_utf8_three has. */
static inline bool nst_utf8_begin_with_three(uint32_t four) {
  enum { LEADS = 0xDFFE }; /* last halves of first bytes, a bit each: not 0xE0 and 0xED */
  return (four & 0xC0C0F0u) == 0x8080E0u && (LEADS >> (four & 15) & 1);
}

static inline uint32_t nst_utf8_three_of_four(uint32_t four) {
  return (four << 12 & 0xF000u) | (four >> 2 & 0xFC0u) | (four >> 16 & 0x3Fu);
}

/* nst_utf8_decode with short ways for ASCII and for sequences of three bytes, as above. */
static inline size_t nst_utf8_read(const char *text, size_t size, uint32_t *code_point) {
  const unsigned char *byte = (const unsigned char *)text;
  if (size >= 3 && (*code_point = nst_utf8_three(text)) != 0) return 3;
  if (size && byte[0] < 0x80) {
    *code_point = byte[0];
    return 1;
  }
  return nst_utf8_decode(text, size, code_point);
}

#endif
