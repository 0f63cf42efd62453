"""Is a file the released one: byte for byte by its hash, or else a changed copy, told by its name or by its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from briefing.errors import BriefingError, SourceError
from briefing.files import hash_of, reason_of
from briefing.readers.finished import read_finished
from briefing.text.folding import fold
from briefing.text.grams import grams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.packs.changes import Release
    from briefing.readers.passages import Finished

# What people, mail programs and file managers put behind a name: (1), （最终版3）, -副本, _修改, .edited-2.
# Possessive throughout (++), or a long row of digits would be tried in every way that it can be cut.
_ADDED = re.compile(
    r"(?:[\s._-]*+(?:[(（\[【][^)）\]】]*+[)）\]】]|副本|复件|copy|edited-\d++|[最終终修改定稿版新旧舊]++\d*+|v?\d++))++$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^(?:副本|转发|轉發|fw|copy of)[\s_:：-]*", re.IGNORECASE)
_GRAM = 8
# A copy shares at least this part of its runs of eight characters with what was released.
_ALIKE = 0.5
# What is quickest to read back comes first; all formats of an edition say the same words.
_QUICKEST = ("html", "docx", "pdf")

Kind = Literal["released", "changed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a file is to a release; `output` is the released file that it is or comes from, `by` how that was told."""

    kind: Kind
    output: dict[str, Any] | None = None
    by: Literal["hash", "name", "words"] | None = None


def _plain(name: str) -> str:
    """The name without extension and without what was put behind it."""
    stem = PurePosixPath(unicodedata.normalize("NFKC", name)).stem
    return _ADDED.sub("", _FORWARDED.sub("", stem)).casefold()


def _names(output: dict[str, Any]) -> set[str]:
    """Every name that the file goes by: the released one, the ASCII one, the build's."""
    names = [PurePosixPath(output["file"]).name, output.get("alias"), PurePosixPath(output.get("pack", "")).name]
    return {PurePosixPath(unicodedata.normalize("NFKC", name)).stem.casefold() for name in names if name}


def _by_name(path: Path, outputs: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The one released file of that name; none where two sources share it."""
    plain = {_plain(path.name), PurePosixPath(unicodedata.normalize("NFKC", path.name)).stem.casefold()}
    found = [one for one in outputs if plain & _names(one)]
    same_format = [one for one in found if PurePosixPath(one["file"]).suffix == path.suffix.lower()]
    chosen = same_format or found
    return chosen[0] if chosen and len({(one.get("source"), one.get("audience")) for one in chosen}) == 1 else None


def _grams(finished: Finished) -> set[str]:
    words = "".join(passage.text for passage in finished.passages if passage.channel == "text")
    return grams(re.sub(r"\s", "", fold(words)), _GRAM)


def _editions(outputs: list[dict[str, Any]], language: str | None) -> Iterator[dict[str, Any]]:
    """One file of each edition, the quickest to read; those in the language alone where there are any."""
    # The one page alone before the pack that holds all of it, so that it is known by its own.
    packs = sorted(
        (one for one in outputs if one["kind"] == "pack"),
        key=lambda one: (_QUICKEST.index(one["format"]), one.get("part") is None),
    )
    packs = [one for one in packs if one["language"] == language] or packs
    seen = set()
    for one in packs:
        edition = (one["source"], one["audience"], one["language"], one.get("part"))
        if edition not in seen:
            seen.add(edition)
            yield one


def _likeness(said: set[str], path: Path) -> float:
    try:
        return len(said & _grams(read_finished(path))) / len(said)
    except BriefingError:
        return 0.0


def _by_words(path: Path, outputs: list[dict[str, Any]], folder: Path) -> dict[str, Any] | None:
    """The released edition, of those beside the manifest, that says the same words; in the file's own format if it can."""
    try:
        finished = read_finished(path)
    except SourceError:
        return None
    said = _grams(finished)
    if not said:
        return None
    scored = [(_likeness(said, folder / one["file"]), one) for one in _editions(outputs, finished.language)]
    likeness, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or likeness < _ALIKE:
        return None
    keys = ("source", "audience", "language", "part")
    edition = [one for one in outputs if all(one.get(key) == best.get(key) for key in keys)]
    return next((one for one in edition if one["format"] == finished.format), best)


def verify(path: Path, release: Release, folder: Path) -> Verdict:
    """What the file is to the release, whose files stand in the folder; a `SourceError` where it cannot be read."""
    try:
        total = hash_of(path)
    except OSError as error:
        raise SourceError(f"读不了 {path}：{reason_of(error)}", hint="请检查文件名和权限") from None
    outputs = release["outputs"]
    exact = next((one for one in outputs if one["sha256"] == total), None)
    if exact:
        return Verdict(kind="released", output=exact, by="hash")
    if named := _by_name(path, outputs):
        return Verdict(kind="changed", output=named, by="name")
    if alike := _by_words(path, outputs, folder):
        return Verdict(kind="changed", output=alike, by="words")
    return Verdict(kind="unknown")


def find_ledger(output: dict[str, Any], folder: Path) -> Path | None:
    """The ledger of the released pack's source, in the output folder that the release stands in."""
    if output.get("kind") != "pack":
        return None
    ledgers = (above / output["source"] / "ledger.json" for above in (folder.parent, folder.parent.parent))
    return next((ledger for ledger in ledgers if ledger.is_file()), None)
