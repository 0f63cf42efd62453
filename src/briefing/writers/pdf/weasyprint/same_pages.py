"""Two pages of one edition, held side by side: the same elements and rules, other characters.

`pair_pages` raises `UnlikeError` at the first thing that could make the pages differ in more than their characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from briefing.config.theme import Face

# White space, and the marks that say where lines may and may not break: what is drawn is what is between them.
GAP = re.compile("[\\s\u200b\u2060]+")
_SPACE = re.compile(r"\s+")
# Attributes whose words are spoken or shown by a reader, and never laid out.
_SPOKEN = frozenset({"alt", "aria-label", "title", "content", "data-copy", "data-copied"})
_NO_TEXT = frozenset({"title", "style", "script"})
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
# Rules that may do something else in another script, and such as print words that are in no element.
_BY_SCRIPT = re.compile(
    r":lang\b|\[\s*lang|attr\(\s*lang|-quote\b|hyphens|text-transform|[\d.](?:ex|ch|ic|cap|rex|rch|ric)\b"
    r"|::first-|text-overflow|block-ellipsis|leader\(|target-text"
)
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u300c-\u300f\u3400-\u9fff\uf900-\ufaff“”‘’\U00020000-\U0003ffff]")


class UnlikeError(Exception):
    """The pages differ in more than their characters; the message says where, for whoever looks into it."""


def letters(text: str) -> str:
    """The glyphs drawn of a text."""
    return GAP.sub("", text)


def _gaps(text: str) -> dict[int, str]:
    """The characters not drawn of a text, by the number of letters before it."""
    gaps, before = {}, 0
    for found in GAP.finditer(text):
        gaps[found.start() - before] = found[0]
        before += len(found[0])
    return gaps


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an element's own text in both scripts, and the gaps in each, by the letters before them."""

    before: str
    after: str
    gaps: dict[int, str]
    gaps_after: dict[int, str]

    @classmethod
    def of(cls, before: str, after: str) -> Piece:
        """The piece of two texts of as many letters, with white space at the same places; raises `UnlikeError` for others."""
        piece = cls(letters(before), letters(after), _gaps(before), _gaps(after))
        if len(piece.before) != len(piece.after):
            raise UnlikeError(f"text {before!r}")
        for at in piece.gaps.keys() | piece.gaps_after.keys():
            gap, other = piece.gaps.get(at, ""), piece.gaps_after.get(at, "")
            if gap != other and (_SPACE.search(gap) or _SPACE.search(other)):
                raise UnlikeError(f"white space of {before!r}")
        return piece

    def slice(self, start: int, text: str, *, opens: bool) -> str:
        """The text, which stands so many letters into the piece, in the other script; `opens` says that the piece begins so.

        White space is the text's own: what layout took away is not given back.
        """
        drawn = letters(text)
        end = start + len(drawn)
        if self.before[start:end] != drawn:
            raise UnlikeError(f"text {text!r}")
        gaps = _gaps(text)
        for at in range(len(drawn) + 1) if gaps or self.gaps_after else ():
            gap, other = self.gaps.get(start + at, ""), self.gaps_after.get(start + at, "")
            # A line that goes on begins with a letter: what is not drawn before it ends the line before.
            if gap != other and (at or opens):
                gaps[at] = other
        parts, last = [], 0
        for at in sorted(gaps):
            parts += [self.after[start + last : start + at], gaps[at]]
            last = at
        return "".join([*parts, self.after[start + last : end]])


class Words:
    """The words of a page and, one for one, those of the other."""

    def __init__(self, languages: tuple[str, str]) -> None:
        self.languages = languages
        self.elements: dict[Element | None, Element] = {}
        self._strings: dict[str, str | None] = {}
        self._pieces: dict[Element, list[Piece]] = {}

    def learn(self, before: str, after: str) -> None:
        """Remembers what a string that a style sheet may print is in the other script; of two answers, neither."""
        known = self._strings.setdefault(before, after)
        if known != after:
            self._strings[before] = None

    def add(self, element: Element | None, before: str | None, after: str | None) -> None:
        """Adds a piece of an element's own text."""
        piece = Piece.of(before or "", after or "")
        if piece.before and element is not None:
            self._pieces.setdefault(element, []).append(piece)

    def piece(self, element: Element, number: int) -> Piece:
        """One of the pieces of an element's own text that anything is drawn of."""
        pieces = self._pieces.get(element, [])
        if number >= len(pieces):
            raise UnlikeError(f"text of {element}")
        return pieces[number]

    def found(self, element: Element, text: str) -> str:
        """The text of an element and what is in it, as a style sheet may take it, in the other script."""
        if element not in self.elements:
            raise UnlikeError(f"string {text!r} of no element")
        before, after = ("".join(one.itertext()) for one in (element, self.elements[element]))
        whole, drawn = Piece.of(before, after), letters(text)
        found = {whole.slice(at, text, opens=True) for at in _places(whole.before, drawn)}
        if len(found) != 1:
            raise UnlikeError(f"string {text!r}")
        return found.pop()

    @cached_property
    def _printed(self) -> re.Pattern[str]:
        """The strings with Chinese in them that a style sheet may print, longest first."""
        strings = sorted(filter(_HAN.search, self._strings), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, strings)) or "(?!)")

    def generated(self, text: str) -> str:
        """Text that a style sheet prints, in the other script: strings that it states, and numbers."""
        known = self._strings.get(text)
        if known is not None:
            return known
        if _HAN.search(self._printed.sub("", text)):
            raise UnlikeError(f"generated {text!r}")
        return self._printed.sub(self._replacement, text)

    def _replacement(self, found: re.Match[str]) -> str:
        known = self._strings[found[0]]
        if known is None:
            raise UnlikeError(f"generated {found[0]!r}")
        return known


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def pair_pages(before: Element, after: Element, fonts: Mapping[str, Face], other_fonts: Mapping[str, Face]) -> Words:
    """The words of the page `before` with those of the page `after`."""
    words = Words((before.get("lang", ""), after.get("lang", "")))
    for one, other in zip_longest(before.iter(), after.iter()):
        if one is None or other is None or one.tag != other.tag or len(one) != len(other):
            raise UnlikeError("elements")
        if one.tag in _NO_TEXT:
            words.add(None, one.tail, other.tail)
        else:
            words.add(one, one.text, other.text)
            for child, counterpart in zip(one, other, strict=True):
                words.add(one, child.tail, counterpart.tail)
        words.elements[one] = other
        if one.attrib != other.attrib:
            _pair_attributes(words, one, other, is_root=one is before)
        if one.tag == "style":
            _pair_styles(words, (one.text or "", fonts), (other.text or "", other_fonts))
    return words


def _pair_attributes(words: Words, one: Element, other: Element, *, is_root: bool) -> None:
    if one.keys() != other.keys():
        raise UnlikeError(f"attributes of {one.tag}")
    for (name, before), after in zip(one.attrib.items(), other.attrib.values(), strict=True):
        if before == after or (is_root and name == "lang"):
            continue
        if name not in _SPOKEN:
            raise UnlikeError(f"{name} of {one.tag}")
        words.learn(before, after)


def _unescaped(string: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], string)


def _named(css: str, fonts: Mapping[str, Face]) -> str:
    """The style sheet with the role that a list of fonts has in the place of the list."""
    roles: dict[str, str] = {}
    for role, face in fonts.items():
        roles.setdefault(", ".join(f'"{family}"' for family in face.css), f"fonts-{role}")
    lists = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    return re.sub(lists, lambda found: roles[found[0]], css)


def _pair_styles(words: Words, one: tuple[str, Mapping[str, Face]], other: tuple[str, Mapping[str, Face]]) -> None:
    before, after = _STRING.split(_named(*one)), _STRING.split(_named(*other))
    # Every other part is what stands in quotation marks.
    if before[::2] != after[::2]:
        raise UnlikeError("style sheets")
    if _BY_SCRIPT.search(" ".join(before[::2])):
        raise UnlikeError("style sheets that tell scripts apart")
    for string, counterpart in zip(before[1::2], after[1::2], strict=True):
        words.learn(_unescaped(string), _unescaped(counterpart))
