"""The documents name every command, option, audience, format, sidecar key, exit code, notice and make target; links lead somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from briefing import __version__, cli, errors
from briefing.check.report import CODES
from briefing.cli.commands import COMMANDS
from briefing.config import sidecar
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.readers import READERS
from briefing.writers import WRITERS

ROOT = Path(__file__).parents[2]
LONGEST = 120
DOCUMENTS = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")],
    key=lambda path: path.as_posix(),
)
README, CONTRIBUTING, CHANGELOG, MANUAL, CHECK = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/manual.md", "docs/check.md")
)
TARGETS = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
OPTIONS = sorted(
    {
        option
        for command in COMMANDS
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }
)
EXIT_CODES = sorted(
    {0, cli._INTERRUPTED}  # noqa: SLF001 - where the code is set
    | {
        one.exit_code
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.BriefingError)
    }
)
# A path in the documents: a file or folder of the checkout, named from its top.
PATHS = re.compile(
    r"`((?:src|tests|scripts|templates|docs|findings|requirements|seeds)/[\w./-]+|requirements\.lock|pyproject\.toml)`"
)


def told_codes() -> Iterator[str]:
    """The codes of notices and oddities that the program spells where it tells them."""
    for path in sorted((ROOT / "src" / "briefing").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = call.args[:1] if name == "notice" else []
            given += [one.value for one in call.keywords if name == "Diagnostic" and one.arg == "code"]
            yield from (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))


def heading_ids(text: str) -> set[str]:
    """The fragments that a heading can be linked by: lower case, blanks as hyphens, marks left out."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links_of(path: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))


def test_the_readme_is_read_in_ten_minutes() -> None:
    assert len(README.splitlines()) <= LONGEST


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_is_explained(command: str) -> None:
    assert f"`briefing {command}`" in README
    assert f"briefing {command}" in MANUAL


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_named(option: str) -> None:
    assert re.search(rf"{option}(?![\w-])", MANUAL)


@pytest.mark.parametrize("name", [*WRITERS, *(audience.name for audience in load_template_set(Overlay()).audiences)])
def test_every_format_and_audience_is_named(name: str) -> None:
    assert f"`{name}`" in MANUAL
    assert name in README


@pytest.mark.parametrize("suffix", READERS)
def test_every_kind_of_source_is_named(suffix: str) -> None:
    assert f"`{suffix}`" in MANUAL


@pytest.mark.parametrize("key", sorted({*sidecar._KEYS, *sidecar.CONTACT_KEYS}))  # noqa: SLF001 - what the sidecar knows is told nowhere else
def test_every_key_of_the_sidecar_is_explained(key: str) -> None:
    assert f"`{key}`" in MANUAL or f"`[{key}]`" in MANUAL or f"`[[{key}]]`" in MANUAL


@pytest.mark.parametrize("code", EXIT_CODES)
def test_every_exit_code_is_explained(code: int) -> None:
    assert f"\n| {code} | " in MANUAL


@pytest.mark.parametrize("code", sorted(set(told_codes())))
def test_every_notice_is_explained(code: str) -> None:
    assert f"`{code}`" in MANUAL


@pytest.mark.parametrize(("code", "called"), CODES.items())
def test_every_kind_of_finding_is_explained(code: str, called: str) -> None:
    assert f"| `{code}` | {called} |" in CHECK


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_named(target: str) -> None:
    assert f"`make {target}`" in MANUAL
    assert f"make {target}" in CONTRIBUTING


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_leads_somewhere(path: Path) -> None:
    broken = []
    for link in links_of(path):
        file, _, fragment = link.partition("#")
        target = path.parent / file if file else path
        if "://" in link:
            continue
        if not target.exists() or (fragment and fragment not in heading_ids(target.read_text(encoding="utf-8"))):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    named = PATHS.findall(path.read_text(encoding="utf-8"))

    # NAME stands for any; what is made is not there yet.
    assert [one for one in named if "NAME" not in one and "node_modules" not in one and not (ROOT / one).exists()] == []


def test_where_is_leads_to_files_that_are_there() -> None:
    architecture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    _, _, table = architecture.partition("## Where is …")

    named = re.findall(r"`([a-z_]+/[\w./-]+)`", table.partition("\nBeside them:")[0])

    assert len(named) > 30
    assert [one for one in named if not (ROOT / "src/briefing" / one).exists() and not (ROOT / one).exists()] == []


def test_each_room_holds_the_modules_that_it_is_told_to_hold() -> None:
    architecture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z]+)/` \| (.+) \|$", architecture, flags=re.MULTILINE)

    missing = [
        (room, name)
        for room, told in rows
        for name in re.findall(r"`([\w/]+(?:\.py|/))`", told)
        if not any((ROOT / "src/briefing" / room).rglob(name.rstrip("/")))
    ]

    assert {room for room, _ in rows} >= {path.parent.name for path in (ROOT / "src/briefing").glob("*/__init__.py")}
    # What packs and the desk are drawn with is beside the program.
    assert [
        one for one in missing if not (ROOT / one[1]).exists() and not (ROOT / "src/briefing" / one[1]).exists()
    ] == []


def test_every_document_is_reached_from_the_readme() -> None:
    reached = {link.partition("#")[0] for link in links_of(ROOT / "README.md")}

    assert {path.relative_to(ROOT).as_posix() for path in DOCUMENTS} - {"README.md"} <= reached


def test_the_changes_of_this_version_are_told() -> None:
    assert re.search(
        rf"^## (?:{re.escape(__version__)} |Unreleased \({re.escape(__version__)}\))", CHANGELOG, re.MULTILINE
    )
