"""Plain text in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re

from briefing.errors import SourceError

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESSES = ("gb18030", "big5hkscs")
# Characters that make up a tenth of any Chinese text: the decoder that finds most of them is right.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所这為國個這時來們對會發動過說產種學"
)
# Control characters that no text holds; tab, line feed, form feed and carriage return are left out.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _guess(content: bytes) -> tuple[str, str] | None:
    decoded = []
    for encoding in _GUESSES:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        decoded.append((sum(character in _COMMON for character in text), encoding, text))
    if not decoded:
        return None
    _, encoding, text = max(decoded, key=lambda one: one[0])
    return text, encoding


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding, line ends as they are; a `SourceError` for what is no text."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _undecodable(name, error.start) from None
    try:
        text, encoding = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        guessed = None if b"\x00" in content else _guess(content)
        if guessed is None:
            raise _undecodable(name, error.start) from None
        text, encoding = guessed
    if _BINARY.search(text):
        raise SourceError(f"{name} 不是可读的文本文件", hint="请另存为 UTF-8 文本后重试")
    return text, encoding


def _undecodable(name: str, offset: int) -> SourceError:
    return SourceError(f"{name} 不是可读的文本文件（第 {offset} 字节起）", hint="请另存为 UTF-8 后重试")
