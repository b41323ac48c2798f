/* user_words.h: look-ups of user words from the lattice's nodes. */
#ifndef NEWSSTAT_USER_WORDS_H
#define NEWSSTAT_USER_WORDS_H

#include "lattice.h"

/* Arcs of all user words that begin at a node. */
void nst_user_words_from(const nst_user_words *words, nst_lattice *lattice,
                         const nst_lexicon *lexicon, const char *text, size_t node);

/* The bytes of the longest user word that text begins with among those that the
   lattice does not take, as they hold a mark or a space or are long; 0 if there
   is none. */
size_t nst_user_words_match(const nst_user_words *words, const nst_lexicon *lexicon,
                            const char *text, size_t size, const char **tag);

#endif
