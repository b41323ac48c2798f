/* alphabet.h: all code points as a lexicon in the making knows them: class,
   flags, what each is looked up as, and the codes of those that words use. */
#ifndef NEWSSTAT_ALPHABET_H
#define NEWSSTAT_ALPHABET_H

#include "image.h"
#include "newsstat.h"

#define NST_CODE_POINTS ((size_t)NST_BLOCKS * NST_BLOCK_SIZE)

typedef struct nst_alphabet {
  uint32_t *folded;       /* for each code point what it is looked up as */
  nst_character *records; /* for each code point class and flags, and its code once numbered */
  uint32_t *uses;         /* for each code point how often words hold it, folded */
  uint32_t *by_code;      /* for each code its code point, folded */
  uint32_t code_count;
  nst_allocator allocator;
} nst_alphabet;

/* Folds every code point by NFKC and by case, where the result is one too; the
   records are zero.  On failure nothing is to be freed. */
nst_status nst_alphabet_open(nst_alphabet *alphabet, const nst_allocator *allocator);

/* The same with classes, flags and folded forms of a lexicon. */
nst_status nst_alphabet_open_from(nst_alphabet *alphabet, const nst_lexicon *lexicon,
                                  const nst_allocator *allocator);
void nst_alphabet_close(nst_alphabet *alphabet);

/* Makes a character that no word uses get a code all the same. */
void nst_alphabet_require(nst_alphabet *alphabet, uint32_t code_point);

/* Gives codes from 1 to the folded characters that are used, the most used
   first, and to all that fold to them.  NST_TOO_LARGE: they are too many. */
nst_status nst_alphabet_number(nst_alphabet *alphabet);

/* The model of a character that takes part in no name or unknown word. */
nst_model nst_model_of_unknown(uint32_t code_point);

#endif
