"""The sidecar: everything optional, nothing misspelt in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config.sidecar import Erratum, Link, Sidecar, load_sidecar, parse_sidecar
from briefing.errors import ConfigurationError


def test_a_sidecar_says_what_the_source_does_not_print() -> None:
    sidecar = parse_sidecar(
        """
        published = 2024
        inferred = true
        status = "draft"
        locked = ["云上后湖"]
        [contact]
        office = "投资促进中心"
        telephone = ""
        [[errata]]
        words = "一公裡"
        correct = "一公里"
        [[links]]
        label = "原文"
        url = "https://example.org/a"
        """,
        "a.toml",
    )

    assert sidecar == Sidecar(
        file="a.toml",
        published="2024",
        inferred=True,
        status="draft",
        locked=("云上后湖",),
        contact={"office": "投资促进中心"},
        contact_given=True,
        errata=(Erratum(words="一公裡", correct="一公里"),),
        links=(Link(label="原文", url="https://example.org/a"),),
    )


def test_no_file_is_an_empty_sidecar(tmp_path: Path) -> None:
    assert load_sidecar(tmp_path / "none.toml") == Sidecar()


@pytest.mark.parametrize("value", ["2024", '"2024-05"', "2024-05-20", '"2024-05-20"'])
def test_a_date_may_be_a_year_a_month_or_a_day(value: str) -> None:
    sidecar = parse_sidecar(f"published = {value}", "a.toml")

    assert sidecar.published == value.strip('"')


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("publised = 2024", "publised"),
        ("published = '今年'", "published"),
        ("published = true", "published"),
        ("inferred = 1", "inferred"),
        ("status = 'final'", "status"),
        ("locked = '杲'", "locked"),
        ("[contact]\nfax = '1'", "contact.fax"),
        ("contact = 1", "contact"),
        ("[[links]]\nlabel = 'a'\nurl = 'javascript:alert(1)'", "links[1].url"),
        ("[[errata]]\nwords = ''\ncorrect = 'a'", "errata[1].words"),
        ("published = ", "a.toml"),
        ("a = " + "[" * 5000, "a.toml"),
    ],
)
def test_a_wrong_sidecar_names_its_file_and_key(text: str, named: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_sidecar(text, "a.toml")

    assert "a.toml" in caught.value.message
    assert named in caught.value.message
    assert caught.value.exit_code == 4


def test_a_sidecar_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("credit = '转载'".encode("gb18030"))

    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_sidecar(tmp_path / "a.toml")


def test_a_number_or_a_day_may_stand_without_quotation_marks() -> None:
    sidecar = parse_sidecar(
        '[bulletin]\nname = "潮汐信息"\ndate = 2026-05-02\ncopies = 120\n[contact]\ntelephone = 55501234\n', "a.toml"
    )

    assert sidecar.bulletin == {"name": "潮汐信息", "date": "2026年5月2日", "copies": "120"}
    assert sidecar.contact == {"telephone": "55501234"}


def test_a_truth_value_is_no_words() -> None:
    with pytest.raises(ConfigurationError, match="copies"):
        parse_sidecar('[bulletin]\nname = "潮汐信息"\ncopies = true\n', "a.toml")
