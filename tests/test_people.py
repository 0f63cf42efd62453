"""The document's speaker and post, by the ways in which these genres print them."""

from __future__ import annotations

import pytest

from briefing.extract.people import find_speakers
from briefing.lines import label_lines
from builders import source_of

BODY = "\n水是生命之源。我们要坚持系统治理，完成投资30亿元。\n下一步，我们将继续努力。\n"

PRINTED = {
    "对话东屏区委书记罗远舟：让老城长出新芽" + BODY: ("罗远舟", "东屏区委书记"),
    "专访青川市副市长 何 进：把企业当自己人" + BODY: ("何进", "青川市副市长"),
    "让老城长出新芽\n近日，记者专访了青川市市长何进。" + BODY: ("何进", "青川市市长"),
    "让老城长出新芽\n中共青川市委书记何进在接受本报记者专访时说，要干。" + BODY: ("何进", "中共青川市委书记"),
    "山里的明白账\n——与河湾乡党委书记何进一席谈" + BODY: ("何进", "河湾乡党委书记"),
    "守护江河安澜\n水务部部长　何　进" + BODY: ("何进", "水务部部长"),
    "守护江河安澜\n水务部党组书记、部长 何进" + BODY: ("何进", "水务部党组书记、部长"),
    "守护江河安澜\n何进" + BODY + "（作者为水务部部长）": ("何进", "水务部部长"),
    "守护江河安澜\n何　进" + BODY + "（作者系水务部党组书记、部长）": ("何进", "水务部党组书记、部长"),
    "守护江河安澜\n作者：何进" + BODY + "（作者单位：水务部）\n（作者何进，系水务部部长）": ("何进", "水务部部长"),
    "守护江河安澜\n2025年03月18日 来源：东海网\n何进" + BODY + "（本文作者为水务部部长。）": ("何进", "水务部部长"),
    "守护江河安澜" + BODY + "（作者为水务部部长何进）": ("何进", "水务部部长"),
    "守护江河安澜\n何进《东海》2025年第3期" + BODY + "（作者：水务部部长）": ("何进", "水务部部长"),
    "守护江河安澜" + BODY + "作者：何进，水务部部长": ("何进", "水务部部长"),
    "守护江河安澜\n□ 何进" + BODY + "作者系水务部部长": ("何进", "水务部部长"),
    "守护江河安澜\n《 东海日报 》（ 2025年03月18日 第 09 版）\n何进" + BODY + "（作者为水务部部长）": (
        "何进",
        "水务部部长",
    ),
    "我在河湾当书记\n河湾乡党委书记何进在田间。受访者供图\n我是那年春天到河湾的。"
    + BODY
    + "（口述：何进 整理：本报记者 夏禾）": (
        "何进",
        "河湾乡党委书记",
    ),
    "立法會五題\n以下為今日在立法會會議上溫靜議員的提問和房屋局局長區進生的答覆：" + BODY: ("區進生", "房屋局局長"),
    "守护江河安澜\n水务部部长 何进\n（2025年3月8日）" + BODY: ("何进", "水务部部长"),
    "政府工作报告\n――2026年1月20日在青川市第十届人民代表大会第二次会议上\n市长 何进" + BODY: ("何进", "市长"),
    "青川市政府工作报告\n青川市人民政府代市长 何进" + BODY: ("何进", "青川市人民政府代市长"),
    "財政司司長談預算案\n以下是財政司司長何進今日（二月二十六日）會見傳媒的談話內容：" + BODY: ("何進", "財政司司長"),
    "經濟部記者會逐字稿\n主持人：請部長說明。\n部長何○○：大家好。" + BODY: ("何○○", "部長"),
    "经济部部长何进答记者问\n问：水利投资有多少？\n答：有30亿元。": ("何进", "经济部部长"),
    "数字经济发布会实录\n发布人：省数据局局长汪漫 省通信管理局副局长鲍立" + BODY: ("汪漫", "省数据局局长"),
    "老城新芽\n受访人：东屏区委常委、副区长 罗远舟\n采访：夏禾" + BODY: ("罗远舟", "东屏区委常委、副区长"),
}


@pytest.mark.parametrize(("text", "printed"), PRINTED.items())
def test_the_speaker_is_read_with_the_post(text: str, printed: tuple[str, str]) -> None:
    source = source_of(text)

    speakers = find_speakers(source, label_lines(source))

    assert [(speaker.name, speaker.role) for speaker in speakers[:1]] == [printed]


def test_every_speaker_of_a_press_conference_is_read() -> None:
    source = source_of("发布会实录\n发布人：省数据局局长汪漫 省通信管理局副局长鲍立\n汪漫：大家好。")

    assert [speaker.name for speaker in find_speakers(source, label_lines(source))] == ["汪漫", "鲍立"]


def test_those_who_attend_stand_in_lines_of_their_own() -> None:
    source = source_of(
        "发布会实录\n出席人员：省数据局局长 汪漫\n省通信管理局副局长 鲍立\n主持人：省委宣传部处长 夏禾\n汪漫：\n大家好。"
    )

    speakers = find_speakers(source, label_lines(source))

    assert [(speaker.name, speaker.role) for speaker in speakers] == [
        ("汪漫", "省数据局局长"),
        ("鲍立", "省通信管理局副局长"),
    ]


REACTIONS = """各界热议新规

“方向很明确。”东川省水务厅厅长何进表示，“下一步要落实。”

青川市市长汪漫认为，要先行一步。

清水镇党委书记罗远舟激动地说：“老百姓更有奔头了！”
"""


def test_a_text_that_gives_the_word_to_many_has_no_speaker_of_its_own() -> None:
    source = source_of(REACTIONS)

    assert find_speakers(source, label_lines(source)) == ()


def test_who_is_named_more_than_all_others_is_the_speaker() -> None:
    source = source_of(REACTIONS + "\n何进今（21）日强调，要守住底线。何进还说，时间不等人。\n")

    assert [speaker.name for speaker in find_speakers(source, label_lines(source))] == ["何进"]


def test_who_has_no_name_is_no_speaker() -> None:
    source = source_of(
        "水务部有关负责人答记者问\n近日，水务部有关负责人就水价回答了记者提问。\n问：贵不贵？\n答：不贵。"
    )

    assert find_speakers(source, label_lines(source)) == ()


def test_who_answers_by_bare_name_is_a_speaker_with_the_post_that_the_host_prints() -> None:
    text = """云溪市举行新闻发布会
主持人：各位媒体朋友，大家好！出席今天发布会的有：市工信局局长陶景行先生，市科技局副局长米嘉女士。下面先请陶局长作介绍。
陶景行：大家好！
主持人：现在进入提问环节。
云溪电视台记者：请问有什么支持？
米嘉：感谢您的提问。
陶景行：我补充一点。
"""
    source = source_of(text)

    found = find_speakers(source, label_lines(source))

    assert [(one.name, one.role) for one in found] == [("陶景行", "市工信局局长"), ("米嘉", "市科技局副局长")]


def test_what_leads_to_a_post_in_a_title_is_no_part_of_it() -> None:
    source = source_of("以绿为底——访清岚县委书记宋砚秋\n《岚江学刊》记者 柏舟\n岚江之源，万山叠翠。\n")

    (found,) = find_speakers(source, label_lines(source))

    assert (found.name, found.role) == ("宋砚秋", "清岚县委书记")
