/* charset_candidates.h: the charsets that text without a label may be in. */
#ifndef NEWSSTAT_CHARSET_CANDIDATES_H
#define NEWSSTAT_CHARSET_CANDIDATES_H

#include "charset.h"

typedef struct nst_candidate {
  const char *name;
  double handicap;               /* nats, for what is seldom met */
  const nst_alphabet *alphabets; /* up to one without letters; NULL for Chinese and the like */
} nst_candidate;

/* Those of one byte a character, or the others but UTF-16; of equally likely
   ones the first is meant. */
const nst_candidate *nst_candidates(bool are_single_byte, size_t *count);

/* The candidate for a charset, or NULL where it is none. */
const nst_candidate *nst_find_candidate(const nst_charset *charset);

#endif
