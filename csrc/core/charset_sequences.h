/* charset_sequences.h: where the sequences of a charset of several bytes begin and
   end, by the Encoding Standard's byte ranges. */
#ifndef NEWSSTAT_CHARSET_SEQUENCES_H
#define NEWSSTAT_CHARSET_SEQUENCES_H

#include "charset.h"

/* What a byte is as the first of a sequence. */
enum {
  NST_BYTE_ASCII,
  NST_BYTE_ONE,   /* a character */
  NST_BYTE_TWO,   /* the first of two */
  NST_BYTE_EMPTY, /* the first of two, where only ICU has characters */
  NST_BYTE_KANA,  /* EUC-JP: before one of half-width katakana */
  NST_BYTE_THREE, /* EUC-JP: before two of JIS X 0212 */
  NST_BYTE_FIXED, /* there is a fix-up for it, or for sequences that it begins */
  NST_BYTE_BAD,
  NST_BYTE_KIND = 0x0F,
  NST_BYTE_IS_TRAIL = 0x10 /* and it may be the second of two */
};

/* The byte ranges of a charset. */
typedef struct nst_byte_form {
  nst_coder coder;
  unsigned char kinds[256];
  const nst_charset_fixup *fixups;
  size_t fixup_count;
} nst_byte_form;

void nst_byte_form_init(nst_byte_form *form, const nst_charset *charset);

/* What stands at a place in the bytes. */
typedef struct nst_sequence {
  size_t length;
  bool is_whole;                  /* for ICU; else an error or a fix-up */
  const nst_charset_fixup *fixup; /* or NULL */
} nst_sequence;

/* The sequence at the beginning of `left` bytes, left > 0. */
nst_sequence nst_next_sequence(const nst_byte_form *form, const unsigned char *at, size_t left);

/* The fix-up of a byte or two, or NULL. */
const nst_charset_fixup *nst_find_fixup(const nst_byte_form *form, unsigned bytes);

#endif
