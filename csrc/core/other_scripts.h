/* other_scripts.h: words of scripts that the lexicon does not hold (kana,
   hangul, Thai, emoji …) by ICU's word-break rules (UAX #29). */
#ifndef NEWSSTAT_OTHER_SCRIPTS_H
#define NEWSSTAT_OTHER_SCRIPTS_H

#include "newsstat.h"

/* A break iterator and its UTF-16 text; zero bytes are a closed one.  ICU
   opens it at the first use, since most texts need none. */
typedef struct nst_script_cutter {
  void *iterator;
  uint16_t *units;
  size_t capacity;
} nst_script_cutter;

/* Cuts text, at most NST_WINDOW characters, into words at offset `first` of
   the whole; out has room for one word a character.  Returns their number. */
nst_status nst_script_cutter_cut(nst_script_cutter *cutter, const nst_allocator *allocator,
                                 const char *text, size_t size, size_t first, nst_word *out,
                                 size_t *count);

void nst_script_cutter_free(nst_script_cutter *cutter, const nst_allocator *allocator);

#endif
