"""Grounds that words stand on in a finished file, and whether white words can be read there."""

from __future__ import annotations

# White on BFBFBF is hard to read, and on a tint of a tile (EEF3FA) it is not to be seen.
_BRIGHT = 0.75


def is_dark(red: float, green: float, blue: float) -> bool:
    """True if white words can be read on a ground of that colour, whose parts are from 0 to 1 (weights: Rec. 601)."""
    return 0.299 * red + 0.587 * green + 0.114 * blue < _BRIGHT
