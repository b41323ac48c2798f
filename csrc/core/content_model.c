/* content_model.c: the sum of the trees. */
#include "content_features.h"
#include "content_trees.h"

#include <math.h>

float nst_content_judge(const nst_content_features *features) {
  const float *numbers = (const float *)features;
  float sum = nst_content_tree_base;
  for (size_t i = 0; i < nst_content_tree_count; i++) {
    const nst_content_tree_node *node = &nst_content_tree_nodes[nst_content_tree_roots[i]];
    while (node->feature != NST_CONTENT_LEAF)
      node += numbers[node->feature] <= node->value ? 1 : node->above;
    sum += node->value;
  }
  return 1 / (1 + expf(-sum));
}
