"""The files of a release, each with what a manifest says of it."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.packs.file_names import ascii_part, audience_title, safe_part
from briefing.packs.folder import digest
from briefing.packs.released_names import alias_of, friendly_names
from briefing.packs.zips import write_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.template_set import TemplateSet
    from briefing.packs.released import Pack, SourceFolder

PUBLIC, OFFICE = "public", "office"
# The archive of all that is in each part of a release.
WHOLE = {PUBLIC: "全部公开版.zip", OFFICE: "内部全部材料.zip"}
_METADATA = re.compile(rb"/Type\s*/Metadata[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_UA = re.compile(rb"pdfuaid:part(?:>|=['\"])(\d)")
_A = re.compile(rb"pdfaid:part(?:>|=['\"])(\d)")
_A_LEVEL = re.compile(rb"pdfaid:conformance(?:>|=['\"])([A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One released file: `file` is its path below the release, `facts` what the manifest says besides hash and size."""

    file: str
    content: bytes
    public: bool
    facts: dict[str, Any]

    @property
    def entry(self) -> dict[str, Any]:
        """The file's entry in the manifest."""
        measured = {"sha256": digest(self.content), "size": len(self.content)}
        return {"file": self.file, "public": self.public, **measured, **self.facts}


def _metadata(content: bytes) -> bytes:
    """The XMP packet of a PDF."""
    found = _METADATA.search(content)
    if not found:
        return b""
    try:
        return zlib.decompress(found[1])
    except zlib.error:
        return found[1]


def conformity(content: bytes, extension: str) -> list[str]:
    """The standards that a PDF claims in its own metadata."""
    packet = _metadata(content) if extension == "pdf" else b""
    claims = [f"PDF/UA-{found[1].decode()}" for found in [_UA.search(packet)] if found]
    part, level = _A.search(packet), _A_LEVEL.search(packet)
    return claims + ([f"PDF/A-{part[1].decode()}{level[1].decode().lower()}"] if part and level else [])


def _pages(content: bytes, extension: str) -> int | None:
    """The number of a PDF's pages; a Word file and a page have as many as their reader's program makes of them."""
    if extension != "pdf":
        return None
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def _pack(pack: Pack, name: str, *, public: bool, approved: bool) -> Output:
    facts = {
        "kind": "pack",
        "alias": alias_of(pack),
        "pack": pack.built,
        "source": pack.stem,
        "audience": pack.audience,
        "language": str(pack.script),
        "format": pack.format,
        **({"part": pack.part} if pack.part != "all" else {}),
        # Word edited by the office: how many places say something else than the web page and the PDF.
        **({"differs": pack.differs} if pack.differs is not None else {}),
        "pages": _pages(pack.content, pack.format),
        "conformity": conformity(pack.content, pack.format),
        "approved": approved,
    }
    return Output(file=f"{PUBLIC if public else OFFICE}/{name}", content=pack.content, public=public, facts=facts)


def _zip(name: str, alias: str, members: dict[str, bytes], *, public: bool) -> Output:
    facts = {"kind": "archive", "alias": alias, "format": "zip", "members": sorted(members)}
    folder = PUBLIC if public else OFFICE
    return Output(file=f"{folder}/{name}", content=write_zip(members), public=public, facts=facts)


def _members(packs: Iterable[Output]) -> dict[str, bytes]:
    return {pack.file.partition("/")[2]: pack.content for pack in packs}


def _archives(packs: list[Output], folders: tuple[SourceFolder, ...], template_set: TemplateSet) -> Iterator[Output]:
    for audience in template_set.audiences:
        mine = [pack for pack in packs if pack.facts["audience"] == audience.name]
        if mine:
            title = safe_part(audience_title(template_set, audience)) or audience.name
            alias = f"{ascii_part(audience.name)}.zip"
            yield _zip(f"全部{title}.zip", alias, _members(mine), public=audience.public)
    public = [pack for pack in packs if pack.public]
    if public:
        yield _zip(WHOLE[PUBLIC], "public.zip", _members(public), public=True)
    working = {name: content for folder in folders for name, content in folder.working_files.items()}
    yield _zip(WHOLE[OFFICE], "office.zip", _members(packs) | working, public=False)


def make_outputs(folders: tuple[SourceFolder, ...], template_set: TemplateSet) -> tuple[Output, ...]:
    """The packs under their released names, and the archives of them."""
    names = friendly_names(folders, template_set)
    packs = [
        _pack(
            pack,
            names[pack.built],
            public=template_set.audience(pack.audience).public,
            approved=folder.is_approved(pack),
        )
        for folder in folders
        for pack in folder.packs
    ]
    return (*packs, *_archives(packs, folders, template_set))
