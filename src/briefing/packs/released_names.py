"""Names of released files: each has a friendly name, told apart where two would be one, and in ASCII beside it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from briefing.document.model import pack_name
from briefing.packs.file_names import ascii_part, friendly_name, writing_of

if TYPE_CHECKING:
    from briefing.config.template_set import TemplateSet
    from briefing.packs.released import Pack, SourceFolder


def _friendly(folder: SourceFolder, pack: Pack, template_set: TemplateSet, *, with_stem: bool) -> str:
    return friendly_name(
        template_set,
        about=(folder.manifest.get("place"), folder.manifest.get("title")),
        names=folder.manifest.get("names"),
        writing=writing_of(folder.manifest),
        stem=folder.stem,
        audience=pack.audience,
        script=pack.script,
        extension=pack.format,
        part=pack.part,
        with_stem=with_stem,
    )


def _same(name: str) -> str:
    """The name as file systems that fold case see it."""
    return unicodedata.normalize("NFKC", name).casefold()


def friendly_names(folders: tuple[SourceFolder, ...], template_set: TemplateSet) -> dict[str, str]:
    """Each pack's released name by its built one; sources of one place and title are told apart by their own names."""
    packs = [(folder, pack) for folder in folders for pack in folder.packs]
    plain = [_friendly(folder, pack, template_set, with_stem=False) for folder, pack in packs]
    times = Counter(map(_same, plain))
    shared = {folder.stem for (folder, _), name in zip(packs, plain, strict=True) if times[_same(name)] > 1}
    names, seen = dict[str, str](), Counter[str]()
    for folder, pack in packs:
        name = _friendly(folder, pack, template_set, with_stem=folder.stem in shared)
        seen[_same(name)] += 1
        stem, _, extension = name.rpartition(".")
        # The second of two equal names has a 2.
        names[pack.built] = name if seen[_same(name)] == 1 else f"{stem}-{seen[_same(name)]}.{extension}"
    return names


def alias_of(pack: Pack) -> str:
    """The pack's name in ASCII."""
    return f"{ascii_part(pack.stem)}.{pack_name(ascii_part(pack.audience), pack.script, pack.format, pack.part)}"
