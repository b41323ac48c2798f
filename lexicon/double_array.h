/* double_array.h: packs a sorted word list into a double-array trie. */
#ifndef NEWSSTAT_LEXICON_DOUBLE_ARRAY_H
#define NEWSSTAT_LEXICON_DOUBLE_ARRAY_H

#include "word_list.h"

typedef struct double_array {
  nst_unit *units;
  uint8_t *base_taken; /* whether some unit has this base */
  uint32_t count;      /* units, with room behind for every code */
  uint32_t capacity;
  uint32_t first_free; /* where searches begin: hardly any unit below is free */
} double_array;

/* Returns 0, or 1 when memory runs out. */
int double_array_build(double_array *array, const word_list *list, uint32_t code_count);
void double_array_close(double_array *array);

/* The cost in steps of a word with this count and so many characters. */
uint32_t double_array_cost(double count, double total, uint32_t length);

#endif
