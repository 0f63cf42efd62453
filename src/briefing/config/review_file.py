"""Writing the review file: one decision or approval at a time, appended under a lock, so that what was there stays as it was."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import tomlkit

from briefing.config.review import (
    Addition,
    Anchor,
    Approval,
    Chosen,
    Decision,
    EditorText,
    Extent,
    LineKindValue,
    Nothing,
    People,
    Person,
    Placement,
    Review,
    SetValue,
)
from briefing.config.review_loader import LARGEST, SCHEMA, load_review, parse_review
from briefing.errors import BriefingError, ConfigurationError
from briefing.files import held, load_text, output_errors, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefing.config.review import Value

_LOCK_SECONDS = 10.0


class ReviewChangedError(BriefingError):
    """The file holds what its writer has not seen: somebody else decided in the meantime. `review` is the file as it is."""

    exit_code = 6

    def __init__(self, message: str, *, hint: str, review: Review | None = None) -> None:
        super().__init__(message, hint=hint)
        self.review = review or Review()


def append_decision(path: Path, source: tuple[str, str], decision: Decision, *, version: str | None = None) -> Review:
    """Append a decision to the review file at `path`, made where there is none; returns the file as it then is.

    `source` is the name and the SHA-256 of the text. The decision gets the next free id (its own is ignored) and is the last of
    `decisions`. With `version` (the `Review.version` that the writer saw) a file that has changed since is left alone:
    `ReviewChangedError`. A `ConfigurationError` where the decision, or what is in the file, is wrong; an `OutputError` where it
    cannot be written. The old content stays byte for byte; a kill leaves it or the new one.
    """
    return append_decisions(path, source, (decision,), version=version)


def append_decisions(
    path: Path, source: tuple[str, str], decisions: Iterable[Decision], *, version: str | None = None
) -> Review:
    """Append several decisions at once, all or none of them, as `append_decision` does one."""

    def added(review: Review) -> str:
        # Ids of unknown kinds count; a longer one than d999999 is none of ours.
        names = [*(one.id for one in review.decisions), *(name for _, name in review.unknown)]
        numbers = [int(one[1:]) for one in names if re.fullmatch(r"d[0-9]{1,6}", one)]
        tables = []
        for number, one in enumerate(decisions, max(numbers, default=0) + 1):
            about = _anchor(one.about) if one.about else None
            if one.doubt:
                about = _inline({"doubt": one.doubt, **(about or {})})
            head = {"id": f"d{number}", "at": one.at, "by": one.by, "kind": one.kind}
            tables.append(_table("decision", head | {"about": about, "value": _value(one.value)}))
        return "\n".join(tables)

    return _append(path, source, added, version)


def append_approval(path: Path, source: tuple[str, str], approval: Approval, *, version: str | None = None) -> Review:
    """Append an approval, as `append_decision` does a decision."""
    entries = {
        "at": approval.at,
        "by": approval.by,
        "audience": approval.audience,
        "script": approval.script,
        "sha256": approval.sha256,
        "withdrawn": approval.withdrawn or None,
        "inputs": _inline(approval.inputs) if approval.inputs else None,
    }
    return _append(path, source, lambda _: _table("approval", entries), version)


def _append(path: Path, source: tuple[str, str], added: Callable[[Review], str], version: str | None) -> Review:
    lock = path.with_name(f".{path.name}.lock")
    with (
        output_errors(path, told=path.name, hint="请检查文件夹的权限和磁盘空间，再决定一次"),
        held(lock, _LOCK_SECONDS),
    ):
        before = load_review(path)
        if version is not None and version != before.version:
            raise ReviewChangedError(
                f"{path.name} 刚才有别人改过，这一条没有记下", hint="请看过那处改动，再决定一次", review=before
            )
        text = load_text(path, path.name, LARGEST) if path.exists() else ""
        text = text or _opening(source)
        whole = f"{text}{'' if text.endswith(chr(10)) else chr(10)}\n{added(before)}"
        if len(whole.encode()) > LARGEST:
            raise ConfigurationError(
                f"{path.name} 太大，记不下更多的决定", hint=f"这种文件不应超过 {LARGEST // 1_000_000} MB"
            )
        after = parse_review(whole, path.name)
        write_whole(path, whole.encode())
        _keep_rename(path.parent)
    return after


def _keep_rename(folder: Path) -> None:
    """Put the folder's entries on the disk, without which a rename may be lost; Windows keeps them by itself."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _opening(source: tuple[str, str]) -> str:
    name, sha256 = source
    document = tomlkit.document()
    document.add(tomlkit.comment("对这篇访谈的决定，由 briefing desk 记下，也可以手写；格式见使用手册“审校文件”一节。"))
    document.add("schema", tomlkit.item(SCHEMA))
    document.add("source", _inline({"name": name, "sha256": sha256}))
    return tomlkit.dumps(document)


def _inline(table: dict[str, Any]) -> Any:
    """The table on one line."""
    inline = tomlkit.inline_table()
    inline.update({key: value for key, value in table.items() if value is not None})
    return inline


def _table(name: str, entries: dict[str, Any]) -> str:
    """One `[[name]]` as text; a key without a value is left out."""
    table, listed, document = tomlkit.table(), tomlkit.aot(), tomlkit.document()
    for key, value in entries.items():
        if value is not None and value != "":
            table.add(key, value)
    listed.append(table)
    document.add(name, listed)
    return tomlkit.dumps(document)


def _anchor(anchor: Anchor) -> Any:
    context = {"before": anchor.before or None, "after": anchor.after or None, "paragraph": anchor.paragraph}
    return _inline({"words": anchor.words, **context})


def _said(said: Chosen | EditorText) -> Any:
    return _inline({"editor": said.text}) if isinstance(said, EditorText) else _anchor(said.anchors[0])


def _person(person: Person) -> Any:
    return _inline({"name": _said(person.name), "role": _said(person.role) if person.role else None})


def _value(value: Value | None) -> Any:  # noqa: PLR0911 - one case for each class of value, flat
    match value:
        case Nothing() | People(people=()):
            return "none"
        case Chosen(anchors=anchors) if len(anchors) > 1:
            return list(map(_anchor, anchors))
        case Chosen() | EditorText():
            return _said(value)
        case People(people=people):
            return list(map(_person, people))
        case LineKindValue(kind=kind, level=level):
            return _inline({"kind": kind, "level": level}) if kind == "heading" and level > 1 else kind
        case SetValue(kind=kind, heads=heads, noun=noun):
            return _inline({"kind": kind, "noun": noun, "heads": list(map(_anchor, heads))})
        case Placement(audience=audience, section=section, before=before):
            return _inline({"audience": audience, "section": section, "before": _anchor(before) if before else None})
        case Addition(audience=audience, section=section, text=text, before=first):
            return _inline({"audience": audience, "section": section, "editor": text, "before": first or None})
        case Extent(audience=audience, words=words):
            return _inline({"audience": audience, "shown": _anchor(words) if words else "whole"})
        case _:
            return value
