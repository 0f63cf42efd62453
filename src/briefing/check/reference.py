"""The reference of a finished file: its ledger's entries and outline, found by the file's hash or name, or a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from briefing.check.flat_text import flat_form
from briefing.check.recognition import comes_from, flat_grams, most_alike
from briefing.check.recomposed import titles_of
from briefing.config.review import Review, review_path
from briefing.config.review_loader import load_review
from briefing.document.ledger import parse_ledger
from briefing.errors import ConfigurationError, SourceError, UsageError
from briefing.files import LARGEST_JSON, hash_of, parse_json, read_bytes, reason_of
from briefing.outline.codec import from_json
from briefing.outline.load import gather, outline_text, read_with_decisions, text_of_outline
from briefing.packs.folder import read_manifest
from briefing.text.language import Script

if TYPE_CHECKING:
    from briefing.config.sidecar import Sidecar
    from briefing.document.ledger import Entry
    from briefing.outline.model import Outline
    from briefing.readers.passages import FinishedFile

_LEDGER = "ledger.json"
_EDITION = re.compile(r"(?P<audience>[\w-]+)\.(?P<script>zh-Han[st](?:-TW|-HK)?)(?:\.one)?(?:\.edited-\d+)?\.\w+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One source with what is known of the file's edition; `entries` are None where no ledger speaks of the file.

    `untouched` says that the file is byte for byte the one that the folder's manifest lists. `review` is what people decided.
    """

    outline: Outline
    sidecar: Sidecar | None = None
    entries: tuple[Entry, ...] | None = None
    audience: str | None = None
    script: Script | None = None
    untouched: bool = False
    review: Review = field(default_factory=Review)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A folder's ledger by file, with the outline that it goes by and the folder's manifest; `source` is where its text is."""

    outline: Outline
    entries: dict[str, tuple[Entry, ...]]
    manifest: dict[str, Any]
    source: Path


def _read_ledger(path: Path) -> dict[str, list[Entry]]:
    try:
        return parse_ledger(read_bytes(path, LARGEST_JSON))
    except FileNotFoundError:
        raise SourceError(f"没有出处账 {path}", hint="请用 --ledger 指明出处账，或用 --source 指明原文") from None
    except OSError as error:
        raise SourceError(f"读不了出处账 {path}：{reason_of(error)}", hint="请检查文件名和权限") from None
    except ValueError:
        raise ConfigurationError(
            f"{path} 不是出处账（ledger.json）", hint="请给制作材料时写出的 ledger.json，或用 --source 指明原文"
        ) from None


def read_records(ledger: Path, source: Path | None = None) -> Records:
    """The ledger at a path, and the outline beside it over its source.

    The source is the one given, else the one of the right hash where the build found it, beside the outline, in `seeds/`,
    in the `seeds/` beside `out/`, or in the folder where the command runs.
    """
    entries, manifest = _read_ledger(ledger), read_manifest(ledger.parent)
    path = ledger.with_name("outline.json")
    if source is not None and not path.is_file():
        outline, found = gather(source).outline, source
    else:
        text = outline_text(path)
        found = source if source is not None else _source_of(path, text, str(manifest.get("origin", "")))
        outline = from_json(text, read_with_decisions(found))
    listed = {file: tuple(runs) for file, runs in entries.items()}
    return Records(outline=outline, entries=listed, manifest=manifest, source=found)


def _source_of(path: Path, text: str, origin: str) -> Path:
    """The source of an outline; of several files of its name the one that has its hash."""
    folders = [path.parent.parent.parent / "seeds", Path.cwd()]
    if origin:
        folders.insert(0, (path.parent / origin).parent)
    found = text_of_outline(path, text, *folders, hint="请用 --source 指明原文，或把原文放在提纲旁边")
    stated = parse_json(text)["source"].get("sha256")
    candidates = (folder / found.name for folder in (found.parent, *folders))
    return next((one for one in candidates if one.is_file() and hash_of(one) == stated), found)


def find_records(path: Path, ledger: Path | None, source: Path | None) -> Records | None:
    """The records for a file: those named, else those in its folder; None where a source was named and no ledger."""
    beside = path.parent / _LEDGER
    if ledger is None and source is None and beside.is_file():
        ledger = beside
    if ledger is not None:
        return read_records(ledger, source)
    if source is None:
        raise UsageError(
            f"文件夹 {path.parent} 里没有出处账，不知道该对照什么",
            hint="请用 --ledger 指明 ledger.json，或用 --source 指明原文",
        )
    return None


def refer(finished: FinishedFile, records: Records, audience: str | None) -> Reference:
    """The part of the records that a file goes by: by its hash, its name, or, renamed and edited, by its words."""
    name = _recognise(finished, records)
    entry = records.manifest.get("files", {}).get(name or "", {})
    stated = _EDITION.search(name or finished.name)
    script = entry.get("script") or (stated["script"] if stated else None)
    return Reference(
        outline=records.outline,
        entries=records.entries.get(name) if name else None,
        audience=audience or entry.get("audience") or (stated["audience"] if stated else None),
        script=Script(script) if script in set(Script) else None,
        untouched=any(one.get("sha256") == finished.sha256 for one in records.manifest.get("files", {}).values()),
        review=load_review(review_path(records.source)),
    )


def _recognise(finished: FinishedFile, records: Records) -> str | None:
    by_hash = (name for name, one in records.manifest.get("files", {}).items() if one.get("sha256") == finished.sha256)
    suffix = PurePath(finished.name).suffix.lower()
    by_name = (name for name in records.entries if name.endswith(suffix) and comes_from(finished.name, {name}))
    name = next(by_hash, None) or next(by_name, None)
    if name in records.entries:
        return name
    texts = {name: "".join(entry["text"] for entry in entries) for name, entries in records.entries.items()}
    # The officials' edition may hold all words of another: what an edition calls itself tells more.
    lines = {flat_form(one.text) for one in finished.passages}
    titled = {name: texts[name] for name, runs in records.entries.items() if not lines.isdisjoint(titles_of(runs))}
    alike = most_alike(finished.words, titled) or most_alike(finished.words, texts)
    # Of the three scripts of an edition the file's own; of two editions alike the one with less besides.
    exact = flat_grams(finished.words, exact=True)
    shares = {name: len(exact & flat_grams(texts[name], exact=True)) for name in alike}
    return min(alike, key=lambda name: (-shares[name], len(records.entries[name]), name), default=None)


def refer_to_source(source: Path, audience: str | None, finished: FinishedFile) -> Reference:
    """A reference without a ledger: the source read anew."""
    reading = gather(source)
    stated = _EDITION.search(finished.name)
    return Reference(
        outline=reading.outline,
        sidecar=reading.sidecar,
        audience=audience or (stated["audience"] if stated else None),
        script=Script(stated["script"]) if stated and stated["script"] in set(Script) else None,
        review=reading.review,
    )
