"""The finished files of the interview, read back by other people's libraries and held against the gold file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from lxml import etree, html

from briefing.text.folding import fold
from briefing.text.language import Script
from packing import pack

HERE = Path(__file__).parents[1]
FORMATS = ("html", "pdf", "docx")
PUBLIC = ("investor", "talent")
WITHHELD = ("巡视", "巡視", "整改")


@cache
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "huangpu-interview.gold.json").read_text(encoding="utf-8"))
    return found


def text_of_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            archive.read(name) for name in archive.namelist() if re.fullmatch(r"word/(document|footnotes)\.xml", name)
        ]
    docx.Document(io.BytesIO(content))
    return "".join("".join(etree.fromstring(part).itertext("{*}t")) for part in parts)


def text_of(content: bytes, extension: str) -> str:
    """What the file says, without white space, in Simplified."""
    match extension:
        case "html":
            tree = html.document_fromstring(content.decode())
            etree.strip_elements(tree, "style", "script", with_tail=False)
            said = tree.text_content()
        case "pdf":
            said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        case _:
            said = text_of_docx(content)
    return re.sub(r"\s", "", fold(said))


def everything_in(content: bytes, extension: str) -> str:
    """All that the file holds, seen or not: attributes, properties, bookmarks, attachments."""
    if extension == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    if extension == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        attached = b"".join(part for parts in reader.attachments.values() for part in parts).decode(errors="ignore")
        return f"{reader.metadata}{reader.outline}{attached}" + text_of(content, extension)
    return content.decode()


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize(
    ("audience", "script"), [("investor", Script.HANS), ("talent", Script.TW), ("officials", Script.HK)]
)
def test_every_format_says_every_word_of_the_document(audience: str, script: Script, extension: str) -> None:
    content, printed = pack(audience, script, extension)

    said = text_of(content, extension)

    missing = [text for text in printed if re.sub(r"\s", "", fold(text)) not in said]
    # A table or a column may part a sentence in a PDF's reading order; its facts may not be parted.
    assert extension == "pdf" or missing == []
    assert len(missing) <= len(printed) // 10


@pytest.mark.parametrize("extension", FORMATS)
def test_the_officials_files_hold_every_fact_of_the_gold_file(extension: str) -> None:
    said = text_of(pack("officials", Script.HANS, extension)[0], extension)

    facts = [one["text"] for one in gold()["figures"]] + gold()["policies"] + gold()["keywords"]
    assert [fact for fact in facts if fold(fact).strip("“”") not in said] == []
    assert [one["text"][:14] for one in gold()["quotes"] if fold(one["text"])[:14] not in said] == []


@pytest.mark.parametrize("extension", FORMATS)
def test_the_investor_files_hold_the_seven_figures(extension: str) -> None:
    said = text_of(pack("investor", Script.TW, extension)[0], extension)

    assert all(figure in said for figure in ("6家", "721家", "74家", "超80家", "73家", "63家", "192公顷"))


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("audience", PUBLIC)
def test_no_public_file_holds_what_is_for_officials(audience: str, extension: str) -> None:
    held = everything_in(pack(audience, Script.HANS, extension)[0], extension)

    assert not any(word in held for word in WITHHELD)
    assert any(word in everything_in(pack("officials", Script.HANS, extension)[0], extension) for word in WITHHELD)


@pytest.mark.parametrize("script", list(Script))
def test_the_page_names_its_language_and_facts(script: Script) -> None:
    tree = html.document_fromstring(pack("investor", script, "html")[0].decode())

    facts = {data.get("value") for data in tree.iter("data")}

    assert tree.get("lang") == script
    assert {"6", "721", "74", "80", "73", "63", "192"} <= facts


def bookmarks(entries: list[Any]) -> list[Any]:
    """All bookmarks of an outline, those under others too."""
    return [one for entry in entries for one in (bookmarks(entry) if isinstance(entry, list) else [entry])]


@pytest.mark.parametrize("script", list(Script))
def test_the_pdf_is_tagged_titled_and_has_bookmarks(script: Script) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pack("investor", script, "pdf")[0]))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]) == script
    assert reader.metadata is not None
    assert reader.metadata.title
    assert len(bookmarks(reader.outline)) >= 8


def test_no_page_asks_the_network_for_anything() -> None:
    page = pack("investor", Script.HANS, "html")[0].decode()

    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "@import" not in page
