"""Sessions of those who are let in: browsers with the address that was printed, or, on a server, people with a password; and for how long."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.desk.attempts import Attempts
from briefing.desk.users import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.desk.users import User, Users

# A session ends after so many seconds without a request, and after a week at the latest.
IDLE_SECONDS, LONGEST_SECONDS = 8 * 3600.0, 7 * 24 * 3600.0
# The cookie is sent anew once the old one has lost so much of its time.
_RENEW_SECONDS = 600.0
_MOST_SESSIONS = 2_000
# Said to who has filled a form when the session is over, by the door and by the page itself.
CLOSED = "校对台重新启动过，没有记下，填的还在这一页里：请在另一个标签页里用终端新印出的地址打开，再回来按一次"
EXPIRED = "登录过期了，没有记下，填的还在这一页里：请用原来的名字在另一个标签页里登录，再回来按一次"


@dataclass(slots=True, kw_only=True)
class Session:
    """One browser: the token that its forms carry, the name that its decisions are kept under, and what that person may do."""

    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    # In the addresses of the frame that shows the output folder, which has no cookie.
    live: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    name: str = ""
    roles: tuple[str, ...] = ROLES
    # None for a browser that was let in by the printed address.
    user: User | None = None
    begun: float = 0.0
    used: float = 0.0
    # When the browser was last given its cookie.
    given: float = 0.0
    is_ended: bool = False


class Doorkeeper:
    """One-time tokens, log-ins and the sessions that they opened; none outlives the process."""

    def __init__(self, users: Users | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.users = users
        self._clock = clock
        self._attempts = Attempts(clock)
        self._tokens: set[str] = set()
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def token(self) -> str:
        """A new token, good for one browser."""
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        return token

    def enter(self, token: str) -> str | None:
        """The key of a new session, once for each token; no key on a server, where people log in."""
        if token not in self._tokens or self.users is not None:
            return None
        self._tokens.discard(token)
        return self._open(Session())

    def wait(self, name: str, address: str) -> float:
        """Seconds until this log-in may be tried, or 0: then it counts as a miss unless `admit` follows."""
        user = self.users.find(name) if self.users else None
        return self._attempts.begin(user.name if user else "", address)

    def admit(self, user: User, address: str) -> str:
        """The key of a new session for who has shown the password."""
        self._attempts.forget(user.name, address)
        return self._open(Session(name=user.name, roles=user.roles, user=user))

    def leave(self, key: str) -> None:
        """End a session, also where a page of it still listens."""
        session = self._sessions.pop(key, None)
        if session is not None:
            session.is_ended = True

    def session(self, key: str) -> Session | None:
        """The session of a cookie, while it lasts and its user has the same password as at the log-in."""
        session = self._sessions.get(key)
        if session is None or session.user is None:
            return session
        if not self.is_open(session):
            self.leave(key)
            return None
        session.used = self._clock()
        return session

    def is_open(self, session: Session) -> bool:
        """True while the session has not ended; a role that was given or taken holds from now on."""
        now = self._clock()
        if session.is_ended or session.user is None:
            return not session.is_ended
        known = self.users.find(session.name) if self.users else None
        if known is None or known.password != session.user.password:
            return False
        session.roles = known.roles
        return now - session.used < IDLE_SECONDS and now - session.begun < LONGEST_SECONDS

    def is_live(self, live: str) -> bool:
        """True if it is the key to the output folder of a session that is open."""
        return any(one.live == live and self.is_open(one) for one in list(self._sessions.values()))

    def is_to_be_renewed(self, session: Session) -> bool:
        """True where the browser's cookie should be given more time; then it counts as given."""
        now = self._clock()
        if session.user is None or now - session.given < _RENEW_SECONDS:
            return False
        session.given = now
        return True

    def _open(self, session: Session) -> str:
        key = secrets.token_urlsafe(32)
        session.begun = session.used = session.given = self._clock()
        self._sessions[key] = session
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return key
