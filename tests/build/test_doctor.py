"""What a machine lacks is named, with the package that brings it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.build.environment import Library, examine, missing_fonts, missing_libraries, require
from briefing.config.templates import Overlay
from briefing.config.theme import Face, Theme, load_theme
from briefing.errors import EnvironmentLacksError
from briefing.text.language import Script


def theme_without_fonts() -> Theme:
    face = Face(css=("无名宋体",), word="宋体", latin="Times New Roman")
    return replace(load_theme(Overlay.over(None)), fonts={script: {"serif": face} for script in Script})


def test_a_machine_that_was_set_up_lacks_nothing() -> None:
    assert examine(load_theme(Overlay.over(None))) == ()


def test_a_library_that_does_not_load_is_named_with_its_package() -> None:
    library = Library(name="no-such-library", use="排版 PDF", package="libnosuch0")

    (finding,) = missing_libraries([library])

    assert finding.message == "缺少系统库 no-such-library，不能排版 PDF"
    assert "apt-get install libnosuch0" in finding.hint


def test_a_face_of_which_no_family_is_installed_is_named_once_for_its_script() -> None:
    (finding,) = missing_fonts(theme_without_fonts(), [Script.HANS])

    assert finding.message == "缺少 zh-Hans 的字体：无名宋体，一种也没有"
    assert "fonts-noto-cjk" in finding.hint


def test_a_pdf_is_refused_where_its_fonts_are_missing() -> None:
    with pytest.raises(EnvironmentLacksError, match="无名宋体") as refusal:
        require(("html", "pdf"), [Script.HANS], theme_without_fonts())

    assert "briefing doctor" in refusal.value.hint


def test_word_and_html_ask_nothing_of_the_machine() -> None:
    require(("html", "docx"), Script, theme_without_fonts())
