# jieba_cut.py TEXT: jieba in Python, line by line, with its HMM.
import logging
import re
import sys
import time


def resident_mb():
    """The memory now resident; 0 where there is no /proc."""
    try:
        with open("/proc/self/status") as status:
            return int(re.search(r"VmRSS:\s*(\d+)", status.read())[1]) * 1024 / 1e6
    except OSError:
        return 0


def count_words(cut, lines):
    # The test for spaces is under one per cent of the loop.
    words = 0
    for line in lines:
        for word in cut(line):
            words += not word.isspace()
    return words


rss = resident_mb()
with open(sys.argv[1], encoding="utf-8", errors="replace", newline="\n") as file:
    lines = [line for line in file.read().split("\n") if line]
text_rss = resident_mb() - rss

begin = time.process_time()
import jieba

jieba.setLogLevel(logging.WARNING)
# From the second start on it reads a cache of its dictionary, which it leaves in the temporary folder.
count_words(jieba.cut, ["我来到北京清华大学"])
load = time.process_time() - begin

begin = time.process_time()
words = count_words(jieba.cut, lines)
seconds = time.process_time() - begin
print(f"jieba, in Python\t{seconds:.4f}\t{load:.6f}\t{resident_mb() - text_rss:.1f}\t{words}")
