"""Characters folded for look-up, as the compiler does it: by traditional.tsv."""
import pathlib


def table():
    path = pathlib.Path(__file__).with_name("traditional.tsv")
    pairs = (line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8"))
    return str.maketrans(dict(pairs))


FOLD = table()


def fold(word):
    return word.translate(FOLD)
