"""A folder of packs: whole files, and nothing overwritten that somebody edited."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from briefing.errors import OutputError
from briefing.packs.folder import digest, publish, read_manifest, staying

SOURCE = {"name": "a.txt", "sha256": "00"}


def manifest_of(files: dict[str, bytes], source: dict[str, str] = SOURCE) -> dict[str, Any]:
    return {"source": source, "files": {name: {"sha256": digest(content)} for name, content in files.items()}}


def publish_files(folder: Path, files: dict[str, bytes], source: dict[str, str] = SOURCE) -> tuple[str, ...]:
    return tuple(kept.kept_as for kept in publish(folder, files, manifest_of(files, source)))


def test_a_build_replaces_what_a_build_wrote(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"old"})

    kept = publish_files(tmp_path, {"a.pdf": b"new"})

    assert kept == ()
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_an_edited_file_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.docx": b"old"})
    (tmp_path / "a.docx").write_bytes(b"edited")

    kept = publish_files(tmp_path, {"a.docx": b"new"})

    assert kept == ("a.edited-1.docx",)
    assert (tmp_path / "a.edited-1.docx").read_bytes() == b"edited"
    assert (tmp_path / "a.docx").read_bytes() == b"new"


def test_a_second_edit_does_not_replace_the_first(tmp_path: Path) -> None:
    for edit in (b"first", b"second"):
        publish_files(tmp_path, {"a.zh-Hans.docx": b"built"})
        (tmp_path / "a.zh-Hans.docx").write_bytes(edit)
    publish_files(tmp_path, {"a.zh-Hans.docx": b"built"})

    edits = [(tmp_path / f"a.zh-Hans.edited-{number}.docx").read_bytes() for number in (1, 2)]

    assert edits == [b"first", b"second"]


def test_a_file_that_no_manifest_knows_counts_as_edited(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"mine")

    kept = publish_files(tmp_path, {"a.pdf": b"new"})

    assert kept == ("a.edited-1.pdf",)


def test_a_broken_manifest_loses_no_file(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"old"})
    (tmp_path / "manifest.json").write_text("{")

    kept = publish_files(tmp_path, {"a.pdf": b"new"})

    assert kept == ("a.edited-1.pdf",)


def test_packs_of_another_text_go_unless_edited(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    (tmp_path / "b.pdf").write_bytes(b"edited")

    publish_files(tmp_path, {"c.pdf": b"c"}, {"name": "a.txt", "sha256": "11"})

    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["b.edited-1.pdf", "c.pdf"]


def test_packs_of_the_same_text_stay(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"a"})

    assert list(staying(tmp_path, SOURCE)) == ["a.pdf"]
    assert staying(tmp_path, {"sha256": "11"}) == {}


def test_a_build_cut_short_between_two_files_is_no_edit(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"old"})
    manifest = manifest_of({"a.pdf": b"new"})
    manifest["files"]["a.pdf"]["replaces"] = digest(b"old")
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))

    kept = publish_files(tmp_path, {"a.pdf": b"newer"})

    assert kept == ()


def test_the_finished_manifest_does_not_depend_on_what_was_there(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"old"})
    publish_files(tmp_path, {"a.pdf": b"new"})

    assert read_manifest(tmp_path) == manifest_of({"a.pdf": b"new"})


def test_no_file_is_half_written(tmp_path: Path) -> None:
    publish_files(tmp_path, {"a.pdf": b"a"})

    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_full_disk_leaves_every_pack_with_its_own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_files(tmp_path, {"a.pdf": b"old", "ledger.json": b"old"})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    staged: list[Path] = []

    def fill(temporary: Path) -> BinaryIO:
        staged.append(temporary)
        if len(staged) > 2:
            raise OSError(errno.ENOSPC, "", str(temporary))
        return temporary.open("xb")

    monkeypatch.setattr("briefing.files.create", fill)
    with pytest.raises(OutputError, match="磁盘满了"):
        publish_files(tmp_path, {"a.pdf": b"new", "ledger.json": b"new"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_a_killed_build_left_half_written_goes(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / f".a.pdf.{ended.pid}.part").write_bytes(b"half")
    (tmp_path / f".b.pdf.{os.getppid()}.part").write_bytes(b"another build's")

    publish_files(tmp_path, {"a.pdf": b"new"})

    assert [path.name for path in tmp_path.glob(".*.part")] == [f".b.pdf.{os.getppid()}.part"]


def test_a_folder_that_is_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")

    with pytest.raises(OutputError) as caught:
        publish_files(tmp_path / "folder", {"a.pdf": b"a"})

    assert caught.value.exit_code == 6
    assert caught.value.hint


def test_nothing_is_written_where_a_link_leads(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "pack").symlink_to(elsewhere, target_is_directory=True)

    with pytest.raises(OutputError):
        publish(tmp_path / "pack", {"a.html": b"1"}, {"files": {"a.html": {"sha256": "0"}}})

    assert not list(elsewhere.iterdir())
