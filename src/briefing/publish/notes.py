"""Release notes in Chinese and in English, from the same comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.language import SCRIPT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.packs.changes import Release, ReleaseChanges
    from briefing.packs.facts import Fact

Words = dict[str, str]

CHINESE: Words = {
    "title": "# 发布说明（briefing {version}）",
    "first": "首次发布，没有可以比较的上一次。",
    "same": "与上一次发布相比，各版材料没有改动。",
    "public_only": "只对照了公开的版本：上一次的清单里没有内部的版本。",
    "bytes": "原文的事实没有改动；材料的改动来自下面的原因。",
    "causes": "改动的原因：{causes}。",
    "sources": "原文、补充文件或提纲",
    "audiences": "读者文件",
    "templates": "模板",
    "fonts": "字体",
    "tools": "程序或所用的库",
    "editions": "## 受影响的版本",
    "source.added": "## 新增来源：{name}",
    "source.dropped": "## 撤下来源：{name}",
    "source.kept": "## {name}",
    "added": "### 新增",
    "changed": "### 改动",
    "dropped": "### 删去",
    "to": "{before} 改为 {now}",
    "keyword": "关键词",
    "priority": "重点",
    "figure": "数据",
    "quote": "引语",
    "policy": "政策",
    "programme": "平台、产品、品牌",
    "organisation": "机构",
    "event": "活动",
    "contents": "## 内容",
    "packs": "{name}：{count} 个文件",
    "unapproved": "{packs}，未审定：{scripts}",
    **{script.value: called for script, called in SCRIPT_NAMES.items()},
    "word": "{packs}；{script} Word 由单位改过，与别的格式有 {count} 处不同",
    "word.same": "{packs}；{script} Word 由单位改过，字句与别的格式一样",
    "pair": "{kind}：{text}（{editions}）",
    "figure.of": "{text}，{of}",
    "comma": "、",
    "check": "核对：在本文件夹里执行 `sha256sum -c SHA256SUMS`；单个文件用 `briefing verify 文件`。",
}
ENGLISH: Words = {
    "title": "# Release notes (briefing {version})",
    "first": "First release; there is none before it to compare with.",
    "public_only": "Public editions only: the previous manifest says nothing of the others.",
    "same": "No edition differs from the previous release.",
    "bytes": "No fact of the sources has changed; the packs differ for the reasons below.",
    "causes": "What changed: {causes}.",
    "sources": "source texts, sidecars or outlines",
    "audiences": "audience files",
    "templates": "templates",
    "fonts": "fonts",
    "tools": "the program or its libraries",
    "editions": "## Editions affected",
    "source.added": "## New source: {name}",
    "source.dropped": "## Source withdrawn: {name}",
    "source.kept": "## {name}",
    "added": "### Added",
    "changed": "### Changed",
    "dropped": "### Dropped",
    "to": "{before} is now {now}",
    "keyword": "Keyword",
    "priority": "Priority",
    "figure": "Figure",
    "quote": "Quotation",
    "policy": "Policy",
    "programme": "Programme",
    "organisation": "Organisation",
    "event": "Event",
    "contents": "## Contents",
    "packs": "{name}: {count} files",
    "unapproved": "{packs}, not approved: {scripts}",
    "word": "{packs}; the Word file ({script}) was edited by the office and differs from the other formats in {count} places",
    "word.same": "{packs}; the Word file ({script}) was edited by the office and says the same as the other formats",
    "zh-Hans": "Simplified",
    "zh-Hant-TW": "Traditional (Taiwan)",
    "zh-Hant-HK": "Traditional (Hong Kong)",
    "pair": "{kind}: {text} ({editions})",
    "figure.of": "{text}, {of}",
    "comma": ", ",
    "check": "To verify: run `sha256sum -c SHA256SUMS` in this folder, or `briefing verify FILE` for one file.",
}
LANGUAGES: Mapping[str, Words] = {"zh": CHINESE, "en": ENGLISH}


def _plain(text: str) -> str:
    """The words on one line, with no mark that Markdown or HTML would act on."""
    line = " ".join(text.split())
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|&" else one for one in line)


def _text(fact: Fact, words: Words) -> str:
    if fact.get("of"):
        return words["figure.of"].format(text=_plain(fact["text"]), of=_plain(fact["of"]))
    return _plain(fact["text"])


def _changes(changes: ReleaseChanges, words: Words, titles: Mapping[str, str]) -> Iterator[str]:
    if changes.public_only:
        yield words["public_only"] + "\n"
    if not changes.editions and not changes.sources:
        yield words["same"]
        return
    if not changes.sources:
        yield words["bytes"]
    if changes.causes:
        yield "\n" + words["causes"].format(causes=words["comma"].join(words[cause] for cause in changes.causes))
    if changes.editions:
        yield f"\n{words['editions']}\n"
        yield from (f"- {_plain(source)}{words['comma']}{titles.get(name, name)}" for source, name in changes.editions)
    for source in changes.sources:
        yield "\n" + words[f"source.{source.state}"].format(name=_plain(source.name))
        told = {
            heading: [(fact["kind"], _text(fact, words), fact["editions"]) for fact in facts]
            for heading, facts in (("added", source.added), ("dropped", source.dropped))
        }
        told["changed"] = [
            (
                now["kind"],
                words["to"].format(before=_plain(before["text"]), now=_text(now, words)),
                sorted({*before["editions"], *now["editions"]}),
            )
            for before, now in source.changed
        ]
        for heading, items in told.items():
            if items:
                yield f"\n{words[heading]}\n"
            for kind, text, editions in items:
                shown = words["comma"].join(titles.get(one, one) for one in editions)
                yield "- " + words["pair"].format(kind=words.get(kind, kind), text=text, editions=shown)


def write_notes(release: Release, changes: ReleaseChanges | None, language: str) -> bytes:
    """The notes of a release as Markdown; `changes` is None for a first one."""
    words = LANGUAGES[language]
    titles = {one["name"]: one["title"] if language == "zh" else one["name"] for one in release["audiences"]}
    lines = [words["title"].format(version=release["version"]), ""]
    lines += [words["first"]] if changes is None else _changes(changes, words, titles)
    lines.append(f"\n{words['contents']}\n")
    packs = [(one["source"], one["audience"]) for one in release["outputs"] if one["kind"] == "pack"]
    for source, audience in sorted(set(packs)):
        name = f"{_plain(source)}{words['comma']}{titles.get(audience, audience)}"
        told = words["packs"].format(name=name, count=packs.count((source, audience)))
        mine = [one for one in release["outputs"] if (one.get("source"), one.get("audience")) == (source, audience)]
        for one in mine:
            if one.get("differs") is not None:
                key = "word" if one["differs"] else "word.same"
                told = words[key].format(packs=told, script=words[one["language"]], count=one["differs"])
        # In what the public is given nothing says whether anybody approved it.
        unapproved = dict.fromkeys(words[one["language"]] for one in mine if one.get("approved") is False)
        if unapproved:
            told = words["unapproved"].format(packs=told, scripts=words["comma"].join(unapproved))
        lines.append(f"- {told}")
    lines += ["", words["check"]]
    return (re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n").encode()
