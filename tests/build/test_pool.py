"""Ctrl-C while processes are started: this one hears it, they do not."""

from __future__ import annotations

import os
import signal
from multiprocessing import forkserver
from typing import TYPE_CHECKING

import pytest

from briefing.build import pool

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def hears_ctrl_c() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def kill_with_ctrl_c() -> int:
    os.kill(os.getpid(), signal.SIGINT)
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
    with pool.open_local_pool(1) as processes:
        assert processes.submit(kill_with_ctrl_c).result() != os.getpid()
