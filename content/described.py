"""Pages as the scorer sees them: the blocks and their numbers, from build/content/describe."""

import pathlib
import struct
import subprocess

import numpy

DESCRIBE = pathlib.Path(__file__).resolve().parent.parent / "build/content/describe"


def names():
    """The names of a block's numbers, in order."""
    return subprocess.run([DESCRIBE, "names"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()


COUNT = len(names())


def blocks(html):
    """The texts of a page's blocks, and their numbers as an array with a row for each."""
    out = subprocess.run([DESCRIBE, "blocks"], input=html, stdout=subprocess.PIPE, check=True).stdout
    texts, rows, at = [], [], 0
    while at < len(out):
        (size,) = struct.unpack_from("I", out, at)
        at += 4
        texts.append(out[at : at + size].decode())
        at += size + 8  # whether it is chosen, and its probability
        rows.append(numpy.frombuffer(out, numpy.float32, COUNT, at))
        at += 4 * COUNT
    return texts, numpy.array(rows, numpy.float32).reshape(len(rows), COUNT)
