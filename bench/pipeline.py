#!/usr/bin/python3
"""HTML to monthly trends with lxml, jieba and collections.Counter, in one process.

The yardstick for `newsstat trends`: reads every saved post below a folder, writes the terms that
rise in each month as tab-separated rows, and its own cost as one line of JSON to standard error.
"""

import time

START = time.perf_counter()  # before the imports, which are part of the cost

import argparse
import json
import logging
import math
import os
import re
import resource
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone

import jieba
import lxml.etree
import lxml.html

CHINA = timezone(timedelta(hours=8))
FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n\s*", re.S | re.M)
FRONT_DATE = re.compile(r"^date:\s*[\"']?([^\s\"']+)", re.M)
EPOCH = re.compile(r"\A<!--(\d+)-->\s*")
LINK_AND_RULE = re.compile(r"\A\[.*\]\(.*\)\n------+\n")
HIDDEN = ("script", "style", "noscript", "template")
MIN_ARTICLES = 3


def read_post(text):
    """Returns the month of a saved post ("2020-02", or None where it has no date) and its HTML."""
    date = None
    front = FRONT_MATTER.match(text)
    if front:
        text = text[front.end():]
        date = FRONT_DATE.search(front[1])
    epoch = EPOCH.match(text)
    if epoch:
        text = text[epoch.end():]
    html = LINK_AND_RULE.sub("", text, count=1)
    if date:
        moment = datetime.fromisoformat(date[1]).astimezone(CHINA)
    elif epoch:
        moment = datetime.fromtimestamp(int(epoch[1]) / 1000, CHINA)
    else:
        return None, html
    return moment.strftime("%Y-%m"), html


def clean(html):
    """Returns the text of an HTML fragment."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    lxml.etree.strip_elements(tree, *HIDDEN, with_tail=False)
    return tree.text_content()


def files_below(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(parent, name)


def count_folder(folder, stages):
    """Returns, by month, the articles and the articles of each word; and the bytes read. Adds the
    CPU seconds of each stage to stages."""
    articles = Counter()
    counts = defaultdict(Counter)
    size = 0
    for path in files_below(folder):
        start = time.process_time()
        with open(path, "rb") as file:
            data = file.read()
        size += len(data)
        month, html = read_post(data.decode("utf-8", "replace"))
        was_read = time.process_time()
        stages["read"] += was_read - start
        if month is None:
            continue
        text = clean(html)
        was_cleaned = time.process_time()
        stages["clean"] += was_cleaned - was_read
        words = {word for word in jieba.cut(text) if len(word) >= 2}
        was_cut = time.process_time()
        stages["cut"] += was_cut - was_cleaned
        articles[month] += 1
        counts[month].update(words)
        stages["count"] += time.process_time() - was_cut
    return articles, counts, size


def signed_g2(here, articles, before, past_articles):
    """Dunning's (1993) G² of a word's articles in a month against those of the past; below zero
    where it falls. A word the past has not seen is given half an article of it."""
    before = max(before, 0.5)
    rate = (here + before) / (articles + past_articles)
    total = 0.0
    for part, whole in ((here, articles), (before, past_articles)):
        for observed, expected in ((part, whole * rate), (whole - part, whole * (1 - rate))):
            if observed > 0:
                total += observed * math.log(observed / expected)
    return math.copysign(2 * total, here / articles - before / past_articles)


def trends(articles, counts, top):
    """Yields month, term, rank, score and articles; the first month has no past and no rows."""
    past = Counter()
    past_articles = 0
    for month in sorted(counts):
        if past_articles:
            scored = [
                (signed_g2(here, articles[month], past[word], past_articles), word, here)
                for word, here in counts[month].items()
                if here >= MIN_ARTICLES
            ]
            scored.sort(key=lambda row: (-row[0], row[1]))
            for rank, (score, word, here) in enumerate(scored[:top], 1):
                yield month, word, rank, score, here
        past.update(counts[month])
        past_articles += articles[month]


def report(articles, size, stages):
    wall = time.perf_counter() - START
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "articles": sum(articles.values()),
        "seconds": round(wall, 2),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": round(usage.ru_maxrss * 1024 / 1e6, 1),
        "mb_per_second": round(size / 1e6 / wall, 2),
        "stages": {name: round(seconds, 3) for name, seconds in stages.items()},
    }), file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", help="saved posts, at any depth")
    parser.add_argument("--top", type=int, default=20, help="rows a month (default: 20)")
    options = parser.parse_args()
    if not os.path.isdir(options.folder):
        parser.error(f"{options.folder} is not a folder")
    jieba.setLogLevel(logging.WARNING)

    stages = Counter()
    articles, counts, size = count_folder(options.folder, stages)
    start = time.process_time()
    print("period", "term", "rank", "score", "articles", sep="\t")
    for month, word, rank, score, here in trends(articles, counts, options.top):
        print(month, word, rank, f"{score:.2f}", here, sep="\t")
    stages["rank"] = time.process_time() - start
    report(articles, size, stages)


if __name__ == "__main__":
    main()
