"""Ctrl-C while processes are started: this one hears it, they do not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from multiprocessing import forkserver
from typing import TYPE_CHECKING

import pytest

from briefing.build import pool

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

WORK = """
import signal
from briefing.build import pool

signal.signal(signal.SIGINT, signal.default_int_handler)
with pool.open_local_pool(1) as processes:
    processes.submit(signal.raise_signal, signal.SIGINT).result()
print("done")
"""


@pytest.fixture(autouse=True)
def hears_ctrl_c() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def kill_with_ctrl_c() -> int:
    # To this thread, which holds it back: sent to the process, another thread could take it, at any moment.
    signal.raise_signal(signal.SIGINT)
    return os.getpid()


def test_ctrl_c_while_the_server_starts_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forkserver, "ensure_running", kill_with_ctrl_c)

    with pytest.raises(KeyboardInterrupt):
        pool.start_server()


def test_ctrl_c_while_work_is_handed_out_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    with pool.open_local_pool(1) as processes:
        monkeypatch.setattr(pool.ProcessPoolExecutor, "submit", lambda *_: kill_with_ctrl_c())
        with pytest.raises(KeyboardInterrupt):
            processes.submit(os.getpid)


def test_a_process_that_works_leaves_ctrl_c_to_this_one() -> None:
    # In a process of its own, where no other test has started the server that workers fork from.
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, timeout=600, check=False)

    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
