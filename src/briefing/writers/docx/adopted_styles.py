"""Styles of another Word file taken over: its look under our ids, its own styles where a header needs them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from briefing.writers.docx.xml import W, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.writers.docx.xml import Element

_LOOKS = frozenset(f"{{{W}}}{tag}" for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))


def adopt_styles(ours: Element, theirs: Element, names: Mapping[str, str], needed: Iterable[str]) -> dict[str, str]:
    """Changes our styles to look like theirs of the same name, and adds the others that are needed.

    `names` are our styles' ids by every name that they go by, in lower case. The answer is what each of their ids is
    called now.
    """
    own = {style.get(f"{{{W}}}styleId"): style for style in ours.iterfind(f"{{{W}}}style")}
    found = {style.get(f"{{{W}}}styleId"): style for style in theirs.iterfind(f"{{{W}}}style")}
    kind, called = (
        f"{{{W}}}type",
        {id_: names.get(_value(style, "name").casefold(), "") for id_, style in found.items()},
    )
    adopted = {id_: name for id_, name in called.items() if name in own and own[name].get(kind) == found[id_].get(kind)}
    wanted = _with_bases(found, {*adopted, *needed})
    ids = adopted | {id_: (id_ if id_ not in own else f"Letterhead{id_}") for id_ in wanted if id_ not in adopted}
    for id_ in wanted:
        if id_ in adopted:
            _dress(own[adopted[id_]], found[id_], ids)
        else:
            ours.append(_renamed(found[id_], ids))
    _take_defaults(ours, theirs)
    return ids


def _value(style: Element, tag: str) -> str:
    """The value of a child element of the style, or nothing."""
    child = style.find(f"{{{W}}}{tag}")
    return "" if child is None else str(child.get(f"{{{W}}}val", ""))


def _with_bases(found: Mapping[str, Element], ids: set[str]) -> list[str]:
    """The ids with those of the styles underneath, in the order of their file."""
    wanted, open_ = set[str](), sorted(ids & set(found))
    while open_:
        id_ = open_.pop()
        if id_ not in wanted:
            wanted.add(id_)
            base = _value(found[id_], "basedOn")
            open_ += [base] if base in found else []
    return [id_ for id_ in found if id_ in wanted]


def _looks(style: Element) -> list[Element]:
    """Copies of what the style says of the look, without list numbers, which mean other lists here."""
    looks = [deepcopy(child) for child in style if child.tag in _LOOKS]
    for look in looks:
        for numbers in look.findall(f"{{{W}}}numPr"):
            look.remove(numbers)
    return looks


def _dress(own: Element, other: Element, ids: Mapping[str, str]) -> None:
    """Gives our style the other's look and base; one that numbers a list keeps how its paragraphs stand."""
    listed = own.find(f"{{{W}}}pPr/{{{W}}}numPr") is not None
    kept = {f"{{{W}}}pPr"} if listed else set()
    for child in [child for child in own if child.tag in _LOOKS - kept]:
        own.remove(child)
    own.extend(look for look in _looks(other) if look.tag not in kept)
    base = ids.get(_value(other, "basedOn"))
    current = own.find(f"{{{W}}}basedOn")
    if current is not None and base:
        current.set(f"{{{W}}}val", base)


def _renamed(style: Element, ids: Mapping[str, str]) -> Element:
    base = ids.get(_value(style, "basedOn"))
    return w(
        "style",
        w("name", val=_value(style, "name") or ids[style.get(f"{{{W}}}styleId")]),
        w("basedOn", val=base) if base else None,
        *_looks(style),
        type=style.get(f"{{{W}}}type", "paragraph"),
        customStyle=1,
        styleId=ids[style.get(f"{{{W}}}styleId")],
    )


def _take_defaults(ours: Element, theirs: Element) -> None:
    """Takes over what holds where no style says otherwise, but for the language, which is the document's."""
    place = f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr"
    own, other = ours.find(place), theirs.find(place)
    if own is None or other is None:
        return
    language = own.find(f"{{{W}}}lang")
    kept = [deepcopy(child) for child in other if child.tag != f"{{{W}}}lang"]
    own[:] = [*kept, language]
