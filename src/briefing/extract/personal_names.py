"""Personal names: where one stands, and where it ends, by surname and by how the sentence goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.speech_words import GOES_ON, HONORIFICS, NOT_NAMES, SAYS, TRANSCRIBED
from briefing.extract.surnames import SURNAMES
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.source import Span

_HAN = r"[\u4e00-\u9fff]"
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|呼延"
# These are surnames too, but after a post they are far more often words.
_WORDS = "向和从有都能相那连全国农家干经计车边空应同公关令后与及或是在将把对并就以也"
_WORD = re.compile(
    r"连[连声日夜续年忙同接]|应[当该邀对聘用急]|全[省市区县国体面年部力]|国[家内务资际]|农[民村业户]|经[济过常验]|计[划]|向[全社大]|从[未来不此严]|和[平谐睦]|家[庭长里人]|万[元亩人]|方[面才]|公[司共开安]|同[时志样]|关[于心键注]|都|有|能|令|于|边|车|干"
)
_WORD_SURNAMES = frozenset("向和从有都能连全国农家干经计车边应同公关令于方万")
FIRST = "".join(sorted(set(SURNAMES) - set(_WORDS)))
_NO_GIVEN = "的了在是与及都就又对将由被把让从到其这那各每个们等众委部局县市省"
# A name seldom ends so, but the word after a name often begins so: 孟川|也表示.
_ADVERBS = "也则还并亦说称均给就指"
_WORD_AFTER = re.compile(rf"[{_ADVERBS}]|来(?=[看到过了])")
# A place or body may begin with a surname; a name does not end so before a title: 石桥村|书记.
_PLACES = "省市县区镇乡村州部局委院校司厅处社街湾港岛国组团会党"
_GIVEN = rf"(?:(?![{_NO_GIVEN}]){_HAN})"
_NAME = re.compile(
    rf"(?P<foreign>{_HAN}{{1,6}}(?:·{_HAN}{{1,8}}?)+(?={GOES_ON})|[{TRANSCRIBED}]{_HAN}{{1,4}}?(?=在|眼里|，|：|{SAYS}))|(?P<first>{_COMPOUND}|[{FIRST}]|(?<=长)区(?![域分内别间位块段划长委政里级]))(?P<gap>[ 　]?)(?=(?P<given>{_GIVEN}{{1,3}}))"
)
# Words that begin like a name: 老人|高兴地说, 总书记|强调.
_NO_NAME = re.compile(rf"{SAYS}|{HONORIFICS}|{NOT_NAMES}")
_TITLE_AFTER = re.compile(rf"(?:{HONORIFICS})")
_GOES_ON = re.compile(rf"{GOES_ON}|{HONORIFICS}|先生|女士")
# A name from another language, or with a surname that the list lacks: three to five characters right before the verb.
_OTHER = re.compile(
    r"(?:(?![的了在是与及都就又对将由被把让从到其这那各每个们等众地着过也则还并纷普一均团队朋再多次随最首同特专明反曾近今昨向为以有会时词长])[\u4e00-\u9fff]){3,5}?"
    r"(?=说|表示|介绍|告诉|坦言|指出|强调|认为|透露|回忆|感慨|直言)"
)
_MOST_GIVEN = 3
_FEWEST_TIMES = 3


def _name_end(folded: str, match: re.Match[str], *, sure: bool) -> int | None:
    """Where the name ends: it has two or three characters (four with two surnames), and the sentence goes on after it.

    Where it is `sure` that a name stands here, three characters are taken if nothing tells.
    """
    if match["foreign"]:
        return match.end()
    start, given = match.end(), match["given"]
    sizes = [size for size in (2, 1) if size <= len(given)]
    if given[0] in FIRST and len(given) == _MOST_GIVEN and not match["gap"]:
        sizes.append(_MOST_GIVEN)
    fitting = [size for size in sizes if _GOES_ON.match(folded, start + size)]
    likely = [size for size in fitting if not _WORD_AFTER.match(folded, start + size - 1)] or fitting or sizes[:sure]
    return start + likely[0] if likely else None


def _often(folded: str, offset: int) -> int | None:
    """Where a name ends whose surname is a word as well (连, 应, 全): the text must give the name a word of saying, or a mark, often."""
    if folded[offset : offset + 1] not in _WORD_SURNAMES:
        return None
    name = folded[offset : offset + 3]
    if _WORD.match(name):
        return None
    if not re.fullmatch(rf"{_HAN}{_GIVEN}{{2}}", name) or folded.count(name) < _FEWEST_TIMES:
        return None
    places = re.findall(rf"{re.escape(name)}(?=笑?(?:{SAYS})|[，。：、）（]|\s|$)", folded)
    return offset + len(name) if len(places) >= _FEWEST_TIMES else None


def name_at(folded: str, offset: int, *, sure: bool = False, any_name: bool = False) -> Span | None:
    """The name that begins at an offset; None where a word does, or nothing shows where it ends.

    `sure` takes what opens with a surname for a name, `any_name` also what does not and stands before a verb of saying.
    """
    if _NO_NAME.match(folded, offset):
        return None
    if often := _often(folded, offset):
        return span(offset, often)
    match = _NAME.match(folded, offset)
    end = _name_end(folded, match, sure=sure) if match else None
    if end is None and any_name and (other := _OTHER.match(folded, offset)):
        end = other.end()
    return span(offset, end) if end else None


def title_after(folded: str, end: int, limit: int) -> Span | None:
    """The title that stands after a name, unless a name follows it: then it is that one's (云川|区长林牧野)."""
    title = _TITLE_AFTER.match(folded, end, limit)
    if title is None or folded[end - 1] in _PLACES or name_at(folded, title.end()):
        return None
    return span(*title.span())


def clause_names(folded: str, start: int, limit: int) -> Iterator[int]:
    """Where a name may end that begins at a clause's start, the likelier length first."""
    match = _NAME.match(folded, start, limit)
    if match is None or match["foreign"] or _NO_NAME.match(folded, start):
        return
    if _TITLE_AFTER.match(folded, match.end()):  # 范教授 is a surname with a title
        return
    ends = [match.end() + size for size in (2, 1) if len(match["given"]) >= size]
    if len(ends) > 1 and folded[ends[0] - 1] in _ADVERBS:
        ends.reverse()
    yield from ends
