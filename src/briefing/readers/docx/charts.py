"""A chart of a Word file → passages: what its bars are of and what their labels say, as a table's rows would be read.

Labels are made anew from the numbers and their formats, as a program that draws the chart does. The workbook behind it
says which fact a number is (by the cell's name), and is believed no more than the text's own marks.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.readers.docx.source import open_package, parse_part, read_part
from briefing.readers.docx.unseen import refuse_bomb, words_of_shapes
from briefing.readers.passages import FactMark, Passage
from briefing.text.number_formats import show_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORKBOOK = "xl/workbook.xml"
_SHEET = "xl/worksheets/sheet1.xml"
_FACT = re.compile(r"_fact_(\w+?)_\d+")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Where a chart that an office suite saved again says nothing of the place of its numbers.
_USUAL = ("B", 2)
# More digits are no number that anybody printed, and could fill the memory.
_DIGITS = 25
# Word lets an axis begin above zero where all its numbers are nearer to each other than this.
_FLAT = Decimal("0.8334")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The workbook's numbers by cell, and the facts that cells are named after."""

    cells: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Charts:
    """The charts that one part of a package shows, numbered as they are read."""

    package: zipfile.ZipFile
    part: str
    name: str
    count: int = 0

    def read(self, relationship: str) -> list[Passage]:
        """The words and the labels of a chart in their order, and what its workbook says otherwise."""
        part = self._targets(self.part).get(relationship)
        root = self._root(self.package, part)
        if part is None or root is None:
            return []
        self.count += 1
        place, book = f"图{self.count}", self._book(part)
        passages = [_passage(_words(one), place) for one in root.iter(f"{_C}title")]
        for series in root.iter(f"{_C}ser"):
            passages += _read_series(series, book, place)
        # Words that are neither titles nor labels of numbers: of trend lines, legends, extensions.
        for text in root.iter(f"{_A}t"):
            if not {one.tag for one in text.iterancestors()}.intersection((f"{_C}title", f"{_C}dLbl")):
                passages.append(_passage(text.text or "", place))
        for shapes in root.iter(f"{_C}userShapes"):
            # Words that somebody has drawn into the chart.
            drawing = self._root(self.package, self._targets(part).get(shapes.get(_RELATION, "")))
            inside = [] if drawing is None else words_of_shapes(drawing)
            passages += [_passage(words, f"{place}上的文字") for words in inside]
        passages += [Passage(text=words, place=place, channel="distorted") for words in _bent_axes(root)]
        return [one for one in passages if one.text.strip()]

    def _root(self, package: zipfile.ZipFile, part: str | None) -> Any:
        listed = part is not None and part in package.namelist()
        return parse_part(read_part(package, str(part), self.name), self.name) if listed else None

    def _targets(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by the relationship's id."""
        folder, _, file = part.rpartition("/")
        root = self._root(self.package, f"{folder}/_rels/{file}.rels")
        return {
            one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            for one in (() if root is None else root)
            if one.get("TargetMode") != "External"
        }

    def _book(self, chart: str) -> _Book:
        listed = {*self.package.namelist()}
        books = [one for one in self._targets(chart).values() if one.endswith(".xlsx") and one in listed]
        content = read_part(self.package, books[0], self.name) if books else b""
        if not zipfile.is_zipfile(BytesIO(content)):
            return _Book()
        with open_package(content, self.name) as book:
            refuse_bomb(book, self.name)
            names, sheet = (self._root(book, one) for one in (_WORKBOOK, _SHEET))
        cells = () if sheet is None else sheet.iter(f"{_S}c")
        facts: dict[str, str] = {}
        for one in () if names is None else names.iter(f"{_S}definedName"):
            fact, cell = _FACT.fullmatch(one.get("name", "")), _CELL.fullmatch((one.text or "").rpartition("!")[2])
            if fact and cell:
                facts[f"{cell[1]}{cell[2]}"] = fact[1]
        return _Book(
            cells={one.get("r", ""): one.findtext(f"{_S}v", "") for one in cells if one.get("t", "n") == "n"},
            facts=facts,
        )


def _passage(text: str, place: str, fact: str | None = None) -> Passage:
    marks = (FactMark(start=0, end=len(text), fact=fact),) if fact and text else ()
    return Passage(text=text, place=place, part="cell", marks=marks)


def _words(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_A}t"))


def _bent_axes(root: Any) -> Iterator[str]:
    """Settings that make the bars of a chart longer or shorter than its numbers are."""
    values = [_number(one.findtext(f"{_C}v", "")) for one in root.iterfind(f".//{_C}val//{_C}pt")]
    known = [value for value in values if value is not None]
    for axis in root.iter(f"{_C}valAx"):
        least = axis.find(f"{_C}scaling/{_C}min")
        begins = _number(least.get("val", "")) if least is not None else None
        crosses = axis.find(f"{_C}crossesAt")
        if begins:
            yield f"数轴从 {begins:f} 起"
        elif begins is None and len(known) > 1 and min(known) > max(known) * _FLAT:
            yield "数轴不从 0 起"
        if axis.find(f"{_C}scaling/{_C}logBase") is not None:
            yield "数轴是对数的"
        if crosses is not None and _number(crosses.get("val", "")):
            yield f"数轴在 {crosses.get('val')} 处相交"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _DIGITS else None


def _read_series(series: Any, book: _Book, place: str) -> Iterator[Passage]:
    yield _passage("".join(one.text or "" for one in series.iterfind(f"{_C}tx//{_C}v")), place)
    names = {one.get("idx"): one.findtext(f"{_C}v", "") for one in series.iterfind(f"{_C}cat//{_C}pt")}
    found = _CELL.match((series.findtext(f"{_C}val//{_C}f") or "").rpartition("!")[2])
    column, first = (found[1], int(found[2])) if found else _USUAL
    for point in series.iterfind(f"{_C}val//{_C}pt"):
        number = point.get("idx", "")
        yield _passage(names.pop(number, ""), place)
        code, held = _format(series, point), point.findtext(f"{_C}v", "")
        cell = f"{column}{first + int(number)}" if number.isdecimal() else ""
        # The words that somebody typed in the place of a number.
        label = _label(series, number)
        yield _passage(("" if label is None else _words(label)) or _show(held, code), place, book.facts.get(cell))
        behind = _show(book.cells.get(cell, held), code)
        yield _passage(behind if behind != _show(held, code) else "", f"{place}的数据表", book.facts.get(cell))
    yield from (_passage(words, place) for words in names.values())


def _label(series: Any, number: str) -> Any:
    """Words of the label of one number alone."""
    labels = series.iterfind(f"{_C}dLbls/{_C}dLbl")
    return next(
        (one for one in labels if one.find(f"{_C}idx") is not None and one.find(f"{_C}idx").get("val") == number), None
    )


def _format(series: Any, point: Any) -> str:
    label = _label(series, point.get("idx", ""))
    said = [None if label is None else label.find(f"{_C}numFmt"), series.find(f"{_C}dLbls/{_C}numFmt")]
    for one in said:
        if one is not None and one.get("sourceLinked") not in ("1", "true"):
            return str(one.get("formatCode", "General"))
    return str(point.get("formatCode") or series.findtext(f"{_C}val//{_C}formatCode") or "General")


def _show(held: str, code: str) -> str:
    number = _number(held)
    return held if number is None else show_number(number, code)
