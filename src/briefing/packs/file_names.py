"""Names of finished files for people: easy to understand, safe on every file system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from briefing.document.wording import Wording
from briefing.text.language import Script
from briefing.text.name_forms import ProperNames
from briefing.text.scripts import Rendition, render_script
from briefing.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.config.audience import Audience
    from briefing.config.template_set import TemplateSet

_ONE_PAGE = "一页纸"
_SCRIPT_NAMES = {Script.HANS: "简体", Script.TW: "繁體臺灣", Script.HK: "繁體香港"}
# What Windows, macOS or a shell gives a meaning of its own (Microsoft, “Naming Files, Paths, and Namespaces”).
_MEANINGFUL = re.compile(r"""[\\/:*?"'<>|$`&;!%~#{}\[\]()=+,@^\s]+""")
# Device names of Windows, with any extension.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
# 255 bytes is what ext4, APFS and NTFS share; four parts, their joints and an extension have to fit.
_PART_BYTES = 72


def safe_part(text: str) -> str:
    """The words as a part of a file name: no controls, no directions, no marks that a system reads; "" if nothing is left."""
    normal = unicodedata.normalize("NFC", text)
    # Other (C*) holds controls and the marks that turn reading direction, with which .exe can be made to look like .pdf.
    seen = "".join(one for one in normal if unicodedata.category(one)[0] != "C" or one.isspace())
    part = _MEANINGFUL.sub("-", seen).encode()[:_PART_BYTES].decode(errors="ignore").strip("-._ ")
    return f"{part}-" if _RESERVED.fullmatch(part) else part


def ascii_part(text: str) -> str:
    """The words where they are ASCII, else a short hash of them."""
    part = safe_part(text)
    return part if part.isascii() and part else hashlib.sha256(text.encode()).hexdigest()[:12]


def _subject(words: Iterable[object], script: Script, names: ProperNames, writing: object) -> str:
    """The first of the words that a name can be made of, in the script."""
    sources = (Source(name="", text=one, sha256="") for one in words if isinstance(one, str))
    if writing == "Hant" and script is Script.HANS:
        # Few characters of a title tell which script it is in (港大民調的0分和100分); the source's own do.
        rendition = Rendition(script=script, text="", native=False, names=names)
        texts = (rendition.convert(source.text) for source in sources)
    else:
        texts = (render_script(source, script, names).text for source in sources)
    return next(filter(None, map(safe_part, texts)), "")


def _proper_names(listed: object) -> ProperNames:
    """The names that a manifest lists; none where it lists them in any other way."""
    texts = {key: listed.get(key) for key in ("persons", "places", "locked")} if isinstance(listed, dict) else {}
    sound = {key: tuple(value) for key, value in texts.items() if isinstance(value, list)}
    return ProperNames(**{key: value for key, value in sound.items() if all(isinstance(one, str) for one in value)})


def audience_title(template_set: TemplateSet, audience: Audience, script: Script = Script.HANS) -> str:
    """The title of the audience's packs, in the script."""
    return Wording(entries=template_set.entries, script=script).text("title", audience.file)


def friendly_name(  # noqa: PLR0913 - all that the name tells
    template_set: TemplateSet,
    *,
    about: Iterable[object],
    names: object,
    writing: object,
    stem: str,
    audience: str,
    script: Script,
    extension: str,
    part: object = None,
    with_stem: bool = False,
) -> str:
    """黄浦区_投资者简报_简体.pdf: what the pack is about (the first words given, else the stem), for whom, in which script.

    `part` is `one` where the file is the one page alone; `names` is what the manifest says of names in those words, `writing` of the script of their source.
    """
    title = safe_part(audience_title(template_set, template_set.audience(audience), script)) or audience
    own = safe_part(stem) or ascii_part(stem)
    parts = (
        _subject(about, script, _proper_names(names), writing) or own,
        *([own] if with_stem else []),
        title,
        *([_ONE_PAGE] if part == "one" else []),
        _SCRIPT_NAMES[script],
    )
    return f"{'_'.join(parts)}.{extension}"


def writing_of(manifest: Mapping[str, object]) -> object:
    """The script of the source that a manifest tells of; None where it tells of none."""
    source = manifest.get("source")
    return source.get("writing") if isinstance(source, dict) else None
