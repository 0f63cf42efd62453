"""Turns of a conversation: who asks, who leads and who answers, by the label that opens a line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefing.outline.labels import labelled
from briefing.text.lexicon import pattern
from briefing.text.name_forms import ANY_SURNAME
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.lines import Line, LineKind
    from briefing.text.source import Source

_HAN = r"[\u4e00-\u9fff]"
_ORDINAL = r"[\d一二三四五六七八九十]{0,2}"
# What may stand before a label: a Markdown heading, a number.
_BEFORE = r"(?:#{1,6} |> |\*\*|\d{1,2}[.、．] ?|[一二三四五六七八九十]{1,3}、){0,2}"
# Words of saying after a name: 记者方以澄说： quotes, and asks nothing.
_SAYS = rf"(?!{_HAN}{{0,3}}(?:说|表|示|指|称|时|后|道|言|调|绍|告|会|问))"
_KIND_OF_TEXT = rf"(?!{pattern('imprint', 'not_byline')}|注|从|在|了)"
_BEFORE_ASKER = r"(?:(?![各答对向告应诉位])[\w《》“”·、 　]){0,24}"
_NAMED = rf"(?:(?<=记者)|(?<=主持人)){_KIND_OF_TEXT}{_SAYS}{_HAN}{{2,4}}(?=[】\]：:])"
# 网友“小河”, 网友 小河: an alias may be of any letters.
_ALIAS = r"[ 　·]?[“‘][^“”‘’]{1,16}[”’](?:[提追]?问)?"
# 网友小河：, but not 网友纷纷留言：.
_BARE_ALIAS = rf"{pattern('turns', 'aliased')}(?!\w{{0,8}}?{pattern('turns', 'relates')})\w{{1,8}}(?=[】\]]?[：:])"
_ASKER = (
    rf"{_BEFORE_ASKER}(?:{pattern('turns', 'viewer')}(?:{_ALIAS}|{_HAN}{{2,4}}[提追]?问(?=[：:])|{pattern('turns', 'concerns')}(?=[：:]))|{_BARE_ALIAS}|{pattern('turns', 'asker', 'unnamed')}"
    rf"(?:[甲乙丙丁戊A-Z]|[问提追]?问?|[ 　·]{_HAN}{{2,4}}|{_NAMED}))"
)
# 问1, 一问：
_QUESTION = rf"(?:{pattern('turns', 'question')}{_ORDINAL}|[一二三四五六七八九十]{{1,2}}问(?=[：:]))"
_PRESS = rf"本[报刊社台网]问?|《[^》]{{2,16}}》(?:记者)?问?|{_HAN}{{2,8}}{pattern('turns', 'press')}"
_COLON = r"(?:（[^）：]{1,24}）)?[】\]]?(?:\*\*)?[：:]"
# 【江城日报】请介绍一下…: the paper alone, without a colon.
_ASKS = r"(?=[^\n]*(?:？|请|如何|怎[么样]|哪[些里]|什么|吗|呢))"
_BRACKETED = rf"【[^】]{{1,16}}{pattern('turns', 'bracketed_press')}】{_ASKS}"
# 【记者】今年投多少？ asks, 【记者】走进岚江… reports.
_ASKS_OUT = r"(?=[^\n]*？$)"
# 【网友小河】 with or without a colon; 【记者】 alone on its line or before a question.
_ALIASED = rf"{pattern('turns', 'viewer')}(?:{_ALIAS}|[ 　·:：][^】\]]{{1,12}})|{pattern('turns', 'aliased')}\w{{1,8}}"
_ALIAS_IN_BRACKETS = rf"[【\[](?:{_ALIASED})[】\]](?:[：:]|(?=$)|{_ASKS})"
_IN_BRACKETS = rf"[【\[](?:{pattern('turns', 'host')}[】\]]|(?:{pattern('turns', 'asker', 'unnamed')}|问|提问)[】\]](?:(?=$)|{_ASKS_OUT}))"
QUESTION_LABEL = re.compile(
    rf"{_BEFORE}(?:{_ALIAS_IN_BRACKETS}|[【\[]?(?:{_QUESTION}|{_ASKER}|{_PRESS}){_COLON}|[—―]{{2}}(?=[^\n]*？$)|{_BRACKETED}|{_IN_BRACKETS})"
)
ANSWER_OPENS = re.compile(rf"{pattern('turns', 'answer')}{_ORDINAL}[：:]")
ANSWER_LABEL = re.compile(rf"(?:{ANSWER_OPENS.pattern}|【?[\u4e00-\u9fff○·]{{2,16}}】?[：:])")
# What a speaker's name opens a paragraph of a transcript with; 首先： and 例如： are no names. 【何进】 needs no colon.
_NO_NAME = rf"(?!{pattern('turns', 'no_name')}|第[一二三四五六])"
_SPEAKER = r"(?:[\u4e00-\u9fff○·]{2,16}[ 　])?[\u4e00-\u9fff○·]{2,14}"
# 何进（市财政局局长）：
_BEHIND = r"(?:（[\u4e00-\u9fff、]{2,24}）)?"
SPEAKER_LABEL = re.compile(
    rf"{_NO_NAME}(?:#{{1,6}} )?(?:[【\[]?(?:\*\*)?{_SPEAKER}{_BEHIND}[】\]]?(?:\*\*)?[：:]|【{_SPEAKER}】|\[{_SPEAKER}\])"
)
# 海岸+：, 36度：: a medium whose name has signs or letters, if it asks again and again.
_MEDIUM_LABEL = re.compile(r"[【\[]?[\w+·]{2,14}[】\]]?[：:]")
# 主持人：某某省委宣传部处长 某某 tells who leads the meeting, and 记者：谢谢您。 asks nothing.
CAST = re.compile(
    rf"主持人?[：:][^。！？]{{4,40}}(?:长|任|员|席|人|记)[ 　]?{_HAN}{{2,4}}|{_HAN}{{0,10}}{pattern('turns', 'host', 'unnamed')}[：:][ 　]?{ANY_SURNAME}{_HAN}{{1,2}}"
    # 问：记者　马：马利远 tells which letter is whose.
    rf"|[问Q]：记者\s+{_HAN}{{1,4}}：{_HAN}{{2,4}}"
)
# 主席沈知远议员：市长。 gives the word, and says nothing.
CALLS_ON = re.compile(
    rf"[^：。]{{2,24}}(?:主席|议员|主持人?)：[ 　]?(?:[有请下一位是多谢]{{0,6}})?{_HAN}{{0,10}}(?:{pattern('people', 'posts')}|{pattern('people', 'heads_of_state')}|议员|代表)(?:{_HAN}{{2,3}})?[。！]?"
)
_THANKS = re.compile(
    r"(?:[^：:]{0,24}[：:]|[【\[][^】\]]{1,8}[】\]])\s*(?:好的?[，。])?(?:谢谢|感谢|多谢|辛苦)[^？。]{0,24}[。！]?"
)
_HOST = rf"(?:[【\[]{pattern('turns', 'host')}[】\]](?!：)|[^：]{{0,24}}{pattern('turns', 'host')}[^：]{{0,8}}：)"
_GREETS = r"(?=[^\n]{0,16}(?:各位|女士|大家(?:上午|下午|早上|晚上)?好))"
_INVITES = rf"[^\n]{{0,200}}请[^。]{{0,12}}{pattern('turns', 'invited_to')}"
# In an interview a host's short remark is as good as a question: 业界希望加快审批。
_LEADS = rf"(?=[^\n]{{41}}|[^\n]*(?:{pattern('turns', 'leads')}|请[^。]{{0,8}}(?:回答|发布|发言|作|做)))"
# A host who does not ask opens or closes the meeting.
_HOST_TALKS = re.compile(rf"{_HOST}(?:{_GREETS}|(?![^\n]*？|{_INVITES}){_LEADS})")
# 请区商务局局长苗青介绍… and 请苗青副局长介绍有关情况 give the word; 请您介绍… and 请苗局长介绍一下… ask.
_GIVES_WORD = re.compile(
    rf"{_HOST}(?![^\n]*？)[^\n]{{0,200}}?请[^。，？您你我]{{2,24}}?"
    rf"(?:{pattern('people', 'posts')}{_HAN}{{2,4}}{pattern('turns', 'tells_all')}(?!一下)|{pattern('turns', 'tells_all')}{pattern('turns', 'matters')}(?:$|[。！]))"
)
_HOST_ALONE = re.compile(_HOST)
# The name after a post: 岚江网主持人 方以澄.
_LAST_NAME = re.compile(rf"(?:^|[ 　、])(?P<name>{_HAN}{{2,4}})$")
_LONGEST_QUESTION = 12
# A heading that says no more than who speaks.
_ASKER_ALONE = re.compile(rf"(?:{pattern('turns', 'asker', 'unnamed')}|{pattern('turns', 'question')}){_ORDINAL}")
_NAME_ALONE = re.compile(rf"(?:{_SPEAKER}|{pattern('turns', 'answer')})")
_NAMES_ONE = re.compile(rf"{_HAN}{{2,4}}[：:]")
# 副局长 沈知远：, 市长沈知远 in a title, and 沈知远 in 嘉宾：沈知远 临溪县卫健局局长 with the next line like it: each calls a person.
_PERSON = rf"(?P<name>{ANY_SURNAME}{_HAN}{{1,2}})"
_POSTS = pattern("people", "posts")
# 副局长方舟：; what has a place before its post, without a blank behind it, may be a headline.
_WITH_POST = re.compile(rf"(?:{_HAN}{{0,12}}{_POSTS}[ 　]|副?{_POSTS}){_PERSON}")
# 对话方舟、苗青：把山货卖出去
_IN_DIALOGUE = re.compile(rf"(?:对话|专访)(?P<names>{_HAN}{{2,4}}(?:[、与和]{_HAN}{{2,4}})+)(?=[：—\s]|$)")
_AFTER_POST = re.compile(rf"{_POSTS}[ 　]?{_PERSON}(?=[、：谈答和与\s]|$)")
NAME_AND_POST = rf"{_PERSON}[ 　]{{1,3}}{_HAN}{{2,24}}{_POSTS}"
_BEFORE_POST = re.compile(rf"(?:{pattern('labels', 'guest')}：)?{NAME_AND_POST}")
_INITIAL = re.compile(rf"{ANY_SURNAME}：")
_MOST_COMPARED, _FEWEST_ASKED = 12, 2
# What stands around a speaker's name in a label.
_AROUND = "#*【】[]：: 　"
_ANSWERS_BY_NAME = re.compile(rf"{pattern('turns', 'answer')}|{_PERSON}(?:（[^（）]*）)?")


def opens_turn(folded: str) -> bool:
    """True if the line opens with who asks, or with 答：."""
    return bool(QUESTION_LABEL.match(folded) or ANSWER_OPENS.match(folded)) and not CAST.fullmatch(folded)


def is_host_s(folded: str) -> bool:
    """True if a line with an asker's label asks nothing: the host opens, closes or thanks."""
    return bool(_HOST_TALKS.match(folded) or _GIVES_WORD.match(folded) or _THANKS.fullmatch(folded))


def gives_word(folded: str) -> bool:
    """True for a host's line that asks somebody to tell of his work before all: 主持人：请苗青副局长介绍情况."""
    return bool(_GIVES_WORD.match(folded))


def _speaker_labels(source: Source, lines: list[Line]) -> list[re.Match[str] | None]:
    """The label of a speaker that each line of text or heading opens with, None where none does."""
    turns = {"text", "heading"}
    return [SPEAKER_LABEL.match(source.fold(line.span)) if line.kind in turns else None for line in lines]


def name_speakers(source: Source, lines: list[Line]) -> Iterator[Line]:
    """The lines with those of a transcript that open with a speaker's name as answers.

    A name that answers right after a question or the host does so wherever it opens a paragraph, as do one that the host gives,
    one with a post, and one that the front calls a person.
    """
    labels = _speaker_labels(source, lines)
    known = {
        label.group()
        for before, label in zip(lines, labels[1:], strict=False)
        if label and before.kind in {"question", "host"}
    }
    hosted = "".join(source.fold(line.span) for line in lines if line.kind == "host") if known else ""
    known |= {
        label.group()
        for label in labels
        if label and _NAMES_ONE.fullmatch(label.group()) and label.group()[:-1] in hosted
    }
    if known:
        named = _called(source, lines)
        known |= {
            label.group()
            for label in labels
            if label and (_WITH_POST.fullmatch(words := label.group().strip(_AROUND)) or words in named)
        }
    for line, label in zip(lines, labels, strict=True):
        if label and label.group() in known:
            place = span(line.span.start, line.span.start + label.end())
            yield replace(line, kind="answer", level=0, label=place)
        else:
            yield line


def name_initials(source: Source, lines: list[Line]) -> list[Line]:
    """The lines that open with one character and a colon as answers, if so do twice and more the first lines after questions (马：)."""
    opened = [_INITIAL.match(source.fold(line.span)) if line.kind in {"text", "heading"} else None for line in lines]
    pairs = zip(lines, opened[1:], strict=False)
    after = Counter(label.group() for before, label in pairs if label and before.kind == "question")
    given = list(lines)
    for index, label in enumerate(opened):
        if label and after[label.group()] >= _FEWEST_ASKED:
            start = lines[index].span.start
            given[index] = replace(lines[index], kind="answer", level=0, label=span(start, start + label.end()))
    return given


def _called(source: Source, lines: list[Line]) -> set[str]:
    """The names that the title has after a post or lists as those in dialogue, and those that the front gives a post."""
    titles = [source.fold(line.span) for line in lines if line.kind in {"title", "subtitle"}]
    named = [match for title in titles for match in _AFTER_POST.finditer(title)]
    listed = [match["names"] for title in titles for match in _IN_DIALOGUE.finditer(title)]
    named += (
        match for line in lines if line.kind == "imprint" if (match := _BEFORE_POST.fullmatch(source.fold(line.span)))
    )
    return {match["name"] for match in named} | {name for names in listed for name in re.split("[、与和]", names)}


def name_askers(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with the turns of whoever does nothing but ask as questions: 岬湾周报：…？ where 何守田：… follows each time."""
    labels = {
        index: label
        for index, (line, name) in enumerate(zip(lines, _speaker_labels(source, lines), strict=True))
        if (label := name or (_MEDIUM_LABEL.match(source.fold(line.span)) if line.kind == "text" else None))
    }
    said = [(index, label.group().strip(_AROUND)) for index, label in labels.items()]
    asks = {index for index, _ in said if source.fold(lines[index].span).rstrip("”）").endswith("？")}
    answering = {name for index, name in said if index not in asks}
    turns = {
        index
        for (index, name), (following, other) in pairwise(said)
        if index in asks and name not in answering and following not in asks and _ANSWERS_BY_NAME.fullmatch(other)
    }
    # One question under a label may be a heading's: 背景：为何要修？
    answered = any(line.kind in {"answer", "question"} for line in lines)
    if len(turns) < _FEWEST_ASKED - answered or any(
        index in asks - turns for index, name in said if name not in answering
    ):
        return lines
    given = list(lines)
    for index in turns:
        start = lines[index].span.start
        place = span(start, start + labels[index].end())
        given[index] = replace(lines[index], kind="question", level=0, label=place)
    return given


def name_hosts(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with the turns of whoever 主持人：方以澄 names before the text, as questions where they ask."""
    values = (one.value for one in labelled(source, lines) if one.kind == "host")
    hosts = {match["name"] for value in values if (match := _LAST_NAME.search(source.fold(value)))}
    given = list(lines)
    for index, line in enumerate(lines if hosts else ()):
        folded = source.fold(line.span)
        label = SPEAKER_LABEL.match(folded) if line.kind in {"text", "heading"} else None
        if label and label.group().strip("#【】[]*： 　") in hosts:
            asks = "？" in folded or re.search(pattern("turns", "invited_to"), folded)
            place = span(line.span.start, line.span.start + label.end())
            turn = replace(line, kind="question", level=0, label=place)
            given[index] = turn if asks else replace(line, kind="host", level=0)
    return given


def name_headings(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with headings that only say who speaks as the labels of turns: ## 记者, ## 方以澄.

    They do where an asker heads two sections and more; who heads the section after one of theirs answers.
    """
    heads = [index for index, line in enumerate(lines) if line.kind == "heading"]
    words = {index: source.fold(lines[index].span).strip("#*：: 　") for index in heads}
    asks = [index for index in heads if _ASKER_ALONE.fullmatch(words[index])]
    if not any(words[index] == words[other] for index, other in combinations(asks[:_MOST_COMPARED], 2)):
        return lines
    asking = set(asks)
    after = {words[behind] for index, behind in pairwise(heads) if index in asking and behind not in asking}
    given = list(lines)
    for index in heads:
        answers = words[index] in after and _NAME_ALONE.fullmatch(words[index])
        if index in asking or answers:
            kind: LineKind = "question" if index in asking else "answer"
            given[index] = replace(lines[index], kind=kind, level=0, label=lines[index].span)
    return given


def give_to_host(source: Source, lines: list[Line]) -> list[Line]:
    """The lines with those that follow 主持人： on a line of its own as the host's, where they ask nothing."""
    given = list(lines)
    for index, line in enumerate(lines):
        if line.kind != "question" or not _HOST_ALONE.fullmatch(source.fold(line.span)):
            continue
        end = index + 1
        while end < len(lines) and lines[end].kind == "text" and source.fold(lines[end].span)[-1] != "：":
            end += 1
        if _HOST_TALKS.match("".join(source.fold(one.span) for one in lines[index:end])):
            given[index:end] = (replace(one, kind="host") for one in lines[index:end])
    return given


def join_questions(lines: list[Line]) -> list[Line]:
    """The lines with those that stand between 问题： and 答复：, each a line of its own, as the question they make."""
    joined = list(lines)
    asked: int | None = None
    for index, line in enumerate(lines):
        alone = line.label is not None and line.label.end == line.span.end
        if line.kind == "question":
            asked = index if alone else None
        elif line.kind == "answer" and asked is not None and alone:
            parts = range(asked + 1, index)
            for part in parts if len(parts) <= _LONGEST_QUESTION else ():
                joined[part] = replace(lines[part], kind="question", level=0, label=None)
            asked = None
    return joined
