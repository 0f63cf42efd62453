"""Connections that hold up nobody: who sends no request, or takes no answer, is hung up on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

# uvicorn 0.54 ends a connection only once it has answered on it: one that never asks stays for ever, one that asks letter by
# letter stops its clock, and `limit_concurrency` counts them all (findings/uvicorn-silent-connections.sh).
SILENT_SECONDS, STALLED_SECONDS = 20.0, 30.0
MOST_CONNECTIONS = 400


class PatientProtocol(H11Protocol):
    """HTTP/1.1 in which a request's head has twenty seconds, and some of an answer is taken every thirty."""

    _silence: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # it listens on nothing else
        """Start the clock; where all places are taken, whoever has been silent longest makes room."""
        super().connection_made(transport)
        self._await_head()
        if len(self.connections) >= MOST_CONNECTIONS:
            silent = [one for one in self.connections if isinstance(one, PatientProtocol) and one.is_silent]
            if silent:
                longest = min(silent, key=lambda one: one._since)  # noqa: SLF001 - of its own kind
                # At once, or the next one that comes in the same moment would choose it again.
                self.connections.discard(longest)
                longest.transport.abort()

    @property
    def is_silent(self) -> bool:
        """True while no request is under way and no answer is."""
        answered = self.cycle is None or self.cycle.response_complete
        return answered and not self.transport.get_write_buffer_size()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._await_head()

    def _await_head(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
        self._since = self.loop.time()
        self._silence = self.loop.call_later(SILENT_SECONDS, self._end_silence)

    def _end_silence(self) -> None:
        if self.is_silent:
            self.transport.abort()
        elif self.cycle is None or self.cycle.response_complete:
            self._await_head()

    def pause_writing(self) -> None:
        """The other side takes slower than we give: from now on it has to take something every thirty seconds."""
        super().pause_writing()
        self._watch_writing()

    def _watch_writing(self) -> None:
        before = self.transport.get_write_buffer_size()

        def look() -> None:
            if self.transport.get_write_buffer_size() >= before:
                self.transport.abort()
            else:
                self._watch_writing()

        self._stall = self.loop.call_later(STALLED_SECONDS, look)

    def resume_writing(self) -> None:
        """The answer has been taken."""
        super().resume_writing()
        self._stop(self._stall)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        super().connection_lost(exc)
        self._stop(self._silence)
        self._stop(self._stall)

    @staticmethod
    def _stop(clock: asyncio.TimerHandle | None) -> None:
        if clock is not None:
            clock.cancel()
