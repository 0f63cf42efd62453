"""Whether a file is the released one: what the verdict is, and how the command ends."""

from __future__ import annotations

import shutil
import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import docx
import pytest

from briefing.publish.verify import Match, find_ledger, verify
from releasing import SEED, built_folder, manifest_of, release
from running import run


@cache
def released() -> Path:
    """The folder of a release that no test changes."""
    return release(built_folder(Path(mkdtemp(prefix="briefing-tests-")))).folder


def verdict_of(path: Path) -> Match:
    return verify(path, manifest_of(released()), released())


def changed_copy(where: Path, name: str) -> Path:
    """The investors' Word file with one number changed, under the name."""
    document = docx.Document(str(released() / "public" / "黄浦区_投资者简报_简体.docx"))
    for piece in (piece for paragraph in document.paragraphs for piece in paragraph.runs):
        piece.text = piece.text.replace("721家", "731家")
    document.save(str(where / name))
    return where / name


def test_a_released_file_is_known_under_any_name(tmp_path: Path) -> None:
    copy = tmp_path / "附件.bin"
    shutil.copy(released() / "public" / "黄浦区_投资者简报_简体.docx", copy)

    verdict = verdict_of(copy)

    assert (verdict.kind, verdict.by) == ("released", "hash")
    assert verdict.output is not None
    assert verdict.output["file"] == "public/黄浦区_投资者简报_简体.docx"


def test_archives_and_papers_are_released_files_too() -> None:
    for name in (
        "office/内部全部材料.zip",
        "bom.cdx.json",
        "public/全部公开版.zip",
        "public/RELEASE-NOTES.zh.md",
        "public/SHA256SUMS",
        "public/manifest.json",
    ):
        assert verdict_of(released() / name).kind == "released"


@pytest.mark.parametrize(
    "name",
    [
        "黄浦区_投资者简报_简体.docx",
        "黄浦区_投资者简报_简体（最终版3）.docx",
        "黄浦区_投资者简报_简体 (1).docx",
        "黄浦区_投资者简报_简体-副本.docx",
        "转发：黄浦区_投资者简报_简体_定稿2.docx",
        "huangpu-interview.investor.zh-Hans.docx",
        "investor.zh-Hans.edited-1.docx",
    ],
)
def test_a_changed_copy_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    verdict = verdict_of(changed_copy(tmp_path, name))

    assert (verdict.kind, verdict.by) == ("changed", "name")
    assert verdict.output is not None
    assert verdict.output["audience"] == "investor"


def test_a_renamed_changed_copy_is_told_by_its_words(tmp_path: Path) -> None:
    verdict = verdict_of(changed_copy(tmp_path, "发言参考.docx"))

    assert (verdict.kind, verdict.by) == ("changed", "words")
    assert verdict.output is not None
    assert (verdict.output["audience"], verdict.output["format"]) == ("investor", "docx")


def test_another_text_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("临江区本周六举行龙舟赛，欢迎市民前来观看，当天公交线路有调整。", encoding="utf-8")

    assert verdict_of(path).kind == "unknown"


def test_a_name_of_many_digits_is_judged_at_once(tmp_path: Path) -> None:
    path = tmp_path / ("1" * 200 + "x.txt")
    path.write_text("一份别的文件", encoding="utf-8")
    start = time.perf_counter()

    assert verdict_of(path).kind == "unknown"

    # What went through every grouping of the digits would take years; a busy machine takes seconds.
    assert time.perf_counter() - start < 60


def test_the_ledger_of_a_changed_pack_is_found_from_both_parts(tmp_path: Path) -> None:
    output = verdict_of(changed_copy(tmp_path, "发言参考.docx")).output

    assert output is not None
    for part in (released(), released() / "public"):
        assert find_ledger(output, part) == released().parent / SEED.stem / "ledger.json"


def test_the_command_says_released_and_ends_well() -> None:
    result = run(
        "verify", released() / "public" / "黄浦区_投资者简报_简体.html", "--manifest", released() / "manifest.json"
    )

    assert result.returncode == 0, result.stderr
    assert "发布的原件" in result.stdout


def test_the_command_hands_a_changed_copy_to_the_check(tmp_path: Path) -> None:
    copy = changed_copy(tmp_path, "发言参考.docx")

    result = run("verify", copy, released() / "bom.cdx.json", "--manifest", released() / "manifest.json")

    assert result.returncode == 1
    assert "改过" in result.stdout
    assert "731" in result.stdout
    assert "721" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["没有.pdf"], 3, "没有.pdf"),
        (["README.md", "--manifest", "pyproject.toml"], 4, "不是发布清单"),
        ([], 2, "文件"),
    ],
)
def test_what_cannot_be_verified_is_said_in_two_lines(arguments: list[str], code: int, words: str) -> None:
    manifest = [] if "--manifest" in arguments else ["--manifest", str(released() / "manifest.json")]

    result = run("verify", *arguments, *manifest)

    lines = result.stderr.strip().splitlines()
    assert result.returncode == code, result.stderr
    assert [line[:3] for line in lines] == ["错误：", "建议："]
    assert words in lines[0]
