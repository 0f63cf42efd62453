"""Prints what the desk costs: saved → shown against the server before it, many pages and texts against one, memory over changes."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# The last commit in which `briefing serve` was a server of its own.
BEFORE = "45d7ad9"
SEED = ROOT / "seeds" / "huangpu-interview.txt"
# One text throughout, so that what differs is how many there are.
TEXT = ROOT / "tests" / "gold" / "business-qa.txt"
EDITION = "audience=investor&script=zh-Hans"
PAGES, TEXTS = 20, 50


class Line:
    """A connection of one browser: its cookie and its token."""

    def __init__(self, address: str, cookie: str = "", csrf: str = "") -> None:
        self.address, self.cookie, self.csrf = address, cookie, csrf
        self.origin = f"http://{urlsplit(address).netloc}"

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[http.client.HTTPResponse, str]:
        """The answer and its text; a form is posted as our own page would."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=600)
        headers = {"Cookie": self.cookie, "Origin": self.origin, "X-CSRF": self.csrf}
        if fields is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def timed(self, path: str, fields: dict[str, str] | None = None) -> float:
        """Seconds until the whole answer is there."""
        start = time.perf_counter()
        answer, text = self.ask(path, fields)
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            sys.exit(f"{path}: {answer.status} {text[:300]}")
        return time.perf_counter() - start

    def listen(self, path: str) -> Iterator[str]:
        """The events of a stream, each by its name and data."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=600)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        with connection.getresponse() as stream:
            while line := stream.readline():
                if line.startswith(b"data: "):
                    yield line.decode()


@contextmanager
def running(*command: str | Path, root: Path = ROOT) -> Iterator[tuple[str, int]]:
    """A server of a checkout: its address and its process."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(root / "src")}
    environment["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="bench-desk-")
    program = [sys.executable, "-m", "briefing", *map(str, command), "--port", "0"]
    with subprocess.Popen(program, env=environment, text=True, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None  # noqa: S101 - a pipe was asked for
        address = re.findall(r"http://[^\s（]+", server.stdout.readline())[0]
        # What else it says must not fill the pipe.
        threading.Thread(target=server.stdout.read, daemon=True).start()
        try:
            yield address, server.pid
        finally:
            server.send_signal(signal.SIGINT)


def enter(address: str) -> Line:
    """A browser that has been let in by the address that was printed."""
    line = Line(address)
    answer, _ = line.ask(urlsplit(address).path + "?" + urlsplit(address).query)
    line.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    line.csrf = re.findall(r'data-csrf="([^"]+)"', line.ask("/")[1])[0]
    return line


def put_office(folder: Path, texts: int) -> list[str]:
    """An office of so many texts; their stems."""
    (folder / "seeds").mkdir(parents=True)
    stems = [f"访谈{number:02}" for number in range(texts)]
    for stem in stems:
        shutil.copy(TEXT, folder / "seeds" / f"{stem}.txt")
    return stems


# Saved → shown


def shown_by_the_desk(line: Line, stem: str, sidecar: Path, news: Iterator[str], place: str) -> float:
    """Seconds from the change on the disk to the page that shows it."""
    start = time.perf_counter()
    sidecar.write_text(f'place = "{place}"\n', encoding="utf-8")
    for told in news:
        if stem in json.loads(told[6:]).get("stem", ""):
            break
    while place not in line.ask(f"/texts/{quote(stem)}/preview?{EDITION}")[1]:
        time.sleep(0.02)
    return time.perf_counter() - start


def shown_by_serve(line: Line, stem: str, sidecar: Path, news: Iterator[str], place: str) -> float:
    """The same with the server before the desk, which makes the files and then tells the page."""
    start = time.perf_counter()
    sidecar.write_text(f'place = "{place}"\n', encoding="utf-8")
    for _ in news:
        if place in line.ask(f"/{quote(stem)}/investor.zh-Hans.html")[1]:
            return time.perf_counter() - start
    raise AssertionError


def shown_once_decided(line: Line, stem: str, _sidecar: Path, _news: Iterator[str], place: str) -> float:
    """Seconds from a decision made in the page to the page that shows it."""
    start = time.perf_counter()
    line.ask(f"/texts/{quote(stem)}/decide", {"kind": "place", "value_text": place, "version": "any"})
    if place not in line.ask(f"/texts/{quote(stem)}/preview?{EDITION}")[1]:
        sys.exit("the decision is not shown")
    return time.perf_counter() - start


def compare_saved_to_shown(before: Path, rounds: int, folder: Path) -> None:
    """Print how long a saved change takes to be shown: by the server before the desk, and by the desk."""
    one = ["-a", "investor", "-f", "html", "-s", "hans"]
    with ExitStack() as stack:
        measured = []
        for name, options in (("serve, one page", one), ("serve, all files", [])):
            source = folder / name / SEED.name
            source.parent.mkdir()
            shutil.copy(SEED, source)
            address, _ = stack.enter_context(
                running("serve", source, "-o", folder / name / "out", *options, root=before)
            )
            line = Line(address)
            measured.append((name, shown_by_serve, line, source, line.listen("/.briefing/events")))
        for name, shown in (("desk, on the disk", shown_by_the_desk), ("desk, in the page", shown_once_decided)):
            source = folder / name / "seeds" / SEED.name
            source.parent.mkdir(parents=True)
            shutil.copy(SEED, source)
            address, _ = stack.enter_context(running("desk", "--folder", folder / name))
            line = enter(address)
            measured.append((name, shown, line, source, line.listen("/events")))
        seconds: dict[str, list[float]] = {name: [] for name, *_ in measured}
        for number in range(rounds + 1):
            for name, shown, line, source, news in measured:
                took = shown(line, source.stem, source.with_suffix(".toml"), news, f"量过{number}区")
                if number:
                    seconds[name].append(took)
    disk, page = (median(runs) for name, runs in seconds.items() if name.startswith("desk"))
    print("saved → shown (medians, by turns)")
    for name, runs in seconds.items():
        told = median(runs)
        print(f"  {name:18} {told:7.2f} s   desk, on the disk: {disk / told:.2f}×, in the page: {page / told:.2f}×")


# Many pages and texts


def requests_of(stem: str) -> dict[str, str]:
    """The addresses that the pages of a text ask for."""
    text = f"/texts/{quote(stem)}"
    return {
        "list": "/",
        "look": text,
        "doubts": f"{text}/doubts",
        "preview": f"{text}/preview?{EDITION}",
        "row": f"{text}/row",
    }


@contextmanager
def office_of(folder: Path, texts: int, pages: int) -> Iterator[tuple[list[str], list[Line]]]:
    """A desk over so many texts with so many pages open, each of which listens, every text read once."""
    stems = put_office(folder, texts)
    with running("desk", "--folder", folder) as (address, _):
        first = enter(address)
        lines = [Line(first.address, first.cookie, first.csrf) for _ in range(pages)]
        for line in lines:
            news = line.listen("/events")
            next(news)
            threading.Thread(target=lambda news=news: list(news), daemon=True).start()
        for stem in stems:
            for path in requests_of(stem).values():
                first.ask(path)
        yield stems, lines


def compare_many(rounds: int, folder: Path) -> None:
    """Print the slowest requests of many pages over many texts against the usual one of one page over one text."""
    with (
        office_of(folder / "one", 1, 1) as (one_stem, one_line),
        office_of(folder / "many", TEXTS, PAGES) as (stems, lines),
    ):
        alone: dict[str, list[float]] = {}
        among: dict[str, list[float]] = {}
        for _ in range(rounds):
            for number, line in enumerate(lines):
                for name, path in requests_of(stems[number]).items():
                    among.setdefault(name, []).append(line.timed(path))
                for name, path in requests_of(one_stem[0]).items():
                    alone.setdefault(name, []).append(one_line[0].timed(path))
        with ThreadPoolExecutor(PAGES) as pool:
            start = time.perf_counter()
            list(pool.map(lambda pair: pair[1].timed(requests_of(stems[pair[0]])["look"]), enumerate(lines)))
            burst = time.perf_counter() - start
    print(f"{PAGES} open pages, {TEXTS} texts, against one page and one text by turns: each over the median of the one")
    print(f"  {'':8} {'one, median':>12} {'many, median':>13} {'one, slowest':>13} {'many, slowest':>14}")
    for name, runs in among.items():
        usual = median(alone[name])
        told = (median(runs) / usual, max(alone[name]) / usual, max(runs) / usual)
        print(f"  {name:8} {usual * 1000:9.0f} ms {told[0]:12.1f}× {told[1]:12.1f}× {told[2]:13.1f}×")
    print(f"  all {PAGES} pages loaded at the same moment: the last after {burst / median(alone['look']):.1f}× one")


# Memory


def memory_of(pid: int) -> float:
    """Megabytes of a process and all under it, what they share counted once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = re.findall(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(own[0]) / 1000 + sum(memory_of(int(child)) for child in children)


def measure_memory(changes: int, folder: Path) -> None:
    """Print the desk's memory, the processes under it included, after every fifth of so many changes."""
    (stem,) = put_office(folder, 1)
    sidecar = folder / "seeds" / f"{stem}.toml"
    with running("desk", "--folder", folder, "--jobs", "2") as (address, pid):
        line = enter(address)
        seen = {}
        for number in range(1, changes + 1):
            sidecar.write_text(f'place = "量过{number}区"\n', encoding="utf-8")
            _, page = line.ask(f"/texts/{quote(stem)}/preview?{EDITION}")
            if f"量过{number}区" not in page:
                sys.exit("the change is not shown")
            if number % (changes // 5) == 0:
                seen[number] = memory_of(pid)
    print("memory over changes, in MB: " + ", ".join(f"{number}: {size:.0f}" for number, size in seen.items()))
    print(f"  last against first: {seen[changes] / seen[changes // 5]:.2f}×")


@contextmanager
def checkout_of(commit: str) -> Iterator[Path]:
    """A worktree of a commit of this repository, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "before"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", tree, commit], cwd=ROOT, check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def main() -> None:
    """Measures what is asked for, or all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help="shown, many, memory; all three where none is named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--changes", type=int, default=500)
    options = parser.parse_args()
    parts = options.parts or ["shown", "many", "memory"]
    with tempfile.TemporaryDirectory() as folder:
        if "shown" in parts:
            with checkout_of(BEFORE) as before:
                compare_saved_to_shown(before, options.rounds, Path(folder))
        if "many" in parts:
            compare_many(options.rounds, Path(folder))
        if "memory" in parts:
            measure_memory(options.changes, Path(folder) / "memory")


if __name__ == "__main__":
    main()
