/* context_tags.h: what the word behind tells of a name or a number. */
#ifndef NEWSSTAT_CONTEXT_TAGS_H
#define NEWSSTAT_CONTEXT_TAGS_H

#include "newsstat.h"

/* Among words of a text, one behind another, changes the tags of words that no
   list has: to LOC before 市, to ORG before 公司, and that of a number before 年,
   with the latter, to TIME. */
void nst_tag_by_context(const char *text, nst_word *words, size_t count);

#endif
