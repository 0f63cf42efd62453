"""Options, marks and fixtures for every test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


# They start processes, a browser or an office, or lay out whole packs; `make test-quick` leaves them out. A new module is
# quick until it turns out to be slow.
SLOW = frozenset(
    """
    approvals browser build charts check_blanks check_cli check_mutations check_reference choosing cli conformance decisions_properties
    desk desk_browser desk_killed desk_live desk_shared desk_shared_browser desk_without_pango docx editor elsewhere engine golden hostile imports laid_out lengths limits logo long_texts
    mutations one_page one_page_alone packaging packs page_breaks pages parse_properties pdf ranges reading reading_html
    reading_html_article reading_markdown reading_pdf reading_pdf_pages reading_word reference_pages release review
    strangers_files table_figures thrift typography verify word_charts word_forms word_in_libreoffice word_letterhead workflows
    """.split()
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow modules as `slow`."""
    for item in items:
        if item.path.stem.removeprefix("test_") in SLOW:
            item.add_marker(pytest.mark.slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes what is to be compared with instead of comparing."""
    parser.addoption("--update-golden", action="store_true", help="draw the reference pictures anew")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests keep finished work in a folder of their own, never in the user's."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
