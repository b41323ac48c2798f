/* vocabulary.h: what the counter needs of a vocabulary beyond newsstat.h. */
#ifndef NEWSSTAT_VOCABULARY_H
#define NEWSSTAT_VOCABULARY_H

#include "newsstat.h"

/* Finds or adds a term of another vocabulary and adds its surface forms. */
nst_status nst_vocabulary_take(nst_vocabulary *vocabulary, const nst_vocabulary *other,
                               uint32_t term, uint32_t *taken);

#endif
