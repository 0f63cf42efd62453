"""A person's decisions in the outline: each kind, in order, later ones first, those that have lost their words told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from briefing.config.review import (
    Anchor,
    Chosen,
    Decision,
    EditorText,
    LineKindValue,
    Nothing,
    People,
    Person,
    Placement,
    SetValue,
)
from briefing.outline.codec import from_json, to_json
from briefing.outline.decisions import apply_decisions, mark_lines
from briefing.outline.model import LeftOut, Words, quote_source
from briefing.outline.oddities import find_unsure
from briefing.outline.parse import parse
from briefing.text.source import span
from deciding import TEXT, anchor, chosen, codes, decide, figure_of, review_of, source


@pytest.mark.parametrize("kind", ["title", "place", "outlet", "published"])
def test_a_fact_of_the_cover_is_the_source_s_words_an_editor_s_or_none(kind: str) -> None:
    words = decide(Decision(kind=kind, value=chosen("云溪区"))).outline
    text = decide(Decision(kind=kind, value=EditorText(text="自己写的"))).outline
    none = decide(Decision(kind=kind, value=Nothing())).outline

    assert getattr(words, kind) == Words(
        text="云溪区", spans=getattr(words, kind).spans, origin="review", evidence="review"
    )
    assert getattr(text, kind) == Words(text="自己写的", origin="editor", evidence="review")
    assert getattr(none, kind) is None


def test_the_speakers_are_those_decided_with_their_posts() -> None:
    person = Person(name=chosen("方晓"), role=chosen("云溪区区长"))
    guest = Person(name=EditorText(text="外来的客人"))

    speakers = decide(Decision(kind="speaker", value=People(people=(person, guest)))).outline.speakers

    assert [(one.name, one.role, one.origin) for one in speakers] == [
        ("方晓", "云溪区区长", "review"),
        ("外来的客人", None, "editor"),
    ]


def test_a_label_and_a_time_are_the_words_chosen_joined() -> None:
    label = Chosen(anchors=(anchor("全区"), anchor("工厂", nth=2)))
    decided = decide(
        Decision(kind="figure.label", about=anchor("318家"), value=label),
        Decision(kind="figure.time", about=anchor("318家"), value=chosen("今年")),
    ).outline

    figure = figure_of(decided, "318家")

    assert figure.indicator is not None
    assert figure.indicator.text == "全区工厂"
    assert figure.period is not None
    assert (figure.period.text, figure.words.origin) == ("今年", "review")


def test_a_number_is_made_a_figure_another_is_none() -> None:
    text = TEXT.replace("来了318人", "编号是7812")
    decided = decide(
        Decision(kind="figure.add", about=anchor("7812", text=text)),
        Decision(kind="figure.drop", about=anchor("40万元")),
        text=text,
    ).outline

    added = figure_of(decided, "7812")

    assert (added.value, added.point is not None) == (7812, True)
    assert len({one.id for one in decided.figures}) == len(decided.figures)
    assert not any(one.words.text == "40万元" for one in decided.figures)


def test_the_words_of_a_figure_change_with_its_value() -> None:
    text = TEXT.replace("318家", "近318家")

    decided = decide(
        Decision(kind="figure.text", about=anchor("近318家", text=text), value=EditorText(text="约320家")), text=text
    ).outline

    figure = figure_of(decided, "约320家")
    assert (figure.value, figure.words.origin) == (320, "editor")


def test_a_figure_in_an_editor_s_words_is_still_found_by_the_source_s() -> None:
    decided = decide(
        Decision(kind="figure.text", about=anchor("318家"), value=EditorText(text="约320家")),
        Decision(kind="figure.label", about=anchor("318家"), value=EditorText(text="新厂")),
    ).outline

    label = figure_of(decided, "约320家").indicator
    assert label is not None
    assert (label.text, codes(decided)) == ("新厂", [])


def test_a_quotation_gets_its_speaker_and_another_goes() -> None:
    spoken = decide(
        Decision(kind="quote.speaker", about=anchor("厂房不漏雨"), value=Nothing()),
    ).outline.quotes
    gone = decide(Decision(kind="quote.drop", about=anchor("厂房不漏雨，老板才睡得着。"))).outline.quotes
    added = decide(Decision(kind="quote.add", about=anchor("降低成本"))).outline.quotes

    assert [one.speaker for one in spoken] == [None]
    assert gone == ()
    assert "降低成本" in [one.words.text for one in added]


def test_a_set_takes_the_place_of_the_machine_s_list_with_its_heads() -> None:
    value = SetValue(kind="keywords", heads=(anchor("降低成本"), anchor("改造厂房")))

    added = decide(Decision(kind="set.add", value=value)).outline.enumerations
    dropped = decide(Decision(kind="set.add", value=value), Decision(kind="set.drop", value=value)).outline.enumerations

    assert [(one.kind, [item.head.text for item in one.items]) for one in added] == [
        ("keywords", ["降低成本", "改造厂房"])
    ]
    assert not any(one.kind == "keywords" for one in dropped)


def test_a_set_of_keywords_takes_the_place_of_the_formulation_with_its_heads_and_has_an_id_of_its_own() -> None:
    text = "云溪区的工厂\n推进“铺路、修渠、栽树”三大行动，坚持“走一圈、问一户、记一笔”。\n"
    value = SetValue(kind="keywords", heads=tuple(anchor(words, text=text) for words in ("铺路", "修渠", "栽树")))

    outline = decide(Decision(kind="set.add", value=value), text=text).outline

    assert [one.kind for one in outline.enumerations] == ["keywords"]
    assert [[item.head.text for item in one.items] for one in outline.formulations] == [["走一圈", "问一户", "记一笔"]]
    assert outline.enumerations[0].id != outline.formulations[0].id


def test_a_policy_is_added_or_none_and_a_name_is_locked() -> None:
    decided = decide(
        Decision(kind="policy.drop", about=anchor("《云溪区稳企九条》")),
        Decision(kind="policy.add", about=anchor("招工会")),
        Decision(kind="name.lock", about=Anchor(words="方曉")),
    )

    assert [one.words.text for one in decided.outline.policies] == ["招工会"]
    assert decided.locked == ("方曉",)


def test_a_line_is_what_was_decided_before_anything_is_read() -> None:
    caption = decide(
        Decision(kind="line.kind", about=anchor("区里还办了"), value=LineKindValue(kind="furniture"))
    ).outline
    heading = decide(
        Decision(kind="heading", about=anchor("区里还办了"), value=LineKindValue(kind="heading", level=2))
    ).outline

    assert len(caption.furniture) == 1
    assert not any("招工会" in one.words.text for one in caption.points)
    assert any(one.heading and "招工会" in one.heading.text for one in heading.sections)


def test_a_line_that_is_not_there_is_told_and_marks_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.outline.draft.find_holder", lambda *_: None)
    decision = Decision(kind="heading", about=anchor("区里还办了"), value=LineKindValue(kind="heading", level=2))

    marked, notices = mark_lines(source(), review_of(decision))

    assert marked == source()
    assert [one.code for one in notices] == ["decision-unused"]


def test_a_line_is_a_question_and_no_statement() -> None:
    decided = decide(Decision(kind="question", about=anchor("区里还办了"), value=Nothing())).outline

    assert decided.questions[-1].words.text.startswith("区里还办了")
    assert not any("招工会" in one.words.text for one in decided.points)


def test_a_later_decision_on_the_same_thing_wins() -> None:
    about = anchor("318家")

    decided = decide(
        Decision(kind="figure.label", about=about, value=EditorText(text="甲")),
        Decision(kind="figure.drop", about=about),
        Decision(kind="figure.add", about=about),
        Decision(kind="figure.label", about=about, value=EditorText(text="乙")),
    ).outline

    label = figure_of(decided, "318家").indicator
    assert label is not None
    assert (label.text, codes(decided)) == ("乙", [])


def test_what_is_undone_leaves_the_machine_s_and_an_undone_undo_brings_it_back() -> None:
    drop = Decision(kind="figure.drop", about=anchor("318家"))

    undone = decide(drop, Decision(kind="undo", value="d1")).outline
    redone = decide(drop, Decision(kind="undo", value="d1"), Decision(kind="undo", value="d2")).outline

    assert figure_of(undone, "318家").indicator is not None
    assert not any(one.words.text == "318家" for one in redone.figures)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (Anchor(words="九千家"), "decision-gone"),
        (Anchor(words="318"), "decision-ambiguous"),
        (Anchor(words="318", before="完全另外的话", after="不是这里的话"), "decision-gone"),
        (Anchor(words="老板"), "decision-unused"),
    ],
)
def test_a_decision_whose_words_are_lost_is_told_and_not_applied(about: Anchor, code: str) -> None:
    before = decide(Decision(kind="name.lock", about=anchor("方晓"))).outline

    decided = decide(
        Decision(kind="figure.label", about=about, value=EditorText(text="错的")),
        Decision(kind="name.lock", about=anchor("方晓")),
    ).outline

    assert codes(decided) == [code]
    assert decided.figures == before.figures


def test_words_are_found_again_where_the_text_around_them_has_changed() -> None:
    about = anchor("318家")
    moved = TEXT.replace("去年全区新增工厂", "据统计，去年新增\n工厂").replace(
        "2026年5月6日", "2026年5月6日\n\n新添的一段，有318家。"
    )

    decided = decide(Decision(kind="figure.label", about=about, value=EditorText(text="对的")), text=moved).outline

    labels = [one.indicator.text if one.indicator else None for one in decided.figures if one.words.text == "318家"]
    assert labels.count("对的") == 1
    assert labels[-1] == "对的"


def test_a_seen_doubt_is_in_no_doubt_any_more() -> None:
    text = TEXT.replace("最高补贴40万元", "其中40万元")
    outline = decide(Decision(kind="name.lock", about=anchor("方晓")), text=text).outline
    doubtful = next(one for one in outline.diagnostics if one.code == "no-indicator")
    assert doubtful.span is not None

    seen = decide(
        Decision(kind="seen", doubt="no-indicator", about=anchor(outline.source[doubtful.span], text=text)), text=text
    ).outline

    assert next(one for one in seen.diagnostics if one.code == "no-indicator").doubt == 0.0


def test_of_figures_that_share_a_doubtful_time_one_is_seen_and_the_others_are_not() -> None:
    outline = parse(source())
    shared = quote_source(outline.source, span(TEXT.index("今年抓"), TEXT.index("今年抓") + 2))
    figures = tuple(replace(one, left_out=LeftOut(period=shared)) for one in outline.figures)
    told = tuple(find_unsure(figures))
    outline = replace(outline, figures=figures, diagnostics=told)

    seen = apply_decisions(
        outline, review_of(Decision(kind="seen", doubt="unsure-time", about=anchor("318家")))
    ).outline.diagnostics

    assert len(told) > 2
    assert [one.message[:6] for one in seen if one.doubt == 0] == ["“318家”"]
    assert len(seen) == len(told)


def test_a_label_answers_the_notice_that_there_is_none() -> None:
    text = TEXT.replace("最高补贴40万元", "其中40万元")
    before = decide(Decision(kind="name.lock", about=anchor("方晓")), text=text).outline
    unlabelled = [one for one in before.diagnostics if one.code == "no-indicator"]

    decided = decide(
        Decision(kind="figure.label", about=anchor("40万元", text=text), value=EditorText(text="补贴")), text=text
    ).outline

    assert len([one for one in decided.diagnostics if one.code == "no-indicator"]) == len(unlabelled) - 1


def test_a_label_and_a_time_answer_the_notices_that_they_were_not_sure() -> None:
    text = TEXT.replace("去年全区新增工厂318家", "这些年来来去去，工厂什么的，好像加起来318家上下")
    before = decide(Decision(kind="name.lock", about=anchor("方晓")), text=text).outline
    left_out = figure_of(before, "318家").left_out

    label, time = (
        decide(Decision(kind=kind, about=anchor("318家", text=text), value=EditorText(text="写明的")), text=text)
        for kind in ("figure.label", "figure.time")
    )

    told = [(one.code, "318家" in one.message) for one in before.diagnostics]
    assert ((left_out.indicator is not None), (left_out.period is not None)) == (
        ("unsure-label", True) in told,
        ("unsure-time", True) in told,
    )
    assert ("unsure-label", True) in told or ("unsure-time", True) in told
    assert not [one for one in label.outline.diagnostics if one.code == "unsure-label" and "318家" in one.message]
    assert not [one for one in time.outline.diagnostics if one.code == "unsure-time" and "318家" in one.message]


def test_decisions_about_editions_are_kept_by_the_ids_of_the_outline() -> None:
    decided = decide(
        Decision(kind="point.section", about=anchor("区里还办了"), value=Placement(audience="talent", section="none")),
        Decision(kind="tile.drop", about=anchor("260套"), value=Placement(audience="talent")),
    )

    point, tile = decided.choices

    assert point.point == decided.outline.points[-1].id
    assert tile.figure == figure_of(decided.outline, "260套").id


def test_an_outline_with_decisions_is_read_back_as_it_was_written() -> None:
    decided = decide(
        Decision(kind="place", value=EditorText(text="别处")),
        Decision(kind="figure.label", about=anchor("318家"), value=chosen("工厂")),
        Decision(kind="speaker", value=People(people=(Person(name=chosen("方晓"), role=EditorText(text="书记")),))),
    ).outline

    loaded = from_json(to_json(decided), source())

    assert json.loads(to_json(decided))["figures"][0]["origin"] == "review"
    assert (loaded.place, loaded.speakers, loaded.figures) == (decided.place, decided.speakers, decided.figures)


def test_a_review_file_of_another_text_is_told() -> None:
    from briefing.outline.decisions import apply_decisions
    from briefing.outline.parse import parse
    from deciding import review_of

    review = replace(review_of(), source_sha256="0" * 64)

    assert codes(apply_decisions(parse(source()), review).outline) == ["review-source"]
