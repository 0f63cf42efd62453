"""The container of a desk on a server: what it runs exists, and it may do no more than it needs; it is not built here."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from briefing.cli.desk import desk
from briefing.desk.access import Access, parse_listen

ROOT = Path(__file__).parents[2]
SERVICE: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")["services"]["desk"]
# Instructions with their arguments, lines that go on put together.
LINES = [
    tuple(line.split(None, 1))
    for line in re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text(encoding="utf-8")).splitlines()
    if line.strip() and not line.startswith("#")
]


def arguments_of(instruction: str) -> list[str]:
    return [argument for name, argument in LINES if name == instruction]


def test_the_command_is_one_that_the_desk_takes() -> None:
    name, *options = SERVICE["command"]
    context = desk.make_context(
        "desk", [one.replace("${DESK_URL:-https://localhost}", "https://localhost") for one in options]
    )

    taken = context.params
    host, port = parse_listen(taken["listen"], 8000)
    access = Access(
        host=host, port=port, users=Path(taken["users"]), origins=taken["url"], certificate=Path(taken["tls_cert"])
    )
    assert name == "desk"
    assert taken["tls_key"]
    assert access.is_shared
    assert SERVICE["ports"] == [f"443:{port}"]
    assert arguments_of("EXPOSE") == [str(port)]


def test_what_the_command_names_is_in_a_folder_that_is_given() -> None:
    given = [one.split(":")[1] for one in SERVICE["volumes"]]
    named = [one for one in SERVICE["command"] if one.startswith("/")]

    assert named
    assert all(any(one == folder or one.startswith(f"{folder}/") for folder in given) for one in named)


def test_it_may_do_no_more_than_it_needs() -> None:
    assert SERVICE["read_only"] is True
    assert SERVICE["cap_drop"] == ["ALL"]
    assert SERVICE["security_opt"] == ["no-new-privileges:true"]
    assert SERVICE["user"] == "10001:10001"
    assert arguments_of("USER") == ["10001"]
    assert "--uid 10001" in " ".join(arguments_of("RUN"))


def test_its_base_is_named_by_version_and_its_packages_by_hash() -> None:
    bases = {one.split(" AS ")[0] for one in arguments_of("FROM")}
    (hatchling,) = re.findall(r"^hatchling==(\S+)", (ROOT / "requirements" / "dev.lock").read_text(), re.MULTILINE)

    assert all(re.fullmatch(r"docker\.io/library/python:3\.\d+-slim-\w+", one) for one in bases)
    assert "--require-hashes -r /tmp/requirements.lock" in " ".join(arguments_of("RUN"))
    assert f"hatchling=={hatchling}" in " ".join(arguments_of("RUN"))


def test_it_installs_what_a_build_needs_of_the_system() -> None:
    (needed,) = re.findall(
        r"^packages=\((.*)\)", (ROOT / "scripts" / "setup").read_text(encoding="utf-8"), re.MULTILINE
    )
    (installed,) = re.findall(r"--no-install-recommends (.*?) +&&", " ".join(arguments_of("RUN")))

    assert set(shlex.split(installed)) == set(needed.split()) - {"python3-venv"}


@pytest.mark.slow
def test_the_files_that_it_copies_make_a_wheel(tmp_path: Path) -> None:
    for argument in arguments_of("COPY"):
        *names, target = argument.split()
        if not argument.startswith("--from") and not target.startswith("/"):
            for name in names:
                to = tmp_path / target / (name if target == "./" else "")
                (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, to)

    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, check=True)

    assert len(list((tmp_path / "dist").glob("*.whl"))) == 1


def test_its_health_is_asked_at_an_address_that_answers_anybody() -> None:
    asked = re.findall(r"https://127\.0\.0\.1:(\d+)(/\w+)'", SERVICE["healthcheck"]["test"][-1])

    assert asked == [(arguments_of("EXPOSE")[0], "/health")]
    compile(SERVICE["healthcheck"]["test"][-1], "health", "exec")


def test_the_python_is_one_that_the_project_takes() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    (minor,) = {re.findall(r"python:3\.(\d+)", one)[0] for one in arguments_of("FROM")}

    assert int(minor) >= int(wanted.removeprefix(">=3."))
