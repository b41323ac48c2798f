"""For bench/articles.sh: trafilatura over each file."""

import pathlib
import sys
import time

import trafilatura

pages = [pathlib.Path(path).read_bytes() for path in sys.argv[1:]]
best = float("inf")
for _ in range(2):
    start = time.process_time()
    for page in pages:
        trafilatura.extract(page)
    best = min(best, time.process_time() - start)
print("trafilatura", len(pages), sum(map(len, pages)), "%.4f" % best)
