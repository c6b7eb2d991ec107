"""Moderators make daily posts on the local Discord, through the real client."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.i18n import Languages
from bot.library.library import Library
from tests.daily.clocks import Time
from tests.desks import owned_in
from tests.local_discord import Answer, NotOfferedError, User
from tests.local_discord.places import FORUM, Role, snowflake
from tests.platforms.discord.stage import Stage, button, said, staged

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.grounds import Grounds  # isort: skip
from bot.platforms.discord.lasting import Lasting  # isort: skip
from bot.platforms.recent import Recent  # isort: skip

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MANAGE_MESSAGES, MANAGE_GUILD, MENTION_EVERYONE = 1 << 13, 1 << 5, 1 << 17
VIEW, SEND, HISTORY = 1 << 10, 1 << 11, 1 << 16
STRING, BOOLEAN, CHANNEL, ROLE = 3, 5, 7, 8
REFUSED = ["Dat is voor de moderatoren hier."]
TIMES = re.compile(r"<t:(\d+):F>")
KEY = re.compile(r"\*\*(?P<key>[a-z0-9]{4}) · ")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    library: Library, languages: Languages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """One bot for these tests; it is midday in Amsterdam on 22 November 2026."""
    folder = tmp_path_factory.mktemp("discord")
    lasting = Lasting(folder, Recent(0))
    grounds = Grounds(lasting.requests, languages)
    async with owned_in(folder, library, Time().wall) as owned:
        commands = registry(
            library, cooldown=Cooldown(UNLIMITED), desk=owned.desk, agenda=owned.agenda, ports=Ports(grounds=grounds)
        )
        async with staged(commands, languages, lasting) as built:
            yield built


@pytest.fixture
def stage(shared: Stage) -> Iterator[Stage]:
    """A server of the test's own."""
    built = replace(shared, guild=shared.local.add_guild("Leesgroep", "nl"))
    yield built
    shared.local.permit(built.guild, "daily", {})


def moderator(stage: Stage, locale: str = "nl", permissions: int = 0) -> User:
    return stage.member(locale, permissions=MANAGE_MESSAGES | permissions)


def texts(answer: Answer) -> str:
    return "\n".join(answer.texts())


def key_of(answer: Answer) -> str:
    found = KEY.search(texts(answer))
    assert found, texts(answer)
    return found["key"]


def times(answer: Answer) -> list[datetime]:
    """The instants of an answer, which Discord shows in the reader's own time."""
    return [datetime.fromtimestamp(int(found), UTC) for found in TIMES.findall(texts(answer))]


async def test_the_options_are_of_discords_own_kinds_and_only_the_time_is_needed(stage: Stage) -> None:
    [daily] = [command for command in stage.local.commands if command["name"] == "daily"]
    [add] = [sub for sub in daily["options"] if sub["name"] == "add"]
    kinds = {option["name"]: option["type"] for option in add["options"]}

    assert int(daily["default_member_permissions"]) == MANAGE_MESSAGES
    assert daily["contexts"] == [0]
    assert (kinds["time"], kinds["channel"], kinds["thread"], kinds["role"]) == (STRING, CHANNEL, BOOLEAN, ROLE)
    assert [option["name"] for option in add["options"] if option["required"]] == ["time"]


async def test_a_post_is_asked_for_here_and_its_next_times_are_those_of_the_reader(stage: Stage) -> None:
    answer = await moderator(stage).slash("daily add", time="8:00")

    assert answer.ephemeral
    assert f"elke dag om 08\\:00 in <#{stage.guild.channel.id}>" in texts(answer)
    assert times(answer) == [datetime(2026, 11, day, 7, tzinfo=UTC) for day in (23, 24, 25)]
    assert "november" not in texts(answer)


async def test_another_channel_is_chosen_and_named_by_its_id(stage: Stage) -> None:
    channel = stage.guild.add_channel("gesprek")

    answer = await moderator(stage, "en-US").slash("daily add", time="8pm", channel=channel, days="mon-fri")

    assert f"Monday to Friday at 20\\:00 in <#{channel.id}>" in texts(answer)


async def test_schedules_are_offered_by_channel_time_and_kind_and_found_by_the_channels_name(stage: Stage) -> None:
    anna, channel = moderator(stage), stage.guild.add_channel("gesprek")
    first = key_of(await anna.slash("daily add", time="8:00"))
    second = key_of(await anna.slash("daily add", time="20:00", channel=channel, kind="alternating"))

    offered = await anna.autocomplete("daily show", "schedule", "")
    by_name = await anna.slash("daily show", schedule="#gesprek")
    by_choice = await anna.slash("daily show", schedule=offered[1]["name"])

    assert [choice["value"] for choice in offered] == [first, second]
    assert offered[1]["name"] == f"{second} · 20:00 · #gesprek · om de beurt een fragment en standpunten"
    assert key_of(by_name) == key_of(by_choice) == second
    [begun] = await anna.autocomplete("daily pause", "schedule", first[:3])
    assert begun["value"] == first


async def test_zones_and_days_are_offered_while_they_are_typed(stage: Stage) -> None:
    anna = moderator(stage)

    [zone, *_] = await anna.autocomplete("daily add", "timezone", "brus")
    [days] = await anna.autocomplete("daily add", "days", "ma wo")
    mia = stage.member(permissions=MANAGE_GUILD)
    [setting, *_] = await mia.autocomplete("settings", "timezone", "tokio")

    assert (zone["name"], zone["value"]) == ("Brussel · Europe/Brussels · 12:00", "Europe/Brussels")
    assert (days["name"], days["value"]) == ("maandag en woensdag", "ma wo")
    assert (setting["name"], setting["value"]) == ("Tokio · Asia/Tokyo · 20:00", "Asia/Tokyo")


async def test_a_role_is_shown_by_its_name_and_mentions_nobody_yet(stage: Stage) -> None:
    role = stage.guild.add_role("lezers", mentionable=True)

    anna = moderator(stage)
    answer = await anna.slash("daily add", time="8:00", role=role)
    without = await anna.press(answer, button(answer, "no-role"))

    assert f"Vermeldt <@&{role.id}>" in texts(answer)
    callbacks = [entry["body"] for entry in stage.local.requests if entry["path"].endswith("/callback")]
    assert callbacks[-1]["data"]["allowed_mentions"] == {"parse": []}
    assert f"rol: <@&{role.id}> →" in texts(without)


@pytest.mark.parametrize(
    ("mentionable", "permissions", "may"),
    [(False, 0, False), (True, 0, True), (False, MANAGE_GUILD, True), (False, MENTION_EVERYONE, True)],
)
async def test_a_role_is_mentioned_for_those_who_may_mention_it(
    stage: Stage, *, mentionable: bool, permissions: int, may: bool
) -> None:
    role = stage.guild.add_role("lezers", mentionable=mentionable)

    answer = await moderator(stage, permissions=permissions).slash("daily add", time="8:00", role=role)

    assert (f"<@&{role.id}>" in texts(answer)) == may
    assert ("U kunt alleen rollen laten vermelden" in texts(answer)) != may


async def test_everyone_is_no_role_to_be_mentioned(stage: Stage) -> None:
    everyone = Role("@everyone", id=stage.guild.id, mentionable=True)

    answer = await moderator(stage, permissions=MANAGE_GUILD).slash("daily add", time="8:00", role=everyone)

    assert said(answer) == ["De bot vermeldt niet alle leden tegelijk."]
    assert said(await moderator(stage).slash("daily list")) == [
        "Hier wordt nog niets dagelijks geplaatst. Begin met /daily add."
    ]


@pytest.mark.parametrize("typed", ["@everyone", "<@&1> <#2>", "**8**:00", "x" * 6000])
async def test_what_is_typed_never_becomes_a_mention_or_markup(stage: Stage, typed: str) -> None:
    anna = moderator(stage)
    await anna.slash("daily add", time="8:00")

    for option in ("time", "days", "timezone", "author", "schedule"):
        given: dict[str, Any] = {option: typed}
        answer = await anna.slash("daily edit", **given)
        assert answer.ephemeral
        assert not re.search(r"<[@#]|@everyone|\*\*8", texts(answer))


async def test_who_is_no_moderator_is_offered_nothing_and_refused_a_moderators_button(stage: Stage) -> None:
    anna, bram = moderator(stage), stage.member()
    added = await anna.slash("daily add", time="8:00")
    with pytest.raises(NotOfferedError):
        await bram.slash("daily list")
    quote = await bram.slash("quote", query="lenin")
    open_message = {**quote.message, "id": str(snowflake()), "components": added.message["components"]}

    refused = await bram.press(open_message, button(added, "undo-daily"))

    assert (refused.ephemeral, said(refused)) == (True, REFUSED)
    stage.local.permit(stage.guild, "daily", {anna: False, bram: True})
    assert said(await anna.press(added, button(added, "undo-daily"))) == REFUSED
    assert key_of(await bram.slash("daily list")) == key_of(added)


async def test_in_private_with_the_bot_there_are_no_daily_posts(stage: Stage) -> None:
    [daily] = [command for command in stage.local.commands if command["name"] == "daily"]

    assert daily["integration_types"] == [0]


async def test_another_server_sees_none_of_it(stage: Stage, shared: Stage) -> None:
    added = await moderator(stage).slash("daily add", time="8:00")
    other = replace(shared, guild=shared.local.add_guild("Elders", "nl"))

    elsewhere = await moderator(other).slash("daily show", schedule=key_of(added))

    assert said(elsewhere) == ["Hier wordt nog niets dagelijks geplaatst. Begin met /daily add."]
    assert await moderator(other).autocomplete("daily show", "schedule", "") == []


async def test_a_change_is_taken_back_by_its_button_and_done_after_all(stage: Stage) -> None:
    anna = moderator(stage)
    added = await anna.slash("daily add", time="8:00")
    removed = await anna.slash("daily remove")

    restored = await anna.press(removed, button(removed, "undo-daily"))
    again = await anna.press(restored, button(restored, "undo-daily"))

    assert f"in <#{stage.guild.channel.id}>" in texts(removed)
    assert key_of(added) in texts(restored)
    assert "weggehaald" in texts(again)


async def test_as_many_schedules_as_there_may_be_are_listed_in_one_message(stage: Stage) -> None:
    anna = moderator(stage)
    for hour in range(20):
        await anna.slash("daily add", time=f"{hour}:00", days="ma di wo do za", kind="alternating")
        await anna.slash("daily pause", schedule=f"{hour}:00", until="24-12-2026")

    listed = await anna.slash("daily list")

    assert len(KEY.findall(texts(listed))) == 20
    assert len(times(listed)) == 20
    assert len(await anna.autocomplete("daily show", "schedule", "")) == 20


@pytest.mark.parametrize(
    ("may", "missing"),
    [(0, ["Kanalen bekijken", "Berichten verzenden"]), (VIEW | HISTORY, ["Berichten verzenden"])],
)
async def test_where_the_bot_may_not_post_nothing_is_kept_and_it_says_what_is_missing(
    stage: Stage, may: int, missing: list[str]
) -> None:
    anna, channel = moderator(stage), stage.guild.add_channel("dicht", app_permissions=may)

    refused = await anna.slash("daily add", time="8:00", channel=channel)

    assert f"In <#{channel.id}> kan de bot niet schrijven; er is niets veranderd." in texts(refused)
    assert [line.removeprefix("– ") for line in texts(refused).splitlines()[1:]] == missing
    assert await anna.autocomplete("daily show", "schedule", "") == []


async def test_where_the_bot_cannot_read_back_a_schedule_is_kept_with_a_warning(stage: Stage) -> None:
    anna, channel = moderator(stage), stage.guild.add_channel("halfdicht", app_permissions=VIEW | SEND)

    warned = await anna.slash("daily add", time="8:00", channel=channel)
    channel.app_permissions = VIEW | SEND | HISTORY
    stage.guild.announce("CHANNEL_UPDATE", channel.payload())
    moved = await anna.slash("daily edit", time="9:00")

    assert f"Bewaard, maar in <#{channel.id}> ontbreekt er iets." in texts(warned)
    assert "Berichtgeschiedenis" in texts(warned)
    assert "ontbreekt" not in texts(moved)
    assert key_of(moved) == key_of(warned)


async def test_a_channel_of_another_server_is_refused(stage: Stage) -> None:
    other = stage.local.add_guild("Elders", "nl").add_channel("daar")

    refused = await moderator(stage).slash("daily add", time="8:00", channel=other)

    assert texts(refused).startswith(f"De bot ziet <#{other.id}> hier niet; er is niets veranderd.")


async def test_forums_are_offered_for_posts_and_not_for_what_is_told_in_a_channel(stage: Stage) -> None:
    commands = {of["name"]: of for of in stage.local.commands}
    of_daily = {of["name"]: of["options"] for of in commands["daily"]["options"]}
    offered = [of for of in (*of_daily["add"], *of_daily["edit"]) if of["name"] == "channel"]
    [audit] = [of for of in commands["settings"]["options"] if of["name"] == "audit"]

    assert [FORUM in of["channel_types"] for of in (*offered, audit)] == [True, True, False]


async def test_a_post_without_a_thread_is_not_to_be_had_in_a_forum_and_the_schedule_stays(stage: Stage) -> None:
    forum = stage.guild.add_channel("gesprekken", kind=FORUM)
    mod = moderator(stage)
    added = await mod.slash("daily add", time="8:00", channel=forum, thread=False)

    refused = await mod.slash("daily edit", thread=False)

    assert "Met een thread voor het gesprek" in texts(added)
    assert texts(refused).startswith("**Dit kan hier niet; er is niets veranderd.**")
    assert "een post zonder thread" in texts(refused)
    assert "Met een thread voor het gesprek" in texts(await mod.slash("daily show"))
