"""The record of a source beside its packs, and how it and the packs are kept in the cache."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from briefing.build.render_task import Rendered
from briefing.document.ledger import is_entry
from briefing.outline.model import proper_names
from briefing.text.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from briefing.config.template_set import TemplateSet
    from briefing.outline.load import Reading
    from briefing.packs.cache import Cache
    from briefing.text.language import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """The record of a source in its folder, for which nobody need read it again; plain enough to be kept as JSON."""

    stem: str
    source: dict[str, Any]
    title: str | None
    place: str | None
    published: str | None
    inferred: bool
    status: str | None
    names: dict[str, list[str]]
    outline: str
    remarks: tuple[tuple[str, str], ...]


def make_source_record(template_set: TemplateSet, reading: Reading) -> SourceRecord:
    """The record of a source that was read."""
    from briefing.document.dates import find_publication
    from briefing.edition.topics import match_topics
    from briefing.outline.codec import to_json

    outline, sidecar = reading.outline, reading.sidecar
    misfits = find_misfits_of(template_set, reading)
    told = replace(outline, diagnostics=(*outline.diagnostics, *misfits))
    source, publication = outline.source, find_publication(outline, sidecar)
    title, place = (
        outline.title.text if outline.title else None,
        sidecar.place or (outline.place.text if outline.place else None),
    )
    return SourceRecord(
        stem=reading.stem,
        source={"name": source.name, "sha256": source.sha256, "chars": len(source.text), "writing": source.writing},
        title=title,
        place=place,
        published=publication.date if publication else None,
        inferred=publication.inferred if publication else False,
        # Where somebody approves editions one by one, what the sidecar says of all is no more asked.
        status=None if reading.review.approvals else sidecar.status,
        names=asdict(proper_names(outline, sidecar.locked).within(f"{place}\n{title}")),
        outline=to_json(told, topics=match_topics(outline, template_set.topics)),
        remarks=tuple((one.code, one.message) for one in _remarks(reading, misfits)),
    )


def find_misfits_of(template_set: TemplateSet, reading: Reading) -> tuple[Diagnostic, ...]:
    """The decisions about editions that none can follow."""
    if not reading.choices:
        return ()
    from briefing.edition.choices import find_misfits
    from briefing.edition.index import OutlineIndex
    from briefing.edition.view import AudienceView

    library = OutlineIndex(outline=reading.outline, topics=template_set.topics)
    views = [AudienceView(library, audience) for audience in template_set.audiences]
    return tuple(find_misfits(reading.choices, views, reading.review.file))


# What is right more often than not is for `briefing review` to show, not for every build to tell.
_FOR_REVIEW = frozenset({"place-from-title", "place-from-text", "speaker-from-title", "inherited-speaker"})


def _remarks(reading: Reading, misfits: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The outline's oddities that the sidecar does not settle, and what the sidecar and the decisions leave open."""
    from briefing.outline.oddities import collect
    from briefing.text.folding import fold

    sidecar = reading.sidecar
    # Those in no doubt the sidecar settles, or somebody has looked at.
    told = (one for one in reading.outline.diagnostics if one.code not in _FOR_REVIEW and one.doubt != 0.0)
    unused = [
        Diagnostic(code="no-heading", message=f"{sidecar.file} 的 headings：原文没有“{one.words}”，没有替换")
        for one in sidecar.headings
        if fold(one.words) not in reading.outline.source.folded
    ]
    if sidecar.logo and sidecar.logo.word_picture is None:
        message = f"{sidecar.file} 的标志是 SVG，Word 文件里不印；要印请用 logo.word 写一个 PNG 文件"
        unused.append(Diagnostic(code="no-logo-in-word", message=message))
    if sidecar.contact_given and not sidecar.contact:
        message = f"{sidecar.file} 的联系方式是空的，各版不印“联系方式”一节"
        unused.append(Diagnostic(code="no-contact", message=message))
    return (*collect(told), *misfits, *unused)


def stored_source_record(cache: Cache, key: str) -> SourceRecord | None:
    """The record kept under the key, or None."""
    members = cache.get(key)
    if members is None or "record.json" not in members:
        return None
    try:
        content = json.loads(members["record.json"])
        return SourceRecord(**content | {"remarks": tuple((code, message) for code, message in content["remarks"])})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def store_source_record(cache: Cache, key: str, source_record: SourceRecord) -> None:
    """Keeps the record under the key."""
    cache.put(key, {"record.json": json.dumps(asdict(source_record), ensure_ascii=False).encode()})


def stored_rendering(cache: Cache, key: str, slot: tuple[str, Script], formats: Collection[str]) -> Rendered | None:
    """The files of an audience in a script kept under the key, one of each format, or None."""
    members = cache.get(key)
    if members is None:
        return None
    try:
        entries = json.loads(members.pop("entries.json"))
    except (ValueError, KeyError, RecursionError):
        return None
    if set(members) != set(formats) or not isinstance(entries, list) or not all(map(is_entry, entries)):
        return None
    return Rendered(audience=slot[0], script=slot[1], contents=members, entries=entries)


def store_rendering(cache: Cache, key: str, rendered: Rendered) -> None:
    """Keeps the files under the key."""
    entries = json.dumps(rendered.entries, ensure_ascii=False).encode()
    cache.put(key, {"entries.json": entries, **rendered.contents})
