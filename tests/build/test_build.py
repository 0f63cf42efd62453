"""Builds of one source and of many: what is made again, what is not, and by whom."""

from __future__ import annotations

import hashlib
import importlib.util
import runpy
import subprocess
import sys
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.build.output import Built
from briefing.build.pipeline import Job, Order, build_sources, share_out
from briefing.build.workers import open_pool
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.errors import BriefingError, ConfigurationError, EnvironmentLacksError, SourceError, UsageError
from briefing.packs.cache import Cache
from briefing.text.language import Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.build.workers import Workers
    from briefing.document.model import Document

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "huangpu-interview.txt"
AUDIENCES = ("investor", "talent", "officials")


def job_of(tmp_path: Path, *, overlay: Overlay | None = None, formats: tuple[str, ...] = ("html", "docx")) -> Job:
    return Job(
        template_set=load_template_set(overlay or Overlay()),
        order=Order(audiences=AUDIENCES, formats=formats, scripts=(Script.HANS,), date=None),
        out=tmp_path / "out",
        cache=Cache(folder=tmp_path / "cache"),
    )


def build(job: Job, paths: Sequence[Path], workers: Workers) -> list[Built | BriefingError]:
    return [result for _, result in build_sources(job, paths, workers)]


def pieces(tmp_path: Path) -> set[str]:
    return {path.stem for path in (tmp_path / "cache").glob("??/*")}


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.suffix}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with open_pool(2) as pool:
        yield pool


def test_a_second_build_hands_out_nothing_and_gives_the_same_files(tmp_path: Path, workers: Workers) -> None:
    job = job_of(tmp_path)
    build(job, [SEED], workers)
    before = hashes(job.out / SEED.stem)

    with open_pool(1) as idle:
        build(job, [SEED], idle)

        assert "executor" not in vars(idle)
    assert hashes(job.out / SEED.stem) == before


def test_more_workers_than_editions_share_their_formats_and_give_the_same_files(
    tmp_path: Path, workers: Workers
) -> None:
    few, many, told = job_of(tmp_path / "few"), job_of(tmp_path / "many"), []
    build(few, [SEED], workers)
    with open_pool(4) as pool:
        ((_, built),) = build_sources(many, [SEED], pool, lambda: told.append(1))
        handed_out = len(vars(pool.executor)["_processes"])

    assert isinstance(built, Built)
    assert (len(told), handed_out) == (3, 4)
    assert hashes(many.out / SEED.stem) == hashes(few.out / SEED.stem)


def test_an_edition_is_refused_for_all_its_formats(tmp_path: Path) -> None:
    thin = tmp_path / "访谈.txt"
    thin.write_text("江城区访谈\n\n记者：请介绍一下。\n\n区长：我们会继续努力，谢谢大家。\n", encoding="utf-8")
    with open_pool(4) as pool:
        (result,) = build(job_of(tmp_path), [thin], pool)

    assert isinstance(result, SourceError)


def test_the_cache_fills_an_emptied_output_folder_again(tmp_path: Path, workers: Workers) -> None:
    job = job_of(tmp_path)
    build(job, [SEED], workers)
    before = hashes(job.out / SEED.stem)
    for path in (job.out / SEED.stem).iterdir():
        path.unlink()

    build(job, [SEED], workers)

    assert hashes(job.out / SEED.stem) == before


def test_one_edited_audience_file_makes_its_own_files_anew_and_no_others(tmp_path: Path, workers: Workers) -> None:
    build(job_of(tmp_path), [SEED], workers)
    before = pieces(tmp_path)
    mine = tmp_path / "mine"
    (mine / "audiences").mkdir(parents=True)
    text = Overlay().read("audiences/talent.toml")
    (mine / "audiences" / "talent.toml").write_text(f"{text}\n# 改过\n", encoding="utf-8")

    build(job_of(tmp_path, overlay=Overlay.over(mine)), [SEED], workers)

    assert len(pieces(tmp_path) - before) == 1


def test_a_changed_sidecar_makes_everything_anew(tmp_path: Path, workers: Workers) -> None:
    source = tmp_path / "interview.txt"
    source.write_bytes(SEED.read_bytes())
    build(job_of(tmp_path), [source], workers)
    before = pieces(tmp_path)

    source.with_suffix(".toml").write_text("published = 2024\n", encoding="utf-8")
    build(job_of(tmp_path), [source], workers)

    assert len(pieces(tmp_path) - before) == len(AUDIENCES) + 1


def test_a_bad_source_among_many_is_an_error_in_its_place(tmp_path: Path, workers: Workers) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02" * 100)
    good = [tmp_path / f"interview-{number}.txt" for number in range(3)]
    for path in good:
        path.write_bytes(SEED.read_bytes())

    results = build(job_of(tmp_path, formats=("html",)), [good[0], bad, *good[1:]], workers)

    assert [type(result) for result in results] == [Built, SourceError, Built, Built]


def test_a_cluster_gives_the_same_files_as_this_machine(tmp_path: Path, workers: Workers) -> None:
    distributed = pytest.importorskip("distributed")
    here, there = job_of(tmp_path / "here"), job_of(tmp_path / "there")
    build(here, [SEED], workers)

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, local_directory=tmp_path
        ) as cluster,
        open_pool(2, cluster.scheduler_address) as pool,
    ):
        build(there, [SEED], pool)

    assert hashes(there.out / SEED.stem) == hashes(here.out / SEED.stem)


def test_a_cluster_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with open_pool(1, "no-such-protocol://nowhere") as pool:
        (result,) = build(job_of(tmp_path), [SEED], pool)

    assert isinstance(result, UsageError)
    assert "no-such-protocol" in result.message


def test_help_does_not_load_what_a_build_needs() -> None:
    code = "import sys; sys.argv=['briefing','--help']\ntry:\n import briefing.__main__ as m; m.main()\nexcept SystemExit: pass\n"
    heavy = "print({'weasyprint','docx','jinja2','opencc','lxml'} & set(sys.modules))"

    shown = subprocess.run([sys.executable, "-c", code + heavy], capture_output=True, text=True, check=True)

    assert shown.stdout.splitlines()[-1] == "set()"


class _Dying(Executor):
    """An executor whose processes are killed at their work."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        """A future that never gets its result."""
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


def test_killed_workers_are_told_as_such(tmp_path: Path) -> None:
    with open_pool(1) as pool:
        pool.executor = _Dying()
        (result,) = build(job_of(tmp_path), [SEED], pool)

    assert isinstance(result, EnvironmentLacksError)
    assert "--jobs 1" in result.hint


class _Dead(Executor):
    """An executor whose processes have been killed."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        """Nobody takes the work."""
        raise BrokenProcessPool("killed")


def test_workers_that_end_over_somebodys_own_templates_are_told_as_such_for_every_source(tmp_path: Path) -> None:
    other = tmp_path / "访谈.txt"
    other.write_bytes(SEED.read_bytes())
    (tmp_path / "templates").mkdir()
    job = job_of(tmp_path, overlay=Overlay.over(tmp_path / "templates"))
    with open_pool(1) as pool:
        pool.executor = _Dead()
        results = build(job, [SEED, other], pool)

    assert [type(result) for result in results] == [ConfigurationError] * 2


def test_the_linked_command_may_be_imported_by_a_worker(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("link", ROOT / "scripts" / "link.py")
    assert spec
    assert spec.loader
    link = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(link)
    (tmp_path / "briefing").write_text(link.COMMAND.format(python=sys.executable), encoding="utf-8")

    assert runpy.run_path(str(tmp_path / "briefing"), run_name="__mp_main__")["__name__"] == "__mp_main__"


class _Inline(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the work, and keep what came of it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as a pool does
            future.set_exception(error)
        return future


def test_a_file_that_cannot_be_made_is_told_and_the_others_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise ZeroDivisionError("某个少见的字符")

    monkeypatch.setitem(WRITERS, "docx", fail)
    job = job_of(tmp_path)
    with open_pool(1) as pool:
        pool.executor = _Inline()
        (built,) = build(job, [SEED], pool)

    assert isinstance(built, Built)
    assert [error.message.split(" ")[0] for error in built.failed] == [f"{name}.zh-Hans.docx" for name in AUDIENCES]
    assert built.unmade == ()
    assert sorted(path.name for path in (job.out / SEED.stem).glob("*.zh-Hans.*")) == sorted(
        f"{name}.zh-Hans.html" for name in AUDIENCES
    )
    assert not any("docx" in path.name for path in (tmp_path / "cache").rglob("*"))


def test_an_edition_without_any_file_is_told_by_audience_and_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_for_talent(document: Document, *rest: object) -> bytes:
        if document.audience == "talent":
            raise ZeroDivisionError("某个少见的字符")
        return write(document, *rest)

    write = WRITERS["docx"]
    monkeypatch.setitem(WRITERS, "docx", fail_for_talent)
    with open_pool(1) as pool:
        pool.executor = _Inline()
        (built,) = build(job_of(tmp_path, formats=("docx",)), [SEED], pool)

    assert isinstance(built, Built)
    assert built.unmade == (("talent", "zh-Hans"),)


@pytest.mark.parametrize("words", ["换装升降𨋢3部", "企\ufe0f业\U000e0100达到3家"])
def test_characters_beyond_the_first_plane_and_chosen_glyphs_are_printed_in_every_format(
    tmp_path: Path, workers: Workers, words: str
) -> None:
    source = tmp_path / "访谈.txt"
    source.write_text(
        f"禾原区区长祝明接受专访\n\n记者：今年做什么？\n\n祝明：2025年，全区{words}，新增人才公寓1200套，签约金额3亿元。\n",
        encoding="utf-8",
    )
    job = job_of(tmp_path, formats=("html", "pdf", "docx"))

    (built,) = build(job, [source], workers)

    assert isinstance(built, Built)
    assert built.failed == ()
    assert {path.suffix for path in (job.out / "访谈").iterdir()} >= {".html", ".pdf", ".docx"}


@pytest.mark.parametrize("jobs", [1, 2, 3, 4, 9])
@pytest.mark.parametrize("audiences", [("investor",), AUDIENCES])
def test_every_file_is_made_once_however_many_workers_there_are(
    tmp_path: Path, jobs: int, audiences: tuple[str, ...]
) -> None:
    order = Order(audiences=audiences, formats=("html", "pdf", "docx"), scripts=tuple(Script), date=None)
    job = replace(job_of(tmp_path), order=order)

    shares = share_out(job, order.slots, jobs)

    made = [(slot, name) for slots, formats in shares for slot in slots for name in formats]
    assert sorted(made) == sorted((slot, name) for slot in order.slots for name in order.formats)


def test_the_scripts_of_an_audience_stay_together_and_the_longest_edition_comes_first(tmp_path: Path) -> None:
    order = Order(audiences=AUDIENCES, formats=("html", "pdf"), scripts=tuple(Script), date=None)

    shares = share_out(replace(job_of(tmp_path), order=order), order.slots, jobs=2)

    assert [tuple(dict.fromkeys(audience for audience, _ in slots)) for slots, _ in shares[:2]] == [
        ("officials",),
        shares[1][0][0][:1],
    ]
    assert [len(slots) for slots, _ in shares] == [3, 3, 3, 3]
    assert [formats for _, formats in shares[2:]] == [("pdf",), ("html",)]
