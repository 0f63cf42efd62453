"""Reads the marked snippets of `tests/cases`: many small texts, each with what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefing.outline.lines import Line
from briefing.text.source import Source, Span, span, strip_span

CASES = Path(__file__).parents[1] / "cases"
_MARK = re.compile(r"[⟦⟧]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One snippet: its text with the marks and without, and the lines of what is expected by their first character."""

    name: str
    marked: str
    expected: tuple[str, ...]

    @property
    def text(self) -> str:
        """The snippet without its marks."""
        return _MARK.sub("", self.marked)

    def wanted(self, sign: str) -> list[str]:
        """The texts expected under one sign."""
        return [line[2:] for line in self.expected if line[:2] == f"{sign} "]


def read_cases(pattern: str) -> list[Case]:
    """The cases of all files that the pattern names."""
    files = sorted(CASES.glob(pattern))
    return [_read(block, file.stem) for file in files for block in file.read_text("utf-8").split("\n----\n")]


def _read(block: str, stem: str) -> Case:
    title, *lines = block.strip("\n").split("\n")
    expected = tuple(line for line in lines if re.match(r"[=~@政品活机] ", line))
    body = [line for line in lines if line not in expected]
    return Case(name=f"{stem}：{title.lstrip('# ')}", marked="\n".join(body), expected=expected)


def plain_lines(source: Source) -> tuple[Line, ...]:
    """The text's lines, labelled by their looks alone, so that these cases do not rest on the labelling."""
    places = (strip_span(source, span(*match.span())) for match in re.finditer(r"[^\n]+", source.text))
    kept = [place for place in places if place.start < place.end]
    return tuple(_line(source, place, number) for number, place in enumerate(kept, 1))


def _line(source: Source, place: Span, number: int) -> Line:
    folded = source.fold(place)
    if folded.endswith(("摄", "供图")):
        return Line(kind="caption", span=place, number=number)
    if re.match(r"[（一二三四五六七八九十]+[）、][^。]*$", folded) and len(folded) < 30:
        return Line(kind="heading", span=place, number=number, level=1)
    if folded.startswith("答："):
        return Line(kind="answer", span=place, number=number, label=span(place.start, place.start + 2))
    return Line(kind="text", span=place, number=number)
