"""The files of a release, each with what a manifest says of it."""

from __future__ import annotations

import contextlib
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.packs.file_names import ascii_part, audience_title, safe_part
from briefing.packs.folder import digest
from briefing.packs.released_names import alias_of, friendly_names
from briefing.packs.zips import write_zip

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def conformity(content: bytes, extension: str) -> list[str]:
    """The standards that a PDF claims in its own metadata."""
    found = _METADATA.search(content) if extension == "pdf" else None
    packet = found[1] if found else b""
    with contextlib.suppress(zlib.error):  # some write it as it is
        packet = zlib.decompress(packet)
    claims = [f"PDF/UA-{found[1].decode()}"] if (found := _UA.search(packet)) else []
    part, level = _A.search(packet), _A_LEVEL.search(packet)
    return claims + ([f"PDF/A-{part[1].decode()}{level[1].decode().lower()}"] if part and level else [])


def _pack(pack: Pack, name: str, *, public: bool, approved: bool) -> Output:
    import pypdfium2

    pages = None  # a Word file and a page have as many as their reader's program makes of them
    if pack.format == "pdf":
        with pypdfium2.PdfDocument(pack.content) as document:
            pages = len(document)
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
        "pages": pages,
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
    archives = []
    for audience in template_set.audiences:
        mine = [pack for pack in packs if pack.facts["audience"] == audience.name]
        if mine:
            title = safe_part(audience_title(template_set, audience)) or audience.name
            alias = f"{ascii_part(audience.name)}.zip"
            archives.append(_zip(f"全部{title}.zip", alias, _members(mine), public=audience.public))
    public = [pack for pack in packs if pack.public]
    if public:
        archives.append(_zip(WHOLE[PUBLIC], "public.zip", _members(public), public=True))
    working = {name: content for folder in folders for name, content in folder.working_files.items()}
    archives.append(_zip(WHOLE[OFFICE], "office.zip", _members(packs) | working, public=False))
    return (*packs, *archives)
