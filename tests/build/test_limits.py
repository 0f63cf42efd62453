"""What a stranger's template may take: it is interrupted, and a worker that nothing interrupts is ended."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import signal
from typing import TYPE_CHECKING

import pytest

from briefing import limits
from briefing.build import render as rendering
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import BUILT_IN, Overlay
from briefing.errors import ConfigurationError, SourceError
from briefing.limits import TooLongError, collect_rarely, limited_memory, limited_time
from briefing.outline.load import gather
from briefing.text.language import Script
from samples import SEED

if TYPE_CHECKING:
    from pathlib import Path


def work_for_ever() -> None:
    while True:
        pass


def compute_in_c() -> None:
    limits._GRACE = 0.1  # noqa: SLF001 - in a process of its own
    with limited_time(0.1):
        sum(range(10**10))


def test_work_that_takes_too_long_is_interrupted() -> None:
    with pytest.raises(TooLongError), limited_time(0.05):
        work_for_ever()

    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_a_limit_within_another_leaves_the_other_in_force() -> None:
    def work() -> None:
        with limited_time(1000):
            pass
        work_for_ever()

    with pytest.raises(TooLongError), limited_time(0.05):
        work()


def test_a_worker_that_computes_in_c_is_ended() -> None:
    worker = multiprocessing.get_context("spawn").Process(target=compute_in_c)
    worker.start()
    worker.join()

    assert worker.exitcode == -signal.SIGPROF


def test_a_limit_on_memory_within_another_is_no_wider() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)

    with limited_memory(100_000_000):
        outer = resource.getrlimit(resource.RLIMIT_AS)
        with limited_memory(10_000_000_000):
            assert resource.getrlimit(resource.RLIMIT_AS) == outer

    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>企业</p>" * 3000, "还没有排完"),
        ("<div>" * 200 + "企业", "嵌套太深"),
        ("<style>* { font-size: 1e30px }</style><p>企业</p>", "排不出来：ZeroDivisionError"),
    ],
)
def test_a_page_that_cannot_be_laid_out_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, words: str
) -> None:
    monkeypatch.setattr(rendering, "_SECONDS", 0.5)
    monkeypatch.setattr(rendering, "_SECONDS_A_CHARACTER", 0)
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "page.html.j2").write_text(f"<!DOCTYPE html><title>x</title>{page}", encoding="utf-8")
    task = Task(
        template_set=load_template_set(Overlay(folders=(tmp_path, BUILT_IN))),
        reading=gather(SEED),
        audience="investor",
        script=Script.HANS,
        formats=("pdf",),
        date=None,
    )

    with pytest.raises(ConfigurationError, match=words):
        rendering.render(task)


def test_a_file_that_our_own_templates_cannot_lay_out_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise ZeroDivisionError("某个少见的字符")

    writers = rendering.edition_writers()
    monkeypatch.setattr(rendering, "edition_writers", lambda: {**writers, "docx": fail})
    task = Task(
        template_set=load_template_set(Overlay()),
        reading=gather(SEED),
        audience="investor",
        script=Script.HANS,
        formats=("html", "docx"),
        date=None,
    )

    made = rendering.render(task)

    assert list(made.contents) == ["html"]
    assert made.failed["docx"].message == "investor.zh-Hans.docx 排不出来：ZeroDivisionError：某个少见的字符"


def test_an_outline_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.outline.load._SECONDS", 0.05)
    monkeypatch.setattr("briefing.outline.load._SECONDS_A_CHARACTER", 0)
    monkeypatch.setattr("briefing.outline.parse.label_lines", lambda _: work_for_ever())
    source = tmp_path / "访谈.txt"
    source.write_bytes(SEED.read_bytes())

    with pytest.raises(SourceError, match="还没读完"):
        gather(source)


def test_garbage_is_looked_for_seldom() -> None:
    before = gc.get_threshold()

    try:
        collect_rarely()
        after = gc.get_threshold()
    finally:
        gc.set_threshold(*before)

    assert all(ours > usual for ours, usual in zip(after, (700, 10, 10), strict=True))
    assert gc.isenabled()
