/* run.h: runs of characters that stay whole: Latin words, numbers, addresses,
   spaces, repeated marks.  Each function is given the text from the run's
   first byte and looks no further than the run and the few characters that
   tell its end. */
#ifndef NEWSSTAT_RUN_H
#define NEWSSTAT_RUN_H

#include "lexicon.h"

typedef struct nst_run {
  size_t size; /* bytes */
  size_t characters;
  nst_word_kind kind;
} nst_run;

/* The tags of words of each kind that no list tells it of. */
extern const char nst_word_kind_tags[][4];

static inline const char *nst_word_kind_tag(nst_word_kind kind) { return nst_word_kind_tags[kind]; }

/* A Latin word, a number with its point, scale and percent sign, or an
   address; text begins with a letter or a digit. */
nst_run nst_run_of_letters(const nst_lexicon *lexicon, const char *text, size_t size);

/* A @mention or #hashtag of letters, digits, _ and -; its size is 0 if text,
   which begins with the sign, is none. */
nst_run nst_run_of_handle(const nst_lexicon *lexicon, const char *text, size_t size);

/* Spaces other than line breaks; text begins with one. */
nst_run nst_run_of_spaces(const nst_lexicon *lexicon, const char *text, size_t size);

/* One line break (CR LF is one) or one mark, or a run of the same mark where
   writers repeat it. */
nst_run nst_run_of_marks(const nst_lexicon *lexicon, const char *text, size_t size);

/* Characters of scripts that are left to ICU, at most `most` of them; text
   begins with one, or with a combining mark. */
nst_run nst_run_of_others(const nst_lexicon *lexicon, const char *text, size_t size, size_t most);

#endif
