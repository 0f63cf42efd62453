#!/usr/bin/env bash
# CPython 3.11 to 3.13: `[一-鿿]` takes a millisecond to compile, some fifty times as long as `[a-z]`, each time that an expression holds it.
#
# Guess before trying: a range is two numbers, whatever its ends, so that a set of one range compiles as fast as another, and the
# same set is built once. Seen: re/_compiler.py marks the 20,992 characters of the range one by one in a table of 65,536, to find that
# it is one range, and does so anew for every set of every expression; three marks such as [，。；] make the table as well. 500 expressions
# of a Chinese text's reader hold 5,000 sets, 900 different ones: half of the time that it takes to start.
set -eu
python3 - <<'PYTHON'
import re
import time


def seconds(expression: str) -> float:
    least = 1.0
    for _ in range(20):
        start = time.process_time()
        for _ in range(10):
            re.purge()
            re.compile(expression)
        least = min(least, (time.process_time() - start) / 10)
    return least


latin, han, marks, twice = map(seconds, ("[a-z]", "[\u4e00-\u9fff]", "[，。；]", "[\u4e00-\u9fff]a[\u4e00-\u9fff]"))
print(f"[a-z] {latin * 1e6:.0f} µs, Han {han * 1e6:.0f} µs, three marks {marks * 1e6:.0f} µs, Han twice {twice * 1e6:.0f} µs")
assert han > 10 * latin, "a range of Han compiles fast now"
assert marks > 2 * latin, "three marks compile fast now"
assert twice > 1.3 * han, "the same set is built once now"
PYTHON
echo "re: as described"
