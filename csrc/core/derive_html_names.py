"""Derives html_names.c, the named character references, from the list that Python carries.

    python3 csrc/core/derive_html_names.py >csrc/core/html_names.c

html.entities.html5 holds the HTML standard's table: 2,231 names, 106 of them also without the
semicolon. Names are found by a hash with open addressing; html_references.c has the same hash.
"""

import html.entities

SLOTS = 4096
EMPTY = 0xFFFF
LINE = 96


def hashed(name):
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return (value ^ value >> 15) % SLOTS


def place(names):
    slots = [EMPTY] * SLOTS
    for index, name in enumerate(names):
        slot = hashed(name)
        while slots[slot] != EMPTY:
            slot = (slot + 1) % SLOTS
        slots[slot] = index
    return slots


def pool_of(texts):
    """One run of bytes in which each text stands somewhere, and where."""
    pool = b""
    for text in sorted(set(texts), key=lambda text: (-len(text), text)):
        if text not in pool:
            pool += text
    return pool, [pool.index(text) for text in texts]


def write_array(kind, name, count, values):
    print("const %s %s[%d] = {" % (kind, name, count))
    line = "   "
    for value in values:
        if len(line) + len(value) + 2 > LINE:
            print(line)
            line = "   "
        line += " " + value + ","
    print(line)
    print("};")


def main():
    table = html.entities.html5
    names = sorted(name[:-1] for name in table if name.endswith(";"))
    texts = [table[name + ";"].encode() for name in names]
    letters = "".join(names).encode()
    pool, offsets = pool_of(texts)
    entries, at = [], 0
    for name, text, offset in zip(names, texts, offsets):
        entries.append("{%d, %d, %d, %d, %d}" % (at, offset, len(name), len(text), name in table))
        at += len(name)
    print("/* Made by derive_html_names.py: do not edit. */")
    print('#include "html_names.h"\n')
    print("/* clang-format off */")
    write_array("unsigned char", "nst_html_name_letters", len(letters), map(str, letters))
    write_array("unsigned char", "nst_html_name_texts", len(pool), map(str, pool))
    write_array("nst_html_name", "nst_html_names", len(names), entries)
    write_array("uint16_t", "nst_html_name_slots", SLOTS, map(str, place(names)))
    print("/* clang-format on */")


main()
