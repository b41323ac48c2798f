#!/usr/bin/env python3
"""derive_traditional.py > traditional.tsv: characters and what they are looked up as, sorted.

Asks OpenCC (Debian: opencc) for the simplified form of each single character,
from the general table of traditional characters and from those of Taiwan and
Hong Kong, whose answers differ where a region writes a variant (著 for 着)."""
import subprocess

BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0))

# Words of their own in mainland text, which the regional tables would merge.
KEPT = set("么抬痺睪顎鯰")

# Pronouns that Taiwan sets apart by a character of their own.
PRONOUNS = {"妳": "你", "祂": "他", "牠": "它"}


def convert(characters, table):
    text = "\n".join(characters) + "\n"
    done = subprocess.run(["opencc", "-c", table], input=text, capture_output=True, text=True, check=True)
    return dict(zip(characters, done.stdout.split("\n")))


def main():
    characters = [chr(code) for first, end in BLOCKS for code in range(first, end)]
    general, taiwan, hong_kong = (convert(characters, table) for table in ("t2s", "tw2s", "hk2s"))
    for character in characters:
        simple = general[character]
        if character not in KEPT:
            regional = taiwan[character] if taiwan[character] != simple else hong_kong[character]
            simple = general.get(regional, regional)
        simple = PRONOUNS.get(character, simple)
        if simple != character and len(simple) == 1:
            print(character, simple, sep="\t")


main()
