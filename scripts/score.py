"""Prints how well outlines agree with every gold file at hand; names given on the command line narrow the table.

--misses lists what was wrong, each with its line and 20 characters either side; of held-out documents only how many of
each kind.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/support"))

if __name__ == "__main__":
    # The scorer lives with the tests, which are no package: it is found only after the line above.
    importlib.import_module("score_table").main()
