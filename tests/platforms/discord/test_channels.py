from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Languages
from bot.model import Channel, LocalTime, MentionedRole, Message, MessageValue
from bot.reply import Entry, Reply
from bot.reply.accents import Accents
from tests.local_discord import Account

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.layout import Layout  # isort: skip
from bot.platforms.discord.signs import FIRST, LAST  # isort: skip
from bot.platforms.discord.membership import Share, community_of  # isort: skip

RESERVED = "".join(map(chr, range(FIRST, LAST + 1)))


def shown(languages: Languages, before: MessageValue, after: MessageValue) -> str:
    """What Discord is sent of a line with two values."""
    line = Message("changed-field", {"field": Message("setting-audit"), "before": before, "after": after})
    page = Layout(languages, Accents(("storm",))).page(
        Reply((Entry(Message("settings-heading"), (line,)),), locale="en")
    )
    [text] = page.to_components()
    return str(text["content"]).split("\n")[1].removeprefix("Where changes are told: ")


def test_channels_are_shown_by_their_ids(languages: Languages) -> None:
    number = str(Account("x").id)

    assert shown(languages, Channel(number), Channel("2")) == f"<#{number}> → <#2>"
    assert shown(languages, Message("no"), Channel("3")) == "no → <#3>"


def test_roles_and_times_are_shown_as_discord_shows_them(languages: Languages) -> None:
    at = datetime(2026, 11, 23, 7, tzinfo=UTC).astimezone(ZoneInfo("Europe/Amsterdam"))

    assert shown(languages, MentionedRole("5"), LocalTime(at)) == "<@&5> → <t:1795417200:F>"
    assert "<@&" not in shown(languages, MentionedRole("5> @everyone"), "b")


@pytest.mark.parametrize(
    "typed",
    [
        f"<#1> {RESERVED}",
        {"nl": RESERVED, "en": RESERVED},
        Message("news-reason", {"reason": RESERVED}),
    ],
)
def test_nothing_that_was_typed_is_taken_for_a_channel(languages: Languages, typed: MessageValue) -> None:
    told = shown(languages, typed, Channel("7"))

    assert told.count("<#") == told.count("<#7>") == 1


def test_where_there_is_no_channel_no_character_is_left_out(languages: Languages) -> None:
    assert shown(languages, f"a{RESERVED}", "b") == f"a{RESERVED} → b"


@pytest.mark.parametrize("number", ["", "everyone", "1> @everyone", "٣", "1" * 21])
def test_what_is_no_id_is_shown_as_text(languages: Languages, number: str) -> None:
    assert "<#" not in shown(languages, Channel(number), "b")


def test_private_chats_are_no_servers_of_any_share() -> None:
    assert "discord:user:7" not in Share()
    assert community_of(7) in Share()
