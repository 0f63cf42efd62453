"""What is worked out once, or faster, gives the files that WeasyPrint's own way gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pydyf
import pytest
import weasyprint
from weasyprint.css import ComputedStyle
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text import line_break
from weasyprint.text.line_break import split_first_line

from briefing.text.language import Script
from briefing.writers.pdf.weasyprint import speed
from pdf_made import pdf_of
from samples import sample_document

# In a process of its own, since what makes WeasyPrint quick stays for the process.
_SLOWLY = """
import sys
import weasyprint
from briefing.text.language import Script
from briefing.writers.pdf.weasyprint import laid_out, speed
from pdf_made import pdf_of
from samples import sample_document

# Texts whose glyphs are not kept cannot be measured, which another script would need.
laid_out._room = lambda layout: ()
speed.install = lambda: None
speed.settle = lambda pdf: None
speed.page_of = lambda html, fetcher: weasyprint.HTML(string=html, url_fetcher=fetcher)
sys.stdout.buffer.write(pdf_of(sample_document(Script(sys.argv[2]), sys.argv[1])))
"""


@pytest.mark.parametrize(
    ("character", "script"), [("investor", Script.HANS), ("talent", Script.TW), ("officials", Script.HK)]
)
def test_no_byte_of_a_file_is_changed(character: str, script: Script) -> None:
    quick = pdf_of(sample_document(script, character))

    paths = f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}\n"
    command = [sys.executable, "-c", paths + _SLOWLY, character, script.value]
    slow = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[1]).stdout
    assert quick == slow


def test_a_line_and_a_half_is_shaped_where_weasyprint_shapes_four() -> None:
    """Where this fails, `_quick_first_lines` no longer finds the number that it changes, and does nothing."""
    speed.install()

    numbers = [one for one in split_first_line.__code__.co_consts if type(one) in (int, float)]

    assert (numbers.count(speed._FEWER_LINES), numbers.count(speed._LINES)) == (1, 0)  # noqa: SLF001


def test_the_height_of_a_line_is_what_weasyprint_works_out() -> None:
    speed.install()
    page = weasyprint.HTML(
        string="<p style='line-height: 1.7'>字<b style='font-size: 30px; line-height: normal'>大</b>"
    )
    styles = {id(box.style): box.style for box in page.render().pages[0]._page_box.descendants()}  # noqa: SLF001

    kept = [line_break.strut(style) for style in styles.values()]

    assert kept == [line_break.strut.__wrapped__(style) for style in styles.values()]
    assert len(set(kept)) > 1


def test_pydyf_still_lists_all_pages_for_each_reference() -> None:
    """Where this fails, `_list_pages_once` is needed no more."""
    speed.install()
    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary())
    own, ours = pydyf.PDF.page_references.fget.__wrapped__, pydyf.PDF.page_references.fget

    first = ours(pdf)
    pdf.add_page(pydyf.Dictionary())

    assert own(pdf) is not own(pdf)
    assert (len(first), ours(pdf)) == (1, own(pdf))
    assert ours(pdf) is ours(pdf)


_STYLED = """<style>
html { font-size: 12px; color: #123456 } p { margin-inline-start: 3px; margin-left: 2px; margin-inline-end: 7px; text-indent: calc(1em + 2%) }
ul { padding: 1em; width: calc(50% - 3px) } li::marker { color: red } b { position: absolute; float: left; text-decoration: underline }
.turned { direction: rtl; padding-inline-end: 5px; border-left: 1px solid; page: wide }
</style><p>一<b>二<i>三</i></b></p><ul><li>四</li></ul><div class="turned">五<span>六</span></div>"""


def test_every_property_of_a_style_is_what_weasyprint_works_out() -> None:
    speed.install()
    pages = [page._page_box for page in weasyprint.HTML(string=_STYLED).render().pages]  # noqa: SLF001
    styles = {id(box.style): box.style for page in pages for box in page.descendants()}.values()
    computed = [style for style in styles if type(style) is ComputedStyle and style.parent_style is not None]

    assert len(computed) > 6
    for style in computed:
        for key in (*INITIAL_VALUES, "__unset"):
            ours, own = _anew(style), _anew(style)
            assert ours[key] == ComputedStyle.__missing__.__wrapped__(own, key), key


def _anew(style: Any) -> Any:
    """The style with nothing worked out."""
    parts = ("parent_style", "cascaded", "pseudo_type", "root_style", "base_url", "font_config", "initial_page_sizes")
    return ComputedStyle(*(getattr(style, part) for part in parts))
