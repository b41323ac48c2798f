"""How good the table is where it was not learnt: each site is judged by trees that were learnt from others.

    judge.py PAGES WIDE CHINESE UNSEEN

PAGES, WIDE and CHINESE are those of learn.py. UNSEEN has pages like CHINESE that are never learnt from; they are judged
by the trees of all folds. Progress and the weakest pages go to standard error.
"""

import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import zlib

import learn

FOLDS = 4
ROOT = pathlib.Path(__file__).resolve().parent.parent


def fold_of(url):
    """The same for all pages of a site."""
    host = urllib.parse.urlsplit(url).hostname or url
    return zlib.crc32(host.removeprefix("www.").encode()) % FOLDS


def runs(items, size):
    items = list(items)
    return collections.Counter(tuple(items[at : at + size]) for at in range(max(1, len(items) - size + 1)))


def word_runs(text):
    return runs(re.findall(r"\w+", text), 4)


def character_runs(text):
    return runs("".join(text.split()), 4)


def overlap(text, body, runs_of):
    """Precision and recall of runs of words or characters."""
    found, wanted = runs_of(text), runs_of(body)
    hits = (found & wanted).total()
    return hits / found.total() if text.strip() else 0, hits / wanted.total()


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


class Bodies:
    """Pages whose bodies are known: means of precision and recall."""

    def __init__(self, name, runs_of):
        self.name, self.runs_of, self.rows = name, runs_of, []

    def add(self, key, text, body):
        self.rows.append((*overlap(text, body, self.runs_of), key))

    def report(self):
        precision = sum(row[0] for row in self.rows) / len(self.rows)
        recall = sum(row[1] for row in self.rows) / len(self.rows)
        for found, wanted, key in sorted(self.rows, key=lambda row: f1(*row[:2]))[:10]:
            print("  weak: %s precision %.3f recall %.3f" % (key, found, wanted), file=sys.stderr)
        return precision, recall


class Strings:
    """Pages of which strings are known that have to be in the text, and that must not."""

    def __init__(self, name):
        self.name, self.found, self.lost, self.extra = name, 0, 0, 0

    def add(self, _, text, facts):
        text = " ".join(text.split())
        lost = sum(" ".join(string.split()) not in text for string in facts["with"])
        self.lost += lost
        self.found += len(facts["with"]) - lost
        self.extra += sum(" ".join(string.split()) in text for string in facts["without"])

    def report(self):
        return self.found / (self.found + self.extra), self.found / (self.found + self.lost)


def articles(command, pages):
    """The text of each page that a build of describe gives."""
    def of(html):
        return subprocess.run([command, "article"], input=html, stdout=subprocess.PIPE, check=True).stdout.decode()

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return pool.map(of, pages)


def build(fold, pages):
    """describe with trees that are learnt from pages."""
    target = "build/content/describe-%d" % fold
    learn.write(pages, ROOT / ("build/content/trees-%d" % fold))
    subprocess.run(["make", "-s", "-C", ROOT, target], check=True)
    return ROOT / target


def read_facts(folder, name):
    return json.loads((pathlib.Path(folder) / name).read_text())


def read_chinese(folder):
    for page in sorted(pathlib.Path(folder).glob("*.html")):
        yield page.stem, page.read_bytes(), page.with_suffix(".txt").read_text()


def add(sets, facts, pages, texts):
    """Each page to its set, by what is known of it."""
    for page, text in zip(pages, texts):
        known = facts[page.key]
        name = "strings" if "with" in known else "bodies" if "url" in known else "Chinese"
        sets[name].add(page.key, text, known if name == "strings" else known["articleBody"])


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    facts = read_facts(sys.argv[1], "ground-truth.json") | read_facts(sys.argv[2], "strings.json")
    facts |= {key: {"articleBody": body} for key, _, body in read_chinese(sys.argv[3])}
    folds = [[] for _ in range(FOLDS)]
    for page in learn.read_sets(*sys.argv[1:4]):
        folds[fold_of(facts[page.key].get("url", page.key))].append(page)
    unseen = list(read_chinese(sys.argv[4]))
    sets = {"bodies": Bodies("bodies", word_runs), "strings": Strings("strings"),
            "Chinese": Bodies("Chinese", character_runs), "unseen": Bodies("unseen", character_runs)}
    for fold, unknown in enumerate(folds):
        print("fold %d: %d pages" % (fold, len(unknown)), file=sys.stderr)
        command = build(fold, [page for other in folds if other is not unknown for page in other])
        add(sets, facts, unknown, articles(command, [page.html for page in unknown]))
        for (key, _, body), text in zip(unseen, articles(command, [html for _, html, _ in unseen])):
            sets["unseen"].add(key, text, body)
    for one in sets.values():
        precision, recall = one.report()
        print("%-8s precision %.4f recall %.4f F1 %.4f" % (one.name, precision, recall, f1(precision, recall)))


if __name__ == "__main__":
    main()
