"""Marked text → the text and its gold: the annotator writes marks into the text, and offsets are computed from them.

key: value                              head: title, speaker, role, heading, caption, policy… up to the line ====
@period 2025年                          the period of the figures below, where they name none (p=- is none)
⟦超80家|i=指标|p=期|b=基准|d=up|r=年均|c⟧  a figure; q, v, u, vn, un where the surface does not say them; su: unit shared
⟪三年|why⟫  ⟪?10亿元以上|why⟫            a number that is no figure; a debatable one
<L:a>…</L>  <i:a>一是~加快建设</i>        a lead, and an item of it: marker ~ head; <L:a?> for an optional one
<q:姓名|职务>…</q>  <?:提问者>…</?>       a quotation without its marks; a question
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gold_numbers import read_figure

if TYPE_CHECKING:
    from pathlib import Path

Entry = dict[str, Any]

GUIDELINE = (
    "As in the corpus (DESIGN §5, what a figure is). Conventions settled here: 目前/今年/去年 in the clause is the period; "
    "新增 alone sets no direction, 净增 does; a bound (不超过, 不低于, 至少) is a qualifier; a speaker without a name is "
    "none, with what the text calls him as role (市工信局有关负责人); both parts of a split quotation are quotations; standing 一、 headings are an optional enumeration."
)
_LISTS = {
    "heading": "headings",
    "caption": "captions",
    "boilerplate": "boilerplate",
    "keyword": "keywords",
    "policy": "policies",
    "programme": "programmes",
    "event": "events",
    "organisation": "organisations",
    "term": "terms_in_quotes_not_quotes",
}
_MARK = re.compile(
    r"⟦(?P<figure>[^⟧]*)⟧|⟪(?P<number>[^⟫]*)⟫|^@period ?(?P<period>.*)\n|<(?P<open>[Liq?]):(?P<arguments>[^>]*)>|</(?P<close>[Liq?])>|(?P<tilde>~)",
    re.MULTILINE,
)


@dataclass(slots=True)
class _Reading:
    """The part of a marked text that has been read so far."""

    gold: Entry
    text: str = ""
    period: str | None = None
    stack: list[Entry] = field(default_factory=list)
    lists: dict[str, Entry] = field(default_factory=dict)


def read_marked(path: Path) -> tuple[str, Entry]:
    """The plain text of a marked file and its gold."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n====\n")
    reading = _Reading(gold=_read_head(head, path.stem))
    at = 0
    for mark in _MARK.finditer(body):
        reading.text += body[at : mark.start()]
        at = mark.end()
        _take(reading, mark)
    reading.text += body[at:]
    return reading.text, _finish(reading)


def _read_head(head: str, stem: str) -> Entry:
    gold: Entry = {
        "file": f"{stem}.txt",
        "span": [0, 0],
        "whole_document": True,
        "title": None,
        "speaker": None,
        "role": None,
    }
    gold |= {name: [] for name in _LISTS.values()}
    gold |= {"enumerations": [], "quotes": [], "qa": [], "figures": [], "ignore": [], "hard_negatives": []}
    for line in head.splitlines():
        key, value = line.split(": ", 1)
        if key in _LISTS:
            gold[_LISTS[key]].append(value)
        else:
            gold[key] = value
    return gold | {"figure_guideline": GUIDELINE}


def _take(reading: _Reading, mark: re.Match[str]) -> None:
    """Add what one mark says."""
    if mark["figure"] is not None:
        _add_figure(reading, mark["figure"])
    elif mark["number"] is not None:
        _add_number(reading, mark["number"])
    elif mark["period"] is not None:
        reading.period = mark["period"] or None
    elif mark["open"]:
        reading.stack.append(
            {"kind": mark["open"], "arguments": mark["arguments"], "start": len(reading.text), "tilde": None}
        )
    elif mark["tilde"]:
        reading.stack[-1]["tilde"] = len(reading.text)
    else:
        _close(reading, mark["close"])


def _add_figure(reading: _Reading, mark: str) -> None:
    surface, *attributes = mark.split("|")
    start = len(reading.text)
    reading.text += surface
    figure = read_figure(surface, dict(part.partition("=")[::2] for part in attributes), reading.period)
    reading.gold["figures"].append(figure | {"start": start, "end": len(reading.text)})


def _add_number(reading: _Reading, mark: str) -> None:
    surface, _, why = mark.partition("|")
    debatable = surface.startswith("?")
    surface = surface.removeprefix("?")
    start = len(reading.text)
    reading.text += surface
    entry = {"text": surface, "start": start, "end": len(reading.text), "why": why or "name, date, ordinal or idiom"}
    reading.gold["ignore" if debatable else "hard_negatives"].append(entry)


def _close(reading: _Reading, kind: str) -> None:
    opened = reading.stack.pop()
    if opened["kind"] != kind:
        raise ValueError(f"</{kind}> closes <{opened['kind']}> at {opened['start']} of {reading.gold['file']}")
    start, end, arguments = opened["start"], len(reading.text), opened["arguments"]
    words = reading.text[start:end]
    if kind == "q":
        speaker, _, role = arguments.partition("|")
        reading.gold["quotes"].append(
            {"text": words, "start": start, "end": end, "speaker": speaker or None, "role": role or None}
        )
    elif kind == "?":
        reading.gold["qa"].append({"question": words, "start": start, "end": end, "asker": arguments or None})
    elif kind == "L":
        _open_list(reading, arguments).update({"lead": words, "lead_start": start})
    else:
        _add_item(reading, opened)


def _open_list(reading: _Reading, arguments: str) -> Entry:
    """The enumeration of that key, made at its first mention; a key with ? is optional."""
    key = arguments.removesuffix("?")
    if key not in reading.lists:
        entry: Entry = {"lead": None, "lead_start": None, "markers": [], "items": [], "item_starts": []}
        reading.lists[key] = entry | ({"optional": True} if arguments.endswith("?") else {})
    return reading.lists[key]


def _add_item(reading: _Reading, opened: Entry) -> None:
    entry, tilde = _open_list(reading, opened["arguments"]), opened["tilde"]
    entry["markers"].append(reading.text[opened["start"] : tilde])
    entry["items"].append(reading.text[tilde:])
    entry["item_starts"].append(opened["start"])


def _finish(reading: _Reading) -> Entry:
    if reading.stack:
        raise ValueError(f"{reading.gold['file']}: not closed: {reading.stack}")
    text, gold = reading.text, reading.gold
    for words in _stated(gold):
        if words not in text:
            raise ValueError(f"{gold['file']}: not in the text: {words}")
    enumerations = sorted(reading.lists.values(), key=lambda entry: int(entry["item_starts"][0]))
    return gold | {"span": [0, len(text)], "enumerations": enumerations}


def _stated(gold: Entry) -> list[str]:
    """The words of the head, each of which the text must hold."""
    single = [str(gold[name]) for name in ("title", "series", "outlet", "speaker") if gold.get(name)]
    return single + [words for name in _LISTS.values() for words in gold[name]]
