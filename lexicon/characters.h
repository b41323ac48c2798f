/* characters.h: classes and folded forms of all code points, for the image. */
#ifndef NEWSSTAT_LEXICON_CHARACTERS_H
#define NEWSSTAT_LEXICON_CHARACTERS_H

#include "core/alphabet.h"

/* Gives all code points their class and flags, and folds by a table of
   traditional characters (one pair a line, tab between).  Returns 0, or 1 after
   a message on standard error. */
int characters_read(nst_alphabet *alphabet, const char *traditional_path);

/* Has codes given to Han characters that others fold to, so that look-ups of
   keys find their folded form without ICU, and to numerals, which may be in no
   word but stand in numbers. */
void characters_require(nst_alphabet *alphabet);

#endif
