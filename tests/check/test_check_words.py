"""Quotations, names, terms, script and marks of a finished file against its source."""

from __future__ import annotations

from dataclasses import replace

import opencc
import pytest

from briefing.check.leaks import find_withheld
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.edition.index import OutlineIndex
from briefing.outline.parse import parse
from briefing.readers.passages import Passage
from briefing.text.language import Script
from builders import source_of
from checking import SOURCE, faults_of, finished_of


def _codes(text: str, script: Script = Script.HANS) -> set[str]:
    return {finding.code for finding in faults_of(finished_of(*text.splitlines()), script=script)}


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("一块绿地，也是", "一片绿地，也是", "quotation"),
        ("留给孩子们的一块绿地", "留给孩子们的……绿地", "quotation"),
        ("也是留给企业的一块热土。”", "也是留给企业的。”", "quotation"),
        ("黎江区区长沈望川接受", "黎江区区长沈望山接受", "speaker"),
        ("黎江区区长沈望川接受", "黎江区副区长沈望川接受", "speaker"),
        ("“绿色转型”“开放", "“绿色转变”“开放", "term"),
        ("把握“创新驱动”", "把握“创新驱动力”", "term"),
        ("《黎江区人才安居管理办法》", "《黎江区人才安置管理办法》", "name"),
        ("“江易贷”", "“江宜贷”", "name"),
        ("黎江量子计算研究院", "黎江量子计算研究所", "name"),
        ("“科企通”", "“科创通”", "name"),
    ],
)
def test_words_that_must_stand_exactly_are_found_by_their_kind(was: str, becomes: str, code: str) -> None:
    assert code in _codes(SOURCE.replace(was, becomes, 1))


def test_speech_that_nobody_gave_is_found() -> None:
    assert "quotation" in _codes(SOURCE + "沈望川表示：“我们一定要在三年之内走到最前面。”\n")


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("沈望川介绍，2023年", "沈望川介绍：“2023年", "quotation"),
        (
            "“青禾谷是我们留给孩子们的一块绿地，也是留给企业的一块热土。”",
            '"青禾谷是我们留给孩子们的一块绿地，也是留给企业的一块热土。"',
            None,
        ),
    ],
)
def test_marks_put_around_what_was_reported_make_speech_of_it(was: str, becomes: str, code: str | None) -> None:
    changed = SOURCE.replace(was, becomes, 1).replace("累计超80家。", "累计超80家。”" if code else "累计超80家。")

    assert _codes(changed) == ({code} if code else set())


def test_a_word_in_quotation_marks_of_ones_own_is_no_quotation() -> None:
    assert _codes(SOURCE + "这正是本区的“亮点”所在。\n") == set()


def test_a_name_nearly_right_in_added_prose_is_found() -> None:
    assert "name" in _codes(SOURCE + "详情请见《黎江区人才安家管理办法》。\n")


def test_a_name_left_out_as_a_whole_is_harmless() -> None:
    assert _codes(SOURCE.replace("“江易贷”“科企通”", "“江易贷”")) == set()


def test_one_traditional_character_in_a_simplified_file_is_a_fault_of_script() -> None:
    assert _codes(SOURCE.replace("集聚了", "集聚瞭").replace("规划", "規划")) >= {"script"}


def test_an_ascii_comma_between_han_is_a_fault_of_punctuation() -> None:
    assert _codes(SOURCE.replace("192公顷，集聚", "192公顷,集聚")) == {"punctuation"}


@pytest.mark.parametrize("configuration", ["s2t", "s2tw", "s2hk", "s2twp"])
def test_a_file_run_through_a_converter_has_faults_of_script_alone(configuration: str) -> None:
    converted = opencc.OpenCC(configuration).convert(SOURCE)

    found = _codes(converted)

    assert "script" in found
    assert found <= {"script", "punctuation"}


def test_each_script_prints_its_own_characters_without_faults() -> None:
    from briefing.text.scripts import render_script
    from builders import source_of

    source = source_of(SOURCE)

    assert {script: _codes(render_script(source, script).text, script) for script in Script} == {
        script: set() for script in Script
    }


def test_the_form_of_the_other_region_is_a_fault_of_script() -> None:
    from briefing.text.scripts import render_script
    from builders import source_of

    taiwan = render_script(source_of(SOURCE + "政策平台里的线索。\n"), Script.TW).text

    found = faults_of(finished_of(*taiwan.splitlines()), source=SOURCE + "政策平台里的线索。\n", script=Script.HK)

    assert {finding.code for finding in found} == {"script"}


HEADED = """政府工作报告

过去一年，我们贯彻全面从严治党要求，加强政府自身建设，着力整治形式主义。

三、2026年重点工作

（一）着力提振市场信心

新增经营主体2万户。

（二）着力加强政府自身建设

扎实做好巡视整改工作，严格落实八项规定。
"""


def test_a_heading_that_every_edition_shows_is_no_leak_though_a_withheld_passage_repeats_its_words() -> None:
    template_set = load_template_set(Overlay())
    library = OutlineIndex(outline=parse(source_of(HEADED)), topics=template_set.topics)

    withheld = find_withheld(library, template_set.audience("investor"))

    assert "加强政府自身建设" not in withheld.grams
    assert "贯彻全面从严治党" in withheld.grams


def test_a_heading_that_ends_as_the_source_does_before_the_next_words_is_not_those_words() -> None:
    source = SOURCE + "全区建成绿道20公里城市绿化水平稳步提高，群众获得感不断增强。\n"

    found = faults_of(
        finished_of("為什麼來這裡", "城市綠化水平穩步提高，群眾獲得感不斷增強。"), source=source, script=Script.TW
    )

    assert [finding.code for finding in found] == []


def test_a_running_head_whose_place_opens_a_name_of_the_source_is_no_name_cut_short() -> None:
    # The place of the cover (上海) lies beside 上海市 of a table whose header row stands at the head of each page, too.
    source = """上海国企以党建聚力蓄能
2020-04-09
上海市国资委系统企业复工率达到99.5%，市国资委党委书记韦连山说，要把“三个一批”落到实处。
上海市国资委系统企业累计减免租金3亿元，惠及中小企业2.1万家。
要深化国企改革，推进重点项目建设。要加强人才培养。要抓好安全生产。上海要建设国际金融中心。
"""
    body = Passage(text="上海市国资委系统企业复工率达到99.5%", place="第1页")
    heads = (
        Passage(text="数据与数据所在分句", place="第6页", part="running"),
        Passage(text="指标数据时间出处", place="第7页", part="running"),
        Passage(text="上海学习与落实材料内部材料二、全部数据", place="第7页", part="running"),
    )
    title = Passage(text="学习与落实材料", place="第1页", part="heading")

    assert faults_of(replace(finished_of(), passages=(title, body, *heads)), source=source) == ()
