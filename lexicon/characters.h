/* characters.h: classes and folded forms of all code points, for the image. */
#ifndef NEWSSTAT_LEXICON_CHARACTERS_H
#define NEWSSTAT_LEXICON_CHARACTERS_H

#include "core/image.h"

#include <stdint.h>

enum { CODE_POINTS = 0x110000 };

typedef struct characters {
  uint32_t *folded;  /* for each code point what it is looked up as */
  uint16_t *codes;   /* for each code point its code, or 0 */
  uint32_t *uses;    /* for each code point how often words hold it */
  uint32_t *by_code; /* for each code its code point, folded */
  uint32_t code_count;
} characters;

/* Folds every code point by NFKC, by case, and by a table of traditional
   characters (one pair a line, tab between).  Returns 0, or 1 after a message
   on standard error. */
int characters_open(characters *all, const char *traditional_path);
void characters_close(characters *all);

/* Gives codes from 1 to the folded characters that words use and to those
   that others fold to, the most used first. */
void characters_number(characters *all);

/* The record of one code point. */
nst_character characters_record(const characters *all, uint32_t code_point);

#endif
