"""The runs of a Word paragraph → its words, with all changes accepted, and what is anchored in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.readers.docx.fields import Fields, is_page, is_text, words_of_code
from briefing.readers.docx.formulas import Risen, write_line

if TYPE_CHECKING:
    from briefing.readers.docx.lines import Tally
    from briefing.readers.docx.styles import Rise, Styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_VAL = _W + "val"
_OFF = ("0", "false", "off")
_GONE = frozenset({_W + "del", _W + "moveFrom"})
# Settings, words that stand elsewhere a second time, and what says the same in an older way.
_UNSEEN = frozenset(_W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "rt", "rubyPr", "fldData")) | {
    _MC + "Fallback"
}
_SIGNS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
_NOTES = {_W + "footnoteReference": "footnotes", _W + "endnoteReference": "endnotes"}
_GRAPHICS = frozenset({_W + "drawing", _W + "pict", _W + "object"})
_TOLD = {
    f"{{{_DRAWING}/picture}}pic": "picture",
    f"{{{_DRAWING}/chart}}chart": "chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "chart",
    f"{{{_DRAWING}/diagram}}relIds": "diagram",
    _V + "imagedata": "picture",
}
_SYMBOL_FONT = re.compile(r"symbol|wingdings|webdings|dingbats|marlett", re.IGNORECASE)
# Wingdings and Symbol as they are most often typed: ticks, boxes, degrees, multiplication.
_SYMBOLS = {
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗", ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□", ("wingdings", 0x6E): "■", ("wingdings", 0x6C): "●",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0xA3): "□",
    ("symbol", 0xB0): "°", ("symbol", 0xB4): "×", ("symbol", 0xB1): "±", ("symbol", 0xA3): "≤", ("symbol", 0xB3): "≥",
    ("symbol", 0x6D): "μ", ("symbol", 0x61): "\u03b1", ("symbol", 0x62): "β", ("symbol", 0xB7): "·",
}  # fmt: skip
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# Marks and digits of the font Symbol, which are those of ASCII: （ is U+F028 there.
_LIKE_ASCII = {
    0xF000 + code: code
    for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x7B, 0x7C, 0x7D)
    if code not in (0x22, 0x24, 0x27, 0x2D)
}


def _in_latin(words: Any) -> str:
    """The words, with what the font Symbol keeps of ASCII in its own place."""
    text = str(words.text or "")
    if not _PRIVATE.search(text):
        return text
    fonts = words.getparent().find(f"{_W}rPr/{_W}rFonts")
    is_symbol = fonts is not None and fonts.get(_W + "ascii", "").casefold() == "symbol"
    return text.translate(_LIKE_ASCII) if is_symbol else text


def _is_struck(run: Any) -> bool:
    """True if the run itself is struck out, once or twice: 318家 beside the 320家 that took its place."""
    lines = (run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike"))
    return any(line is not None and line.get(_VAL, "true") not in _OFF for line in lines)


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A paragraph's words so far, and what stands in it but is read after it."""

    words: Risen = field(default_factory=Risen)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    written: int = 0
    last: str = ""


@dataclass(slots=True, kw_only=True)
class RunReader:
    """Reads runs into paragraphs; `fields` are those that are open where it reads."""

    styles: Styles
    tally: Tally
    fields: Fields = field(default_factory=Fields)

    def read(self, element: Any, into: Paragraph, style: str) -> None:
        """Add the words in an element to the paragraph, whose style is `style`."""
        for child in element:
            if child.tag == _W + "r":
                self._run(child, into, style)
            elif child.tag in (_M + "oMath", _M + "oMathPara"):
                if not self.fields.hides:
                    line = write_line(child)
                    self.tally.add("formula", line is None)
                    # Thousands may be grouped by a common space.
                    gap = "\u3000" if line and line[0].isdigit() and into.last.isdigit() else ""
                    self._add(into, gap + (line or ""))
            elif child.tag in _GONE:
                self.tally.add("revision")
            elif child.tag == _W + "fldSimple":
                self.fields.has_page |= is_page(child.get(_W + "instr", ""))
                if is_text(child.get(_W + "instr", "")):
                    self.read(child, into, style)
            elif not self.is_passed_over(child):
                self.tally.add("revision", child.tag in (_W + "ins", _W + "moveTo"))
                self.read(child, into, style)

    def is_passed_over(self, element: Any) -> bool:
        """True for settings, and for a content control that shows a prompt."""
        if element.tag in _UNSEEN:
            return True
        prompt = element.find(f"{_W}sdtPr/{_W}showingPlcHdr") if element.tag == _W + "sdt" else None
        if prompt is None or prompt.get(_VAL, "true") in _OFF:
            return False
        self.tally.add("prompt")
        return True

    def _run(self, run: Any, into: Paragraph, style: str) -> None:
        hidden = self.styles.is_hidden(run, style)
        struck = not hidden and _is_struck(run)
        if (hidden or struck) and any(child.text for child in run.iterfind(_W + "t")):
            self.tally.add("hidden" if hidden else "struck")
        rise = self.styles.rise(run, style)
        # The call of such a note is typed in the same run: *.
        own_call = any(child.tag in _NOTES and child.get(_W + "customMarkFollows", "0") not in _OFF for child in run)
        for child in run:
            if child.tag == _W + "fldChar":
                if code := self.fields.turn(child.get(_W + "fldCharType", "")):
                    words = words_of_code(code)
                    self.tally.add("formula", words is None)
                    self._add(into, words or "", rise)
            elif child.tag in (_W + "instrText", _W + "delInstrText"):
                self.fields.add_code(child.text or "")
            elif not (hidden or struck or self.fields.hides) and not (own_call and child.tag == _W + "t"):
                self._inside(child, into, style, rise)

    def _add(self, into: Paragraph, text: str, rise: Rise = "") -> None:
        into.words.add(text, rise)
        into.last = text[-1:] or into.last
        into.written += len(text.strip())

    def _inside(self, child: Any, into: Paragraph, style: str, rise: Rise) -> None:
        """Reads what stands in a run."""
        if child.tag in (_W + "t", _W + "sym") or child.tag in _SIGNS:
            self._character(child, into, rise)
        elif child.tag == _MC + "AlternateContent":
            for inner in (inner for choice in list(child)[:1] for inner in choice):
                self._inside(inner, into, style, rise)
        elif child.tag == _W + "ruby":
            for base in child.iterfind(_W + "rubyBase"):
                self.read(base, into, style)
        # Puts aside what a run only refers to.
        elif child.tag in _NOTES:
            into.notes.append((_NOTES[child.tag], child.get(_W + "id", "")))
        elif child.tag == _W + "commentReference":
            self.tally.add("comment")
        elif child.tag in _GRAPHICS:
            self._graphics(child, into)
        elif child.tag == _W + "txbxContent":
            into.boxes.append(child)

    def _character(self, child: Any, into: Paragraph, rise: Rise) -> None:
        if child.tag == _W + "t":
            text, symbols = _PRIVATE.subn("", _in_latin(child))
            self.tally.add("symbol", symbols)
            self._add(into, text, rise)
        elif child.tag == _W + "sym":
            code, font = int(child.get(_W + "char", "0"), 16), child.get(_W + "font", "").casefold()
            plain = _LIKE_ASCII.get(0xF000 | code & 0xFF) if font == "symbol" else None
            shown = _SYMBOLS.get((font, code & 0xFF)) or (chr(plain) if plain else None)
            if shown is None and not _SYMBOL_FONT.search(font):
                shown = _PRIVATE.sub("", chr(code)) or None
            self.tally.add("symbol", shown is None)
            self._add(into, shown or "", rise)
        else:
            self._add(into, _SIGNS[child.tag], rise)

    def _graphics(self, element: Any, into: Paragraph) -> None:
        """Puts text boxes aside, and counts what is drawn and not read."""
        if element.tag == _W + "object" and (embedded := next(element.iter(_O + "OLEObject"), None)) is not None:
            equation = embedded.get("ProgID", "").startswith("Equation")
            self.tally.add("formula" if equation else "object")
            return
        for child in element:
            if child.tag == _W + "txbxContent":
                into.boxes.append(child)
            elif child.tag in _TOLD:
                self.tally.add(_TOLD[child.tag])
            elif child.tag == _V + "textpath" and child.get("string"):
                into.boxes.append(child)
            elif child.tag != _MC + "Fallback":
                self._graphics(child, into)
