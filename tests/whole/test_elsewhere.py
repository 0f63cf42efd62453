"""What an office's Windows machine can do: the modules and calls that only POSIX has are hidden here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import HANGS, INTERVIEW, ROOT, run

_HIDDEN = """
import os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "pty"):
    sys.modules[name] = None
for name in ("setitimer", "SIGVTALRM", "SIGPROF", "ITIMER_VIRTUAL", "ITIMER_PROF"):
    delattr(signal, name)
for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "geteuid", "getuid", "fork", "sched_getaffinity"):
    delattr(os, name)
from briefing.cli import main
main(sys.argv[1:])
"""


def _run_elsewhere(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _HIDDEN, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=HANGS,
    )


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packs that a POSIX machine made."""
    out = tmp_path_factory.mktemp("out")
    made = run("build", INTERVIEW, "-a", "investor", "-s", "hans", "--out", out)
    assert made.returncode == 0, made.stderr
    return out / INTERVIEW.stem


@pytest.mark.parametrize("name", ["investor.zh-Hans.html", "investor.zh-Hans.docx", "investor.zh-Hans.pdf"])
def test_a_pack_is_checked_where_posix_is_missing(packs: Path, name: str) -> None:
    checked = _run_elsewhere("check", packs / name)

    assert (checked.returncode, checked.stdout) == (0, f"{packs / name}：没有发现不符\n"), checked.stderr


def test_words_are_traced_where_posix_is_missing(packs: Path) -> None:
    traced = _run_elsewhere("trace", packs / "investor.zh-Hans.html", "721家")

    assert (traced.returncode, "721家" in traced.stdout) == (0, True), traced.stderr


def test_a_foreign_file_is_told_where_posix_is_missing(packs: Path) -> None:
    told = _run_elsewhere("verify", packs / "investor.zh-Hans.html", "--manifest", packs / "manifest.json")

    assert told.returncode == 4, told.stderr
    assert told.stderr.startswith("错误：")


@pytest.mark.parametrize("arguments", [("outline", INTERVIEW), ("audiences",), ("--version",)])
def test_what_reads_and_lists_works_where_posix_is_missing(arguments: tuple[str | Path, ...]) -> None:
    elsewhere, here = _run_elsewhere(*arguments), run(*arguments)

    assert (elsewhere.returncode, elsewhere.stdout) == (0, here.stdout), elsewhere.stderr


def test_the_help_is_shown_where_posix_is_missing() -> None:
    shown = _run_elsewhere("build", "--help")

    assert (shown.returncode, shown.stdout.splitlines()[0][:3]) == (0, "用法："), shown.stderr
