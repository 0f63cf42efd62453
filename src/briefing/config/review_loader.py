"""Reading the review file (审校文件): `seeds/<stem>.review.toml`, schema `briefing/review/1`."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from briefing.config.review import (
    INPUTS,
    LONGEST_CONTEXT,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_WORDS,
    WITHOUT_ABOUT,
    Addition,
    Anchor,
    Approval,
    Chosen,
    Decision,
    EditorText,
    Extent,
    LineKindValue,
    LineValue,
    Nothing,
    People,
    Person,
    Placement,
    Review,
    SetKind,
    SetValue,
    is_clean,
)
from briefing.config.toml import Settings, parse_settings
from briefing.errors import ConfigurationError
from briefing.files import load_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.config.review import Value, Wording

T = TypeVar("T")

SCHEMA = "briefing/review/1"
# A file of so many decisions, which nobody makes by hand, is read in a second.
MOST_DECISIONS = 5_000
LARGEST = 2_000_000
_MOST_HEADS = 60
_MOST_TOLD = 20
_HINT = "请对照使用手册“审校文件”一节改正这一项"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ANCHOR_KEYS = ("words", "before", "after", "paragraph")
_DECISION_KEYS = ("id", "at", "by", "kind", "about", "value")
_APPROVAL_KEYS = ("at", "by", "audience", "script", "sha256", "inputs", "withdrawn")


class _Loader:
    """Loads a review file; what is wrong is gathered in `faults`, so that a person learns of all of it at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []

    def attempt(self, load: Callable[[], T], otherwise: T) -> T:
        """The loaded value, or `otherwise` where it is wrong, which is kept to be told."""
        try:
            return load()
        except ConfigurationError as error:
            self.faults.append(error.message)
            return otherwise

    def wrong(self, settings: Settings, key: str, wanted: str) -> ConfigurationError:
        """The error that a key should be something else."""
        name = f"{settings.path}.{key}" if settings.path else key
        return ConfigurationError(f"{self.file} 的 {name} 有误：应为{wanted}", hint=_HINT)

    def text(self, settings: Settings, key: str, longest: int, *, many_lines: bool = False) -> str:
        """A text that is not empty, within bounds and without what cannot be seen."""
        text = settings.text(key)
        if len(text) > longest:
            raise self.wrong(settings, key, f"不超过 {longest} 字的文字")
        if not is_clean(text) or (not many_lines and "\n" in text):
            raise self.wrong(settings, key, "看得见的文字，不含换行、控制字符和改变文字方向的字符")
        return text

    def optional(self, settings: Settings, key: str, longest: int, *, many_lines: bool = False) -> str:
        """Such a text, or an empty one where the key is missing."""
        present = settings.table.get(key, "") != ""
        return self.text(settings, key, longest, many_lines=many_lines) if present else ""

    def time(self, settings: Settings, *, required: bool = False) -> datetime.datetime | None:
        """A point in time, of this machine's zone where it has none, or None where it may be missing and is."""
        value = settings.table.get("at")
        if value is None and not required:
            return None
        if not isinstance(value, datetime.datetime):
            raise self.wrong(settings, "at", "日期和时间，例如 2026-12-01T10:12:00+08:00")
        return value if value.tzinfo else value.astimezone()

    def anchor(self, settings: Settings) -> Anchor:
        """Words with their context."""
        settings.refuse_unknown((*_ANCHOR_KEYS, "doubt"))
        paragraph = settings.table.get("paragraph")
        if paragraph is not None:
            paragraph = settings.whole_number("paragraph", 0, most=1_000_000)
        return Anchor(
            words=self.text(settings, "words", LONGEST_WORDS, many_lines=True),
            before=self.optional(settings, "before", LONGEST_CONTEXT, many_lines=True),
            after=self.optional(settings, "after", LONGEST_CONTEXT, many_lines=True),
            paragraph=paragraph,
        )

    def _said(self, settings: Settings) -> Chosen | EditorText:
        if "editor" in settings.table:
            settings.refuse_unknown(("editor",))
            return EditorText(text=self.text(settings, "editor", LONGEST_TEXT))
        return Chosen(anchors=(self.anchor(settings),))

    def wording(self, settings: Settings) -> Wording:
        """Source words, an editor's text, or none."""
        match settings.table.get("value"):
            case "none":
                return Nothing()
            case dict():
                return self._said(settings.within("value"))
            case list() as listed if listed:
                return Chosen(anchors=tuple(map(self.anchor, settings.each("value"))))
            case _:
                raise self.wrong(settings, "value", '原文的话 { words = "…" }、自己的话 { editor = "…" } 或 "none"')

    def _person(self, settings: Settings) -> Person:
        settings.refuse_unknown(("name", "role"))
        if not isinstance(settings.table.get("name"), dict):
            raise self.wrong(settings, "name", '表，例如 { words = "…" } 或 { editor = "…" }')
        role = self._said(settings.within("role")) if "role" in settings.table else None
        return Person(name=self._said(settings.within("name")), role=role)

    def people(self, settings: Settings) -> People:
        """The speakers of a decision."""
        if settings.table.get("value") == "none":
            return People(people=())
        return People(people=tuple(map(self._person, settings.each("value"))))

    def line(self, settings: Settings) -> LineKindValue:
        """The kind of a line: a word, or a table with a heading's level."""
        value = settings.table.get("value")
        inner = settings.within("value") if isinstance(value, dict) else settings
        kind: Any = inner.table.get("kind") if isinstance(value, dict) else value
        if kind not in get_args(LineValue):
            raise self.wrong(settings, "value", f" {'、'.join(get_args(LineValue))} 之一")
        level = inner.whole_number("level", 1, most=3) if isinstance(value, dict) else 1
        return LineKindValue(kind=kind, level=level)

    def listed(self, settings: Settings) -> SetValue:
        """A set of keywords or priorities."""
        inner = settings.within("value")
        inner.refuse_unknown(("kind", "heads", "noun"))
        kind: Any = inner.table.get("kind")
        if kind not in get_args(SetKind):
            raise self.wrong(inner, "kind", " keywords 或 priorities")
        heads = tuple(map(self.anchor, inner.each("heads")))
        if not heads or len(heads) > _MOST_HEADS:
            raise self.wrong(inner, "heads", f" 1 到 {_MOST_HEADS} 条原文的话")
        return SetValue(kind=kind, heads=heads, noun=self.optional(inner, "noun", LONGEST_NAME) or None)

    def placement(self, settings: Settings) -> Placement:
        """The place of a sentence or a tile in an audience's edition."""
        inner, kind = settings.within("value"), str(settings.table.get("kind"))
        inner.refuse_unknown({"tile": ("audience",)}.get(kind.partition(".")[0], ("audience", "section", "before")))
        of_point = kind.startswith("point")
        return Placement(
            audience=self.text(inner, "audience", LONGEST_NAME),
            section=self.text(inner, "section", LONGEST_NAME) if of_point else None,
            before=self.anchor(inner.within("before")) if "before" in inner.table else None,
        )

    def addition(self, settings: Settings) -> Addition:
        """A sentence of the office's own, with its place."""
        inner = settings.within("value")
        inner.refuse_unknown(("audience", "section", "editor", "before"))
        return Addition(
            audience=self.text(inner, "audience", LONGEST_NAME),
            section=self.text(inner, "section", LONGEST_NAME),
            text=self.text(inner, "editor", LONGEST_TEXT),
            before=inner.flag("before", default=False),
        )

    def extent(self, settings: Settings) -> Extent:
        """The part of a sentence that is printed."""
        inner = settings.within("value")
        inner.refuse_unknown(("audience", "shown"))
        shown = inner.table.get("shown")
        if shown != "whole" and not isinstance(shown, dict):
            raise self.wrong(inner, "shown", ' "whole"（整句）或这句话里的几个字 { words = "…" }')
        return Extent(
            audience=self.text(inner, "audience", LONGEST_NAME),
            words=None if shown == "whole" else self.anchor(inner.within("shown")),
        )

    def reason(self, settings: Settings) -> str:
        """The reason why words in a finished file are allowed."""
        return self.text(settings, "value", LONGEST_TEXT)

    def undone(self, settings: Settings) -> str:
        """The id of the decision that is taken back."""
        return self.text(settings, "value", LONGEST_NAME)

    def decision(self, settings: Settings) -> Decision:
        """One decision of a known kind; each part that is wrong is told by itself."""
        kind = settings.table["kind"]
        self.attempt(lambda: settings.refuse_unknown(_DECISION_KEYS), None)
        about = self.attempt(lambda: self._about(settings, kind), None)
        table = settings.table.get("about")
        seen = table.get("doubt") if kind == "seen" and isinstance(table, dict) else None
        read = VALUES[kind]
        if read is None and "value" in settings.table:
            self.attempt(lambda: settings.refuse_unknown(_DECISION_KEYS[:-1]), None)
        return Decision(
            kind=kind,
            id=self.attempt(lambda: self.text(settings, "id", LONGEST_NAME), ""),
            at=self.attempt(lambda: self.time(settings), None),
            by=self.attempt(lambda: self.optional(settings, "by", LONGEST_NAME), ""),
            about=about,
            value=self.attempt(lambda: read(self, settings), None) if read else None,
            doubt=seen,
        )

    def _about(self, settings: Settings, kind: str) -> Anchor | None:
        if kind in WITHOUT_ABOUT:
            if "about" in settings.table:
                raise self.wrong(settings, "about", f"空：{kind} 不写 about")
            return None
        about = settings.within("about")
        if kind == "seen":
            self.text(about, "doubt", LONGEST_NAME)
            if "words" not in about.table:
                return None
        return self.anchor(about)

    def approval(self, settings: Settings) -> Approval | None:
        """One approval, or None where it is wrong."""
        before = len(self.faults)
        self.attempt(lambda: settings.refuse_unknown(_APPROVAL_KEYS), None)
        sha256 = self.attempt(lambda: settings.matching("sha256", _SHA256.pattern, " 64 位十六进制的校验和"), "")
        at = self.attempt(lambda: self.time(settings, required=True), None)
        audience = self.attempt(lambda: self.text(settings, "audience", LONGEST_NAME), "")
        script = self.attempt(lambda: self.text(settings, "script", LONGEST_NAME), "")
        by = self.attempt(lambda: self.text(settings, "by", LONGEST_NAME), "")
        none: dict[str, str] = {}
        inputs = self.attempt(lambda: self._inputs(settings.within("inputs")), none)
        withdrawn = self.attempt(lambda: settings.flag("withdrawn", default=False), otherwise=False)
        if len(self.faults) > before or at is None:
            return None
        return Approval(
            at=at, by=by, audience=audience, script=script, sha256=sha256, inputs=inputs, withdrawn=withdrawn
        )

    def _inputs(self, settings: Settings) -> dict[str, str]:
        settings.refuse_unknown(INPUTS)
        return {key: self.text(settings, key, LONGEST_NAME) for key in settings.table}

    def head(self, settings: Settings) -> tuple[str, str]:
        """The name and the hash of the source that the file says it is about."""
        if settings.table.get("schema") != SCHEMA:
            raise self.wrong(settings, "schema", f" {SCHEMA}")
        source = settings.within("source")
        source.refuse_unknown(("name", "sha256"))
        return self.optional(source, "name", LONGEST_WORDS), self.optional(source, "sha256", LONGEST_NAME)

    def refuse_undo(self, settings: Settings, ids: set[str]) -> None:
        """Refuse an `undo` of what no earlier decision is."""
        value = settings.table.get("value")
        if settings.table.get("kind") == "undo" and isinstance(value, str) and value not in ids:
            raise self.wrong(settings, "value", f"前面一条决定的 id，没有 {value[:LONGEST_NAME]}")

    def refuse_repeated(self, settings: Settings, ids: set[str]) -> None:
        """Refuse an id that an earlier decision has, and note it."""
        name = settings.table.get("id")
        if isinstance(name, str) and name in ids:
            raise self.wrong(settings, "id", f"没用过的 id，{name[:LONGEST_NAME]} 已经用过")
        ids.update([name] if isinstance(name, str) else [])

    def refuse_all(self) -> None:
        """Raise a `ConfigurationError` that tells everything that is wrong."""
        if self.faults:
            count = f"（共 {len(self.faults)} 处）" if len(self.faults) > 1 else ""
            raise ConfigurationError("；".join(self.faults[:_MOST_TOLD]) + count, hint=_HINT)


# How the value of each kind is read; None where it has none.
VALUES: dict[str, Callable[[_Loader, Settings], Value] | None] = {
    "title": _Loader.wording,
    "place": _Loader.wording,
    "outlet": _Loader.wording,
    "published": _Loader.wording,
    "speaker": _Loader.people,
    "heading": _Loader.line,
    "line.kind": _Loader.line,
    "figure.text": _Loader.wording,
    "figure.label": _Loader.wording,
    "figure.time": _Loader.wording,
    "figure.add": None,
    "figure.drop": None,
    "question": _Loader.wording,
    "quote.speaker": _Loader.wording,
    "quote.add": None,
    "quote.drop": None,
    "set.add": _Loader.listed,
    "set.drop": _Loader.listed,
    "policy.add": None,
    "policy.drop": None,
    "name.lock": None,
    "point.section": _Loader.placement,
    "point.order": _Loader.placement,
    "point.add": _Loader.addition,
    "point.extent": _Loader.extent,
    "tile.drop": _Loader.placement,
    "tile.add": _Loader.placement,
    "check.allow": _Loader.reason,
    "seen": None,
    "undo": _Loader.undone,
}
KINDS = tuple(VALUES)


def parse_review(text: str, file: str) -> Review:
    """The review file that a TOML text holds; a `ConfigurationError` tells every entry that is wrong, with file and key."""
    settings, loader = parse_settings(text, file), _Loader(file)
    loader.attempt(lambda: settings.refuse_unknown(("schema", "source", "decision", "approval")), None)
    name, sha256 = loader.attempt(lambda: loader.head(settings), ("", ""))
    none: tuple[Settings, ...] = ()
    entries = loader.attempt(lambda: settings.each("decision"), none)
    if len(entries) > MOST_DECISIONS:
        loader.faults.append(f"{file} 的 decision 太多：最多 {MOST_DECISIONS} 条")
        entries = ()
    decisions, unknown = [], []
    ids: set[str] = set()
    for entry in entries:
        kind = loader.attempt(partial(loader.text, entry, "kind", LONGEST_NAME), "")
        if kind in VALUES:
            decisions.append(loader.decision(entry))
            loader.attempt(partial(loader.refuse_undo, entry, ids), None)
        elif kind:
            unknown.append((kind, str(entry.table.get("id", ""))))
        loader.attempt(partial(loader.refuse_repeated, entry, ids), None)
    approvals = tuple(map(loader.approval, loader.attempt(lambda: settings.each("approval"), none)))
    loader.refuse_all()
    return Review(
        file=file,
        version=hashlib.sha256(text.encode()).hexdigest(),
        source_name=name,
        source_sha256=sha256,
        decisions=tuple(decisions),
        approvals=tuple(one for one in approvals if one),
        unknown=tuple(unknown),
    )


def load_review(path: Path) -> Review:
    """The review file at a path, or an empty one where there is none."""
    if not os.path.lexists(path):
        return Review()
    try:
        return parse_review(load_text(path, path.name, LARGEST), path.name)
    except FileNotFoundError:
        return Review()
