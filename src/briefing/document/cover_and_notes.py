"""Sections that are not selected from the points: contact, sources, source quality, annex, and the cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document.blanks import head_blanks
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
from briefing.edition.view import AudienceView
from briefing.text.source import find_unpaired, span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from briefing.config.audience import Audience
    from briefing.document.model import Block, Line
    from briefing.document.runs import RunBuilder
    from briefing.edition.model import Edition
    from briefing.outline.model import Point, Words

# Oddities that a reader of the officials' pack should know; the others are for the office's own eyes.
_TOLD = ("likely-typo", "mixed-script", "ascii-punctuation", "declared-count", "contradiction", "relative-date")
# So many places of one kind; a reader needs no more, and outline.json has them all.
_MOST_TOLD = 8
# What a press release says of itself after its title.
_ON_THE_RELEASE = re.compile(r"（(?:只有[中英]文|附[^（）]{1,8})）$")


def _sidecar_run(builder: RunBuilder, key: str, text: str, link: str | None = None) -> Run:
    return Run(text=builder.rendition.convert(text), origin=FromSidecar(key=key), link=link)


def _detail(builder: RunBuilder, key: str, *lines: Line) -> Detail:
    return Detail(label=(builder.wording.run(key),), lines=lines)


def _contact(builder: RunBuilder) -> Iterator[Block]:
    contact = builder.sidecar.contact
    if contact:
        entries = tuple(
            _detail(builder, f"contact.{key}", (_sidecar_run(builder, f"contact.{key}", text),))
            for key, text in contact.items()
        )
        yield Details(entries=entries)


def _speaker_key(builder: RunBuilder, section: str) -> str:
    """The wording for whose words the document is: the author of a signed article was not interviewed."""
    signed = all(one.evidence == "byline" for one in builder.library.outline.speakers)
    return f"{section}.author" if signed else f"{section}.speaker"


def speakers(builder: RunBuilder) -> tuple[Line, ...]:
    """The speakers, each with their post."""
    return tuple(
        builder.person(one.role, one.name, one.span, added=one.origin == "editor")
        for one in builder.library.outline.speakers
    )


def stated_date(builder: RunBuilder) -> Line:
    """The date of publication: as it prints it, else as the sidecar gives it, with a word where that is inferred."""
    printed = builder.library.outline.published
    if printed is not None:
        return builder.words(printed)
    if builder.publication is None:
        return ()
    key = "sources.published_inferred" if builder.publication.inferred else "sources.published_given"
    return (builder.wording.run(key, values={"date": builder.publication.date}),)


def may_read_title(edition: Edition) -> bool:
    """True if the source's title holds nothing that is withheld from the audience."""
    title = edition.library.outline.title
    return title is not None and AudienceView(edition.library, edition.audience).allows_words(title.text)


def _sources(builder: RunBuilder, edition: Edition) -> Iterator[Block]:
    outline, sidecar = builder.library.outline, builder.sidecar
    stated: list[tuple[str, Words | None]] = [
        ("sources.title", outline.title if may_read_title(edition) else None),
        ("sources.series", outline.series),
        ("sources.outlet", outline.outlet),
    ]
    entries = [_detail(builder, key, builder.words(words)) for key, words in stated if words]
    if outline.speakers:
        entries.append(_detail(builder, _speaker_key(builder, "sources"), *speakers(builder)))
    if published := stated_date(builder):
        entries.append(_detail(builder, "sources.published", published))
    if sidecar.credit:
        entries.append(_detail(builder, "sources.credit", (_sidecar_run(builder, "credit", sidecar.credit),)))
    if sidecar.links:
        links = tuple((_sidecar_run(builder, "links", link.label, link.url),) for link in sidecar.links)
        entries.append(_detail(builder, "sources.link", *links))
    entries.append(_detail(builder, "sources.method", (builder.wording.run("sources.method_text"),)))
    yield Details(entries=tuple(entries))


def _told(builder: RunBuilder) -> dict[str, list[str]]:
    """The oddities worth telling, by kind: the source's own characters, each once; known errors are told as such."""
    told: dict[str, list[str]] = {}
    known = "\n".join(erratum.words for erratum in builder.sidecar.errata)
    for one in builder.library.outline.diagnostics:
        words = builder.source[one.span] if one.span else ""
        dated = one.code == "relative-date" and builder.publication
        if one.code not in _TOLD or dated or (one.code == "likely-typo" and words in known):
            continue
        shown = told.setdefault(one.code, [])
        if words and words not in shown and len(shown) < _MOST_TOLD:
            shown.append(words)
    return told


def _quality(builder: RunBuilder) -> Iterator[Block]:
    joint = builder.wording.text("quality.joint")
    lines = [
        (builder.wording.run(f"quality.{code}", values={"words": joint.join(words)}),)
        for code, words in _told(builder).items()
    ]
    lines += [
        (
            builder.wording.run(
                "quality.erratum", values={"words": one.words, "correct": builder.rendition.convert(one.correct)}
            ),
        )
        for one in builder.sidecar.errata
    ]
    if lines:
        yield Bullets(lines=tuple(lines))


def _is_cut(builder: RunBuilder, point: Point, shown: Collection[str]) -> bool:
    """True if the sentence is part of a quotation whose other part stands in a neighbour that is not printed here."""
    if not point.words.spans:
        return False
    opened, closed = find_unpaired(builder.source.folded, point.words.span)
    placed = builder.library.placed
    index = builder.library.order[point.id]
    before, after = placed[index - 1].id if index else "", placed[index + 1].id if index + 1 < len(placed) else ""
    return bool(opened and after not in shown) or bool(closed and before not in shown)


def make_annex(builder: RunBuilder, points: Iterable[Point]) -> Iterator[Annex]:
    """The annex of the points; none where there are none that stand in the source."""
    points = [point for point in points if point.words.spans]
    printed = {point.id for point in points}
    entries = tuple(
        AnnexEntry(
            anchor=builder.anchor(point) or "",
            label=(builder.wording.run("annex.label", values={"place": builder.place(point)}),),
            line=builder.excerpt(point.words.span, bold=False, whole=True)
            if _is_cut(builder, point, printed)
            else builder.words(point.words, bold=False),
        )
        for point in points
    )
    if entries:
        yield Annex(entries=entries)


def make_standing_blocks(builder: RunBuilder, kind: str, edition: Edition) -> Iterator[Block]:
    """The blocks of a section that the sidecar, the outline's own facts or the edition as a whole fill."""
    match kind:
        case "contact":
            return _contact(builder)
        case "sources":
            return _sources(builder, edition)
        case "quality":
            return _quality(builder)
        case _:
            message = f"no such standing section: {kind}"
            raise AssertionError(message)


def place_line(builder: RunBuilder) -> Line:
    """The district: what the sidecar says, else what the text proves, else nothing; the download page's files say the same."""
    if builder.sidecar.place:
        return (_sidecar_run(builder, "place", builder.sidecar.place),)
    if builder.library.outline.place:
        return builder.words(builder.library.outline.place)
    return ()


def headline(builder: RunBuilder) -> Line:
    """The source's title, without the “name:” that it may open with, since the cover names the speaker itself.

    Nor does it say of the press release that there are pictures.
    """
    title = builder.library.outline.title
    if title is None or not title.spans:
        return builder.words(title) if title else ()
    folded = builder.source.fold(title.span)
    remark = _ON_THE_RELEASE.search(folded)
    place = span(title.span.start, title.span.start + (remark.start() if remark else len(folded)))
    instead = builder.instead(title.text, title.text.partition(":")[2], title.text.partition("：")[2])
    if instead:
        return (instead,)
    colon = builder.source.fold(place).find("：")
    names = [speaker.name for speaker in builder.library.outline.speakers]
    if colon >= 0 and any(name in builder.source.text[place.start : place.start + colon] for name in names):
        return builder.passage(span(place.start + colon + 1, place.end))
    return builder.passage(place)


def _emblem(builder: RunBuilder) -> Emblem | None:
    logo = builder.sidecar.logo
    if logo is None or logo.picture is None:
        return None
    return Emblem(picture=logo.picture, in_word=logo.word_picture, alt=(_sidecar_run(builder, "logo.alt", logo.alt),))


def make_cover(builder: RunBuilder, audience: Audience, *, allowed: bool, masthead: bool) -> Cover:
    """The cover, or a `masthead` for the one page; `allowed` says whether the audience may read the source's own title."""
    outline = builder.library.outline
    title = (*place_line(builder), builder.wording.run("title", file=audience.file))
    status: Line = (builder.wording.run("cover.draft"),) if builder.sidecar.status == "draft" else ()
    if not audience.public:
        secrecy = builder.sidecar.bulletin.get("secrecy")
        internal = builder.wording.run("cover.internal")
        status += (_sidecar_run(builder, "bulletin.secrecy", secrecy) if secrecy else internal,)
    if masthead:
        return Cover(
            kicker=(),
            title=title,
            headline=(),
            details=(),
            status=status,
            emblem=_emblem(builder),
            masthead=True,
            bulletin=None if audience.public else _bulletin(builder),
        )
    details = []
    if outline.speakers:
        details.append(_detail(builder, _speaker_key(builder, "cover"), *speakers(builder)))
    if outline.outlet:
        details.append(_detail(builder, "cover.outlet", builder.words(outline.outlet)))
    if published := stated_date(builder):
        details.append(_detail(builder, "cover.published", published))
    return Cover(
        kicker=builder.words(outline.series) if outline.series else (),
        title=title,
        headline=headline(builder) if allowed else (),
        details=tuple(details),
        status=status,
        emblem=_emblem(builder),
    )


def _bulletin(builder: RunBuilder) -> Bulletin | None:
    given = builder.sidecar.bulletin
    if not given:
        return None

    def line(key: str) -> Line:
        return (_sidecar_run(builder, f"bulletin.{key}", given[key]),) if key in given else ()

    return Bulletin(
        name=line("name"),
        number=line("number"),
        issuer=line("issuer"),
        date=line("date"),
        blanks=head_blanks(builder),
    )


def make_distribution(builder: RunBuilder) -> Iterator[Details]:
    """Whom the office's paper goes to and in how many copies (版记), at the very end; nothing where none is given."""
    given = builder.sidecar.bulletin
    entries = tuple(
        _detail(builder, f"bulletin.{key}", (_sidecar_run(builder, f"bulletin.{key}", given[key]),))
        for key in ("to", "cc", "copies")
        if key in given
    )
    if entries:
        yield Details(entries=entries)
