"""Audiences (讀者): who an edition is for and what it shows, as files that a person who does not program can copy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar, get_args

from briefing.config.section_kinds import SECTION_KINDS, AnnexName, EnumerationKindName, NameKind, PageName
from briefing.config.toml import Settings, parse_settings
from briefing.errors import ConfigurationError, UsageError
from briefing.text.bearing import KINDS, RECEIVERS
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from briefing.config.templates import Overlay

_Choice = TypeVar("_Choice", bound=str)
FOLDER = "audiences"
# No sentence is worth more, or less.
_MOST_WORTH = 20
CHARACTERS = ("investor", "talent", "officials")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan:
    """One section that an audience file asks for.

    A point serves it if it speaks of one of `topics` (of any, where empty), of one of `also` where given, and of none
    of `exclude`; the first of its clauses or one in four is of `about` where given. A point that one of the sections `unless` names prints is left to it. A section with `instead_of` is
    there only where none of those sections has anything. `limit` is the most that it shows: tiles, points, rows or
    quotations. Where `receivers` are given, the sentence must say that one of those classes of people receives what it
    tells of (a term of the topic alone is not enough); one that names a class of `never_for` is not taken. `least` is the worth
    (see `briefing.edition.worth`) that a sentence must have here instead of the audience's. `rest` takes, besides, what is of worth,
    of no topic of any section, and a statement of one of those kinds (`economy`, `policy`).
    `by_question` sets the points of a talk under its questions. `page` says whether it is a part of the one page.
    `called` is what the program calls it in its messages (人才政策).
    """

    key: str
    kind: str
    topics: tuple[str, ...]
    also: tuple[str, ...]
    exclude: tuple[str, ...]
    about: tuple[str, ...]
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
    page: PageName = "body"
    called: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A reader: what is withheld from them, and the sections of their edition in order.

    `name` is what commands and files call it, `called` what the program does in its messages (人才).
    `file` is the template file whose wording the edition prints. What is not `public` reaches no public archive.
    The headings of a `numbered` edition carry 一、 and （一）. Without any of its `core` sections, where there are such, an
    edition has nothing to say to its reader. `least` is the worth that a sentence must have to be shown, None for readers to
    whom every sentence is due; an edition with fewer than `fewest` such sentences is not made. Where it has no `cover`, its
    one page comes first, under a masthead. `annex` says how much its annex prints. Its body prints at most so many times the
    source's characters (`length`), and takes about so many `pages` of paper at most, the annex apart.
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
    cover: bool = True
    annex: AnnexName = "shown"
    length: float = 1.0
    pages: int = 12

    def sections_of(self, page: PageName) -> tuple[SectionPlan, ...]:
        """The sections of the one page or of the body."""
        return tuple(section for section in self.sections if section.page == page)


# What the file holds besides: the words that the edition prints.
_SECTION_KEYS = ({field.name for field in fields(SectionPlan)} - {"called"}) | {"heading", "heading_in_part", "lead"}
_AUDIENCE_KEYS = ({field.name for field in fields(Audience)} - {"called", "file"}) | {"title", "summary"}


def _choices(settings: Settings, key: str, allowed: Collection[_Choice]) -> tuple[_Choice, ...]:
    """The values of a key, as allowed; a `ConfigurationError` for one that is not."""
    chosen, known = settings.texts(key), {str(choice): choice for choice in allowed}
    for choice in chosen:
        if choice not in known:
            raise ConfigurationError(
                f"{settings.file} 的 {settings.path}.{key} 有不认识的值：{choice}",
                hint=f"可用的值：{'、'.join(allowed)}",
            )
    return tuple(known[choice] for choice in chosen)


def _least(settings: Settings) -> float | None:
    return settings.number("least", least=-_MOST_WORTH, most=_MOST_WORTH) if "least" in settings.table else None


def _choice(settings: Settings, key: str, allowed: tuple[_Choice, ...], usual: _Choice | None = None) -> _Choice:
    """The value of a key; a `ConfigurationError` for one that is not allowed."""
    chosen = settings.text(key, usual)
    if chosen not in allowed:
        where = f"{settings.path}.{key}" if settings.path else key
        raise ConfigurationError(
            f"{settings.file} 的 {where} 有不认识的值：{chosen}", hint=f"可用的值：{'、'.join(allowed)}"
        )
    return allowed[allowed.index(chosen)]


def _section(settings: Settings, topics: Collection[str]) -> SectionPlan:
    settings.refuse_unknown(_SECTION_KEYS)
    return SectionPlan(
        key=settings.text("key"),
        kind=_choice(settings, "kind", tuple(SECTION_KINDS)),
        topics=_choices(settings, "topics", topics),
        also=_choices(settings, "also", topics),
        exclude=_choices(settings, "exclude", topics),
        about=_choices(settings, "about", topics),
        unless=settings.texts("unless"),
        instead_of=settings.texts("instead_of"),
        names=_choices(settings, "names", get_args(NameKind)),
        enumerations=_choices(settings, "enumerations", get_args(EnumerationKindName)),
        limit=settings.whole_number("limit", 200, most=1000),
        receivers=_choices(settings, "receivers", RECEIVERS),
        never_for=_choices(settings, "never_for", RECEIVERS),
        least=_least(settings),
        rest=_choices(settings, "rest", KINDS),
        by_question=settings.flag("by_question", default=False),
        page=_choice(settings, "page", get_args(PageName), "body"),
        called=settings.within("heading").optional_text("hans") or settings.text("key"),
    )


def _with_one_page(sections: tuple[SectionPlan, ...]) -> tuple[SectionPlan, ...]:
    """The sections, those of the kinds that are read at a glance on the one page where the file puts none there."""
    if any(section.page == "one" for section in sections):
        return sections
    return tuple(replace(one, page="one") if SECTION_KINDS[one.kind].at_a_glance else one for one in sections)


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
    character = _choice(settings, "character", CHARACTERS, "investor")
    sections = _with_one_page(tuple(_section(section, topics) for section in settings.each("sections")))
    if not sections:
        raise ConfigurationError(f"{settings.file} 没有任何一节", hint="请用 [[sections]] 写出这一版的各节")
    [(key, times)] = Counter(section.key for section in sections).most_common(1)
    if times > 1:
        raise ConfigurationError(f"{settings.file} 有两节的 key 都是 {key}", hint="每一节的 key 要各不相同")
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
        cover=settings.flag("cover", default=True),
        length=settings.number("length", least=0.05, most=10) if "length" in settings.table else 1.0,
        pages=settings.whole_number("pages", 12, least=3, most=200),
        annex=_choice(settings, "annex", get_args(AnnexName), "shown"),
    )


def load_audiences(overlay: Overlay, topics: Collection[str]) -> tuple[Audience, ...]:
    """Every audience there is a file for, in the order that the files give."""
    files = overlay.names(FOLDER, ".toml")
    audiences = (parse_audience(parse_settings(overlay.read(file), file, of_template=True), topics) for file in files)
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
