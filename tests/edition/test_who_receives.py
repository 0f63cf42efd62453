"""Who receives what a sentence tells of decides where it may stand; all texts and names are invented."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from briefing.document.model import Annex, Bullets, OnePage, Paragraph, Tiles
from briefing.edition import model as parts
from briefing.edition.model import Edition
from briefing.edition.select import points_of
from briefing.edition.worth import Worth
from briefing.errors import SourceError
from briefing.text.bearing import find_receivers
from briefing.text.folding import fold
from composing import document_of, edition_of, index_of, said, template_set
from running import run

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

MIXED = """澄沙市：一年一个样
2031-03-08
澄沙市地区生产总值达到860亿元，增长6.4%。
去年全市新签约亿元以上项目42个，总投资310亿元。
全市建成标准厂房90万平方米，入驻企业410家。
宏岳机械公司给夺标的班组奖励8个积分。
柳湾村的敬老院新添公寓36间，配上了诊疗室。
驻村干部的租房补贴、交通补贴按月发放。
柳湾村党支部办起了党员互助基金。
澄沙市推出“归帆”英才计划，引来博士31名，落户创业团队12个。
澄沙市对新来的博士发放安家补贴20万元。
"""

PARTY = """澄沙市：支部建在楼上
2031-03-08
澄沙市在商务楼里建起42个党支部。
支部书记每月上一堂党课，党员积极报名。
街道党工委派出20名党建指导员。
党员先锋岗评出了60个。
主题党日活动一共办了18场。
全市有企业2万家。
党组织的作风更实了。
支部考核实行积分制。
"""

VOICES = """三位局长谈一年
2031-03-08
近日，澄沙市水务局局长郝远、住建局局长孟庆、商务局局长葛宁接受本报采访。
记者：水管换得怎样？
郝远：我们换了120公里水管。
记者：房子修得怎样？
孟庆：我们修了36个小区。
记者：铺子开得怎样？
葛宁：我们迎来了48家新店。
"""

HALVES = """澄沙市走笔
2031-03-08
“码头热闹了。去年进港货轮300艘。”港务公司经理秦川说。
市长尹舟说：“航道要再挖深。明年挖深6公里。”大家都点头。
"""


def printed(edition: Edition) -> set[str]:
    return {point.words.text for section in edition.sections for point in points_of(section.part, edition.library)}


@pytest.mark.parametrize(
    ("sentence", "receivers"),
    [
        ("对新来的博士给予25万元补贴。", {"talent"}),
        ("小微企业可申领贴息。", {"firms"}),
        ("柳湾村的敬老院新添公寓36间。", {"old"}),
        ("驻村干部的租房补贴按月发放。", {"cadres"}),
        ("帮助渔民增收。", {"farmers"}),
        ("全市新添公寓90间。", set()),
        ("设立总规模30亿元的基金。", set()),
        ("这座城市成为企业聚集地。", set()),
    ],
)
def test_the_receiver_is_read_from_the_sentence_and_not_from_a_term(sentence: str, receivers: set[str]) -> None:
    assert find_receivers(fold(sentence)) == receivers


@pytest.mark.parametrize("audience", ["investor", "talent"])
@pytest.mark.parametrize("word", ["积分", "敬老院", "驻村干部", "互助基金"])
def test_what_others_receive_is_in_no_public_pack(audience: str, word: str) -> None:
    assert not any(word in sentence for sentence in printed(edition_of(MIXED, audience)))


GOOD = (
    MIXED.partition("宏岳")[0]
    + "澄沙市推出“归帆”英才计划，引来博士31名，落户创业团队12个。\n"
    + ("全市建成孵化器14个，入驻创业团队150个。\n")
)


@pytest.mark.parametrize("audience", ["investor", "talent"])
@pytest.mark.parametrize(
    "sentence",
    [
        "受订单下滑影响，全市有14家规上企业亏损。",
        "但厂房用地不足，仍然制约着项目落地。",
        "环境就是生产力，项目就是生命线。",
        "宏岳集团今年营业收入突破15亿元，增长8%。",
        "去年，柳湾股份新上产线3条，产值9亿元。",
        "广东省去年新增专精特新企业3000家。",
        "邻市的产业园入驻企业已有500家。",
        "开店的邱女士今年拿到创业贷款30万元，贴息2个百分点。",
    ],
)
def test_troubles_mottos_single_firms_and_other_places_are_in_no_public_pack(audience: str, sentence: str) -> None:
    shown = printed(edition_of(f"{GOOD}{sentence}\n", audience))

    assert shown
    assert not [one for one in shown if one.rstrip("。") in sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "全市上市公司达到9家，总市值突破700亿元。",
        "宏岳集团等27家企业今年落户，总投资48亿元。",
        "澄沙市高新技术企业达到210家，新增32家。",
        "全市破解用地瓶颈，盘活厂房用地800亩。",
        "青秀区去年新增专精特新企业300家。",
    ],
)
def test_firms_of_the_place_and_what_was_done_about_a_trouble_are_for_investors(sentence: str) -> None:
    assert sentence in printed(edition_of(f"{GOOD}{sentence}\n", "investor"))


@pytest.mark.parametrize(
    "sentence",
    [
        "澄沙市加快建设智能物流枢纽和疏港铁路，打造现代物流产业集群。",
        "澄沙市推进教育、医疗等城市更新项目，总投资40亿元，地区生产总值增长6%。",
    ],
)
def test_works_and_sums_of_the_economy_are_not_for_talent(sentence: str) -> None:
    assert sentence not in printed(edition_of(f"{GOOD}{sentence}\n", "talent"))


def test_a_programme_for_talent_is_in_the_policies_for_talent() -> None:
    edition = edition_of(MIXED, "talent")
    policies = next(section.part for section in edition.sections if section.plan.key == "policies")
    assert isinstance(policies, parts.NamesPart)

    assert [name.words.text for row in policies.rows for name in row.names] == ["“归帆”"]


def test_investors_are_shown_results_of_the_place() -> None:
    shown = printed(edition_of(MIXED, "investor"))

    assert {sentence for sentence in shown if "860亿元" in sentence or "310亿元" in sentence or "410家" in sentence}
    assert len(shown) >= 3


def test_a_text_on_party_work_makes_no_pack_for_investors_and_says_what_is_missing() -> None:
    with pytest.raises(SourceError, match="投资者"):
        edition_of(PARTY, "investor")


def test_an_edition_asked_for_by_name_is_missed_and_one_of_all_is_only_told_of(tmp_path: Path) -> None:
    (tmp_path / "party.txt").write_text(PARTY, encoding="utf-8")
    (tmp_path / "mixed.txt").write_text(PARTY + MIXED.split("\n", 2)[2], encoding="utf-8")

    by_name = run("build", "party.txt", "-a", "investor", "-a", "officials", "-f", "html", "-s", "hans", cwd=tmp_path)
    of_all = run("build", "party.txt", "-f", "html", "-s", "hans", cwd=tmp_path)

    assert by_name.returncode == 3
    assert of_all.returncode == 0
    assert "这一版不做" in of_all.stderr


def test_members_of_one_series_are_of_like_worth() -> None:
    library = index_of("澄沙市谈产业\n\n“一轴”是船舶装备，去年产值达410亿元，占规上工业六成；“两翼”是储能和新材料。\n")
    worth = Worth(library).by_point("investor")

    first, second = (worth[point.id] for point in library.placed)

    assert first - second <= 2.5


def test_a_firm_s_own_story_is_worth_less_than_the_place_s_result() -> None:
    library = index_of(
        "澄沙市谈产业\n\n去年全市规上工业增加值增长9.1%。\n\n走进宏岳机械公司，总经理秦川告诉记者，公司新品提速30%。\n"
    )
    worth = Worth(library).by_point("investor")

    result, story = (worth[point.id] for point in library.placed)

    assert result > 0.8 > story


def test_each_answer_stands_under_its_question_with_its_speaker() -> None:
    blocks = document_of(VOICES, "officials").blocks

    questions = [said(block) for block in blocks if isinstance(block, Paragraph) and block.role == "lead"]
    answers = [said(line) for block in blocks if isinstance(block, Bullets) for line in block.lines]

    assert questions == ["问：水管换得怎样？", "问：房子修得怎样？", "问：铺子开得怎样？"]
    assert answers[-3:] == ["郝远：我们换了120公里水管", "孟庆：我们修了36个小区", "葛宁：我们迎来了48家新店"]


def test_no_half_quotation_is_printed() -> None:
    blocks = document_of(HALVES, "officials").blocks

    lines = [said(line) for block in blocks if isinstance(block, Bullets) for line in block.lines]
    lines += [said(entry.line) for block in blocks if isinstance(block, Annex) for entry in block.entries]

    whole = "".join(lines)
    assert whole.count("“") == whole.count("”")
    assert not any(line.startswith("”") or line.endswith("“") for line in lines)


def test_a_tile_says_no_time_where_the_source_has_none() -> None:
    page = next(block for block in document_of(MIXED, "investor").blocks if isinstance(block, OnePage))
    tiles = next(block for part in page.parts for block in part.blocks if isinstance(block, Tiles)).tiles

    times = {tile.figure.text: said(tile.period) for tile in tiles}

    assert times["42个"] == "去年"
    assert "" in times.values()
    assert not any("未载" in time for time in times.values())


GOLD = sorted((ROOT / "tests/real/sections").glob("*.json"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_of_sections_holds_offsets_and_keys_alone(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    keys = {
        name: {section.key for section in template_set().audience(name).sections} for name in ("investor", "talent")
    }

    assert gold.keys() == {"file", "sha256", "part", "sentences"}
    for row in gold["sentences"]:
        assert row.keys() <= {"span", "investor", "talent", "beneficiary"}
        assert all(isinstance(offset, int) for offset in row["span"])
        assert all(set(row[name]["sections"]) <= keys[name] for name in keys if name in row)


@pytest.mark.parametrize(
    ("answer", "right"),
    [("进出口总值", True), ("全市进出口总值", True), ("总值", False), ("进出口总值和税收", False)],
)
def test_a_label_is_right_between_the_shortest_and_the_longest_of_gold(answer: str, *, right: bool) -> None:
    packs_real = importlib.import_module("packs_real")

    assert packs_real.accepts(answer, ["全市进出口总值", "进出口总值", None]) is right


def test_a_text_that_no_reader_takes_is_counted_as_refused(tmp_path: Path) -> None:
    packs_real = importlib.import_module("packs_real")
    path = tmp_path / "letters.txt"
    path.write_text("The harbour opens in spring, and nobody has said when.\n" * 9, encoding="utf-8")

    tally = packs_real.score_text(template_set(), path, ({"document": {}, "figures": []}, None))

    assert {name: tally.counts[f"{name} refused"] for name in ("investor", "talent", "officials")} == {
        "investor": 1,
        "talent": 1,
        "officials": 1,
    }


GRANTS = """澄沙市人才服务
2031-03-08
为鼓励毕业生下乡，对参加“三支一扶”的毕业生，市财政每人每月发放生活补贴1300元，每人每月补缴社保费360元，一年还补交通费900元。
澄沙市对新来的博士发放安家补贴20万元。
去年全市的应届毕业生6.2万人，加上从外市来求职的，有就业需求的毕业生达到9万人，市里提供就业岗位6100个，举办招聘会42场。
澄沙市推出“归帆”英才计划，引来博士31名，落户创业团队12个。
"""


def test_a_grant_is_printed_with_whom_it_is_for_and_no_half_clause_is() -> None:
    edition = edition_of(GRANTS, "talent")

    part = next(section.part for section in edition.sections if isinstance(section.part, parts.BenefitsPart))
    source = edition.library.outline.source
    told = [source[excerpt.span] for row in part.rows for excerpt in row.excerpts]
    assert any(one.startswith("为鼓励毕业生下乡，对参加“三支一扶”的毕业生，市财政") for one in told)
    assert not [one for one in told if one.startswith("加上从外市来求职的")]


@pytest.mark.parametrize(
    ("who", "is_in"), [("澄沙市工信局局长尹舟", True), ("经济学者秦川", False)], ids=["an office", "a critic"]
)
def test_what_is_quoted_of_somebody_outside_is_in_no_public_pack(who: str, *, is_in: bool) -> None:
    said = "全市规上工业企业的用地仍要再增加，工业增加值占比应保持在30%以上，产业项目要优先供地。"

    found = printed(edition_of(f"{GOOD}{who}说：“{said}”\n", "investor"))

    assert (said in "".join(found)) is is_in


def test_who_says_it_by_a_pronoun_makes_no_story_of_a_plan_nor_a_new_town_a_village() -> None:
    library = index_of(
        "澄沙市规划局局长尹舟谈新市镇\n2031-03-08\n她又指，新市镇会再建厂房12万平方米。\n她回到柳湾镇。\n"
    )
    worth = Worth(library)

    plan, walk = ({"story", "small"} & worth.features(point).keys() for point in library.outline.points[-2:])

    assert (plan, walk) == (set(), {"story", "small"})
