"""Sets that their form alone sets off: in one pair of marks, in a row of quotations, in one frame, of one make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.enumerations.formulation_evidence import FEWEST, HAN, WordSet, are_members, weigh
from briefing.outline.enumerations.formulation_members import QUOTED, split, unquoted
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.enumerations.formulation_evidence import LineText
    from briefing.text.source import Span

_CALLED = re.compile(rf"(?:的|为|这一)?{HAN}{{0,6}}?{pattern('formulations', 'called')}")
_HEADED_ROW = re.compile(rf"{HAN}{{1,12}}“[^“”\n]{{1,12}}”(?:、{HAN}{{1,6}}“[^“”\n]{{1,12}}”){{2,}}")
_BETWEEN_QUOTES = re.compile(rf"(?:、|{pattern('formulations', 'joins')})?")
_ADDED = re.compile("[+＋]")
_SPEECH = re.compile(r"[？…：]|我|你|咱|他|她|[。！](?=.)")
# What stands within all members and makes no set of them: 发展和安全, 内政部长.
_NO_FRAME = re.compile(pattern("formulations", "no_frame"))
_NAMING = frozenset("nabvz")
# 一个条例、两张清单和三项制度: numbers that count up from one.
_COUNTED = rf"(?:{pattern('formulations', 'measures')})?(?!个?(?:、|和|与))(?:(?![一二两三四五六七八九十和与及等的]){HAN}){{1,8}}"
_COUNTING_UP = re.compile(
    rf"(?<![{HAN[1:-1]}])(?P<first>一{_COUNTED})、(?P<second>[两二双]{_COUNTED})(?:、|和|与)(?P<third>三{_COUNTED})(?:(?:、|和|与)(?P<fourth>四{_COUNTED}))?(?=[，。；：”、]|的)"
)
# 做强“产业升级”文章、做优“物畅其流”文章、…; 基础设施“硬联通”，…；规则“软联通”，….
_FRAMED = re.compile(r"“(?P<words>[^“”，。；\n]{2,12})”(?P<tail>[^“”，。；：、\n]*)")
_SERIES = re.compile(rf"{HAN}{{3,40}}(?:、{HAN}{{3,8}})+、{HAN}{{3,40}}")


def _set_of(text: LineText, members: Sequence[Span], *evidence: str, end: int | None = None) -> Iterator[WordSet]:
    """The members as a set, where there are enough and all could be members; what stands at `end` may call it one (…的总要求)."""
    if len(members) >= FEWEST and are_members(text, members):
        called = ("called",) if end is not None and _CALLED.match(text.folded, end) else ()
        yield WordSet(members=tuple(members), evidence=weigh(text, members, *evidence, *called))


def _quoted_series(text: LineText) -> Iterator[WordSet]:
    """“真覆盖、稳覆盖、强覆盖”: three members and more within one pair of marks."""
    for match in QUOTED.finditer(text.folded, text.line.start, text.line.end):
        if _SPEECH.search(match[1]):
            continue
        members = [unquoted(text, one) for one in split(text, span(*match.span(1)), "、，；+＋")]
        added = ("added",) if _ADDED.search(match[1]) else ()
        for found in _set_of(text, members, "quoted", "edge", *added, end=match.end()):
            # Verses are of one length and share their first or last character, as no spoken sentence does.
            printed = [text.words(one) for one in members]
            ends = min(len({one[0] for one in printed}), len({one[-1] for one in printed}))
            verses = len({len(one) for one in printed}) == 1 and ends == 1
            if "，" not in match[1] or verses or ("called" in found.evidence and "unlike" not in found.evidence):
                yield found


def _quoted_row(text: LineText) -> Iterator[WordSet]:
    """“兵味”“鲜味”“党味”: three quotations and more in a row, each a member."""
    row: list[re.Match[str]] = []
    for match in [*QUOTED.finditer(text.folded, text.line.start, text.line.end), None]:
        if match and row and _BETWEEN_QUOTES.fullmatch(text.folded, row[-1].end(), match.start()):
            row.append(match)
            continue
        # “盗抢骗”、“黄赌毒”、网络诈骗: a series goes on without marks.
        goes_on = row and (
            text.folded[row[0].start() - 1] == "、" or text.folded.startswith(("、", "等"), row[-1].end())
        )
        if row and not goes_on and not any(_SPEECH.search(one[1]) for one in row):
            members = [unquoted(text, span(*one.span(1))) for one in row]
            yield from _set_of(text, members, "quoted", "edge", end=row[-1].end())
        row = [match] if match else []


def _parallel(text: LineText) -> Iterator[WordSet]:
    """以赛识才、以岗育才、以情留才: members of one length that open with the same verb and share one more character."""
    for match in _SERIES.finditer(text.folded, text.line.start, text.line.end):
        first, *others, last = split(text, span(*match.span()), "、")
        size = others[0].end - others[0].start
        members = [span(first.end - size, first.end), *others, span(last.start, last.start + size)]
        if first.end - first.start < size or last.end - last.start < size or not are_members(text, members):
            continue
        printed = [text.words(one) for one in members]
        same = [len(set(characters)) == 1 for characters in zip(*printed, strict=False)]
        verbs = all(text.tokens.begins(one.start) for one in members) and text.tokens.tag(others[0].start)[:1] in "vpd"
        # 特别扛|脚: words of three characters are easily cut.
        ends = last.end == members[-1].end or (
            size > FEWEST and text.tokens.begins(members[-1].end) and text.tokens.tag(members[-1].end) != "m"
        )
        one_size = len({len(one) for one in printed}) == 1
        # 最急需的资源、最先进的设备: rhetoric that names nothing.
        names_none = "的" in printed[0]
        begun_alike = verbs and same[0] and 1 < sum(same) < size
        framed = (
            one_size and len(members) > FEWEST and size > FEWEST and ends and not same[-1] and _has_frame(text, members)
        )
        if not names_none and one_size and ends and (begun_alike or framed):
            yield from _set_of(text, members, "framed", "edge")


def _has_frame(text: LineText, members: Sequence[Span]) -> bool:
    """True if one word within all members, and none at their start, makes them alike: 炉火要旺、人心要齐, but no office (镇长, 村长) or topic."""
    printed = [text.words(one) for one in members]
    if len({one[0] for one in printed[1:]}) == 1:
        return False
    shared = [at for at in range(1, len(printed[0]) - 1) if len({one[at] for one in printed}) == 1]
    words = "".join(printed[0][at] for at in shared)
    topic = len(shared) > 1 and text.tokens.tag(members[0].start + shared[0])[:1] in _NAMING if shared else True
    return not (topic or _NO_FRAME.search(words))


def _framed_quotes(text: LineText) -> Iterator[WordSet]:
    """做强“产业升级”文章、做优“物畅其流”文章…: a quotation in each of three clauses and more, in one frame."""
    for sentence in split(text, text.line, "。！？："):
        for marks in ("；", "、"):
            pieces = [piece for piece in split(text, sentence, marks) if "“" in text.words(piece)]
            found = [list(_FRAMED.finditer(text.folded, piece.start, piece.end)) for piece in pieces]
            framed = [matches[0] for matches in found if len(matches) == 1 or (matches and marks == "；")]
            members = [span(*match.span("words")) for match in framed]
            if len(framed) != len(pieces) or len(framed) < FEWEST or not are_members(text, members):
                continue
            tails = {match["tail"] for match in framed}
            printed = [text.words(one) for one in members]
            named = len(tails) == 1 and tails != {""}
            rhymed = len({one[-2:] for one in printed}) == 1 and len({len(one) for one in printed}) == 1
            if named or rhymed:
                yield from _set_of(text, members, "quoted", "edge", "framed")
                break


def find_formed(text: LineText) -> Iterator[WordSet]:
    """The candidates of a line that need no number."""
    yield from _quoted_series(text)
    yield from _quoted_row(text)
    yield from _parallel(text)

    # 建强“一个体系”、做活“两项载体”、突出“三区示范”: a verb and a name in quotation marks, three times and more.
    for match in _HEADED_ROW.finditer(text.folded, text.line.start, text.line.end):
        first, *others = split(text, span(*match.span()), "、")
        verb = first.start + text.words(first).index("“")
        sizes = sorted({text.words(other).index("“") for other in others}, reverse=True)
        starts = [max(first.start, verb - size) for size in sizes]
        start = next((one for one in starts if text.tokens.begins(one)), starts[0])
        if _CALLED.match(text.folded, match.end()):
            yield from _set_of(text, [span(start, first.end), *others], "quoted", "edge", end=match.end())

    yield from _framed_quotes(text)

    # 一个条例、两张清单和三项制度: each member one more than the one before.
    for match in _COUNTING_UP.finditer(text.folded, text.line.start, text.line.end):
        members = [span(*match.span(name)) for name in ("first", "second", "third", "fourth") if match[name]]
        yield from _set_of(text, members, "counted", "framed")
