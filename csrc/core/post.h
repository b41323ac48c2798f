/* post.h: what the files that read saved posts share.

   Each function takes the common shape only and says whether it was that; what lua/newsstat's
   readers make of such bytes is the same, and they read the rest. */
#ifndef NEWSSTAT_POST_H
#define NEWSSTAT_POST_H

#include "newsstat.h"

/* Reads front matter between two lines `---`, the first of which begins the text, into the fields
   of the post; *at becomes the position behind it.  False where it is written otherwise than with
   one line for each value: plain, quoted without escapes, a list in brackets, or a list with a line
   for each item. */
bool nst_post_front_matter(const char *text, size_t size, nst_post *post, size_t *at);

/* Reads a date 2020-02-03, with or without a time of day and an offset from UTC behind it: seconds
   since 1970 by the clock that it names, which is UTC where *is_local is false. */
bool nst_post_date(nst_slice text, int64_t *seconds, bool *is_local);

#endif
