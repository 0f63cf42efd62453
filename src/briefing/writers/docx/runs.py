"""Lines of a document as Word's runs, links, bookmarks and note marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.document.model import FigureRun, FromEditor, FromSource
from briefing.readers.docx.blanks import BLANK_BOOKMARK, BLANK_TAG
from briefing.writers.docx.xml import R, run, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.document.model import Blank, Line, Run
    from briefing.writers.docx.xml import Element

# Word cuts a bookmark's name after this many characters, and the link to it is lost.
_LONGEST_NAME = 40
_FACT = "_fact_"
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")


@dataclass
class Bookmarks:
    """The bookmarks of one document, numbered in the order of the text: of anchors, and of every printed fact.

    A fact's bookmark is called `_fact_f2_1` (the first place of f2): a content control would say it better, but
    LibreOffice drops its tag, and python-docx leaves its text out of a paragraph's. `blank` is a content control.
    """

    anchors: dict[str, str]
    _count: int = 0
    _places: dict[str, int] = field(default_factory=dict)

    def around(self, name: str, content: Iterable[Element]) -> list[Element]:
        """The content between the two ends of a bookmark."""
        number, self._count = self._count, self._count + 1
        return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]

    def anchor(self, anchor: str, content: Iterable[Element]) -> list[Element]:
        """The content as the target of links to an anchor."""
        return self.around(self.anchors[anchor], content)

    def fact(self, fact: str, content: Iterable[Element]) -> list[Element]:
        """The content as one more place where a fact is printed."""
        self._places[fact] = self._places.get(fact, 0) + 1
        return self.around(f"{_FACT}{fact}_{self._places[fact]}", content)

    def blank(self, blank: Blank) -> list[Element]:
        """A content control that shows its prompt until an office fills it, in a bookmark called by its key."""
        # LibreOffice 7.4 saves the words of a plain-text control (w:text) four times over; it drops title, tag and number
        # of this one, and keeps the bookmark.
        control = w(
            "sdt",
            w(
                "sdtPr",
                w("alias", val=blank.label),
                w("tag", val=f"{BLANK_TAG}{blank.label}"),
                w("id", val=self._count + 1),
                w("showingPlcHdr"),
            ),
            w("sdtContent", run(blank.prompt, "PlaceholderText")),
        )
        return self.around(BLANK_BOOKMARK + blank.key.replace(".", "_"), [control])


def name_anchors(anchors: Iterable[str]) -> dict[str, str]:
    """A bookmark's name for every anchor: letters, digits and underscores, short, and no two alike in any case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, anchor in enumerate(anchors, 1):
        name = re.sub(r"\W", "_", f"_{anchor}")
        clash = len(name) > _LONGEST_NAME or name.casefold() in taken or name.startswith(_FACT)
        names[anchor] = f"_{number}{name}"[:_LONGEST_NAME] if clash else name
        taken.add(names[anchor].casefold())
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWriter:
    """Writes lines into one part of the file; `relate` gives the part's relationship to a URL."""

    bookmarks: Bookmarks
    relate: Callable[[str], str]

    def write(self, line: Line, *, figure: str | None = "Figure", style: str | None = None) -> list[Element]:
        """The line's runs; figures are set in the style `figure`, what has no style of its own in `style`."""
        return [element for one in line for element in self._write_run(one, figure, style)]

    def write_parts(self, figure: FigureRun, unit: str) -> list[Element]:
        """A figure in two sizes: what stands around its numeral in the style `unit`."""
        parts = ((figure.before, unit), (figure.numeral, None), (figure.unit, unit))
        return self._marked(figure, self._linked(figure, [run(words, style) for words, style in parts if words]))

    def _write_run(self, one: Run, figure: str | None, style: str | None) -> list[Element]:
        words = [run(one.text, _style_of(one, figure) or style)] if one.text else []
        written = self._marked(one, self._linked(one, words))
        if one.note is not None:
            mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteReference", id=one.note))
            written = [*written, mark]
        return self.bookmarks.anchor(one.anchor, written) if one.anchor in self.bookmarks.anchors else written

    def _marked(self, one: Run, content: list[Element]) -> list[Element]:
        fact = one.origin.fact if isinstance(one.origin, FromSource | FromEditor) else None
        return self.bookmarks.fact(fact, content) if fact and content else content

    def _linked(self, one: Run, content: list[Element]) -> list[Element]:
        target = self.bookmarks.anchors.get(one.link or "")
        if target:
            return [w("hyperlink", *content, anchor=target, history=1)]
        if one.link and _ADDRESS.fullmatch(one.link):
            link = w("hyperlink", *content, history=1)
            link.set(f"{{{R}}}id", self.relate(one.link))
            return [link]
        return content


def _style_of(one: Run, figure: str | None) -> str | None:
    if one.emphasis == "strong":
        return "Strong"
    if one.emphasis == "quiet":
        return "SourceLink" if one.link else "Quiet"
    if isinstance(one, FigureRun):
        return figure
    if one.link:
        return "Hyperlink" if _ADDRESS.fullmatch(one.link) else "SourceLink"
    return None
