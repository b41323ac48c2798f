#!/usr/bin/env python3
"""evaluate_entities.py TEACHER OURS: how many of a labeller's entities a segmentation has.

Both are the same text, line by line, as "word/TAG word/TAG …": TEACHER from a labeller that tags entities
PER, LOC, ORG and TIME, OURS from `newsstat cut --tags`. Spaces are passed over. For each label it prints the
teacher's entities; the share that are one word of ours; those with a tag of the label's family too; those that
are several words of ours which begin and end where the entity does; those that one of our words crosses; and,
of our words of that family, the share that the teacher has as that entity.

The labels are a program's, not the truth: they join what we cut by design (organisations, dates)."""

import re
import sys

FAMILIES = {
    "PER": {"nr", "nrt", "nrfg", "PER"},
    "LOC": {"ns", "LOC"},
    "ORG": {"nt", "ORG"},
    "TIME": {"t", "TIME"},
}


# A labeller's words may hold spaces and slashes.
TOKEN = re.compile(r"(.+?)/([A-Za-z][A-Za-z0-9]*)(?: |$)")


def tokens(line):
    for word, tag in TOKEN.findall(line.rstrip("\r\n")):
        yield "".join(word.split()), tag


def spans(line):
    """The words of a labelled line as (first, end, tag), in characters that are no spaces."""
    at = 0
    for word, tag in tokens(line):
        if word:
            yield at, at + len(word), tag
        at += len(word)


def text_of(line):
    return "".join(word for word, _ in tokens(line))


class Score:
    def __init__(self):
        self.entities = self.whole = self.tagged = self.parts = self.crossed = self.ours = self.agreed = 0

    def add(self, entity, words, borders):
        first, end = entity
        self.entities += 1
        if entity in words:
            self.whole += 1
        elif first in borders and end in borders:
            self.parts += 1
        else:
            self.crossed += 1

    def row(self, label):
        def percent(part, whole):
            return f"{100 * part / whole:9.1f}%" if whole else "         –"

        columns = [self.whole, self.tagged, self.parts, self.crossed]
        return (f"{label:5}{self.entities:10}" + "".join(percent(n, self.entities) for n in columns)
                + f"{self.ours:10}" + percent(self.agreed, self.ours))


def compare(teacher_line, our_line, scores):
    words = {(first, end): tag for first, end, tag in spans(our_line)}
    borders = {0} | {end for _, end in words}
    entities = {(first, end): tag for first, end, tag in spans(teacher_line) if tag in FAMILIES}
    for entity, label in entities.items():
        scores[label].add(entity, words, borders)
        scores[label].tagged += words.get(entity) in FAMILIES[label]
    for word, tag in words.items():
        for label, family in FAMILIES.items():
            if tag in family:
                scores[label].ours += 1
                scores[label].agreed += entities.get(word) == label


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    scores = {label: Score() for label in FAMILIES}
    lines = skipped = 0
    with open(sys.argv[1], encoding="utf-8", errors="replace", newline="\n") as teacher, \
            open(sys.argv[2], encoding="utf-8", errors="replace", newline="\n") as ours:
        for teacher_line, our_line in zip(teacher, ours, strict=True):
            lines += 1
            if text_of(teacher_line) == text_of(our_line):
                compare(teacher_line, our_line, scores)
            else:
                skipped += 1
    print("label  entities     whole  with tag  as parts   crossed      ours    agreed")
    for label, score in scores.items():
        print(score.row(label))
    print(f"{lines} lines, of which {skipped} are not the same text and were left out")


main()
