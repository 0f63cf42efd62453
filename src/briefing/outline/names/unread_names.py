"""Possible names of persons and places that the outline does not know, and that script conversion would rewrite as words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.model import proper_names
from briefing.text import lexicon
from briefing.text.language import Script
from briefing.text.name_forms import find_names, has_several_forms, is_written_both_ways
from briefing.text.scripts import render_script
from briefing.text.source import Diagnostic, span
from briefing.text.tokens import is_common_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.model import Outline
    from briefing.text.source import Span
    from briefing.text.tokens import Tokens

_HAN = r"[\u4e00-\u9fff]"
_POST = re.compile(rf"(?=(?P<post>{lexicon.pattern('people', 'posts')}){_HAN}{{2}})")
_SAYS = re.compile(lexicon.pattern("speech", "says"))
_SURNAMES = frozenset(lexicon.words("surnames", "single"))
_NOT_GIVEN = lexicon.word_set("surnames", "not_given")
_SITES = lexicon.word_set("place_units", "sites")
_MOST_NAMED, _SHORTEST, _LONGEST = 5, 2, 3
# Parts of speech that open no name, nor stand within a place's.
_NOT_IN_NAME = frozenset("pcudr")
# Parts of speech with which a clause goes on after its subject.
_PREDICATES = frozenset("pcdv")
_CLAUSE_START = re.compile(rf"(?<![^，。；：！？“”\r\n 　])(?={_HAN}{{3}})")


def _is_part(tokens: Tokens, folded: str, start: int) -> bool:
    """True if the word that begins there may be part of a name: a single character, or what is a name itself (向东)."""
    end, tag = tokens.at.get(start, (start, ""))
    single = end - start == 1 and re.match(_HAN, folded[start]) and tag[0] not in _NOT_IN_NAME
    return bool(single) or tag.startswith(("nr", "ns"))


def _after_posts(folded: str, tokens: Tokens) -> Iterator[Span]:
    """Two or three characters after a post that open with a surname and are no words: 干事|干克斗."""
    for match in _POST.finditer(folded):
        start = end = match.end("post")
        while end - start < _LONGEST and _is_part(tokens, folded, end) and folded[end] not in _NOT_GIVEN:
            end = tokens.end(end)
        # 村民|后得水|说: who speaks is somebody, whatever words his name is made of.
        for size in (_LONGEST, _SHORTEST):
            name = folded[start : start + size]
            if _SAYS.match(folded, start + size) and not (_NOT_GIVEN & {*name} or is_common_word(name)):
                end = max(end, start + size)
        if folded[start] in _SURNAMES and _SHORTEST <= end - start <= _LONGEST:
            yield span(start, end)


def _before_sites(folded: str, tokens: Tokens) -> Iterator[Span]:
    """Two or three characters that are no words, with the village or slope after them: 到|石斗坡."""
    for site, (end, _) in tokens.at.items():
        if folded[site:end] not in _SITES:
            continue
        start = site
        while site - start <= _LONGEST and tokens.end(start - 1) == start and _is_part(tokens, folded, start - 1):
            start -= 1
        while start < site and tokens.tag(start)[0] == "v" and not has_several_forms(folded[start]):
            start += 1
        if _SHORTEST <= site - start <= _LONGEST:
            yield span(start, end)


def _surnames_alone(folded: str, tokens: Tokens) -> Iterator[Span]:
    """Surnames alone before another character, as the segmenter reads them: 范党生、… without a post or a verb."""
    for start, (end, tag) in tokens.at.items():
        alone = tag.startswith("nr") and end - start == 1 and re.match(_HAN, folded[end : end + 1])
        if alone and is_written_both_ways(folded[start]):
            yield span(start, min(start + _LONGEST, len(folded)))


def _opening_clauses(folded: str, tokens: Tokens) -> Iterator[Span]:
    """Characters that are no words, open a clause with a surname, and after which it goes on: 于占海|跟大家."""
    for clause in _CLAUSE_START.finditer(folded):
        start = clause.end()
        end = tokens.end(start)
        if folded[start] not in _SURNAMES or end - start > 1:
            continue
        while end - start < _LONGEST and _is_part(tokens, folded, end) and folded[end] not in _NOT_GIVEN:
            end = tokens.end(end)
        # 干|好|就行
        shortest = _SHORTEST + tokens.tag(start).startswith("v")
        if shortest <= end - start <= _LONGEST and tokens.tag(end)[:1] in _PREDICATES:
            yield span(start, end)


def find_unread_names(outline: Outline, tokens: Tokens) -> Iterator[Diagnostic]:
    """One notice of what may be names that the outline does not know, and of which a Traditional pack would rewrite characters."""
    source = outline.source
    if source.writing == "Hant":
        return
    folded = source.folded
    named = (*outline.persons, *outline.places, *outline.organisations)
    known = [range(start, end) for start, end, _ in find_names(folded, tuple(one.words.text for one in named))]
    finders = (_after_posts, _before_sites, _surnames_alone, _opening_clauses)
    found: list[Span] = []
    for place in sorted(
        {place for find in finders for place in find(folded, tokens)}, key=lambda one: (one.start, -one.end)
    ):
        if not any(place.start in one for one in known) and (not found or place.start >= found[-1].end):
            found.append(place)
    if found:
        printed = render_script(source, Script.TW, proper_names(outline)).text
        found = [place for place in found if _is_rewritten(source.text, printed, place)]
    if found:
        listed = "、".join(list(dict.fromkeys(f"“{source[place].split()[0]}”" for place in found))[:_MOST_NAMED])
        yield Diagnostic(
            code="unknown-name",
            span=found[0],
            message=f"{listed}里可能有人名或地名，繁体版会按词改写其中的字；是名字，请写进补充文件的 locked",
        )


def _is_rewritten(text: str, printed: str, place: Span) -> bool:
    """True if a character that Traditional names write as it is printed would be printed as another."""
    return any(text[at] != printed[at] and is_written_both_ways(text[at]) for at in range(place.start, place.end))
