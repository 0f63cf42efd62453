"""Word back: what an office changed is found, may be decided, and leaves the house without what nobody is to see."""

from __future__ import annotations

import copy
import io
import json
import re
import shutil
import struct
import zipfile
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import docx
import lxml.html
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageCms, PngImagePlugin

from briefing.build.pipeline import Job, Order, build_sources
from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.build.workers import open_pool
from briefing.check.office_changes import find_changes
from briefing.config.pictures import bare_picture
from briefing.config.review import Anchor, Chosen, Decision, review_path
from briefing.config.review_file import append_decision
from briefing.desk.making import examine_word_back
from briefing.desk.word_edits import replace_words
from briefing.desk.word_offers import Offer, Offers
from briefing.desk.words_back import follow, narrowed
from briefing.document.dates import document_date
from briefing.errors import BriefingError, SourceError
from briefing.outline.load import gather
from briefing.packs.cache import Cache
from briefing.packs.released import ReleaseRefusedError
from briefing.packs.zips import write_zip
from briefing.publish.clean_word import clean_word
from briefing.publish.office_word import OfficeWord, examine_office_word, kept_folder
from briefing.publish.release import release_sources
from briefing.publish.verify import verify
from briefing.readers.finished import read_own
from briefing.text.language import Script
from briefing.writers import WRITERS
from checking import finished_of
from composing import template_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from briefing.packs.changes import Release
    from briefing.publish.release import Released

STEM = "石桥访谈"
TEXT = """石桥区区长柳知夏：让老厂房长出新产业

《石桥日报》2026年4月8日

去年全区新增软件企业64家，比上年增长12%。我们设立了15亿元的石桥产业基金，重点支持机器人和新材料。

石桥科创园已投入使用，入驻企业83家，年产值突破45亿元。

“厂房空一天，我们就急一天。”柳知夏说。

全区建成人才公寓2600套，为青年人才提供每月900元的租房补贴。
"""
AUDIENCE = "investor"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "seeds" / f"{STEM}.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def task_of(source: Path, script: Script = Script.HANS) -> Task:
    reading = gather(source)
    date = document_date(reading.outline, reading.sidecar, None)
    return Task(
        template_set=template_set(), reading=reading, audience=AUDIENCE, script=script, formats=("docx",), date=date
    )


def built(source: Path, script: Script = Script.HANS) -> bytes:
    return WRITERS["docx"](compose_document(task_of(source, script)), template_set().theme, template_set().overlay)


def xml_of(paragraph: Paragraph) -> Any:
    return paragraph._p  # noqa: SLF001 - python-docx puts a paragraph behind another in no other way


def paragraphs(document: WordDocument) -> list[Paragraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]


def say(paragraph: Paragraph, words: str) -> None:
    first, *others = paragraph.runs
    first.text = words
    for run in others:
        run.text = ""


def edited(content: bytes, *changes: Callable[[WordDocument], None]) -> bytes:
    document = docx.Document(io.BytesIO(content))
    for change in changes:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rewording(before: str, after: str) -> Callable[[WordDocument], None]:
    """Say the last paragraph or cell of these words otherwise."""

    def change(document: WordDocument) -> None:
        say([one for one in paragraphs(document) if one.text == before][-1], after)

    return change


def putting(after: str, words: str) -> Callable[[WordDocument], None]:
    """Put a paragraph behind the last one that begins so."""

    def change(document: WordDocument) -> None:
        at = [one for one in document.paragraphs if one.text.startswith(after)][-1]
        new = copy.deepcopy(xml_of(at))
        xml_of(at).addnext(new)
        say(next(one for one in document.paragraphs if xml_of(one) is new), words)

    return change


def dropping(begin: str) -> Callable[[WordDocument], None]:
    def change(document: WordDocument) -> None:
        at = [one for one in document.paragraphs if one.text.startswith(begin)][-1]
        xml_of(at).getparent().remove(xml_of(at))

    return change


def examined(source: Path, content: bytes) -> OfficeWord:
    return examine_office_word(task_of(source), content, f"{AUDIENCE}.zh-Hans.docx")


def offers(source: Path, content: bytes) -> list[Offer | None]:
    word = examined(source, content)
    found = Offers(outline=gather(source).outline, audience=template_set().audience(AUDIENCE), word=word)
    return [found.of(one.change) for one in word.differences]


def take(source: Path, offer: Offer | None) -> None:
    assert offer is not None
    for decision in offer.decisions:
        append_decision(review_path(source), (source.name, ""), decision)


def printed(source: Path) -> str:
    document = docx.Document(io.BytesIO(built(source)))
    return "\n".join(one.text for one in paragraphs(document))


def web_page(task: Task) -> str:
    page = WRITERS["html"](compose_document(task), template_set().theme, template_set().overlay)
    return lxml.html.document_fromstring(page).text_content()


# What the office changed


def test_a_file_that_nobody_changed_says_the_same(source: Path) -> None:
    word = examined(source, built(source))

    assert (word.differences, word.faults, word.taken) == ((), (), ())


def ending_marks_early(document: WordDocument) -> None:
    """End every mark of a fact in the text one character early, as LibreOffice does behind a note: [15亿]元."""
    for end in list(document.element.body.iterfind(".//{*}bookmarkEnd")):
        run = end.getprevious()
        text = run.find("{*}t") if run is not None else None
        if text is not None and len(text.text) > 1:
            rest = copy.deepcopy(run)
            rest.find("{*}t").text, text.text = text.text[-1], text.text[:-1]
            end.addnext(rest)


def test_a_mark_that_ends_early_in_a_paragraph_that_nobody_changed_is_no_fault(source: Path) -> None:
    content = edited(built(source), ending_marks_early)
    words = [one.text[mark.start : mark.end] for one in read_own(content, "x.docx").passages for mark in one.marks]

    word = examined(source, content)

    assert "突破45亿" in words
    assert (word.differences, word.faults) == ((), ())


def test_a_chart_that_another_program_saved_holds_no_unseen_words(source: Path) -> None:
    growth = "2025年，服务业增加值增长5.8%，软件业增加值、金融业增加值分别增长9.6%、7.9%。"
    source.write_text(f"{TEXT}\n{growth}\n", encoding="utf-8")
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    number = f'<c:f xmlns:c="{space}">label 0</c:f><c:formatCode xmlns:c="{space}">General</c:formatCode>'

    def change(document: WordDocument) -> None:
        (chart,) = (one for one in document.part.package.iter_parts() if "/charts/chart" in one.partname)
        saved = re.sub(b"<c:f>.*?</c:f>", number.encode(), chart.blob)
        assert saved != chart.blob
        chart._blob = saved.replace(b'typeface="', 'typeface="方正'.encode())  # noqa: SLF001 - python-docx changes no other part

    word = examined(source, edited(built(source), change))

    assert word.faults == ()


@pytest.mark.parametrize("inside", ["<w:webHidden/>", ""])
def test_words_that_only_a_browser_hides_are_words_of_the_file(source: Path, inside: str) -> None:
    def change(document: WordDocument) -> None:
        at = [one for one in document.paragraphs if one.text.startswith("石桥科创园")][-1]
        xml_of(at).append(parse_xml(run_xml("，入驻企业达99家", inside)))

    word = examined(source, edited(built(source), change))

    assert [(one.change.kind, one.faults[0].code) for one in word.differences] == [("changed", "number")]


def test_a_file_written_anew_is_compared_in_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Counter[str]()

    def count(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            asked[name] += 1
            return real(*arguments)

        return counted

    for name in ("set_seq1", "set_seq2", "ratio"):
        monkeypatch.setattr(SequenceMatcher, name, count(name, getattr(SequenceMatcher, name)))
    ours, theirs = (finished_of(*(f"{at}{side}" * 20 for at in range(300))) for side in "甲乙")

    changes = find_changes(ours, theirs, {})

    assert len(changes) == 300
    # One for the order of the paragraphs, and one for each that is new.
    assert asked["set_seq2"] == 301
    assert asked["ratio"] < asked["set_seq1"] <= 301 + 10_000


def test_an_added_paragraph_knows_the_kept_ones_above_and_below_it() -> None:
    ours = finished_of("第一句话在这里。", "第二句话也在。")
    theirs = finished_of("新句，说的是天气。", "第一句话在这里。", "又添：今天下雨", "第二句话也在。")

    changes = find_changes(ours, theirs, {})

    assert [(one.above, one.theirs, one.following) for one in changes] == [(None, 0, 0), (0, 2, 1)]


def test_a_paragraph_added_beside_a_changed_one_knows_it_as_its_neighbour() -> None:
    ours = finished_of("第一句话在这里，说的是河。", "第二句话也在，说的是山。")
    theirs = finished_of("第一句话在那里，说的是河。", "又添：今天下雨", "第二句话还在，说的是山。")

    changes = find_changes(ours, theirs, {})

    assert [(one.kind, one.above, one.following) for one in changes if one.kind == "added"] == [("added", 0, 1)]


@pytest.mark.parametrize(
    ("change", "kind", "before", "after"),
    [
        (rewording("入驻企业", "入驻单位"), "changed", "入驻企业", "入驻单位"),
        (putting("石桥科创园", "我区下月还办一场路演。"), "added", "", "我区下月还办一场路演。"),
        (dropping("石桥科创园"), "deleted", "石桥科创园已投入使用，入驻企业83家，年产值突破45亿元", ""),
    ],
)
def test_each_change_of_a_paragraph_is_found(
    source: Path, change: Callable[[WordDocument], None], kind: str, before: str, after: str
) -> None:
    word = examined(source, edited(built(source), change))

    (difference,) = word.differences
    found = difference.change
    assert (found.kind, found.before, found.after) == (kind, before, after)
    assert difference.is_open


def test_a_sentence_of_their_own_is_open_though_it_contradicts_nothing(source: Path) -> None:
    word = examined(source, edited(built(source), putting("石桥科创园", "欢迎来看一看。")))

    assert word.faults == ()
    assert word.open == 1


# Taken as a decision


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (rewording("入驻企业", "入驻单位"), "figure.label", "入驻单位（编者补充）"),
        (rewording("石桥区投资者简报", "石桥新区投资者简报"), "place", "石桥新区（编者补充）"),
        (rewording("83家", "85家"), "figure.text", "85家"),
        (putting("石桥科创园", "我区下月还办一场路演。"), "point.add", "我区下月还办一场路演。（编者补充）"),
    ],
)
def test_a_change_that_a_decision_expresses_is_in_every_format(
    source: Path, change: Callable[[WordDocument], None], kind: str, said: str
) -> None:
    (offer,) = offers(source, edited(built(source), change))

    take(source, offer)

    assert offer is not None
    assert [one.kind for one in offer.decisions] == [kind]
    page = web_page(task_of(source))
    assert said in printed(source).replace("\n（编者补充）", "（编者补充）")
    assert said.removesuffix("（编者补充）") in page


@pytest.mark.parametrize("before", [False, True])
def test_an_addition_stands_where_the_office_put_it(source: Path, *, before: bool) -> None:
    def change(document: WordDocument) -> None:
        at = [one for one in document.paragraphs if one.text.startswith("石桥科创园")][-1]
        if before:
            at.insert_paragraph_before("我区下月还办一场路演。", style=at.style)
        else:
            putting("石桥科创园", "我区下月还办一场路演。")(document)

    (offer,) = offers(source, edited(built(source), change))

    take(source, offer)

    text = printed(source)
    assert (text.index("路演") < text.rindex("石桥科创园已投入使用")) is before


def test_words_of_the_source_are_taken_as_the_source_s(source: Path) -> None:
    (offer,) = offers(source, edited(built(source), rewording("入驻企业", "科创园")))

    take(source, offer)

    assert "\n科创园\n" in printed(source)
    assert "编者补充" not in printed(source)


def test_a_sentence_that_is_gone_in_word_is_gone_in_every_format(source: Path) -> None:
    (offer,) = offers(source, edited(built(source), dropping("石桥科创园")))

    take(source, offer)

    assert offer is not None
    assert [one.kind for one in offer.decisions] == ["point.section"]
    assert "石桥科创园已投入使用" not in printed(source)


def test_a_sentence_in_other_words_has_no_decision(source: Path) -> None:
    begin = "石桥科创园已投入使用，入驻企业83家，年产值突破45亿元"

    (offer,) = offers(source, edited(built(source), rewording(begin, begin.replace("已投入使用", "早就启用了"))))

    assert offer is None


def test_an_addition_is_for_its_own_readers_alone(source: Path) -> None:
    (offer,) = offers(source, edited(built(source), putting("石桥科创园", "我区下月还办一场路演。")))
    take(source, offer)

    page = web_page(replace(task_of(source), audience="officials"))

    assert "石桥科创园已投入使用" in page
    assert "路演" not in page


def test_words_in_another_script_are_known_for_the_source_s(source: Path) -> None:
    content = edited(built(source, Script.TW), rewording("入駐企業", "產值"))
    word = examine_office_word(task_of(source, Script.TW), content, f"{AUDIENCE}.zh-Hant-TW.docx")
    found = Offers(outline=gather(source).outline, audience=template_set().audience(AUDIENCE), word=word)

    offer = found.of(word.differences[0].change)
    take(source, offer)

    assert isinstance(offer, Offer)
    assert [one.value.anchors[0].words for one in offer.decisions if isinstance(one.value, Chosen)] == ["产值"]
    assert "编者补充" not in printed(source)


# What leaves the house


def run_xml(words: str, inside: str = "") -> str:
    return f"<w:r {nsdecls('w')}><w:rPr>{inside}</w:rPr><w:t>{words}</w:t></w:r>"


def with_traces(document: WordDocument) -> None:
    """A comment, a tracked insertion and deletion, hidden words, an author, and a hidden style."""
    paragraph = [one for one in document.paragraphs if one.text.startswith("石桥科创园")][-1]
    document.add_comment(paragraph.runs, text="这里要请示分管领导", author="经办人甲", initials="甲")
    who = 'w:author="经办人甲" w:date="2026-05-01T00:00:00Z"'
    xml_of(paragraph).append(parse_xml(f'<w:ins {nsdecls("w")} w:id="91" {who}>{run_xml("，欢迎来访")}</w:ins>'))
    gone = f"<w:r {nsdecls('w')}><w:delText>内部口径</w:delText></w:r>"
    xml_of(paragraph).append(parse_xml(f'<w:del {nsdecls("w")} w:id="92" {who}>{gone}</w:del>'))
    xml_of(paragraph).append(parse_xml(run_xml("还没有定的数", "<w:vanish/>")))
    document.core_properties.author = "经办人甲"
    document.core_properties.last_modified_by = "经办人乙"


def test_comments_changes_authors_and_hidden_words_stay_in_the_house(source: Path) -> None:
    own = built(source)

    cleaned = clean_word(edited(own, with_traces), "x.docx", own)

    with zipfile.ZipFile(io.BytesIO(cleaned.content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", errors="replace")
    for secret in ("经办人", "分管领导", "内部口径", "还没有定的数", "w:ins ", "rsid"):
        assert secret not in everything, secret
    assert "，欢迎来访" in everything
    assert {one.partition(" ")[0] for one in cleaned.taken} == {"批注", "修订", "隐藏的文字"}


def photo(kind: str) -> bytes:
    """A picture that says who took it and where, in the way of its format."""
    image, stream = Image.effect_noise((60, 40), 80), io.BytesIO()
    exif = Image.Exif()
    exif[0x13B], exif[0x112] = "Qin Jingban", 6
    exif.get_ifd(0x8825)[1] = "N"
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Author", "Qin Jingban")
    image.save(stream, kind, exif=exif, pnginfo=notes, comment=b"Qin Jingban")
    # Telephones put films and second pictures behind a picture's end.
    return stream.getvalue() + (b"Qin Jingban" if kind == "JPEG" else b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "GIF"])
def test_a_photo_that_the_office_put_in_does_not_say_who_took_it_and_where(source: Path, kind: str) -> None:
    content, given = built(source), photo(kind)

    cleaned = clean_word(edited(content, lambda word: word.add_picture(io.BytesIO(given))), "word.docx", content)

    with zipfile.ZipFile(io.BytesIO(cleaned.content)) as package:
        (name,) = [one for one in package.namelist() if one.startswith("word/media/")]
        kept = package.read(name)
    before, after = (Image.open(io.BytesIO(one)) for one in (given, kept))
    assert b"Qin Jingban" in given
    assert b"Qin Jingban" not in kept
    assert not after.getexif().get_ifd(0x8825)
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert kind != "JPEG" or after.getexif()[0x112] == 6
    assert "图片里记的拍摄地点、时间、作者等 1 处" in cleaned.taken


def test_a_picture_that_cannot_be_looked_into_is_a_fault_until_somebody_allows_it(source: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30)).save(stream, "PNG")
    metafile = struct.pack("<II", 1, 108) + b"\0" * 32 + b" EMF" + "Qin Jingban".encode("utf-16-le")
    word = edited(built(source), lambda one: one.add_picture(io.BytesIO(stream.getvalue())))
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = next(one for one in members if one.startswith("word/media/") and members[one] == stream.getvalue())

    word_back = examined(source, write_zip(members | {name: metafile}))

    assert [(one.code, one.words) for one in word_back.faults] == [("leak", name.rpartition("/")[2])]
    assert word_back.open >= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_keeps_the_profile_without_which_its_colours_change(kind: str) -> None:
    profile, given = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), io.BytesIO()
    Image.effect_noise((60, 40), 80).convert("RGB").save(given, kind, icc_profile=profile)

    kept = Image.open(io.BytesIO(bare_picture(given.getvalue())))

    assert kept.info["icc_profile"] == profile


def test_a_photo_that_was_cut_short_says_nothing_of_who_took_it_either() -> None:
    whole = photo("JPEG").removesuffix(b"Qin Jingban")

    bare = bare_picture(whole[:-40])

    assert b"Qin Jingban" in whole[:-40]
    assert b"Qin Jingban" not in bare
    assert bare.endswith(b"\xff\xd9")


def test_a_drawing_keeps_no_name_of_who_drew_it() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:d="urn:d" viewBox="0 0 2 1" d:docname="C:\\Users\\qin\\a.svg">'
        b'<metadata>Qin Jingban</metadata><path d="M0 0h2v1z"/></svg>'
    )

    bare = bare_picture(drawing)

    assert b"qin" not in bare.lower()
    assert b"M0 0h2v1z" in bare


def test_macros_and_the_data_of_other_programs_stay_in_the_house(source: Path) -> None:
    own = built(source)
    with zipfile.ZipFile(io.BytesIO(own)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    relation = '<Relationship Id="rX{}" Type="http://schemas.example/{}" Target="{}"/></Relationships>'
    listed = members["word/_rels/document.xml.rels"].decode()
    for number, (kind, target) in enumerate(
        [("vbaProject", "vbaProject.bin"), ("customXml", "../customXml/item1.xml")]
    ):
        listed = listed.replace("</Relationships>", relation.format(number, kind, target))
    members |= {
        "word/_rels/document.xml.rels": listed.encode(),
        "word/vbaProject.bin": b"macro",
        "customXml/item1.xml": "<who>经办人甲</who>".encode(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)

    cleaned = clean_word(stream.getvalue(), "x.docx", own)

    with zipfile.ZipFile(io.BytesIO(cleaned.content)) as package:
        names = package.namelist()
    assert not [name for name in names if "vba" in name or "customXml" in name]
    assert read_own(cleaned.content, "x.docx").passages == read_own(own, "x.docx").passages
    assert clean_word(cleaned.content, "x.docx", own).content == cleaned.content


def test_a_link_to_a_folder_of_the_house_is_no_link_any_more(source: Path) -> None:
    def linking(document: WordDocument) -> None:
        paragraph = document.paragraphs[-1]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        name = document.part.relate_to("file:///C:/Users/jbr/稿.docx", kind, is_external=True)
        link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}">{run_xml("看原件")}</w:hyperlink>'
        xml_of(paragraph).append(parse_xml(link))

    own = built(source)

    cleaned = clean_word(edited(own, linking), "x.docx", own).content

    with zipfile.ZipFile(io.BytesIO(cleaned)) as package:
        assert b"Users" not in package.read("word/_rels/document.xml.rels")
        assert "看原件" in package.read("word/document.xml").decode()


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(source: Path) -> None:
    def joining(document: WordDocument) -> None:
        first = document.add_paragraph("前半句，")
        document.add_paragraph("后半句。")
        xml_of(first).get_or_add_pPr().append(
            parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="7" w:author="甲" w:date="2026-05-01T00:00:00Z"/></w:rPr>')
        )

    own = built(source)

    cleaned = clean_word(edited(own, joining), "x.docx", own).content

    assert "前半句，后半句。" in [one.text for one in docx.Document(io.BytesIO(cleaned)).paragraphs]


# Released


def job_of(source: Path) -> Job:
    order = Order(audiences=(AUDIENCE,), formats=("html", "docx"), scripts=(Script.HANS,), date=None)
    return Job(template_set=template_set(), order=order, out=source.parent.parent / "out", cache=Cache(folder=_cache()))


@cache
def _cache() -> Path:
    return Path(mkdtemp(prefix="briefing-tests-"))


def build(source: Path) -> None:
    with open_pool(1) as workers:
        for _, made in build_sources(job_of(source), [source], workers, lambda: None):
            assert not isinstance(made, BriefingError)


def release(source: Path) -> Released:
    return release_sources(job_of(source), [source], lambda path: path.stem, None, 1)


def manifest(source: Path, part: str = "") -> Release:
    loaded: Release = json.loads(
        (source.parent.parent / "out" / "release" / part / "manifest.json").read_text(encoding="utf-8")
    )
    return loaded


def hand_back(source: Path, content: bytes) -> None:
    folder = kept_folder(source)
    folder.mkdir()
    (folder / f"{AUDIENCE}.zh-Hans.docx").write_bytes(content)


def allow(source: Path, words: str) -> None:
    decision = Decision(kind="check.allow", about=Anchor(words=words), value="单位的说法")
    append_decision(review_path(source), (source.name, ""), decision)


def test_an_edited_word_with_a_change_that_nobody_decided_about_is_not_released(source: Path) -> None:
    build(source)
    hand_back(source, edited(built(source), rewording("入驻企业", "入驻单位")))

    with pytest.raises(ReleaseRefusedError, match="1 处改动没有处理"):
        release(source)


def test_what_no_decision_expresses_is_released_in_word_alone_and_told(source: Path) -> None:
    build(source)
    changed = edited(built(source), putting("石桥科创园", "欢迎来看一看。"), with_traces)
    hand_back(source, changed)
    for word in examined(source, changed).differences:
        allow(source, word.change.words)
    build(source)

    released = release(source)

    entry = next(one for one in manifest(source)["outputs"] if one["kind"] == "pack" and one["format"] == "docx")
    content = (released.folder / entry["file"]).read_bytes()
    assert entry["differs"] == 2
    assert "欢迎来看一看。" in [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    assert "经办人".encode() not in b"".join(
        zipfile.ZipFile(io.BytesIO(content)).read(name) for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    )
    notes = (released.folder / "public" / "RELEASE-NOTES.zh.md").read_text(encoding="utf-8")
    assert "Word 由单位改过，与别的格式有 2 处不同" in notes
    everything = b"".join(path.read_bytes() for path in released.folder.rglob("*") if path.is_file())
    assert "单位的说法".encode() not in everything


def test_a_released_file_that_another_took_the_place_of_is_told_so(source: Path, tmp_path: Path) -> None:
    build(source)
    first = release(source)
    entry = next(one for one in manifest(source)["outputs"] if one["kind"] == "pack" and one["format"] == "docx")
    copied = shutil.copy(first.folder / entry["file"], tmp_path / "收到的.docx")
    changed = edited(built(source), putting("石桥科创园", "欢迎来看一看。"))
    hand_back(source, changed)
    allow(source, "欢迎来看一看。")
    build(source)

    release(source)

    verdict = verify(Path(copied), manifest(source), first.folder)
    assert (verdict.kind, verdict.by) == ("superseded", "hash")
    assert verdict.now is not None
    assert verdict.now["file"] == entry["file"]
    public = manifest(source, "public")["superseded"]
    assert entry["sha256"] in {one["sha256"] for one in public}
    again = release(source)
    assert manifest(source)["superseded"] == json.loads((again.folder / "manifest.json").read_bytes())["superseded"]


# The kept copy


def test_words_that_stand_twice_in_the_word_file_follow_the_decision_taken_from_one_of_them(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The officials' edition prints a label on its tile and in its table.
    monkeypatch.setattr(f"{__name__}.AUDIENCE", "officials")
    content = edited(built(source), rewording("入驻企业", "入驻单位"))
    name = f"{AUDIENCE}.zh-Hans.docx"
    before = examine_word_back(task_of(source), content, name)
    take(source, before.offers[0])
    after = examine_word_back(task_of(source), content, name)

    followed = follow(content, before, after)

    assert len(after.word.differences) > 1
    assert examined(source, followed).differences == ()


def test_what_the_office_changed_elsewhere_stays_when_one_change_is_taken(source: Path) -> None:
    changes = rewording("入驻企业", "入驻单位"), putting("石桥科创园", "欢迎来看一看。")
    content, name = edited(built(source), *changes), f"{AUDIENCE}.zh-Hans.docx"
    before = examine_word_back(task_of(source), content, name)
    label = next(offer for offer in before.offers if offer and offer.decisions[0].kind == "figure.label")
    take(source, label)

    followed = follow(content, before, examine_word_back(task_of(source), content, name))

    assert [one.change.after for one in examined(source, followed).differences] == ["欢迎来看一看。"]


def test_a_word_file_that_unpacks_to_too_much_is_refused(source: Path) -> None:
    stream = io.BytesIO(built(source))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(7):
            package.writestr(f"word/media/{number}.bin", bytes(45_000_000))

    with pytest.raises(SourceError, match="太大"):
        replace_words(stream.getvalue(), "入驻企业", "入驻单位", "")


@pytest.mark.parametrize(
    ("before", "after", "words", "instead"),
    [
        ("入驻企业", "入驻单位", "入驻单位", "入驻企业"),
        ("受访人\t区长 柳知夏", "受访人\t局长 柳知夏", "局长 柳知夏", "区长 柳知夏"),
        ("全区新增64家企业", "全区新增企业", "全区新增企业", "全区新增64家企业"),
    ],
)
def test_what_is_put_back_is_as_little_as_can_be(before: str, after: str, words: str, instead: str) -> None:
    found = narrowed(before, after)

    assert found == (words, instead)


def test_of_two_paragraphs_alike_the_right_one_is_put_back(source: Path) -> None:
    sentence = "石桥科创园已投入使用，入驻企业83家，年产值突破45亿元"
    both = [edited(built(source), rewording(sentence, "甲乙丙")), edited(built(source))]

    made = replace_words(both[1], "入驻企业83家", "入驻企业85家", sentence, 1)

    told = [one.text for one in docx.Document(io.BytesIO(made)).paragraphs if one.text.startswith("石桥科创园")]
    assert told == [sentence, sentence.replace("83", "85")]
