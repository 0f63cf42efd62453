"""Decisions about one audience's edition: sentences elsewhere or nowhere, in another order, figures on and off the tiles."""

from __future__ import annotations

import pytest

from briefing.config.audience import Audience
from briefing.document.model import Bullets
from briefing.edition import model as parts
from briefing.edition.choices import find_misfits
from briefing.edition.index import OutlineIndex
from briefing.edition.model import Edition
from briefing.edition.select import make_edition
from briefing.edition.view import AudienceView
from briefing.outline.model import Choice, Outline
from briefing.text.source import span
from composing import document_from, index_of, said, section_of, template_set

TEXT = """云溪区区长方晓：让人才留下来

2026年5月6日

记者：今年怎么留住人才？

方晓：今年新建人才公寓260套，毕业生可以申请租房补贴。我们给博士每人发放安家补贴40万元。全区新增工厂318家，生产机器人和传感器。集成电路产业产值达到95亿元，同比增长6.5%。我们还引进了三家生物医药企业，投资20亿元。人才子女可以就近入学，看病有绿色通道。
"""


def outline() -> Outline:
    return library().outline


def audience(name: str) -> Audience:
    return template_set().audience(name)


def library() -> OutlineIndex:
    return index_of(TEXT)


def edition(*choices: Choice, name: str = "talent") -> Edition:
    return make_edition(library(), audience(name), choices)


def point_of(words: str) -> str:
    return next(one.id for one in outline().points if words in one.words.text)


def figure_id(words: str) -> str:
    return next(one.id for one in library().outline.figures if one.words.text.startswith(words))


def choice(
    kind: str, words: str, section: str | None = None, *, name: str = "talent", before: str | None = None
) -> Choice:
    return Choice(
        kind=kind,
        decision="d1",
        audience=name,
        point=point_of(words) if kind.startswith("point") else "",
        figure=figure_id(words) if kind.startswith("tile") else "",
        section=section,
        before=point_of(before) if before else None,
    )


def texts_in(found: Edition, key: str) -> list[str]:
    section = next((one for one in found.sections if one.plan.key == key), None)
    if section is None or not isinstance(section.part, parts.PointsPart):
        return []
    return [point.words.text for point in section.part.points]


def tiles_in(found: Edition) -> list[str]:
    return [
        figure.words.text
        for section in found.sections
        if isinstance(section.part, parts.TilesPart)
        for figure in section.part.figures
    ]


def point_sections(name: str = "talent") -> list[str]:
    return [plan.key for plan in audience(name).sections if plan.kind == "points"]


def test_a_sentence_that_is_to_be_nowhere_is_withheld_with_its_figures() -> None:
    assert point_of("安家补贴") in [one.id for one in edition().shown]

    found = edition(choice("point.section", "安家补贴", "none"))

    assert point_of("安家补贴") in [one.id for one in found.withheld]
    assert "40万元" not in tiles_in(found)


def test_a_list_whose_sentences_are_all_to_be_nowhere_is_no_section() -> None:
    members = ("每周请一位企业家进课堂", "每月办一场双选会")
    text = f"{TEXT}\n方晓：我们有两个办法。一是进课堂。{members[0]}。二是办展会。{members[1]}。\n"
    index = index_of(text)
    of_lists = {one.id for item in index.outline.enumerations[0].items for one in index.points_of(item)}
    drops = [
        Choice(kind="point.section", decision="d1", audience="officials", point=point, section="none")
        for point in of_lists
    ]

    before = make_edition(index, audience("officials"))
    after = make_edition(index, audience("officials"), drops)

    assert "paths" in [section.plan.key for section in before.sections]
    assert "paths" not in [section.plan.key for section in after.sections]


@pytest.mark.parametrize("key", point_sections())
def test_a_sentence_goes_to_the_section_that_was_chosen(key: str) -> None:
    found = edition(choice("point.section", "就近入学", key))

    assert [one for one in texts_in(found, key) if "就近入学" in one]
    elsewhere = [other for other in point_sections() if other != key]
    assert not any("就近入学" in text for other in elsewhere for text in texts_in(found, other))


def test_a_sentence_stands_before_the_one_that_was_chosen() -> None:
    key = point_sections()[0]
    moves = [choice("point.section", words, key) for words in ("新建人才公寓", "就近入学")]

    found = edition(*moves, choice("point.order", "就近入学", key, before="新建人才公寓"))

    placed = texts_in(found, key)
    first = next(index for index, text in enumerate(placed) if "就近入学" in text)
    assert "新建人才公寓" in placed[first + 1]


def test_a_figure_comes_on_and_off_the_tiles() -> None:
    shown = tiles_in(edition())
    other = next(one for one in library().outline.figures if one.indicator and one.words.text not in shown)

    added = edition(choice("tile.add", other.words.text))
    dropped = edition(choice("tile.drop", shown[0]))

    assert tiles_in(added) == [*shown, other.words.text]
    assert tiles_in(dropped) == shown[1:]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (choice("point.section", "就近入学", "nowhere-at-all"), "没有 nowhere-at-all 这一节"),
        (choice("point.section", "就近入学", "contact"), "放不了整句"),
        (choice("point.section", "就近入学", "none", name="nobody"), "没有“nobody”这种读者"),
        (Choice(kind="tile.add", decision="d1", audience="talent", figure="f999"), "已不在提纲里"),
    ],
)
def test_what_no_edition_can_follow_is_told_and_changes_nothing(wrong: Choice, why: str) -> None:
    desks = [AudienceView(library(), one) for one in template_set().audiences]

    told = list(find_misfits([wrong], desks, "云溪.review.toml"))

    assert [one.code for one in told] == ["decision-unfit"]
    assert why in told[0].message
    assert edition(wrong).sections == edition().sections


def test_what_an_audience_may_not_see_stays_withheld_whatever_was_decided() -> None:
    text = TEXT.replace("今年新建人才公寓260套", "巡视整改发现的问题要逐条整改，今年新建人才公寓260套")
    own = index_of(text)
    talent = audience("talent")
    withheld = next(one for one in own.outline.points if not AudienceView(own, talent).allows(one))
    wrong = Choice(
        kind="point.section", decision="d1", audience="talent", point=withheld.id, section=point_sections()[0]
    )

    found = make_edition(own, talent, [wrong])

    assert withheld.id not in [one.id for one in found.shown]


def test_a_sentence_of_the_offices_own_stands_beside_quotations() -> None:
    quoted = index_of(TEXT.replace("我们还引进了", "方晓说：“留住一个人，就是留住一个家。”我们还引进了"))
    officials, key = audience("officials"), point_sections("officials")[0]
    added = Choice(
        kind="point.add",
        decision="d1",
        audience="officials",
        point=next(one.id for one in quoted.outline.points if "安家补贴" in one.words.text),
        section=key,
        text="下月再开一次座谈会。",
    )

    found = make_edition(quoted, officials, [added])

    assert any(isinstance(section.part, parts.QuotesPart) for section in found.sections)
    assert "下月再开一次座谈会。" in texts_in(found, key)


def lines_of(found: Edition, key: str) -> list[str]:
    blocks = section_of(document_from(found), key)
    return [said(line) for block in blocks if isinstance(block, Bullets) for line in block.lines]


def extent(sentence: str, shown: str | None, *, name: str = "talent") -> Choice:
    place = span(TEXT.index(shown), TEXT.index(shown) + len(shown)) if shown else None
    return Choice(kind="point.extent", decision="d1", audience=name, point=point_of(sentence), shown=place)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("今年新建人才公寓260套，", "今年新建人才公寓260套……"),
        ("毕业生可以申请租房补贴。", "……毕业生可以申请租房补贴"),
        (None, "今年新建人才公寓260套，毕业生可以申请租房补贴"),
    ],
)
def test_a_sentence_is_printed_by_the_clauses_that_a_person_chose(shown: str | None, printed: str) -> None:
    choices = (choice("point.section", "新建人才公寓", point_sections()[0]), extent("新建人才公寓", shown))

    found = edition(*choices)

    assert printed in lines_of(found, point_sections()[0])


def test_the_clauses_of_one_audience_are_no_other_audiences() -> None:
    key = point_sections()[0]
    choices = (
        choice("point.section", "新建人才公寓", key),
        extent("新建人才公寓", "今年新建人才公寓260套，", name="officials"),
    )

    found = edition(*choices)

    assert "今年新建人才公寓260套，毕业生可以申请租房补贴" in lines_of(found, key)
