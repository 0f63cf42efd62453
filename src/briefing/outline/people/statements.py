"""The speaker of a report that tells of one statement: the official whom the title names, where hardly anybody else speaks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.outline.model import Speaker
from briefing.outline.people.cast import find_cast
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.people.mentions import Mention
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source

_OFFICIAL = re.compile(rf"{lexicon.pattern('people', 'officials', 'heads_of_state')}$")
_NOT_OFFICIAL = re.compile(lexicon.pattern("people", "not_officials"))
_CLAUSE_END = re.compile(r"[。！？；\n]")
# So often he speaks at least, and so many times as often as all others together.
_FEWEST, _TIMES = 3, 4
_LEAD_LINES, _SAYS_WITHIN = 5, 30
_SEVERAL = r"[\d两二三四五六七八九十几数多各位名]"
_PRONOUNS = frozenset({"他", "她"})


def find_stater(source: Source, lines: Sequence[Line], titles: str, reader: NameReader) -> list[Speaker]:
    """The official whom the folded titles name, or name by the post, and whose words nearly all of the text relates.

    黄伟哲宣布… over 市长黄伟哲表示, 总统视导… over 总统指出; nobody where others speak as well, as in a feature.
    """
    if not titles:
        return []
    told = [line for line in lines if line.kind in {"text", "answer"}]
    opening = find_cast(source, told[:_LEAD_LINES], (), reader)
    named = {one.name: (one, post) for one in reversed(opening.mentions) if (post := _official_post(one))}
    by_name = [(one, post) for one, post in named.values() if fold(one.name) in titles]
    # 七位部长答问 tells of no one of them.
    by_post = [(one, post) for one, post in named.values() if post in titles]
    titled = by_name or [(one, post) for one, post in by_post if not re.search(rf"{_SEVERAL}{post}", titles)]
    if not titled:
        return []
    cast = find_cast(source, told, (), reader)
    said = Counter(one.name for one in cast.mentions if not cast.is_addressed(one) and _speaks(source, one, reader))
    for one, _ in titled:
        own = {name for name in said if name in {one.name, *_PRONOUNS} or (name and (one.role or "").endswith(name))}
        mine = sum(said[name] for name in own)
        # 何进：… over a note of one paragraph: the title itself says that he speaks.
        fewest = 1 if f"{fold(one.name)}：" in titles else _FEWEST
        if mine >= fewest and mine >= _TIMES * (said.total() - mine):
            return [Speaker(name=one.name, role=one.role, span=span(one.start, one.place.end), evidence="title")]
    return []


def find_holder_of(source: Source, lines: Sequence[Line], post: str, reader: NameReader) -> Speaker | None:
    """The one person whom the opening names with a folded post, where a label gives the post alone: 总统： after 林牧野总统."""
    if not _OFFICIAL.fullmatch(post):
        return None
    opening = [line for line in lines if line.kind in {"text", "imprint", "subtitle", "title"}][:_LEAD_LINES]
    held = {one.name: one for one in find_cast(source, opening, (), reader).mentions if _official_post(one) == post}
    if len(held) != 1:
        return None
    one = held.popitem()[1]
    return Speaker(name=one.name, role=one.role, span=span(one.start, one.place.end), evidence="label")


def _official_post(mention: Mention) -> str | None:
    """The folded post, if the text names an official there: 市长 of 市长林牧野; None for 集团董事长林牧野."""
    role = fold(mention.role or "")
    post = _OFFICIAL.search(role) if mention.kind == "name" and not _NOT_OFFICIAL.search(role) else None
    return post[0] if post else None


def _speaks(source: Source, mention: Mention, reader: NameReader) -> bool:
    """True if whom the mention means speaks in its sentence, soon after it."""
    if mention.kind == "other":
        return False
    stop = _CLAUSE_END.search(source.folded, mention.place.end)
    end = min(stop.start() if stop else len(source.folded), mention.place.end + _SAYS_WITHIN)
    return reader.find_says(mention.place.end, end) is not None
