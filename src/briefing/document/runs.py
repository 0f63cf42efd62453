"""From places in the source to printed runs: the only way that source text reaches a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.document.dates import date_remarks
from briefing.document.model import FigureRun, FromEditor, FromSidecar, FromSource, Note, Run
from briefing.edition.openings import skip_bullet, skip_opening
from briefing.text.folding import fold
from briefing.text.quantities import find_quantities
from briefing.text.source import QUOTATION_MARKS, find_holder, find_unpaired, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config.sidecar import Sidecar
    from briefing.document.dates import Publication
    from briefing.document.model import Emphasis, Line
    from briefing.document.wording import Wording
    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Figure, Point, Words
    from briefing.text.scripts import Rendition
    from briefing.text.source import Source, Span

_JOINTS = frozenset("，、；：")
_MAGNITUDES = frozenset("百千万萬亿億兆")


def split_figure(text: str) -> tuple[str, str, str]:
    """The text of a figure cut before and after its numeral; of a range, the numerals of both ends (5至6|个月).

    A numeral that is no more than its magnitude stays with its words: 超万亿元.
    """
    found = [*find_quantities(fold(text))]
    if not found:
        return "", text, ""
    start, end = found[0].numeral, found[-1].digits_end
    if _MAGNITUDES.issuperset(text[start:end]):
        return "", text, ""
    return text[:start], text[start:end], text[end:]


def _as_decided(run: Run) -> Run:
    """The run with the mark, in the ledger alone, that a person chose its words."""
    return replace(run, origin=replace(run.origin, decided=True)) if isinstance(run.origin, FromSource) else run


@dataclass
class RunBuilder:
    """Prints source text in one document's script.

    `printed_whole` are the points that the body prints whole in one of its sections.
    Side effect: keeps the document's `notes` as they are called, and in `anchored` the points that it has printed whole, and in `quoted`
    those whose words a quotation has.
    """

    library: OutlineIndex
    rendition: Rendition
    wording: Wording
    sidecar: Sidecar
    publication: Publication | None
    shown: frozenset[str]
    printed_whole: frozenset[str] = frozenset()
    notes: list[Note] = field(default_factory=list)
    anchored: set[str] = field(default_factory=set)
    quoted: set[str] = field(default_factory=set)

    @property
    def source(self) -> Source:
        """The source that is printed from."""
        return self.library.outline.source

    @cached_property
    def _facts(self) -> list[tuple[Span, str]]:
        """The places of all facts, longest first, so that a figure inside a quotation comes after it."""
        outline = self.library.outline
        facts = [(place, one.id) for place, one in self._figures.items()]
        facts += [(place, one.id) for one in outline.quotes for place in one.words.spans]
        names = (name for group in self.library.names.values() for name in group)
        facts += [(place, name.id) for name in names for place in self.library.mentions(name)]
        return sorted(facts, key=lambda fact: (fact[0].start - fact[0].end, fact[0]))

    @cached_property
    def _figures(self) -> dict[Span, Figure]:
        """The figures by place, but for those of tables: their units stand in another line, where no number does."""
        figures = (figure for figure in self.library.outline.figures if len(figure.words.spans) == 1)
        return {figure.words.span: figure for figure in figures}

    @cached_property
    def _heads(self) -> frozenset[int]:
        """The characters of the first phrases of enumerations, set in bold where they stand in running text."""
        items = (item for one in self.library.outline.enumerations for item in one.items)
        return frozenset(at for item in items for place in item.head.spans for at in range(place.start, place.end))

    @cached_property
    def _fact_index(self) -> dict[int, str]:
        """The innermost fact at each character."""
        return {offset: fact for place, fact in self._facts for offset in range(place.start, place.end)}

    @cached_property
    def _labels(self) -> re.Pattern[str]:
        """A speaker before the words spoken: 北湖县县长宁致远：."""
        names = "|".join(re.escape(fold(speaker.name)) for speaker in self.library.outline.speakers if speaker.name)
        return re.compile(rf"[^，。；：\n]{{0,24}}(?:{names})：" if names else r"(?!)")

    def _cuts(self, place: Span) -> Iterable[Span]:
        """The place cut wherever the fact or the emphasis changes, and around every figure."""
        looks = [(self._fact_index.get(at), at in self._heads) for at in range(place.start, place.end)]
        changes = (place.start + at for at in range(1, len(looks)) if looks[at - 1] != looks[at])
        edges = {place.start, *changes, place.end}
        return (span(start, end) for start, end in pairwise(sorted(edges)))

    def _piece(self, place: Span, emphasis: Emphasis | None, link: str | None, *, bold: bool) -> Run:
        figure = self._figures.get(place)
        if figure is not None:
            return self.figure(figure, link=link)
        weight: Emphasis | None = emphasis or ("strong" if bold and place.start in self._heads else None)
        origin = FromSource(spans=(place,), fact=self._fact_index.get(place.start))
        return Run(text=self.rendition[place], origin=origin, emphasis=weight, link=link)

    def figure(self, figure: Figure, *, link: str | None = None) -> FigureRun:
        """A figure as the source prints it."""
        words = figure.words
        text = "".join(self.rendition[place] for place in words.spans) or self.rendition.convert(words.text)
        before, numeral, unit = split_figure(text)
        origin = FromSource(spans=words.spans, fact=figure.id) if words.spans else FromEditor(fact=figure.id)
        value = format(figure.normal.value, "f")
        return FigureRun(text=text, origin=origin, link=link, before=before, numeral=numeral, unit=unit, value=value)

    def passage(
        self, place: Span, *, emphasis: Emphasis | None = None, link: str | None = None, bold: bool = True
    ) -> Line:
        """The source's words at a place, each fact a run of its own; heads of enumerations stand out where `bold`."""
        return tuple(self._piece(cut, emphasis, link, bold=bold) for cut in self._cuts(place))

    def words(  # noqa: PLR0913 - each is a choice of how words are printed, most are left to their defaults
        self,
        words: Words,
        *,
        emphasis: Emphasis | None = None,
        link: str | None = None,
        bold: bool = True,
        light: bool = False,
        fact: str | None = None,
    ) -> Line:
        """Words of the outline: the source's own, `light` without what joined them to their neighbours, or an editor's.

        `fact` is the id of the fact that an editor's words are; the source's own are known by their places.
        """
        if not words.spans:
            return self.editors(words.text, emphasis=emphasis, link=link, fact=fact)
        folded = self.source.folded
        lines = (
            self.excerpt(self.apart(place), emphasis=emphasis, link=link, bold=bold)
            if light
            else self.passage(
                span(skip_bullet(folded, place.start, place.end), place.end), emphasis=emphasis, link=link, bold=bold
            )
            for place in words.spans
        )
        printed = tuple(run for line in lines for run in line)
        return tuple(map(_as_decided, printed)) if words.origin == "review" else printed

    def excerpt(
        self,
        place: Span,
        *,
        emphasis: Emphasis | None = None,
        link: str | None = None,
        bold: bool = True,
        whole: bool = False,
    ) -> Line:
        """The source's words at a place, without half a quotation; a `whole` sentence keeps its full stop.

        A mark at an edge whose other one lies outside is left out: 去年交税2亿元。”. One within is followed, or preceded, by
        …… and the other mark: 周正说：“先修路。……”.
        """
        folded = self.source.folded
        opened, closed = find_unpaired(folded, place)
        start, end = place.start, place.end
        while opened and opened[0] == start:
            start, opened = start + 1, opened[1:]
        while closed and not folded[closed[-1] + 1 : end].strip("。！？"):
            end, closed = closed[-1], closed[:-1]
        if start >= end:
            return self.passage(place, emphasis=emphasis, link=link, bold=bold)
        inner = span(start, end)
        if end < place.end and not whole:
            inner = self.without_joint(inner)
        line = self.passage(inner, emphasis=emphasis, link=link, bold=bold)
        before = self._other_mark(closed[-1], inner.start, -1) if closed else ()
        after = self._other_mark(opened[0], inner.end, 1) if opened else ()
        omission = (self.wording.run("label.omission"),)
        return (*((*before, *omission) if before else ()), *line, *((*omission, *after) if after else ()))

    def _other_mark(self, mark: int, edge: int, step: int) -> Line:
        """The mark that pairs with one that has lost it, before or behind an edge, where the same line has it."""
        folded = self.source.folded
        wanted = QUOTATION_MARKS[folded[mark]]
        if step > 0:
            stop = folded.find("\n", edge)
            found = folded.find(wanted, edge, stop if stop >= 0 else None)
        else:
            found = folded.rfind(wanted, self.source.line_start(edge), edge)
        return self.passage(span(found, found + 1)) if found >= 0 else ()

    def editors(
        self, text: str, *, emphasis: Emphasis | None = None, link: str | None = None, fact: str | None = None
    ) -> Line:
        """An editor's own words, in the document's script, with the mark that says so; `fact` is their id in the outline."""
        run = Run(text=self.rendition.convert(text), origin=FromEditor(fact=fact), emphasis=emphasis, link=link)
        return (run, self.editor_mark)

    @property
    def editor_mark(self) -> Run:
        """（编者补充）, which stands after an editor's words wherever they are printed."""
        return self.wording.run("label.editor")

    def instead(self, *headings: str) -> Run | None:
        """The words that the sidecar gives instead of a heading, known by any of the forms in which it may be named; or None."""
        known = {fold(heading) for heading in headings}
        for one in self.sidecar.headings:
            if fold(one.words) in known:
                return Run(text=self.rendition.convert(one.instead), origin=FromSidecar(key="headings"))
        return None

    def heading(self, words: Words) -> Line:
        """Words of the outline as a heading, or what the sidecar prints instead."""
        instead = self.instead(words.text)
        return (instead,) if instead else self.words(words)

    def without_joint(self, place: Span) -> Span:
        """The place without the ，；： that joined it to what follows, and without a full stop where that is its only one.

        Entries of lists and tables have none (GB/T 15834-2011 §5.1): those cut at a semicolon could not have one either.
        """
        folded, end = self.source.folded, place.end
        if folded[end - 1] == "。" and "。" not in folded[place.start : end - 1]:
            end -= 1
        while end > place.start + 1 and folded[end - 1] in _JOINTS:
            end -= 1
        return span(place.start, end)

    def apart(self, place: Span) -> Span:
        """The place without who says it, and what joined it to either neighbour, 同时， or （三） before it included.

        The number of a first member stays where the second's stands in the place: 一是抓链条，二是抓基金.
        """
        folded, start = self.source.folded, place.start
        label = self._labels.match(folded, start, place.end) if self.source.line_start(start) == start else None
        start = label.end() if label and label.end() < place.end else start
        return self.without_joint(span(skip_opening(folded, start, place.end), place.end))

    def person(self, role: str | None, name: str | None, near: Span | None, *, added: bool = False) -> Line:
        """A post and a name with a space between, as the source prints them or, where `added`, an editor does."""
        if added:
            return self.editors(" ".join(filter(None, (role, name))))
        lines = [self.phrase(text, near) for text in (role, name) if text]
        return (*lines[0], self.wording.run("label.space"), *lines[1]) if len(lines) > 1 else lines[0] if lines else ()

    def phrase(self, text: str, near: Span | None) -> Line:
        """A phrase that the outline holds without its place (a speaker's post), found at or after a place.

        White space that the source prints within it (张　三) is left out. What the source does not hold is an editor's.
        """
        pattern = re.compile(r"\s*".join(map(re.escape, "".join(text.split()))))
        match = pattern.search(self.source.text, near.start if near else 0) or pattern.search(self.source.text)
        if match is None:
            return self.editors(text)
        words = (span(match.start() + one.start(), match.start() + one.end()) for one in re.finditer(r"\S+", match[0]))
        return tuple(Run(text=self.rendition[place], origin=FromSource(spans=(place,))) for place in words)

    @cached_property
    def _places(self) -> dict[str, str]:
        """Each point's place as packs print it: paragraph and number within it."""
        lines = self.library.lines
        spans = [line.span for line in lines]
        counts: dict[int, int] = {}
        places = {}
        for point in self.library.placed:
            holder = find_holder(spans, point.words.span.start)
            number = lines[holder].number if holder is not None else 0
            counts[number] = counts.get(number, 0) + 1
            places[point.id] = f"{number}.{counts[number]}"
        return places

    def place(self, point: Point) -> str:
        """The place in the source of a point that stands there, as `8.2`."""
        return self._places[point.id]

    def anchor(self, point: Point | None) -> str | None:
        """The place where the document prints the point whole, in its body or annex; None where nothing shows it."""
        return f"src-{point.id}" if point and point.id in self.shown and point.words.spans else None

    def whole(self, point: Point, line: Line) -> Line:
        """The line, which prints the point whole, as the place that links to the point lead to, if it is the first."""
        if point.id in self.anchored or not line or not point.words.spans:
            return line
        self.anchored.add(point.id)
        return (replace(line[0], anchor=f"src-{point.id}"), *line[1:])

    def place_of_figure(self, figure: Figure) -> Line:
        """A link to where the figure's sentence is printed; for a figure that an editor added, the mark that says so."""
        if not figure.words.spans:
            return (self.editor_mark,)
        point = self.library.points.get(figure.point or "")
        return self.source_link((point,) if point else ())

    def source_link(self, points: Sequence[Point], *, linked: bool = True) -> Line:
        """The places of the points, `linked` to where they are printed whole; what an editor added has none."""
        return tuple(
            self.wording.run(
                "label.source",
                values={"place": self.place(point)},
                emphasis="quiet",
                link=self.anchor(point) if linked else None,
            )
            for point in points
            if point.words.spans
        )

    def _has_facts(self, point: Point) -> bool:
        place = point.words.span
        return any(offset in self._fact_index for offset in range(place.start, place.end))

    def point(self, point: Point, *, light: bool = False) -> Line:
        """A point in running text, with its note where it states a fact or a relative date.

        One that is `light`, as in `words`, stands by itself: no head of an enumeration is set off in it.
        """
        if light and self.library.extent_of(point):
            return self._noted(self.abridged(point), point, self._remarks(point), link=self.anchor(point))
        line = self.whole(point, self.words(point.words, bold=not light, light=light))
        if not point.words.spans:
            return line
        remarks = self._remarks(point)
        if not remarks and not self._has_facts(point):
            return line
        return self._noted(line, point, remarks)

    def abridged(self, point: Point) -> Line:
        """The point by itself; of one that is not printed whole what is printed of it, with …… for the rest."""
        part, whole = self.library.extent_of(point), point.words
        if part is None:
            return self.words(whole, bold=False, light=True)
        omission = (self.wording.run("label.omission"),)
        before = omission if part.start > self.apart(whole.span).start else ()
        after = omission if part.end < self.without_joint(whole.span).end else ()
        return (*before, *self.excerpt(self.apart(part), bold=False), *after)

    def voice(self, point: Point | None) -> Line:
        """The name of who says the point and a colon, where several speak."""
        turns = self.library.turns
        voice = turns.of(point).voice if point else None
        if voice is None or not turns.are_several:
            return ()
        return (*self.passage(voice, emphasis="strong"), self.wording.run("label.colon"))

    def line_of(self, point: Point) -> int:
        """Start of the source's line that holds the point; -1 for points of an editor's, which are on one of their own."""
        spans = point.words.spans
        return self.source.line_start(spans[0].start) if spans else -1

    def series(self, points: Sequence[Point]) -> Line:
        """The members of a series (；) as one sentence, which stands by itself, with one note for all of them."""
        if len(points) == 1:
            return self.point(points[0], light=True)
        first, last = points[0].words.span, points[-1].words.span
        places = [point.words.span for point in points]
        places[0] = span(self.apart(first).start, first.end)
        places[-1] = span(last.start, self.without_joint(last).end)
        lines = (
            self.whole(point, self.passage(place, bold=False)) for point, place in zip(points, places, strict=True)
        )
        line = tuple(run for one in lines for run in one)
        remarks = tuple(dict.fromkeys(remark for point in points for remark in self._remarks(point)))
        if not remarks and not any(map(self._has_facts, points)):
            return line
        return self._noted(line, points[0], remarks)

    def _noted(self, line: Line, point: Point, remarks: Line, *, link: str | None = None) -> Line:
        """The line with a note at its end: the point's place, and the remarks."""
        where = self.wording.run("note.place", values={"place": self.place(point)}, link=link)
        self.notes.append(Note(number=len(self.notes) + 1, line=(where, *remarks)))
        return (*line[:-1], replace(line[-1], note=len(self.notes)))

    def errata(self) -> tuple[tuple[str, str], ...]:
        """The source's known errors that this script prints, each with what it should be."""
        convert = self.rendition.convert
        pairs = ((convert(one.words), convert(one.correct)) for one in self.sidecar.errata)
        return tuple((printed, correct) for printed, correct in pairs if printed != correct)

    def _remarks(self, point: Point) -> Line:
        """Notes on the point's words: relative dates and known errors."""
        text = self.source[point.words.span]
        corrections = (
            self.wording.run("note.erratum", values={"word": printed, "correct": correct})
            for printed, correct in self.errata()
            if printed in self.rendition.convert(text)
        )
        return (*date_remarks(self.source.fold(point.words.span), self.publication, self.wording), *corrections)
