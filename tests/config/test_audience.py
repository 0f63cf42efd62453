"""Audience files: what a person who does not program may write, and what they are told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config.audience import choose_audiences, load_audiences, parse_audience
from briefing.config.templates import BUILT_IN, Overlay
from briefing.config.toml import parse_settings
from briefing.config.topics import load_topics
from briefing.errors import ConfigurationError, UsageError

TOPICS = ("talent", "finance", "@sector")
SECTION = '[[sections]]\nkey = "a"\nkind = "points"\n'


def audience_from(text: str) -> object:
    return parse_audience(parse_settings(text, "audiences/press.toml"), TOPICS)


def topic_names(overlay: Overlay) -> list[str]:
    topics = load_topics(overlay)
    return [*topics, *(f"@{topic.group}" for topic in topics.values() if topic.group)]


def test_the_three_audiences_come_in_the_order_of_their_files() -> None:
    audiences = load_audiences(Overlay(), topic_names(Overlay()))

    assert [audience.name for audience in audiences] == ["investor", "talent", "officials"]


def test_only_the_officials_pack_is_not_public_and_only_it_withholds_nothing() -> None:
    audiences = load_audiences(Overlay(), topic_names(Overlay()))

    assert {audience.name: (audience.public, audience.withhold) for audience in audiences} == {
        "investor": (True, ("inspection", "discipline")),
        "talent": (True, ("inspection", "discipline")),
        "officials": (False, ()),
    }


def test_a_copied_file_is_a_fourth_audience(tmp_path: Path) -> None:
    (tmp_path / "audiences").mkdir()
    text = (BUILT_IN / "audiences" / "investor.toml").read_text(encoding="utf-8").replace("order = 1", "order = 9")
    (tmp_path / "audiences" / "press.toml").write_text(text, encoding="utf-8")
    overlay = Overlay.over(tmp_path)

    audiences = load_audiences(overlay, topic_names(overlay))

    assert [audience.name for audience in audiences] == ["investor", "talent", "officials", "press"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "没有任何一节"),
        ('[[sections]]\nkey = "a"\nkind = "tile"\n', "sections[1].kind"),
        ('[[sections]]\nkind = "points"\n', "sections[1].key"),
        (SECTION + 'topics = ["talnet"]\n', "talnet"),
        (SECTION + 'topic = ["talent"]\n', "topic"),
        (SECTION + "limit = 0\n", "limit"),
        (SECTION + 'names = ["people"]\n', "people"),
        (SECTION + SECTION, "key 都是 a"),
        (SECTION + 'unless = ["b"]\n', "unless"),
        (SECTION + 'instead_of = ["b"]\n', "instead_of"),
        ('character = "flashy"\n' + SECTION, "character"),
        ('public = "yes"\n' + SECTION, "public"),
        ('withhold = ["secrets"]\n' + SECTION, "secrets"),
        ("sections = 1\n", "sections"),
    ],
)
def test_a_wrong_audience_file_names_its_place(text: str, named: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        audience_from(text)

    assert "audiences/press.toml" in caught.value.message
    assert named in caught.value.message


def test_an_unknown_audience_is_a_wrong_command_that_lists_the_known() -> None:
    audiences = load_audiences(Overlay(), topic_names(Overlay()))

    with pytest.raises(UsageError) as caught:
        choose_audiences(audiences, ["tourist"])

    assert caught.value.exit_code == 2
    assert "investor（投资者）、talent（人才）、officials（干部）" in caught.value.hint


def test_a_template_that_is_a_link_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text("a = 1")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "topics.toml").symlink_to(secret)

    with pytest.raises(ConfigurationError, match="之外"):
        Overlay.over(folder).read("topics.toml")
