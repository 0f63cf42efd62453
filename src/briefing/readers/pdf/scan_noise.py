"""Short lines of scanned pages that text recognition made of a table's rules, a picture or a smudge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefing.readers.pdf.paragraphs import Paragraph

_LONGEST = 24
_SENTENCE = re.compile("[。！？]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A name alone is in no dictionary.
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
# Rules of a table read as 丨, smudges as full-width letters (U+FF21) and signs: no Chinese text is set with them.
_STROKES = re.compile("[\uff21-\uff3a\uff41-\uff5a\uff03\uff5c丨]")
_TRADITIONAL_SHARE, _HALF = 0.1, 0.5


def find_noise(paragraphs: Sequence[Paragraph], scans: Collection[int]) -> Iterator[Paragraph]:
    """The short paragraphs of scanned pages that are no words: none is in a dictionary, or few are and strange characters stand among them."""
    short = [
        one
        for one in paragraphs
        if one.page in scans
        and (len(one.text) <= _LONGEST and not _SENTENCE.search(one.text) and not _NAME.fullmatch(one.text))
    ]
    if not short:
        return
    han = "".join(_HAN.findall("".join(one.text for one in paragraphs)))
    is_simplified = _count_traditional(han) <= _TRADITIONAL_SHARE * len(han)
    for paragraph in short:
        # Number of Han characters that are of words of the dictionary.
        # Here, since only scans need its dictionary (0.2 s).
        import rjieba

        words = rjieba.cut(fold(paragraph.text), hmm=False)
        known, count = (
            sum(len(word) for word in words if len(word) > 1 and _HAN.match(word)),
            len(_HAN.findall(paragraph.text)),
        )
        strange = _STROKES.search(paragraph.text) or (is_simplified and _count_traditional(paragraph.text))
        if known == 0 or (strange and known <= _HALF * count):
            yield paragraph


def _count_traditional(text: str) -> int:
    """Number of the Han characters that are written otherwise in Simplified script."""
    return sum(before != after for before, after in zip(text, fold(text), strict=True) if _HAN.match(before))
