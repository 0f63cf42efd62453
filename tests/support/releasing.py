"""Output folders to release from: two editions of the interview, built once and copied for each test."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from briefing.build.pipeline import Job, Order, build_sources
from briefing.build.workers import open_pool
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.errors import BriefingError
from briefing.outline.load import stem_of
from briefing.packs.cache import Cache
from briefing.packs.changes import Release, read_release
from briefing.publish.release import Released, release_sources
from briefing.text.language import Script

SEED = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
AUDIENCES = ("investor", "officials")
FORMATS = ("html", "docx")


def job_of(out: Path) -> Job:
    """A run over the output folder, with what the session has built already at hand."""
    order = Order(audiences=AUDIENCES, formats=FORMATS, scripts=(Script.HANS,), date=None)
    return Job(template_set=load_template_set(Overlay()), order=order, out=out, cache=Cache.of_user())


def build(out: Path, *sources: Path) -> None:
    """Builds the sources into the output folder."""
    with open_pool(1) as workers:
        for _, built in build_sources(job_of(out), sources, workers, lambda: None):
            if isinstance(built, BriefingError):
                raise built


@cache
def _built() -> Path:
    folder = Path(mkdtemp(prefix="briefing-tests-"))
    build(folder, SEED)
    return folder


def built_folder(where: Path) -> Path:
    """A fresh output folder with both editions."""
    out = where / "out"
    shutil.copytree(_built(), out)
    return out


def release(out: Path, *sources: Path, previous: Release | None = None) -> Released:
    """Releases the sources' packs, the interview's where none is named."""
    return release_sources(job_of(out), sources or (SEED,), stem_of, previous, 1)


def manifest_of(folder: Path) -> Release:
    """The manifest of a release."""
    return read_release(folder / "manifest.json")
