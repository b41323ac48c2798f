#!/usr/bin/env python3
"""derive_characters.py DICTIONARY LABELS > characters.tsv: how characters take part in words that
no list has, "model<TAB>character<TAB>-ln(probability)" a line.

  surname       first character of a Chinese personal name
  given         its second and last
  given_first, given_second   its second and third
  foreign       any character of a transliterated name
  pair_first, pair_second     of a word of two characters
  double        a surname of two characters (no probability)

DICTIONARY and LABELS are those of derive_words.py."""
import collections
import math
import pathlib
import re
import sys

from folding import fold
from labels import tokens

HAN = re.compile("^[\u4e00-\u9fff]+$")
PERSON_TAGS = frozenset(("PER", "nr"))
PLACE_TAGS = frozenset(("LOC", "ns"))
PLACE_END = re.compile("[省市县区州国镇村路山河湖岛江海街港湾桥城洲机场站馆院校园寺]")

# Once a model has seen a character less than this it says nothing of it.
LEAST_WEIGHT = {"foreign": 6}
DEFAULT_LEAST_WEIGHT = 1.5


def surnames():
    lines = pathlib.Path(__file__).with_name("surnames.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(lines[0]), lines[1].split()


SINGLE, DOUBLE = surnames()


def weight(times):
    """A name in the news is repeated: it counts as far as it is known, not as often."""
    return min(times, 5) ** 0.5


class Models:
    def __init__(self):
        self.weights = collections.defaultdict(collections.Counter)

    def add_chinese_name(self, name, times):
        if len(name) not in (2, 3) or name[0] not in SINGLE:
            return
        self.weights["surname"][name[0]] += times
        if len(name) == 2:
            self.weights["given"][name[1]] += times
        else:
            self.weights["given_first"][name[1]] += times
            self.weights["given_second"][name[2]] += times

    def add_foreign_name(self, name, times):
        for character in name:
            self.weights["foreign"][character] += times

    def add_pair(self, word):
        self.weights["pair_first"][word[0]] += 1
        self.weights["pair_second"][word[1]] += 1

    def rows(self):
        for model, weights in self.weights.items():
            least = LEAST_WEIGHT.get(model, DEFAULT_LEAST_WEIGHT)
            kept = {character: value for character, value in weights.items() if value >= least}
            total = sum(kept.values())
            for character, value in kept.items():
                yield model, character, f"{-math.log(value / total):.2f}"
        for surname in DOUBLE:
            yield "double", surname, "0"


def learn_from_labels(models, path):
    persons, places = collections.Counter(), collections.Counter()
    for word, tag in tokens(path):
        word = fold(word)
        if HAN.match(word) and tag in PERSON_TAGS:
            persons[word] += 1
        elif HAN.match(word) and tag in PLACE_TAGS:
            places[word] += 1
    for name, times in persons.items():
        models.add_chinese_name(name, weight(times))
    for name, times in list(persons.items()) + list(places.items()):
        is_chinese = name[0] in SINGLE and len(name) == 3
        if len(name) >= 3 and not is_chinese and (name in persons or not PLACE_END.search(name)):
            models.add_foreign_name(name, weight(times))


def learn_from_dictionary(models, path):
    words = {}
    with open(path, encoding="utf-8") as dictionary:
        for line in dictionary:
            word, count, tag = line.split()
            words[fold(word)] = int(count), tag
    for word, (count, tag) in words.items():
        if tag == "nr" and len(word) == 3:
            models.add_chinese_name(word, 0.3)
        if tag == "nrt" and len(word) >= 3:
            models.add_foreign_name(word, 1)
        if len(word) == 2 and HAN.match(word) and count >= 3:
            models.add_pair(word)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    models = Models()
    learn_from_labels(models, sys.argv[2])
    learn_from_dictionary(models, sys.argv[1])
    for model, character, cost in sorted(models.rows()):
        print(model, character, cost, sep="\t")


main()
