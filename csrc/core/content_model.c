/* content_model.c: the sum of the trees. */
#include "content_features.h"
#include "content_trees.h"

#include <math.h>

float nst_content_judge(const nst_content_features *features, bool chinese) {
  const nst_content_table *table =
      chinese ? &nst_content_chinese_table : &nst_content_general_table;
  const float *numbers = (const float *)features;
  float sum = table->base;
  for (size_t i = 0; i < table->count; i++) {
    const nst_content_tree_node *node = table->nodes + i * table->size;
    while (node->feature != NST_CONTENT_LEAF)
      node += numbers[node->feature] <= node->value ? 1 : node->above;
    sum += node->value;
  }
  return 1 / (1 + expf(-sum));
}
