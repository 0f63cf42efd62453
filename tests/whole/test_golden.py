"""Outlines and packs are those of the last commit, byte for byte; `make golden` takes a wanted difference over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from golden_files import differing, digest, kept_digests, make_outlines, make_packs, write_digests


def test_a_digest_that_is_new_gone_or_different_is_named() -> None:
    before = {"same": "1", "changed": "2", "gone": "3"}
    after = {"same": "1", "changed": "9", "new": "4"}

    assert differing(before, after) == ["changed", "gone", "new"]


def test_digests_are_written_as_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("golden_files.DIGESTS", tmp_path / "digests.txt")

    write_digests({"b/with blank.html": "22", "a.json": "11"})

    assert kept_digests() == {"a.json": "11", "b/with blank.html": "22"}
    assert (tmp_path / "digests.txt").read_text(encoding="utf-8").startswith("11  a.json\n")


@pytest.mark.parametrize("make", [make_outlines, make_packs])
def test_outlines_and_packs_are_those_of_the_last_commit(make: Callable[[], Iterator[tuple[str, bytes]]]) -> None:
    made = {name: digest(content) for name, content in make()}
    packs = make is make_packs
    kept = {name: value for name, value in kept_digests().items() if ("huangpu" in name) == packs}

    assert differing(kept, made) == [], "wanted? `make golden` takes it over"
