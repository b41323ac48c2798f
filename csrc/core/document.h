/* document.h: what makes a word a term, for whoever counts terms. */
#ifndef NEWSSTAT_DOCUMENT_H
#define NEWSSTAT_DOCUMENT_H

#include "newsstat.h"

/* Whether a word, stop words apart, is a term; bytes are its own.  rules may be
   NULL. */
bool nst_word_is_term(const nst_lexicon *lexicon, const nst_term_rules *rules, const nst_word *word,
                      const char *bytes);

#endif
