"""Recognising the pack that a file is, or was: told by its name, whatever people put behind it, or by the words that it shares."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefing.check.flat_text import compare_form
from briefing.text.grams import grams

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What people, mail programs and file managers put behind a name: (1), （最终版3）, -副本, _修改, .edited-2.
# Possessive throughout (++), or a long row of digits would be tried in every way that it can be cut.
_ADDED = re.compile(
    r"(?:[\s._-]*+(?:[(（\[【][^)）\]】]*+[)）\]】]|副本|复件|copy|edited-\d++|[最終终修改定稿版新旧舊]++\d*+|v?\d++))++$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^(?:副本|转发|轉發|fw|copy of)[\s_:：-]*", re.IGNORECASE)
# A file comes from a text if the text has at least this part of the file's runs of six characters.
_ALIKE, _GRAM = 0.5, 6


def _stem(name: str) -> str:
    return PurePath(unicodedata.normalize("NFKC", name)).stem


def comes_from(name: str, names: Iterable[str]) -> bool:
    """True if the file name is one of the names, or one with something put before or behind it; extensions do not count."""
    stem = _stem(name)
    told = {stem.casefold(), _ADDED.sub("", _FORWARDED.sub("", stem)).casefold()}
    return any(_stem(one).casefold() in told for one in names)


def flat_grams(text: str, *, exact: bool = False) -> set[str]:
    """The runs of six characters of a text, folded unless `exact`: a file through a converter is still known by its words."""
    return grams("".join((text if exact else compare_form(text)).split()), _GRAM)


def most_alike(words: str, texts: Mapping[str, str], least: float = _ALIKE) -> list[str]:
    """The keys of the texts that have most of a file's words, a part of them at least: the best one, and those alike."""
    said = flat_grams(words)
    shares = {key: len(said & flat_grams(text)) for key, text in texts.items()}
    best = max(shares.values(), default=0)
    return [key for key, share in shares.items() if share == best] if said and best >= least * len(said) else []
