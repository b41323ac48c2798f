"""Derives html_element_slots.c, a hash without collisions over the names of html_element_list.inc.

    python3 csrc/core/derive_html_element_slots.py >csrc/core/html_element_slots.c

The key of a name is its first eight bytes, as a little-endian number, and its size (html_elements.c).
"""

import os
import random
import re

BITS = 10


def key(name):
    return int.from_bytes(name[:8].encode(), "little") ^ len(name) << 56


def slot(name, factor):
    return (key(name) * factor & (1 << 64) - 1) >> 64 - BITS


def find_factor(names):
    numbers = random.Random(5)
    while True:
        factor = numbers.getrandbits(64) | 1
        if len({slot(name, factor) for name in names}) == len(names):
            return factor


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "html_element_list.inc")
    with open(path, encoding="utf-8") as file:
        names = re.findall(r'^NST_HTML_ELEMENT\(\w+, "([^"]*)"', file.read(), re.MULTILINE)
    known = {name: number for number, name in enumerate(names, 1) if name}
    factor = find_factor(known)
    slots = [0] * (1 << BITS)
    for name, number in known.items():
        slots[slot(name, factor)] = number
    print("/* Made by derive_html_element_slots.py: do not edit. */")
    print('#include "html_elements.h"\n')
    print("/* clang-format off */")
    print("const uint64_t nst_html_element_factor = 0x%016Xu;" % factor)
    print("const uint8_t nst_html_element_slots[1 << NST_HTML_ELEMENT_SLOT_BITS] = {")
    for at in range(0, len(slots), 24):
        print("    " + " ".join("%d," % number for number in slots[at : at + 24]))
    print("};")
    print("/* clang-format on */")


main()
