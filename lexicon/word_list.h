/* word_list.h: the word list as read from its file, folded to character codes. */
#ifndef NEWSSTAT_LEXICON_WORD_LIST_H
#define NEWSSTAT_LEXICON_WORD_LIST_H

#include "characters.h"

typedef struct word {
  uint16_t *codes;
  uint32_t length; /* characters */
  uint32_t tag;    /* number of its tag, with NST_TAG_SPLITS */
  double count;
} word;

typedef struct word_list {
  word *words; /* sorted by codes, each once */
  uint32_t count;
  double total; /* of all counts */
  char (*tags)[NST_TAG_SIZE];
  uint32_t tag_count;
  uint32_t longest;
} word_list;

/* Reads "word<TAB>count<TAB>tag" lines, with "<TAB>+" behind words that split in
   a fine segmentation, and numbers the characters.  Of words
   that fold to the same the one with the largest count stands.  Returns 0, or
   1 after a message that names the file and line. */
int word_list_open(word_list *list, characters *all, const char *path);
void word_list_close(word_list *list);

#endif
