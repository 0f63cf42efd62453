"""The start of a post that ends with a title: what leads to it is no part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon

if TYPE_CHECKING:
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Span


POSTS = lexicon.pattern("people", "posts")
# A post stands so near before the name that it belongs to.
WINDOW = 60
_OFFICES = re.compile(rf"{POSTS}|{lexicon.pattern('place_units', 'offices')}")
_JOINED = re.compile(rf"(?:{lexicon.pattern('people', 'sure_posts')})[^、，。兼（）和与同]{{2,6}}[和与同]")
_ROLE_EDGE = re.compile(
    rf"[，。；：！？“”‘’【】\x22…\r\n*#>\s]|[\u4e00-\u9fff”]{lexicon.pattern('people', 'of')}|(?:党|联盟)籍|让|由(?!于)|被|请(?!假)|"
    # 主讲人为县委书记, 值班员就是站长, 接待了县长: what a sentence has said of somebody before is no post.
    r"(?:(?<![求国])就?是(?!非)|(?<=[人的者员宾])为|了(?!解))"
)
# What stands before a post and is no part of it.
_NOT_ROLE = re.compile(
    rf"(?:的|由于|{lexicon.pattern('people', 'joins')}|[这那]是|以下[是为]|[现时新]任|该(?=$)|对此|连日来|近日|日前|昨日|今日|今天|昨天|在|来自|身为|作为|据|由|让|请|与|和|及|是|就|有?一?[位个名]|"
    rf"这位|多位|不少|几位|许多|(?:.{{0,12}}(?:{lexicon.pattern('people', 'presents', 'meets', 'invites')}到?了?|嘉宾[是有为]|见到|记者|陪同下|看到|遇到|碰到|{lexicon.pattern('people', 'seeks', 'appoints')})[了着过到]{{0,2}}))+"
)
_OCCASIONS = frozenset(lexicon.words("surnames", "occasions"))
_JOINS = "与和同跟及"
_DATELINE = re.compile(r"[　 ]*[（【][^（）【】]*[）】][　 ]*")


def find_post_start(folded: str, line: Span, title: Span) -> int:
    """The start of the post that ends with the title: after a mark, an attribute's 的, or words that lead to a person."""
    # （海通社記者方竹嘉義縣8日電）縣長: who reports stands in the bracket that opens the line.
    dateline = _DATELINE.match(folded, line.start, title.start)
    window = max(dateline.end() if dateline else line.start, title.start - WINDOW)
    start = window
    for match in _ROLE_EDGE.finditer(folded, window, title.start):
        start = match.end()
    start = _after_bracket(folded, start, title.start)
    # 董事长卓立立就和油漆工班组长: the post of somebody else, whose name was not told, ends before the last 和.
    joined = list(_JOINED.finditer(folded, start, title.start))
    start = joined[-1].end() if joined else start
    start = _after_person(folded, start, title.start)
    leading = _NOT_ROLE.match(folded, start, title.start)
    # 和平区|区长: the word opens a place's name.
    named = load_divisions().full_at(folded, start)
    return leading.end() if leading and (named is None or named < leading.end()) else start


def _after_bracket(folded: str, start: int, end: int) -> int:
    """The start of a post behind a bracket that is not whole: （記者 X）無黨籍縣長, but 局（中心）主任."""
    opened: list[int] = []
    for at in range(start, end):
        if folded[at] == "（":
            opened.append(at)
        elif folded[at] == "）":
            if opened:
                opened.pop()
            else:
                start = at + 1
    return opened[-1] + 1 if opened else start


def _after_person(folded: str, start: int, end: int) -> int:
    """The start of a post that a list of people leads to: 总司令梁唐青仪、|主席陈振彬, but 区委常委、区长林牧野."""
    cut = folded.rfind("、", start, end)
    while cut >= 0:
        posts = list(_OFFICES.finditer(folded, start, cut))
        if posts and posts[-1].end() < cut:
            return cut + 1
        cut = folded.rfind("、", start, cut)
    return start


def skip_verb(reader: NameReader, start: int, end: int) -> int:
    """The start of a post after a verb: 不断增强|党员, 本周分析|区长, 好日子离不开|党员干部."""
    tokens = reader.tokens
    words = [at for at in range(start, end) if tokens.begins(at) and tokens.end(at) <= end]
    if any(tokens.tag(at) == "p" and reader.folded[at] not in _JOINS for at in words[1:]):
        # 这座桥为纪念老支书: of such a phrase the post alone is sure.
        return end
    adverbs = 0
    for at in words:
        # 不断, 本周
        leads = tokens.tag(at)[:1] == "d" or reader.folded[at : tokens.end(at)] in _OCCASIONS
        if leads and at == start + adverbs:
            adverbs = tokens.end(at) - start
        if tokens.tag(at)[:1] != "v":
            continue
        if (adverbs and at == start + adverbs) or (
            tokens.tag(at) == "v" and "不" in reader.folded[at : tokens.end(at)]
        ):
            return tokens.end(at)
    return start
