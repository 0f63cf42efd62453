"""Search in either script: which characters a query may use for those of the page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.chinese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# The Han characters that OpenCC's tables know.
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))


@cache
def _variants() -> dict[str, str]:
    """Every Han character that folds to another one."""
    # Line by line, since OpenCC would take neighbours for a phrase.
    characters = [chr(code) for code in _HAN]
    import opencc

    folded = opencc.OpenCC("tw2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, folded, strict=True)
    return {character: simple for character, simple in pairs if simple != character and len(simple) == 1}


def character_map(texts: Iterable[str]) -> str:
    """Pairs of a character and what it folds to, one after the other, for every fold that ends in these texts."""
    used = set("".join(map(fold, {character for text in texts for character in text})))
    return "".join(character + simple for character, simple in sorted(_variants().items()) if simple in used)
