"""One module for each command; each imports what it needs only when it runs, so that `briefing --help` stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.audiences import audiences
from briefing.cli.build import build
from briefing.cli.check import check
from briefing.cli.desk import desk, serve
from briefing.cli.doctor import doctor
from briefing.cli.outline import outline
from briefing.cli.release import release
from briefing.cli.review import review
from briefing.cli.trace import trace
from briefing.cli.user import user
from briefing.cli.verify import verify

if TYPE_CHECKING:
    import click

# In the order in which a person meets them.
COMMANDS: tuple[click.Command, ...] = (
    build,
    desk,
    review,
    user,
    serve,
    check,
    trace,
    release,
    verify,
    outline,
    audiences,
    doctor,
)
