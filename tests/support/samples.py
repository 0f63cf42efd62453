"""A document of every block kind, of the interview's own words, for whoever writes or tests a format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.document.model import (
    Annex,
    AnnexEntry,
    Ask,
    Asks,
    Block,
    Bullets,
    Cover,
    Detail,
    Details,
    Document,
    FigureRun,
    FromSidecar,
    FromSource,
    FromTemplate,
    Furniture,
    Heading,
    Note,
    OnePage,
    PagePart,
    Paragraph,
    Quotation,
    Run,
    Spine,
    SpineGroup,
    Table,
    Tile,
    Tiles,
)
from briefing.text.language import Script
from briefing.text.scripts import Rendition, render_script
from briefing.text.source import Source, Span, span

if TYPE_CHECKING:
    from briefing.document.model import Emphasis, Line

SEED = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
TITLES = {"investor": "投资者简报", "talent": "人才指南", "officials": "学习与落实材料"}


@cache
def _source() -> Source:
    return Source(name=SEED.name, text=SEED.read_text(encoding="utf-8"), sha256="0" * 64)


@cache
def _rendition(script: Script) -> Rendition:
    return render_script(_source(), script)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes runs in one script; source words are named in Simplified with full-width marks."""

    script: Script

    def _place(self, words: str) -> Span:
        start = _source().folded.index(words)
        return span(start, start + len(words))

    def said(
        self, words: str, *, emphasis: Emphasis | None = None, link: str | None = None, note: int | None = None
    ) -> Run:
        """The source's words."""
        place = self._place(words)
        text = _rendition(self.script)[place]
        return Run(text=text, origin=FromSource(spans=(place,)), emphasis=emphasis, link=link, note=note)

    def sentence(self, words: str, *, note: int | None = None) -> Run:
        """The source's words from `words` to the end of the sentence."""
        folded, start = _source().folded, _source().folded.index(words)
        return self.said(folded[start : folded.index("。", start) + 1], note=note)

    def set(self, words: str, *, emphasis: Emphasis | None = None, link: str | None = None) -> Run:
        """The template's words."""
        text = _rendition(self.script).convert(words)
        return Run(text=text, origin=FromTemplate(file="wording.toml", key="sample"), emphasis=emphasis, link=link)

    def figure(self, before: str, numeral: str, unit: str, *, fact: str) -> FigureRun:
        """A number of the source."""
        place = self._place(f"{before}{numeral}{unit}")
        return FigureRun(
            text=_rendition(self.script)[place],
            origin=FromSource(spans=(place,), fact=fact),
            before=_rendition(self.script).convert(before),
            numeral=numeral,
            unit=_rendition(self.script).convert(unit),
            value=numeral,
        )

    def place(self, number: str) -> Line:
        """A link to an entry of the annex."""
        return (self.set(f"原文 {number}", emphasis="quiet", link=f"src-{number}"),)


# before, numeral, unit, what it counts, period, place
_FIGURES = (
    ("", "6", "家", "国家级金融要素市场、基础设施", "", "10.1"),
    ("", "721", "家", "持牌金融机构", "", "10.1"),
    ("", "74", "家", "跨国公司地区总部", "2023年", "12.2"),
    ("超", "80", "家", "外资功能性机构", "2023年", "12.2"),
    ("", "73", "家", "重点科创企业", "2023年", "12.2"),
    ("", "63", "家", "专精特新企业", "2023年", "12.2"),
    ("", "192", "公顷", "规划总面积", "", "26.2"),
)
_POINTS = (
    "黄浦区内集聚了外汇交易中心",
    "依托外滩金融集聚带",
    "当前，淮海路商圈正努力打造",
    "黄浦区还拥有深厚的文化底蕴",
)
_SECTORS = (
    ("机器人与人工智能", "依托中电科上海特种机器人创新中心，大力发展新一代人工智能", "上海人形机器人创新中心"),
    ("绿色金融", "积极参与绿色金融改革创新试点", "国家绿色发展基金"),
    ("元宇宙、脑科学、新材料", "前瞻性布局以优立科技为代表的元宇宙、以脑虎科技为代表的脑科学", "亨睿航空"),
    ("转化医学", "发展转化医学、整形医学、高端医疗、特色中医等大健康领域", "国家转化医学产业园"),
)
_TOOLS = (
    ("“科技创新12条”", "支持科技企业向黄浦集聚"),
    ("“数字产业12条”", "支持科技企业向黄浦集聚"),
    ("“外滩融易行”", "加强与金融机构战略合作"),
    ("“金易融”", "加强与金融机构战略合作"),
    ("“企业贷”", "加强与金融机构战略合作"),
    ("“科易贷”", "加强与金融机构战略合作"),
    ("《黄浦区“企业贷”批次担保业务实施方案》", "缓解中小微企业融资难、融资慢、融资贵等问题"),
    ("“履约贷”", "鼓励企业申请“履约贷”“小巨人贷”“知识产权质押贷”等科技特色贷款"),
    ("“小巨人贷”", "鼓励企业申请“履约贷”“小巨人贷”“知识产权质押贷”等科技特色贷款"),
    ("“知识产权质押贷”", "鼓励企业申请“履约贷”“小巨人贷”“知识产权质押贷”等科技特色贷款"),
)
_ANNEX = (
    ("8.1", "杲云表示，作为全市唯一"),
    ("10.1", "黄浦区内集聚了外汇交易中心"),
    ("10.2", "依托外滩金融集聚带"),
    ("11.2", "当前，淮海路商圈正努力打造"),
    ("12.2", "杲云介绍，2023年黄浦区"),
    ("23.1", "依托中电科上海特种机器人创新中心"),
    ("26.2", "借鉴纽约、伦敦"),
    ("27.2", "出台“科技创新12条”"),
    ("30.1", "凡是创新成果层出不穷"),
)
_KEYWORDS = ("创新引领", "深化改革", "融合赋能")
_PRIORITIES = (
    "加快推动“中央科创区”规划建设",
    "加大政策支持和金融服务供给力度",
    "推进科创载体提质扩容",
    "不断优化人才服务",
)


_ASKED = "借鉴纽约、伦敦"


def _section(pen: Pen, anchor: str, title: str, *blocks: Block) -> tuple[Block, ...]:
    return (Heading(level=1, anchor=anchor, line=(pen.set(title),)), *blocks)


def _tiles(pen: Pen) -> Tiles:
    return Tiles(
        tiles=tuple(
            Tile(
                figure=pen.figure(before, numeral, unit, fact=f"f{number}"),
                indicator=(pen.said(indicator),),
                period=(pen.said(period) if period else pen.set("时间：原文未载", emphasis="quiet"),),
                source=pen.place(place),
            )
            for number, (before, numeral, unit, indicator, period, place) in enumerate(_FIGURES, 1)
        )
    )


def _spine(pen: Pen) -> Spine:
    groups = (("关键词", _KEYWORDS), ("重点", _PRIORITIES))
    return Spine(
        groups=tuple(
            SpineGroup(
                label=(pen.set(label),),
                heads=tuple((pen.said(head, emphasis="strong", link="src-26.2"),) for head in heads),
            )
            for label, heads in groups
        )
    )


def _table(
    pen: Pen, anchor: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
) -> Table:
    return Table(
        anchor=f"{anchor}-table",
        caption=(),
        header=tuple((pen.set(title),) for title in (*header, "出处")),
        rows=tuple(
            ((((pen.set(first, emphasis="strong"),),)), *(((pen.said(cell),),) for cell in cells), (pen.place("27.2"),))
            for first, *cells in rows
        ),
        widths=widths,
    )


def _chart(pen: Pen) -> Table:
    """Numbers with bars, though the interview has none that a reader should compare."""
    figures = ((("74", "家"), "f3", 1000), (("73", "家"), "f5", 986))
    return Table(
        anchor="industry-1",
        caption=(pen.set("目前 "), pen.place("27.2")[0]),
        header=((pen.set("指标"),), (pen.set("数据"),)),
        rows=tuple((((pen.set(fact),),), ((pen.figure("", *words, fact=fact),),)) for words, fact, _ in figures),
        widths=(40, 60),
        bars=tuple(bar for _, _, bar in figures),
    )


def _industry(pen: Pen) -> tuple[Block, ...]:
    with_figure = (
        pen.said("黄浦区内集聚了外汇交易中心、黄金交易所等"),
        pen.figure("", "6", "家", fact="f1"),
        pen.said("国家级金融要素市场、基础设施，以及涵盖银行、保险、证券、基金、信托、资管等全金融业态的"),
        pen.figure("", "721", "家", fact="f2"),
        pen.said("持牌金融机构，金融市场主体丰富，创新活力充沛。", note=1),
    )
    others = tuple((pen.sentence(words, note=number),) for number, words in enumerate(_POINTS[1:], 2))
    return (
        Paragraph(line=(pen.set("以下各条均为原文。"),), role="remark"),
        Paragraph(line=(pen.sentence("近年来，黄浦区深入实施产业升级战略", note=5),), role="lead"),
        Bullets(lines=(with_figure, *others)),
        _chart(pen),
        Heading(level=2, anchor="industry-paths", line=(pen.said("一方面要立足自身实际和比较优势"),)),
        Paragraph(line=(pen.said("一是“创新引领”。", emphasis="strong"), pen.sentence("科技创新能够催生", note=6))),
        Paragraph(line=(pen.sentence("要加快推动科技创新人才培养", note=7),)),
    )


def _blocks(pen: Pen) -> tuple[Block, ...]:
    telephone = Run(text="021-5555-0100", origin=FromSidecar(key="contact.telephone"))
    quotation = Quotation(
        line=(pen.said("“凡是创新成果层出不穷的地方，必定拥有生命力旺盛、根植力强大的创新生态。”"),),
        speaker=(pen.said("中共黄浦区委书记"), pen.set(" "), pen.said("杲云")),
        source=pen.place("30.1"),
    )
    contact = (
        Detail(label=(pen.set("单位"),), lines=((pen.set("投资促进服务中心"),),)),
        Detail(label=(pen.set("电话"),), lines=((telephone,),)),
    )
    sources = (
        Detail(label=(pen.set("原文标题"),), lines=((pen.said("打造“中央科创区”，激发新质生产力澎湃动能"),),)),
        Detail(label=(pen.set("刊发媒体"),), lines=((pen.said("人民网"),),)),
    )
    entries = tuple(
        AnnexEntry(anchor=f"src-{place}", label=(pen.set(place),), line=(pen.sentence(words),))
        for place, words in _ANNEX
    )
    return (
        *_section(pen, "glance", "一览", _tiles(pen)),
        *_section(pen, "spine", "关键词与重点", _spine(pen)),
        *_section(pen, "industry", "产业体系与基础", *_industry(pen)),
        *_section(pen, "voice", "核心判断", quotation),
        *_section(
            pen,
            "sectors",
            "可进入的领域",
            _table(pen, "sectors", ("领域", "原文表述", "机构"), _SECTORS, (18, 42, 24, 16)),
        ),
        *_section(pen, "site", "重点片区", Paragraph(line=(pen.sentence("借鉴纽约、伦敦", note=8),))),
        *_section(pen, "tools", "政策与金融工具", _table(pen, "tools", ("名称", "原文如何介绍"), _TOOLS, (36, 48, 16))),
        *_section(pen, "contact", "联系方式", Details(entries=contact)),
        *_section(pen, "sources", "来源", Details(entries=sources)),
        *_section(pen, "annex", "附录：出处", Annex(entries=entries)),
    )


def _note(pen: Pen, number: int, place: str) -> Note:
    remark = (pen.set("目前（2024年，编者推定）。"),) if number == 2 else ()
    return Note(number=number, line=(pen.set(f"见原文 {place}。", link=f"src-{place}"), *remark))


def _cover(pen: Pen, character: str) -> Cover:
    return Cover(
        kicker=(pen.said("“启航新质生产力︱上海在行动”系列访谈"),),
        title=(pen.said("黄浦区"), pen.set(TITLES[character])),
        headline=(pen.said("打造“中央科创区”，激发新质生产力澎湃动能"),),
        details=(
            Detail(label=(pen.set("受访人"),), lines=((pen.said("黄浦区委书记"), pen.set(" "), pen.said("杲云")),)),
            Detail(label=(pen.set("来源"),), lines=((pen.said("人民网"),),)),
            Detail(label=(pen.set("刊发"),), lines=((pen.set("2024年（原文未印，由编者推定）"),),)),
        ),
        status=(pen.set("内部材料"),) if character == "officials" else (),
    )


def sample_document(script: Script = Script.HANS, character: str = "investor") -> Document:
    """One document with every kind of block, seven tiles, a ten-row table and eight notes."""
    pen = Pen(script=script)
    places = ("10.1", "10.2", "11.2", "8.1", "8.1", "12.2", "12.2", "26.2")
    return Document(
        audience=character,
        script=script,
        source_stem=SEED.stem,
        public=character != "officials",
        character=character,
        date="2024",
        cover=_cover(pen, character),
        furniture=Furniture(
            running_head=(pen.said("黄浦区"), pen.set(TITLES[character])),
            contents=(pen.set("目录"),),
            notes=(pen.set("注释"),),
            page=(pen.set("第 {page} 页，共 {pages} 页"),),
            copy=(pen.set("复制引用"),),
            copied=(pen.set("已复制"),),
        ),
        blocks=_blocks(pen),
        notes=tuple(_note(pen, number, place) for number, place in enumerate(places, 1)),
    )


def sample_pack(script: Script = Script.HANS, character: str = "investor") -> Document:
    """The sample as a pack is: its figures and its spine on the one page, which officials have first, under a masthead."""
    document = sample_document(script, character)
    pen = Pen(script=script)
    at = next(
        at for at, block in enumerate(document.blocks) if isinstance(block, Heading) and block.anchor == "industry"
    )
    formal = character == "officials"
    asks = Asks(
        items=tuple(
            Ask(
                head=(pen.said(head, emphasis="strong"),),
                measures=((pen.sentence(_ASKED), *pen.place("27.2")),) if number == 0 else (),
            )
            for number, head in enumerate(_PRIORITIES)
        )
    )
    tiles = _tiles(pen)
    parts = (
        PagePart(
            anchor="glance", label=(pen.set("一览"),), blocks=(Tiles(tiles=tiles.tiles[:3]) if formal else tiles,)
        ),
        PagePart(anchor="spine", label=(pen.set("关键词与重点"),), blocks=(asks if formal else _spine(pen),)),
    )
    one_page = OnePage(
        heading=Heading(level=1, anchor="one-page", line=(pen.set("一页纸"),)),
        said=(pen.said("黄浦区委书记"), pen.set(" "), pen.said("杲云"), pen.set("｜"), pen.said("人民网")),
        parts=parts,
    )
    cover = document.cover
    if formal:
        cover = Cover(kicker=(), title=cover.title, headline=(), details=(), status=cover.status, masthead=True)
    return replace(document, cover=cover, blocks=(one_page, *document.blocks[at:]))
