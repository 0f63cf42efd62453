"""Conversion of script and marks: one character for one, never a word for a word."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import scripts
from briefing.text.language import Script
from briefing.text.name_forms import ProperNames
from briefing.text.scripts import in_marks, is_native, misconverted, render_script, set_marks
from briefing.text.source import span
from builders import source_of

INTERVIEW = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize(
    ("script", "printed"),
    [
        (Script.HANS, "依托区位优势，着力打造“示范区”；拓展应用范围，健全信用体系与生产关系。"),
        (Script.TW, "依託區位優勢，著力打造「示範區」；拓展應用範圍，健全信用體系與生產關係。"),
        (Script.HK, "依託區位優勢，着力打造「示範區」；拓展應用範圍，健全信用體系與生產關係。"),
    ],
)
def test_machine_converted_text_is_repaired_on_its_way_through_the_simplified_fold(
    script: Script, printed: str
) -> None:
    source = source_of("依托區位優勢,著力打造“示范區”﹔拓展應用范圍,健全信用體系與生產關系。")

    rendition = render_script(source, script)

    assert rendition.text == printed


def test_both_brackets_of_a_pair_are_of_one_kind() -> None:
    printed = render_script(source_of("增速(%)，看(GDP)增速，see (GDP) here"), Script.HANS).text

    assert printed == "增速（%），看（GDP）增速，see (GDP) here"


@pytest.mark.parametrize("word", ["窗口", "优化", "集群", "核心", "信息", "网络", "智慧旅游", "平台", "质量"])
def test_official_wording_is_converted_and_never_replaced(word: str) -> None:
    rewritten = {"視窗", "最佳化", "叢集", "内核", "資訊", "網路", "智能", "品質"}

    printed = render_script(source_of(word), Script.TW).text

    assert len(printed) == len(word)
    assert not any(other in printed for other in rewritten)


def test_return_is_not_the_kind_that_winds() -> None:
    rendition = render_script(source_of("科技回归都市的范围"), Script.TW)

    assert rendition.text == "科技回歸都市的範圍"


def test_nested_quotation_marks_follow_the_region() -> None:
    source = source_of("他说：“‘质量’第一，It’s fine。”")

    printed = {script: render_script(source, script).text for script in Script}

    assert printed[Script.HANS] == "他说：“‘质量’第一，It’s fine。”"
    assert printed[Script.TW] == "他說：「『質量』第一，It’s fine。」"


def test_corner_brackets_become_curled_marks_in_simplified() -> None:
    rendition = render_script(source_of("政府推出「『數碼』計劃」，惠及逾1,000家企業。"), Script.HANS)

    assert rendition.text == "政府推出“‘数码’计划”，惠及逾1,000家企业。"


@pytest.mark.parametrize("text", ["3:2的比例", "约7,000人", "A, B and C", "http://example.org/a?b=1", "(a)", "12:30"])
def test_marks_that_belong_to_numbers_and_latin_stay_ascii(text: str) -> None:
    printed = render_script(source_of(text), Script.HANS).text

    assert printed == text


def test_a_native_text_is_printed_as_it_stands_in_its_own_script() -> None:
    taiwan = "財政部長表示，今年度歲出編列2 兆 7,000 多億元，政府將公布「五大產業」計畫，並協助中小企業。"
    hong_kong = "行政長官公布施政報告，政府會預留100億元，群策群力，為基層住戶提供支援，着眼長遠，裏應外合。"

    assert render_script(source_of(taiwan), Script.TW).text == taiwan
    assert not is_native(source_of(hong_kong), Script.TW)
    assert render_script(source_of(hong_kong), Script.HK).text == hong_kong


@pytest.mark.parametrize(
    "words",
    [
        "屋苑入伙",
        "周杰出席",
        "閑置廠房",
        "鍊條",
        "却要",
        "艷陽",
        "合并",
        "產業",
        "産業",
        "綫路",
        "歎息",
        "此係法規所定",
        "了解需求",
        "逐項覈實",
        "打拚",
        "盡快答覆",
        "提昇效能",
        "搜集意見",
        "蓮溪里里長",
        "在地里長",
        "製發證件",
        "余興邦",
        "，記者范文岳",
    ],
)
def test_a_form_that_either_region_writes_by_taste_is_no_error(words: str) -> None:
    assert misconverted(source_of(f"政府表示{words}，將會跟進。")) == ()


@pytest.mark.parametrize(
    "words", ["証券", "減价", "征收", "范圍", "情况", "關系", "里面", "這里", "制造業", "白頭發", "这"]
)
def test_a_form_that_no_traditional_standard_has_is_an_error(words: str) -> None:
    assert len(misconverted(source_of(f"政府表示{words}，將會跟進。"))) == 1


def test_the_interview_is_machine_converted() -> None:
    source = source_of(INTERVIEW.read_bytes().decode())

    assert not any(is_native(source, script) for script in Script)


def test_locked_names_keep_their_characters() -> None:
    source = source_of("发布“云上后湖”计划，后续跟进。")

    rendition = render_script(source, Script.TW, ProperNames(locked=("云上后湖",)))

    assert "「云上后湖」" in rendition.text
    assert "後續" in rendition.text


@pytest.mark.parametrize("script", list(Script))
def test_every_script_of_the_interview_is_as_long_as_the_source(script: Script) -> None:
    source = source_of(INTERVIEW.read_bytes().decode())

    rendition = render_script(source, script)

    assert len(rendition.text) == len(source.text)


@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from(list(Script)))
def test_any_text_keeps_its_length_in_any_script(text: str, script: Script) -> None:
    assert len(render_script(source_of(text), script).text) == len(text)


@pytest.mark.parametrize(
    ("script", "printed"),
    [(Script.HANS, "黄区长说，户数1万。"), (Script.TW, "黃區長說，戶數1萬。"), (Script.HK, "黃區長説，户數1萬。")],
)
def test_look_alike_radicals_are_printed_as_the_characters_of_the_script(script: Script, printed: str) -> None:
    rendition = render_script(source_of("⻩区⻓说，⼾数1万。"), script)

    assert rendition.text == printed


def test_a_name_that_is_locked_keeps_its_form_and_not_its_look_alikes() -> None:
    rendition = render_script(source_of("范⻩说。"), Script.TW, ProperNames(locked=("范黄",)))

    assert rendition.text == "范黄說。"


def test_a_character_whose_simplified_form_no_common_font_has_stays_as_printed() -> None:
    text = "區長話嗰時條路未通，鮟鱇魚都運唔到。"

    assert render_script(source_of(text), Script.HANS)[span(0, len(text))] == "区长话嗰时条路未通，鮟鱇鱼都运唔到。"
    assert render_script(source_of(text), Script.HK)[span(0, len(text))] == text


@pytest.mark.parametrize("script", [Script.TW, Script.HK])
def test_only_is_not_taken_for_the_measure_word(script: Script) -> None:
    text = "这条路不是只修一段，也不是只在东岸修，还养了三只羊。"

    printed = render_script(source_of(text), script)[span(0, len(text))]

    assert printed.count("只") == 2
    assert "三隻羊" in printed


@pytest.mark.parametrize(
    ("text", "hans", "hant"),
    [
        ("他说：““五水”要共治。”", "他说：“‘五水’要共治。”", "他说：「『五水』要共治。」"),
        ("「「渠通」就心通。」", "“‘渠通’就心通。”", "「『渠通』就心通。」"),
        ("“‘先渠“后路”’是老话。”", "“‘先渠“后路”’是老话。”", "「『先渠「后路」』是老话。」"),
        ("““五水”要共治。", "““五水”要共治。", "「「五水」要共治。"),
        ("“五水”“三山”", "“五水”“三山”", "「五水」「三山」"),
    ],
    ids=["nested", "corners", "single within", "one that does not close", "in a row"],
)
def test_a_quotation_within_another_has_single_marks(text: str, hans: str, hant: str) -> None:
    found = [set_marks(text, script) for script in (Script.HANS, Script.TW)]

    assert found == [hans, hant]


def test_words_printed_in_marks_have_no_doubled_ones() -> None:
    assert in_marks("“五水”要共治") == "“‘五水’要共治”"


def test_a_licence_is_issued_and_no_hair() -> None:
    rendition = render_script(source_of("三间旅行社被发警告信。"), Script.HK)

    assert rendition.text == "三間旅行社被發警告信。"


def test_a_desk_that_runs_for_days_keeps_few_texts() -> None:
    for number in range(40):
        render_script(source_of(f"云溪区第{number}期简报。"), Script.TW)

    kept = (scripts._simplify.cache_info().currsize, scripts._traditionalise.cache_info().currsize)  # noqa: SLF001

    assert max(kept) <= 16


@pytest.mark.parametrize(("script", "configuration"), [(Script.TW, "s2tw"), (Script.HK, "s2hk")])
def test_two_steps_give_what_one_converter_gives(script: Script, configuration: str) -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (INTERVIEW, GOLD / "speech.txt", GOLD / "city-report.txt")
    )
    simplified = opencc.OpenCC("tw2s").convert(text)
    in_steps, at_once = scripts.converter_into(script), opencc.OpenCC(configuration)

    parts = {*simplified.splitlines(), *rjieba.cut(simplified, hmm=False)}

    assert [in_steps.convert(part) for part in parts] == [at_once.convert(part) for part in parts]


@pytest.mark.parametrize("script", [Script.TW, Script.HK])
def test_a_place_keeps_the_character_that_everybody_prints(script: Script) -> None:
    assert render_script(source_of("澄江的渡口"), script).text == "澄江的渡口"
