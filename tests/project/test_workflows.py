"""The CI files: valid by their platforms' own schemas, sparing with permissions, and made of targets that a laptop has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from running import HANGS

ROOT = Path(__file__).parents[2]
GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
SECRET = re.compile(r"\$\{\{\s*secrets\.")
PINNED = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40}$")


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(path)
    return found


def check(path: Path, schema: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=HANGS)


def steps_of(path: Path) -> list[dict[str, Any]]:
    return [step for job in load(path)["jobs"].values() for step in job["steps"]]


def commands_of(path: Path) -> list[str]:
    """Every command line that the file runs."""
    if path == GITLAB:
        jobs = [job for job in load(path).values() if isinstance(job, dict)]
        return [line for job in jobs for line in job.get("script", ())]
    return [line for step in steps_of(path) for line in step.get("run", "").splitlines()]


@pytest.mark.parametrize(
    ("path", "schema"),
    [*((path, "vendor.github-workflows") for path in GITHUB), (GITLAB, "vendor.gitlab-ci")],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_the_file_is_valid_by_the_schema(path: Path, schema: str) -> None:
    checked = check(path, schema)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_schema_refuses_a_broken_workflow(tmp_path: Path) -> None:
    broken = tmp_path / "release.yml"
    broken.write_text("on: push\njobs: {build: {run-on: ubuntu-latest}}\n", encoding="utf-8")

    assert check(broken, "vendor.github-workflows").returncode != 0


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_every_make_target_is_in_the_makefile(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    targets = [target for line in commands_of(path) for target in re.findall(r"^make ([a-z-]+)", line)]

    assert targets
    assert [target for target in targets if not re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)] == []


def test_both_platforms_build_check_reproduce_and_release_in_this_order() -> None:
    for path in (ROOT / ".github" / "workflows" / "release.yml", GITLAB):
        made = [line.partition(" PREVIOUS=")[0] for line in commands_of(path) if re.match(r"make (?!test)", line)]
        assert made == ["make build", "make check", "make reproduce", "make release"], path.name


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actions_are_pinned_and_permissions_granted_by_the_job(path: Path) -> None:
    workflow = load(path)

    assert workflow["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values())
    assert [step["uses"] for step in steps_of(path) if "uses" in step and not PINNED.match(step["uses"])] == []
    assert not SECRET.search(path.read_text(encoding="utf-8"))


def test_only_the_jobs_that_publish_may_write_and_only_on_a_tag() -> None:
    jobs = load(ROOT / ".github" / "workflows" / "release.yml")["jobs"]

    writing = {name for name, job in jobs.items() if "write" in job["permissions"].values()}

    assert writing == {"attest", "publish", "pages"}
    assert jobs["attest"]["if"] == "github.ref_type == 'tag'"
    assert all(jobs[name]["needs"] == "attest" for name in writing - {"attest"})


def test_what_a_tag_is_called_never_becomes_part_of_a_script() -> None:
    for path in GITHUB:
        assert [line for line in commands_of(path) if "${{" in line] == []


def test_the_public_part_alone_is_published() -> None:
    steps = steps_of(ROOT / ".github" / "workflows" / "release.yml")

    uploads = [step for step in steps if "upload" in step.get("uses", "")]
    open_to_all = [step["with"]["path"] for step in uploads if "private" not in step.get("if", "")]

    # The first is the manifest of a release that is public already.
    assert open_to_all == [
        "previous",
        "out/release/public",
        "out/public-site/site-assets/contents.json",
        "out/public-site",
    ]
    assert load(GITLAB)["release"]["artifacts"]["access"] == "developer"


def test_the_notes_are_written_against_the_release_before() -> None:
    for path in (ROOT / ".github" / "workflows" / "release.yml", GITLAB):
        lines = "\n".join(commands_of(path))
        (given,) = re.findall(r"make release PREVIOUS=(\S+)", lines)
        assert "manifest.json" in lines.partition("make release")[0], path.name
        assert given.startswith("previous"), path.name
        assert "site-contents.json" in lines.partition("make release")[0], path.name


@pytest.mark.parametrize(("asset", "asked"), [("manifest.json", True), ("notes.pdf", False)])
def test_a_release_without_a_manifest_is_not_asked_for_one(tmp_path: Path, asset: str, *, asked: bool) -> None:
    step = load(ROOT / ".github" / "workflows" / "release.yml")["jobs"]["previous"]["steps"][0]
    said = f'case "$2" in list) echo v1 ;; view) echo {asset} ;; download) touch asked ;; esac'
    (tmp_path / "gh").write_text(f"#!/bin/sh\n{said}\n", encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"

    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env={"PATH": path}, check=True, timeout=HANGS)

    assert (tmp_path / "asked").exists() is asked


def test_what_the_next_release_compares_with_is_published() -> None:
    (publish,) = (
        one for one in steps_of(ROOT / ".github" / "workflows" / "release.yml") if one.get("name") == "Release"
    )

    uploaded = publish["run"].partition("gh release create")[2].split()

    assert {"manifest.json", "site-contents.json"} <= set(uploaded)
