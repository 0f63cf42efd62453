"""Changes from one release to the next: facts added, changed and dropped, and the editions that this touches."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigurationError
from briefing.files import is_plain_name, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from briefing.packs.facts import Fact

SCHEMA = "briefing/release/1"
# What somebody says may be reworded and stays what it was; a name that differs is another name.
_SAYINGS = frozenset(("quote", "keyword", "priority"))
_ALIKE = 0.6
Release = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """Changes of one source's facts; `changed` holds each fact as it was and as it is.

    A fact that stays in the source but comes into or leaves an edition is added or dropped with that edition alone.
    """

    name: str
    state: str
    added: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]
    dropped: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChanges:
    """Changes between two releases: by source, the packs whose bytes differ as (source, audience), and the causes.

    `public_only` says that there was nothing to compare the other editions with.
    """

    sources: tuple[SourceChange, ...]
    editions: tuple[tuple[str, str], ...]
    causes: tuple[str, ...]
    public_only: bool = False


def read_release(path: Path) -> Release:
    """The release that a manifest describes; a `ConfigurationError` for what is none."""
    try:
        manifest = read_json(path)
    except FileNotFoundError:
        raise ConfigurationError(
            f"没有发布清单 {path}", hint="请先执行 briefing release，或写明收到的 manifest.json 在哪里"
        ) from None
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict) or not (
        manifest.get("schema") == SCHEMA
        and isinstance(manifest.get("version"), str)
        and _all_sound(manifest.get("sources"), _sound_source)
        and _all_sound(manifest.get("outputs"), _sound_output)
        and _all_sound(manifest.get("audiences", []), lambda one: _texts(one, "name"))
        and _all_sound(manifest.get("superseded", []), _sound_output)
    ):
        raise ConfigurationError(
            f"{path} 不是发布清单", hint="请给 briefing release 写出的 manifest.json，在 out/release 里"
        )
    return manifest


def _all_sound(entries: Any, sound: Callable[[dict[str, Any]], bool]) -> bool:
    return isinstance(entries, list) and all(isinstance(one, dict) and sound(one) for one in entries)


def _texts(entry: dict[str, Any], *keys: str) -> bool:
    return all(isinstance(entry.get(key), str) for key in keys)


def _sound_source(source: dict[str, Any]) -> bool:
    return _texts(source, "stem") and _all_sound(source.get("facts"), _sound_fact)


def _sound_fact(fact: dict[str, Any]) -> bool:
    editions, notes = fact.get("editions"), (fact.get("of") or "", fact.get("period") or "")
    listed = isinstance(editions, list) and all(isinstance(one, str) for one in editions)
    return listed and _texts(fact, "kind", "text") and all(isinstance(one, str) for one in notes)


def _sound_output(output: dict[str, Any]) -> bool:
    """True if it is a file of the release's own folders, and a pack says whose it is."""
    if not _texts(output, "file", "sha256", "kind") or not all(map(is_plain_name, output["file"].split("/"))):
        return False
    pack = _texts(output, "audience", "language", "alias", "pack") and is_plain_name(output.get("source"))
    return isinstance(output.get("public"), bool) and (
        output["kind"] != "pack" or (pack and output.get("format") in ("html", "docx", "pdf"))
    )


def _by_subject(facts: Iterable[Fact]) -> dict[tuple[str, str, str], list[Fact]]:
    """The facts by what they are about: a figure by its indicator and time, anything else by its own words."""
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        is_labelled = fact["kind"] == "figure" and fact.get("of")
        about = (fact["of"], fact.get("period") or "") if is_labelled else (fact["text"], "")
        found.setdefault((fact["kind"], *about), []).append(fact)
    return found


def _without(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    """The facts whose words the others have not, each of the others counting once."""
    texts = [fact["text"] for fact in others]
    left = []
    for fact in facts:
        if fact["text"] in texts:
            texts.remove(fact["text"])
        else:
            left.append(fact)
    return left


def _moved(facts: list[Fact], others: list[Fact], audiences: set[str]) -> list[Fact]:
    """The facts that the others have too, with those of the audiences for whom only the former print them."""
    left = list(others)
    found = []
    for fact in facts:
        other = next((one for one in left if one["text"] == fact["text"]), None)
        if other is None:
            continue
        left.remove(other)
        if editions := sorted((set(fact["editions"]) - set(other["editions"])) & audiences):
            found.append(fact | {"editions": editions})
    return found


def _reworded(dropped: list[Fact], added: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The sayings of which other words took the place, with those words; takes them out of both lists."""
    matcher = SequenceMatcher(autojunk=False, a="", b="")
    for gone in [fact for fact in dropped if fact["kind"] in _SAYINGS]:
        matcher.set_seq2(gone["text"])
        alike = []
        for at, come in enumerate(added):
            if come["kind"] != gone["kind"]:
                continue
            matcher.set_seq1(come["text"])
            # These two are quick, and never below the ratio itself.
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                alike.append((matcher.ratio(), -at))
        likeness, at = max(alike, default=(0.0, 0))
        if likeness >= _ALIKE:
            dropped.remove(gone)
            yield gone, added.pop(-at)


def _compare(name: str, before: dict[str, Any] | None, now: dict[str, Any] | None, audiences: set[str]) -> SourceChange:
    """Changes of a source's facts; the audiences are those that both releases have."""
    old, new = (_by_subject(one["facts"] if one else ()) for one in (before, now))
    added: list[Fact] = []
    changed: list[tuple[Fact, Fact]] = []
    dropped: list[Fact] = []
    for subject in dict.fromkeys((*new, *old)):
        was, has = old.get(subject, []), new.get(subject, [])
        gone, come = _without(was, has), _without(has, was)
        pairs = min(len(gone), len(come))
        changed += zip(gone[:pairs], come[:pairs], strict=True)
        added += [*come[pairs:], *_moved(has, was, audiences)]
        dropped += [*gone[pairs:], *_moved(was, has, audiences)]
    changed += _reworded(dropped, added)
    state = "added" if before is None else "dropped" if now is None else "kept"
    return SourceChange(name=name, state=state, added=tuple(added), changed=tuple(changed), dropped=tuple(dropped))


def _packs(release: Release) -> dict[tuple[str, str, str, str], str]:
    return {
        (one["source"], one["audience"], one["language"], one["format"]): one["sha256"]
        for one in release["outputs"]
        if one["kind"] == "pack"
    }


def _audiences(release: Release) -> set[str]:
    return {one["name"] for one in release.get("audiences", ())}


def _causes(before: Release, now: Release) -> tuple[str, ...]:
    """The inputs of packs that differ: sources, audiences, templates, fonts, tools."""

    def texts(release: Release) -> list[Any]:
        return [
            (one["stem"], one.get("sha256"), one.get("outline_sha256"), one.get("inputs")) for one in release["sources"]
        ]

    differing = {"sources": texts(before) != texts(now)}
    differing |= {key: before.get(key) != now.get(key) for key in ("audiences", "templates", "fonts", "tools")}
    return tuple(key for key, differs in differing.items() if differs)


def compare_releases(before: Release, now: Release) -> ReleaseChanges:
    """Changes from the one release to the other."""
    old, new = ({one["stem"]: one for one in release["sources"]} for release in (before, now))
    audiences = _audiences(before) & _audiences(now)
    sources = (_compare(name, old.get(name), new.get(name), audiences) for name in sorted({*old, *new}))
    was, has = _packs(before), _packs(now)
    editions = {key[:2] for key in {*was, *has} if was.get(key) != has.get(key)}
    return ReleaseChanges(
        sources=tuple(one for one in sources if one.added or one.changed or one.dropped or one.state != "kept"),
        editions=tuple(sorted(editions)),
        causes=_causes(before, now),
    )


def visible_to(release: Release, audiences: set[str]) -> Release:
    """The release as the audiences' readers may know it: their files, and the facts that they are shown."""
    sources = []
    for source in release["sources"]:
        facts = [fact | {"editions": [one for one in fact["editions"] if one in audiences]} for fact in source["facts"]]
        sources.append(source | {"facts": [fact for fact in facts if fact["editions"]]})
    return release | {
        "sources": sources,
        "audiences": [one for one in release.get("audiences", []) if one.get("name") in audiences],
        "outputs": [one for one in release["outputs"] if one["public"]],
    }
