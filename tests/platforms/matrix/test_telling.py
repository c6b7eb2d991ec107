"""What moderators have posted in rooms: they name them, and are told there what was changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import uuid4

import pytest
import pytest_asyncio

from bot.platforms.matrix.homeserver import Homeserver, Json
from bot.store.answers import Answer, Answers
from bot.store.deliveries import FAILED
from tests.matrix.person import Event, until
from tests.matrix.stage import Stage
from tests.platforms.matrix.daily import HASTE, LATER, daily_in, posting
from tests.platforms.matrix.test_answers import COMMAND
from tests.platforms.matrix.test_confiding import bodies, invited


@pytest_asyncio.fixture
async def space(stage: Stage) -> AsyncIterator[tuple[str, str, str]]:
    """A space, with two rooms in it; the second has an address."""
    async with stage.serving():
        anna, guest = stage.anna, stage.person().id
        space, name = await anna.space(stage.bot), f"berichten-{uuid4().hex[:8]}"
        await stage.comes(space)
        rooms = [await stage.room(guest), await stage.room(guest, room_alias_name=name, name="Berichten")]
        for room in rooms:
            await anna.put(space, "m.space.child", room, {"via": ["test.local"]})
            await anna.put(room, "m.space.parent", space, {"via": ["test.local"]})
        yield rooms[0], rooms[1], f"#{name}:test.local"


async def told(stage: Stage, room: str, line: str, number: int = 1) -> str:
    """What the bot says next in a room, in answer to a line."""
    before = len(await stage.anna.messages(room, stage.bot))
    await stage.anna.say(room, line)
    found = await stage.anna.answers(room, stage.bot, before + number)
    return "\n".join(body(of) for of in found[before:])


def body(event: Event) -> str:
    return str(event["content"]["body"])


async def test_changes_are_told_in_the_room_that_is_named(stage: Stage, space: tuple[str, str, str]) -> None:
    here, there, address = space
    set_there = await told(stage, here, f"!settings audit={address}")
    [moved] = await stage.anna.answers(there, stage.bot)
    both = await told(stage, here, "!settings audit=here", 2)
    [_, gone] = await stage.anna.answers(there, stage.bot, 2)

    assert "Berichten" in set_there
    assert f"https://matrix.to/#/{there}" in (await stage.anna.answers(here, stage.bot))[0]["content"]["formatted_body"]
    assert [body(of).splitlines()[0] for of in (moved, gone)] == ["Een verandering"] * 2
    assert {of["content"]["msgtype"] for of in (moved, gone)} == {"m.notice"}
    assert "Een verandering" in both


async def test_a_schedule_takes_a_room_of_the_community_and_no_role(stage: Stage, space: tuple[str, str, str]) -> None:
    here, there, _ = space
    other = await stage.room(stage.person().id)
    added = await told(
        stage, here, f"!daily add 8:00 channel=https://matrix.to/#/{there}?via=test.local thread=yes poll=yes"
    )
    unseen = await told(stage, here, f"!daily add 8:00 channel={other}")
    nowhere = await told(stage, here, "!daily add 8:00 channel=#nergens:test.local")
    role = await told(stage, here, "!daily add 8:00 role=lezers")
    listed = await told(stage, there, "!daily list")
    balance = await told(stage, here, "!balance")

    assert "Bewaard als verandering 1" in added
    assert "Berichten" in added
    assert all("In zo’n kamer van deze gemeenschap is de bot niet" in of for of in (unseen, nowhere))
    assert "Er zijn hier geen rollen" in role
    assert "elke dag om 08:00" in listed
    assert balance


async def test_what_the_room_does_not_let_the_bot_do_is_said_at_once(stage: Stage, space: tuple[str, str, str]) -> None:
    here, there, address = space
    power = await stage.anna.state(there, "m.room.power_levels")
    kind = "org.matrix.msc3381.poll.start"
    await stage.anna.put(there, "m.room.power_levels", "", {**power, "events": {**power["events"], kind: 1}})
    poll = await told(stage, here, f"!daily add 8:00 channel={address} kind=positions poll=yes")
    await stage.anna.put(there, "m.room.power_levels", "", {**power, "events_default": 1})
    audit = await told(stage, here, f"!settings audit={address}")
    post = await told(stage, here, f"!daily add 9:00 channel={address}")

    assert "het niveau dat de kamer voor peilingen vraagt" in poll
    assert all("het niveau dat de kamer voor berichten vraagt" in of for of in (audit, post))


async def test_changes_that_cannot_be_told_are_said_to_be_beside_the_next_answer(
    stage: Stage, space: tuple[str, str, str]
) -> None:
    here, there, address = space
    await told(stage, here, f"!settings audit={address}")
    await stage.anna.answers(there, stage.bot)
    power = await stage.anna.state(there, "m.room.power_levels")
    await stage.anna.put(there, "m.room.power_levels", "", {**power, "events_default": 1})
    # The homeserver may have refused it before the answer is made.
    for line in ("!settings pace=slow", COMMAND, COMMAND):
        await told(stage, here, line)
    alone = await invited(stage.anna)
    await stage.anna.join(alone)
    said = bodies(await stage.anna.answers(alone, stage.bot))

    assert said.count("kon de bot één verandering niet vertellen") == 1


class Died(BaseException):
    """The bot ends at once, as when it is killed."""


class Forgetful(Answers):
    """Dies before it keeps what it announces by itself."""

    async def add(self, answers: Sequence[Answer]) -> None:
        raise Died


class Silenced(Homeserver):
    """Dies before it sends something."""

    async def send(self, room: str, kind: str, key: str, content: Json) -> str:
        raise Died


class Unmarked(Homeserver):
    """Dies once it has sent something, before that is noted."""

    async def send(self, room: str, kind: str, key: str, content: Json) -> str:
        await super().send(room, kind, key, content)
        raise Died


@pytest.mark.parametrize("part", [{"answers": Forgetful}, {"homeserver": Silenced}, {"homeserver": Unmarked}])
async def test_that_a_post_came_to_nothing_is_told_once_wherever_the_bot_is_killed(
    stage: Stage, part: dict[str, type]
) -> None:
    async with posting(stage) as daily:
        await daily.put(kind="excerpt", **LATER)
        await told(stage, daily.room, "!settings audit=here", 2)
    nowhere = await stage.anna.room()
    async with stage.serving(tempo=HASTE, **part) as dying:
        again = daily_in(stage, daily.room)
        await again.now(place=nowhere)
        await asyncio.wait_for(dying, 30)
        failed = await again.settled()
    async with stage.serving(tempo=HASTE):

        async def said() -> bool:
            return len(await undelivered()) > 0

        async def undelivered() -> list[Event]:
            every = await stage.anna.messages(daily.room, stage.bot)
            return [of for of in every if body(of).startswith("Een dagelijkse post")]

        await until(said)
        await asyncio.sleep(0.3)
        times = len(await undelivered())

    assert failed.state == FAILED
    assert failed.told_at
    assert times == 1
