"""From what was named on the command line to outlines with their sidecars."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config.review import Review, has_review, review_path
from briefing.config.review_loader import load_review
from briefing.config.sidecar import Sidecar, load_sidecar, logo_files
from briefing.errors import ConfigurationError, SourceError
from briefing.files import load_text, parse_json, reason_of
from briefing.readers import READERS, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.outline.decisions import Decided
    from briefing.outline.model import Choice, Outline
    from briefing.text.source import Source

SEEDS = Path("seeds")
_ODD_WORDS = frozenset({"likely-typo", "mixed-script"})
_OUTLINE_SIZE = 50_000_000
# A report of 100,000 characters is read in 2 seconds; these are for texts that nobody wrote.
_SECONDS, _SECONDS_A_CHARACTER = 15.0, 0.0001
# What the output folder has for itself, and what is no folder within it.
_RESERVED = frozenset({"", ".", "..", "index.html", "release", "site-assets"})
# Line breaks, control characters, marks that turn the reading order, bytes that are no UTF-8.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One source, read: its outline, what the office knows besides, and what people decided.

    `outline` and `sidecar` have the decisions of `review` in them; `choices` are those that the editions follow.
    """

    outline: Outline
    sidecar: Sidecar
    review: Review = field(default_factory=Review)
    choices: tuple[Choice, ...] = ()

    @property
    def stem(self) -> str:
        """The name of the source's folder of packs."""
        return Path(self.outline.source.name).stem


def seeds() -> tuple[Path, ...]:
    """Every source in the seeds folder; a `SourceError` where there is none."""
    found = tuple(
        sorted(
            path
            for path in SEEDS.glob("*")
            if path.is_file() and (path.suffix.lower() in READERS and not path.name.startswith("."))
        )
    )
    if not found:
        raise SourceError(f"{SEEDS} 文件夹里没有访谈", hint="请把访谈放进 seeds 文件夹，或在命令后写明文件")
    return found


def choose_sources(named: Iterable[Path]) -> tuple[Path, ...]:
    """The sources named, sidecars left out, or all seeds; a `SourceError` where two would share a folder of packs."""
    listed = tuple(named)
    sources = tuple(path for path in listed if path.suffix.lower() != ".toml")
    if listed and not sources:
        raise SourceError("只给了补充文件（.toml），没有访谈", hint="请写明访谈文件，补充文件会自动读入")
    stems: dict[str, Path] = {}
    for path in dict.fromkeys(sources) or seeds():
        stem = stem_of(path)
        refuse_name(path, stem)
        if stem in stems:
            raise SourceError(f"{stems[stem]} 和 {path} 同名，材料会写进同一个文件夹", hint="请给其中一个文件改名")
        stems[stem] = path
    return tuple(stems.values())


def refuse_name(path: Path, stem: str) -> None:
    """Refuses what cannot be the name of a folder of packs."""
    if stem.lower() in _RESERVED:
        raise SourceError(f"{path.name} 不能用这个名字，材料没有地方放", hint="请给文件改名，例如 访谈.txt")
    if _INVISIBLE.search(path.name):
        raise SourceError(f"文件名里有换行或别的不可见字符：{path.name!r}", hint="请给文件改名，例如 访谈.txt")


def stem_of(path: Path) -> str:
    """The name of the source's folder of packs; an outline goes by the source that it names."""
    if path.suffix.lower() != ".json":
        return path.stem
    name = _source_name(path, outline_text(path))
    return Path(name).stem


def outline_text(path: Path) -> str:
    """The text of an outline.json; a `BriefingError` where it cannot be read."""
    try:
        return load_text(path, f"提纲 {path}", _OUTLINE_SIZE)
    except FileNotFoundError as error:
        raise SourceError(f"读不了 {path}：{reason_of(error)}", hint="请检查文件名和权限") from None


def _source_name(path: Path, text: str) -> str:
    try:
        name = parse_json(text)["source"]["name"]
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError(
            f"{path} 不是提纲（outline.json）", hint="请用 briefing outline 生成提纲后再改"
        ) from None
    if not isinstance(name, str) or name != Path(name).name or not Path(name).stem:
        raise ConfigurationError(f"{path} 的 source.name 不是文件名：{name}", hint="请写原文的文件名，不带文件夹")
    return name


def text_of_outline(path: Path, text: str, *folders: Path, hint: str = "请把原文放在提纲旁边或 seeds 文件夹里") -> Path:
    """The path of an outline's source: beside it, in `seeds/`, or in one of the folders; a `SourceError` if nowhere."""
    name = _source_name(path, text)
    for folder in (path.parent, SEEDS, *folders):
        if (folder / name).is_file():
            return folder / name
    raise SourceError(f"找不到提纲 {path} 的原文 {name}", hint=hint)


def inputs(path: Path) -> tuple[Path, ...]:
    """Every file that `gather` reads for a path: the source or the outline with its source, sidecar, logo, decisions."""
    origin = text_of_outline(path, outline_text(path)) if path.suffix.lower() == ".json" else path
    sidecar = origin.with_suffix(".toml")
    decisions = (review_path(origin),) if has_review(origin) else ()
    files = (path, origin, sidecar, *(logo_files(sidecar) if sidecar.is_file() else ()), *decisions)
    return tuple(file for file in dict.fromkeys(files) if file.is_file())


def _parse(source: Source) -> Outline:
    """The source's outline; a `SourceError` where that takes too long."""
    # A build whose packs are all finished asks only what there is to read, and should not wait for the extractor.
    from briefing.limits import TooLongError, limited_time
    from briefing.outline.parse import parse

    seconds = _SECONDS + _SECONDS_A_CHARACTER * len(source.text)
    try:
        with limited_time(seconds):
            return parse(source)
    except TooLongError:
        raise SourceError(
            f"{source.name} 的提纲读了 {seconds:.0f} 秒还没读完", hint="这篇文字不寻常；请分成几篇，或只给访谈的正文"
        ) from None


def read_with_decisions(path: Path) -> Source:
    """The source with its lines as the review file beside it decided, for an outline that was read so."""
    review = load_review(review_path(path))
    if not review.standing:
        return read(path)
    from briefing.outline.decisions import mark_lines

    return mark_lines(read(path), review)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A text as read, and its outline before any decision: the same until the file changes."""

    source: Source
    outline: Outline


def read_base(path: Path) -> Base:
    """The text at a path and its outline without decisions; a `SourceError` where it cannot be read."""
    source = read(path)
    return Base(source=source, outline=_parse(source))


def decide(source: Source, review: Review, base: Outline | None = None) -> Decided:
    """The outline of a source with the decisions in it.

    `base` is the outline of the same source without decisions; it is asked for nothing where a decision changes what a line is.
    """
    from briefing.outline.decisions import apply_decisions, mark_lines

    marked, notices = mark_lines(source, review)
    outline = base if base is not None and marked is source else _parse(marked)
    decided = apply_decisions(outline, review)
    told = (*decided.outline.diagnostics, *notices)
    return replace(decided, outline=replace(decided.outline, diagnostics=told))


def _yielding(sidecar: Sidecar, decided: Decided) -> Sidecar:
    """The sidecar without what a person decided otherwise, and with the names that were locked."""
    if "place" in decided.cover:
        sidecar = replace(sidecar, place=None)
    if "published" in decided.cover:
        sidecar = replace(sidecar, published=None, inferred=False)
    title = decided.outline.title
    if "title" in decided.cover and title:
        headings = tuple(one for one in sidecar.headings if one.words != title.text)
        sidecar = replace(sidecar, headings=headings)
    return replace(sidecar, locked=(*sidecar.locked, *decided.locked)) if decided.locked else sidecar


def _weighed(outline: Outline, sidecar: Sidecar) -> Outline:
    """The outline whose notices that the sidecar answers are in no doubt any more."""
    from briefing.outline.names.proper_names import doubtful_names
    from briefing.text.folding import fold

    # A name is locked in whichever form it is to be printed: 鍾里文 settles 钟里文.
    locked = [fold(name) for name in sidecar.locked]
    settled = {"relative-date"} if sidecar.published else set()
    if all(any(fold(name.words.text) in one for one in locked) for name in doubtful_names(outline)):
        settled.add("name-forms")
    if sidecar.place:
        settled |= {"unproven-place", "place-from-title", "place-from-text"}
    # What a note says should be otherwise, somebody has looked at.
    known = "\n".join(erratum.words for erratum in sidecar.errata)
    weighed = tuple(
        replace(one, doubt=0.0)
        if one.code in settled or (one.code in _ODD_WORDS and one.span and outline.source[one.span] in known)
        else one
        for one in outline.diagnostics
    )
    return replace(outline, diagnostics=weighed)


def gather(path: Path, base: Base | None = None) -> Reading:
    """The source or the corrected outline at a path, read, with the sidecar and the decisions beside the source.

    `base` is what `read_base` said of the file as it is, so that it is not read again.
    """
    if path.suffix.lower() == ".json":
        from briefing.outline.codec import from_json

        text = outline_text(path)
        origin = text_of_outline(path, text)
        outline = from_json(text, read(origin))
        if has_review(origin):
            raise ConfigurationError(
                f"{path} 和 {review_path(origin)} 都改了提纲，不知道该照哪一个",
                hint="请直接写原文，照审校文件做；或先把审校文件移开，照 outline.json 做",
            )
        sidecar = load_sidecar(origin.with_suffix(".toml"))
        return Reading(outline=_weighed(outline, sidecar), sidecar=sidecar)
    source, review = base.source if base else read(path), load_review(review_path(path))
    decided = decide(source, review, base.outline if base else None)
    sidecar = _yielding(load_sidecar(path.with_suffix(".toml")), decided)
    return Reading(outline=_weighed(decided.outline, sidecar), sidecar=sidecar, review=review, choices=decided.choices)
