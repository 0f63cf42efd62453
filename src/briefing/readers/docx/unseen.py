"""Words of a finished Word file that stand in no run of text: hidden, drawn, in equations, list markers, shapes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.errors import SourceError
from briefing.readers.docx.source import open_package, parse_part, read_part
from briefing.readers.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.readers.passages import Channel

_TOTAL = 300_000_000
_MEMBERS = 5000
_LONGEST = 2_000_000


def refuse_bomb(package: zipfile.ZipFile, name: str) -> None:
    """A `SourceError` for a package that is too large when it is unpacked."""
    entries = package.infolist()
    if len(entries) > _MEMBERS or sum(entry.file_size for entry in entries) > _TOTAL:
        raise SourceError(f"{name} 解开后太大", hint="请确认给对了文件；正文可以另存为 .txt 后重试")


def says(text: str | None) -> bool:
    """True if there are Han characters in a text, written out or as a URL writes them."""
    return bool(text and re.search(r"[\u4e00-\u9fff]|%E[4-9]", text))


# What a chart refers to and how it writes its numbers: LibreOffice's own are “label 0” and “General”.
_SETTINGS = frozenset(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}" for name in ("f", "formatCode")
)


def texts_in(root: Any, place: str, channel: Channel) -> Iterator[Passage]:
    """Every text in a part; a chart's settings are markup."""
    for element in root.iter():
        for text in (element.text, element.tail):
            if isinstance(text, str) and text.strip():
                yield Passage(text=text, place=place, channel="markup" if element.tag in _SETTINGS else channel)


def attributes_in(root: Any, part: str) -> Iterator[Passage]:
    """Every attribute of a part that says something; a font's name is markup."""
    for element in root.iter():
        for key, value in getattr(element, "attrib", {}).items():
            if says(value):
                yield Passage(text=value, place=f"部件 {part}", channel="markup" if key == "typeface" else "custom-xml")


def words_of_attachment(package: zipfile.ZipFile, part: str, name: str) -> list[Passage]:
    """The words in an embedded file, as far as they are text, or text in a zip."""
    content = read_part(package, part, name)[:_LONGEST]
    place = f"附件 {part}"
    found = [Passage(text=part, place=place, channel="attachment")] if says(part) else []
    if zipfile.is_zipfile(BytesIO(content)):
        with open_package(content, name) as inner:
            refuse_bomb(inner, name)
            members = [inner.read(one)[:_LONGEST] for one in inner.namelist() if one.endswith((".xml", ".txt"))]
    else:
        members = [content]
    texts = [
        re.sub(r"<[^>]*>", "", one.decode(kind, errors="ignore"))
        for one in members
        for kind in (("utf-8",) if one.startswith(b"<?xml") else ("utf-8", "utf-16-le"))
    ]
    return found + [Passage(text=text, place=place, channel="attachment") for text in texts if says(text)]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
# Symbol fonts keep their characters in the private area, at the code of the letter that is typed for them.
_PRIVATE, _LETTERS = 0xF000, 0x100
_PLACEHOLDER = re.compile(r"%\d")
_SAYS = re.compile(r"[0-9\u3400-\u9fff]")
# The words around an automatic number: 第1条, （一）, 1、.
_FRAME = re.compile(r"(?:第?N[条章节款项部分是、.．）)]*|[（(]N[）)]|N)+")
_FETCHING = re.compile(r"\s*(?:INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE)\b", re.IGNORECASE)
_UNREADABLE = {
    f"{_W}altChunk": "嵌入的另一份文件",
    f"{_W}subDoc": "链接的子文档",
    f"{_W}dataBinding": "从别处取来的文字（数据绑定）",
    f"{_W}object": "嵌入的对象",
    f"{_W}movie": "影片",
}


def words_drawn(element: Any) -> str | None:
    """The words of an equation or a symbol, or None for anything else."""
    if element.tag == f"{_M}oMath":
        return _formula(element)
    if element.tag == f"{_W}sym":
        code = element.get(f"{_W}char", "")
        if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
            return ""
        number = int(code, 16)
        number -= _PRIVATE if _PRIVATE <= number < _PRIVATE + _LETTERS else 0
        return chr(number) if 0x20 <= number < 0xD800 else ""  # noqa: PLR2004 - neither a control character nor half of one
    return None


def _formula(element: Any) -> str:
    """The words of an equation in one line: 1/2, 10^8."""
    tag = element.tag
    if tag == f"{_M}t":
        return str(element.text or "")
    parts = {part: _inside(element.find(f"{_M}{part}")) for part in ("num", "den", "e", "sup", "sub")}
    if tag == f"{_M}f":
        return f"{parts['num']}/{parts['den']}"
    if tag in (f"{_M}sSup", f"{_M}sSub", f"{_M}sSubSup"):
        return parts["e"] + "".join(mark + parts[part] for part, mark in (("sub", "_"), ("sup", "^")) if parts[part])
    return _inside(element)


def _inside(element: Any) -> str:
    return "" if element is None else "".join(_formula(child) for child in element if isinstance(child.tag, str))


def words_of_art(element: Any) -> str:
    """The words of word art, and of shapes that are drawn without a text box of Word's own."""
    if element.tag == f"{_V}textpath":
        return str(element.get("string", ""))
    if element.tag == f"{_A}p":
        return "".join(one.text or "" for one in element.iter(f"{_A}t"))
    return ""


def words_of_shapes(root: Any) -> list[str]:
    """The paragraphs in the shapes of a drawing or a diagram."""
    paragraphs = ("".join(one.text or "" for one in paragraph.iter(f"{_A}t")) for paragraph in root.iter(f"{_A}p"))
    return [words for words in paragraphs if words.strip()]


def shown_choice(alternate: Any) -> Any:
    """Words of two ways to draw one thing: those of the first, and the other too where its words differ."""
    choices = [child for child in alternate if child.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    shown = etree.Element("shown")
    said: set[str] = set()
    for choice in choices:
        words = "".join(choice.itertext()).strip() + "".join(
            one.get("string", "") for one in choice.iter(f"{_V}textpath")
        )
        if words not in said or not said:
            said.add(words)
            # Iterated over and not moved, so that whatever asks for an ancestor still finds it.
            shown = choice if len(said) == 1 else _Both(shown, choice)
    return shown


class _Both:
    """Two elements read as one."""

    def __init__(self, first: Any, second: Any) -> None:
        self.first, self.second = first, second

    def __iter__(self) -> Iterator[Any]:
        yield from self.first
        yield from self.second


def is_raised(run: Any) -> bool:
    """True if a run is set above or below the line."""
    flag = run.find(f"{_W}rPr/{_W}vertAlign")
    return flag is not None and flag.get(f"{_W}val") in ("superscript", "subscript")


def starts_with_digit(run: Any) -> bool:
    """True if the first character of a run is a digit."""
    return "".join(one.text or "" for one in run.iter(f"{_W}t"))[:1].isdigit()


def read_markers(package: zipfile.ZipFile, name: str) -> Mapping[str, str]:
    """The words that lists print before their items beside the automatic number, by `number:level` and by style."""
    listed = package.namelist()
    if _NUMBERING not in listed:
        return {}
    root = parse_part(read_part(package, _NUMBERING, name), name)
    kinds = {one.get(f"{_W}abstractNumId"): _levels(one) for one in root.iter(f"{_W}abstractNum")}
    found: dict[str, str] = {}
    for number in root.iter(f"{_W}num"):
        kind = number.find(f"{_W}abstractNumId")
        levels = dict(kinds.get(kind.get(f"{_W}val"), {}) if kind is not None else {})
        levels.update(_levels(number))
        found.update({f"{number.get(f'{_W}numId')}:{level}": words for level, words in levels.items() if words})
    styles = (
        parse_part(read_part(package, _STYLES, name), name).iter(f"{_W}style") if found and _STYLES in listed else ()
    )
    of_styles = {f"style:{style.get(f'{_W}styleId')}": _marker_at(style, found) for style in styles}
    return found | {style: words for style, words in of_styles.items() if words}


def _levels(element: Any) -> dict[str, str]:
    return {one.get(f"{_W}ilvl", "0"): _marker(one) for one in element.iter(f"{_W}lvl")}


def _marker(level: Any) -> str:
    """The words of a level's marker, empty where it is a mere number or a bullet."""
    text = level.find(f"{_W}lvlText")
    words = "" if text is None else str(text.get(f"{_W}val", ""))
    frame = _PLACEHOLDER.sub("N", words)
    return _PLACEHOLDER.sub("", words) if not _FRAME.fullmatch(frame) and _SAYS.search(frame) else ""


def _marker_at(element: Any, markers: Mapping[str, str]) -> str:
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    level = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    if number is None:
        return ""
    return markers.get(f"{number.get(f'{_W}val')}:{level.get(f'{_W}val') if level is not None else 0}", "")


def marker_of(paragraph: Any, markers: Mapping[str, str]) -> str:
    """The words that a list prints before a paragraph beside its number."""
    if not markers:
        return ""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    own = _marker_at(paragraph, markers)
    return own or (markers.get(f"style:{style.get(f'{_W}val')}", "") if style is not None else "")


def find_unreadable(element: Any) -> Iterator[Passage]:
    """Names of things that Word shows at an element and this program cannot read, or reads in another order."""
    tag = element.tag
    if tag in _UNREADABLE:
        yield Passage(text=_UNREADABLE[tag], place="正文", channel="unreadable")
    elif tag in (f"{_W}bdo", f"{_W}dir") and element.get(f"{_W}val") == "rtl":
        yield Passage(text="从右到左显示的文字", place="正文", channel="unreadable")
    elif tag == f"{_W}instrText" and _FETCHING.match(element.text or ""):
        yield Passage(text=(element.text or "").strip(), place="域代码", channel="unreadable")
    elif tag == f"{_W}fldSimple" and _FETCHING.match(element.get(f"{_W}instr", "")):
        yield Passage(text=element.get(f"{_W}instr"), place="域代码", channel="unreadable")
