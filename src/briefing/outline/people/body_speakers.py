"""Speakers who are no persons but bodies: 民生部, 工商联会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.people.names import SAYS

if TYPE_CHECKING:
    from briefing.outline.people.names import NameReader

# Who speaks where no person was recognised: the words before the verb, without what leads to them.
_SUBJECT = re.compile(
    rf"(?:.*[，；、])?(?:对此|日前|近日|昨日|今日|今天|随后|其中|来自[^的]*的)*"
    rf"(?P<who>[\u4e00-\u9fffA-Za-z0-9]{{2,14}}?)(?:在[^，。]{{1,20}}[时中上]|也|则|亦|又|还|就此|昨日|今日|今天|均|都|再次|公开|明确)*(?:{SAYS})"
)
_BODY = re.compile(
    r".{1,12}(?:部|局|委|署|院|会|党|公司|集团|处|当局|政府|方|团体|联盟|银行|协会|大学|组织|中心|司|厅|办)$"
)
# Parts of speech that no name of a body has: 我|就|会|说 has a pronoun and an adverb.
_NO_BODY = frozenset("rdcpumy")


def find_called(reader: NameReader, start: int, end: int) -> re.Match[str] | None:
    """The words of a range that say who speaks, `who` in them, where that is a body."""
    match = _SUBJECT.match(reader.folded, start, end)
    if match is None or not _BODY.match(match["who"]):
        return None
    words = (offset for offset in range(*match.span("who")) if reader.tokens.begins(offset))
    tags = [reader.tokens.tag(offset) for offset in words]
    return match if tags and not any(tag[0] in _NO_BODY for tag in tags) else None
