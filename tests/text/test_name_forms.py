"""Names in Traditional packs: converted where one form exists, kept where there are several."""

from __future__ import annotations

import json
from itertools import cycle, islice
from pathlib import Path

import opencc
import pytest

from briefing.build.source_record import make_source_record
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.outline.load import gather
from briefing.outline.model import proper_names
from briefing.outline.parse import parse
from briefing.outline.people.names import FIRST as SURNAMES
from briefing.packs.file_names import friendly_name
from briefing.text.language import Script
from briefing.text.name_forms import ProperNames, has_several_forms
from briefing.text.scripts import render_script
from builders import source_of

SETTLED = {"苏": "蘇"}
TRADITIONAL = (Script.TW, Script.HK)
# What parents call children by, and what OpenCC changes or may change.
GIVEN = "后占丑里发郁余范岳松谷游复云丰杰志台万宁广胜党叶刘陈张赵钱孙冯卫蒋韩严华陶谢邹苏鲁韦马凤贺汤罗毕乐齐顾萧纪项蓝贾娄钟骆刚丽娟伟强军红艳"


def thousand_names() -> list[str]:
    """A thousand names, every changed surname with every given-name character in turn."""
    converted = opencc.OpenCC("s2tw").convert("\n".join(dict.fromkeys(SURNAMES))).split("\n")
    changed = [one for one, other in zip(dict.fromkeys(SURNAMES), converted, strict=True) if one != other]
    givens = cycle(GIVEN)
    return list(islice((surname + next(givens) + next(givens) for surname in cycle(changed)), 1000))


@pytest.mark.parametrize("script", TRADITIONAL)
def test_a_thousand_names_hold_only_what_their_characters_can_be(script: Script) -> None:
    names = thousand_names()
    text = "\n".join(f"区里的{name}表示同意。" for name in names)

    printed = render_script(source_of(text), script, ProperNames(persons=tuple(names))).text.splitlines()

    simplify = opencc.OpenCC("tw2s" if script is Script.TW else "hk2s")
    alone = opencc.OpenCC("s2tw" if script is Script.TW else "s2hk")
    for name, line in zip(names, printed, strict=True):
        converted = line[3 : 3 + len(name)]
        assert simplify.convert(converted) == simplify.convert(name)
        for before, after in zip(name, converted, strict=True):
            assert after == (before if has_several_forms(before) else alone.convert(SETTLED.get(before, before)))


@pytest.mark.parametrize(
    ("name", "taiwan"),
    [
        ("余郁松", "余郁松"),
        ("范丑谷", "范丑谷"),
        ("于占岳", "于占岳"),
        ("刘志台", "劉志台"),
        ("叶万宁", "葉萬寧"),
        ("苏广胜", "蘇廣勝"),
        ("钟复", "钟复"),
    ],
)
def test_a_character_with_one_form_is_converted_and_one_with_several_kept(name: str, taiwan: str) -> None:
    text = f"区长{name}说，{name}的话算数。"

    printed = render_script(source_of(text), Script.TW, ProperNames(persons=(name,))).text

    assert printed == f"區長{taiwan}說，{taiwan}的話算數。"


@pytest.mark.parametrize(("place", "taiwan"), [("里后村", "里后村"), ("云台县", "雲台縣"), ("范丰镇", "范豐鎮")])
def test_a_place_keeps_what_could_be_written_otherwise(place: str, taiwan: str) -> None:
    printed = render_script(source_of(f"到{place}以后"), Script.TW, ProperNames(places=(place,))).text

    assert printed == f"到{taiwan}以後"


@pytest.mark.parametrize(
    ("words", "taiwan"),
    [
        ("北美发行债券", "北美發行債券"),
        ("保障民生发展", "保障民生發展"),
        ("开启新征程", "開啟新征程"),
        ("更加注重统筹", "更加注重統籌"),
        ("黄河干流治理", "黃河幹流治理"),
    ],
)
def test_outside_names_words_are_converted_as_words(words: str, taiwan: str) -> None:
    assert render_script(source_of(words), Script.TW).text == taiwan


def test_a_name_locked_in_a_traditional_form_is_printed_so_in_traditional_packs_alone() -> None:
    source, names = source_of("区长钟里文说。"), ProperNames(locked=("鍾里文",))

    printed = {script: render_script(source, script, names).text for script in Script}

    assert printed == {Script.HANS: "区长钟里文说。", Script.TW: "區長鍾里文說。", Script.HK: "區長鍾里文説。"}


def test_a_traditional_text_keeps_its_names_in_the_other_region() -> None:
    source = source_of("署長鍾雲後表示，衞生處會着手處理裏面的問題。")

    printed = render_script(source, Script.TW, ProperNames(persons=("鍾雲後",))).text

    assert printed == "署長鍾雲後表示，衛生處會著手處理裡面的問題。"


def test_a_person_of_a_traditional_text_is_written_the_same_in_the_other_region() -> None:
    outline = parse(source_of("雲溪區的一年\n\n區長梁敬群表示，裡面今年修路5公里。署長衛雪峰表示，群眾滿意。\n"))

    printed = render_script(outline.source, Script.HK, proper_names(outline)).text

    assert "區長梁敬群表示，裏面" in printed
    assert "署長衛雪峰表示，羣眾" in printed


def test_every_person_and_place_that_the_outline_knows_is_a_name() -> None:
    text = (
        "青屏县里后村的一年\n\n里后村党支部书记余占山说，今年修路5公里。村民范丑听了很高兴。"
        "“路通了。”余书记说，其余的路明年再修。\n"
    )
    outline = parse(source_of(text))

    printed = render_script(outline.source, Script.TW, proper_names(outline)).text

    assert "里后村黨支部書記余占山說" in printed
    assert "余書記說，其餘的路" in printed
    (notice,) = [one for one in outline.diagnostics if one.code == "name-forms"]
    assert "余占山" in notice.message
    assert "locked" in notice.message


def test_a_traditional_text_has_no_notice_of_names() -> None:
    outline = parse(source_of("青屏縣的一年\n\n縣長余占山表示，今年修路5公里。\n"))

    assert "name-forms" not in {one.code for one in outline.diagnostics}


def test_a_listed_division_is_a_name_wherever_the_text_speaks_of_it() -> None:
    text = "青屏县的一年\n\n慈溪市、于都县、沈阳市、复兴区的客商都来了，今年修路5公里。云南省的也来了。\n"
    outline = parse(source_of(text))

    printed = render_script(outline.source, Script.TW, proper_names(outline)).text

    assert "慈溪市、于都縣、瀋陽市、復興區的客商" in printed
    assert "雲南省" in printed


@pytest.mark.parametrize(
    ("locked", "told"), [((), True), (("钟里文",), False), (("鍾里文",), False), (("余占山",), True)]
)
def test_a_name_that_is_locked_in_either_form_is_no_longer_told_of(
    tmp_path: Path, locked: tuple[str, ...], *, told: bool
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("禾原区的一年\n\n副区长钟里文说，今年修路5公里。\n", encoding="utf-8")
    source.with_suffix(".toml").write_text(f"locked = {json.dumps(locked, ensure_ascii=False)}\n", encoding="utf-8")

    remarks = make_source_record(load_template_set(Overlay()), gather(source)).remarks

    assert ("name-forms" in {code for code, _ in remarks}) is told


WORDS = (
    "员工及家属", "培训组长和领队", "干部师生", "水电站项目", "书记申报领办", "干部晋升", "市民平添信心", "干部包保责任制",
    "组织部部长任学院院长", "每天两小时", "全面小康", "老师都来", "专家和企业", "市长江岸线",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_words_after_a_post_are_no_persons(words: str) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n今年{words}，修路5公里。\n"))

    assert outline.persons == ()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("副市长令狐岳跟我说，路通了。", "令狐岳"),
        ("居民迪里拜尔·于素甫说，路通了。", "迪里拜尔·于素甫"),
        ("区委常委、组织部部长张垒现场发问。", "张垒"),
        ("后长发师傅负责食堂。", "后长发"),
        ("糕点师傅范占表说，路通了。", "范占表"),
        ("干部章振华竖起大拇指。", "章振华"),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(sentence: str, name: str) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n{sentence}今年修路5公里。\n"))

    assert [one.words.text for one in outline.persons] == [name]


@pytest.mark.parametrize(
    ("holder", "places"),
    [
        ("召开了全市党委书记", []),
        ("按照云塘县里坪村党支部书记", ["云塘县里坪村"]),
        ("和街道党委书记", []),
        ("主城区党委书记", []),
        ("青石镇镇长", ["青石镇"]),
        ("成都市大邑县党委书记", ["成都市大邑县"]),
        ("云塘县人民政府县长", ["云塘县"]),
    ],
)
def test_the_place_of_a_post_is_a_name_and_no_words(holder: str, places: list[str]) -> None:
    outline = parse(source_of(f"这一年\n\n“路通了。”{holder}余占山说。今年修路5公里。\n"))

    assert [one.words.text for one in outline.places] == places


def test_a_surname_with_a_form_of_its_own_is_kept_and_a_word_is_not() -> None:
    text = "青屏县谈种粮\n\n种粮大户种志强说：“今年多打了三成粮食。”党支书听了很高兴。\n"
    outline = parse(source_of(text))

    printed = render_script(outline.source, Script.TW, proper_names(outline)).text

    assert "種糧大戶种志強說" in printed
    assert "黨支書聽了" in printed


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("于丰年、沈谷雨两位工程师获得补贴。", ["于丰年", "沈谷雨"]),
        ("于丰年、沈谷雨和范占表3名骨干党员领了证。", ["于丰年", "沈谷雨", "范占表"]),
        ("石桥村、里坪村两名党员领了证。", []),
        ("有于丰年、河湾村两名党员。", []),
    ],
)
def test_persons_who_are_listed_and_counted_are_names(sentence: str, names: list[str]) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n{sentence}今年修路5公里。\n"))

    assert [one.words.text for one in outline.persons] == names


def test_a_settled_division_is_settled_within_a_longer_name() -> None:
    outline = parse(source_of("辽宁省沈阳市铁西区：把路修到门口\n2025-03-04\n\n今年修路5公里。\n"))

    printed = render_script(outline.source, Script.TW, proper_names(outline)).text

    assert printed.startswith("遼寧省瀋陽市鐵西區")


@pytest.mark.parametrize(
    ("writing", "script", "name"),
    [
        ("Hant", Script.HANS, "云大民调梁敬的0分和100分_学习与落实材料_简体.docx"),
        ("Hant", Script.TW, "雲大民調梁敬的0分和100分_學習與落實材料_繁體臺灣.docx"),
    ],
)
def test_a_file_name_is_in_its_script_however_few_characters_tell_it(writing: str, script: Script, name: str) -> None:
    found = friendly_name(
        load_template_set(Overlay()),
        about=("雲大民調梁敬的0分和100分",),
        names={},
        writing=writing,
        stem="a",
        audience="officials",
        script=script,
        extension="docx",
    )

    assert found == name


@pytest.mark.parametrize(
    ("name", "doubtful"), [("沈明远", False), ("周建国", False), ("沈丰年", True), ("钟明远", True)]
)
def test_a_surname_that_traditional_texts_write_alike_is_in_no_doubt(name: str, doubtful: bool) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n青屏县县长{name}说，今年修路5公里。\n"))

    assert ("name-forms" in {one.code for one in outline.diagnostics}) is doubtful


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("由范丰后、谷征负责。", "“范丰后”、“谷征负”"),
        ("范党生、后明两位师傅在场，范围很大，村里收谷子。", "“范党生”"),
        ("三年后，30余家企业在村里谈于是否扩产的范本。", None),
        ("后塘乡党委书记连后云和干事干克斗走在前面。", "“干克斗”"),
        ("发改局局长后丑里负责落实。", "“后丑里”"),
        ("到石斗坡、里松斗看一看，“斗里村的桥通车了。”", "“石斗坡”、“里松斗”、“斗里村”"),
        ("村民后得水说，工人干万里介绍，职工干脆说，有路了。", "“后得水”、“干万里”"),
        ("于占海跟大家一样来了，范明里也来了。", "“于占海”、“范明里”"),
        ("于他而言，干好就行，只先谈后干，后又来了3人。", None),
        ("他上任后由村党支部牵头，干部和后备力量都来了，员工干得好，院里支了口锅。", None),
        ("村民周红艳、果农姜晓丹家在梁二庄。", None),  # no character of theirs is rewritten
    ],
)
def test_a_name_that_the_outline_may_not_know_is_told_before_it_is_rewritten(sentence: str, told: str | None) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n{sentence}\n"))

    messages = [one.message for one in outline.diagnostics if one.code == "unknown-name"]

    assert [message.partition("里可能")[0] for message in messages] == ([told] if told else [])


@pytest.mark.parametrize(
    ("sentence", "taiwan"),
    [
        ("村民干向东说，干部要干。", "村民干向東說，幹部要幹。"),
        ("村民后表同、于占云表示，后来有水了。", "村民后表同、于占云表示，後來有水了。"),
        ("云渡县石斗坡村村民后松斗说，石斗坡路宽。", "雲渡縣石斗坡村村民后松斗說，石斗坡路寬。"),
        ("村民后表同、后沟村，都不干了。", "村民后表同、後溝村，都不幹了。"),
        (
            "后来赶到的杰里娜·范和里松·于贝尔又谈了干劲，杰里娜很高兴。",
            "後來趕到的杰里娜·范和里松·于貝爾又談了幹勁，杰里娜很高興。",
        ),
        ("他叫赛里江·干，队友里松·范又讲了后面的事。", "他叫賽里江·干，隊友里松·范又講了後面的事。"),
        ("“后劲·干劲”行动和里程·时速指标都在后面。", "「後勁·幹勁」行動和里程·時速指標都在後面。"),
    ],
)
def test_names_after_a_post_in_a_list_and_of_a_proven_village_keep_their_forms(sentence: str, taiwan: str) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n{sentence}今年修路5公里。\n"))

    printed = render_script(outline.source, Script.TW, proper_names(outline)).text

    assert taiwan in printed


@pytest.mark.parametrize(
    ("sentence", "taiwan"),
    [
        ("“路通了。”余干事说，余总干事也说。", "「路通了。」余幹事說，余總幹事也說。"),
        ("范台长、谷里长、于秘书长都来了。", "范臺長、谷里長、于秘書長都來了。"),
        ("松师傅，云老板，游大爷，三位都在。", "松師傅，云老闆，游大爺，三位都在。"),
        ("对于律师来说，由于队长、其余局长都在。", "對於律師來說，由於隊長、其餘局長都在。"),
    ],
)
def test_a_surname_before_a_title_is_a_name_and_the_title_a_word(sentence: str, taiwan: str) -> None:
    outline = parse(source_of(f"青屏县的一年\n\n{sentence}今年修路5公里。\n"))

    printed = render_script(outline.source, Script.TW, proper_names(outline)).text

    assert taiwan in printed


def test_a_title_whose_characters_have_several_forms_is_no_doubtful_name() -> None:
    outline = parse(source_of("青屏县的一年\n\n马局长、李干事说，今年修路5公里。\n"))

    assert "name-forms" not in {one.code for one in outline.diagnostics}
