"""Audiences (讀者): who an edition is for and what it shows, as files that a person who does not program can copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, get_args

from briefing.config.section_kinds import EnumerationKindName, NameKind, SectionKind
from briefing.config.toml import Settings, parse_settings
from briefing.errors import ConfigurationError, UsageError
from briefing.text.bearing import KINDS, RECEIVERS
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from briefing.config.templates import Overlay

FOLDER = "audiences"
# No sentence is worth more, or less.
_MOST_WORTH = 20
CHARACTERS = ("investor", "talent", "officials")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan:
    """One section that an audience file asks for.

    A point serves it if it speaks of one of `topics` (of any, where empty), of one of `also` where given, and of none
    of `exclude`; a point that one of the sections `unless` names prints is left to it. A section with `instead_of` is
    there only where none of those sections has anything. `limit` is the most that it shows: tiles, points, rows or
    quotations. Where `receivers` are given, the sentence must say that one of those classes of people receives what it
    tells of (a term of the topic alone is not enough); one that names a class of `never_for` is not taken. `least` is the worth
    (see `briefing.edition.worth`) that a sentence must have here instead of the audience's. `rest` takes, besides, what is of worth,
    of no topic of any section, and a statement of one of those kinds (`economy`, `policy`).
    `by_question` sets the points of a talk under its questions.
    """

    key: str
    kind: SectionKind
    topics: tuple[str, ...]
    also: tuple[str, ...]
    exclude: tuple[str, ...]
    unless: tuple[str, ...]
    instead_of: tuple[str, ...]
    names: tuple[NameKind, ...]
    enumerations: tuple[EnumerationKindName, ...]
    limit: int
    receivers: tuple[str, ...] = ()
    never_for: tuple[str, ...] = ()
    least: float | None = None
    rest: tuple[str, ...] = ()
    by_question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A reader: what is withheld from them, and the sections of their edition in order.

    `name` is what commands and files call it, `called` what the program does in its messages (人才).
    `file` is the template file whose wording the edition prints. What is not `public` reaches no public archive.
    The headings of a `numbered` edition carry 一、 and （一）. Without any of its `core` sections, where there are such, an
    edition has nothing to say to its reader. `least` is the worth that a sentence must have to be shown, None for readers to
    whom every sentence is due; an edition with fewer than `fewest` such sentences is not made.
    """

    name: str
    called: str
    file: str
    public: bool
    character: str
    order: int
    withhold: tuple[str, ...]
    sections: tuple[SectionPlan, ...]
    numbered: bool = False
    core: tuple[str, ...] = ()
    least: float | None = None
    fewest: int = 1


_SECTION_KEYS = (
    "key",
    "kind",
    "heading",
    "lead",
    "topics",
    "also",
    "exclude",
    "unless",
    "instead_of",
    "names",
    "enumerations",
    "limit",
    "receivers",
    "never_for",
    "least",
    "rest",
    "by_question",
)
_AUDIENCE_KEYS = (
    "name",
    "title",
    "summary",
    "character",
    "public",
    "order",
    "numbered",
    "core",
    "least",
    "fewest",
    "withhold",
    "sections",
)


def _choices(settings: Settings, key: str, allowed: Collection[str]) -> tuple[str, ...]:
    chosen = settings.texts(key)
    for choice in chosen:
        if choice not in allowed:
            raise ConfigurationError(
                f"{settings.file} 的 {settings.path}.{key} 有不认识的值：{choice}",
                hint=f"可用的值：{'、'.join(allowed)}",
            )
    return chosen


def _least(settings: Settings) -> float | None:
    return settings.number("least", least=-_MOST_WORTH, most=_MOST_WORTH) if "least" in settings.table else None


def _section(settings: Settings, topics: Collection[str]) -> SectionPlan:
    settings.refuse_unknown(_SECTION_KEYS)
    kind = settings.text("kind")
    if kind not in get_args(SectionKind):
        raise ConfigurationError(
            f"{settings.file} 的 {settings.path}.kind 有不认识的值：{kind}",
            hint=f"可用的值：{'、'.join(get_args(SectionKind))}",
        )
    return SectionPlan(
        key=settings.text("key"),
        kind=kind,  # type: ignore[arg-type]  # checked above; mypy does not narrow by get_args
        topics=_choices(settings, "topics", topics),
        also=_choices(settings, "also", topics),
        exclude=_choices(settings, "exclude", topics),
        unless=settings.texts("unless"),
        instead_of=settings.texts("instead_of"),
        names=_choices(settings, "names", get_args(NameKind)),  # type: ignore[arg-type]  # likewise
        enumerations=_choices(settings, "enumerations", get_args(EnumerationKindName)),  # type: ignore[arg-type]
        limit=settings.whole_number("limit", 200, most=1000),
        receivers=_choices(settings, "receivers", RECEIVERS),
        never_for=_choices(settings, "never_for", RECEIVERS),
        least=_least(settings),
        rest=_choices(settings, "rest", KINDS),
        by_question=settings.flag("by_question", default=False),
    )


def _refuse_repeated(keys: Iterable[str], file: str) -> None:
    seen = set()
    for key in keys:
        if key in seen:
            raise ConfigurationError(f"{file} 有两节的 key 都是 {key}", hint="每一节的 key 要各不相同")
        seen.add(key)


def _refuse_unknown_sections(sections: Iterable[SectionPlan], file: str) -> None:
    """`unless` is for names and enumerations alone: what they print does not depend on the other sections."""
    kinds = {section.key: section.kind for section in sections}
    tables = [section.key for section in sections if section.kind == "names" or section.enumerations]
    for section in sections:
        for setting, keys, known in (("unless", section.unless, tables), ("instead_of", section.instead_of, kinds)):
            for key in keys:
                if key not in known:
                    raise ConfigurationError(
                        f"{file} 的 {section.key} 一节的 {setting} 有不认识的值：{key}",
                        hint=f"可用的值：{'、'.join(known) or '没有'}",
                    )


def parse_audience(settings: Settings, topics: Collection[str]) -> Audience:
    """The audience that a file holds; `topics` are the names that its sections may use, groups as `@sector`."""
    settings.refuse_unknown(_AUDIENCE_KEYS)
    character = settings.text("character", "investor")
    if character not in CHARACTERS:
        raise ConfigurationError(
            f"{settings.file} 的 character 有不认识的值：{character}", hint=f"可用的值：{'、'.join(CHARACTERS)}"
        )
    sections = tuple(_section(section, topics) for section in settings.each("sections"))
    if not sections:
        raise ConfigurationError(f"{settings.file} 没有任何一节", hint="请用 [[sections]] 写出这一版的各节")
    _refuse_repeated((section.key for section in sections), settings.file)
    _refuse_unknown_sections(sections, settings.file)
    name = PurePosixPath(settings.file).stem
    return Audience(
        name=name,
        called=settings.within("name").optional_text("hans") or name,
        file=settings.file,
        public=settings.flag("public", default=False),
        character=character,
        order=settings.whole_number("order", 100),
        withhold=_choices(settings, "withhold", topics),
        sections=sections,
        numbered=settings.flag("numbered", default=False),
        core=_choices(settings, "core", [section.key for section in sections]),
        least=_least(settings),
        fewest=settings.whole_number("fewest", 1, most=100),
    )


def load_audiences(overlay: Overlay, topics: Collection[str]) -> tuple[Audience, ...]:
    """Every audience there is a file for, in the order that the files give."""
    files = overlay.names(FOLDER, ".toml")
    audiences = (parse_audience(parse_settings(overlay.read(file), file), topics) for file in files)
    return tuple(sorted(audiences, key=lambda audience: (audience.order, audience.name)))


def choose_audiences(audiences: tuple[Audience, ...], names: Collection[str]) -> tuple[Audience, ...]:
    """The audiences of those names, in Chinese (投资者) or as their files are called; all where none is named.

    A `UsageError` for a name without a file.
    """
    known = {fold(audience.called): audience.name for audience in reversed(audiences)}
    known |= {audience.name: audience.name for audience in audiences}
    unknown = sorted(name for name in names if name not in known and fold(name) not in known)
    if unknown:
        listed = "、".join(f"{audience.name}（{audience.called}）" for audience in audiences)
        raise UsageError(f"没有“{unknown[0]}”这一版", hint=f"可用的读者：{listed}")
    chosen = {known.get(name) or known[fold(name)] for name in names}
    return tuple(audience for audience in audiences if not names or audience.name in chosen)
