"""What released files are called: names that people understand, safe on every file system, and ASCII names beside them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from briefing.chinese.script import render_script
from briefing.compose.wording import Wording
from briefing.document import Script
from briefing.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.audience import Audience
    from briefing.release.packs import Pack, SourceFolder
    from briefing.workshop import Workshop

_SCRIPT_NAMES = {Script.HANS: "简体", Script.TW: "繁體臺灣", Script.HK: "繁體香港"}
# What Windows, macOS or a shell gives a meaning of its own (Microsoft, “Naming Files, Paths, and Namespaces”).
_MEANINGFUL = re.compile(r"""[\\/:*?"'<>|$`&;!%~#{}\[\]()=+,@^\s]+""")
# Device names of Windows, with any extension.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
# 255 bytes is what ext4, APFS and NTFS share; four parts, their joints and an extension have to fit.
_PART_BYTES = 72


def _shorten(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore")


def safe_part(text: str) -> str:
    """The words as a part of a file name: no controls, no directions, no marks that a system reads; "" if nothing is left."""
    normal = unicodedata.normalize("NFC", text)
    # Other (C*) holds controls and the marks that turn reading direction, with which .exe can be made to look like .pdf.
    seen = "".join(one for one in normal if unicodedata.category(one)[0] != "C" or one.isspace())
    part = _shorten(_MEANINGFUL.sub("-", seen), _PART_BYTES).strip("-._ ")
    return f"{part}-" if _RESERVED.fullmatch(part) else part


def ascii_part(text: str) -> str:
    """The words where they are ASCII, else a short hash of them."""
    part = safe_part(text)
    return part if part.isascii() and part else hashlib.sha256(text.encode()).hexdigest()[:12]


def _place(folder: SourceFolder, script: Script) -> str:
    """What the packs are about, in the script: the place, else the title, else the source's name."""
    for key in ("place", "title"):
        words = folder.manifest.get(key)
        if isinstance(words, str) and (
            part := safe_part(render_script(Source(name="", text=words, sha256=""), script).text)
        ):
            return part
    return safe_part(folder.stem) or ascii_part(folder.stem)


def audience_title(workshop: Workshop, audience: Audience, script: Script = Script.HANS) -> str:
    """What the audience's packs are called, in the script."""
    return Wording(entries=workshop.entries, script=script).text("title", audience.file)


def _friendly(folder: SourceFolder, pack: Pack, workshop: Workshop, *, with_stem: bool) -> str:
    title = safe_part(audience_title(workshop, workshop.audience(pack.audience), pack.script)) or pack.audience
    stem = (safe_part(folder.stem) or ascii_part(folder.stem),) if with_stem else ()
    parts = (_place(folder, pack.script), *stem, title, _SCRIPT_NAMES[pack.script])
    return f"{'_'.join(parts)}.{pack.format}"


def _same(name: str) -> str:
    """What file systems that fold case take the name for."""
    return unicodedata.normalize("NFKC", name).casefold()


def _numbered(names: Iterable[str]) -> list[str]:
    """The names, the second of two equal ones with a 2."""
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[_same(name)] += 1
        stem, _, extension = name.rpartition(".")
        result.append(name if seen[_same(name)] == 1 else f"{stem}-{seen[_same(name)]}.{extension}")
    return result


def friendly_names(folders: tuple[SourceFolder, ...], workshop: Workshop) -> dict[str, str]:
    """Each pack's released name by its built one; sources of one place and title are told apart by their own names."""
    packs = [(folder, pack) for folder in folders for pack in folder.packs]
    plain = [_friendly(folder, pack, workshop, with_stem=False) for folder, pack in packs]
    times = Counter(map(_same, plain))
    shared = {folder.stem for (folder, _), name in zip(packs, plain, strict=True) if times[_same(name)] > 1}
    names = [_friendly(folder, pack, workshop, with_stem=folder.stem in shared) for folder, pack in packs]
    return dict(zip((pack.built for _, pack in packs), _numbered(names), strict=True))


def alias_of(pack: Pack) -> str:
    """The pack's name in ASCII."""
    return f"{ascii_part(pack.stem)}.{ascii_part(pack.audience)}.{pack.script}.{pack.format}"
