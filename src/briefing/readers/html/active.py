"""Everything that a web page draws, runs or fetches besides its text: generated words, form values, scripts, style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from briefing.readers.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements that run or show another document, or whose picture is drawn by a script.
_EMBEDDING = frozenset({"iframe", "object", "embed", "applet", "frame", "portal", "fencedframe"})
_UNREADABLE = {"meter": "刻度条", "progress": "进度条", "canvas": "画布", "video": "视频", "audio": "音频"}
_FIELDS = frozenset({"input", "button"})
_UNSEEN_FIELDS = frozenset({"hidden", "checkbox", "radio", "file", "image", "color", "range", "password"})
# Attributes that fetch something when the page is opened.
_FETCHING = ("src", "srcset", "data", "poster", "background", "code", "archive", "manifest")
_LINKS = frozenset({"stylesheet", "preload", "modulepreload", "prefetch", "import", "icon", "manifest"})
_AT_HOME = re.compile(r"\s*(?:data:(?!text/html|application/x?html)|#|$)", re.IGNORECASE)
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data:text/html)\s*:?", re.IGNORECASE)
_DECLARATION = re.compile(r"(?P<name>[a-z-]+)\s*:\s*(?P<value>(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^;{}\"'])*)")
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
# Declarations whose strings are names or addresses and are not drawn.
_NAMING = ("font", "src", "--", "grid", "animation", "container", "will-change", "quotes")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SAYS = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_TURNED = re.compile(r"(?:unicode-bidi|direction)\s*:\s*(?:\w+-)?(?:override|rtl)", re.IGNORECASE)
_LARGEST_CODE = 0x10FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The things that a browser draws for an element besides its text: words in the line, a document inside, or what nobody can read."""

    inline: str = ""
    inside: Any = None
    unreadable: str = ""


def shown_apart(element: Any) -> Shown | None:
    """Words that are drawn for an element besides its text, or None."""
    tag = element.tag
    if tag in _FIELDS and element.get("type", "text").lower() not in _UNSEEN_FIELDS:
        return Shown(inline=element.get("value") or element.get("placeholder") or "")
    if tag in _UNREADABLE:
        return Shown(unreadable=f"{_UNREADABLE[tag]} {element.get('value', '')}".strip())
    if tag == "iframe" and element.get("srcdoc", "").strip():
        return Shown(inside=_parse(element.get("srcdoc")))
    if tag == "template" and {"shadowrootmode", "shadowroot"}.intersection(element.attrib):
        return Shown(inside=element)
    if element.get("dir", "").lower() == "rtl" or _TURNED.search(element.get("style", "")):
        return Shown(unreadable="从右到左显示的文字")
    return None


def _parse(text: str) -> Any:
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def stated_number(item: Any) -> int | None:
    """The number that a browser puts before an item of a list whose author states where it begins."""
    parent = item.getparent()
    if item.tag != "li" or parent is None or parent.tag != "ol":
        return None
    items = [one for one in parent if one.tag == "li"]
    if parent.get("start") is None and all(one.get("value") is None for one in items):
        return None
    number = _whole(parent.get("start"), 1)
    for one in items:
        number = _whole(one.get("value"), number)
        if one is item:
            return number
        number += 1
    return None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,9}\s*", text) else otherwise


def _unescape(text: str) -> str:
    """A string of a style sheet as it is drawn."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else 0
        return (chr(code) if 0 < code <= _LARGEST_CODE else "") if match[1] else match[2]

    return _ESCAPE.sub(character, text)


def _drawn_by(style: str) -> Iterator[str]:
    """The words that a style sheet draws: strings of `content`, of list markers and the like."""
    for match in _DECLARATION.finditer(_COMMENT.sub(" ", style)):
        if match["name"].startswith(_NAMING):
            continue
        value = re.sub(r"url\([^)]*\)", " ", match["value"])
        words = "".join(_unescape(one or other) for one, other in _STRING.findall(value))
        if _SAYS.search(words):
            yield words


def words_of_styles(root: Any) -> Iterator[Passage]:
    """The words that a page's style sheets and style attributes draw."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        style = "".join(element.itertext()) if element.tag == "style" else element.get("style", "")
        for words in _drawn_by(style) if style else ():
            yield Passage(text=words, place="样式里的文字")


def find_active(root: Any) -> Iterator[Passage]:
    """Everything that runs in a page or is fetched when it is opened: one passage each, a script or a style sheet by its text."""
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in ("script", "style"):
            text = "".join(element.itertext()).strip()
            if text:
                yield Passage(text=text, place=f"<{tag}>", channel="active")
        elif tag in _EMBEDDING:
            yield Passage(text=f"<{tag}>", place=f"<{tag}>", channel="active")
        yield from _fetched(element)


def _fetched(element: Any) -> Iterator[Passage]:
    tag = element.tag
    fetching = [
        *_FETCHING,
        *(("href", "{http://www.w3.org/1999/xlink}href") if tag in ("use", "image", "base") else ()),
    ]
    if tag == "link" and _LINKS.intersection(element.get("rel", "").lower().split()):
        fetching.append("href")
    for name, value in element.attrib.items():
        runs = name.lower().startswith("on") or (
            name.lower() in ("href", "action", "formaction") and _RUNS.match(value)
        )
        fetches = name.lower() in fetching and not _AT_HOME.match(value)
        styled = name == "style" and re.search(r"url\(\s*[\"']?(?!data:|#)", value, re.IGNORECASE)
        styled = styled or (name == "style" and any(_drawn_by(value)))
        refreshes = tag == "meta" and name == "http-equiv" and value.lower() == "refresh"
        if runs or fetches or styled or refreshes:
            yield Passage(text=f'{name}="{value[:200]}"', place=f"<{tag}>", channel="active")
