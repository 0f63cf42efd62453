"""`briefing` run in this process, as a user meets it: words, exit code, streams."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from briefing.cli import main

ROOT = Path(__file__).parents[2]
INTERVIEW = ROOT / "seeds" / "huangpu-interview.txt"
# A time-out is for what hangs, never for a slow machine.
HANGS = 600


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a command: its exit code and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Ended:
    """The outcome of `briefing` with the arguments, run in the folder."""
    code = 0
    with CliRunner().isolation(env=environment) as (out, err, _), contextlib.chdir(cwd):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Ended(code, out.getvalue().decode(), err.getvalue().decode())


def assert_two_lines(result: Ended, code: int, words: str) -> None:
    """That the command ended with the code and two lines in Chinese, the first with the words in it."""
    lines = result.stderr.strip().splitlines()
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert [line[:3] for line in lines[-2:]] == ["错误：", "建议："], result.stderr
    assert words in lines[-2]
