"""Log-ins slowed after failures, for each account and for each address, with bounded memory."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Three misses are free; then 2, 4, 8 … seconds, a quarter of an hour at most.
_FREE, _FIRST, _LONGEST = 3, 2.0, 900.0
# Somebody who guesses from everywhere must not lock a colleague out for long.
_LONGEST_FOR_ACCOUNT = 60.0
_MOST = 4096


class Attempts:
    """Counts misses; a log-in is counted as one before it is looked at, so that a hundred at once gain nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._misses: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def begin(self, account: str, address: str) -> float:
        """Seconds to wait first, or 0 where the log-in may be tried; then it counts as missed until `forget`.

        `account` is empty for a name that nobody has: strangers' names take no memory.
        """
        keys = _keys(account, address)
        now = self._clock()
        wait = max(self._misses[key][1] - now if key in self._misses else 0.0 for key in keys)
        if wait > 0:
            return wait
        for key in keys:
            count = self._misses.pop(key, (0, 0.0))[0] + 1
            longest = _LONGEST_FOR_ACCOUNT if key[0] == "account" else _LONGEST
            pause = min(longest, _FIRST * 2.0 ** min(count - _FREE, 20)) if count >= _FREE else 0.0
            self._misses[key] = (count, now + pause)
        if len(self._misses) > _MOST:
            # Accounts are few, and an attacker with many addresses must not have them forgotten.
            del self._misses[next(key for key in self._misses if key[0] == "address")]
        return 0.0

    def forget(self, account: str, address: str) -> None:
        """Take back what was counted: the password was right."""
        for key in _keys(account, address):
            self._misses.pop(key, None)


def _keys(account: str, address: str) -> list[tuple[str, str]]:
    return [("address", _network(address)), *([("account", account)] if account else [])]


def _network(address: str) -> str:
    """The address, of IPv6 the half that a subscriber is given: he has the other half of it to choose from."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if known.version == 4 else str(ipaddress.ip_network((known, 64), strict=False))  # noqa: PLR2004 - IPv4
