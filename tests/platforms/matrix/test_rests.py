"""While a homeserver wants no request, nobody makes one, whoever was told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.platforms.matrix.homeserver import Homeserver, TooSoon
from bot.platforms.matrix.rests import Rests
from bot.platforms.matrix.synced import MESSAGE
from tests.matrix.gate import Gate, gate
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.person import Person

REST_S, LATER_S = 1.0, 0.4
SAID = {"msgtype": "m.notice", "body": "Zo."}


@pytest_asyncio.fixture
async def there(homeserver: LocalHomeserver) -> AsyncIterator[tuple[Gate, Homeserver, str]]:
    """A way to the homeserver, somebody who takes it, and a room of theirs."""
    me = homeserver.register("wie-wacht")
    async with Person(me) as person, gate(homeserver.address) as way:
        room = await person.room()
        async with Homeserver(replace(me, homeserver=way.address)) as bot:
            yield way, bot, room


async def test_what_one_is_told_about_sending_and_reading_all_keep_to(there: tuple[Gate, Homeserver, str]) -> None:
    way, bot, room = there
    way.faults.rate_limit("PUT", "/send/", REST_S)
    with pytest.raises(TooSoon):
        await bot.send(room, MESSAGE, "een", SAID)
    await asyncio.sleep(LATER_S)
    with pytest.raises(TooSoon) as told:
        await bot.send(room, MESSAGE, "twee", SAID)
    await asyncio.sleep(told.value.seconds)
    sent = await bot.send(room, MESSAGE, "twee", SAID)
    way.faults.rate_limit("GET", "/messages", REST_S)
    first = asyncio.create_task(bot.get("rooms", room, "messages", query={"dir": "b"}))
    await asyncio.sleep(LATER_S)
    read = await asyncio.gather(first, bot.get("rooms", room, "messages", query={"dir": "f"}))

    assert sent
    assert all(of["chunk"] for of in read)
    assert (way.faults.left, way.faults.rests.unwanted) == (0, [])


def test_a_rest_is_as_long_as_the_longest_that_was_told_and_no_other_thing_s() -> None:
    now = [0.0]
    rests = Rests(lambda: now[0])
    rests.begin("a", 3)
    rests.begin("a", 1)
    rests.begin("b", 1)
    now[0] = 2.0

    assert [rests.left(of) for of in ("a", "b", "c")] == [1.0, 0.0, 0.0]
