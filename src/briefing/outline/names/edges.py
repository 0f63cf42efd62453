"""Where a name that carries no marks begins: back from its last word to what cannot be part of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.source import Span

# Words of closed classes and the verbs that bring a name in: a name does not reach back over them.
_EDGE = re.compile(
    r"依托|依靠|发挥|建立|建设|组建|成立|设立|筹建|共建|创建|争创|获批|建成|挂牌|启用|揭牌|投用|落成|打造|推动|推进|推出|支持|引进|引入|引育|联合|携手|会同|"
    r"协同|协调|配合|对接|服务|入驻|落户|落地|落实|参加|参与|出席|走进|走访|来到|前往|赴|新增|新建|改建|扩建|高标准|高水平|高质量|高规格|举办|举行|承办|主办|协办|"
    r"召开|开展|开启|加快|加强|深化|扩大|完成|通过|经过|邀请|聘请|委托|授权|集聚了?|汇聚了?|拥有|包括|涵盖|例如|比如|诸如|其中|以及|或者|作为|成为|"
    r"入选|荣获|获得?|评为|列为|纳入|加入|退出|进入|培育|鼓励|引导|组织|指导|要求|督促|整合|合并|重组|办好|办成|用好|管好|做强|做大|大力|积极|持续|"
    r"继续|不断|着力|全力|正式|首次|成功|圆满|隆重|顺利|先后|陆续|分别|共同|即日起|日前|近日|此前|随后|目前|今年|去年|明年|当日|今日|昨日|"
    r"全球首个|全国首个|全省首个|全市首个|首个|首家|首批|唯一|一家|一所|两家|三家|多家|多所|数家|几家|\d+[家个所届]|由于|由|被|获|在|到|向|从|对|与|和|及|或|"
    r"等|的|了|为|是|将|把|让|给|据|称|指|就|请|经|各|该|本(?=[次届市区县院校会])|这|那|此|其|每|我|您|你|他|她|有|以(?!色列)|于|至|并|也|还|则|已|曾|均|都|又|再|"
    r"启动(?!区)|实施|打好|深入|制定|编制|出台|印发|代表|夺得|夺取|提升|提交|跻身|筹办|精心|推展|正(?=推)|刊登|刊发|访问|视察|考察|调研|强调|指出|表示|认为|希望|说"
)
# Words that hold one of these and stand within names.
_WHOLE = re.compile(
    r"在线|住房和城乡建设|城乡建设|工业和信息化|人力资源和社会保障|发展和改革|经济和信息化|文化和旅游|交通和|规划和自然资源|农业和农村|新闻出版和|体育和|"
    r"对外经济|对外贸易|对外友好|对外开放|和平|联合国|联合会|联合体|联合办公|(?:政务|便民|公共|就业|人才|企业|法律|社区|志愿)?服务(?:中心|局|业|贸易)|建设银行|"
    r"建设委员会|建设集团|建设工程|建设投资|组织部|委组织|支持中心|引进中心|协同创新|协同发展|成都|都市|都江|首都|合肥|为民|有色|有限|国有|公有|还原|以太|再生|再保险|"
    r"又新|至诚|并行|分布|指数|指挥|经济|经贸|经开|经营|财经|据点|数据|证据|依据|于都|本草|本溪|每日|其他|各族|从化|到位|大会堂|等离子|等级|给水|将军|是非|让胡路|"
    r"我国|考察团|推进委员会|推动委员会|促进会|引导基金|培育基地|目前|获嘉|曾都"
)
_KEPT = "\u2588"
_REACH = 26


def _masked(folded: str, start: int, end: int) -> str:
    text = folded[start:end]
    return _WHOLE.sub(lambda match: _KEPT * len(match[0]), text)


def is_free(place: Span, taken: Sequence[Span]) -> bool:
    """Whether the place overlaps none of the places taken, which are in order and hardly overlap each other."""
    index = bisect_left(taken, place)
    return not any(place.overlaps(other) for other in taken[max(0, index - 2) : index + 1])


def trim_left(folded: str, place: Span) -> Span:
    """The place without the words at its start that bring the name in; at most some twenty characters are kept."""
    start = max(place.start, place.end - _REACH)
    text = _masked(folded, start, place.end)
    cut = 0
    for match in _EDGE.finditer(text, 0, max(0, len(text) - 2)):
        cut = match.end()
    return span(start + cut, place.end)
