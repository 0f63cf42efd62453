"""The provenance of a release: the program, its libraries and the machine, and the bill of materials."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.metadata
import json
import platform
import re
import shutil
import subprocess
import tomllib
import uuid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from briefing import __version__
from briefing.config.templates import BUILT_IN
from briefing.packs import fingerprint

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom/1.6")


def write_bom(fonts: Iterable[dict[str, str]]) -> bytes:
    """The bill as JSON; the same parts give the same bytes."""
    program = Component(type=ComponentType.APPLICATION, name="briefing", version=__version__, bom_ref="briefing")
    installed = libraries()
    components = {}
    for name, one in installed.items():
        purl = PackageURL("pypi", name=name, version=one.version)
        components[name] = Component(
            type=ComponentType.LIBRARY, name=name, version=one.version, purl=purl, bom_ref=str(purl)
        )
    typefaces = [
        Component(
            type=ComponentType.FILE,
            name=font["file"],
            bom_ref=f"font:{font['file']}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=font["sha256"])],
        )
        for font in fonts
    ]
    bom = Bom(components=[*components.values(), *typefaces], metadata=BomMetaData(component=program))
    asked = [components[name] for name in direct() if name in components]
    bom.register_dependency(program, [*asked, *typefaces])
    for name, component in components.items():
        bom.register_dependency(component, [components[one] for one in needs(installed[name], components)])
    bill: dict[str, Any] = json.loads(JsonV1Dot6(bom).output_as_string())
    # The library stamps the time and a random serial number; a bill of the same parts is to be the same bill.
    bill["metadata"].pop("timestamp", None)
    bill.pop("serialNumber", None)
    bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(bill, sort_keys=True))}"
    return (json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


# The name and the extras of a requirement (PEP 508): fonttools[woff]>=4.59; extra == "fonts".
_NAME = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?")
_ONLY_WITH = re.compile(r"""extra\s*==\s*["']([\w.-]+)["']""")
_SYSTEM = (
    ("Pango", "libpango-1.0.so.0", "pango_version_string"),
    ("HarfBuzz", "libharfbuzz.so.0", "hb_version_string"),
)
_WEIGHTS = ("regular", "bold")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Fonts are of twenty megabytes each, and every part of a release names them.
_font_hash = cache(_hash)


def template_hashes(overlay: Overlay, without_audiences: Container[str] = ()) -> dict[str, str]:
    """Each template in use by its name, but for those of some audiences (`officials.css`, `audiences/officials.toml`)."""
    files = {
        path.relative_to(folder).as_posix()
        for folder in overlay.folders
        for path in folder.rglob("*")
        if path.is_file() and path.name.partition(".")[0] not in without_audiences
    }
    return {name: _hash(overlay.find(name)) for name in sorted(files)}


@cache
def _match(family: str, weight: str) -> tuple[str, str]:
    """The family and the file that fontconfig gives for a family and weight."""
    command = shutil.which("fc-match")
    if command is None:
        return "", ""
    pattern = f"{family}:weight={weight}"
    answer = subprocess.run(  # noqa: S603 - a fixed command; the pattern is one argument
        [command, "--format=%{family}\n%{file}", pattern], capture_output=True, text=True, check=False, timeout=60
    )
    families, _, file = answer.stdout.partition("\n")
    return (families, file) if family in families.split(",") else ("", "")


def font_hashes(theme: Theme) -> list[dict[str, str]]:
    """The installed fonts that the theme names, the first installed family of each face, by file."""
    found: dict[str, dict[str, str]] = {}
    for families in sorted({face.css for faces in theme.fonts.values() for face in faces.values()}):
        for weight in _WEIGHTS:
            for family in families:
                file = Path(_match(family, weight)[1])
                if file.is_file():
                    found.setdefault(file.name, {"file": file.name, "sha256": _font_hash(file)})
                    break
    return [found[name] for name in sorted(found)]


def _required() -> list[str]:
    """The program's requirements: from the checkout's pyproject.toml, else from the installed package."""
    project = BUILT_IN.parent / "pyproject.toml"
    if project.is_file():
        listed: list[str] = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
        return listed
    return importlib.metadata.requires("briefing") or []


def _names(requirements: Iterable[str], extras: Container[str] = ()) -> Iterator[tuple[str, frozenset[str]]]:
    """The names required, each with the extras asked of it; what only an extra requires counts where that is asked."""
    for requirement in requirements:
        name, only = _NAME.match(requirement), _ONLY_WITH.search(requirement)
        if name and (only is None or only[1] in extras):
            yield re.sub(r"[-_.]+", "-", name[1]).lower(), frozenset(re.findall(r"[\w.-]+", name[2] or ""))


def libraries() -> dict[str, importlib.metadata.Distribution]:
    """Every installed library that the program needs, those that libraries need included, by name."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting, seen = list(_names(_required())), set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # asked for on another system or another Python only
        waiting += _names(found[name].requires or (), extras)
    return dict(sorted(found.items()))


def needs(distribution: importlib.metadata.Distribution, among: Iterable[str]) -> list[str]:
    """Those of the named libraries that a library needs."""
    return sorted({name for name, _ in _names(distribution.requires or ())} & set(among))


def direct() -> list[str]:
    """The libraries that the program itself asks for."""
    return sorted({name for name, _ in _names(_required())})


def tools() -> dict[str, Any]:
    """The program by version and hash, Python, the libraries by version, and the lock file where there is one."""
    lock, system = BUILT_IN.parent / "requirements.lock", []
    for name, file, function in _SYSTEM:
        with contextlib.suppress(OSError, AttributeError):  # not on this machine
            ask = getattr(ctypes.CDLL(file), function)
            ask.restype = ctypes.c_char_p
            system.append({"name": name, "version": ask().decode()})
    return {
        "briefing": {"version": __version__, "sha256": fingerprint.program()},
        "python": {"implementation": platform.python_implementation(), "version": platform.python_version()},
        "libraries": [{"name": name, "version": one.version} for name, one in libraries().items()],
        "system": system,
        "lock": {"file": lock.name, "sha256": _hash(lock)} if lock.is_file() else None,
    }
