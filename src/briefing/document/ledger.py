"""The ledger (出處賬): every printed run of a document with where it comes from (schema `briefing/ledger/1`)."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, assert_never

from briefing.document.model import FromEditor, FromSidecar, FromSource, FromTemplate, Heading, OnePage, Run
from briefing.files import LARGEST_JSON, parse_json, read_bytes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from briefing.document.model import Document, Origin

SCHEMA = "briefing/ledger/1"
# One entry without its file: the same words in the same order are printed in every format.
Entry = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def runs_in(value: object) -> Iterator[Run]:
    """Every run in a block or any other part of a document, in reading order."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from runs_in(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from runs_in(getattr(value, field.name))


def _origin(origin: Origin) -> dict[str, Any]:
    match origin:
        case FromSource(spans=spans, fact=fact, decided=decided):
            places = [[place.start, place.end] for place in spans]
            told = ({"fact": fact} if fact else {}) | ({"review": True} if decided else {})
            return {"kind": "source", "spans": places} | told
        case FromTemplate(file=file, key=key):
            return {"kind": "template", "file": file, "key": key}
        case FromSidecar(key=key):
            return {"kind": "sidecar", "key": key}
        case FromEditor(fact=fact):
            return {"kind": "editor"} | ({"fact": fact} if fact else {})
        case _:
            assert_never(origin)


def _sections(document: Document) -> Iterator[tuple[str, object]]:
    """The printed text of the document by section."""
    yield "cover", document.cover
    yield "furniture", document.furniture
    section = ""
    for block in document.blocks:
        if isinstance(block, OnePage):
            yield block.heading.anchor, (block.heading, block.said)
            yield from ((part.anchor, part) for part in block.parts)
            continue
        if isinstance(block, Heading) and block.level == 1:
            section = block.anchor
        yield section, block
    yield "notes", document.notes


def ledger_entries(document: Document) -> list[Entry]:
    """The document's runs in order, each with its section and its origin."""
    return [
        {"block": section, "text": run.text, "origin": _origin(run.origin)}
        for section, value in _sections(document)
        for run in runs_in(value)
        if run.text
    ]


def without_decisions(entries: Iterable[Entry]) -> list[Entry]:
    """The entries as they may leave the house: nothing in them says that a person decided."""
    return [
        entry | {"origin": {key: value for key, value in entry["origin"].items() if key != "review"}}
        for entry in entries
    ]


def write_ledger(files: Iterable[tuple[str, list[Entry]]], source: dict[str, Any]) -> str:
    """ledger.json: the entries of every file, one a line, under the source that they quote."""
    lines: list[str] = []
    # The formats of one edition share their entries, and half of a quick build's time would go into writing them thrice.
    written: dict[int, list[str]] = {}
    for file, entries in files:
        if id(entries) not in written:
            written[id(entries)] = [_encode(entry)[1:] for entry in entries]
        opening = f'{{"file":{_encode(file)},'
        lines += [opening + rest for rest in written[id(entries)]]
    head = json.dumps(source, ensure_ascii=False)
    joined = ",\n".join(lines)
    return f'{{"schema": "{SCHEMA}", "source": {head}, "entries": [\n{joined}\n]}}\n'


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and [type(end) for end in value] == [int, int] and 0 <= value[0] <= value[1]


def _is_origin(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("fact", ""), str):
        return False
    match value.get("kind"):
        case "source":
            return isinstance(value.get("spans"), list) and all(map(_is_span, value["spans"]))
        case "template" | "sidecar":
            return isinstance(value.get("key"), str)
        case kind:
            return kind == "editor"


def is_entry(value: Any) -> bool:
    """True if it is an entry, of whatever file."""
    texts = ("block", "text")
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(key), str) for key in texts)
        and _is_origin(value.get("origin"))
    )


def parse_ledger(content: bytes) -> dict[str, list[Entry]]:
    """The entries of each file; a `ValueError` for what is no ledger."""
    value = parse_json(content)
    entries = value.get("entries") if isinstance(value, dict) else None
    if not isinstance(entries, list) or not all(is_entry(one) and isinstance(one.get("file"), str) for one in entries):
        raise ValueError(SCHEMA)
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry["file"], []).append({key: entry[key] for key in ("block", "text", "origin")})
    return found


def spans_of(entry: Entry) -> list[list[int]]:
    """The places of the entry's characters in the source; empty where they are not the source's, one for one."""
    spans: list[list[int]] = entry["origin"].get("spans", [])
    return spans if sum(end - start for start, end in spans) == len(entry["text"]) else []


def read_entries(path: Path, files: Container[str]) -> list[tuple[str, list[Entry]]]:
    """The entries that a ledger on disk holds for some files, by file; none where it cannot be read."""
    try:
        found = parse_ledger(read_bytes(path, LARGEST_JSON))
    except (OSError, ValueError):
        return []
    return [(file, entries) for file, entries in found.items() if file in files]
