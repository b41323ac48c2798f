"""Which blocks of a page are content: from the body that people marked, or from strings that have to be in it and
strings that must not. A label is (block, 1 or 0, weight)."""

import collections
import difflib
import re

import numpy


def squeeze(text):
    return "".join(c for c in text.lower() if c.isalnum())


def words(text):
    return re.findall(r"[\u2e80-\u9fff]|[^\W\u2e80-\u9fff]+", text.lower())


def is_copy(text, body):
    """Whether most of a long text stands in the body, which is squeezed."""
    own = squeeze(text)
    parts = [own[at : at + 24] in body for at in range(0, len(own) - 24, 24)]
    return len(own) >= 120 and numpy.mean(parts) > 0.75


def from_body(texts, body):
    """A block is content if half of its words stand where the body has them; of second copies nothing is known."""
    wanted, own, owner = words(body), [], []
    for block, text in enumerate(texts):
        found = words(text)
        own += found
        owner += [block] * len(found)
    hits, sizes = numpy.zeros(len(texts)), numpy.zeros(len(texts))
    for block in owner:
        sizes[block] += 1
    for match in difflib.SequenceMatcher(None, own, wanted, autojunk=False).get_matching_blocks():
        for at in range(match.a, match.a + match.size):
            hits[owner[at]] += 1
    squeezed = squeeze(body)
    out = []
    for block, text in enumerate(texts):
        content = hits[block] > sizes[block] / 2
        if content or not is_copy(text, squeezed):
            out.append((block, int(content), min(2, 10 * (sizes[block] + 2) / (len(wanted) + 50))))
    return out


def places(joined, spans, string):
    """The blocks of each place where a string stands, of the first twenty."""
    string = " ".join(string.split())
    found, at = [], joined.find(string)
    while string and at >= 0 and len(found) < 20:
        end = at + len(string)
        found.append([block for block, (first, last) in enumerate(spans) if first < end and last > at])
        at = joined.find(string, at + 1)
    return found


def likeness(blocks, texts, links):
    """How much blocks look like running text: of several places of a string the best one counts."""
    sizes = [len(texts[block].encode()) for block in blocks]
    return numpy.mean([n * (1 - links[block]) + (n > 80) * 100 for n, block in zip(sizes, blocks)])


def from_strings(texts, links, wanted, unwanted):
    """links: the share of links in each block."""
    joined, spans = "", []
    for text in texts:
        spans.append((len(joined), len(joined) + len(text)))
        joined += text + " "
    good, bad = collections.Counter(), collections.Counter()
    for string in wanted:
        found = places(joined, spans, string)
        if found:
            best = max(found, key=lambda blocks: likeness(blocks, texts, links))
            for block in best:
                good[block] += 1 / len(best)
    for string in unwanted:
        found = places(joined, spans, string)[:6]
        for blocks in found:
            for block in blocks:
                bad[block] += 1 / len(blocks) / len(found) ** 0.5
    return [(block, int(good[block] >= bad[block]), max(good[block], bad[block])) for block in sorted({*good, *bad})]
