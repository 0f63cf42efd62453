"""Leaks (外泄): words of passages that the audience must not see, anywhere in a file, seen or unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.check.findings import Finding
from briefing.text.folding import fold
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.config.audience import Audience
    from briefing.edition.index import OutlineIndex
    from briefing.readers.passages import FinishedFile
    from briefing.text.source import Span

    Stretch = tuple[int, int, Span | None]

# So many characters in a row of a withheld passage, which no other passage has, are no accident: the longest phrases that
# officialese repeats everywhere are shorter, and a copied half sentence is longer.
_GRAM = 8
_MARKS = re.compile(r"[\W_]+")
_WHERE = {
    "text": "正文",
    "comment": "批注",
    "deleted": "已删除的修订",
    "hidden": "隐藏文字",
    "property": "文档属性",
    "bookmark": "书签",
    "alternative": "替代文字",
    "attachment": "附件",
    "custom-xml": "自定义部件",
    "markup": "标记",
    "unreadable": "读不出的内容",
    "active": "脚本或样式",
    "distorted": "图形的设置",
    "prompt": "要填的空",
    "filled": "填的空",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Words that an audience must not see: runs of characters with the sentence they are from, and single terms."""

    grams: Mapping[str, Span]
    terms: tuple[str, ...]
    # The files of one edition say the same: what a passage held is not looked for again in the next file.
    known: dict[str, tuple[Stretch, ...]] = field(default_factory=dict, repr=False, compare=False)

    def stretches(self, text: str) -> tuple[Stretch, ...]:
        """The parts of a text that are withheld: from where to where, and the sentence that they are from."""
        if text not in self.known:
            found = list(_stretches(_words(text), self))
            places = [at for at, character in enumerate(fold(text)) if character.isalnum()] if found else []
            self.known[text] = tuple((places[start], places[end - 1] + 1, where) for start, end, where in found)
        return self.known[text]


def _words(text: str) -> str:
    """The characters that count, folded."""
    return _MARKS.sub("", fold(text))


def _grams(text: str) -> Iterator[str]:
    words = _words(text)
    return (words[at : at + _GRAM] for at in range(len(words) - _GRAM + 1))


def find_withheld(library: OutlineIndex, audience: Audience) -> Withheld:
    """Words that the audience's edition withholds by topic; nothing for one that is shown everything."""
    points = library.outline.points
    barred = [
        point
        for point in points
        if any(match.topic in audience.withhold for match in library.matches.get(point.id, ()))
    ]
    held = {point.id for point in barred}
    opened = [*(point.words.text for point in points if point.id not in held), *_heads(library, audience)]
    allowed = {gram for text in opened for gram in _grams(text)}
    terms = [term for topic in audience.withhold for term in library.topics[topic].terms]
    open_words = "\n".join(map(_words, opened))
    return Withheld(
        grams={
            gram: point.words.span if point.words.spans else span(0, 0)
            for point in barred
            for gram in _grams(point.words.text)
            if gram not in allowed
        },
        terms=tuple(term for term in terms if term not in open_words),
    )


def _heads(library: OutlineIndex, audience: Audience) -> Iterator[str]:
    """The headings and the heads of members that every edition may show, though what stands under them be withheld."""
    outline = library.outline
    heads = [section.heading for section in outline.sections if section.heading]
    heads += [item.head for one in outline.enumerations for item in one.items]
    barred = [library.topics[topic] for topic in audience.withhold]
    yield from (head.text for head in heads if not any(topic.terms_in(fold(head.text)) for topic in barred))


def find_leaks(finished: FinishedFile, withheld: Withheld, audience: str) -> Iterator[Finding]:
    """One finding for each stretch of withheld words, in whatever channel it stands."""
    if not withheld.grams and not withheld.terms:
        return
    for number, passage in enumerate(finished.passages):
        for start, end, where in withheld.stretches(passage.text):
            yield Finding(
                code="leak",
                message=f"“{audience}”一版的读者不应看到这些话（在{_WHERE[passage.channel]}里）",
                passage=number,
                start=start,
                end=end,
                place=passage.place,
                words=passage.text[start:end],
                spans=(where,) if where else (),
            )


def _stretches(words: str, withheld: Withheld) -> Iterator[Stretch]:
    hits = {
        at: withheld.grams[words[at : at + _GRAM]]
        for at in range(len(words) - _GRAM + 1)
        if words[at : at + _GRAM] in withheld.grams
    }
    taken: list[tuple[int, int]] = []
    for at in hits:
        if taken and at <= taken[-1][1]:
            taken[-1] = (taken[-1][0], at + _GRAM)
        else:
            taken.append((at, at + _GRAM))
    yield from ((start, end, hits[start]) for start, end in taken)
    for term in sorted(withheld.terms, key=len, reverse=True):
        at = words.find(term)
        while at >= 0:
            if not any(start <= at < end for start, end in taken):
                taken.append((at, at + len(term)))
                yield at, at + len(term), None
            at = words.find(term, at + len(term))
