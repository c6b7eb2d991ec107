"""Schedules are found by what moderators call them, and get keys that no other ever had."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands.daily.naming import LENGTH, SIGNS, named, new_key, schedules
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.dispatch.registry import CHOICE_LENGTH
from bot.errors import NotFound
from bot.i18n import Languages
from bot.model import Ask
from bot.store.deliveries import NOW
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.commands.daily.made import EVENING, MORNING, put
from tests.daily.clocks import NOON


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ab2c", "ab2c"),
        (" AB2C ", "ab2c"),
        ("xy3z · 20:30 · #gesprek · standpunten", "xy3z"),
        ("8:00", "ab2c"),
        ("08.00", "ab2c"),
        ("20:30", "xy3z"),
        ("<#12>", "xy3z"),
        ("11", "ab2c"),
        ("#Gesprek", "xy3z"),
        ("gesprek", "xy3z"),
    ],
)
async def test_a_schedule_is_meant_by_its_key_its_time_or_its_channel(
    desk: Desk, ask: Ask, typed: str, key: str
) -> None:
    await put(desk, ask, ab2c=MORNING, xy3z=EVENING)
    there = replace(ask, called={"11": "Algemeen", "12": "Gesprek"}.__getitem__)

    found = await named(desk, there, typed)

    assert (found.key, found.schedule) == (key, {"ab2c": MORNING, "xy3z": EVENING}[key])
    assert found.version == 1


async def test_the_only_schedule_needs_no_name(desk: Desk, ask: Ask) -> None:
    await put(desk, ask, ab2c=MORNING)

    assert (await named(desk, ask, "")).key == "ab2c"


@pytest.mark.parametrize(
    ("typed", "key"), [("", "schedule-several"), ("8:00", "schedule-several"), ("9:00", "schedule-unknown")]
)
async def test_what_is_not_certain_is_told_with_what_there_is(desk: Desk, ask: Ask, typed: str, key: str) -> None:
    await put(desk, ask, ab2c=MORNING, bc3d=MORNING)

    with pytest.raises(NotFound) as refused:
        await named(desk, ask, typed)

    assert (refused.value.key, refused.value.values["known"]) == (key, "ab2c (08:00), bc3d (08:00)")


async def test_a_schedule_of_another_community_is_none(desk: Desk, ask: Ask) -> None:
    await put(desk, ask, ab2c=MORNING)

    with pytest.raises(NotFound, match="schedule-none"):
        await named(desk, replace(ask, community="test:2"), "ab2c")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("", ["ab2c", "xy3z"]), ("x", ["xy3z"]), ("8", ["ab2c"]), ("20:30", ["xy3z"]), ("wat", ["ab2c", "xy3z"])],
)
async def test_completion_says_where_when_and_what(
    desk: Desk, ask: Ask, languages: Languages, typed: str, keys: list[str]
) -> None:
    await put(desk, ask, xy3z=EVENING, ab2c=MORNING)

    choices = await schedules(desk)(ask, typed)

    told = {"ab2c": "ab2c · 08:00 · #11 · een fragment", "xy3z": "xy3z · 20:30 · #12 · standpunten van twee auteurs"}
    assert [choice.value for choice in choices] == keys
    assert [languages.say(choice.label, "nl") for choice in choices if choice.label] == [told[key] for key in keys]


async def test_a_key_of_what_was_removed_or_posted_is_given_to_no_other(
    desk: Desk, agenda: Agenda, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(desk, ask, aaaa=MORNING)
    await desk.changes.make(ask, "daily-remove", [Edit(KIND, "aaaa", None, 1)])
    times = {"due": NOON, "until": NOON + timedelta(hours=4), "slot": date(2026, 11, 22)}
    await agenda.deliveries.add(ask.community, {"schedule": "bbbb", "kind": NOW, "place": "11", **times})
    drawn = iter("aaaabbbbcccc")

    def choice(among: Sequence[str]) -> str:
        return next(drawn)

    monkeypatch.setattr(secrets, "choice", choice)

    assert await new_key(desk, agenda, ask) == "cccc"
    drawn = iter("aaaabbbbcccc")
    assert await new_key(desk, agenda, replace(ask, community="test:2")) == "aaaa"


async def test_keys_are_short_and_of_signs_that_nobody_confuses(desk: Desk, agenda: Agenda, ask: Ask) -> None:
    keys = {await new_key(desk, agenda, ask) for _ in range(20)}

    assert len(keys) > 15
    assert all(len(key) == LENGTH and set(key) <= set(SIGNS) for key in keys)
    assert not set("01oil") & set(SIGNS)


async def test_a_choice_has_the_channels_name_as_far_as_there_is_room(
    desk: Desk, ask: Ask, languages: Languages
) -> None:
    await put(desk, ask, ab2c=replace(MORNING, kind="alternating"))
    there = replace(ask, called={"11": "n" * 100}.__getitem__)

    [choice] = await schedules(desk)(there, "")

    assert choice.label
    told = languages.say(choice.label, "nl")
    assert f"#{'n' * 29}… · om de beurt" in told
    assert len(told) <= CHOICE_LENGTH
