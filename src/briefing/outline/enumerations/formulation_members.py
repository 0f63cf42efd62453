"""Members of a set: where each begins and ends, by marks, by quotation marks, and by what its sisters are like."""

from __future__ import annotations

import re
from statistics import mean, mode
from typing import TYPE_CHECKING

from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.enumerations.formulation_evidence import LineText
    from briefing.text.source import Span


_JOIN = re.compile(pattern("formulations", "joins"))
QUOTED = re.compile(r"“([^“”\n]{1,90})”")
# “慢半拍”“老一套”和“两张皮”: the quotations that stand in a row before a place.
_ROW = re.compile(rf"(?:“[^“”\n]{{1,90}}”(?:、|{pattern('formulations', 'joins')})?)*“[^“”\n]{{1,90}}”\Z")
_PAIRS, _OPENING = "”’）》", "“‘（《"
_CLAUSE_STOP = frozenset("，。；：！？\n　\t")
# Parts of speech (ICTCLAS letters) that govern a series, and those after which a member may begin.
_GOVERNING, _BOUNDARY = frozenset("vdpa"), frozenset("vpucd")
# A set is looked for within so many characters.
REACH = 300
_SUMS_UP = re.compile(r"等?(?:这|共计?|一共)?(?:[两三四五六七八九十]|\d{1,2})(?:个|大|项|方面|类|种)")
# A first member that is longer by more than this than its sisters mostly are holds more than a member.
_LEAD_IN = 4


def split(text: LineText, place: Span, marks: str) -> list[Span]:
    """The pieces of a place between the marks that stand outside brackets and quotation marks."""
    cuts, depth = [place.start], 0
    stops = re.compile(f"[{re.escape(marks + _PAIRS + _OPENING)}]")
    for match in stops.finditer(text.folded, place.start, place.end):
        mark = match[0]
        # A bracket that closes what the place opened is no end (社会（社区）), unless its opening is a mark as well.
        closes = depth == 1 and mark == "）" and "（" in marks
        if mark in marks and mark not in _OPENING and (depth == 0 or closes):
            cuts.append(match.end())
        depth = max(0, depth + (mark in _OPENING) - (mark in _PAIRS))
    ends = [cut - 1 for cut in cuts[1:]] + [place.end]
    return [span(start, end) for start, end in zip(cuts, ends, strict=True)]


def clause_start(text: LineText, end: int) -> int:
    """The start of the clause that ends there: behind a stop, or an opening mark that it does not close."""
    depth, offset = 0, end
    while offset > max(text.line.start, end - REACH):
        character = text.folded[offset - 1]
        if character in _PAIRS:
            depth += 1
        elif character in _OPENING:
            if depth == 0:
                return offset
            depth -= 1
        elif depth == 0 and character in _CLAUSE_STOP:
            return offset
        offset -= 1
    return offset


def joined(text: LineText, pieces: list[Span]) -> list[Span]:
    """The pieces with the last one parted at 和 or the like, where that makes two words like the others; else as they are."""
    last, size = pieces[-1], mean(piece.end - piece.start for piece in pieces[1:] or pieces)
    # 以老街为心、以茶园和竹海为翼: one frame holds both.
    if text.tokens.tag(last.start) == "p" and text.folded[last.start] in text.words(pieces[0]):
        return pieces
    found = [
        match
        for match in _JOIN.finditer(text.folded, last.start + 1, last.end - 1)
        if text.tokens.begins(match.start()) and text.tokens.begins(match.end())
    ]
    if not found:
        return pieces
    best = min(
        found,
        key=lambda match: (
            abs((match.start() - last.start) - (last.end - match.end())) + abs(last.end - match.end() - size)
        ),
    )
    return [*pieces[:-1], span(last.start, best.start()), span(best.end(), last.end)]


def unquoted(text: LineText, place: Span) -> Span:
    """The place without blanks at its ends and without marks that enclose the whole of it."""
    start, end = place.start, place.end
    while start < end and text.folded[start] in " 　*":
        start += 1
    while start < end and text.folded[end - 1] in " 　*。！，":
        end -= 1
    whole = QUOTED.fullmatch(text.folded, start, end)
    return span(start + 1, end - 1) if whole else span(start, end)


def _part_of_speech(text: LineText, offset: int) -> str:
    """The class of the word that begins there: n for 教育 and 安全, which are verbs and adjectives used as nouns."""
    tag = text.tokens.tag(offset)
    return "n" if tag in {"vn", "an"} else tag[:1]


def _edge_score(text: LineText, place: Span, others: Sequence[Span], before: str) -> float:
    """The fitness of a member that begins there to its sisters, and with the word before it (`before`: its part of speech)."""
    sizes = [other.end - other.start for other in others]
    size, tag = place.end - place.start, _part_of_speech(text, place.start)
    one_size = len(set(sizes)) == 1 and size == sizes[0]
    score = 3.0 if one_size else -2 * abs(size - mean(sizes)) / mean(sizes)
    opening = {text.folded[other.start] for other in others}
    if len(opening) == 1 and len(others) > 1:
        score += 2.5 if text.folded[place.start] in opening else -1.5
    tags = [_part_of_speech(text, other.start) for other in others]
    # 培育 of 从|培育人才、健全队伍、推动发展 is a verb among verbs.
    if tag == mode(tags) or (mode(tags) == "v" and text.tokens.tag(place.start) == "vn"):
        score += 1
    elif tag in _GOVERNING and tag not in tags:
        # 开展|护河: the verb governs the series unless its members are verbs as well.
        score -= 1.5
    elif (
        not before
        and text.tokens.tag(place.start) == "vn"
        and not any(text.tokens.tag(other.start).startswith("v") for other in others)
    ):
        # 融合|党建、教学、科研: a verb used as a noun governs sisters that are none.
        score -= 2.5
    score -= 5 if tag in {"u", "c"} else 0
    # 做透|教育改革: a word of one character goes with the verb before it, unless the sisters open with such words.
    if text.tokens.end(place.start) - place.start == 1 and all(
        text.tokens.end(other.start) - other.start > 1 for other in others
    ):
        score -= 1
    return score + {"": 1.5}.get(before, 1 if before[:1] in _BOUNDARY else -0.5)


def _first_edge(text: LineText, first: Span, others: Sequence[Span]) -> tuple[int, bool]:
    """The start of the first member in the clause that runs into it, and whether its sisters or its neighbours make that plain."""
    scores: dict[int, float] = {}
    offset, before = first.start, ""
    while offset < first.end:
        scores[offset] = _edge_score(text, span(offset, first.end), others, before)
        before = text.tokens.tag(offset) or "x"
        offset = max(text.tokens.end(offset), offset + 1)
    within = first.end - 1
    if len(others) > 1 and all(other.end - other.start == 1 for other in others) and within > first.start:
        # 总结出访、记、议: the words are cut as 总结|出访, but sisters of one character tell.
        scores.setdefault(within, 1.5)
    best = max(scores, key=lambda at: scores[at])
    return best, scores[best] >= 1


def quoted_members(text: LineText, end: int, number: int) -> list[Span]:
    """As many members as the number says, of which the last ends with the quotation that ends there; none where there are not."""
    found = _ROW.search(text.folded, max(text.line.start, end - REACH), end)
    row = [span(*one.span(1)) for one in QUOTED.finditer(text.folded, *found.span())] if found else []
    if len(row) == number:
        return row
    inside = [unquoted(text, one) for one in split(text, row[-1], "、，；+＋")] if row else []
    if len(inside) == number - 1 and inside:
        inside = joined(text, inside)
    if len(inside) == number:
        return inside
    pieces = split(text, span(clause_start(text, end), end), "、")
    quotes = [list(QUOTED.finditer(text.folded, piece.start, piece.end)) for piece in pieces]
    if len(pieces) == number and all(
        found and found[-1].end() == piece.end for found, piece in zip(quotes, pieces, strict=True)
    ):
        return [span(*found[-1].span(1)) for found in quotes]
    return []


def plain_members(text: LineText, end: int, number: int) -> tuple[list[Span], bool]:
    """As many members as the number says before that place, and whether it is plain where the first of them begins."""
    pieces = split(text, span(clause_start(text, end), end), "、")
    if len(pieces) == number - 1 and len(pieces) > 1:
        pieces = joined(text, pieces)
    if len(pieces) != number or number < 2 or any(piece.end <= piece.start for piece in pieces):
        return [], False
    # 建强“一个体系”、突出“三区示范”: the name is itself a member's.
    if text.folded[end] == "“" and text.folded[pieces[0].end - 1] == "”":
        return [], False
    start, plain = _first_edge(text, pieces[0], pieces[1:])
    return [unquoted(text, one) for one in (span(start, pieces[0].end), *pieces[1:])], plain


def before_count(text: LineText, last: Span) -> Span:
    """The last member without what sums the series up after it: 社会|等八个方面."""
    match = _SUMS_UP.search(text.folded, last.start + 1, last.end)
    return span(last.start, match.start()) if match else last


def without_lead_in(text: LineText, members: list[Span]) -> list[Span]:
    """The members with the first as its sisters are, where it runs on from what leads to it (要实现与|股东、员工、顾客)."""
    sizes = [member.end - member.start for member in members[1:]]
    if len(sizes) < 2 or members[0].end - members[0].start <= mean(sizes) + _LEAD_IN:
        return members
    start, plain = _first_edge(text, members[0], members[1:])
    return [span(start, members[0].end), *members[1:]] if plain else []


def trimmed(text: LineText, members: list[Span]) -> list[Span]:
    """The members with the first and the last as long as their sisters, where those are of one length and the one runs on.

    None where it runs on to another member.
    """
    if len(members) < 3:
        return members
    first, last = members[0], members[-1]
    sizes = {member.end - member.start for member in members[:-1]}
    cut = last.start + min(sizes)
    if len(sizes) == 1 and last.end > cut > last.start + 1 and text.tokens.begins(cut):
        # 示范区、先行区、样板区|和山水新城: the series goes on.
        if _JOIN.match(text.folded, cut, last.end):
            return []
        last = span(last.start, cut)
    sizes = {member.end - member.start for member in (*members[1:-1], last)}
    start = first.end - min(sizes)
    if len(sizes) == 1 and first.start < start < first.end - 1 and text.tokens.begins(start):
        first = span(start, first.end)
    return [first, *members[1:-1], last]
