"""Schedules rest and go on, are listed, removed and brought back; every change is told and can be taken back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands.daily.naming import Named, all_of, named
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.schedule import Schedule
from bot.dispatch.registry import Registry
from bot.model import Role
from bot.reply import Reply
from bot.store.deliveries import FAILED, POST
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.commands.daily.made import EVENING, MORNING, put
from tests.commands.topics.people import Person, keys, person, said, verbs
from tests.daily.clocks import Time

MONDAY, TUESDAY = "maandag 23 november 2026", "dinsdag 24 november 2026"


async def only(desk: Desk, who: Person) -> Named:
    [found] = all_of(await desk.state(who.ask))
    return found


def following(reply: Reply) -> list[str]:
    """When the next posts are said to be."""
    return [line.removeprefix("Volgende: ") for line in said(reply) if line.startswith("Volgende: ")]


async def due(agenda: Agenda, who: Person, key: str = "ab2c") -> str | None:
    """The date that the clock waits for."""
    found = await agenda.schedules.due(who.ask.community, key)
    return found.following.date.isoformat() if found and found.following else None


async def test_schedules_are_listed_in_the_order_of_the_day(anna: Person, desk: Desk) -> None:
    assert keys(await anna.run("daily list")) == ["schedule-none"]
    await put(desk, anna.ask, xy3z=EVENING, ab2c=replace(MORNING, paused=True))

    assert said(await anna.run("daily list")) == [
        "Wat hier dagelijks geplaatst wordt",
        "ab2c · elke dag om 08:00 in #11",
        "Gepauzeerd",
        "xy3z · elke dag om 20:30 in #12",
        "Volgende: zondag 22 november 2026, 20:30",
    ]


async def test_a_schedule_is_shown_with_all_that_it_does(anna: Person, desk: Desk) -> None:
    await put(desk, anna.ask, xy3z=EVENING, ab2c=MORNING)

    told = said(await anna.run("daily show", schedule="xy3z"))

    assert told[:3] == [
        "xy3z · elke dag om 20:30 in #12",
        "Tijdzone: Amsterdam (Europe/Amsterdam)",
        "Wat: standpunten van twee auteurs",
    ]
    assert len(told) == 6
    assert keys(await anna.run("daily show")) == ["schedule-several"]


async def test_what_is_paused_posts_nothing_until_it_is_resumed(anna: Person, desk: Desk, agenda: Agenda) -> None:
    await put(desk, anna.ask, ab2c=MORNING)
    paused = await anna.run("daily pause")
    assert (following(paused), await due(agenda, anna)) == ([], None)
    assert "Gepauzeerd" in said(paused)
    assert keys(await anna.run("daily pause"))[0] == "daily-paused-already"

    resumed = await anna.run("daily resume")

    assert following(resumed)[0] == f"{MONDAY}, 08:00"
    assert await due(agenda, anna) == "2026-11-23"
    assert keys(await anna.run("daily resume"))[0] == "daily-not-paused"


async def test_a_pause_ends_on_its_date(anna: Person, desk: Desk, agenda: Agenda, time: Time) -> None:
    await put(desk, anna.ask, ab2c=MORNING)

    reply = await anna.run("daily pause", until="24 dec")

    assert "Gepauzeerd tot donderdag 24 december 2026" in said(reply)
    assert following(reply)[0] == "donderdag 24 december 2026, 08:00"
    assert await due(agenda, anna) == "2026-12-24"
    time.go(days=33)
    shown = said(await anna.run("daily show"))
    assert not [line for line in shown if line.startswith("Gepauzeerd")]
    assert keys(await anna.run("daily resume"))[0] == "daily-not-paused"


@pytest.mark.parametrize(
    ("until", "key"), [("ooit", "daily-date"), ("22-11-2026", "daily-date-past"), ("1-1-2030", "daily-date-far")]
)
async def test_a_date_that_cannot_be_is_told_so(anna: Person, desk: Desk, until: str, key: str) -> None:
    await put(desk, anna.ask, ab2c=MORNING)

    assert keys(await anna.run("daily pause", until=until)) == [key]
    assert (await only(desk, anna)).version == 1


async def test_the_next_post_is_skipped_and_no_other(anna: Person, desk: Desk, agenda: Agenda, time: Time) -> None:
    await put(desk, anna.ask, ab2c=MORNING)

    reply = await anna.run("daily skip")

    assert said(reply)[0] == f"De post van {MONDAY}, 08:00 wordt overgeslagen (verandering 2)."
    assert following(reply)[0] == f"{TUESDAY}, 08:00"
    assert await due(agenda, anna) == "2026-11-24"
    again = await anna.run("daily skip")
    assert said(again)[0].startswith(f"De post van {TUESDAY}")
    assert (await only(desk, anna)).schedule.skipped == ("2026-11-23", "2026-11-24")
    time.go(days=5)
    await anna.run("daily skip")
    assert (await only(desk, anna)).schedule.skipped == ("2026-11-28",)


async def test_what_is_paused_has_no_post_to_skip(anna: Person, desk: Desk) -> None:
    await put(desk, anna.ask, ab2c=replace(MORNING, paused=True))

    assert keys(await anna.run("daily skip")) == ["daily-skip-paused"]


async def test_so_many_posts_are_skipped_and_no_more(anna: Person, desk: Desk) -> None:
    first = date(2026, 11, 23)
    dates = tuple((first + timedelta(days=n)).isoformat() for n in range(31))
    await put(desk, anna.ask, ab2c=replace(MORNING, skipped=dates))

    assert keys(await anna.run("daily skip")) == ["too-many-skipped"]


async def test_what_the_bot_stopped_trying_is_resumed(anna: Person, desk: Desk, agenda: Agenda, time: Time) -> None:
    await put(desk, anna.ask, ab2c=MORNING)
    for _ in range(5):
        time.go(days=1)
        await agenda.schedules.plan()
        while seen := await agenda.deliveries.claim("test", [POST], timedelta(minutes=1)):
            await agenda.deliveries.end(seen, FAILED, "gone", refused=True)
    shown = await anna.run("daily show")
    listed = await anna.run("daily list")
    assert keys(await anna.run("daily skip")) == ["daily-skip-paused"]

    resumed = await anna.run("daily resume")

    for told in (shown, listed):
        assert "schedule-stopped" in keys(told)
        assert following(told) == []
    assert keys(resumed)[0] == "daily-resumed"
    assert following(resumed)[0] == "zaterdag 28 november 2026, 08:00"
    assert await due(agenda, anna) == "2026-11-28"


async def test_a_removed_schedule_comes_back_with_its_key_and_goes_again(
    anna: Person, desk: Desk, agenda: Agenda
) -> None:
    await anna.run("daily add", time="8:00")
    made = await only(desk, anna)
    removed = await anna.run("daily remove")
    assert said(removed)[0].startswith(f"Weggehaald als verandering 2: {made.key} · elke dag om 08:00")
    assert keys(await anna.run("daily list")) == ["schedule-none"]

    restored = await anna.press(removed, "undo-daily")

    assert (await only(desk, anna)).key == made.key
    assert (await only(desk, anna)).schedule == made.schedule
    assert await due(agenda, anna, made.key) == "2026-11-23"
    assert said(restored)[0] == "Verandering 2 is ongedaan gemaakt (als verandering 3)."
    await anna.press(restored, "undo-daily")
    assert await due(agenda, anna, made.key) is None
    assert keys(await anna.run("daily undo", change="4"))[0] == "change-undone"
    assert (await only(desk, anna)).key == made.key


@pytest.mark.parametrize("told", ["x", "0", "", "9" * 30])
async def test_what_is_no_number_of_a_change_is_told_so(anna: Person, told: str) -> None:
    assert keys(await anna.run("daily undo", change=told)) == ["change-number"]


async def test_what_was_changed_since_is_not_taken_back(anna: Person, desk: Desk) -> None:
    await put(desk, anna.ask, ab2c=MORNING)
    first = await anna.run("daily edit", time="9:00")
    await anna.run("daily edit", time="10:00")

    assert keys(await anna.press(first, "undo-daily")) == ["changed-since"]


async def test_each_group_takes_back_its_own_changes(anna: Person, mia: Person, desk: Desk) -> None:
    await anna.run("daily add", time="8:00")
    await anna.run("topic ban", passage="storm-4")
    await mia.run("settings", timezone="tokio")

    assert said(await anna.run("topic undo", change="1")) == [
        "Verandering 1 betreft dagelijkse posts. Maak haar ongedaan met: /daily undo 1"
    ]
    assert keys(await mia.run("topic undo", change="1")) == ["undo-of-schedule"]
    assert keys(await mia.run("daily undo", change="2")) == ["undo-of-ban"]
    assert keys(await mia.run("daily undo", change="3")) == ["undo-of-settings"]
    assert keys(await mia.commands.press(mia.ask, "undo-settings", "1", "")) == ["undo-of-schedule"]
    assert len(all_of(await desk.state(anna.ask))) == 1
    history = await anna.run("topic history")
    assert verbs(history) == ["undo-settings", "undo", "undo-daily"]
    assert keys(await anna.press(history, "undo-settings")) == ["for-managers"]
    assert keys(await anna.press(history, "undo-daily"))[0] == "change-undone"


async def test_who_may_use_topics_alone_takes_back_nothing_of_schedules(everything: Registry, anna: Person) -> None:
    await anna.run("daily add", time="8:00")
    carla = person(everything, "carla")
    carla.ask = replace(carla.ask, granted={"topic": True})

    assert keys(await carla.press(await carla.run("topic history"), "undo-daily")) == ["for-moderators"]
    assert keys(await carla.run("topic undo", change="1")) == ["undo-of-schedule"]


async def test_the_history_tells_changes_of_schedules_in_words(anna: Person, desk: Desk) -> None:
    await anna.run("daily add", time="8:00")
    key = (await only(desk, anna)).key
    await anna.run("daily edit", kind="alternating", topic="kronstadt")
    await anna.run("daily pause", until="24 dec")
    await anna.run("daily skip")
    told = said(await anna.run("topic history"))

    title = f"{key} · elke dag om 08:00 in #test:1:1"
    assert [line for line in told if not line.startswith("anna")][1:] == [
        "4 · één dagelijkse post overgeslagen",
        title,
        "overgeslagen: (niets) \u2192 24 dec 2026",
        "3 · dagelijkse post gepauzeerd",
        title,
        "gepauzeerd: nee \u2192 tot 24 dec 2026",
        "2 · dagelijkse post gewijzigd",
        title,
        "wat: een fragment \u2192 om de beurt een fragment en standpunten",
        "onderwerp: alle \u2192 Kronstadt",
        "1 · dagelijkse post toegevoegd",
        title,
        "nieuw",
    ]


async def test_of_two_who_change_the_same_the_second_is_told_so(anna: Person, ben: Person, desk: Desk) -> None:
    await put(desk, anna.ask, ab2c=MORNING)
    seen = await named(desk, anna.ask, "ab2c")
    await ben.run("daily edit", time="9:00")

    edit = Edit(KIND, seen.key, replace(seen.schedule, time="10:00").content, seen.version)
    with pytest.raises(Exception, match="changed-meanwhile"):
        await desk.changes.make(anna.ask, "daily-edit", [edit])
    told = await asyncio.gather(*(who.run("daily edit", time=f"1{n}:00") for n, who in enumerate((anna, ben) * 3)))
    came = [keys(reply)[0] for reply in told]
    assert set(came) <= {"daily-edited", "changed-meanwhile"}
    assert came.count("daily-edited") == (await only(desk, anna)).version - 2


async def test_every_example_does_what_it_says(everything: Registry, desk: Desk) -> None:
    refused = {"internal-error", "command-unknown", "argument-missing", "change-unknown", "daily-not-paused"}
    refused |= {"schedule-none", "schedule-unknown", "schedule-several", "daily-nothing-fits", "daily-time"}
    for command in everything.commands.values():
        for example in command.examples if command.of("daily") else ():
            who = person(everything, "anna", Role.MODERATOR, place=example)
            await put(desk, who.ask, ab2c=MORNING)
            if "resume" in example:
                await who.run("daily pause")
            told = keys(await who.commands.line(who.ask, f"/{example.replace('undo 12', 'undo 1')}"))
            assert not refused & set(told), (example, told)


@pytest.mark.parametrize("target", ["", "x", ":", "1:2", "٣", "9" * 30])
async def test_a_forged_button_gets_one_sentence(anna: Person, desk: Desk, target: str) -> None:
    await put(desk, anna.ask, ab2c=MORNING, xy3z=EVENING)

    for verb, key in (("undo-daily", "change-unknown"), ("no-role", "schedule-")):
        [told] = keys(await anna.commands.press(anna.ask, verb, target, ""))
        assert told.startswith(key)


def test_what_is_over_is_left_out_of_a_schedule() -> None:
    of = replace(MORNING, paused=True, until="2026-11-22", skipped=("2026-11-20", "2026-11-22", "2026-11-25"))

    assert of.without_past(date(2026, 11, 22)) == replace(MORNING, skipped=("2026-11-22", "2026-11-25"))
    resting = replace(of, until="2026-11-23", skipped=())
    assert resting.without_past(date(2026, 11, 22)) == resting
    assert Schedule.of(of.content) == of
