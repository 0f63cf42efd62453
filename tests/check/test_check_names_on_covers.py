"""A place that keeps its character in Traditional Chinese is right wherever the pack prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from briefing.cli import briefing

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """海淀区长丁文远：建设人才特区

海淀区区长丁文远表示，去年全区地区生产总值达到2700亿元，增长12%。海淀也公布了引进人才计划，全区高新技术企业达到1200家，引进企业80家。
"""


@pytest.mark.parametrize("script", ["zh-Hant-TW", "zh-Hant-HK"])
def test_a_cover_prints_a_place_as_the_text_does(tmp_path: Path, script: str) -> None:
    (tmp_path / "访谈.txt").write_text(TEXT, encoding="utf-8")
    arguments = [
        "build",
        str(tmp_path / "访谈.txt"),
        "-a",
        "officials",
        "-f",
        "html",
        "-s",
        script,
        "-o",
        str(tmp_path / "out"),
    ]

    done = CliRunner().invoke(briefing, arguments)

    assert done.exit_code == 0, done.output
    assert "內部材料" in (page := next((tmp_path / "out").rglob("officials*.html")).read_text(encoding="utf-8"))
    assert "海淀區" in page
