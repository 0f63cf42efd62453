"""Speakers who are neither named in full nor unnamed: 老张, 李大爷, 民生部."""

from __future__ import annotations

import re

from briefing.extract.speech_words import SAYS

# Who speaks where no person was recognised: the words before the verb, without what leads to them.
_SUBJECT = re.compile(
    rf"(?:.*[，；、])?(?:对此|日前|近日|昨日|今日|今天|随后|其中|一位|这位|多位|有|来自[^的]*的)*"
    rf"(?P<who>[\u4e00-\u9fffA-Za-z0-9]{{2,14}}?)(?:在[^，。]{{1,20}}[时中上]|高兴地|激动地|笑着|乐呵呵地|也|则|亦|又|还|就此|昨日|今日|今天|均|都|再次|公开|明确)*(?:{SAYS})"
)
_FAMILIAR = re.compile(
    r"[老小阿大][\u4e00-\u9fff]{1,2}$|.{1,3}(?:先生|女士|小姐|太太|大爷|大妈|大叔|阿姨|大姐|大哥|老汉|师傅|书记|市长|老师|教授|医生|主任|局长|院长)$"
)
_BODY = re.compile(
    r".{1,12}(?:部|局|委|署|院|会|党|公司|集团|处|当局|政府|方|团体|联盟|银行|协会|大学|组织|中心|司|厅|办)$"
)


def find_called(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The words of a range that say who speaks, `who` in them, where that is a familiar name or a body."""
    match = _SUBJECT.match(folded, start, end)
    return match if match and (_FAMILIAR.match(match["who"]) or _BODY.match(match["who"])) else None
