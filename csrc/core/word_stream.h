/* word_stream.h: the codes of a stream of words, 16 bits each, in the order of bytes of the
   machine: streams stay in memory.  All that is common is one code, so that reading never waits for
   the length of what came before. */
#ifndef NEWSSTAT_WORD_STREAM_H
#define NEWSSTAT_WORD_STREAM_H

#include "corpus.h"

#include <string.h>

enum {
  NST_CODE_END,     /* of a paragraph */
  NST_CODE_CAPITAL, /* the word that follows is written with a capital */
  NST_CODE_BREAK,   /* punctuation, or what is neither word nor number */
  NST_CODE_OPEN,
  NST_CODE_CLOSE,
  NST_CODE_NUMBER,
  NST_CODE_WORD,        /* plus the number of the word */
  NST_CODE_FAR = 0xE000 /* plus the upper bits of the word's number, the lower 16 follow */
};

enum { NST_CODE_SIZE = sizeof(uint16_t), NST_MOST_BYTES_A_WORD = 3 * NST_CODE_SIZE };

/* Words are numbered below this. */
#define NST_MOST_WORDS ((uint32_t)(0x10000 - NST_CODE_FAR) << 16)

static inline uint32_t nst_code_at(const uint8_t *at) {
  uint16_t code;
  memcpy(&code, at, sizeof code);
  return code;
}

/* These write where there is room, and return the place behind. */
static inline char *nst_put_code(char *out, uint32_t code) {
  uint16_t narrow = (uint16_t)code;
  memcpy(out, &narrow, sizeof narrow);
  return out + sizeof narrow;
}

/* What is one code, or NST_CODE_WORD and the number of any word. */
static inline char *nst_put_wide(char *out, uint32_t code) {
  if (code < NST_CODE_FAR) return nst_put_code(out, code);
  uint32_t word = code - NST_CODE_WORD;
  out = nst_put_code(out, NST_CODE_FAR + (word >> 16));
  return nst_put_code(out, word & 0xFFFF);
}

static inline char *nst_put_word(char *out, uint32_t word) {
  return nst_put_wide(out, NST_CODE_WORD + word);
}

/* The number of the word whose first code was read; *at is behind that. */
static inline uint32_t nst_word_of_code(uint32_t code, const uint8_t **at) {
  if (code < NST_CODE_FAR) return code - NST_CODE_WORD;
  uint32_t lower = nst_code_at(*at);
  *at += NST_CODE_SIZE;
  return (code - NST_CODE_FAR) << 16 | lower;
}

#endif
