"""The wheel works by itself: installed with what it declares and nothing else, away from the checkout, it builds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement

from page_checkers import find_checker

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "huangpu-interview.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (made,) = folder.glob("*.whl")
    return made


def needed_by(requirements: list[str]) -> dict[str, Distribution]:
    """What the requirements lead to, by name, as it is installed here."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(one) for one in requirements]
    while waiting:
        requirement = waiting.pop()
        extras = {"", *requirement.extras}
        if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        one = distribution(requirement.name)
        if one.name not in found:
            found[one.name] = one
            waiting += [Requirement(f"{text}") for text in one.requires or []]
    return found


def declared_by(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        fields = archive.read(metadata).decode().splitlines()
    return [field.partition(": ")[2] for field in fields if field.startswith("Requires-Dist: ")]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `briefing` command of an environment that holds the wheel and what it declares; nothing is downloaded."""
    folder = tmp_path_factory.mktemp("空的 环境")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel]
    subprocess.run(install, check=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for one in needed_by(declared_by(wheel)).values():
        copy_files(one, purelib)
    return folder / "bin" / "briefing"


def copy_files(package: Distribution, folder: Path) -> None:
    for file in package.files or []:
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file.locate(), target)


def run(command: Path, *arguments: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([command, *arguments], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_builds_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    run(installed, "build", SEED, "--audience", "investor", "--script", "hans", "--out", "材料", cwd=tmp_path)

    made = {path.name for path in (tmp_path / "材料" / SEED.stem).iterdir()}
    assert {f"investor.zh-Hans.{extension}" for extension in ("html", "pdf", "docx")} <= made
    assert {"outline.json", "ledger.json", "manifest.json"} <= made
    assert (tmp_path / "材料" / "index.html").is_file()


def test_what_is_installed_is_the_wheel_and_nothing_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(installed.parent / "python", "-c", "import briefing; print(briefing.__file__)", cwd=tmp_path)

    assert Path(where).is_relative_to(installed.parent.parent)


def test_the_installed_command_knows_its_audiences_and_its_machine(installed: Path, tmp_path: Path) -> None:
    audiences = run(installed, "audiences", cwd=tmp_path)

    assert all(name in audiences for name in ("investor", "talent", "officials"))
    assert run(installed, "doctor", cwd=tmp_path).strip() == "什么都不缺，可以制作材料。"


def test_the_installed_command_reads_every_kind_of_source(installed: Path, tmp_path: Path) -> None:
    page = tmp_path / "访谈.html"
    words = SEED.read_text(encoding="utf-8").splitlines()
    page.write_text("".join(f"<p>{line}</p>" for line in words), encoding="utf-8")

    assert "关键词" in run(installed, "outline", page, cwd=tmp_path)


def test_every_template_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())

    templates = [path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert {f"briefing/{path.as_posix()}" for path in templates} <= packed


def pinned(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_lock_holds_what_the_wheel_needs_at_the_version_tested_here(wheel: Path) -> None:
    needed = {re.sub(r"[-_.]+", "-", name).lower(): one.version for name, one in needed_by(declared_by(wheel)).items()}

    assert needed.items() <= pinned("requirements.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements/dev.lock", "tests/browser/package-lock.json"])
def test_a_lock_names_hashes_and_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert "sha256:" in text or "sha512-" in text


def test_both_locks_agree() -> None:
    assert pinned("requirements.lock").items() <= pinned("requirements/dev.lock").items()


def test_page_checkers_are_found_where_npm_installs_them_or_in_a_folder_above(tmp_path: Path) -> None:
    start = tmp_path / "tests" / "browser"
    above, beside = tmp_path / "node_modules" / "axe.js", start / "node_modules" / "axe.js"
    found = [find_checker("axe.js", start=start)]

    for checker in (above, beside):
        checker.parent.mkdir(parents=True)
        checker.touch()
        found.append(find_checker("axe.js", start=start))

    assert found == [beside, above, beside]


def test_the_licence_and_what_is_bundled_go_with_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {PurePosixPath(name).name: archive.read(name) for name in archive.namelist() if "/licenses/" in name}

    assert carried == {name: (ROOT / name).read_bytes() for name in ("LICENSE", "NOTICE")}


def test_the_source_distribution_holds_documents_and_no_interview(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path], cwd=ROOT, check=True)
    (made,) = tmp_path.glob("*.tar.gz")

    with tarfile.open(made) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}

    assert {"LICENSE", "NOTICE", "CHANGELOG.md", "README.md", "docs/manual.md"} <= held
    assert not any(name.startswith(("seeds", "tests")) for name in held)
