"""Extracts, which readers take out of files: the text, the lines whose kind its structure gives, and what was left out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.text.source import Cell, Diagnostic, Mark, span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.text.source import MarkKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file with its marks and notices, whose spans point into the text.

    `pages` are the places at which pages of the file begin, each with its number, where the file has pages.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

    def to_table(self) -> dict[str, Any]:
        """The extract as plain JSON values."""
        return asdict(self)


def from_table(table: Mapping[str, Any]) -> Extract:
    """The extract that `to_table` wrote."""
    return Extract(
        text=table["text"],
        marks=tuple(
            Mark(
                **one
                | {
                    "span": span(**one["span"]),
                    "words": one["words"] and span(**one["words"]),
                    "cells": tuple(Cell(**cell | {"span": span(**cell["span"])}) for cell in one["cells"]),
                }
            )
            for one in table["marks"]
        ),
        notices=tuple(Diagnostic(**one | {"span": one["span"] and span(**one["span"])}) for one in table["notices"]),
        pages=tuple((start, number) for start, number in table["pages"]),
    )


@dataclass(slots=True, kw_only=True)
class ExtractBuilder:
    """Collects an extract line by line."""

    _lines: list[str] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _notices: list[Diagnostic] = field(default_factory=list)
    _length: int = 0
    _pages: list[tuple[int, int]] = field(default_factory=list)

    def page(self, number: int) -> None:
        """Say that the next line is of a page, where that is another than the line before."""
        if not self._pages or self._pages[-1][1] < number:
            self._pages.append((self._length, number))

    def line(self, text: str, kind: MarkKind | None = None, *, level: int = 0) -> Span:
        """Add a line, of a kind that the file gives or None; its place in the text."""
        place = span(self._length, self._length + len(text))
        self._lines.append(text)
        self._length = place.end + 1
        if kind is not None:
            self._marks.append(Mark(kind=kind, span=place, level=level))
        return place

    def row(self, words: Sequence[str], grid: Sequence[tuple[int, int, int]], table: int) -> Span:
        """Add a table's row as a line of cells parted by tabs; `grid` has each cell's column and how many columns and rows it covers."""
        start, cells = self._length, []
        for text, (column, columns, rows) in zip(words, grid, strict=True):
            cells.append(Cell(span=span(start, start + len(text)), column=column, columns=columns, rows=rows))
            start += len(text) + 1
        place = self.line("\t".join(words))
        self._marks.append(Mark(kind="row", span=place, table=table, cells=tuple(cells)))
        return place

    def notice(self, code: str, message: str, place: Span | None = None) -> None:
        """Tell the reader what was left out, joined or is doubtful: one Simplified Chinese sentence."""
        self._notices.append(Diagnostic(code=code, message=message, span=place))

    def build(self) -> Extract:
        """The extract of all lines added."""
        return Extract(
            text="\n".join(self._lines),
            marks=tuple(self._marks),
            notices=tuple(self._notices),
            pages=tuple(self._pages),
        )
