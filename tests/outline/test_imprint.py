"""Where a text appeared, as its first lines print it."""

from __future__ import annotations

import pytest

from briefing.outline.imprint import find_outlet
from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from builders import source_of

BODY = "全区生产总值达到628亿元，同比增长7.2%。\n"


@pytest.mark.parametrize(
    ("front", "outlet"),
    [
        ("来源：澜湾日报 2025-09-16 08:12 记者 方知予\n", "澜湾日报"),
        ("《岚江学刊》记者 柏舟\n", "岚江学刊"),
        ("人民网上海频道推出系列访谈。\n", "人民网上海频道"),
        ("县乡村三级养老服务网络实现全覆盖。\n", None),
        ("工作重点是强化电网和水网。\n", None),
        ("骆海生说，他去年用网箱作抵押，贷到了款。\n", None),
        ("为选好船老大，岛上全域撒网，水务局和岚江日报社两家单位结对。\n", None),
        ("岚江商报、澜湾早报、江畔周刊等多家媒体记者踊跃提问。\n", None),
        ("记者从国网澜湾供电公司了解到，投资完成9.6亿元。\n", None),
        ("澜湾卫视记者问，今年发多少消费券？戚明远说，1800万元。\n", None),
        ("新华社澜湾3月12日电（记者 方竹）澜湾区新开店铺126家。\n", "新华社"),
        ("【澜湾日报讯】澜湾区新开店铺126家。\n", "澜湾日报"),
        ("澜湾网3月12日消息（记者 方竹）澜湾区新开店铺126家。\n", "澜湾网"),
        ("近日，澜湾区区长戚明远接受《岚江学刊》专访。\n", "岚江学刊"),
        ("澜湾晚报记者 方竹\n", "澜湾晚报"),
        (f"{BODY}\n请加入成为岚江新闻的月费订户，长期支持我们的工作。\n", "岚江新闻"),
        ("本报记者  方  竹  江一鸣《岚江日报》（2026年03月12日第 02 版）\n", "岚江日报"),
        ("《岚江日报》（2026年03月12日 第02版）\n", "岚江日报"),
        ("■本报记者 方竹 《 岚江周末 》( 2026年03月12日   第 05 版)\n", "岚江周末"),
        ("本报记者 方竹\n", None),
        ("2026-03-12 NOWnews\n", "NOWnews"),
        ("来源：澜湾发布2025/09/16 08:12\n", "澜湾发布"),
        ("来源：网络\n", None),
        ("来源：澜湾区商务局\n", "澜湾区商务局"),
    ],
)
def test_the_outlet_is_one_that_the_text_names(front: str, outlet: str | None) -> None:
    source = source_of("区长访谈录\n" + front + BODY)

    found = find_outlet(source, label_lines(source))

    assert (found.text if found else None) == outlet


@pytest.mark.parametrize(
    "byline",
    [
        "《岚江学刊》记者 柏舟",
        "記者許又安／嘉禾報導",
        "本报记者 方竹 江一鸣",
        "通讯员 卢晓",
        "《岚江日报》记者 柏舟 2025年6月18日",
    ],
)
def test_a_byline_is_no_heading(byline: str) -> None:
    source = source_of(f"区长访谈录\n{byline}\n{BODY}")

    assert [line.kind for line in label_lines(source)] == ["title", "imprint", "text"]


def test_a_line_under_a_picture_is_no_text() -> None:
    source = source_of(f"区长访谈录\n▲岚江智能装备产业园一角。\n{BODY}")

    assert [line.kind for line in label_lines(source)] == ["title", "caption", "text"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("从“能办”到“好办”", "heading"),
        ("“让工程师愿意在这里买房”", "heading"),
        ("“老港区是底牌。”", "text"),
        ("何进在办公室接受采访。摄影：方以澄", "caption"),
        ("何进走访碾米厂。（水务部提供）", "caption"),
        ("【记者 方以澄／云川专访】", "imprint"),
    ],
)
def test_a_short_line_is_what_its_marks_tell(line: str, kind: str) -> None:
    source = source_of("专访\n水务部今天介绍了情况。\n" + line + "\n今年水价不涨。")

    assert label_lines(source)[2].kind == kind


def test_a_line_that_says_who_wrote_the_text_is_none_of_its_sentences() -> None:
    outline = parse(source_of("河谷新篇\n\n今年修路5公里。作者系着红绳走过山口。\n\n（作者系云溪区委书记）\n"))

    assert [point.words.text for point in outline.points] == ["今年修路5公里。", "作者系着红绳走过山口。"]


@pytest.mark.parametrize(
    ("line", "outlet"), [("东海商报·稻香网 鲍立", "东海商报"), ("NOWnews／ 2016.03.15 00：00", "NOWnews")]
)
def test_a_medium_is_read_beside_a_bare_name_or_day(line: str, outlet: str) -> None:
    outline = parse(source_of(f"堰口区修好一条渠\n{line}\n今年堰口区修渠18公里。"))

    assert outline.outlet is not None
    assert outline.outlet.text == outlet


def test_a_word_of_the_editor_over_a_text_without_a_headline_is_none() -> None:
    outline = parse(source_of("编前语\n堰口区今天起刊发局长访谈，请各位读者留意。"))

    assert outline.title is None


@pytest.mark.parametrize("front", ["来源：\n汪漫\n2025-06-27 12：45", "时间： 来源： 访问量："])
def test_an_empty_label_of_the_source_names_no_outlet(front: str) -> None:
    outline = parse(source_of(f"堰口区修好一条渠\n{front}\n今年堰口区修渠18公里。"))

    assert outline.outlet is None
