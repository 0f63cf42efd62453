#!/usr/bin/env bash
# CPython 3.11's multiprocessing: starting the resource tracker unblocks SIGINT and SIGTERM, also for a caller who had blocked them.
#
# Guess before trying: a program that blocks SIGINT while it starts helper processes, so that they inherit the block and Ctrl-C waits for
# it alone, has the block until it lifts it; a library that blocks a signal for a moment puts back the mask that it found.
# Seen: resource_tracker.ensure_running blocks both signals around the start of its process and then unblocks them (SIG_UNBLOCK), whatever
# the mask was. A fork server starts the tracker first, so that ensure_running of a fork server, too, is interrupted in the midst of a
# block, and the server hears Ctrl-C; only a second call, when the tracker runs, leaves the mask alone. Start the tracker before blocking.
set -eu
python3 - <<'PYTHON'
import signal
import sys
from multiprocessing import resource_tracker

held = {signal.SIGINT, signal.SIGTERM}
signal.pthread_sigmask(signal.SIG_BLOCK, held)
resource_tracker.ensure_running()
first = signal.pthread_sigmask(signal.SIG_BLOCK, held) & held
resource_tracker.ensure_running()
second = signal.pthread_sigmask(signal.SIG_BLOCK, ()) & held
print(sys.version.split()[0], "blocked after the first start:", sorted(first), "after the second call:", len(second))
assert not first and second == held, "the resource tracker has changed"
PYTHON
echo "CPython's resource tracker: as described"
