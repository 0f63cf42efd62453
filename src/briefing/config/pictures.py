"""A picture that an office gives us, read as what a stranger may have made: its mark (PNG or SVG), or one in its Word file.

What comes out says nothing but the picture itself: an SVG loses whatever could act or reach outside, others their notes.
"""

from __future__ import annotations

import contextlib
import io
import re
import stat
import struct
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.errors import ConfigurationError
from briefing.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

# A page keeps under 300 kB, and a letterhead's mark needs far less.
LARGEST = 200_000
_MOST_PIXELS = 4000
_MOST_ELEMENTS = 5000
# A strip thinner than this cannot be seen on a page.
_THINNEST = 20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_COLOUR_CHUNKS = (b"cHRM", b"gAMA", b"iCCP", b"sRGB")
_JPEG = b"\xff\xd8\xff"
_ORIENTATION = 0x112
# Markers of a JPEG: what begins a scan, what ends the file, and where programs leave notes; 0xe0 and 0xee say how it is drawn.
_SCAN, _END = 0xDA, 0xD9
_NOTES = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xEE}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SHOWING = frozenset({"transparency", "duration", "loop", "background", "dpi"})
_HEAD = 2000
_LOSSLESS = ("TIFF", "GIF", "WEBP")
_SVG = "http://www.w3.org/2000/svg"
# What draws. `use`, `image`, `pattern`, `style`, scripts and animation can reach outside, act, or grow without end.
_DRAWS = frozenset(
    f"{{{_SVG}}}{tag}"
    for tag in (
        "svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath title desc"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture's bytes, what they are, and its breadth as a multiple of its height."""

    kind: Literal["png", "svg"]
    content: bytes
    ratio: float


def load_picture(folder: Path, name: str, told: str) -> Picture:
    """The picture of that name in the folder; a `ConfigurationError` opens with `told`, the place that names it."""
    path = folder / name
    if name != path.name or path.resolve().parent != folder.resolve():
        raise ConfigurationError(f"{told}只能是同一文件夹里的文件：{name}", hint="请把图片放在补充文件旁边，只写文件名")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A FIFO without a writer would hold up the reading for ever.
            raise ConfigurationError(f"{told}不是普通文件：{name}", hint="请给一个存好的图片")
        if status.st_size > LARGEST:
            raise ConfigurationError(f"{told}太大：{name}", hint=f"请缩小到 {LARGEST // 1000} kB 以内")
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{told}读不了：{name}（{reason_of(error)}）", hint="请检查文件名和权限") from None
    return read_picture(content, told, f"：{name}")


def read_picture(content: bytes, told: str, name: str = "") -> Picture:
    """The picture with nothing but what it shows; a `ConfigurationError` opens with `told`, and says the name."""
    if len(content) > LARGEST:
        raise ConfigurationError(f"{told}太大{name}", hint=f"请缩小到 {LARGEST // 1000} kB 以内")
    picture = _read_png(content) if content.startswith(_SIGNATURE) else _read_svg(content, told)
    if picture is None:
        raise ConfigurationError(f"{told}不是可用的图片{name}", hint="请另存为普通的 PNG 或 SVG（图形转为路径）")
    if not 1 / _THINNEST <= picture.ratio <= _THINNEST:
        raise ConfigurationError(f"{told}太长或太窄{name}", hint=f"长边请不要超过短边的 {_THINNEST} 倍")
    return picture


def _read_png(content: bytes) -> Picture | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(content), formats=["PNG"])
            width, height = image.size
            if max(width, height) > _MOST_PIXELS:
                return None
            image.load()
        bare = _bare_png(content, _KEPT_CHUNKS)
    except Exception:  # noqa: BLE001  # a broken file fails in any way that it likes
        return None
    return Picture(kind="png", content=bare, ratio=width / height)


def bare_picture(content: bytes) -> bytes | None:
    """The picture as it shows, without what tells of who made it, when, where and with what.

    A JPEG loses nothing of its picture, and keeps which way up it is. None for what none of our libraries reads: EMF, WMF.
    """
    if content.startswith(_SIGNATURE):
        return _bare_png(content, _KEPT_CHUNKS + _COLOUR_CHUNKS)
    if content.startswith(_JPEG):
        return _bare_jpeg(content)
    from lxml import etree

    with contextlib.suppress(Exception):  # a broken file fails in any way that it likes
        if b"<svg" not in content[:_HEAD]:
            return _saved_anew(content)
        root = _svg_tree(content)
        _drop_foreign(root)
        drawing: bytes = etree.tostring(root)
        return drawing
    return None


def _saved_anew(content: bytes) -> bytes:
    from PIL import Image, ImageSequence

    with Image.open(io.BytesIO(content), formats=_LOSSLESS) as image:
        # A copy knows no tags of the file that it came from.
        frames = [frame.copy() for frame in ImageSequence.Iterator(image)]
        for frame in frames:
            frame.info = {key: value for key, value in frame.info.items() if key in _SHOWING}
        stream, colours = io.BytesIO(), image.info.get("icc_profile")
        frames[0].save(
            stream, image.format, save_all=True, append_images=frames[1:], lossless=True, icc_profile=colours
        )
        return stream.getvalue()


def _bare_png(content: bytes, kept: tuple[bytes, ...]) -> bytes:
    return _SIGNATURE + b"".join(_chunks(content, kept))


def _bare_jpeg(content: bytes) -> bytes:
    kept, at = [_JPEG[:2], *_note_of_turning(content)], 2
    while (found := _NEXT_MARKER.search(content, at)) is not None and content[found.start() + 1] != _END:
        at = found.start()
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if content[at + 1] == _SCAN:
            following = _NEXT_MARKER.search(content, end)
            end = following.start() if following else len(content)
        if content[at + 1] not in _NOTES or content[at + 4 : end].startswith(b"ICC_PROFILE"):
            kept.append(content[at:end])
        at = end
    # Telephones put a film, or a second picture, behind the end.
    return b"".join((*kept, bytes((0xFF, _END))))


def _note_of_turning(content: bytes) -> Iterator[bytes]:
    """A note that says nothing but which way up the picture is, where the file's own says that."""
    from PIL import Image

    with contextlib.suppress(Exception), Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        if turned := image.getexif().get(_ORIENTATION):
            exif = Image.Exif()
            exif[_ORIENTATION] = turned
            note = exif.tobytes()
            yield b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note


def _chunks(content: bytes, kept: tuple[bytes, ...]) -> Iterator[bytes]:
    """The chunks of the kinds that are kept: times, names and places of who drew it stay behind."""
    start = len(_SIGNATURE)
    while start + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[start : start + 8])
        end = start + 12 + length
        if kind in kept:
            yield content[start:end]
        if kind == b"IEND":
            return
        start = end


def _read_svg(content: bytes, told: str) -> Picture | None:
    # Here and not above: few commands have a drawing to read.
    from lxml import etree

    try:
        root = _svg_tree(content)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.doctype and root.getroottree().docinfo.internalDTD is not None:
        entities = [*root.getroottree().docinfo.internalDTD.iterentities()]
        if entities:
            raise ConfigurationError(f"{told}里有实体定义，不能用", hint="请另存为普通的 SVG（图形转为路径）")
    ratio = _ratio(root)
    if root.tag != f"{{{_SVG}}}svg" or ratio is None or sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    _drop_foreign(root)
    _refuse_what_acts(root, told)
    etree.cleanup_namespaces(root)
    return Picture(kind="svg", content=etree.tostring(root), ratio=ratio)


def _svg_tree(content: bytes) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def _ratio(root: etree._Element) -> float | None:
    box = (root.get("viewBox") or "").replace(",", " ").split()
    sides = box[2:] if len(box) == 4 else [root.get(side, "").removesuffix("px") for side in ("width", "height")]  # noqa: PLR2004 - x, y, width, height
    try:
        width, height = map(float, sides)
        return width / height if width > 0 and height > 0 else None
    except ValueError:
        return None


def _drop_foreign(root: etree._Element) -> None:
    """Takes out what a drawing program keeps for itself: its own elements and attributes, and the metadata."""
    for element in [*root.iter()]:
        foreign = not isinstance(element.tag, str) or not element.tag.startswith(f"{{{_SVG}}}")
        if (foreign or element.tag == f"{{{_SVG}}}metadata") and element.getparent() is not None:
            element.getparent().remove(element)
        for key in [key for key in element.attrib if str(key).startswith("{") and not str(key).endswith("}href")]:
            del element.attrib[key]


def _refuse_what_acts(root: etree._Element, told: str) -> None:
    for element in root.iter():
        tag = str(element.tag)
        if tag not in _DRAWS:
            what = tag.rpartition("}")[2]
            raise ConfigurationError(f"{told}里有不能用的内容：{what}", hint="请另存为普通的 SVG（文字和图形转为路径）")
        for key, value in element.attrib.items():
            if _reaches(str(key).rpartition("}")[2].casefold(), str(value)):
                raise ConfigurationError(
                    f"{told}引用了别的文件或含有脚本：{str(key).rpartition('}')[2]}",
                    hint="请另存为普通的 SVG，不要链接别的文件",
                )


def _reaches(key: str, value: str) -> bool:
    """True if an attribute acts or names anything but a part of the same drawing."""
    bare = "".join(value.split()).casefold()
    if key == "href":
        return not bare.startswith("#")
    if key.startswith("on"):
        return True
    outside = bare.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return "url(" in outside or "\\" in bare or "@import" in bare or "image(" in bare or "image-set(" in bare
