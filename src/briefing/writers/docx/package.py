"""The parts of a Word file put into one zip, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package
from lxml import etree

from briefing.document.model import plain

if TYPE_CHECKING:
    from briefing.document.model import Document
    from briefing.writers.docx.xml import Element

# The first moment that a zip file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNDATED = "2000"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
# For each part: its content type and how the document refers to it.
KINDS = {
    "styles": (CT.WML_STYLES, RT.STYLES),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "numbering": (CT.WML_NUMBERING, RT.NUMBERING),
    "fontTable": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "footnotes": (_FOOTNOTES, RT.FOOTNOTES),
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
    "theme": (CT.OFC_THEME, RT.THEME),
}


def open_package(root: Element) -> tuple[Package, XmlPart]:
    """A file with nothing but its main part."""
    package = Package()
    main = XmlPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, root, package)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    return package, main


def add_part(main: Part, kind: str, root: Element, name: str | None = None) -> tuple[Part, str]:
    """A new part of a kind with the relationship that the main part has to it."""
    content_type, relationship = KINDS[kind]
    part = XmlPart(PackURI(f"/word/{name or kind}.xml"), content_type, root, main.package)
    return part, main.relate_to(part, relationship)


def describe(package: Package, document: Document, language: str) -> None:
    """Title, subject, language and date, all from the document: nobody's name, and never the clock's time."""
    about = package.core_properties
    about.title, about.subject = plain(document.cover.title), plain(document.cover.headline)
    about.language, about.author, about.last_modified_by = language, "", ""
    # A date may be a year or a month alone.
    year, month, day = [*(int(part) for part in (document.date or _UNDATED)[:10].split("-")), 1, 1][:3]
    about.created = about.modified = datetime(year, month, day, tzinfo=UTC)
    about.revision = 1


def save(package: Package) -> bytes:
    """The file's bytes."""
    for part in package.iter_parts():
        # A letterhead's parts name prefixes that they may not lose.
        if isinstance(part, XmlPart) and _IGNORABLE not in part.element.attrib:
            etree.cleanup_namespaces(part.element, keep_ns_prefixes=["w", "r", "wpg"])
    stream, result = io.BytesIO(), io.BytesIO()
    package.save(stream)
    # python-docx stamps each zip member with the current time, so the same briefing would get a new hash on every
    # run and the manifest could never be checked.
    with zipfile.ZipFile(stream) as before, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = 0o644 << 16
            after.writestr(member, before.read(name))
    return result.getvalue()
