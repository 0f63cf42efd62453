"""Markdown → the text that a person sees: marks are read and never printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefing.readers.encodings import decode, find_line_places
from briefing.readers.extract import Extract, ExtractBuilder
from briefing.readers.layout import tidy
from briefing.readers.markdown.front_matter import UNREAD, count_unread, find_front_matter
from briefing.readers.markdown.inline import read_html, read_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markdown_it.token import Token

    from briefing.readers.markdown.front_matter import Entry
    from briefing.text.source import MarkKind, Span

_TASK = re.compile(r"\[[ xX]\]\s+")
# Pandoc's names of a heading: # 题目 {#a .unnumbered}
_ATTRIBUTES = re.compile(r"\s*\{[#.-][^{}]{0,80}\}$")
# Obsidian's sign of a box: > [!note] 题
_CALLOUT = re.compile(r"\[![A-Za-z]{2,20}\][+-]?\s*")
_COLON = ("：", ":")
# So many of the headings of one level end in a colon, each over a paragraph, where they name who speaks.
_TURN_SHARE = 0.8
# A paragraph has so many characters at least, and a heading with a rule under it so many at most.
_PROSE, _LONGEST_RULED = 40, 40
_DATED_TITLE = re.compile(
    r"(?P<date>(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|年\d{1,2}月\d{1,2}日))[ 　]+(?=\S)"
)
# What was left out of a page: code and message of its notice.
LEFT_OUT = {
    "code": ("markdown-code", "有 {} 段代码没有读"),
    "image": ("markdown-images", "有 {} 幅图片，图上的字没有读"),
    "struck": ("markdown-struck", "有 {} 处画了删除线的字没有读"),
    "raised": ("markdown-raised", "有 {} 处上标没有读"),
    "embedded": ("markdown-embedded", "有 {} 处嵌入的网页部件没有读"),
}


def make_parser() -> MarkdownIt:
    """A parser of Markdown as Chinese offices and newspapers write it: with tables, footnotes and HTML."""
    # A paragraph of Chinese that is indented by four spaces or a tab is no code. Escaped characters stay tokens of their own.
    rules = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["code", "text_join"])
    # Pandoc's divisions (::: {.note} … :::) and spans ([记者]{.bold}), and what it says of pictures ({width="5in"}).
    rules.use(footnote_plugin).use(container_plugin, "division", validate=lambda *_: True)
    return rules.use(attrs_plugin, spans=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A line of the page; `level` is that of a heading as written, else 0."""

    words: str
    kind: MarkKind | None = None
    level: int = 0


@dataclass(slots=True)
class _Page:
    """The lines of the page as far as they have been read, what is open around the next, and what was left out.

    `numbers` are the next numbers of the open lists (None for bullets), `begun` is true below the first prose, `left` says for each kind of thing before which
    lines it stood.
    """

    blocks: list[_Block] = field(default_factory=list)
    depth: Counter[str] = field(default_factory=Counter)
    numbers: list[int | None] = field(default_factory=list)
    prefix: str = ""
    heading: Token | None = None
    cells: list[str] | None = None
    pictured: bool = False
    begun: bool = False
    left: dict[str, list[int]] = field(default_factory=dict)

    def add(self, words: str, kind: MarkKind | None = None, level: int = 0) -> None:
        if words:
            self.blocks.append(_Block(words=words, kind=kind, level=level))
            self.begun |= not level and is_prose(words)

    def leave(self, left: Mapping[str, int]) -> None:
        for what, count in left.items():
            self.left.setdefault(what, []).extend([len(self.blocks)] * count)


def extract(content: bytes, name: str) -> Extract:
    """The text of a Markdown file; a `SourceError` where it is in no encoding that can be read."""
    text, _ = decode(content, name)
    front = find_front_matter(text, find_line_places(text))
    page = _Page()
    for token in make_parser().parse(text[front[-1].line.end :] if front else text.lstrip("\ufeff")):
        _read(token, page)
    builder = ExtractBuilder()
    titled = _add_front(builder, text, front)
    # The blocks with each heading that names who speaks (### 记者：) at the head of the paragraph below it.
    below = list(zip_longest(page.blocks, page.blocks[1:]))
    turns = [block.level for block, after in below if _is_turn(block, after)]
    headings = [block.level for block in page.blocks if block.kind == "heading"]
    levels = {
        level for level in turns if turns.count(level) > 1 and turns.count(level) >= _TURN_SHARE * headings.count(level)
    }
    joined: list[_Block] = []
    for block, before in zip(page.blocks, [None, *page.blocks], strict=False):
        if before and before.level in levels and _is_turn(before, block):
            joined[-1] = replace(block, words=before.words + block.words)
        else:
            joined.append(block)
    places = _add_blocks(builder, joined, titled)
    if unread := count_unread(front):
        builder.notice("front-matter", UNREAD.format(unread))
    for what, at in page.left.items():
        code, message = LEFT_OUT[what]
        place = places[min(at[0], len(places) - 1)] if places else None
        builder.notice(code, message.format(len(at)), place)
    return builder.build()


def _read(token: Token, page: _Page) -> None:
    """Read one token of the document; a block of words becomes lines of the page."""
    name, _, side = token.type.rpartition("_")
    if side in ("open", "close"):
        _read_edge(name, token, page, is_open=side == "open")
    elif token.type == "fence":
        page.leave({"code": 1})
    elif token.type == "html_block":
        lines, left = read_html(token.content)
        page.leave(left)
        for line in lines:
            page.add(line.text, line.kind, line.level)
    elif token.type == "inline":
        _read_words(token, page)


def _read_edge(name: str, token: Token, page: _Page, *, is_open: bool) -> None:
    """Read where a block of blocks opens or closes."""
    if name in ("footnote", "blockquote"):
        page.depth[name] += 1 if is_open else -1
    elif name == "heading":
        page.heading = token if is_open else None
    elif name in ("ordered_list", "bullet_list"):
        if is_open:
            page.numbers.append(int(token.attrGet("start") or 1) if name == "ordered_list" else None)
        else:
            page.numbers.pop()
    elif name == "list_item":
        number = page.numbers[-1]
        page.prefix = f"{number}{token.markup} " if is_open and number is not None else ""
        page.numbers[-1] = number + 1 if is_open and number is not None else number
    elif name == "tr":
        page.add("\t".join(page.cells or ()).rstrip("\t"), "row")
        page.cells = [] if is_open else None


def _read_words(token: Token, page: _Page) -> None:
    lines, left = read_inline(token.children or ())
    page.leave(left)
    if page.cells is not None:
        page.cells.append(tidy(" ".join(lines)))
    elif page.heading and not is_ruled_prose(page.heading, token.content):
        page.add(_ATTRIBUTES.sub("", tidy(" ".join(lines))), "heading", int(page.heading.tag[1:]))
    else:
        # What is written under a picture is all in italics.
        seen = [one.type for one in token.children or () if one.type != "text" or one.content]
        is_caption = page.pictured and seen[:1] == ["em_open"] and seen[-1:] == ["em_close"]
        # One of several lines of a paragraph is no heading.
        is_text = page.begun and (page.depth["blockquote"] or len(lines) > 1)
        kinds: tuple[tuple[Any, MarkKind], ...] = (
            (is_caption, "caption"), (page.depth["footnote"], "note"), (page.numbers, "item"), (is_text, "text"),
        )  # fmt: skip
        kind = next((kind for is_so, kind in kinds if is_so), None)
        if page.depth["blockquote"] and lines:
            lines[0] = _CALLOUT.sub("", lines[0], count=1) if lines[0].startswith("[!") else lines[0]
        for words in filter(None, map(tidy, lines)):
            page.add(page.prefix + (_TASK.sub("", words, count=1) if page.numbers else words), kind)
            page.prefix = ""
    page.pictured = bool(left["image"]) and not any(lines)


def is_prose(words: str) -> bool:
    """True if words are a sentence or long enough for one: what comes after them is no longer the front of a text."""
    return len(words) >= _PROSE or words.endswith(("。", "？", "！"))


def is_ruled_prose(heading: Token, content: str) -> bool:
    """True if a heading is a paragraph that somebody drew a rule (---) right under."""
    return heading.markup in ("-", "=") and (len(content) > _LONGEST_RULED or content.rstrip().endswith("。"))


def _is_turn(block: _Block, after: _Block | None) -> bool:
    return block.kind == "heading" and block.words.endswith(_COLON) and after is not None and after.kind is None


def _add_front(builder: ExtractBuilder, text: str, front: Iterable[Entry]) -> str:
    """Add what the front matter tells of the text, the title first; the title."""
    said = [(entry, text[entry.words.start : entry.words.end]) for entry in front if entry.field]
    title = next((words for entry, words in said if entry.field == "title"), "")
    if title:
        builder.line(title, "title")
    for entry, words in said:
        match entry.field:
            case "date":
                builder.line(words, "imprint")
            case "outlet":
                builder.line(f"来源：{words}", "imprint")
            case "byline":
                # A name alone in front of a text would be whom it interviews.
                line = text[entry.line.start : entry.line.end].strip()
                builder.line(f"作者：{words}" if line.startswith("%") else line, "imprint")
            case _:
                pass
    return title


def _add_blocks(builder: ExtractBuilder, blocks: Sequence[_Block], titled: str) -> list[Span]:
    """Add the lines of the page, the first `#` as the title unless there is one; their places."""
    places: list[Span] = []
    first = next((block for block in blocks if block.kind == "heading"), None)
    heads = first if first and (first.level == 1 or not any(block.level == 1 for block in blocks)) else None
    above = [] if heads is None else blocks[: next(index for index, block in enumerate(blocks) if block is heads)]
    # A `#` is the page's own heading, and another one that no running text stands above.
    opens = heads is not None and (heads.level == 1 or not any(is_prose(block.words) for block in above))
    is_title = heads is not None and opens and (not titled or same_words(heads.words, titled))
    top = min((block.level for block in blocks if block.level and not (is_title and block is heads)), default=1)
    for block in blocks:
        if block is heads and is_title:
            dated = None if titled else _DATED_TITLE.match(block.words)
            places += [] if titled else [builder.line(block.words[dated.end() :] if dated else block.words, "title")]
            # The date that a title opens with is a line of its own.
            places += [builder.line(dated["date"], "imprint")] if dated else []
        elif block.level:
            places.append(builder.line(block.words, "heading", level=min(3, block.level - top + 1)))
        else:
            places.append(builder.line(block.words, block.kind))
    return places


def same_words(words: str, other: str) -> bool:
    """True if both say the same, white space aside."""
    return re.sub(r"\s", "", words) == re.sub(r"\s", "", other)
