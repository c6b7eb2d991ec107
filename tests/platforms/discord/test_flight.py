from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from bot.platforms.discord.flight import REMEMBERED, Flight


async def fly(flight: Flight, seconds: float, interaction: int = 1) -> bool:
    with flight.boarding(interaction) as aboard:
        if aboard:
            await asyncio.sleep(seconds)
        return aboard


async def test_a_landing_waits_for_those_aboard_and_takes_no_more() -> None:
    flight = Flight()
    first = asyncio.create_task(fly(flight, 0.05))
    await asyncio.sleep(0)

    await flight.land(5)

    assert first.done()
    assert first.result()
    assert not await fly(flight, 0, 2)


async def test_who_is_late_is_given_up() -> None:
    flight = Flight()
    late = asyncio.create_task(fly(flight, 60))
    await asyncio.sleep(0)

    with capture_logs() as events:
        await flight.land(0.01)
    await asyncio.gather(late, return_exceptions=True)

    assert late.cancelled()
    told = [event for event in events if event["log_level"] != "debug"]
    assert told == [{"event": "answers given up", "count": 1, "log_level": "warning"}]


async def test_an_empty_flight_lands_at_once() -> None:
    await asyncio.wait_for(Flight().land(60), 1)


async def test_an_interaction_boards_once_also_after_its_landing() -> None:
    flight = Flight()

    assert [await fly(flight, 0, number) for number in (1, 2, 1, 2, 3)] == [True, True, False, False, True]


async def test_what_was_flown_is_remembered_within_bounds() -> None:
    flight = Flight()

    for number in range(2 * REMEMBERED):
        assert await fly(flight, 0, number)

    assert len(flight._flown) == REMEMBERED
    assert not await fly(flight, 0, REMEMBERED)
    assert await fly(flight, 0, REMEMBERED - 1)
