"""The people who answer in a transcript, by the labels that open its turns."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.outline.labels import TURNS
from briefing.outline.model import Speaker
from briefing.outline.people.statements import find_holder_of
from briefing.outline.people.titled import find_called, find_titled, role_behind, whole_name
from briefing.outline.speaker_heads import has_post_within, is_office
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import span
from briefing.text.tokens import is_common_word

if TYPE_CHECKING:
    from briefing.outline.people.titled import Told
    from briefing.text.source import Span

# 【沈知远】 needs no colon.
_LABEL = re.compile(r"[*【\[#\s]{0,8}[^：:，。！？“】]{1,40}?[】\]*]{0,3}[：:]|[【\[][^：:，。！？“】\]]{1,24}[】\]]")
# Whoever leads the talk or asks is not whose words it is.
_HOST = re.compile(lexicon.pattern("people", "hosts"))
_MEMBER = re.compile(lexicon.pattern("turns", "member"))
_POSTS = lexicon.pattern("people", "posts")
_QUESTION_ENDS = ("？", "？」", "？”")
_MAY_OPEN = frozenset({"heading", "text"})
_ASKS = frozenset({"问", "提问", "Q", ""})
# How whoever leads a conversation opens it.
_GREETS = re.compile(
    r"欢迎|各位(?:听众|观众|网友|媒体|朋友|好)|(?:听众|观众|网友)朋友|节目|今天(?:我们)?(?:请|邀)|收看|收听"
)
# …and how at its end: 首先，请何进先生介绍情况。
_GIVES_WORD = re.compile(r"请[^。，？]{2,24}?(?:介绍|发布|发言|通报|作|做|讲|致辞)")
# One turn alone is no conversation, and one part of a text alone no panel.
FEWEST_TURNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A turn of a conversation, until the next one speaks."""

    label: Span
    words: Span


def _turns(text: Told) -> dict[str, list[_Turn]]:
    """The turns of a conversation by what opens them: 【张三】：, 王大明：, or a line that is a name and a colon."""
    turns: dict[str, list[_Turn]] = defaultdict(list)
    opened: Span | None = None
    start = 0
    for line in text.lines:
        folded = text.source.fold(line.span)
        # ## 方以澄 heads a turn without a colon.
        bare = line.kind in TURNS and line.label == line.span and not folded.endswith("：")
        match = (
            _LABEL.match(folded + "：" * bare)
            if line.kind in TURNS or (line.kind in _MAY_OPEN and folded.endswith("："))
            else None
        )
        # ――谁来养护？ has a label that names nobody.
        dashed = line.label if line.kind == "question" and match is None else None
        if dashed or (match and (line.kind != "heading" or match.end() == len(folded))):
            if opened:
                turns[_voice(text, opened)].append(_Turn(label=opened, words=span(start, line.span.start)))
            start = dashed.end if dashed else line.span.start + (match.end() if match else 0) - bare
            opened = span(line.span.start, start)
    if opened:
        turns[_voice(text, opened)].append(_Turn(label=opened, words=span(start, text.lines[-1].span.end)))
    return turns


def _voice(text: Told, label: Span) -> str:
    return text.source[label].strip("：:︰﹕】[]【*#>—― \t　")


def find_answering(text: Told) -> list[Speaker]:
    """The people who answer in a transcript, by the names that open the turns, but for whoever asks and whoever leads it."""
    turns = _turns(text)
    if sum(map(len, turns.values())) < FEWEST_TURNS:
        return []
    led = any(_HOST.search(fold(voice)) or fold(voice) in _ASKS for voice in turns)
    replies = _replies(text, turns)
    people = {
        voice: person
        for voice, said in turns.items()
        if (voice in replies or not _is_plain_word(text, fold(voice)))
        and (person := _labelled_person(text, said[0].label))
    }

    # Who ends at least half of his turns with a question asks.
    askers = set()
    for voice, said in turns.items():
        asked = sum(text.source.fold(turn.words).rstrip().endswith(_QUESTION_ENDS) for turn in said)
        if asked * 2 >= len(said):
            askers.add(voice)
    first = next(iter(people), "")
    opening = text.source.fold(turns[first][0].words) if len(turns) > 1 and first else ""
    if _GREETS.search(opening[:80]) and (_GIVES_WORD.search(opening) or not (led or askers)):
        askers.add(first)

    found: dict[str, Speaker] = {}
    for voice, speaker in people.items():
        if voice not in askers and not _HOST.search(fold(voice)):
            found.setdefault(speaker.name, speaker)
    return list(found.values())


def _is_plain_word(text: Told, words: str) -> bool:
    """True if a word heads what follows (方案：), and the text gives nobody of that name a post (局长方竹)."""
    return is_common_word(words) and re.search(rf"{_POSTS}{re.escape(words)}", text.source.folded) is None


def _replies(text: Told, turns: dict[str, list[_Turn]]) -> set[str]:
    """The voices that speak right after a question of another's."""
    ordered = sorted((turn.label.start, voice, turn) for voice, said in turns.items() for turn in said)
    return {
        voice
        for (_, asker, turn), (_, voice, _) in pairwise(ordered)
        if asker != voice and text.source.fold(turn.words).rstrip().endswith(_QUESTION_ENDS)
    }


def _labelled_person(text: Told, label: Span) -> Speaker | None:
    """The person whom the label of a turn names."""
    words = text.source[label]
    start = label.start + len(words) - len(words.lstrip("*【[#> 　\t"))
    end = label.start + len(words.rstrip("：:︰﹕】]* 　"))
    if start >= end:
        return None
    if has_post_within(text.source.folded[start:end]):
        return Speaker(name=text.source[span(start, end)], role=None, span=span(start, end), evidence="label")
    for speaker in find_titled(text, span(start, end), "label"):
        # 区长张三激动地说： opens a paragraph of a report.
        if speaker.span and (speaker.span.end == end or text.source.folded[speaker.span.end] == "（"):
            return speaker
    called = next(find_called(text, span(start, end), "label"), None)
    if called and called.span and called.span.end == end:
        # 何守田議員： asks.
        return None if _MEMBER.fullmatch(fold(called.role or "")) else called
    name = whole_name(text, span(start, end))
    if name is None:
        return find_holder_of(text.source, text.lines, text.source.fold(span(start, end)), text.reader)
    return Speaker(name=text.source[name], role=role_behind(text, name.end), span=name, evidence="label")


def find_offices(text: Told) -> list[Speaker]:
    """The offices that answer in a council's record, where the text tells no more of who answers: 水務局局長."""
    labels = [line.label for line in text.lines if line.kind == "answer" and line.label]
    words = ((_voice(text, label), label) for label in labels)
    return [
        Speaker(name=name, role=None, span=label, evidence="label") for name, label in words if is_office(fold(name))
    ]
