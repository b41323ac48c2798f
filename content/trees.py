"""Writes decision trees as csrc/core/content_trees_NAME.c."""

import os

HEAD = """/* Made by content/Makefile: a learnt table of content_trees.h. */
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


def write_table(out, name, base, trees):
    """All trees take the room of the largest, so that a tree is found by its number."""
    flat = [[] for _ in trees]
    for tree, nodes in zip(trees, flat):
        preorder(tree, 0, nodes)
    size = max(map(len, flat))
    nodes = [node for tree in flat for node in tree + [(None, 0, 0)] * (size - len(tree))]
    out.write(HEAD + "\nstatic const nst_content_tree_node nodes[] = {\n")
    out.writelines(lines(map(text_of, nodes)))
    out.write("};\n\nconst nst_content_table nst_content_%s_table = {\n" % name)
    out.write("  nodes, %d, %d, %s,\n};\n/* clang-format on */\n" % (size, len(trees), float32(base)))


def write(folder, tables):
    """tables: (name, base, trees) of each, which becomes a file in the folder."""
    os.makedirs(folder, exist_ok=True)
    for table in tables:
        with open(os.path.join(folder, "content_trees_%s.c" % table[0]), "w") as out:
            write_table(out, *table)
