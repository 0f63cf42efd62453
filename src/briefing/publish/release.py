"""briefing release, without its words: the packs of each source held against a fresh build, then put together."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from briefing.build.pipeline import build_sources
from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.build.workers import open_pool
from briefing.config.review import Review, review_path
from briefing.config.review_loader import load_review
from briefing.document.blanks import without_blanks
from briefing.document.dates import document_date
from briefing.document.ledger import parse_ledger
from briefing.document.model import Pages
from briefing.errors import BriefingError
from briefing.files import read_bytes
from briefing.outline.load import gather, inputs
from briefing.packs.approvals import find_unapproved
from briefing.packs.changes import read_release
from briefing.packs.folder import digest, read_manifest
from briefing.packs.released import ReleaseRefusedError, read_folder, refuse_outdated
from briefing.publish.assembly import make_release
from briefing.publish.office_word import LARGEST, examine_office_word, kept_words, word_hashes
from briefing.publish.release_folder import FOLDER, place_release
from briefing.text.language import Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.build.pipeline import Job
    from briefing.packs.changes import Release
    from briefing.packs.released import Pack, SourceFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The release's folder, the number of its files, and where a release that somebody had edited was kept.

    `packs` are the packs in it, by their paths below the output folder. `unapproved` are the editions that nobody approved, as
    source, audience and script; `left_out` says that they are not in it. `words` are the Word files that the office edited, or
    that lost their blanks, by the paths of the packs whose place they take.
    """

    folder: Path
    files: int
    kept: Path | None
    packs: frozenset[str] = frozenset()
    unapproved: tuple[tuple[str, str, str], ...] = ()
    left_out: bool = False
    words: dict[str, Pack] = field(default_factory=dict)


def _rebuild(job: Job, path: Path, folder: SourceFolder, scratch: Path, jobs: int) -> None:
    """Refuses packs that a build made now would make otherwise; what is in the cache costs nothing.

    A folder that holds some slots only is compared in those, its ledger through them.
    """
    for pages in get_args(Pages):
        packs = [pack for pack in folder.packs if pack.part == pages]
        if not packs:
            continue
        audiences = {pack.audience for pack in packs}
        scripts, formats = {pack.script for pack in packs}, {pack.format for pack in packs}
        order = replace(
            job.order,
            audiences=tuple(one.name for one in job.template_set.audiences if one.name in audiences),
            scripts=tuple(script for script in Script if script in scripts),
            formats=tuple(name for name in WRITERS if name in formats),
            pages=pages,
        )
        with open_pool(min(jobs, len(order.slots))) as workers:
            built = build_sources(replace(job, order=order, out=scratch), [path], workers)
            error = next((one for _, one in built if isinstance(one, BriefingError)), None)
            if error:
                raise error
    names = {pack.built.partition("/")[2] for pack in folder.packs} | {"outline.json"}
    # The second build keeps the packs of the first.
    ours, fresh = (
        manifest | {"files": {name: entry for name, entry in manifest["files"].items() if name in names}}
        for manifest in (folder.manifest, read_manifest(scratch / folder.stem))
    )
    refuse_outdated(job.out / folder.stem, ours, fresh)


def _with_approvals(folder: SourceFolder, path: Path) -> SourceFolder:
    """The folder with the hashes of what it was made from, and the editions that nobody approved, by the source's review file."""
    review = Review() if path.suffix.lower() == ".json" else load_review(review_path(path))
    names = [(pack.built.partition("/")[2], pack.audience, pack.script.value) for pack in folder.packs]
    words = word_hashes(path)
    unapproved = find_unapproved(parse_ledger(folder.ledger), names, review, folder.manifest.get("status"), words)
    hashes = {file.name: digest(file.read_bytes()) for file in inputs(path)}
    return replace(folder, inputs=hashes, unapproved=unapproved)


def _with_office_words(job: Job, path: Path, folder: SourceFolder) -> SourceFolder:
    """The folder with the Word files that the office edited, and with the others without blanks that nobody has filled in.

    A `ReleaseRefusedError` where one says something that nobody has decided about.
    """
    kept = {} if path.suffix.lower() == ".json" else kept_words(path)
    mine = [one for one in folder.packs if one.format == "docx"]
    edited_too = [one for one in mine if one.part == "all" and (one.audience, one.script) in kept]
    mine = [one for one in mine if one in edited_too or _has_blanks(one)]
    if not mine:
        return folder
    reading = gather(path)
    date = document_date(reading.outline, reading.sidecar, job.order.date)
    edited = {}
    for pack in mine:
        task = Task(
            template_set=job.template_set,
            reading=reading,
            audience=pack.audience,
            script=pack.script,
            formats=("docx",),
            date=date,
            pages="one" if pack.part == "one" else "all",
        )
        if pack not in edited_too:
            document = without_blanks(compose_document(task))
            content = WRITERS["docx"](document, job.template_set.theme, job.template_set.overlay)
            edited[pack.built] = replace(pack, content=content)
            continue
        file = kept[pack.audience, pack.script]
        word = examine_office_word(task, read_bytes(file, LARGEST), file.name)
        if word.open:
            raise ReleaseRefusedError(
                f"{file.parent.name}/{file.name} 还有 {word.open} 处改动没有处理",
                hint="请在校对台“Word 回稿”里改回、照着改或写明理由，或撤下这个文件，再发布",
            )
        edited[pack.built] = replace(pack, content=word.content, differs=word.differs)
    return replace(folder, packs=tuple(edited.get(one.built, one) for one in folder.packs))


def _has_blanks(pack: Pack) -> bool:
    with zipfile.ZipFile(io.BytesIO(pack.content)) as package:
        return b"showingPlcHdr" in package.read("word/document.xml")


def release_sources(  # noqa: PLR0913 - each is a choice of its own
    job: Job,
    paths: Iterable[Path],
    stem_of: Callable[[Path], str],
    previous: Release | None,
    jobs: int,
    *,
    approved_only: bool = False,
) -> Released:
    """Releases the packs of the sources; a `ReleaseRefusedError` where some may not be released.

    With `approved_only` editions that nobody approved are left out.
    """
    listed = tuple(paths)
    folders = tuple(_with_approvals(read_folder(job.out / stem_of(path)), path) for path in listed)
    unapproved = tuple((folder.stem, *edition) for folder in folders for edition in sorted(folder.unapproved))
    if approved_only:
        folders = tuple(replace(one, packs=tuple(filter(one.is_approved, one.packs))) for one in folders)
        if not any(folder.packs for folder in folders):
            raise ReleaseRefusedError("没有已审定的版本，什么都没有发布", hint="请先审定要发布的版本，再发布")
    with tempfile.TemporaryDirectory(prefix="briefing-") as scratch:
        for path, folder in zip(listed, folders, strict=True):
            if folder.packs:
                _rebuild(job, path, folder, Path(scratch), jobs)
    built = {pack.built: pack for folder in folders for pack in folder.packs}
    folders = tuple(_with_office_words(job, path, folder) for path, folder in zip(listed, folders, strict=True))
    chosen = tuple(folder for folder in folders if folder.packs)
    try:
        replaced = read_release(job.out / FOLDER / "manifest.json")
    except BriefingError:
        replaced = None  # there is none that can be read
    files = make_release(chosen, job.template_set, previous, replaced)
    target, kept = place_release(job.out, files)
    packs = {pack.built: pack for folder in folders for pack in folder.packs}
    return Released(
        folder=target,
        files=len(files),
        kept=kept,
        packs=frozenset(packs),
        unapproved=unapproved,
        left_out=approved_only,
        words={name: pack for name, pack in packs.items() if pack is not built[name]},
    )
