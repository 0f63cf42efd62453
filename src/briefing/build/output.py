"""The finished packs of one source, written into its folder with the outline, the ledger and the manifest."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.build.render_task import Rendered
from briefing.document.ledger import read_entries, write_ledger
from briefing.document.model import pack_name
from briefing.errors import BriefingError, SourceError
from briefing.packs.folder import SCHEMA, digest, publish, staying
from briefing.text.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.build.source_record import SourceRecord
    from briefing.packs.folder import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The result of one source: which files were written where, and what a person should know.

    `refused` are editions for which the source has nothing, `failed` files that could not be made, `unmade` the audience and
    script of each edition of which there is no file at all.
    """

    folder: Path
    written: tuple[str, ...]
    kept: tuple[Kept, ...]
    refused: tuple[SourceError, ...]
    failed: tuple[BriefingError, ...]
    unmade: tuple[tuple[str, str], ...]
    remarks: tuple[Diagnostic, ...]


def _entry(content: bytes, **facts: object) -> dict[str, Any]:
    return {"sha256": digest(content), "size": len(content), **facts}


def _origin(folder: Path, source: Path) -> dict[str, str]:
    """The source's path from the packs' folder, for a check of the packs; nothing where it is found anyway."""
    name = source.absolute()
    if name.parent.name == "seeds" or name.parent == folder.absolute():
        return {}
    return {"origin": Path(os.path.relpath(name, folder.absolute())).as_posix()}


def finish(out: Path, source_record: SourceRecord, made: Sequence[Rendered | SourceError], source: Path) -> Built:
    """Writes what was made into the source's folder, with the outline, the ledger and the manifest.

    Raises why not where no file was made.
    """
    rendered = [one for one in made if isinstance(one, Rendered)]
    refused = tuple(one for one in made if isinstance(one, SourceError))
    failed = tuple(error for one in rendered for error in one.failed.values())
    if not any(one.contents for one in rendered):
        raise next(iter((*failed, *refused)))
    folder = out / source_record.stem
    packs = [
        (pack_name(one.audience, one.script, extension, one.pages), one, extension, content)
        for one in rendered
        for extension, content in one.contents.items()
    ]
    built = {name for name, *_ in packs}
    stay = {name: entry for name, entry in staying(folder, source_record.source).items() if name not in built}
    packs_staying = {name for name, entry in stay.items() if "audience" in entry}
    ledgers = [(name, one.entries) for name, one, *_ in packs]
    ledgers += read_entries(folder / "ledger.json", packs_staying) if packs_staying else []
    files = {name: content for name, _, _, content in packs}
    files["outline.json"] = source_record.outline.encode()
    files["ledger.json"] = write_ledger(sorted(ledgers), source_record.source).encode()
    entries = {
        name: _entry(content, audience=one.audience, script=str(one.script), format=extension)
        | ({"part": "one"} if one.pages == "one" else {})
        for name, one, extension, content in packs
    }
    entries |= {name: _entry(files[name], format="json") for name in ("outline.json", "ledger.json")}
    told = ("source", "title", "place", "published", "inferred", "status", "names")
    manifest = {"schema": SCHEMA, "version": __version__, "files": stay | entries}
    manifest |= {name: getattr(source_record, name) for name in told}
    kept = publish(folder, files, manifest | _origin(folder, source))
    return Built(
        folder=folder,
        written=tuple(sorted(files)),
        kept=kept,
        refused=tuple({error.message: error for error in refused}.values()),
        failed=failed,
        unmade=tuple((one.audience, str(one.script)) for one in rendered if one.failed and not one.contents),
        remarks=tuple(Diagnostic(code=code, message=message) for code, message in source_record.remarks),
    )
