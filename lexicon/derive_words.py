#!/usr/bin/env python3
"""derive_words.py DICTIONARY > words.tsv: the word list, "word<TAB>count<TAB>tag" sorted by word.

DICTIONARY is the dictionary of jieba (Debian: python3-jieba, dict.txt): one
word a line with its count and part of speech, separated by single spaces."""
import sys


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as dictionary:
        rows = [line.rstrip("\n").split(" ") for line in dictionary]
    for word, count, tag in sorted(rows, key=lambda row: row[0]):
        print(word, count, tag, sep="\t")


main()
