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
            words = _words(text)
            taken: list[Stretch] = []
            for at in range(len(words) - _GRAM + 1):
                sentence = self.grams.get(words[at : at + _GRAM])
                if sentence is not None and taken and at <= taken[-1][1]:
                    taken[-1] = (taken[-1][0], at + _GRAM, taken[-1][2])
                elif sentence is not None:
                    taken.append((at, at + _GRAM, sentence))
            for term in sorted(self.terms, key=len, reverse=True):
                for match in re.finditer(re.escape(term), words):
                    if not any(start <= match.start() < end for start, end, _ in taken):
                        taken.append((*match.span(), None))
            places = [at for at, character in enumerate(fold(text)) if character.isalnum()] if taken else []
            self.known[text] = tuple((places[start], places[end - 1] + 1, where) for start, end, where in taken)
        return self.known[text]


def _words(text: str) -> str:
    """The characters that count, folded."""
    return _MARKS.sub("", fold(text))


def _grams(text: str) -> Iterator[str]:
    words = _words(text)
    return (words[at : at + _GRAM] for at in range(len(words) - _GRAM + 1))


def find_withheld(library: OutlineIndex, audience: Audience) -> Withheld:
    """Words that the audience's edition withholds by topic; nothing for one that is shown everything."""
    outline = library.outline
    barred = [
        point
        for point in outline.points
        if any(match.topic in audience.withhold for match in library.matches.get(point.id, ()))
    ]
    held = {point.id for point in barred}
    # Every edition may show headings and heads of members, though what stands under them be withheld.
    heads = [section.heading for section in outline.sections if section.heading]
    heads += [item.head for one in outline.enumerations for item in one.items]
    topics = [library.topics[topic] for topic in audience.withhold]
    opened = [point.words.text for point in outline.points if point.id not in held]
    opened += [head.text for head in heads if not any(topic.terms_in(fold(head.text)) for topic in topics)]
    allowed = {gram for text in opened for gram in _grams(text)}
    open_words = "\n".join(map(_words, opened))
    return Withheld(
        grams={
            gram: point.words.span if point.words.spans else span(0, 0)
            for point in barred
            for gram in _grams(point.words.text)
            if gram not in allowed
        },
        terms=tuple(term for topic in topics for term in topic.terms if term not in open_words),
    )


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
