"""briefing review and the names in Chinese: what to look at before signing, and what people may type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import briefing
from briefing.cli.build import order_of
from briefing.config.review import (
    Decision,
    EditorText,
    Placement,
    review_path,
)
from briefing.config.review_file import append_decision
from briefing.config.review_loader import KINDS, load_review
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.errors import BriefingError, ConfigurationError, UsageError
from briefing.outline.anchors import AnchorFinder
from briefing.outline.doubts import find_thin, gather_doubts, read_doubts
from briefing.outline.load import gather, inputs
from briefing.text.source import Diagnostic, span
from builders import source_of
from deciding import TEXT

DOUBTFUL = TEXT.replace("最高补贴40万元", "其中40万元；其余70万元").replace(
    "区里还办了招工会，", "他说：“招工会要常办常新。”区里还办了招工会，"
)
MANUAL = Path(__file__).parents[2] / "docs" / "manual.md"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(briefing, arguments)


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    path = tmp_path / "云溪.txt"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


def decide(path: Path, decision: Decision) -> None:
    append_decision(review_path(path), (path.name, ""), decision)


def listed(path: Path) -> list[dict[str, object]]:
    result = run("review", str(path), "--json")
    assert result.exit_code == 0
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_the_most_doubtful_comes_first_with_its_place_and_what_to_do(interview: Path) -> None:
    result = run("review", str(interview))
    doubts = listed(interview)

    measures = [one["doubt"] for one in doubts]
    assert result.exit_code == 0
    assert measures == sorted(measures, reverse=True)
    assert "【40万元】" in result.stdout
    assert "第4段" in result.stdout
    assert result.stdout.count("该做什么：") == len(doubts)


def test_doubts_of_one_kind_are_gathered() -> None:
    source = source_of("甲3家。乙4家。")
    told = [Diagnostic(code="no-indicator", message=f"{at}", span=span(at, at + 2)) for at in (1, 5)]

    doubts = gather_doubts([*told, Diagnostic(code="no-title", message="没有题目")], source)

    assert [(one.code, len(one.places)) for one in doubts] == [("no-title", 1), ("no-indicator", 2)]
    assert (doubts[1].places[0].words, doubts[1].places[0].paragraph) == ("3家", 1)


def test_a_doubt_that_somebody_has_seen_or_answered_is_listed_no_more(interview: Path) -> None:
    reading = gather(interview)
    codes = ("no-indicator", "unsure-label")
    doubtful = [one for one in reading.outline.diagnostics if one.code in codes]
    assert len(doubtful) > 1
    finder = AnchorFinder(reading.outline.source)
    first, second = (finder.anchor_at(span(at, at + 4)) for at in map(DOUBTFUL.index, ("40万元", "70万元")))

    decide(interview, Decision(kind="seen", doubt=doubtful[0].code, about=first))
    decide(interview, Decision(kind="figure.label", about=second, value=EditorText(text="补贴")))

    left = [place for one in listed(interview) if one["code"] in codes for place in one["places"]]
    assert len(left) == len(doubtful) - 2


def test_a_decision_that_cannot_be_followed_heads_the_list(interview: Path) -> None:
    finder = AnchorFinder(source_of(DOUBTFUL))
    about = finder.anchor_at(span(DOUBTFUL.index("区里还办了"), DOUBTFUL.index("区里还办了") + 5))
    decide(
        interview, Decision(kind="point.section", about=about, value=Placement(audience="talent", section="nowhere"))
    )

    assert listed(interview)[0]["code"] == "decision-unfit"


def test_a_section_of_a_few_words_is_told() -> None:
    entries = [
        {"block": "cover", "text": "人才简报", "origin": {"kind": "template", "key": "title"}},
        {"block": "one-page", "text": "一页纸", "origin": {"kind": "template", "key": "one_page.heading"}},
        {"block": "one-page", "text": "方晓", "origin": {"kind": "source", "spans": [[0, 2]]}},
        {"block": "spine", "text": "创新", "origin": {"kind": "source", "spans": [[0, 2]]}},
        {"block": "housing", "text": "一、", "origin": {"kind": "template", "key": "heading.number"}},
        {"block": "housing", "text": "住房", "origin": {"kind": "template", "key": "sections.housing.heading"}},
        {"block": "housing", "text": "有公寓。", "origin": {"kind": "source", "spans": [[0, 4]]}},
        {"block": "awards", "text": "奖励", "origin": {"kind": "template", "key": "sections.awards.heading"}},
        {
            "block": "awards",
            "text": "对博士每人一次发放补贴四十万元。",
            "origin": {"kind": "source", "spans": [[4, 20]]},
        },
    ]

    told = list(find_thin({"talent": entries}))

    assert [one.message for one in told] == ["人才简报：“住房”内容不到 12 字"]


def test_the_outline_s_file_tells_doubts_with_paragraph_and_words(interview: Path) -> None:
    outline = json.loads(run("outline", str(interview), "--json").stdout)

    entry = next(one for one in outline["diagnostics"] if one["code"] == "no-indicator")
    assert (entry["words"], entry["paragraph"], 0 < entry["doubt"] <= 1) == ("40万元", 4, True)
    assert [one.code for one in read_doubts(outline, ())]


@pytest.mark.parametrize("hostile", [{}, {"diagnostics": 3}, {"diagnostics": [1, {"doubt": "x"}, {"doubt": 1}]}])
def test_an_outline_that_is_none_has_no_doubts(hostile: dict[str, object]) -> None:
    assert read_doubts(hostile, ()) == ()


def test_a_build_follows_the_decisions_and_what_is_kept_of_it_knows_of_them(interview: Path) -> None:
    before = inputs(interview)

    decide(interview, Decision(kind="place", value=EditorText(text="别有溪")))

    assert (before, inputs(interview)) == ((interview,), (interview, review_path(interview)))
    assert "地区：别有溪" in run("outline", str(interview)).stdout


def test_decisions_go_before_the_sidecar(interview: Path) -> None:
    interview.with_suffix(".toml").write_text('place = "补充区"\npublished = 2020\n', encoding="utf-8")
    decide(interview, Decision(kind="place", value=EditorText(text="决定区")))

    reading = gather(interview)

    assert (reading.sidecar.place, reading.sidecar.published) == (None, "2020")
    assert reading.outline.place is not None
    assert reading.outline.place.text == "决定区"


def test_an_outline_and_a_review_file_for_one_source_are_refused_by_name(interview: Path) -> None:
    outline = interview.with_name("云溪.outline.json")
    assert run("outline", str(interview), "-o", str(outline)).exit_code == 0
    decide(interview, Decision(kind="place", value=EditorText(text="决定区")))

    with pytest.raises(ConfigurationError) as refused:
        gather(outline)

    assert outline.name in refused.value.message
    assert review_path(interview).name in refused.value.message


def test_a_review_file_that_is_wrong_is_refused_by_every_command(interview: Path) -> None:
    review_path(interview).write_text('schema = "briefing/review/1"\n[[decision]]\nkind = "title"\n', encoding="utf-8")

    for command in (["outline"], ["review"], ["build", "--no-cache", "--out", str(interview.parent / "out")]):
        result = run(*command, str(interview))
        assert isinstance(result.exception, BriefingError)
        assert result.exception.exit_code == 4
    with pytest.raises(ConfigurationError):
        load_review(review_path(interview))


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_explains_every_kind_of_decision(kind: str) -> None:
    assert f"`{kind}`" in MANUAL.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("audiences", "formats", "scripts", "wanted"),
    [
        (("投资者",), ("Word",), ("简体",), (("investor",), ("docx",), ("zh-Hans",))),
        (
            ("人才", "officials"),
            ("网页", "pdf"),
            ("繁体",),
            (("talent", "officials"), ("html", "pdf"), ("zh-Hant-TW", "zh-Hant-HK")),
        ),
        (("投資者",), ("網頁",), ("繁體香港",), (("investor",), ("html",), ("zh-Hant-HK",))),
        (
            (),
            ("PDF",),
            ("台湾繁体", "hk"),
            (("investor", "talent", "officials"), ("pdf",), ("zh-Hant-TW", "zh-Hant-HK")),
        ),
    ],
)
def test_options_are_taken_in_chinese(
    audiences: tuple[str, ...], formats: tuple[str, ...], scripts: tuple[str, ...], wanted: tuple[tuple[str, ...], ...]
) -> None:
    order = order_of(load_template_set(Overlay()), audiences, formats, scripts)

    assert (order.audiences, order.formats, tuple(map(str, order.scripts))) == wanted


@pytest.mark.parametrize(
    ("audiences", "formats", "scripts"), [(("老人",), (), ()), ((), ("图片",), ()), ((), (), ("篆书",))]
)
def test_a_name_that_there_is_not_is_refused_with_those_that_there_are(
    audiences: tuple[str, ...], formats: tuple[str, ...], scripts: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as refused:
        order_of(load_template_set(Overlay()), audiences, formats, scripts)

    assert any(word in refused.value.hint for word in ("投资者", "Word", "繁体"))
