/* word_stream.h: the codes of a stream of words.  Each is a number of 7 bits a
   byte, the lowest first, the eighth bit set but in the last byte. */
#ifndef NEWSSTAT_WORD_STREAM_H
#define NEWSSTAT_WORD_STREAM_H

#include "corpus.h"

enum {
  NST_CODE_END,     /* of a paragraph */
  NST_CODE_CAPITAL, /* the word that follows is written with a capital */
  NST_CODE_BREAK,   /* punctuation, or what is neither word nor number */
  NST_CODE_OPEN,
  NST_CODE_CLOSE,
  NST_CODE_NUMBER, /* followed by some bits of its hash */
  NST_CODE_WORD    /* plus the number of the word */
};

nst_status nst_stream_put(nst_buffer *out, uint32_t code);

/* Reads the code at *at and goes behind it. */
uint32_t nst_stream_read(const uint8_t **at);

#endif
