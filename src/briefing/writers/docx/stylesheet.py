"""word/styles.xml: the styles as markup, with the names that an editor sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.templates import Overlay
from briefing.config.toml import parse_settings
from briefing.text.language import Script
from briefing.writers.docx.style_markup import setting_markup, type_markup
from briefing.writers.docx.styles import read_styles
from briefing.writers.docx.table_styles import table_styles
from briefing.writers.docx.xml import W, w

if TYPE_CHECKING:
    from briefing.writers.docx.look import Identity
    from briefing.writers.docx.page import Page
    from briefing.writers.docx.style_markup import Style
    from briefing.writers.docx.xml import Element

NAMES_FILE = "word/styles.toml"
_FORMS = ("hans", "hant")
# Styles that Word shows first; the rest of its own 370 stay out of the editor's way.
_HIDDEN = {"DefaultParagraphFont", "TableNormal", "NoList"}
_QUICK = {
    "Normal",
    "BodyText",
    "Title",
    "Subtitle",
    "Quote",
    "ListBullet",
    "Strong",
    "Caption",
    "Heading1",
    "Heading2",
    "Heading3",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleNames:
    """Names of our own styles, by id and form (`hans`, `hant`)."""

    forms: dict[str, dict[str, str]]

    def shown(self, script: Script) -> dict[str, str]:
        """The names in the form that a script is written in."""
        form = "hans" if script is Script.HANS else "hant"
        return {id_: names[form] for id_, names in self.forms.items()}

    def known(self, stylesheet: Element) -> dict[str, str]:
        """The ids of a stylesheet's styles by every name that they go by, in lower case."""
        found = {
            style.find(f"{{{W}}}name").get(f"{{{W}}}val").casefold(): style.get(f"{{{W}}}styleId")
            for style in stylesheet.iterfind(f"{{{W}}}style")
        }
        return found | {name: id_ for id_, names in self.forms.items() for name in names.values()}


def load_names(overlay: Overlay) -> StyleNames:
    """Names of our own styles: those of the built-in file, but for those that the overlay's file names anew."""
    usual, own = (
        parse_settings(source.read(NAMES_FILE), NAMES_FILE, of_template=True) for source in (Overlay(), overlay)
    )
    own.refuse_unknown(usual.table)
    named = [(id_, names) for settings in (usual, own) for id_, names in settings.tables()]
    return StyleNames(forms={id_: {form: names.text(form) for form in _FORMS} for id_, names in named})


def _defaults(identity: Identity) -> Element:
    language = w("lang", val="en-US", eastAsia=identity.region, bidi="ar-SA")
    size = round(identity.character.sizes.body * 2)
    fonts = identity.fonts("body")
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, w("kern", val=2), w("sz", val=size), w("szCs", val=size), language)),
        # Word lets marks hang by default; LibreOffice 7.4 reads the element as its contrary where it is absent,
        # and drops the ，。 that would hang from justified text.
        w("pPrDefault", w("pPr", w("widowControl"), w("overflowPunct", val=1))),
    )


def _style(identity: Identity, style: Style, kind: str, name: str) -> Element:
    plain = {"Normal", "DefaultParagraphFont"}
    marks = {"default": 1} if style.id in plain else {"customStyle": 1} if not style.name else {}
    look = type_markup(identity, style.look)
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=style.based_on) if style.based_on else None,
        w("next", val=style.following) if style.following else None,
        w("uiPriority", val=1 if not style.name or style.id in _QUICK else 99),
        w("semiHidden") if style.id in _HIDDEN else None,
        w("unhideWhenUsed") if style.id in _HIDDEN else None,
        w("qFormat") if style.id not in _HIDDEN else None,
        setting_markup(identity, style.setting) if style.setting else None,
        look if len(look) else None,
        type=kind,
        styleId=style.id,
        **marks,
    )


def make_stylesheet(identity: Identity, page: Page, names: dict[str, str]) -> Element:
    """The `w:styles` of a document."""
    return w(
        "styles",
        _defaults(identity),
        w(
            "latentStyles",
            defLockedState=0,
            defUIPriority=99,
            defSemiHidden=1,
            defUnhideWhenUsed=1,
            defQFormat=0,
            count=376,
        ),
        *(
            _style(identity, style, kind, style.name or names[style.id])
            for kind, styles in read_styles(identity.character, page).items()
            for style in styles
        ),
        *table_styles(identity, names),
        w(
            "style",
            w("name", val="No List"),
            w("uiPriority", val=99),
            w("semiHidden"),
            type="numbering",
            default=1,
            styleId="NoList",
        ),
    )
