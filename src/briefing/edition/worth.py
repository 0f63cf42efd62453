"""Worth of sentences for readers outside: a transparent sum of what is seen in a sentence, its paragraph and its text.

The weights are data (data/worth.toml), fitted by scripts/train_worth.py on sentences that a person sorted; each is of a
feature that has a name. Sentences of worth state results, plans and policies of the place; party work, shortcomings, single
firms, stories and arguments are not.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.edition.predicates import INSTRUMENTS
from briefing.kept import parse_toml
from briefing.text.bearing import count_kinds, find_people, find_receivers
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.quantities import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Point

_FILE = Path(__file__).parent.parent / "data" / "worth.toml"
# Kinds of which more words say more, up to so many.
_GRADED, _MOST = frozenset({"hollow", "argument", "internal", "plan", "economy", "welfare"}), 3
_SHORT, _LONG, _FEW = 16, 110, 2
# A quotation at the head of a sentence that is no longer is a name: “两新”是储能和新材料.
_LONGEST_NAME = 12
# A member of a series is worth so much less than its best at most.
_APART = 2.5
_OF_TEXT = ("internal", "story", "welfare", "economy", "firm", "small")
_OF_PARAGRAPH = ("internal", "story", "welfare", "economy", "firm", "argument")
# 护理型床位 of 养老机构, 农村厕所, 干部挂职: what is said of these is said of nobody else.
_SUBJECTS = frozenset({"old", "farmers", "cadres"})
# What is done about anything.
_ACTS = frozenset({"policy", "result", "plan", "asking"})
_TELLS = re.compile(rf"^[他她][又还也亦]?[^，。；：]{{0,6}}?{pattern('speech', 'says')}[^，。；：]{{0,2}}[，：]")
_LONGEST_MOTTO = 22
# One firm as the subject, after a time or none; not 引进公司, 12家公司, 上市公司.
_OF_FIRM = re.compile(
    rf"(?:[^，。；：]{{0,8}}，)?[^，。；：、\d]{{2,10}}(?<![市家类批种创技务型])(?:公司|集团|股份|合作社)(?![等们\d])(?:(?!{pattern('statements', 'whole')})[^，。；：]){{2,}}"
)
# …，公司新建产能释放: of one firm that was named before.
_ITS_FIRM = re.compile(r"[，；](?:该|本)?公司(?![、和与及])")
_DIVISION = re.compile(r"[省市县区]$")

Features = dict[str, float]


@cache
def load_weights(character: str) -> dict[str, float]:
    """The weights by feature for readers of a character; none for one whose readers are inside."""
    table = parse_toml(_FILE.read_text(encoding="utf-8"))
    return {key: float(value) for key, value in table.get(character, {}).items()}


class Worth:
    """Features and worth of the sentences of one outline."""

    def __init__(self, library: OutlineIndex) -> None:
        self._library = library
        source = library.outline.source
        self._folded = {point.id: fold(point.words.text) for point in library.outline.points}
        self._counts = {point: count_kinds(_TELLS.sub("", text)) for point, text in self._folded.items()}
        self._receivers = {point: find_receivers(text) for point, text in self._folded.items()}
        self._paragraphs: dict[int, list[str]] = {}
        self._paragraph_of: dict[str, int] = {}
        for point in library.placed:
            start = source.line_start(point.words.span.start)
            self._paragraphs.setdefault(start, []).append(point.id)
            self._paragraph_of[point.id] = start

    def receivers(self, point: Point) -> frozenset[str]:
        """The classes of people that the sentence says receive something."""
        return self._receivers[point.id]

    def others(self, point: Point) -> frozenset[str]:
        """The classes of people of whom a sentence that names them is about, whether they receive anything or not."""
        return find_people(self._folded[point.id]) & _SUBJECTS

    def is_internal(self, point: Point) -> bool:
        """True if the sentence tells of party work, which is not for readers outside however much else it tells."""
        return "party" in self._counts[point.id]

    def is_trouble(self, point: Point) -> bool:
        """True if the sentence tells of a shortcoming, and of nothing done about it: 12家企业亏损, but not 破解瓶颈，盘活厂房."""
        if "shortcoming" not in self._counts[point.id] or self._library.names_in(point, INSTRUMENTS):
            return False
        clauses = map(count_kinds, re.split("[，；：]", self._folded[point.id]))
        return not any(_ACTS & kinds.keys() and "shortcoming" not in kinds for kinds in clauses)

    def is_motto(self, point: Point) -> bool:
        """True if a short sentence states, names and counts nothing: 营商环境没有最好，只有更好."""
        text, library = self._folded[point.id], self._library
        says = (
            self._counts[point.id].keys() & _ACTS
            or library.figures.get(point.id)
            or library.names_in(point, INSTRUMENTS)
        )
        alone = len(self.series_of(point)) == 1 and not self._receivers[point.id]
        return len(text) <= _LONGEST_MOTTO and alone and not says

    def is_of_firm(self, point: Point) -> bool:
        """True if the subject of the sentence is one firm: 远大公司去年产值12亿元."""
        text = self._folded[point.id]
        return bool(_OF_FIRM.match(text) or _ITS_FIRM.search(text)) and "whole" not in self._counts[point.id]

    def receivers_before(self, point: Point) -> frozenset[str]:
        """Those whom the sentence before it in its paragraph says to receive something."""
        paragraph = self._paragraphs.get(self._paragraph_of.get(point.id, -2), [])
        place = paragraph.index(point.id) if point.id in paragraph else 0
        return self._receivers[paragraph[place - 1]] if place else frozenset()

    def kinds(self, point: Point) -> dict[str, int]:
        """The sentence's number of words by kind of statement."""
        return self._counts[point.id]

    def _share(self, kind: str, points: Iterable[str]) -> float:
        held = [kind in self._counts[point] for point in points]
        return sum(held) / len(held) if held else 0.0

    @cached_property
    def _of_text(self) -> Features:
        points = [point.id for point in self._library.placed]
        return {f"text {kind}": self._share(kind, points) for kind in _OF_TEXT}

    @cached_property
    def _place(self) -> str:
        place = self._library.outline.place
        return _DIVISION.sub("", fold(place.text)) if place else ""

    def _of_sentence(self, point: Point) -> Features:
        library, text, counts = self._library, self._folded[point.id], self._counts[point.id]
        figures = library.figures.get(point.id, ())
        names = library.names_in(point, INSTRUMENTS)
        features: Features = {
            "figure": bool(figures),
            "figures": len(figures) >= _FEW,
            # The weights were fitted on units as printed: 元 and %, not 亿元.
            "money": any(kind_of(fold(one.unit or "")) in {"money", "share"} for one in figures),
            "name": bool(names),
            "neither": not (figures or names),
            "own": bool(self._place) and self._place in text,
            "short": len(text) < _SHORT and not any(match.own for match in library.matches[point.id]),
            "long": len(text) > _LONG,
            "quoted": text.endswith("”") or (text.startswith("“") and not 0 < text.find("”") <= _LONGEST_NAME),
            "asks": "？" in text,
        }
        features |= {kind: min(n, _MOST) / _FEW if kind in _GRADED else 1 for kind, n in counts.items()}
        features |= {f"for {name}": 1 for name in self._receivers[point.id]}
        features |= {f"of {name}": 1 for name in find_people(text)}
        return features

    def features(self, point: Point) -> Mapping[str, float]:
        """Features of the sentence by name; what is not there is left out."""
        return self._features[point.id]

    @cached_property
    def _features(self) -> dict[str, Features]:
        found: dict[str, Features] = {}
        for point in self._library.outline.points:
            features = self._of_sentence(point) | self._of_text
            topics = (self._library.topics[match.topic] for match in self._library.matches[point.id] if match.own)
            features |= {f"topic @{topic.group}" if topic.group else f"topic {topic.key}": 1 for topic in topics}
            paragraph = self._paragraphs.get(self._paragraph_of.get(point.id, -2), ())
            features |= {f"paragraph {kind}": self._share(kind, paragraph) for kind in _OF_PARAGRAPH}
            has = features.keys()
            features |= {
                "economy and figure": "economy" in has and (features["figure"] or features["name"]),
                "economy and welfare": "economy" in has and "welfare" in has,
                "result and figure": "result" in has and features["figure"],
                "plan of economy": "plan" in has and "economy" in has and not features["figure"],
                "policy for firms": "policy" in has and "for firms" in has,
                "policy and figure": "policy" in has and features["figure"],
            }
            found[point.id] = {key: float(value) for key, value in features.items() if value} | {"bias": 1.0}
        return found

    def by_point(self, character: str) -> dict[str, float]:
        """By the points' ids, how sure it is that the sentence is of worth to readers of a character; 0 is as likely as not.

        Members of one series (；) are of like worth: “一主”是…，产值410亿元；“两新”是….
        """
        weights = load_weights(character)
        own = {
            point.id: fsum(weights.get(key, 0.0) * value for key, value in self.features(point).items())
            for point in self._library.outline.points
        }
        for series in self._series:
            best = max(own[point] for point in series)
            own |= {point: max(own[point], best - _APART) for point in series}
        return own

    def series_of(self, point: Point) -> list[Point]:
        """The members of the series (；) that the point is one of; the point alone where it is of none."""
        return [self._library.points[member] for member in self._series_of.get(point.id, [point.id])]

    @cached_property
    def _series_of(self) -> dict[str, list[str]]:
        return {point: members for members in self._series for point in members}

    @cached_property
    def _series(self) -> list[list[str]]:
        """The points that semicolons join, two or more together."""
        series: list[list[str]] = [[]]
        for paragraph in self._paragraphs.values():
            series.append([])
            for point in paragraph:
                series[-1].append(point)
                if not self._folded[point].endswith("；"):
                    series.append([])
        return [members for members in series if len(members) > 1]
