#!/usr/bin/env python3
"""derive_words.py DICTIONARY LABELS > words.tsv: the word list, "word<TAB>count<TAB>tag" sorted by word.
Words that split in a fine segmentation have a fourth field, "+".

DICTIONARY is the dictionary of jieba (Debian: python3-jieba, dict.txt): one
word a line with its count and part of speech.  Words that our conventions split
are left out.  LABELS is text labelled "word/TAG …" (labels.py); names and nouns
that it has at least three times and the dictionary has not are added."""
import collections
import re
import sys

from conventions import Splitter
from folding import fold
from labels import tokens

HAN = re.compile("^[\u4e00-\u9fff]+$")
NAME_TAGS = frozenset("PER nr LOC ns ORG nt nz nw".split())
PERSON_TAGS = frozenset(("PER", "nr"))
NOUN_TAGS = frozenset(("n", "vn"))
LEAST_SEEN = 3

# What the labeller calls a name, in the tags of the dictionary.
DICTIONARY_TAG = {"PER": "nr", "LOC": "ns", "ORG": "nt", "nw": "nz"}

# Characters of grammar: a new word with one of them is a slip of the labeller.
FUNCTION = frozenset(
    "是会有能要也都还就不很更最在对将只才已为到了着过她他我你它并较太极多没无未再又可应被把给于出上下来去人一二三四五六七八九"
    "十两几半起晚间许者们的这那此每某各该年月日时号万亿中等内与和及"
)


def read_dictionary(path):
    rows = []
    with open(path, encoding="utf-8") as dictionary:
        for line in dictionary:
            word, count, tag = line.split()
            rows.append((word, max(int(count), 1), tag))
    return rows


def by_folded(rows):
    """Counts and tags by folded word; of several spellings the most frequent stands."""
    counts, tags = {}, {}
    for word, count, tag in rows:
        key = fold(word)
        if count > counts.get(key, 0):
            counts[key], tags[key] = count, tag
    return counts, tags


def is_new_word(word, tag, seen, known, kept):
    if seen < LEAST_SEEN or word in known or not HAN.match(word):
        return False
    is_name = tag in NAME_TAGS and len(word) in (2, 3)
    if not is_name and not (tag in NOUN_TAGS and len(word) == 2):
        return False
    if FUNCTION & set(word if len(word) == 2 else word[0]):
        return False
    if len(word) == 3 and tag not in PERSON_TAGS:
        return not ((word[:2] in kept and word[2] in kept) or (word[1:] in kept and word[0] in kept))
    return True


def new_words(labels, counts, kept):
    """Words that the labelled text has and the dictionary has not, with counts on its scale."""
    seen = collections.Counter((fold(word), tag) for word, tag in tokens(labels))
    found, tags = collections.Counter(), {}
    for (word, tag), times in sorted(seen.items()):
        if is_new_word(word, tag, times, counts, kept):
            found[word] += times
            tags[word] = DICTIONARY_TAG.get(tag, tag)
    words = sum(seen.values())
    mass = sum(counts[word] for word in kept)
    # Names come in bursts: a tenth of their share here is what to expect elsewhere.
    return [(word, max(1, round(times * 0.1 * mass / words)), tags[word]) for word, times in found.items()]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = read_dictionary(sys.argv[1])
    counts, tags = by_folded(rows)
    splitter = Splitter(counts, tags)
    kept = {word for word in counts if not splitter.splits(word)}
    words = [row for row in rows if fold(row[0]) in kept] + new_words(sys.argv[2], counts, kept)
    for word, count, tag in sorted(words):
        key = fold(word)
        fine = key in kept and splitter.splits_finely(key)
        print(word, count, tag, *(["+"] if fine else []), sep="\t")


main()
