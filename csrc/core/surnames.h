/* surnames.h: where a Chinese personal name parts. */
#ifndef NEWSSTAT_SURNAMES_H
#define NEWSSTAT_SURNAMES_H

#include "lattice.h"

/* Whether two characters at a node are a surname. */
bool nst_is_double_surname(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t node);

/* The elements of the surname that the word between two nodes begins with, if
   it is a Chinese personal name, else 0; `word` as in nst_long_arc. */
size_t nst_surname_length(const nst_lattice *lattice, const nst_lexicon *lexicon, size_t from,
                          size_t to, uint8_t word);

#endif
