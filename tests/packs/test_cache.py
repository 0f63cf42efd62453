"""Finished work that is kept: found again by the same inputs, never by others, whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing.packs.cache import Cache, key_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_piece_is_found_under_its_key_and_no_other(tmp_path: Path) -> None:
    cache = Cache(folder=tmp_path)

    cache.put(key_of(["甲"]), {"a.pdf": b"one", "b.json": b"{}"})

    assert cache.get(key_of(["甲"])) == {"a.pdf": b"one", "b.json": b"{}"}
    assert cache.get(key_of(["乙"])) is None


def test_where_one_part_of_a_key_ends_counts() -> None:
    assert key_of(["甲乙", "丙"]) != key_of(["甲", "乙丙"])


def test_a_piece_cut_short_is_no_piece(tmp_path: Path) -> None:
    cache, key = Cache(folder=tmp_path), key_of(["甲"])
    cache.put(key, {"a.pdf": b"one" * 1000})
    (path,) = tmp_path.glob("??/*")

    path.write_bytes(path.read_bytes()[:500])

    assert cache.get(key) is None


def test_a_changed_octet_is_noticed(tmp_path: Path) -> None:
    cache, key = Cache(folder=tmp_path), key_of(["甲"])
    cache.put(key, {"a.pdf": b"one" * 1000})
    (path,) = tmp_path.glob("??/*")

    path.write_bytes(path.read_bytes().replace(b"oneone", b"onetwo", 1))

    assert cache.get(key) is None


def test_a_piece_that_has_come_to_claim_a_password_is_no_piece(tmp_path: Path) -> None:
    cache = Cache(folder=tmp_path)
    cache.put("ab", {"a": b"1"})
    (piece,) = tmp_path.rglob("*.piece")
    content = bytearray(piece.read_bytes())
    # Bit 0 of the general purpose flags, in the local header and in the central directory (APPNOTE.TXT 4.4.4).
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    piece.write_bytes(content)

    assert cache.get("ab") is None


def test_the_oldest_pieces_go_when_there_are_too_many(tmp_path: Path) -> None:
    cache = Cache(folder=tmp_path, limit=2500)
    for number, name in enumerate("甲乙丙"):
        cache.put(key_of([name]), {"a": b"x" * 1000})
        for path in tmp_path.glob("??/*"):
            if path.stem == key_of([name]):
                os.utime(path, (number, number))

    cache.prune()

    assert cache.get(key_of(["甲"])) is None
    assert cache.get(key_of(["乙"])) is not None
    assert cache.get(key_of(["丙"])) is not None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = Cache(folder=tmp_path / "file")

    cache.put(key_of(["甲"]), {"a": b"x"})

    assert cache.get(key_of(["甲"])) is None


def test_no_folder_keeps_nothing() -> None:
    cache = Cache(folder=None)

    cache.put(key_of(["甲"]), {"a": b"x"})
    cache.prune()

    assert cache.get(key_of(["甲"])) is None


def test_a_cache_is_empty_until_something_is_kept(tmp_path: Path) -> None:
    cache = Cache(folder=tmp_path / "kept")
    assert cache.is_empty
    assert Cache(folder=None).is_empty

    cache.put(key_of(["甲"]), {"甲": b"1"})

    assert not cache.is_empty
