"""Number formats: what a chart's labels say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.text.number_formats import find_format, show_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("9.60", "General", "9.6"),
        ("9.6", 'General"%"', "9.6%"),
        ("9.6", "General\\%", "9.6%"),
        ("0.096", "0.0%", "9.6%"),
        ("9.6", "0", "10"),
        ("52380", '#,##0"元"', "52,380元"),
        ("5.5", "0.00", "5.50"),
        ("5.5", "0.0#", "5.5"),
        ("80", '"超"General"家"', "超80家"),
        ("3", "[Red]0;[Blue]-0", "3"),
        ("3", "[$元-804]0_ ", "元3"),
    ],
)
def test_a_number_looks_as_its_format_says(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("before", "numeral", "after", "code"),
    [
        ("", "9.6", "%", 'General"%"'),
        ("超", "80", "家", '"超"General"家"'),
        ("", "5.50", "%", '0.00"%"'),
        ("", "52,380", "元", '#,##0"元"'),
        ("", "7,512.30", "亿元", '#,##0.00"亿元"'),
        ("", "123456789012", "元", '0"元"'),
    ],
)
def test_a_figure_keeps_the_source_s_wording_in_a_format(before: str, numeral: str, after: str, code: str) -> None:
    value = Decimal(numeral.replace(",", ""))

    assert find_format(value, before, numeral, after) == code
    assert show_number(value, code) == f"{before}{numeral}{after}"


@pytest.mark.parametrize(("numeral", "after"), [("5,2380", "元"), ("52 380", "元"), ("52380", '"元"')])
def test_what_no_format_can_show_has_none(numeral: str, after: str) -> None:
    assert find_format(Decimal(52380), "", numeral, after) is None
