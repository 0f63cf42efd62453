"""WeasyPrint, loaded without a search for its system libraries that takes longer than all the rest."""

from __future__ import annotations

import ctypes.util
import sys
from functools import cache
from typing import Any


@cache
def load() -> None:
    """Imports WeasyPrint.

    It tries several names for each library of the system. On Linux one of them is what the dynamic linker knows it by;
    for those before, ctypes would ask ldconfig, the C compiler and its linker, a quarter of a second in all.
    """
    finder: Any = ctypes.util
    find = finder.find_library
    if sys.platform == "linux":
        finder.find_library = lambda _: None
    try:
        import weasyprint  # noqa: F401 - loading it is all that is wanted
    finally:
        finder.find_library = find
