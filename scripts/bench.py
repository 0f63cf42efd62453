"""Prints what each stage and each whole command costs: medians of five, after one run that does not count."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.text.source import Source

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "huangpu-interview.txt"
LONG_TEXT = ROOT / "tests" / "gold" / "city-report.txt"
LONG_LENGTH = 20_000
REPORTS = 31
RUNS = 5
_SUBREAPER = 36  # prctl(2): orphans of the measured command come to us, and their costs with them


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, seconds of processor in all processes, and the largest process's memory in megabytes."""

    wall: float
    cpu: float
    memory: float


def median_of(runs: list[Cost]) -> Cost:
    """The median of each of the three, for itself."""
    return Cost(
        wall=median(run.wall for run in runs),
        cpu=median(run.cpu for run in runs),
        memory=median(run.memory for run in runs),
    )


def cost_of(command: list[str], cwd: Path) -> Cost:
    """The cost of one run of the command, the processes that it starts included."""
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as answer:
            told = answer.read()
        os.waitpid(child, 0)
        if not told:
            sys.exit(1)
        return Cost(**json.loads(told))
    os.close(reading)
    # A process of its own, so that the counts of its children are those of this run alone.
    os.write(writing, json.dumps(_run(command, cwd)).encode())
    os._exit(0)


def _run(command: list[str], cwd: Path) -> dict[str, float]:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True)
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        os._exit(1)
    wall = time.perf_counter() - start
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / unit}


COMMANDS = {
    "briefing --help": ["--help"],
    "briefing outline": ["outline", str(SEED)],
    "briefing build，一版一种字体": ["build", str(SEED), "--no-cache", "--audience", "investor", "--script", "hans"],
    "briefing build，一版三种字体": ["build", str(SEED), "--no-cache", "--audience", "investor"],
    "briefing build，全部 27 个文件": ["build", str(SEED), "--no-cache"],
    "briefing build，什么都没变": ["build", str(SEED)],
}


def briefing(tree: Path | None = None) -> list[str]:
    """The command line of the program, as it is here or in another tree."""
    command = [sys.executable, "-m", "briefing"]
    return command if tree is None else ["env", f"PYTHONPATH={tree / 'src'}", *command]


def show_commands() -> None:
    """Prints whole commands, each in a fresh process and a fresh folder."""
    print(f"{'整个命令':<30}{'时钟（秒）':>8}{'处理器（秒）':>8}{'最大进程（MB）':>8}")
    for name, arguments in COMMANDS.items():
        with tempfile.TemporaryDirectory() as folder:
            runs = [cost_of([*briefing(), *arguments], Path(folder)) for _ in range(RUNS + 1)]
        cost = median_of(runs[1:])
        print(f"{name:<{34 - _wide(name)}}{cost.wall:>10.2f}{cost.cpu:>13.2f}{cost.memory:>13.0f}")


def show_against(before: Path, runs: int) -> None:
    """Prints whole commands of another tree and of this one, by turns, and how many times as much this one takes."""
    here = Path(__file__).resolve().parent.parent
    print(
        f"{'整个命令，轮流各 ' + str(runs) + ' 次的中位数':<26}{'先前处理器':>8}{'现在':>8}{'倍数':>6}{'时钟倍数':>8}{'内存（MB）':>8}"
    )
    for name, arguments in COMMANDS.items():
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            places = ((before, Path(one)), (here, Path(other)))
            # In turn and not one after the other, so that what else the machine does falls on both alike.
            rounds = [[cost_of([*briefing(tree), *arguments], at) for tree, at in places] for _ in range(runs + 1)]
        old, new = map(median_of, map(list, zip(*rounds[1:], strict=True)))
        ratios = f"{new.cpu / old.cpu:>8.2f}{new.wall / old.wall:>11.2f}"
        print(f"{name:<{34 - _wide(name)}}{old.cpu:>10.2f}{new.cpu:>11.2f}{ratios}{new.memory:>12.0f}", flush=True)


def timed(stage: Callable[[], object]) -> tuple[float, float]:
    """The seconds of the stage's first run in this process, and the median of five more."""
    seconds = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        stage()
        seconds.append(time.perf_counter() - start)
    return seconds[0], median(seconds[1:])


def long_report() -> Source:
    """A work report of 20,000 characters."""
    from briefing.text.source import Source

    text = LONG_TEXT.read_text(encoding="utf-8")
    return Source(name="long.txt", text=(text * (LONG_LENGTH // len(text) + 1))[:LONG_LENGTH], sha256="")


def reading_stages() -> dict[str, Callable[[], object]]:
    """From a file to its outline."""
    from briefing.outline.codec import to_json
    from briefing.outline.parse import parse
    from briefing.readers import read

    source, long = read(SEED), long_report()
    outline = parse(source)
    return {
        "读文件": lambda: read(SEED),
        "读出提纲": lambda: parse(source),
        f"读出提纲，{LONG_LENGTH} 字": lambda: parse(long),
        "写 outline.json": lambda: to_json(outline),
    }


def writing_stages() -> dict[str, Callable[[], object]]:
    """From an outline to the files of one edition."""
    from briefing.build.render import compose_document
    from briefing.build.render_task import Task
    from briefing.config.template_set import load_template_set
    from briefing.config.templates import Overlay
    from briefing.edition.index import OutlineIndex
    from briefing.edition.select import make_edition
    from briefing.outline.load import gather
    from briefing.text.language import Script
    from briefing.writers import WRITERS

    template_set, reading = load_template_set(Overlay.over(None)), gather(SEED)
    audience, script = template_set.audience("investor"), Script.HANS
    task = Task(
        template_set=template_set, reading=reading, audience=audience.name, script=script, formats=(), date=None
    )
    document = compose_document(task)
    return {
        "读模板": lambda: load_template_set(Overlay.over(None)),
        "选材": lambda: make_edition(OutlineIndex(outline=reading.outline, topics=template_set.topics), audience),
        "选材、成文": lambda: compose_document(task),
        **{
            f"写 {name}": partial(write, document, template_set.theme, template_set.overlay)
            for name, write in WRITERS.items()
        },
    }


def show_stages() -> None:
    """Prints the stages of one edition (investors, Simplified) within one process."""
    start = time.perf_counter()
    stages = reading_stages() | writing_stages()
    print(f"\n载入程序和模板：{(time.perf_counter() - start) * 1000:.0f} 毫秒\n")
    print(f"{'步骤（毫秒）':<24}{'首次':>6}{'再次':>6}")
    for name, stage in stages.items():
        first, again = timed(stage)
        print(f"{name:<{30 - _wide(name)}}{first * 1000:>8.0f}{again * 1000:>8.0f}")


def _wide(text: str) -> int:
    """The number of characters that take two columns of a terminal."""
    return sum(character > "\u2e7f" for character in text)


def show_growth() -> None:
    """Prints how much memory many long texts add after the first few."""
    stage = reading_stages()[f"读出提纲，{LONG_LENGTH} 字"]
    for _ in range(3):
        stage()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    for _ in range(REPORTS):
        stage()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    seconds = time.perf_counter() - start
    print(f"\n{REPORTS} 篇 {LONG_LENGTH} 字的报告：{seconds:.1f} 秒，内存峰值增加 {grown / 1000:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path, help="another checkout, to be compared with")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    if options.before:
        show_against(options.before, options.runs)
    else:
        # The commands first: a measured process begins with the memory of the one that starts it.
        show_commands()
        show_stages()
        show_growth()
