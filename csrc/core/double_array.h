/* double_array.h: packs a sorted word list into a double-array trie. */
#ifndef NEWSSTAT_DOUBLE_ARRAY_H
#define NEWSSTAT_DOUBLE_ARRAY_H

#include "word_list.h"

/* Nodes by the binary logarithm of how many children they have. */
enum { NST_NODE_SIZES = 17 };

typedef struct nst_double_array {
  nst_unit *units;
  uint8_t *tags;                   /* of the words that end at units, with NST_TAG_SPLITS */
  uint64_t *taken;                 /* a bit for each unit */
  uint64_t *bases;                 /* a bit for each unit that is the base of another */
  size_t capacity;                 /* of all three, a multiple of 64 */
  uint32_t count;                  /* units, with room behind for every code */
  uint32_t starts[NST_NODE_SIZES]; /* where searches for nodes of a size begin */
  nst_allocator allocator;
} nst_double_array;

/* Time is linear in the words' characters; a node whose children fit into no
   gap soon enough is put at the end.  NST_TOO_LARGE: more than NST_MOST_UNITS,
   which no list of a language comes near.  On failure nothing is to be freed. */
nst_status nst_double_array_build(nst_double_array *array, const nst_word_list *list,
                                  uint32_t code_count, const nst_allocator *allocator);
void nst_double_array_free(nst_double_array *array);

#endif
