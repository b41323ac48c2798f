/* context_tags.h: what the word behind tells of a name or a number. */
#ifndef NEWSSTAT_CONTEXT_TAGS_H
#define NEWSSTAT_CONTEXT_TAGS_H

#include "newsstat.h"

/* Whether a word of a kind may have its tag changed. */
static inline bool nst_has_context_tags(nst_word_kind kind) {
  const unsigned kinds = 1u << NST_WORD_NAME | 1u << NST_WORD_UNKNOWN | 1u << NST_WORD_QUANTITY |
                         1u << NST_WORD_NUMBER;
  return kinds >> kind & 1;
}

/* Where such a word stands before one of the lexicon, changes its tag: to LOC before 市, to ORG
   before 公司, and that of a number before 年, with the latter, to TIME. */
void nst_tag_by_context(const char *text, nst_word *word, nst_word *next);

#endif
