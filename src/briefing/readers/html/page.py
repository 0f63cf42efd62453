"""The article of a web page → its extract: title, date line, body, each line with its mark, and what a person must be told."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from briefing.readers.extract import Extract, ExtractBuilder
from briefing.readers.html.article import is_crumb, is_within
from briefing.readers.html.lines import SEAM
from briefing.readers.html.metadata import (
    SOURCE_LABEL,
    bare_title,
    begins_with_date,
    day_in,
    imprint_of,
    is_dated_imprint,
    is_labelled_row,
    key_of,
)
from briefing.readers.layout import tidy
from briefing.text import lexicon
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.readers.html.article import Article
    from briefing.readers.html.lines import Line, Shown
    from briefing.readers.html.metadata import Metadata
    from briefing.text.source import MarkKind, Span

_DISCLAIMER = re.compile(rf"\W{{0,3}}{lexicon.pattern('web_page', 'disclaimer')}")
_IMPRINT_NAMES = frozenset(lexicon.words("web_page", "imprint_names"))
_SITE_END = re.compile(rf"{lexicon.pattern('web_page', 'site_ends')}$")
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_TITLE = 120
_LONGEST_HEADING = 50
_SHORT = 14
_OPENING = 20
_BADGE = 4
_SITE = 16
_TRADITIONAL = 0.05
_CUT = ("…", "...")
_NEAR = 4
_ABOVE = 8
_PIECES = 3
# 第A03版：县域: the page of a newspaper, in a line above the day.
_NEWSPAPER_PAGE = re.compile(r"\W?(?:第?\s*[A-Z]?\d{1,3}\s*版|版次|版面)")


def find_headline(lines: list[Line], metadata: Metadata) -> Line | None:
    """The line that is the article's headline: what the page's head calls it, else its h1; a headline of two lines is joined."""
    sure = {key_of(title) for title in (*metadata.titles, bare_title(metadata)) if title}
    pieces = [key_of(part) for part in metadata.parts]
    longest = max(map(len, pieces[1:]), default=max(map(len, pieces), default=0))
    likely = {piece for piece in pieces if 2 * len(piece) >= longest} - {key_of(metadata.site)}
    # 访谈：把数字讲……_岚江网
    cut = tuple(key_of(one) for one in (*metadata.titles, *metadata.parts) if one.endswith(_CUT) and key_of(one))
    _join_headline(lines, sure | likely, [*metadata.titles, *metadata.parts])
    # Several of the first level below running text head its parts.
    highest = [index for index, line in enumerate(lines) if line.kind == "heading" and line.level == 1]
    heads_page = len(highest) == 1 or not any(line.prose for line in lines[: min(highest, default=0)])
    best: tuple[tuple[float, bool, bool], Line] | None = None
    for line in lines:
        if line.hidden is not None or len(line.text) > _LONGEST_TITLE or line.cells:
            continue
        key = key_of(line.text)
        begins = (
            2 * len(key) >= longest and len(key) > _BADGE * 2 and any(piece.startswith(key) for piece in pieces[:1])
        )
        is_sure = key in sure or (bool(cut) and key.startswith(cut))
        named = 3 if is_sure else 2 if key in likely else 1.5 if begins else 0
        if not named and (
            whole := next((one for one in sure if key.endswith(one) and len(key) - len(one) <= _BADGE), None)
        ):
            named = 3 if _cut_badge(line, whole) else 0
        first = line.kind == "heading" and line.level == 1 and heads_page
        rank = named or (1 if first and not _is_site(line.text, metadata) else 0)
        score = (rank, line.linked * 2 < len(line.text), line.kind == "heading")
        if rank and (best is None or score > best[0]):
            best = (score, line)
    return best[1] if best else _above_imprint([line for line in lines if line.hidden is None])


def _above_imprint(lines: Sequence[Line]) -> Line | None:
    """The line above that of date and source, where no line is what the page's head calls it (岚江区政府-最新消息)."""
    dated = next((index for index, line in enumerate(lines) if is_dated_imprint(line)), 0)
    for line in reversed(lines[max(0, dated - 3) : dated]):
        is_long = _SHORT // 2 < len(line.text) <= _LONGEST_TITLE // 2
        is_other = is_crumb(line) or imprint_of(line) or _NEWSPAPER_PAGE.match(line.text)
        if is_long and not line.linked and "。" not in line.text and not is_other and not is_labelled_row(line):
            return line
    return None


def _is_site(text: str, metadata: Metadata) -> bool:
    """True if an h1 is the name of the site, as around a logo."""
    return key_of(text) in (key_of(metadata.site), "") or (len(text) < _SITE and bool(_SITE_END.search(text)))


def _cut_badge(line: Line, key: str) -> bool:
    """Takes off a badge (原创, 图解) that stands before the headline in an element of its own."""
    pieces = [piece for piece in map(tidy, line.raw.split(SEAM)) if piece]
    for index in range(1, len(pieces)):
        words = tidy("".join(pieces[index:]))
        if key_of(words) == key:
            line.text = line.raw = words
            return True
    return False


def _join_headline(lines: list[Line], keys: set[str], titles: Sequence[str]) -> None:
    """Makes one line of a headline that breaks part, where its pieces together are the page's title."""
    for index, first in enumerate(lines):
        pieces = [line for line in lines[index : index + _PIECES] if line.place is first.place]
        sizes = range(len(pieces), 1, -1)
        whole = next((size for size in sizes if key_of("".join(one.text for one in pieces[:size])) in keys), 0)
        if whole and key_of(first.text) not in keys and all(one.kind == first.kind for one in pieces[:whole]):
            for one in pieces[1:whole]:
                closed = re.search(r"[：:—]$", first.text) or one.text.startswith(("—", "―"))
                # A title of the page's head that has both pieces without a space tells that none is meant.
                gap = "" if closed or any(f"{first.text}{one.text}" in title for title in titles) else " "
                first.text = first.raw = f"{first.text}{gap}{one.text}"
            del lines[index + 1 : index + whole]
            return


def compose(article: Article, headline: Line | None, metadata: Metadata, shown: Shown) -> Extract:
    """The extract of the article under its headline."""
    page = _Page(article=article, headline=headline, metadata=metadata)
    page.write()
    page.tell(shown)
    return page.builder.build()


class _Page:
    """One page being written: lines in order, and where each went."""

    def __init__(self, *, article: Article, headline: Line | None, metadata: Metadata) -> None:
        self.builder = ExtractBuilder()
        self.article, self.headline, self.metadata = article, headline, metadata
        self.spans: dict[int, Span] = {}
        self.places: list[tuple[Any, Span]] = []
        self.last: Span | None = None
        self.differing = ""

    def write(self) -> None:
        above, head, body = self._parted()
        for line in above:
            # A column's name above the headline; what it stands for cannot be told from the page.
            imprint = imprint_of(line)
            self._add(
                line, imprint or line.text, "imprint" if imprint else None if line.text[0] in "【“" else "furniture"
            )
        self._write_title(head, body)
        marked = [(line, imprint_of(line)) for line in head]
        self._write_imprint([text for _, text in marked if text], is_alone=all(text for _, text in marked))
        containers = {line.place.getparent() for line in body if line.prose}
        for line, text in marked:
            is_label = len(line.text) <= _SHORT and line.kind is None and line.place.getparent() not in containers
            if text:
                self._add(line, text, "imprint")
            elif is_label and line.text[0] not in "—―-【（":
                names = f"{line.place.get('class', '')} {line.place.get('id', '')}".lower()
                is_named = any(part in _IMPRINT_NAMES for part in re.findall("[a-z]+", names))
                is_imprint = is_named and not line.text.isdecimal()
                self._add(line, line.text, "imprint" if is_imprint else "furniture")
            else:
                self._add(line, line.text, None if line.kind == "heading" else line.kind)
        if self.differing:
            self.builder.notice("metadata-differs", self.differing, self.last)
        self._write_body(body)

    def _parted(self) -> tuple[list[Line], list[Line], list[Line]]:
        """Lines right above the headline, lines between headline and text, and the text; the headline is in none."""
        before, body = self.article.before, self.article.body
        if self.headline is None:
            return [], [line for line in before[-_ABOVE:] if imprint_of(line) or is_labelled_row(line)], body
        at = next((index for index, line in enumerate(before) if line is self.headline), None)
        within = next((index for index, line in enumerate(body) if line is self.headline), None)
        above = body[:within] if within is not None else []
        rest = body[within + 1 :] if within is not None else body
        if any(line.prose and not (imprint_of(line) or is_labelled_row(line)) for line in above):
            return [], [], [*above, *rest]
        head = before[at + 1 :] if at is not None else []
        if at is not None:
            # A date that stands in one box with the headline below it; that of a page's head is today's.
            holder = self.headline.place.getparent()
            above = [one for one in before[max(0, at - 2) : at] if day_in(one.text) and one.place.getparent() is holder]
        rows = [line for line in before[: len(before) if at is None else at] if is_labelled_row(line)]
        # The line of date and source may stand below a subtitle that is set as a heading.
        above_text = list(takewhile(lambda line: line.kind == "heading" or not self._is_text(line), rest))
        dated = max((index for index, line in enumerate(above_text) if imprint_of(line)), default=-1)
        lead = [*above_text[: dated + 1], *takewhile(lambda line: not self._is_text(line), rest[dated + 1 :])]
        key = key_of(self.headline.text)
        return (
            [*rows, *(line for line in above if line not in rows and not _is_site(line.text, self.metadata))],
            [line for line in [*head, *lead] if key_of(line.text) != key],
            rest[len(lead) :],
        )

    def _is_text(self, line: Line) -> bool:
        if is_labelled_row(line):
            return False
        if line.prose and not imprint_of(line):
            return True
        return line.kind in ("row", "caption", "text") or (line.kind == "heading" and not imprint_of(line))

    def _write_title(self, head: list[Line], body: list[Line]) -> None:
        # A page without words of its own has no article to be called anything.
        title = bare_title(self.metadata) if any(_HAN.search(line.text) for line in body) else ""
        if self.headline is not None:
            self._add(self.headline, self.headline.text, "title")
            printed = key_of(self.headline.text)
            given = [key_of(one) for one in (*self.metadata.titles, *self.metadata.parts)]
            if title and not any(printed in one or one in printed for one in given):
                told = f"网页自报的标题（{title}）与页面上的不同，用了页面上的。"
                self.builder.notice("metadata-differs", told, self.last)
            return
        opening = [*head, *takewhile(lambda line: not line.prose, body[:3])]
        heading = next(
            (line for line in opening if line.kind == "heading" and not _is_site(line.text, self.metadata)),
            None,
        )
        if title:
            self.last = self.builder.line(title, "title")
            self.builder.notice("title-from-metadata", "标题取自网页的标题栏，正文页面上没有印出。", self.last)
        elif heading is not None:
            (head if heading in head else body).remove(heading)
            self._add(heading, heading.text, "title")

    def _write_imprint(self, texts: Sequence[str], *, is_alone: bool) -> None:
        """Adds date and outlet that only the head of the page gives, as a line of their own."""
        seen = [*texts, *(text for line in self.article.body[-4:] if (text := imprint_of(line)))]
        printed = next((day for text in seen if (day := day_in(text))), None)
        given = self.metadata.published
        is_dated = printed is not None or any(begins_with_date(text) for text in seen)
        outlet = self.metadata.outlet or (self.metadata.office if is_alone else "")
        parts = {"日期": given.isoformat()} if given and not is_dated else {}
        if outlet and not any(SOURCE_LABEL.search(text) for text in seen):
            words = "".join(line.text for line in self.article.body[:20])
            changed = sum(a != b for a, b in zip(words, fold(words), strict=True) if a > "\u2e80")
            label = "來源" if changed > _TRADITIONAL * len(words) else "来源"
            parts["来源"] = f"{label}：{outlet}"
        if parts:
            self.last = self.builder.line(" ".join(parts.values()), "imprint")
            told = f"{'、'.join(parts)}取自网页的自报信息，页面上没有这样印出。"
            self.builder.notice("imprint-from-metadata", told, self.last)
        if given and printed and abs((given - printed).days) > 1:
            self.differing = f"网页自报的日期（{given.isoformat()}）与页面上的不同，用了页面上的。"

    def _write_body(self, body: list[Line]) -> None:
        levels = sorted({line.level for line in body if line.kind == "heading"})
        prose = [index for index, line in enumerate(body) if line.prose and not imprint_of(line)]
        last = prose[-1] if prose else len(body)
        for index, line in enumerate(body):
            imprint = imprint_of(line) if index >= last or not prose or index < prose[0] else ""
            if line.kind == "heading" and index > last and all(below.kind == "heading" for below in body[index:]):
                # 附件: what stood under it was left out.
                self._add(line, line.text, "furniture")
            elif line.kind == "heading":
                is_paragraph = len(line.text) > _LONGEST_HEADING or line.text[-1] in "。；，"
                if is_paragraph:
                    self._add(line, line.text, "text")
                else:
                    self._add(line, line.text, "heading", level=min(3, levels.index(line.level) + 1))
            elif imprint:
                self._add(line, imprint, "imprint")
            elif index >= last - 1 and _DISCLAIMER.match(line.text) and index > 0:
                self._add(line, line.text, "furniture")
            else:
                self._add(line, line.text, line.kind)

    def _add(self, line: Line, text: str, kind: MarkKind | None, *, level: int = 0) -> None:
        if line.cells:
            self.last = self.builder.row(line.cells, line.grid, line.table)
        else:
            # ****** is a rule, and 主题词： a label without a value.
            is_empty = not re.search(r"\w", text) or is_labelled_row(line)
            self.last = self.builder.line(text, "furniture" if is_empty else kind, level=level)
        self.places.append((line.place, self.last))

    def tell(self, shown: Shown) -> None:
        """Adds the notices: what was left out, joined, or is doubtful."""
        article, notice = self.article, self.builder.notice
        if article.others:
            first = article.others[0].text
            opening = first if len(first) <= _OPENING else f"{first[:_OPENING]}……"
            notice(
                "page-parts-left-out",
                f"网页上不属于本文的 {len(article.others)} 段没有读，头一段是“{opening}”。",
                self._near(first=None),
            )
        texts = {line.text for line in article.body}
        if copies := [line for line in article.copies if line.text in texts]:
            notice(
                "page-copy-left-out", f"有 {len(copies)} 段在网页里出现不止一次，只读了一次。", self._near(first=None)
            )
        if article.is_part:
            notice("page-of-several", "文章在网上分成几页，这个文件只是其中一页。", self._near(first=None))
        if article.revealed:
            notice(
                "page-hidden-read", "正文在网页里标为不显示（通常由脚本显示出来），还是读了。", self._near(first=None)
            )
        self._tell_left_out(shown)

    def _tell_left_out(self, shown: Shown) -> None:
        """Adds the notices of what stands in the article itself and was not read as it stands."""
        article, notice = self.article, self.builder.notice
        main = {article.main}
        containers = {line.place.getparent() for line in article.body if line.prose}
        # Beside the article are the frames of advertisements; counters are frames that nobody sees.
        embedded = [
            one
            for one in shown.embedded
            if (one.get("src") or one.get("data") or "").strip()
            and all(one.get(side, "").strip(" px") not in ("0", "1") for side in ("width", "height"))
            and containers & {one.getparent(), one.getparent().getparent()}
        ]
        for code, places, message in (
            ("page-struck-out", shown.struck, "网页上划掉的字没有读（{} 处）。"),
            ("note-calls-left-out", shown.notes, "上标的注号没有读（{} 处）。"),
            ("page-embedded-left-out", embedded, "正文里嵌有别的网页、文件或影像（{} 处），其中的字没有读。"),
        ):
            inside = [place for place in places if is_within(place, main)]
            if inside:
                notice(code, message.format(len(inside)), self._near(first=inside[0]))
        read = {id(line) for line in article.body}
        if joined := [line for line in shown.joined if id(line) in read]:
            message = f"有 {len(joined)} 处句子中间换了行，接成了一段。"
            notice("page-lines-joined", message, self._near(first=joined[0].place))

    def _near(self, *, first: Any) -> Span | None:
        """Span of the element's words in the text; of the last line where it has none."""
        if first is not None:
            for place, where in self.places:
                if place is first or first in islice(place.iterancestors(), _NEAR):
                    return where
        return self.last
