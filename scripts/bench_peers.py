"""Sets the same nine documents with other tools, and prints how their times compare with `briefing build` of all 27 files.

Whole processes, medians, in one run. The tools get the finished words: their Markdown and Typst texts are written before
the clock starts, while the build starts from the interview, reads every file back and holds it against its source.
The tools live in an environment of their own (.venv/peers, requirements/peers.lock).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import docx

from bench import Cost, cost_of, median_of
from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.jinja import render_template
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers import WRITERS
from briefing.writers.html import page_context, page_environment
from briefing.writers.pdf.write import PAGED
from typst_text import typst_text

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
INTERVIEW = ROOT / "seeds" / "huangpu-interview.txt"
PEERS = ROOT / ".venv" / "peers" / "bin" / "python"
WHERE_PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"
TYPST = "import sys, typst; [typst.compile(one, output=one[:-4] + '.pdf') for one in sys.argv[1:]]"
WEASYPRINT = "import sys, weasyprint; [weasyprint.HTML(p).write_pdf(p[:-5] + '.pdf', stylesheets=[p[:-5] + '.css']) for p in sys.argv[1:]]"
DOCXTPL = """
import sys, docxtpl
for one in sys.argv[2:]:
    with open(one, encoding="utf-8") as file:
        paragraphs = [line for line in file.read().splitlines() if line.strip()]
    template = docxtpl.DocxTemplate(sys.argv[1])
    template.render({"paragraphs": paragraphs}, autoescape=True)
    template.save(one[:-3] + ".tpl.docx")
"""
Command = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Command lines that together make the documents, as many at a time as `abreast` says."""

    name: str
    commands: tuple[Command, ...]
    abreast: int = 1


def _prepare(folder: Path) -> tuple[list[Path], list[Path]]:
    """The nine documents as Typst texts and as web pages, each page with its style sheet for paper beside it."""
    template_set, reading = load_template_set(Overlay()), gather(INTERVIEW)
    texts, pages = [], []
    for audience in template_set.audiences:
        for script in Script:
            task = Task(
                template_set=template_set,
                reading=reading,
                audience=audience.name,
                script=script,
                formats=(),
                date="2024",
            )
            document = compose_document(task)
            stem = folder / f"{audience.name}-{script}"
            texts.append(stem.with_suffix(".typ"))
            texts[-1].write_text(typst_text(document, template_set.theme), encoding="utf-8")
            pages.append(stem.with_suffix(".source.html"))
            pages[-1].write_bytes(WRITERS["html"](document, template_set.theme, template_set.overlay))
            paged = render_template(
                page_environment(template_set.overlay), PAGED, page_context(document, template_set.theme)
            )
            pages[-1].with_suffix(".css").write_text(paged, encoding="utf-8")
    return texts, pages


def _markdown(pandoc: str, pages: Sequence[Path]) -> list[Path]:
    """The pages as Markdown: headings, lists, tables, notes and links, without the pages' own markup."""
    made = [page.with_name(page.name.replace(".source.html", ".md")) for page in pages]
    for page, text in zip(pages, made, strict=True):
        plain = "gfm-raw_html"
        _run([pandoc, "-f", "html-native_divs-native_spans", "-t", plain, str(page), "-o", str(text)], page.parent)
    return made


def _word_template(folder: Path) -> Path:
    document = docx.Document()
    for line in ("{%p for paragraph in paragraphs %}", "{{ paragraph }}", "{%p endfor %}"):
        document.add_paragraph(line)
    path = folder / "template.docx"
    document.save(str(path))
    return path


def _run(command: Command, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]}：{done.stderr.decode(errors='replace')}")


def _cost(series: Series, folder: Path) -> Cost:
    """The cost of the command lines together: they share the clock, and add up their processors' time."""
    start = time.perf_counter()
    with ThreadPoolExecutor(series.abreast) as pool:
        costs = list(pool.map(partial(cost_of, cwd=folder), series.commands))
    wall = time.perf_counter() - start
    return Cost(wall=wall, cpu=sum(cost.cpu for cost in costs), memory=max(cost.memory for cost in costs))


def _all_series(folder: Path, pandoc: str) -> list[Series]:
    texts, pages = _prepare(folder)
    markdown, template = _markdown(pandoc, pages), _word_template(folder)
    python = str(PEERS)
    word = [[pandoc, str(one), "-o", str(one.with_suffix(".docx"))] for one in markdown]
    web = [[pandoc, "-s", "--metadata=title:-", str(one), "-o", str(one.with_suffix(".html"))] for one in markdown]
    typeset = [[python, "-c", TYPST, str(one)] for one in texts]
    filled = [python, "-c", DOCXTPL, str(template), *map(str, markdown)]
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    printed = [*office, "--outdir", str(folder), *(str(one.with_suffix("")) + ".tpl.docx" for one in markdown)]
    together = (*word, *web, *typeset)
    cores = os.cpu_count() or 1
    # The library that the PDFs are made with, by itself: no Word, no reading, no checking.
    alone = [[sys.executable, "-c", WEASYPRINT, *map(str, pages[core::cores])] for core in range(cores)]
    return [
        Series(name="Pandoc（Word、网页）和 Typst（PDF），27 次", commands=together),
        Series(name="同上，各处理器同时", commands=together, abreast=cores),
        Series(name="WeasyPrint 原样，九份 PDF，各处理器同时", commands=tuple(alone), abreast=cores),
        Series(name="Typst，九份 PDF，一个进程", commands=([python, "-c", TYPST, *map(str, texts)],)),
        Series(name="docxtpl 九份 Word，LibreOffice 九份 PDF", commands=(filled, printed)),
    ]


def _show(name: str, cost: Cost, ours: Cost) -> None:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in name)
    ratios = f"{cost.wall / ours.wall:>8.2f}{cost.cpu / ours.cpu:>10.2f}"
    print(f"{name:<{46 - wide}}{cost.wall:>8.2f}{cost.cpu:>10.2f}{ratios}")


def main() -> None:
    """Prints a line for each: seconds by the clock and of processors, and how many times those of `briefing build`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    pandoc = subprocess.run([str(PEERS), "-c", WHERE_PANDOC], capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory(prefix="briefing-peers-") as name:
        folder = Path(name)
        build = [sys.executable, "-m", "briefing", "build", str(INTERVIEW), "--no-cache"]
        ours = Series(name="briefing build，27 个文件，不用缓存", commands=(build,))
        series = [ours, *_all_series(folder, pandoc)]
        # In turn and not one after the other, so that what else the machine does falls on all alike.
        rounds = [[_cost(one, folder) for one in series] for _ in range(runs + 1)]
    medians = [median_of(list(costs)) for costs in zip(*rounds[1:], strict=True)]
    print(f"{'整个命令，' + str(runs) + ' 次的中位数':<31}{'时钟':>6}{'处理器':>7}{'时钟倍数':>4}{'处理器倍数':>5}")
    for one, cost in zip(series, medians, strict=True):
        _show(one.name, cost, medians[0])


if __name__ == "__main__":
    main()
