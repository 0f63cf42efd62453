"""An edited Word file as it may leave the house: its visible words and pictures, and nothing of who worked on it or how."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from briefing.config.pictures import bare_picture
from briefing.packs.folder import digest
from briefing.packs.zips import write_zip
from briefing.readers.docx.package import open_package, parse_part, read_part
from briefing.readers.docx.unseen import refuse_bomb

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
# The parts that a reader's Word needs: comments, people, macros, add-ins and data of other programs are none of them.
_KEPT = frozenset(
    "officeDocument styles stylesWithEffects settings fontTable theme numbering header footer footnotes endnotes image"
    " hyperlink chart package core-properties webSettings".split()
)
_STORY = frozenset({"officeDocument", "header", "footer", "footnotes", "endnotes"})
_GONE = frozenset(
    "del moveFrom commentRangeStart commentRangeEnd commentReference annotationRef permStart permEnd moveFromRangeStart"
    " moveFromRangeEnd moveToRangeStart moveToRangeEnd dataBinding trackRevisions rsids attachedTemplate mailMerge docVars"
    " documentProtection writeProtection saveThroughXslt altChunk control".split()
)
_OPENED = frozenset({"ins", "moveTo", "smartTag", "customXml"})
_AUTHORS = frozenset({"author", "initials", "date", "userId", "dateUtc"})
_HOLDERS = frozenset({"drawing", "pict", "object"})
_SCHEME = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
# Fields that fetch something from elsewhere, run something, or name a person or a folder.
_ACTIVE = re.compile(
    r"\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|MACROBUTTON|IMPORT|DATABASE|AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|FILENAME)\b",
    re.IGNORECASE,
)
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|file:|/(?:Users|home)/")
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A Word file without what does not leave the house, and what that was, in words: 批注 3 条.

    `unread` are the names of pictures that stay as they are, whatever they tell: EMF, WMF.
    """

    content: bytes
    taken: tuple[str, ...]
    unread: tuple[str, ...] = ()


@dataclass
class _Counts:
    """Counts of what was taken out, by kind."""

    found: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def add(self, what: str, number: int = 1) -> None:
        if number:
            self.found[what] = self.found.get(what, 0) + number

    def told(self) -> tuple[str, ...]:
        return tuple(f"{what} {number} 处" for what, number in self.found.items())


def clean_word(content: bytes, name: str, own: bytes) -> Cleaned:
    """The Word file with its changes accepted, and without comments, authors, hidden text, macros, and data of other programs.

    `own` is the file as the program made it: properties and embedded tables are its own, since an office's tell of the office.
    """
    counts = _Counts()
    with open_package(own, name) as package:
        refuse_bomb(package, name)
        mine = {digest(read_part(package, one, name)) for one in package.namelist()}
        core = read_part(package, _CORE, name)
    with open_package(content, name) as package:
        refuse_bomb(package, name)
        members = dict(_parts(package, name, mine, counts))
        types = parse_part(read_part(package, _TYPES, name), name)
    for one in list(types):
        part = one.get("PartName")
        if part is not None and part.lstrip("/") not in {*members, _CORE}:
            types.remove(one)
        elif "macroEnabled" in str(one.get("ContentType")):
            # One that held macros is an ordinary file now.
            one.set("ContentType", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    members[_TYPES] = _written(types)
    members[_CORE] = core
    return Cleaned(content=write_zip(members), taken=counts.told(), unread=tuple(sorted(counts.unread)))


def _parts(package: zipfile.ZipFile, name: str, own: set[str], counts: _Counts) -> Iterator[tuple[str, bytes]]:
    """Every part that may stay, found from the package's root, with its relationships."""
    names = set(package.namelist())
    waiting, seen = [("", "")], {""}
    hidden = _hidden_styles(package, names, name)
    while waiting:
        part, kind = waiting.pop()
        folder, _, file = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        gone: dict[str, str] = {}
        if listed in names:
            root = parse_part(read_part(package, listed, name), name)
            for relation in list(root.iter(_RELATION)):
                target_kind = str(relation.get("Type", "")).rpartition("/")[2]
                path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                target = "" if relation.get("TargetMode") == "External" else path
                if _stays(package, names, own, relation, target, target_kind):
                    if target and target not in seen:
                        seen.add(target)
                        waiting.append((target, target_kind))
                else:
                    gone[str(relation.get("Id"))] = target_kind
                    _tell(package, names, target, target_kind, counts)
                    root.remove(relation)
            yield listed, _written(root)
        if part:
            content = read_part(package, part, name)
            if part.endswith(".xml"):
                content = _cleaned(content, name, kind, gone, hidden, counts)
            else:
                content = _bare(part, content, own, counts)
            yield part, content


def _bare(part: str, content: bytes, own: set[str], counts: _Counts) -> bytes:
    """A picture without what its camera wrote into it; the program's own parts stay as they are."""
    bare = content if digest(content) in own else bare_picture(content)
    if bare is None:
        counts.unread.append(posixpath.basename(part))
        return content
    counts.add("图片里记的拍摄地点、时间、作者等", bare != content)
    return bare


def _stays(  # noqa: PLR0913 - a relationship is judged by all of these
    package: zipfile.ZipFile, names: set[str], own: set[str], relation: etree._Element, target: str, kind: str
) -> bool:
    if not target:
        return kind == "hyperlink" and bool(_SCHEME.match(str(relation.get("Target", ""))))
    # A table behind a chart holds more than the chart shows, unless it is ours.
    ours = kind != "package" or (target in names and digest(package.read(target)) in own)
    return kind in _KEPT and target in names and ours


def _tell(package: zipfile.ZipFile, names: set[str], target: str, kind: str, counts: _Counts) -> None:
    """Count what goes with a part: each comment, and macros or other programs' data by the part."""
    if kind == "comments" and target in names:
        counts.add("批注", package.read(target).count(b"<w:comment "))
    elif kind in ("vbaProject", "control", "oleObject"):
        counts.add("宏和控件")
    elif kind == "package":
        counts.add("嵌入的表格")


def _hidden_styles(package: zipfile.ZipFile, names: set[str], name: str) -> frozenset[str]:
    """The styles whose words nobody sees, those based on them included."""
    if "word/styles.xml" not in names:
        return frozenset()
    styles = list(parse_part(read_part(package, "word/styles.xml", name), name).iter(f"{_W}style"))
    hidden = {str(one.get(f"{_W}styleId")) for one in styles if _is_on(one.find(f"{_W}rPr/{_W}vanish"))}
    while True:
        more = {
            str(one.get(f"{_W}styleId"))
            for one in styles
            if (based := one.find(f"{_W}basedOn")) is not None
            and based.get(f"{_W}val") in hidden
            and one.find(f"{_W}rPr/{_W}vanish") is None
        }
        if more <= hidden:
            return frozenset(hidden)
        hidden |= more


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and str(switch.get(f"{_W}val", "1")) not in _OFF


def _cleaned(  # noqa: PLR0913 - what is cleaned, and what it is cleaned by
    content: bytes, name: str, kind: str, gone: Mapping[str, str], hidden: frozenset[str], counts: _Counts
) -> bytes:
    root = parse_part(content, name)
    if kind in _STORY:
        counts.add("修订", len(set(root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveTo"))))
        _accept_deletions(root)
        # Nobody sees runs hidden by their own mark or by their style.
        for run in list(root.iter(f"{_W}r")):
            own = run.find(f"{_W}rPr/{_W}vanish")
            paragraph = next(run.iterancestors(f"{_W}p"), None)
            styles = [run.find(f"{_W}rPr/{_W}rStyle")]
            styles += [paragraph.find(f"{_W}pPr/{_W}pStyle")] if paragraph is not None else []
            by_style = any(one is not None and one.get(f"{_W}val") in hidden for one in styles)
            if _is_on(own) or (own is None and by_style):
                counts.add("隐藏的文字", 1 if "".join(run.itertext()).strip() else 0)
                _drop(run)
    for element in list(root.iter(etree.Element)):
        _clean_element(element, gone)
    return _written(root)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _accept_deletions(root: etree._Element) -> None:
    """Take out rows and cells marked as deleted, and tables left without any; join paragraphs whose ends were deleted."""
    for mark in list(root.iter(f"{_W}trPr")):
        row = mark.getparent()
        if mark.find(f"{_W}del") is not None and row is not None:
            table = row.getparent()
            _drop(row)
            if table is not None and table.find(f"{_W}tr") is None:
                _drop(table)
    for mark in list(root.iter(f"{_W}cellDel")):
        _drop(next(mark.iterancestors(f"{_W}tc")))
    for mark in list(root.iterfind(f".//{_W}pPr/{_W}rPr/{_W}del")):
        paragraph = next(mark.iterancestors(f"{_W}p"))
        following = paragraph.getnext()
        if following is None or following.tag != f"{_W}p":
            continue
        at = 1 if following.find(f"{_W}pPr") is not None else 0
        for offset, child in enumerate(one for one in list(paragraph) if one.tag != f"{_W}pPr"):
            following.insert(at + offset, child)
        _drop(paragraph)


def _clean_element(element: etree._Element, gone: Mapping[str, str]) -> None:
    local = etree.QName(element).localname
    word = str(element.tag).startswith(_W)
    if word and (local in _GONE or local.endswith("Change") or (local.startswith("customXml") and "Range" in local)):
        _drop(element)
    elif word and local in _OPENED:
        _open(element)
    elif word and local == "instrText" and _ACTIVE.match(element.text or ""):
        element.text = ""
    for key in list(element.attrib):
        name = etree.QName(key).localname if not isinstance(key, bytes) else ""
        if name.startswith("rsid") or (name in _AUTHORS and word):
            del element.attrib[key]
        elif name in ("descr", "title") and _PATH.search(element.attrib[key]):
            element.attrib[key] = ""
        elif str(key).startswith(_R) and element.attrib[key] in gone:
            _without_target(element, key)
            return


def _without_target(element: etree._Element, key: str | bytes) -> None:
    """Take out what refers to a part that is gone; the words of a link stay."""
    if element.tag == f"{_W}hyperlink":
        _open(element)
        return
    holder = next((one for one in element.iterancestors() if etree.QName(one).localname in _HOLDERS), None)
    if holder is not None:
        _drop(holder)
    elif element.getparent() is not None:
        _drop(element)
    else:
        del element.attrib[key]


def _open(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(
        one for one in list(element) if etree.QName(one).localname not in ("smartTagPr", "customXmlPr")
    ):
        parent.insert(at + offset, child)
    parent.remove(element)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
