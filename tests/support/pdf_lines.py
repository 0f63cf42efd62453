"""Lines of a finished PDF: what stands on each, where it begins and ends, and which paragraph it belongs to."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pdfplumber

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tags whose content is one paragraph; what stands inside them is a part of a line.
PARAGRAPHS = frozenset({"P", "H1", "H2", "H3", "Lbl", "LBody", "TD", "TH", "Caption"})
_INVISIBLE = frozenset("\u200b\u2060 \u00a0\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One character and its square, in points; `up` is where its feet stand, from the top of the page."""

    text: str
    left: float
    right: float
    up: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """The characters of one line, from left to right."""

    page: int
    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The line's text without spaces."""
        return "".join(letter.text for letter in self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfParagraph:
    """The lines of what is tagged as one paragraph; `path` are the tags that it stands in, its own last."""

    path: tuple[str, ...]
    lines: tuple[PdfLine, ...]

    @property
    def tag(self) -> str:
        """Its own tag."""
        return self.path[-1]

    @property
    def text(self) -> str:
        """Its text without spaces."""
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Place:
    path: tuple[str, ...]
    pieces: list[tuple[int, int]]


def _places(element: Any, place: _Place, page: int, found: list[_Place]) -> None:
    """Collect each paragraph's marked contents, with their pages, in the order of the tags."""
    page = element.get("page_number", page)
    if element["type"] in PARAGRAPHS | {"Table", "L", "BlockQuote"}:
        place = _Place((*place.path, element["type"]), [])
        found.append(place)
    place.pieces += [(page, mcid) for mcid in element.get("mcids", ())]
    for child in element.get("children", ()):
        _places(child, place, page, found)


def _letters(page: Any) -> dict[int, list[Letter]]:
    found: dict[int, list[Letter]] = {}
    for one in page.chars:
        if one["mcid"] is not None and one["text"] not in _INVISIBLE:
            up = page.height - one["matrix"][5]
            letter = Letter(text=one["text"], left=one["x0"], right=one["x1"], up=up, size=one["size"])
            found.setdefault(one["mcid"], []).append(letter)
    return found


def _lines(pieces: list[tuple[int, Letter]]) -> Iterator[PdfLine]:
    """Letters by line; a call to a note stands higher than its line, but beside it."""
    line: list[Letter] = []
    page = 0
    for number, letter in pieces:
        apart = line and (number != page or letter.left < line[-1].left - 1)
        if apart:
            yield PdfLine(page=page, letters=tuple(line))
            line = []
        page = number
        line.append(letter)
    if line:
        yield PdfLine(page=page, letters=tuple(line))


def paragraphs_of(pdf: bytes) -> list[PdfParagraph]:
    """Every paragraph that the file's tags name, in the order of reading."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        letters = {page.page_number: _letters(page) for page in opened.pages}
        places: list[_Place] = []
        for element in opened.structure_tree:
            _places(element, _Place((), []), 1, places)
    found = []
    for place in places:
        pieces = [(page, letter) for page, mcid in place.pieces for letter in letters.get(page, {}).get(mcid, ())]
        if lines := tuple(_lines(pieces)):
            found.append(PdfParagraph(path=place.path, lines=lines))
    return found
