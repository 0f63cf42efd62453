"""Is a file the released one: byte for byte by its hash, or else a changed copy, told by its name or by its words."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal

from briefing.check.recognition import comes_from, most_alike
from briefing.errors import BriefingError, SourceError
from briefing.files import hash_of, reason_of
from briefing.readers.finished import read_finished

if TYPE_CHECKING:
    from briefing.packs.changes import Release

_BY = {"name": "名字相同", "words": "文字大体相同"}
# What is quickest to read back comes first; all formats of an edition say the same words.
_QUICKEST = ("html", "docx", "pdf")

Kind = Literal["released", "superseded", "changed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A file's relation to a release; `output` is the released file that it is or comes from, `by` how that was told.

    Of one that an earlier release had (`superseded`), `now` is the file that took its place, None where that edition is no more.
    """

    kind: Kind
    output: dict[str, Any] | None = None
    by: Literal["hash", "name", "words"] | None = None
    now: dict[str, Any] | None = None


def _by_words(path: Path, outputs: list[dict[str, Any]], folder: Path) -> dict[str, Any] | None:
    """The released edition, of those beside the manifest, that says the same words; in the file's own format if it can."""
    try:
        finished = read_finished(path)
    except SourceError:
        return None
    # One file of each edition, the quickest to read; the one page alone before the pack that holds all of it, so that it is known
    # by its own.
    packs = sorted(
        (one for one in outputs if one["kind"] == "pack"),
        key=lambda one: (_QUICKEST.index(one["format"]), one.get("part") is None),
    )
    editions: dict[tuple[str | None, ...], dict[str, Any]] = {}
    for one in [one for one in packs if one["language"] == finished.language] or packs:
        editions.setdefault((one["source"], one["audience"], one["language"], one.get("part")), one)
    said = dict.fromkeys([one["file"] for one in editions.values()], "")
    for file in said:
        with contextlib.suppress(BriefingError):  # a file that cannot be read back says nothing
            said[file] = read_finished(folder / file).words
    alike = most_alike(finished.words, said)
    if not alike:
        return None
    best = next(one for one in editions.values() if one["file"] == alike[0])
    keys = ("source", "audience", "language", "part")
    edition = [one for one in outputs if all(one.get(key) == best.get(key) for key in keys)]
    return next((one for one in edition if one["format"] == finished.format), best)


def verify(path: Path, release: Release, folder: Path) -> Match:
    """The file's relation to the release whose files are in the folder; a `SourceError` where it cannot be read."""
    try:
        total = hash_of(path)
    except OSError as error:
        raise SourceError(f"读不了 {path}：{reason_of(error)}", hint="请检查文件名和权限") from None
    outputs = release["outputs"]
    exact = next((one for one in outputs if one["sha256"] == total), None)
    if exact:
        return Match(kind="released", output=exact, by="hash")
    earlier = next((one for one in release.get("superseded", []) if one["sha256"] == total), None)
    if earlier:
        keys = ("kind", "source", "audience", "language", "format", "part")
        successors = (one for one in outputs if all(one.get(key) == earlier.get(key) for key in keys))
        return Match(kind="superseded", output=earlier, by="hash", now=next(successors, None))
    # Every name that a file goes by: the released one, the ASCII one, the build's. One that two sources share names neither.
    names = [[PurePath(one[key]).name for key in ("file", "alias", "pack") if one.get(key)] for one in outputs]
    named = [one for one, own in zip(outputs, names, strict=True) if comes_from(path.name, own)]
    named = [one for one in named if PurePath(one["file"]).suffix == path.suffix.lower()] or named
    if len({(one.get("source"), one.get("audience")) for one in named}) == 1:
        return Match(kind="changed", output=named[0], by="name")
    if alike := _by_words(path, outputs, folder):
        return Match(kind="changed", output=alike, by="words")
    return Match(kind="unknown")


def tell(verdict: Match, release: Release) -> str:
    """The verdict in words: 是发布的原件 ….pdf，一个字节也不差."""
    if verdict.output is None or verdict.by is None:
        return "不是这次发布的文件，也不像其中任何一份"
    name = verdict.output["file"]
    if verdict.kind == "released":
        differs = verdict.output.get("differs")
        word = f"；单位改过的 Word，与别的格式有 {differs} 处不同" if differs else ""
        return f"是发布的原件 {name}（briefing {release['version']}），一个字节也不差{word}"
    if verdict.kind == "superseded":
        instead = f"已由 {verdict.now['file']} 代替" if verdict.now else "这一版已经撤下"
        return f"是以前发布的原件 {name}，{instead}"
    return f"不是这次发布的原件，是 {name} 改过的，或是以前发布的（{_BY[verdict.by]}，SHA-256 不同）"


def find_ledger(output: dict[str, Any], folder: Path) -> Path | None:
    """The ledger of the released pack's source, in the output folder that the release stands in."""
    if output.get("kind") != "pack":
        return None
    ledgers = (above / output["source"] / "ledger.json" for above in (folder.parent, folder.parent.parent))
    return next((ledger for ledger in ledgers if ledger.is_file()), None)
