"""Counts that name a set: “四大行动”, 两个“百分百”, 三项机制, “三化一型”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline.enumerations.formulation_evidence import HAN
from briefing.outline.enumerations.leads import value_of
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.enumerations.formulation_evidence import LineText
    from briefing.text.source import Span


NUMERALS = "一二三四五六七八九十"
_MEASURE = pattern("formulations", "measures")
_NOUNS = pattern("formulations", "nouns")
_MORE = pattern("formulations", "nouns", "things")
_NUMBER = r"(?:(?<![\d.第])(?:[2-9]|1[0-2])(?![\d.])|(?<![第十百千万亿几])[两三四五六七八九十](?![十百千万亿几]))"
# 四项|重点措施, 两条|茶文化带, 三大|竹编基地; 三道|关 only where the clause ends.
_COUNTED_NOUN = (
    rf"(?:{HAN}{{0,6}}?{_NOUNS}{_MORE}*{pattern('formulations', 'noun_tails')}?|(?<=大){HAN}{{0,8}}?{pattern('formulations', 'things')}"
    rf"|{pattern('formulations', 'short_nouns')}(?=[，。；：、！“”（）\n]))"
)
_NAME = re.compile(
    rf"“(?P<named>(?P<n>{_NUMBER})(?:{_MEASURE}(?!”))?(?P<noun>[^“”（），。；：、+＋\d\n]{{1,8}}|(?<=个)\d{{1,3}}%))(?:”|(?=（))"
    rf"|(?P<outside>(?P<k>{_NUMBER})(?:{_MEASURE})?“(?P<inside>{HAN}{{1,8}})”)"
    rf"|(?P<plain>(?P<m>{_NUMBER})(?![{NUMERALS}]|{pattern('formulations', 'not_nouns')})(?:{_MEASURE})?(?P<bare>{_COUNTED_NOUN}))"
)
# The names of the pattern's groups: “四大行动”, 两个“百分百”, 三项机制.
_FORMS = (("named", "noun"), ("outside", "inside"), ("plain", "bare"))
# “三化一型”, “两加两减”: as many members as the numbers say together.
_SUM = re.compile(rf"“(?P<named>(?:[{NUMERALS}两](?!个){HAN}{{1,2}}){{2,3}})(?<!一[^{NUMERALS}]一[^{NUMERALS}])”")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedName:
    """A count with what it counts: `start` and `end` take in its quotation marks, if it has any."""

    start: int
    end: int
    number: int
    words: Span
    noun: Span
    quoted: bool


def find_counted_names(text: LineText) -> Iterator[CountedName]:
    """The counts of the line that may name a set."""
    sums = {match.start(): match["named"] for match in _SUM.finditer(text.folded, text.line.start, text.line.end)}
    for match in _NAME.finditer(text.folded, text.line.start, text.line.end):
        # “两办四中心” counts six, “四位一体” four.
        if "一" not in sums.get(match.start(), "一"):
            continue
        words, noun = next(groups for groups in _FORMS if match[groups[0]])
        # 5大支柱|产业, 三个示范场|域: no name ends within a word.
        bare = words == "plain"
        last = next((at for at in range(match.end() - 1, match.start(), -1) if text.tokens.begins(at)), match.start())
        end = max(match.end(), text.tokens.end(last))
        end += text.tokens.end(end) == end + 1 and text.tokens.tag(end)[:1] == "n"
        yield CountedName(
            start=match.start(),
            end=end if bare else match.end(),
            number=value_of(match["n"] or match["k"] or match["m"]),
            words=span(match.start(words), end if bare else match.end(words)),
            noun=span(match.start(noun), end if bare else match.end(noun)),
            quoted=not bare,
        )
    for match in _SUM.finditer(text.folded, text.line.start, text.line.end):
        place = span(*match.span("named"))
        number = sum(value_of(one) for one in match["named"] if one in f"{NUMERALS}两")
        yield CountedName(start=match.start(), end=match.end(), number=number, words=place, noun=place, quoted=True)
