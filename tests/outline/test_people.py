"""The document's speaker and post, by the ways in which these genres print them."""

from __future__ import annotations

import pytest

from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from briefing.outline.people.speakers import find_speakers
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
    "渠要修通\n“沿渠行”报道团队对东屏县县长何进进行了专访。\n记者：修多少？\n何进：18公里。": ("何进", "东屏县县长"),
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


def test_who_is_quoted_more_than_all_others_is_no_speaker_of_a_report() -> None:
    source = source_of(REACTIONS + "\n何进今（21）日强调，要守住底线。何进还说，时间不等人。\n")

    assert find_speakers(source, label_lines(source)) == ()


def test_who_has_another_s_post_is_not_whom_the_title_names() -> None:
    source = source_of(
        "县委书记何进到工地\n东屏县县委书记何进在工地看渠。\n临溪县县委书记夏禾说，渠要修。\n夏禾表示，明年再修。\n夏禾强调，要快。\n夏禾还说，要好。\n"
    )

    assert find_speakers(source, label_lines(source)) == ()


def test_who_opens_a_conference_and_gives_the_word_is_no_speaker() -> None:
    source = source_of(
        "水利新闻发布会实录\n省委宣传部处长夏禾：|\n大家上午好！欢迎参加今天的发布会。下面请何进先生介绍情况。\n"
        "省水务厅厅长何进：|\n各位朋友，大家好。去年修渠18公里。\n岚江日报记者：|\n请问今年修多少？\n何进：|\n今年修20公里。\n"
    )

    speakers = find_speakers(source, label_lines(source))

    assert [(speaker.name, speaker.role) for speaker in speakers] == [("何进", "省水务厅厅长")]


def test_the_bracket_before_a_post_is_no_part_of_it() -> None:
    source = source_of(
        "东屏县县长何进谈水渠\n岚江社东屏3月12日电（记者 夏禾）代理东屏县县长何进说，水渠要修。\n"
        "何进指出，水渠今年修完。\n何进表示，明年再修两条。\n"
    )

    assert [(one.name, one.role) for one in find_speakers(source, label_lines(source))] == [("何进", "代理东屏县县长")]


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


GUESTS = {
    "访谈记录\n访谈对象：沈知远\n对象身份：云塘区区长\n问：修了多少？\n答：12公里。": [
        ("沈知远", "云塘区区长", "label")
    ],
    "修路再提速\n嘉宾：云塘区交通局副局长 马明伟\n【主持人】：请介绍。\n【马明伟】：大家好。": [
        ("马明伟", "云塘区交通局副局长", "label")
    ],
    "專訪海灣發展局局長\n2024年6月3日\n局長陳志強昨日表示，已找到120公頃土地。": [
        ("陳志強", "海灣發展局局長", "title")
    ],
    "云塘区区长沈知远：把路修到门口\n记者：修了多少？\n沈知远：12公里。": [("沈知远", "云塘区区长", "label")],
    "把路修到门口\n近日，云塘区住建局局长杨成、水务局局长李清、商务局局长黄立接受本报专访。\n记者：路呢？\n杨成：90公里。\n"
    "记者：水呢？\n李清：清了。\n记者：店呢？\n黄立：多了。": [
        ("杨成", "云塘区住建局局长", "label"),
        ("李清", "水务局局长", "label"),
        ("黄立", "商务局局长", "label"),
    ],
    "4月16日，云塘县举行修路发布会。云塘县副县长齐朝晖，县住建局局长盛一苇，县水务局局长冉冬青出席并回答记者提问。\n"
    "海城卫视记者问，修了多少？齐朝晖说，12公里。\n盛一苇介绍，新开首店21家。\n冉冬青介绍，水清了。": [
        ("齐朝晖", "云塘县副县长", "office"),
        ("盛一苇", "县住建局局长", "office"),
        ("冉冬青", "县水务局局长", "office"),
    ],
    "訪問逐字稿\n### 葉思明：\n各位聽眾好，歡迎收看節目。\n### 唐立新：\n大家好。\n### 葉思明：\n怎麼做？\n### 唐立新：\n一起做。": [
        ("唐立新", None, "label")
    ],
}


@pytest.mark.parametrize(("text", "guests"), GUESTS.items())
def test_a_guest_is_printed_with_what_proves_it(text: str, guests: list[tuple[str, str | None, str]]) -> None:
    source = source_of(text)

    found = find_speakers(source, label_lines(source))

    assert [(one.name, one.role, one.evidence) for one in found] == guests


@pytest.mark.parametrize(
    "text",
    [
        "云塘夜话：谈园区\n看着新棚，石桥村党支部书记孙立很高兴。\n“多招了300名工人。”孙立说。\n云塘市市长周正看来，园区要再扩。",
        "云塘县：护水记\n“心里踏实。”云塘县水利站站长费长河说。“都编了号。”副县长佟亦舟介绍。“巡渠的手机是县里配的。”费长河说。",
        "老友学堂开到楼下\n“老人少走了路。”云塘区委组织部副部长、老干部局局长路明知说。社区医生乔木留意到，血压更稳。",
        "石桥村：支书刘满仓和渔民的路\n“路通了。”刘满仓说。",
        "市长谈住房\n2024-05-06\n今年建了三千套。",
        "云川访谈\n记者：修了多少？\n主持人：请看数字。",
        "水厂恢复供水\n2025-03-04\n水厂三月停水，云川区水务局遂邀请水质专家冉知白到水厂查看，查出三项毛病。",
        "水厂恢复供水\n【撰文：冉知白】\n\n水厂昨日恢复供水，居民说：“我等了三天。”",
        "水厂恢复供水\n【撰文：记者冉知白】\n\n我国水厂昨日恢复供水。",
    ],
)
def test_who_is_quoted_in_a_report_is_no_guest(text: str) -> None:
    source = source_of(text)

    assert find_speakers(source, label_lines(source)) == ()


def _speakers_of(text: str) -> list[tuple[str, str | None]]:
    source = source_of(text)
    return [(one.name, one.role) for one in find_speakers(source, label_lines(source))]


@pytest.mark.parametrize("place", ["向阳区", "让胡路区", "和平区"])
def test_a_post_begins_with_the_whole_name_of_its_place(place: str) -> None:
    found = _speakers_of(f"{place}书记何进：让老城长出新芽{BODY}")

    assert found == [("何进", f"{place}书记")]


@pytest.mark.parametrize(
    "line", ["受访者：罗远舟（东屏区区长）", "受访人：罗远舟，东屏区区长", "访谈对象（优先）：罗远舟（东屏区区长）"]
)
def test_a_guest_s_post_may_stand_behind_the_name(line: str) -> None:
    found = _speakers_of(f"老城新芽\n{line}\n问：今年呢？\n答：今年新开30家店。\n")

    assert found == [("罗远舟", "东屏区区长")]


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("和云岭市水务局局长何进谈水\n2026-03-12\n今年修渠9里。", [("何进", "云岭市水务局局长")]),
        ("访云岭市水务局局长何进\n2026-03-12\n今年修渠9里。", [("何进", "云岭市水务局局长")]),
        ("云岭市副市长何进做客《水上谈》\n2026-03-12\n今年修渠9里。", [("何进", "云岭市副市长")]),
        ("水从哪里来\n2026-03-12\n记者：水够吗？\n何进（水务局局长）：够。", [("何进", "水务局局长")]),
        (
            "渠上的话\n2026-03-12\n主持人：欢迎云岭县县长何进与云岭县水务局局长沈知远，还有县财政局局长方竹做客。\n沈知远：修渠9里。\n方竹：花了3万元。\n何进：还要修。",
            [("沈知远", "云岭县水务局局长"), ("方竹", "县财政局局长"), ("何进", "云岭县县长")],
        ),
        (
            "渠上的话\n2026-03-12\n本期嘉宾为云岭县县长何进。\n记者：水够吗？\n何进：够。",
            [("何进", "云岭县县长")],
        ),
        (
            "渠上的话\n2026-03-12\n昨日，记者专访了当选县长何进。\n记者：水够吗？\n何进：够。",
            [("何进", "县长")],
        ),
        (
            "渠上的话\n2026-03-12\n主持人：今天的嘉宾是云岭县县长何进和云岭县水务局局长沈知远。\n主持人：水够吗？\n沈知远：够。\n何进：渠也够。",
            [("沈知远", "云岭县水务局局长"), ("何进", "云岭县县长")],
        ),
        ("专访何进：水上的路\n2026-03-12\n――水够吗？\n何进：够，有9里。\n――路呢？\n何进：也够。", [("何进", None)]),
    ],
)
def test_what_leads_to_a_guest_is_no_part_of_his_post(text: str, guests: list[tuple[str, str | None]]) -> None:
    found = parse(source_of(text)).speakers

    assert [(one.name, one.role) for one in found] == guests


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        (
            "云岭县县长何进、岚江市副市长沈知远谈修渠\n2026-03-12\n记者：水够吗？\n何进：够，有9里。\n沈知远：渠也够。",
            [("何进", "云岭县县长"), ("沈知远", "岚江市副市长")],
        ),
        (
            "云岭县县长何进、岚江市副市长沈知远谈修渠\n2026-03-12\n今年修渠9里。",
            [("何进", "云岭县县长"), ("沈知远", "岚江市副市长")],
        ),
        (
            "渠上的话\n2026-03-12\n记者：水够吗？\n云岭县水务局局长 何进：够。\n副局长 沈知远：渠也够。",
            [("何进", "云岭县水务局局长"), ("沈知远", "副局长")],
        ),
        (
            "渠上的话\n访谈嘉宾：何进 云岭县水务局局长\n　　　　　沈知远 云岭县医院院长\n访谈时间：2026年3月12日\n主持人：水够吗？\n沈知远：够。\n何进：渠也够。",
            [("何进", "云岭县水务局局长"), ("沈知远", "云岭县医院院长")],
        ),
        # He asks as well, so that the talk is not his alone.
        ("云岭县县长何进对话沈知远\n2026-03-12\n何进：水够吗？\n沈知远：够。\n何进：谢谢。", []),
    ],
)
def test_each_of_several_who_answer_is_a_guest(text: str, guests: list[tuple[str, str | None]]) -> None:
    assert _speakers_of(text) == guests


def test_a_label_that_names_nobody_answers_nothing() -> None:
    source = source_of("云岭县县长何进谈修渠\n2026-03-12\n记者：水够吗？\n何进：够。\n工程进度：修渠9里。")

    assert label_lines(source)[-1].kind == "text"


def test_an_introduction_of_the_guests_asks_nothing() -> None:
    source = source_of("渠上的话\n2026-03-12\n主持人：今天的嘉宾是云岭县县长何进。\n主持人：水够吗？\n何进：够。")

    assert [line.kind for line in label_lines(source)] == ["title", "imprint", "host", "question", "answer"]


SAID = "\n何进说，渠修好了。\n何进指出，桥也修好了。\n"


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("何进宣布修渠\n2026-03-12\n云岭市市长何进表示，要修渠9里。" + SAID, ["何进"]),
        (
            "總統視察水渠\n2026-03-12\n林牧野總統今日視察水渠。\n總統表示，要修渠。\n總統指出，水夠。\n總統說，放心。",
            ["林牧野"],
        ),
        # Others speak as well, the title names nobody, or whom it names is no official: a report of its own.
        (
            "何进宣布修渠\n2026-03-12\n云岭市市长何进表示，要修渠9里。" + SAID + "村民沈知远说，好。\n沈知远说，谢谢。",
            [],
        ),
        ("云岭修渠\n2026-03-12\n云岭市市长何进表示，要修渠9里。" + SAID, []),
        ("何进修渠\n2026-03-12\n云岭水务公司总经理何进表示，要修渠9里。" + SAID, []),
        # A label that is a post alone is the only holder's.
        (
            "總統接受專訪\n2026-03-12\n林牧野總統日前接受專訪。\n問：水夠嗎？\n總統：夠。\n問：渠呢？\n總統：也夠。",
            ["林牧野"],
        ),
    ],
)
def test_a_report_of_one_official_s_statement_is_his(text: str, guests: list[str]) -> None:
    found = parse(source_of(text)).speakers

    assert [one.name for one in found] == guests


@pytest.mark.parametrize(("title", "guests"), [("市长宣布修渠", ["何进"]), ("三位市长宣布修渠", [])])
def test_a_title_of_several_mayors_is_of_no_one_of_them(title: str, guests: list[str]) -> None:
    found = parse(source_of(f"{title}\n2026-03-12\n云岭市市长何进表示，要修渠9里。{SAID}")).speakers

    assert [one.name for one in found] == guests


def test_what_a_talk_opens_with_is_no_part_of_the_post() -> None:
    text = "会见传媒谈话全文\n以下是行政长官何进今日会见传媒的谈话全文：\n记者：修吗？\n行政长官：修。\n记者：多少？\n行政长官：12公里。"

    assert [(one.name, one.role) for one in parse(source_of(text)).speakers] == [("何进", "行政长官")]

    text = "修渠記者會答問內容\n以下是行政長官何進昨日下午在修渠記者會的答問內容：\n記者：修嗎？\n行政長官：修12公里。"

    assert [(one.name, one.role) for one in parse(source_of(text)).speakers] == [("何進", "行政長官")]


def test_a_foreigner_s_name_is_whole_however_it_is_parted() -> None:
    outline = parse(
        source_of("渠边的书\n2026-03-12\n约翰・米尔讲过：“水最要紧，少不得。”\n约翰•卢克说：“路最要紧，断不得。”")
    )

    assert [one.speaker for one in outline.quotes] == ["约翰・米尔", "约翰•卢克"]


def test_what_stands_behind_a_guest_s_name_may_be_no_post() -> None:
    found = _speakers_of("老城新芽\n受访者：罗远舟（化名）\n问：今年呢？\n答：今年新开30家店。\n")

    assert found == [("罗远舟", None)]


@pytest.mark.parametrize("thanks", ["谢谢沈局长。", "謝謝沈局長。"])
def test_thanks_are_no_surname(thanks: str) -> None:
    outline = parse(source_of(f"临溪区谈水价\n沈知远：今年不涨。\n记者：{thanks}\n"))

    assert not [one for one in outline.persons if one.words.text[0] in "谢謝"]


def test_a_surname_of_two_characters_is_no_verb_with_its_object() -> None:
    found = _speakers_of("书记话码头\n记者：码头变化大吗？\n闻人杰：去年新开店铺12家。\n")

    assert found == [("闻人杰", None)]


def test_who_answers_in_brackets_without_a_colon_is_a_speaker() -> None:
    found = _speakers_of("旧码头的新生意\n【记者】码头要关吗？\n【罗远舟】不关。\n【网友】票价呢？\n【罗远舟】不涨。\n")

    assert found == [("罗远舟", None)]


@pytest.mark.parametrize(
    ("front", "role"),
    [
        ("【撰文：冉知白】\n", None),
        ("【撰文：冉知白醫生】\n ***作者為雲川醫護會副主席***\n", "雲川醫護會副主席"),
        ("【撰文：冉知白】\n***作者為雲川中學學生，愛寫文章***\n", "雲川中學學生"),
        ("作者：冉知白\n", None),
    ],
)
def test_who_signs_a_text_in_the_first_person_is_its_author(front: str, role: str | None) -> None:
    source = source_of(f"街市還要不要\n2025-03-04\n{front}\n我每天經過街市，三年來檔口由80個減至45個。\n")

    found = find_speakers(source, label_lines(source))

    assert [(one.name, one.role, one.evidence) for one in found] == [("冉知白", role, "byline")]


@pytest.mark.parametrize(
    ("welcome", "role"),
    [
        ("先請梁沐風副署長說明。", "副署長"),
        ("梁沐風政委來了，梁沐風主委請說。", None),
        ("請梁沐風主任周正說明。", None),
    ],
)
def test_a_post_stands_after_the_name_as_well_where_it_is_always_the_same(welcome: str, role: str | None) -> None:
    text = f"# 憑證記者會\n\n### 司儀：\n{welcome}\n\n### 梁沐風：\n大家好。\n\n### 司儀：\n謝謝。\n\n### 梁沐風：\n今年發出800張。\n"
    source = source_of(text)

    found = find_speakers(source, label_lines(source))

    assert [(one.name, one.role) for one in found] == [("梁沐風", role)]


@pytest.mark.parametrize(
    ("post", "name"),
    [("余姚区区长", "干万年"), ("云溪市市长", "欧阳谷丰"), ("里庄镇党委书记", "单于飞"), ("后山乡乡长", "于占")],
)
def test_a_label_s_name_is_whole_and_no_place(post: str, name: str) -> None:
    source = source_of(f"访谈\n受访人：{post}{name}\n问：修了多少？\n答：12公里。\n")

    found = find_speakers(source, label_lines(source))

    assert [(one.name, one.role) for one in found] == [(name, post)]


@pytest.mark.parametrize("title", ["三位局长谈一年", "两位区长谈发展", "12名校长方案出炉"])
def test_a_post_of_several_people_has_no_holder(title: str) -> None:
    outline = parse(source_of(f"{title}\n\n近日，记者走进澄沙市，今年修路5公里。\n"))

    assert outline.speakers == ()


CONFERENCE = "3月12日，栗溪市举行水渠建设新闻发布会。"


@pytest.mark.parametrize(
    "opening",
    [
        "主持人：大家好。出席今天发布会的有：栗溪市副市长佟远舟先生，市水利局局长温若谷先生，市财政局总会计师纪听涛女士。\n佟远舟：去年修渠18公里。\n栗溪日报记者：今年呢？\n温若谷：今年修21公里。\n纪听涛：资金已经到位。",
        "出席发布会的有：\n栗溪市副市长 佟远舟\n市水利局局长 温若谷\n市财政局总会计师 纪听涛\n\n主持人：大家好。\n佟远舟：去年修渠18公里。",
        "对话人：佟远舟（栗溪市副市长）、温若谷（市水利局局长）、纪听涛（市财政局总会计师）\n\n问：水渠修得怎样？\n佟远舟：修了18公里。",
        f"{CONFERENCE}栗溪市副市长佟远舟表示，去年修渠18公里。\n市水利局局长温若谷介绍，今年修21公里。“钱够了。”市财政局总会计师纪听涛说。",
    ],
    ids=["the host gives them", "in lines", "with their posts behind", "in a report"],
)
def test_the_officials_of_a_news_conference_are_its_guests(opening: str) -> None:
    outline = parse(source_of(f"栗溪市修渠的打算\n\n{opening}\n"))

    assert [(one.name, one.role) for one in outline.speakers] == [
        ("佟远舟", "栗溪市副市长"),
        ("温若谷", "市水利局局长"),
        ("纪听涛", "市财政局总会计师"),
    ]


@pytest.mark.parametrize(
    "rest",
    ["栗溪渠具公司董事长何进说，订单多了。", "村民何进说，水来了。", "市水利局局长何进陪同走访。"],
    ids=["a company", "a villager", "who says nothing"],
)
def test_who_is_quoted_beside_a_news_conference_is_no_guest(rest: str) -> None:
    outline = parse(source_of(f"栗溪市修渠的打算\n\n{CONFERENCE}{rest}\n"))

    assert outline.speakers == ()


def test_a_third_character_that_always_follows_two_is_of_the_name() -> None:
    text = "佟宏正：渠隊服務各村\n\n水務局副局長佟宏正今日出席活動。他說水渠修好了。\n\n佟宏正表示，今年修18公里。\n\n佟宏正提到，去年修了12公里。\n"

    outline = parse(source_of(text))

    assert {one.name for one in outline.speakers} == {"佟宏正"}


def test_a_verb_before_a_place_makes_no_post_of_its_last_character() -> None:
    held = "3月12日，栗溪市政府举行长沙路片区建设新闻发布会，副市长佟远舟、水利局局长温若谷出席并回答记者提问。"

    outline = parse(source_of(f"长沙路片区建设新闻发布会\n\n{held}\n去年修路18公里。\n"))

    assert [one.name for one in outline.speakers] == ["佟远舟", "温若谷"]


def test_guests_from_different_places_prove_no_place() -> None:
    front = "对话人：佟远舟（栗溪市市长）、温若谷（北峪县县长）"

    outline = parse(
        source_of(f"渠边的对话\n\n{front}\n\n问：水渠修得怎样？\n佟远舟：修了18公里。\n温若谷：修了6公里。\n")
    )

    assert outline.place is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The title names whose conference it is; the others add to what he says.
        (
            "沈知远记者会说明今日要点\n临川市政府今天举行线上记者会，由副市长沈知远率各局说明要点。\n市消防局副局长何进指出，今年装警报器900个。",
            ["沈知远"],
        ),
        (
            "三件实事怎么办\n临川市发展改革委近日召开新闻发布会，围绕三件实事，委办公室主任、新闻发言人沈知远作了介绍。\n今年修路12公里。",
            ["沈知远"],
        ),
        (
            "三件实事怎么办\n临川市政府近日召开新闻发布会。\n“今年修路12公里。”市交通局局长何进以三组数字说明成效。\n何进表示，明年再修9公里。",
            ["何进"],
        ),
        # A post and a name over each part.
        (
            "通道里的回答\n今天，两位厅长在通道接受采访。\n交通厅厅长何进――\n路修到村口\n何进介绍，今年修路12公里。\n水务厅厅长沈知远――\n水引到田头\n沈知远表示，今年修渠9条。",
            ["何进", "沈知远"],
        ),
        (
            "通道里的回答\n今天，两位厅长在通道接受采访。\n**交通厅厅长 何进：**\n何进介绍，今年修路12公里。\n**水务厅厅长 沈知远：**\n沈知远表示，今年修渠9条。",
            ["何进", "沈知远"],
        ),
        (
            "县长主持水网说明会\n何进县长上午主持水网说明会，说明三件事。\n县长致词内容为：\n各位朋友，今年修渠12条。",
            ["何进"],
        ),
        ("会议纪要\n大家讨论了发言内容：\n今年修渠12条。", []),
        ("沈知远：今年收回空房800套\n房屋局局长沈知远指出，今年收回空房800套，约值8亿元。", ["沈知远"]),
        ("松坪县：渠长护水记\n水利站站长何进指出，今年捞草45吨。", []),
    ],
)
def test_whose_conference_channel_or_speech_it_is(text: str, names: list[str]) -> None:
    source = source_of(text)

    found = find_speakers(source, label_lines(source))

    assert [speaker.name for speaker in found] == names


@pytest.mark.parametrize(
    ("meets", "role"),
    [
        ("本站记者访问澄沙市建设局局长陆青禾。", "澄沙市建设局局长"),
        ("本台记者连线澄沙市市长陆青禾。", "澄沙市市长"),
        ("记者日前访谈了澄沙市市长陆青禾。", "澄沙市市长"),
        ("记者就此拜访澄沙市水务局局长陆青禾。", "澄沙市水务局局长"),
        ("今天我们请来澄沙市发改委主任陆青禾谈谈。", "澄沙市发改委主任"),
        ("中国国民党籍澄沙县长陆青禾接受本报专访。", "澄沙县长"),
        ("民主党派联盟籍澄沙县长陆青禾接受本报专访。", "澄沙县长"),
    ],
)
def test_how_a_guest_was_met_and_his_party_are_no_part_of_his_post(meets: str, role: str) -> None:
    source = source_of(f"让老城长出新芽\n{meets}{BODY}")

    speakers = find_speakers(source, label_lines(source))

    assert [(speaker.name, speaker.role) for speaker in speakers] == [("陆青禾", role)]


@pytest.mark.parametrize("title", ["访问澄沙市市长陆青禾", "连线澄沙市市长陆青禾：要干", "探访澄沙市市长陆青禾：要干"])
def test_a_title_s_verb_of_meeting_is_no_part_of_the_post(title: str) -> None:
    source = source_of(title + BODY)

    speakers = find_speakers(source, label_lines(source))

    assert [(speaker.name, speaker.role) for speaker in speakers] == [("陆青禾", "澄沙市市长")]


def test_whom_others_than_reporters_visit_is_no_guest() -> None:
    source = source_of(f"让老城长出新芽\n昨日，邻县代表团走访澄沙市市长陆青禾。{BODY}")

    assert find_speakers(source, label_lines(source)) == ()


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        (
            (
                "堰口区举行供水新闻发布会\n4月13日，堰口区举行供水新闻发布会。堰口区水务局副局长汪漫，区纪委常委鲍立，"
                "区住建局局长苗青出席，并回答记者提问。\n今年要修渠18公里。"
            ),
            ["汪漫", "鲍立", "苗青"],
        ),
        (
            (
                "三位县委书记谈修渠\n昨日举行记者见面会，邀请堰口县委书记汪漫、河湾县委书记魏在平、石桥县委书记苗青，与中外记者交流。\n"
                "汪漫认为，要修渠。\n魏在平认为，要种树。\n苗青认为，要养鱼。"
            ),
            ["汪漫", "魏在平", "苗青"],
        ),
        (
            "汪縣長談修渠\n汪漫縣長在5月29日下午來到東海電台接受主持人鮑立的專訪，他說，今年要修渠18公里。",
            ["汪漫"],
        ),
        (
            "施政报告出炉\n电台今日邀请水利研究中心会长汪漫，以及东海学院讲师鲍立出席。\n汪漫表示，要修渠。\n鲍立也表示，要种树。",
            ["汪漫", "鲍立"],
        ),
        ("诸葛宇文区长谈养老\n记者：钱够吗？\n诸葛宇文区长：够。\n记者：床呢？\n诸葛宇文区长：加800张。", ["诸葛宇文"]),
    ],
)
def test_whom_the_opening_lets_answer_is_a_guest_wherever_his_title_stands(text: str, guests: list[str]) -> None:
    outline = parse(source_of(text))

    assert [speaker.name for speaker in outline.speakers] == guests


def test_a_head_of_office_who_talks_in_the_title_is_no_byline_and_his_theme_no_name() -> None:
    outline = parse(source_of("诸葛宇文区长谈养老\n2024-03-05\n今年新增床位800张。"))

    assert outline.title is not None
    assert outline.title.text == "诸葛宇文区长谈养老"
    assert outline.place is None


def test_turns_in_square_brackets_need_no_colon() -> None:
    outline = parse(
        source_of(
            "[主持人]各位网友，大家好！今天做客的是堰口县县长汪漫。汪县长，您好！\n[汪漫]各位网友好！\n"
            "[主持人]今年有什么打算？\n[汪漫]要修渠18公里。\n[网友清泉]低保涨不涨？\n[汪漫]每月涨30元。"
        )
    )

    assert outline.title is None
    assert [(speaker.name, speaker.role) for speaker in outline.speakers] == [("汪漫", "堰口县县长")]
    assert [(one.words.text, one.asker) for one in outline.questions] == [
        ("今年有什么打算？", None),
        ("低保涨不涨？", "网友清泉"),
    ]


def test_a_field_of_study_and_a_system_are_no_verb_of_being() -> None:
    text = "守护江河安澜\n水是生命之源。\n（作者：汪漫，系青屏省治水理论体系研究中心副研究员）"

    outline = parse(source_of(text))

    assert [one.role for one in outline.speakers] == ["青屏省治水理论体系研究中心副研究员"]
    assert outline.place is None


def test_an_interview_s_title_may_end_with_its_guest() -> None:
    outline = parse(source_of("【专访】水边三十年——东海学院讲座教授汪漫\n水是生命之源。"))

    assert [(one.name, one.role) for one in outline.speakers] == [("汪漫", "东海学院讲座教授")]


def test_a_title_after_one_s_name_is_no_part_of_the_next_one_s_post() -> None:
    text = (
        "水务局局长和副局长与传媒谈话内容\n以下是水务局局长汪漫博士和水务局副局长鲍立今日（八月二日）出席“修渠三十年”典礼后，"
        "就水价会见传媒的谈话内容：\n水务局局长：大家好。\n记者：水价会涨吗？\n水务局局长：不会。"
    )

    outline = parse(source_of(text))

    assert [(one.name, one.role) for one in outline.speakers] == [("汪漫", "水务局局长"), ("鲍立", "水务局副局长")]


def test_who_takes_part_may_be_listed_above_the_talk_without_a_headline() -> None:
    text = (
        "汪 漫 堰口县县长\n鲍立 东海水利（堰口）公司总经理\n苗青 东海学院副院长\n主持人：\n县长，您怎么看？\n汪漫：\n今年修渠18公里。\n"
        "主持人：\n鲍总，您呢？\n鲍立：\n公司出30台机器。"
    )

    outline = parse(source_of(text))

    assert outline.title is None
    assert [(one.name, one.role) for one in outline.speakers] == [
        ("汪漫", "堰口县县长"),
        ("鲍立", "东海水利（堰口）公司总经理"),
    ]


def test_a_label_in_brackets_on_a_line_of_its_own_needs_no_colon() -> None:
    text = (
        "【本期主题】\n修渠三十年 堰口再出发！\n【对话时间】\n2023-12-07 上午10：05-11：00\n【本期嘉宾】\n堰口县县长 汪漫\n堰口县水利局局长 鲍立\n"
        "堰口县住建局局长 苗青\n对话描述：\n最近，堰口县要修渠18公里。"
    )

    outline = parse(source_of(text))

    assert outline.title is not None
    assert outline.title.text == "修渠三十年 堰口再出发！"
    assert [(one.name, one.evidence) for one in outline.speakers] == [
        ("汪漫", "label"),
        ("鲍立", "label"),
        ("苗青", "label"),
    ]


def test_a_name_may_end_as_an_office_does() -> None:
    text = "修渠三年\n\n近日，记者采访了云塘区水务局党委书记、副局长方广部。\n\n问：渠修好了吗？\n答：修好了，共修渠12公里。\n"

    speakers = parse(source_of(text)).speakers

    assert [(one.name, one.role) for one in speakers] == [("方广部", "云塘区水务局党委书记、副局长")]


def test_who_else_attends_is_no_part_of_a_post() -> None:
    text = "预算案发布会\n2024-03-02\n\n参与官员有创新及科技局局长 方竹青。\n\n方竹青：修渠12公里。\n"

    assert all("官员" not in (one.role or "") for one in parse(source_of(text)).speakers)


def test_who_gives_the_others_the_word_is_no_guest_of_a_conference() -> None:
    text = (
        "水利三年行动新闻发布会\n2024-03-02\n\n"
        "省新闻办处长沈从东：\n大家上午好！欢迎参加新闻发布会。\n出席今天发布会的有：\n水务厅副厅长方竹青先生。\n首先，请方竹青先生介绍有关情况。\n"
        "水务厅副厅长方竹青：\n各位朋友，全省去年修渠12公里。\n"
        "省新闻办处长沈从东：\n谢谢方厅长。\n"
    )

    assert [one.name for one in parse(source_of(text)).speakers] == ["方竹青"]


@pytest.mark.parametrize("asker", ["记者", "Ben Ito"])
@pytest.mark.parametrize("word", ["方案", "成效", "安排"])
def test_a_word_that_heads_what_a_guest_says_is_no_guest(word: str, asker: str) -> None:
    text = (
        f"# 修渠答问\n\n### {asker}：\n怎么修？\n\n### 何进：\n分段修。\n\n### {asker}：\n何时修通？\n\n### 方竹：\n年底前修通。\n"
        f"\n{word}：\n上半年修一段。\n\n{word}：\n下半年再修一段。\n"
    )

    # 方竹 is a word, too, but answers.
    assert [speaker.name for speaker in parse(source_of(text)).speakers] == ["何进", "方竹"]


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("市长张向东说，要修路。", ["张向东"]),
        ("村民章向荣说，要修路。", ["章向荣"]),
        ("县长郑在平表示，要修路。", ["郑在平"]),
        ("村民干向东说，要修路。", ["干向东"]),
        ("村民向记者说，居民时不时说，职工任由他说。", []),
    ],
)
def test_a_given_name_may_hold_a_word_that_stands_between_names_and_verbs(sentence: str, persons: list[str]) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n{sentence}\n"))

    assert [name.words.text for name in outline.persons] == persons


def test_the_deputy_of_a_place_makes_no_place_of_the_post() -> None:
    outline = parse(source_of("修路三年\n\n副市长周远山表示，要修路。\n"))

    assert outline.places == ()


def test_who_drives_a_taxi_is_not_the_head_whom_a_title_interviews() -> None:
    text = "專訪運輸署署長\n2026年5月9日\n的士司機陳守文說：「現在每日少賺兩百元，生意真的很難做。」\n"

    assert find_speakers(source_of(text), label_lines(source_of(text))) == ()
