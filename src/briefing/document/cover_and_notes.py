"""Sections that are not selected from the points: contact, sources, source quality, annex, and the cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document.model import (
    Annex,
    AnnexEntry,
    Bulletin,
    Bullets,
    Cover,
    Detail,
    Details,
    Emblem,
    FromSidecar,
    Run,
)
from briefing.edition.view import Desk
from briefing.text.source import find_unpaired, span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from briefing.config.audience import Audience
    from briefing.document.model import Block, Line
    from briefing.document.runs import Ink
    from briefing.edition.model import Edition
    from briefing.outline.model import Point, Words

# Oddities that a reader of the officials' pack should know; the others are for the office's own eyes.
_TOLD = ("likely-typo", "mixed-script", "ascii-punctuation", "declared-count", "contradiction", "relative-date")
# So many places of one kind; a reader needs no more, and outline.json has them all.
_MOST_TOLD = 8
# What a press release says of itself after its title.
_ON_THE_RELEASE = re.compile(r"（(?:只有[中英]文|附[^（）]{1,8})）$")


def _sidecar_run(ink: Ink, key: str, text: str, link: str | None = None) -> Run:
    return Run(text=ink.rendition.convert(text), origin=FromSidecar(key=key), link=link)


def _detail(ink: Ink, key: str, *lines: Line) -> Detail:
    return Detail(label=(ink.wording.run(key),), lines=lines)


def _contact(ink: Ink) -> Iterator[Block]:
    contact = ink.sidecar.contact
    if contact:
        entries = tuple(
            _detail(ink, f"contact.{key}", (_sidecar_run(ink, f"contact.{key}", text),))
            for key, text in contact.items()
        )
        yield Details(entries=entries)


def _speaker_key(ink: Ink, section: str) -> str:
    """The wording for whose words the document is: the author of a signed article was not interviewed."""
    signed = all(one.evidence == "byline" for one in ink.library.outline.speakers)
    return f"{section}.author" if signed else f"{section}.speaker"


def speakers(ink: Ink) -> tuple[Line, ...]:
    """Who speaks, each with their post."""
    return tuple(
        ink.person(one.role, one.name, one.span, added=one.origin == "editor") for one in ink.library.outline.speakers
    )


def stated_date(ink: Ink) -> Line:
    """When the source appeared: as it prints it, else as the sidecar gives it, with a word where that is inferred."""
    printed = ink.library.outline.published
    if printed is not None:
        return ink.words(printed)
    if ink.publication is None:
        return ()
    key = "sources.published_inferred" if ink.publication.inferred else "sources.published_given"
    return (ink.wording.run(key, values={"date": ink.publication.date}),)


def may_read_title(edition: Edition) -> bool:
    """True if the source's title holds nothing that is withheld from the audience."""
    title = edition.library.outline.title
    return title is not None and Desk(edition.library, edition.audience).allows_words(title.text)


def _sources(ink: Ink, edition: Edition) -> Iterator[Block]:
    outline, sidecar = ink.library.outline, ink.sidecar
    stated: list[tuple[str, Words | None]] = [
        ("sources.title", outline.title if may_read_title(edition) else None),
        ("sources.series", outline.series),
        ("sources.outlet", outline.outlet),
    ]
    entries = [_detail(ink, key, ink.words(words)) for key, words in stated if words]
    if outline.speakers:
        entries.append(_detail(ink, _speaker_key(ink, "sources"), *speakers(ink)))
    if published := stated_date(ink):
        entries.append(_detail(ink, "sources.published", published))
    if sidecar.credit:
        entries.append(_detail(ink, "sources.credit", (_sidecar_run(ink, "credit", sidecar.credit),)))
    if sidecar.links:
        links = tuple((_sidecar_run(ink, "links", link.label, link.url),) for link in sidecar.links)
        entries.append(_detail(ink, "sources.link", *links))
    entries.append(_detail(ink, "sources.method", (ink.wording.run("sources.method_text"),)))
    yield Details(entries=tuple(entries))


def _told(ink: Ink) -> dict[str, list[str]]:
    """The oddities worth telling, by kind: the source's own characters, each once; known errors are told as such."""
    told: dict[str, list[str]] = {}
    known = "\n".join(erratum.words for erratum in ink.sidecar.errata)
    for one in ink.library.outline.diagnostics:
        words = ink.source[one.span] if one.span else ""
        dated = one.code == "relative-date" and ink.publication
        if one.code not in _TOLD or dated or (one.code == "likely-typo" and words in known):
            continue
        shown = told.setdefault(one.code, [])
        if words and words not in shown and len(shown) < _MOST_TOLD:
            shown.append(words)
    return told


def _quality(ink: Ink) -> Iterator[Block]:
    joint = ink.wording.text("quality.joint")
    lines = [
        (ink.wording.run(f"quality.{code}", values={"words": joint.join(words)}),) for code, words in _told(ink).items()
    ]
    lines += [
        (
            ink.wording.run(
                "quality.erratum", values={"words": one.words, "correct": ink.rendition.convert(one.correct)}
            ),
        )
        for one in ink.sidecar.errata
    ]
    if lines:
        yield Bullets(lines=tuple(lines))


def _is_cut(ink: Ink, point: Point, shown: Collection[str]) -> bool:
    """True if the sentence is part of a quotation whose other part stands in a neighbour that is not printed here."""
    if not point.words.spans:
        return False
    opened, closed = find_unpaired(ink.source.folded, point.words.span)
    placed = ink.library.placed
    index = ink.library.order[point.id]
    before, after = placed[index - 1].id if index else "", placed[index + 1].id if index + 1 < len(placed) else ""
    return bool(opened and after not in shown) or bool(closed and before not in shown)


def make_annex(ink: Ink, points: Iterable[Point]) -> Iterator[Annex]:
    """The annex of the points; none where there are none that stand in the source."""
    points = [point for point in points if point.words.spans]
    printed = {point.id for point in points}
    entries = tuple(
        AnnexEntry(
            anchor=ink.anchor(point) or "",
            label=(ink.wording.run("annex.label", values={"place": ink.place(point)}),),
            line=ink.excerpt(point.words.span, bold=False, whole=True)
            if _is_cut(ink, point, printed)
            else ink.words(point.words, bold=False),
        )
        for point in points
    )
    if entries:
        yield Annex(entries=entries)


def make_standing_blocks(ink: Ink, kind: str, edition: Edition) -> Iterator[Block]:
    """The blocks of a section that the sidecar, the outline's own facts or the edition as a whole fill."""
    match kind:
        case "contact":
            return _contact(ink)
        case "sources":
            return _sources(ink, edition)
        case "quality":
            return _quality(ink)
        case _:
            message = f"no such standing section: {kind}"
            raise AssertionError(message)


def place_line(ink: Ink) -> Line:
    """The district: what the sidecar says, else what the text proves, else nothing; the download page's files say the same."""
    if ink.sidecar.place:
        return (_sidecar_run(ink, "place", ink.sidecar.place),)
    if ink.library.outline.place:
        return ink.words(ink.library.outline.place)
    return ()


def headline(ink: Ink) -> Line:
    """The source's title, without the “name:” that it may open with, since the cover names the speaker itself.

    Nor does it say of the press release that there are pictures.
    """
    title = ink.library.outline.title
    if title is None or not title.spans:
        return ink.words(title) if title else ()
    folded = ink.source.fold(title.span)
    remark = _ON_THE_RELEASE.search(folded)
    place = span(title.span.start, title.span.start + (remark.start() if remark else len(folded)))
    instead = ink.instead(title.text, title.text.partition(":")[2], title.text.partition("：")[2])
    if instead:
        return (instead,)
    colon = ink.source.fold(place).find("：")
    names = [speaker.name for speaker in ink.library.outline.speakers]
    if colon >= 0 and any(name in ink.source.text[place.start : place.start + colon] for name in names):
        return ink.passage(span(place.start + colon + 1, place.end))
    return ink.passage(place)


def _emblem(ink: Ink) -> Emblem | None:
    logo = ink.sidecar.logo
    if logo is None or logo.picture is None:
        return None
    return Emblem(picture=logo.picture, in_word=logo.word_picture, alt=(_sidecar_run(ink, "logo.alt", logo.alt),))


def make_cover(ink: Ink, audience: Audience, *, allowed: bool, masthead: bool) -> Cover:
    """The cover, or a `masthead` for the one page; `allowed` says whether the audience may read the source's own title."""
    outline = ink.library.outline
    title = (*place_line(ink), ink.wording.run("title", file=audience.file))
    status = tuple(_marks(ink, audience))
    if masthead:
        return Cover(
            kicker=(),
            title=title,
            headline=(),
            details=(),
            status=status,
            emblem=_emblem(ink),
            masthead=True,
            bulletin=None if audience.public else _bulletin(ink),
        )
    return Cover(
        kicker=ink.words(outline.series) if outline.series else (),
        title=title,
        headline=headline(ink) if allowed else (),
        details=tuple(_cover_details(ink)),
        status=status,
        emblem=_emblem(ink),
    )


def _marks(ink: Ink, audience: Audience) -> Iterator[Run]:
    """What marks every page: that it is a draft, and its secrecy as the office gives it, else that it is internal."""
    if ink.sidecar.status == "draft":
        yield ink.wording.run("cover.draft")
    if not audience.public:
        secrecy = ink.sidecar.bulletin.get("secrecy")
        yield _sidecar_run(ink, "bulletin.secrecy", secrecy) if secrecy else ink.wording.run("cover.internal")


def _bulletin(ink: Ink) -> Bulletin | None:
    given = ink.sidecar.bulletin
    if not given:
        return None

    def line(key: str) -> Line:
        return (_sidecar_run(ink, f"bulletin.{key}", given[key]),) if key in given else ()

    return Bulletin(
        name=line("name"),
        number=line("number"),
        issuer=line("issuer"),
        date=line("date"),
    )


def make_distribution(ink: Ink) -> Iterator[Details]:
    """Whom the office's paper goes to and in how many copies (版记), at the very end; nothing where none is given."""
    given = ink.sidecar.bulletin
    entries = tuple(
        _detail(ink, f"bulletin.{key}", (_sidecar_run(ink, f"bulletin.{key}", given[key]),))
        for key in ("to", "cc", "copies")
        if key in given
    )
    if entries:
        yield Details(entries=entries)


def _cover_details(ink: Ink) -> Iterator[Detail]:
    outline = ink.library.outline
    if outline.speakers:
        yield _detail(ink, _speaker_key(ink, "cover"), *speakers(ink))
    if outline.outlet:
        yield _detail(ink, "cover.outlet", ink.words(outline.outlet))
    if published := stated_date(ink):
        yield _detail(ink, "cover.published", published)
