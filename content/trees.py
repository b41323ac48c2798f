"""Writes decision trees as csrc/core/content_trees.c."""

HEAD = """/* Made by content/Makefile: the learnt table of content_trees.h. */
#include "content_trees.h"

/* clang-format off */
"""

LEAF = 255  # as in content_trees.h


def preorder(tree, index, out):
    """Appends the nodes from one on: (feature, threshold, above) or (None, value, 0)."""
    node = tree[index]
    place = len(out)
    if len(node) == 1:
        out.append((None, node[0], 0))
        return
    feature, threshold, left, right = node
    out.append(None)
    preorder(tree, left, out)
    out[place] = (feature, threshold, len(out) - place)
    preorder(tree, right, out)


def text_of(node):
    feature, value, above = node
    return "{%s, %d, %d}" % (float32(value), LEAF if feature is None else feature, above)


def float32(value):
    text = "%.9g" % value
    return (text if "." in text or "e" in text else text + ".0") + "f"


def lines(items, width=100):
    line = ""
    for item in items:
        if len(line) + len(item) + 2 > width:
            yield "  " + line.rstrip() + "\n"
            line = ""
        line += item + ", "
    yield "  " + line.rstrip() + "\n"


def write(out, base, trees):
    nodes, roots = [], []
    for tree in trees:
        roots.append(len(nodes))
        flat = []
        preorder(tree, 0, flat)
        nodes += flat
    out.write(HEAD)
    out.write("const nst_content_tree_node nst_content_tree_nodes[] = {\n")
    out.writelines(lines(map(text_of, nodes)))
    out.write("};\n\nconst uint16_t nst_content_tree_roots[] = {\n")
    out.writelines(lines(map(str, roots)))
    out.write("};\n/* clang-format on */\n\n")
    out.write("const size_t nst_content_tree_count = %d;\n" % len(roots))
    out.write("const float nst_content_tree_base = %s;\n" % float32(base))
