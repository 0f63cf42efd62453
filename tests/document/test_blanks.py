"""Blanks that an office fills in Word: offered where the sidecar says nothing, and in no other format."""

from __future__ import annotations

import pytest

from briefing.config.sidecar import Sidecar
from briefing.document.ledger import ledger_entries, runs_in
from briefing.document.model import Heading
from briefing.text.language import Script
from composing import document_from, document_of, edition_of, said
from word_blanks import TEXT

CORE = ["单位", "联系人", "电话", "电邮", "地址"]
IMPRINT = ["主送", "抄送", "份数"]


def blanks_of(audience: str, sidecar: Sidecar) -> list[list[str]]:
    """The labels of the forms of a document."""
    return [[blank.label for blank in form.blanks] for form in document_of(TEXT, audience, sidecar).forms]


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({}, [CORE]),
        ({"hours": "工作日上午"}, [CORE]),
        ({"office": "潮汐区商务局"}, [["联系人", "电话", "电邮", "地址"]]),
        ({"telephone": "5555 0101"}, [["单位", "联系人", "电邮", "地址"]]),
        ({"office": "潮汐区商务局", "telephone": "5555 0101"}, []),
        ({"person": "闻先生", "email": "wen@example.org"}, []),
    ],
)
def test_a_contact_that_does_not_say_whom_to_call_and_how_has_blanks_for_what_it_lacks(
    contact: dict[str, str], expected: list[list[str]]
) -> None:
    assert blanks_of("investor", Sidecar(contact=contact)) == expected


@pytest.mark.parametrize(
    ("bulletin", "expected"),
    [
        ({}, [[*IMPRINT, "编发单位", "印发日期"]]),
        ({"name": "潮汐信息"}, [IMPRINT]),
        ({"name": "潮汐信息", "to": "区委常委"}, []),
    ],
)
def test_the_imprint_of_an_internal_paper_has_blanks_where_it_is_not_given(
    bulletin: dict[str, str], expected: list[list[str]]
) -> None:
    assert blanks_of("officials", Sidecar(bulletin=bulletin)) == expected


def test_a_red_head_has_blanks_for_what_is_not_given_besides_its_name() -> None:
    head = document_of(TEXT, "officials", Sidecar(bulletin={"name": "潮汐信息", "number": "第3期"})).cover.bulletin

    assert head is not None
    assert [blank.label for blank in head.blanks] == ["编发单位", "印发日期"]


def test_a_section_of_blanks_alone_stands_under_its_heading_at_its_place() -> None:
    document = document_of(TEXT, "investor")
    (form,) = document.forms

    heading, *_ = form.opening
    after = document.blocks[form.at]

    assert isinstance(heading, Heading)
    assert (heading.anchor, form.title) == ("contact", "联系方式")
    assert isinstance(after, Heading)
    assert after.anchor == "sources"


def test_blanks_beside_given_entries_stand_right_under_them() -> None:
    document = document_of(TEXT, "investor", Sidecar(contact={"office": "潮汐区商务局"}))
    (form,) = document.forms

    assert form.opening == ()
    assert "潮汐区商务局" in said(document.blocks[form.at - 1])


@pytest.mark.parametrize("audience", ["investor", "talent", "officials"])
def test_nothing_of_a_blank_is_in_the_words_that_every_format_prints(audience: str) -> None:
    document = document_of(TEXT, audience, Sidecar(bulletin={"name": "潮汐信息"}))

    words = "".join(entry["text"] for entry in ledger_entries(document))

    assert document.forms
    assert "点此填写" not in words
    assert "联系方式" not in words
    assert not [run for run in runs_in(document.blocks) if run.text in CORE]


def test_the_one_page_alone_has_no_form() -> None:
    document = document_from(edition_of(TEXT, "officials"), pages="one")

    assert document.forms == ()


def test_prompts_are_in_the_script_of_the_document() -> None:
    document = document_from(edition_of(TEXT, "talent"), Script.TW)

    assert [blank.prompt for blank in document.forms[0].blanks][:2] == ["點此填寫單位", "點此填寫聯絡人"]
