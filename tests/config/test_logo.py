"""The office's mark and its own headings: printed in every format, and nothing that a stranger hid in a picture."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit.validator import OpenXmlValidator
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from briefing.config.pictures import LARGEST, load_picture
from briefing.config.sidecar import HeadingInstead, Logo, load_sidecar, parse_sidecar
from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.model import Document, Emblem, FromSidecar, Run
from briefing.errors import ConfigurationError
from briefing.outline.load import inputs
from briefing.writers.docx.write import render_docx
from briefing.writers.html import render_html
from samples import sample_document

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{}</svg>'
PLAIN = SVG.format('<rect width="40" height="10" fill="#b3261e"/>')


def png(width: int = 40, height: int = 10, colour: tuple[int, int, int, int] = (179, 38, 30, 128)) -> bytes:
    notes = PngInfo()
    notes.add_text("Author", "某人")
    stream = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(stream, "PNG", pnginfo=notes)
    return stream.getvalue()


def with_logo(folder: Path, **files: bytes) -> Document:
    for name, content in files.items():
        (folder / f"mark.{name}").write_bytes(content)
    pictures = {name: load_picture(folder, f"mark.{name}", "标志") for name in files}
    emblem = Emblem(
        picture=pictures.get("svg") or pictures["png"],
        in_word=pictures.get("png"),
        alt=(Run(text="投资促进处标志", origin=FromSidecar(key="logo.alt")),),
    )
    document = sample_document()
    return replace(document, cover=replace(document.cover, emblem=emblem))


def test_a_sidecar_names_its_logo_and_its_own_headings(tmp_path: Path) -> None:
    (tmp_path / "mark.svg").write_text(PLAIN)
    (tmp_path / "mark.png").write_bytes(png())
    sidecar = tmp_path / "a.toml"
    sidecar.write_text(
        '[logo]\nfile = "mark.svg"\nword = "mark.png"\nalt = "标志"\n[[headings]]\nwords = "抓项目"\ninstead = "项目"\n',
        encoding="utf-8",
    )

    read = load_sidecar(sidecar)

    assert read.headings == (HeadingInstead(words="抓项目", instead="项目"),)
    assert read.logo
    assert read.logo.picture
    assert (read.logo.picture.kind, read.logo.picture.ratio) == ("svg", 4)
    assert read.logo.word_picture
    assert read.logo.word_picture.kind == "png"


def test_the_logo_is_among_the_files_that_packs_are_made_of(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    for name, content in (
        ("a.txt", "问：好。"),
        ("a.toml", '[logo]\nfile = "m.svg"\nalt = "标志"\n'),
        ("m.svg", PLAIN),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")

    assert inputs(source) == (source, tmp_path / "a.toml", tmp_path / "m.svg")


def test_a_logo_without_an_alternative_text_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"logo\.alt"):
        parse_sidecar('[logo]\nfile = "mark.png"\n', "a.toml")


def test_parsing_alone_opens_no_picture() -> None:
    assert parse_sidecar('[logo]\nfile = "m.png"\nalt = "标志"\n', "a.toml").logo == Logo(file="m.png", alt="标志")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/a.png"/>',
        '<use href="#a"/>',
        '<rect width="1" height="1" onload="alert(1)"/>',
        '<rect width="1" height="1" fill="url(https://example.org/a)"/>',
        '<rect width="1" height="1" style="fill: u\\72l(https://example.org/a)"/>',
        '<style>@import "https://example.org/a.css";</style>',
        "<foreignObject/>",
        '<text font-family="serif">字</text>',
    ],
)
def test_a_drawing_that_acts_or_reaches_outside_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "mark.svg").write_text(SVG.format(inside))

    with pytest.raises(ConfigurationError, match="标志"):
        load_picture(tmp_path, "mark.svg", "标志")


def test_a_drawing_that_multiplies_entities_is_refused(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    (tmp_path / "mark.svg").write_text(doctype + SVG.format("<title>&b;</title>"))

    with pytest.raises(ConfigurationError):
        load_picture(tmp_path, "mark.svg", "标志")


def test_what_a_drawing_program_keeps_for_itself_is_left_out(tmp_path: Path) -> None:
    own = '<metadata>某人</metadata><i:view xmlns:i="urn:inkscape" path="/home/某人"/><!-- 某人 --><rect width="9" height="9"/>'
    (tmp_path / "mark.svg").write_text(SVG.format(own), encoding="utf-8")

    picture = load_picture(tmp_path, "mark.svg", "标志")

    assert b"rect" in picture.content
    assert not any(word in picture.content for word in (b"metadata", b"urn:", b"&#", b"<!--"))


@pytest.mark.parametrize("name", ["../mark.png", "sub/mark.png", "/etc/hostname", "link.png", "absent.png"])
def test_only_a_file_beside_the_sidecar_is_opened(tmp_path: Path, name: str) -> None:
    beside = tmp_path / "seeds"
    (beside / "sub").mkdir(parents=True)
    for place in (tmp_path, beside / "sub"):
        (place / "mark.png").write_bytes(png())
    (beside / "link.png").symlink_to(tmp_path / "mark.png")

    with pytest.raises(ConfigurationError):
        load_picture(beside, name, "标志")


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", png()[:60], b"<html/>", b"\x89PNG\r\n\x1a\n", b"x" * (LARGEST + 1)]
)
def test_what_is_no_picture_or_too_large_a_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mark.png").write_bytes(content)

    with pytest.raises(ConfigurationError):
        load_picture(tmp_path, "mark.png", "标志")


@pytest.mark.parametrize("size", [(5000, 4000), (900, 4)])
def test_a_picture_of_too_many_pixels_or_too_thin_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "mark.png").write_bytes(png(*size))

    with pytest.raises(ConfigurationError):
        load_picture(tmp_path, "mark.png", "标志")


def test_a_picture_says_nothing_of_who_drew_it(tmp_path: Path) -> None:
    (tmp_path / "mark.png").write_bytes(png())

    content = load_picture(tmp_path, "mark.png", "标志").content

    assert b"Author" not in content
    assert Image.open(io.BytesIO(content)).getpixel((1, 1)) == (179, 38, 30, 128)


def test_the_page_holds_the_mark_with_its_alternative_text(tmp_path: Path) -> None:
    document = with_logo(tmp_path, svg=PLAIN.encode())
    assert document.cover.emblem

    page = render_html(document, load_theme(Overlay()), Overlay())

    content = base64.b64encode(document.cover.emblem.picture.content).decode()
    assert f'<img src="data:image/svg+xml;base64,{content}" alt="投资促进处标志">' in page


def test_word_holds_the_mark_with_its_alternative_text_on_white(tmp_path: Path) -> None:
    document = with_logo(tmp_path, png=png())

    content = render_docx(document, load_theme(Overlay()), Overlay())

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        picture = Image.open(io.BytesIO(file.read("word/media/emblem.png")))
        assert picture.mode == "RGB"
        assert 'descr="投资促进处标志"' in file.read("word/document.xml").decode()
    (tmp_path / "a.docx").write_bytes(content)
    assert OpenXmlValidator().validate(str(tmp_path / "a.docx")).is_valid
    assert render_docx(document, load_theme(Overlay()), Overlay()) == content


def test_word_goes_without_a_mark_that_is_a_drawing_alone(tmp_path: Path) -> None:
    content = render_docx(with_logo(tmp_path, svg=PLAIN.encode()), load_theme(Overlay()), Overlay())

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [name for name in file.namelist() if "media" in name]
