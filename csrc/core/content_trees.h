/* content_trees.h: the learnt tables: decision trees over the numbers that
   describe a block.  content/Makefile makes a file of each. */
#ifndef NEWSSTAT_CONTENT_TREES_H
#define NEWSSTAT_CONTENT_TREES_H

#include <stddef.h>
#include <stdint.h>

enum { NST_CONTENT_LEAF = 255 };

/* A node of a tree.  One that is no leaf is followed by the node for numbers up
   to its value; that for larger ones stands `above` nodes further on. */
typedef struct nst_content_tree_node {
  float value;     /* of a leaf: what it adds to the log of the odds */
  uint8_t feature; /* the place of a number in nst_content_features, or NST_CONTENT_LEAF */
  uint8_t above;
} nst_content_tree_node;

typedef struct nst_content_table {
  const nst_content_tree_node *nodes; /* of one tree after another */
  size_t size;                        /* nodes from one tree to the next */
  size_t count;                       /* of trees */
  float base;                         /* the log of the odds before the trees */
} nst_content_table;

extern const nst_content_table nst_content_general_table;
/* For pages that are Chinese for the most part. */
extern const nst_content_table nst_content_chinese_table;

#endif
