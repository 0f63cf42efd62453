"""The packs of an output folder, as they may be released: whole, unedited, approved, and what a build would make now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.document.ledger import parse_ledger
from briefing.errors import BriefingError
from briefing.files import output_errors
from briefing.packs.folder import digest, is_edited, read_manifest
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.packs.folder import Manifest

_SHOWN = 3


class ReleaseRefusedError(BriefingError):
    """Packs that may not be released: edited by hand, out of date, incomplete, or a draft."""

    exit_code = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One finished file: `built` is its path below the output folder, as the build named it.

    `part` is `one` where it is the one page alone. `differs` is None for what the program made; of a Word file that the office
    edited it is how many places say something else than the edition's other formats.
    """

    stem: str
    built: str
    audience: str
    script: Script
    format: str
    content: bytes
    part: str = "all"
    differs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFolder:
    """The files that a build wrote of one source; `inputs` are the hashes of the files that it read: text, sidecar, outline, decisions.

    `unapproved` are the editions, as audience and script, that nobody approved as they are.
    """

    stem: str
    manifest: Manifest
    packs: tuple[Pack, ...]
    outline: bytes
    ledger: bytes
    inputs: dict[str, str] = field(default_factory=dict)
    unapproved: frozenset[tuple[str, str]] = frozenset()

    def is_approved(self, pack: Pack) -> bool:
        """True if somebody approved the edition that the pack is a file of."""
        return (pack.audience, pack.script.value) not in self.unapproved

    @property
    def working_files(self) -> dict[str, bytes]:
        """The office's own files, by their names below the output folder."""
        return {f"{self.stem}/outline.json": self.outline, f"{self.stem}/ledger.json": self.ledger}


def _refuse(folder: Path, problem: str, names: list[str], hint: str) -> None:
    if names:
        more = f"等 {len(names)} 个文件" if len(names) > _SHOWN else ""
        raise ReleaseRefusedError(f"{folder} 里的 {'、'.join(sorted(names)[:_SHOWN])}{more} {problem}", hint=hint)


def _require_whole(folder: Path, manifest: Manifest) -> None:
    if not any("audience" in entry for entry in manifest.get("files", {}).values()):
        raise ReleaseRefusedError(f"{folder} 里没有做好的材料", hint="请先执行 briefing build，再发布")
    again = "请先执行 briefing build：改过的会另存一份，不会丢"
    _refuse(folder, "不见了", [name for name in manifest["files"] if not (folder / name).is_file()], again)
    _refuse(folder, "有人改过", [name for name in manifest["files"] if is_edited(folder, name, manifest)], again)
    working = [name for name in ("outline.json", "ledger.json") if name not in manifest["files"]]
    _refuse(folder, "不在 manifest.json 里", working, "请先执行 briefing build，再发布")


def refuse_outdated(folder: Path, manifest: Manifest, remade: Manifest) -> None:
    """Refuses packs that a build made now, `remade`, would make otherwise."""

    def hashes(one: Manifest) -> dict[str, Any]:
        return {name: entry["sha256"] for name, entry in one["files"].items()}

    before, now = hashes(manifest), hashes(remade)
    outdated = [name for name in {*before, *now} if before.get(name) != now.get(name)]
    _refuse(folder, "过时了：原文、模板、字体或程序已有改动", outdated, "请先执行 briefing build，再发布")


def _packs(stem: str, contents: dict[str, bytes], manifest: Manifest) -> Iterator[Pack]:
    for name, entry in sorted(manifest["files"].items()):
        if "audience" in entry:
            yield Pack(
                stem=stem,
                built=f"{stem}/{name}",
                audience=entry["audience"],
                script=Script(entry["script"]),
                format=entry["format"],
                content=contents[name],
                part=entry.get("part", "all"),
            )


def read_folder(folder: Path) -> SourceFolder:
    """The folder's packs; a `ReleaseRefusedError` where they may not be released."""
    manifest = read_manifest(folder)
    if manifest.get("status") == "draft":
        raise ReleaseRefusedError(
            f"{folder} 是草稿，不能发布", hint="审定后把补充文件里的 status 改成 approved，重新制作，或只发布别的访谈"
        )
    with output_errors(folder):
        _require_whole(folder, manifest)
        contents = {name: (folder / name).read_bytes() for name in manifest["files"]}
    # What is released is what was read; a file that somebody saved in this instant is refused as well.
    changed = [name for name, content in contents.items() if digest(content) != manifest["files"][name]["sha256"]]
    _refuse(folder, "有人改过", changed, "请先执行 briefing build：改过的会另存一份，不会丢")
    try:
        parse_ledger(contents["ledger.json"])
    except ValueError:
        _refuse(folder, "不是出处账", ["ledger.json"], "请先执行 briefing build，再发布")
    return SourceFolder(
        stem=folder.name,
        manifest=manifest,
        packs=tuple(_packs(folder.name, contents, manifest)),
        outline=contents["outline.json"],
        ledger=contents["ledger.json"],
    )
