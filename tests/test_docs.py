"""The README names every command, option, audience, format, sidecar key and make target, and shows pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from briefing import sidecar
from briefing.commands import COMMANDS
from briefing.overlay import Overlay
from briefing.workshop import load_workshop
from briefing.writers import WRITERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
OPTIONS = sorted(
    {
        parameter.opts[0]
        for command in COMMANDS
        if command.name in ("build", "check")
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.opts[0].startswith("--")
    }
)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_is_explained(command: str) -> None:
    assert f"`briefing {command}`" in README


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_of_building_and_checking_is_named(option: str) -> None:
    assert option in README


@pytest.mark.parametrize("name", [*WRITERS, *(audience.name for audience in load_workshop(Overlay()).audiences)])
def test_every_format_and_audience_is_named(name: str) -> None:
    assert name in README


@pytest.mark.parametrize("key", sidecar._KEYS)  # noqa: SLF001 - what the sidecar knows is told nowhere else
def test_every_key_of_the_sidecar_is_explained(key: str) -> None:
    assert f"`{key}`" in README or f"`[{key}]`" in README or f"`[[{key}]]`" in README


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_named(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]*\]\(([^)]+)\)", README))
def test_every_picture_is_there(picture: str) -> None:
    assert (ROOT / picture).is_file()
