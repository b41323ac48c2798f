/* segmenter.h: what other stages need of a segmenter beyond newsstat.h. */
#ifndef NEWSSTAT_SEGMENTER_H
#define NEWSSTAT_SEGMENTER_H

#include "newsstat.h"

const nst_lexicon *nst_segmenter_lexicon(const nst_segmenter *segmenter);

/* Another one with the same lexicon, user words and settings. */
nst_status nst_segmenter_copy(const nst_segmenter *segmenter, const nst_allocator *allocator,
                              nst_segmenter **out);

#endif
