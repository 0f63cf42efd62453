"""Errors that a user can mend: a message, a hint and the exit code that the command ends with."""

from __future__ import annotations


class BriefingError(Exception):
    """Something the user can fix; `message` says what is wrong, `hint` says what to do.

    Both are Simplified Chinese without a final mark. Every other exception is a bug and keeps its traceback.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is rebuilt from its positional arguments alone, which would lose the hint on the way from a worker.
        return _rebuild, (type(self), self.message, self.hint)


def _rebuild(kind: type[BriefingError], message: str, hint: str) -> BriefingError:
    return kind(message, hint=hint)


class UsageError(BriefingError):
    """An audience, format or script that does not exist."""

    exit_code = 2


class SourceError(BriefingError):
    """A source that cannot be read, or that holds nothing for the one audience asked for."""

    exit_code = 3


class ConfigurationError(BriefingError):
    """A template, audience, topic file, theme, sidecar or outline.json that is wrong."""

    exit_code = 4


class EnvironmentLacksError(BriefingError):
    """A library or font that this machine lacks."""

    exit_code = 5


class OutputError(BriefingError):
    """A file that cannot be written."""

    exit_code = 6


class LayoutError(BriefingError):
    """A file that could not be made although its templates are our own; the others may have been."""

    exit_code = 1


class GateError(BriefingError):
    """A file that was just made says what its source does not: a fault of ours or of a template."""

    exit_code = 1
