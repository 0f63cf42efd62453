"""The command line as a user meets it: what it says and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.cli import _was_interrupted, briefing
from briefing.cli.chinese_help import columns
from running import HANGS, INTERVIEW, ROOT, assert_two_lines, run

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_batch_on_a_terminal_counts_on_a_line_of_its_own_and_ends_with_what_failed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(INTERVIEW.read_bytes())
    master, terminal = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "build", "a.txt", "b.txt", "-a", "investor", "-f", "html", "-s", "hans"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"},
            stdout=subprocess.PIPE,
            stderr=terminal,
            check=False,
            timeout=HANGS,
        )
        said = os.read(master, 65536).decode()
    finally:
        os.close(master)
        os.close(terminal)

    assert done.returncode == 1
    assert said.rindex("2/2") < said.index("错误：a.txt")
    remarks = [line.partition("提醒：") for line in said.splitlines() if "提醒：" in line]
    assert remarks
    assert all(before in {"", "\x1b[K"} for before, _, _ in remarks), said
    assert all(remark.startswith("b：") for _, _, remark in remarks), said


def test_help_is_in_chinese_throughout() -> None:
    for command in ([], *([name] for name in briefing.commands)):
        said = run(*command, "--help").stdout

        assert "用法：" in said
        assert not re.search(r"default|[:<]=|\[\d|^\S+:$", said, re.MULTILINE), said
        assert max(map(columns, said.splitlines())) <= 82, said
        assert "Usage" not in said
        assert "Options" not in said
        assert "Show this message" not in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "--audience", "tourist"], 2, "tourist"),
        (["build", "--format", "odt"], 2, "odt"),
        (["build", "--script", "ja"], 2, "ja"),
        (["build", "--colour", "red"], 2, "--colour"),
        (["build", "--jobs", "many"], 2, "要写 1 到 256 的整数"),
        (["check", "x.html", "--format", "xml"], 2, "可用的有 text、json"),
        (["trace", "x.html", "721家", "多余", "的话"], 2, "多写了 多余 的话"),
        (["bulid"], 2, "没有“bulid”这个命令"),
        (["verify", "README.md", "--manifest", "no-such.json"], 4, "没有发布清单 no-such.json"),
        (["verify", "x.pdf", "--manifest", "no-such.json"], 3, "没有文件 x.pdf"),
        (["build", "a.txt", "--keep-going", "--fail-fast"], 2, "--keep-going 和 --fail-fast 只能写一个"),
        (["outline"], 2, "访谈"),
        (["build", "--templates", "no-such-folder"], 4, "no-such-folder"),
        (["build", "no-such-file.txt"], 3, "no-such-file.txt"),
        (["build", "seeds"], 3, "seeds"),
        (["outline", "pyproject.toml"], 3, "pyproject.toml"),
    ],
)
def test_a_wrong_command_line_is_told_in_two_lines(arguments: list[str], code: int, words: str) -> None:
    assert_two_lines(run(*arguments), code, words)


def test_where_an_outline_cannot_be_written_its_own_option_is_named(tmp_path: Path) -> None:
    result = run("outline", INTERVIEW, "--output", tmp_path)

    assert_two_lines(result, 6, "写不了")
    assert "或用 --output 换一个文件" in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"  \n\n", "空白"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "其实是图片"),
        (b"\xff\xfe\xfd" * 30, "不是"),
        (b"An interview in English. " * 20, "不是中文"),
    ],
)
def test_a_source_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)

    result = run("build", tmp_path / "a.txt", "--out", tmp_path / "out")

    assert_two_lines(result, 3, words)
    assert not (tmp_path / "out").exists()


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200_000_000)

    assert_two_lines(run("build", tmp_path / "a.txt"), 3, "太大")


def test_two_sources_of_one_name_are_both_named(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("访谈。")

    result = run("build", tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt")

    assert_two_lines(result, 3, "a/x.txt")
    assert "b/x.txt" in result.stderr


def test_a_broken_template_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "page.html.j2").write_text("<p>\n{{ document.nothing }}")

    result = run(
        "build", INTERVIEW, "--templates", tmp_path, "-f", "html", "-a", "talent", "-s", "tw", "--out", tmp_path / "out"
    )

    assert_two_lines(result, 4, "page.html.j2")


def test_a_template_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    loops = "{% for a in range(9999) %}" * 4 + "{% endfor %}" * 4
    (tmp_path / "html" / "page.html.j2").write_text(loops)

    result = run(
        "build", INTERVIEW, "--templates", tmp_path, "-f", "html", "-a", "talent", "-s", "tw", "--out", tmp_path / "out"
    )

    assert_two_lines(result, 4, "page.html.j2")


def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    result = run("build", INTERVIEW, "-f", "html", "-a", "talent", "-s", "tw", "--out", tmp_path / "out")

    assert_two_lines(result, 6, "out")


def test_the_outline_is_a_tree_or_json(tmp_path: Path) -> None:
    tree = run("outline", INTERVIEW).stdout
    content = json.loads(run("outline", INTERVIEW, "--json").stdout)
    run("outline", INTERVIEW, "-o", tmp_path / "outline.json")

    assert "創新引領" in tree
    assert content["schema"] == "briefing/outline/1"
    assert json.loads((tmp_path / "outline.json").read_text(encoding="utf-8")) == content


def test_the_audiences_are_listed() -> None:
    said = run("audiences").stdout

    assert [line.split("\t")[0] for line in said.splitlines() if "\t" in line] == ["investor", "talent", "officials"]


def test_a_build_writes_the_packs_with_outline_ledger_manifest_and_page(tmp_path: Path) -> None:
    result = run("build", INTERVIEW, "-a", "investor", "-s", "hans", "--out", tmp_path)

    folder = tmp_path / "huangpu-interview"
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert result.returncode == 0, result.stderr
    assert names == {"outline.json", "ledger.json", "manifest.json"} | {
        f"investor.zh-Hans.{extension}" for extension in ("html", "pdf", "docx")
    }
    assert "huangpu-interview/investor.zh-Hans.pdf" in (tmp_path / "index.html").read_text(encoding="utf-8")
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    assert {entry["file"] for entry in ledger["entries"]} == {name for name in names if name.startswith("investor")}


def test_an_edited_file_survives_the_next_build(tmp_path: Path) -> None:
    arguments = ("build", INTERVIEW, "-a", "talent", "-s", "tw", "-f", "html", "--out", tmp_path)
    run(*arguments)
    page = tmp_path / "huangpu-interview" / "talent.zh-Hant-TW.html"
    page.write_text("edited", encoding="utf-8")

    result = run(*arguments)

    assert result.returncode == 0
    assert page.with_name("talent.zh-Hant-TW.edited-1.html").read_text(encoding="utf-8") == "edited"
    assert "talent.zh-Hant-TW.edited-1.html" in result.stderr


def test_one_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("")

    result = run(
        "build", tmp_path / "bad.txt", INTERVIEW, "-a", "talent", "-s", "hk", "-f", "html", "--out", tmp_path / "out"
    )

    assert result.returncode == 1
    assert "bad.txt" in result.stderr
    assert (tmp_path / "out" / "huangpu-interview" / "talent.zh-Hant-HK.html").is_file()


def test_the_first_bad_source_ends_a_build_that_is_to_fail_fast(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("")

    result = run("build", tmp_path / "bad.txt", INTERVIEW, "-f", "html", "--fail-fast", "--out", tmp_path / "out")

    assert result.returncode == 3
    assert result.stderr.count("bad.txt") == 1
    assert not (tmp_path / "out").exists()


def test_a_corrected_outline_builds_and_a_wrong_one_is_told_where(tmp_path: Path) -> None:
    (tmp_path / INTERVIEW.name).write_bytes(INTERVIEW.read_bytes())
    content = json.loads(run("outline", INTERVIEW, "--json").stdout)
    content["policies"].append({"id": "l99", "text": "“新政9条”", "origin": "editor"})
    (tmp_path / "good.json").write_text(json.dumps(content), encoding="utf-8")
    content["figures"][1]["text"] = "722家"
    (tmp_path / "bad.json").write_text(json.dumps(content), encoding="utf-8")

    good = run("build", tmp_path / "good.json", "-a", "investor", "-s", "hans", "-f", "html", "--out", tmp_path / "out")
    bad = run("build", tmp_path / "bad.json", "-a", "investor", "-s", "hans", "-f", "html", "--out", tmp_path / "out")

    assert good.returncode == 0, good.stderr
    assert_two_lines(bad, 4, "figures[1]")
    assert "721家" in bad.stderr


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", "0"), ("b", "42")):
        run(
            "build",
            INTERVIEW,
            "-a",
            "talent",
            "-s",
            "hans",
            "--out",
            tmp_path / name,
            PYTHONHASHSEED=seed,
            TZ="Asia/Tokyo",
        )

    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "huangpu-interview").iterdir()}
        for name in ("a", "b")
    )

    assert first == second
    assert len(first) >= 6


@pytest.fixture
def hears_ctrl_c() -> Iterator[None]:
    """Has processes hear Ctrl-C that are started from here, also where the tests run behind a shell that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_while_a_module_in_c_is_loaded_is_an_interruption() -> None:
    interrupted, missing = ImportError("initialization failed"), ImportError("no such module")
    interrupted.__context__ = SystemError()
    interrupted.__context__.__cause__ = KeyboardInterrupt()

    assert _was_interrupted(interrupted)
    assert not _was_interrupted(missing)


@pytest.mark.usefixtures("hears_ctrl_c")
@pytest.mark.parametrize("seconds", [0.8, 2.5])
def test_ctrl_c_ends_a_build_at_once_and_leaves_whole_files(tmp_path: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "briefing", "build", INTERVIEW, "--out", tmp_path, "--no-cache"]
    # The terminal sends Ctrl-C to every process of the group.
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, text=True) as build:
        time.sleep(seconds)
        os.killpg(build.pid, signal.SIGINT)
        said = build.communicate(timeout=HANGS)[1]

    assert build.returncode == 130, said
    assert "Traceback" not in said
    assert said.splitlines()[-2:] == ["错误：中断了", "建议：已写好的文件是完整的，没写的没有动"]
    assert list(tmp_path.rglob("*.part")) == []
