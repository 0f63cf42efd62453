"""One module for each command; each imports what it needs only when it runs, so that `briefing --help` stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.commands.audiences import audiences
from briefing.commands.build import build
from briefing.commands.check import check
from briefing.commands.doctor import doctor
from briefing.commands.outline import outline
from briefing.commands.release import release
from briefing.commands.serve import serve
from briefing.commands.trace import trace
from briefing.commands.verify import verify

if TYPE_CHECKING:
    import click

# In the order in which a person meets them.
COMMANDS: tuple[click.Command, ...] = (build, serve, check, trace, release, verify, outline, audiences, doctor)
