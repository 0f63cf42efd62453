"""The bill of materials: CycloneDX 1.6, of the libraries and the fonts that packs are made with."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from briefing import __version__
from briefing.publish.provenance import direct, libraries, needs

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom/1.6")


def _library(name: str, version: str) -> Component:
    purl = PackageURL("pypi", name=name, version=version)
    return Component(type=ComponentType.LIBRARY, name=name, version=version, purl=purl, bom_ref=str(purl))


def _font(font: dict[str, str]) -> Component:
    return Component(
        type=ComponentType.FILE,
        name=font["file"],
        bom_ref=f"font:{font['file']}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=font["sha256"])],
    )


def _bom(fonts: Iterable[dict[str, str]]) -> Bom:
    program = Component(type=ComponentType.APPLICATION, name="briefing", version=__version__, bom_ref="briefing")
    installed = libraries()
    components = {name: _library(name, one.version) for name, one in installed.items()}
    typefaces = [_font(font) for font in fonts]
    bom = Bom(components=[*components.values(), *typefaces], metadata=BomMetaData(component=program))
    asked = [components[name] for name in direct() if name in components]
    bom.register_dependency(program, [*asked, *typefaces])
    for name, component in components.items():
        bom.register_dependency(component, [components[one] for one in needs(installed[name], components)])
    return bom


def write_bom(fonts: Iterable[dict[str, str]]) -> bytes:
    """The bill as JSON; the same parts give the same bytes."""
    bill: dict[str, Any] = json.loads(JsonV1Dot6(_bom(fonts)).output_as_string())
    # The library stamps the time and a random serial number; a bill of the same parts is to be the same bill.
    bill["metadata"].pop("timestamp", None)
    bill.pop("serialNumber", None)
    bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(bill, sort_keys=True))}"
    return (json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
