"""Line breaks inside a paragraph of Word: those in mid-sentence join, as a person reads on."""

from __future__ import annotations

import re

from briefing.readers.layout import tidy

# What a line ends with that says all it has to say.
_ENDS = re.compile(r"[。！？!?；;：:…”’」』）)】》]$")
# What opens a line of its own: a turn (记者：), a number of a list, a bullet, 【…】.
_OPENS = re.compile(
    r"[^，。；：？！,;:?!\d]{1,16}[：:]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}[章节条部]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳㊀-㊉●■◆▪○◎※▲►□◇•·*]|[—―–-]{1,2}[^\d—―–-]|【|附件"
)
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.]|[①-⑳])[ 　]*"
)
# What goes on with a sentence: a mark, a number that is no date.
_GOES_ON = re.compile(r"\d(?!\d{0,3}年)")
_MARK_FIRST, _COMMA_LAST = re.compile(r"[，。；、！？）》”’％%]"), re.compile(r"[，、,—]$")
_STOP, _COMMA = re.compile(r"[。！？；]"), re.compile(r"[，；,]")
# A line as long as this was broken for its length; a heading is shorter.
_LONG, _LONGEST_TAIL = 28, 200
_WORD = re.compile(r"[A-Za-z0-9]")


def _goes_on(before: str, after: str, *, ends: bool) -> bool:
    """True if the second line goes on with the sentence of the first; `ends` where a later line ends that sentence."""
    if _OPENS.match(after) or (_ENDS.search(before) and before[-1] not in "）)”’》】"):
        return False
    if _COMMA_LAST.search(before) or _MARK_FIRST.match(after):
        return True
    last = _STOP.split(before)[-1]
    if not last or (last != before and before[-1] in "）)”’》】"):
        return False
    bare = _NUMBER.sub("", last, count=1)
    is_sentence = last != before or bool(_COMMA.search(bare)) or len(bare) > _LONG
    # 总投资12|亿元，涉及5个园区。
    if ends and (is_sentence or before[-1].isdigit()):
        return True
    return bool(_GOES_ON.match(after)) and bare == last


def join(before: str, after: str) -> str:
    """The two lines as one: words of Latin letters and numbers stay apart."""
    return before + _gap(before, after) + after


def _gap(before: str, after: str) -> str:
    return " " if _WORD.match(before[-1:]) and _WORD.match(after[:1]) else ""


def split_breaks(text: str, *, whole: bool = False) -> tuple[list[str], int]:
    """The lines of a paragraph, and how many breaks in mid-sentence were joined; `whole` joins all (a title)."""
    read = list(filter(None, map(tidy, text.split("\n"))))
    ends = [False] * (len(read) + 1)
    for index in range(len(read) - 1, -1, -1):
        goes_on = ends[index + 1] and not _OPENS.match(read[index + 1])
        ends[index] = _STOP.search(read[index]) is not None or goes_on
    lines: list[list[str]] = []
    joined, tail = 0, ""
    for index, line in enumerate(read):
        if lines and (whole or _goes_on(tail, line, ends=ends[index])):
            lines[-1].append(_gap(tail, line) + line)
            # The whole line again for each of its breaks would take the square of the time.
            tail = (tail + line)[-_LONGEST_TAIL:]
            joined += 1
        else:
            lines.append([line])
            tail = line[-_LONGEST_TAIL:]
    return ["".join(parts) for parts in lines], joined
