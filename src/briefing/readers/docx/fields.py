"""Fields of Word: their codes are never read, and what some show is no text (page numbers, the contents)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CONTENTS = frozenset({"TOC", "TOA", "INDEX"})
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
_NO_TEXT = frozenset({"TC", "XE", "RD", "TA"})
_HIDDEN = _NO_TEXT | _CONTENTS
_ENCLOSED = re.compile(r"EQ\s+\\o\s*\\ac\s*\(\s*(.)\s*[,;，；]\s*(.{1,4}?)\s*\)\s*$", re.IGNORECASE | re.DOTALL)
_PHONETIC = re.compile(r"EQ\s.*\\up\s*\d+\s*\([^()]*\)\s*[,;，；]\s*([^(),]+)\)\s*$", re.IGNORECASE | re.DOTALL)
_CIRCLES = frozenset("○〇◯")
_MOST_CIRCLED = 20


@dataclass(slots=True)
class _Open:
    hidden_above: bool
    code: list[str] = field(default_factory=list)
    hidden: bool = True
    shows: bool = False


@dataclass(slots=True, kw_only=True)
class Fields:
    """The fields that are open at a place of the text; one that makes the contents may go on over many paragraphs.

    Where `hides_contents` is False, the file's contents turned out to have no end, and are read as text.
    """

    hides_contents: bool = True
    has_contents: bool = False
    has_page: bool = False
    _open: list[_Open] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        """True inside a code, and inside a result that is no text."""
        return bool(self._open) and self._open[-1].hidden

    @property
    def is_open(self) -> bool:
        """True if a field has not ended."""
        return bool(self._open)

    def add_code(self, text: str) -> None:
        """Take in a part of the innermost field's code."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code.append(text)

    def turn(self, kind: str) -> str | None:
        """Open a field (`begin`), go on to its result (`separate`), or close it (`end`).

        The code of one that closes without a result.
        """
        if kind == "begin":
            self._open.append(_Open(hidden_above=self.hides))
        elif self._open and kind == "separate":
            opened = self._open[-1]
            name = name_of("".join(opened.code))
            is_contents = name in _CONTENTS and self.hides_contents
            self.has_contents |= is_contents
            self.has_page |= name in _PAGES
            opened.shows, opened.hidden = True, opened.hidden_above or name in _NO_TEXT or is_contents
        elif self._open and kind == "end":
            closed = self._open.pop()
            return None if closed.shows or closed.hidden_above else "".join(closed.code)
        return None

    def end_paragraph(self) -> None:
        """Close the fields whose code would hide the rest of a damaged file."""
        self.has_page = False
        while self._open and not (self._open[-1].shows and name_of("".join(self._open[-1].code)) not in _NO_TEXT):
            self._open.pop()


def name_of(code: str) -> str:
    """The field's name, which is the first word of its code."""
    return code.split(maxsplit=1)[0].upper() if code.strip() else ""


def is_page(code: str) -> bool:
    """True if the result of a field with this code counts pages."""
    return name_of(code) in _PAGES


def is_text(code: str) -> bool:
    """True if the result of a field with this code is text of the document."""
    return name_of(code) not in _HIDDEN


def words_of_code(code: str) -> str | None:
    r"""The words shown by a field that has no result: ① of EQ \o\ac(○,1), the base of a phonetic guide; None where it is not known."""
    if name_of(code) != "EQ":
        return ""
    enclosed = _ENCLOSED.search(code)
    if enclosed:
        inner = enclosed[2]
        circled = enclosed[1] in _CIRCLES and inner.isdecimal() and 1 <= int(inner) <= _MOST_CIRCLED
        return chr(0x2460 + int(inner) - 1) if circled else f"（{inner}）" if inner.isdecimal() else inner
    phonetic = _PHONETIC.search(code)
    return phonetic[1] if phonetic else None
