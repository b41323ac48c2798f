"""Learns the tables of main content and writes them as C.

    learn.py PAGES WIDE CHINESE FOLDER

PAGES has ground-truth.json (the body of each page) and WIDE strings.json (strings that are and are not of the body);
both have html/KEY.html.gz. CHINESE has pages, NAME.html, and the body of each, NAME.txt. README.md names the sets.
Progress goes to standard error.
"""

import gzip
import hashlib
import json
import os
import pathlib
import re
import sys
import typing

os.environ["OMP_NUM_THREADS"] = "1"  # sums in one order: the same bytes each time

import numpy  # noqa: E402
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: E402

import described  # noqa: E402
import labels  # noqa: E402
import trees  # noqa: E402
import variants  # noqa: E402

ROUNDS, LEAVES, RATE, LEAST_ROWS, SHRINKAGE, BINS = 150, 12, 0.08, 12, 3.0, 127

# Pages of which a variant is made, of a hundred, and the weight of a label there.
SHARES = {"names": 25, "chinese": 40, "old": 20}
VARIANT_WEIGHT = 0.5

# The weight of a label on a page whose body was cut to its first paragraphs.
SHORT_WEIGHT = 0.3

# Numbers that may only speak for content as they grow (1), or only against it (-1). Hints and sections are
# those of content_hints.h and content_measure.h by their place there.
BAD_HINTS = (2, 3, 5, 6, 7, 10, 11, 12, 13, 14, 20)
BAD_SECTIONS = (2, 3, 5, 6)
DIRECTIONS = {"punctuation": 1}
DIRECTIONS.update({"hint_distance_%d" % hint: 1 for hint in BAD_HINTS})
DIRECTIONS.update({"branch_hints_%d" % hint: -1 for hint in BAD_HINTS})
DIRECTIONS.update({"section_distance_%d" % section: 1 for section in BAD_SECTIONS})
DIRECTIONS.update(dict.fromkeys(
    "links_share own_1 parent_1 branch_1 heading_has_cue heading_is_related heading_is_comment hidden up "
    "branch_bad_hints cues_0 cues_2 cues_3 cues_4 cues_5 after_comment".split(), -1))


# What labels of pages stand for.
ENCODINGS = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
             "big5": "big5hkscs"}


def decode(html):
    try:
        return html.decode()
    except UnicodeDecodeError:
        label = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", html[:65536], re.I)
        name = label.group(1).decode().lower() if label else "cp1252"
        return html.decode(ENCODINGS.get(name, name), "replace")


def read_pages(folder, facts, label):
    """For each page: its key, HTML, texts, numbers and labels."""
    folder = pathlib.Path(folder)
    truth = json.loads((folder / facts).read_text())
    for key in sorted(truth):
        html = gzip.open(folder / "html" / (key + ".html.gz")).read()
        texts, rows = described.blocks(html)
        yield key, html, texts, rows, label(texts, rows, truth[key])


def read_chinese(folder):
    """The same of pages whose bodies stand beside them."""
    for page in sorted(pathlib.Path(folder).glob("*.html")):
        html = page.read_bytes()
        texts, rows = described.blocks(html)
        yield page.stem, html, texts, rows, labels.from_body(texts, page.with_suffix(".txt").read_text())


def body_labels(texts, _, facts):
    return labels.from_body(texts, facts["articleBody"])


LINKS = described.names().index("links_share")


def string_labels(texts, rows, facts):
    links = rows[:, LINKS] if len(rows) else []
    return labels.from_strings(texts, links, facts["with"], facts["without"])


def is_varied(key, variant):
    """The same pages each time, about so many as SHARES says."""
    return hashlib.md5((variant + key).encode()).digest()[0] * 100 < SHARES[variant] * 256


def variant_rows(html, texts, found, variant):
    """Numbers and labels of a page's variant; its blocks are known by their texts."""
    new_texts, rows = described.blocks(variants.make(decode(html), variant))
    of_text = variants.VARIANTS[variant][2]
    blocks = {}
    for block, text in enumerate(new_texts):
        blocks.setdefault(labels.squeeze(text), []).append(block)
    for block, content, weight in found:
        same = blocks.get(labels.squeeze(of_text(texts[block])), [])
        for one in same:
            yield rows[one], content, VARIANT_WEIGHT * weight / len(same)


def varied_examples(page):
    """Numbers, labels and weights of a page's blocks and of its variants'."""
    key, html, texts, rows, found = page
    for block, content, weight in found:
        yield rows[block], content, weight
    for variant in SHARES:
        if is_varied(key, variant):
            yield from variant_rows(html, texts, found, variant)


def short_page(page):
    """The page with one to three paragraphs of its body, or None where there are few."""
    key, html, texts, _, found = page
    body = [block for block, content, _ in found if content]
    paragraphs = [block for block in body if len(labels.squeeze(texts[block]).encode()) >= 60]
    kept = paragraphs[: 1 + hashlib.md5(key.encode()).digest()[1] % 3]
    if len(paragraphs) < 4:
        return None
    short = variants.without(decode(html), [texts[block] for block in body if block not in kept])
    short_texts, rows = described.blocks(short)
    found = labels.from_body(short_texts, "\n".join(texts[block] for block in kept))
    return key + " short", short, short_texts, rows, found


class Page(typing.NamedTuple):
    """A page, and what the two tables learn from it."""

    key: str
    html: bytes
    general: list
    chinese: list


def read_page(page, is_chinese, has_body):
    """From Chinese pages, and from pages cut short, only the table for Chinese pages learns."""
    found = list(varied_examples(page))
    short = short_page(page) if has_body else None
    cut = list(varied_examples(short)) if short else []
    lighter = [(numbers, content, weight * SHORT_WEIGHT) for numbers, content, weight in cut]
    return Page(page[0], page[1], [] if is_chinese else found, found + lighter)


def read_sets(pages, wide, chinese):
    """The pages of the three sets."""
    for page in read_pages(pages, "ground-truth.json", body_labels):
        yield read_page(page, False, True)
    for page in read_pages(wide, "strings.json", string_labels):
        yield read_page(page, False, False)
    for page in read_chinese(chinese):
        yield read_page(page, True, True)


def learn(rows, content, weights):
    directions = [DIRECTIONS.get(name, 0) for name in described.names()]
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=LEAST_ROWS,
        l2_regularization=SHRINKAGE, max_bins=BINS, early_stopping=False, monotonic_cst=directions, random_state=0)
    return model.fit(numpy.stack(rows), numpy.array(content), sample_weight=numpy.array(weights))


def tree_of(predictor):
    return [[float(node["value"])] if node["is_leaf"] else
            [int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"])]
            for node in predictor.nodes]


def table_of(name, examples):
    model = learn(*zip(*examples))
    base = float(numpy.ravel(model._baseline_prediction)[0])
    return name, base, [tree_of(one[0]) for one in model._predictors]


def write(pages, folder):
    """Learns both tables from pages and writes them as files in the folder."""
    general = [example for page in pages for example in page.general]
    chinese = [example for page in pages for example in page.chinese]
    print("%d and %d examples" % (len(general), len(chinese)), file=sys.stderr)
    trees.write(folder, [table_of("general", general), table_of("chinese", chinese)])


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    write(list(read_sets(*sys.argv[1:4])), sys.argv[4])


if __name__ == "__main__":
    main()
