"""What the log has of an interaction: one id in all its lines, from Discord to the database, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tests.platforms.discord.stage import Stage, button, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

Events = list[MutableMapping[str, Any]]


@pytest.fixture
def events() -> Iterator[Events]:
    with capture_logs([merge_contextvars]) as captured:
        yield captured


def of(events: Events, name: str) -> Events:
    return [event for event in events if event["event"] == name]


async def delivered(events: Events, times: int) -> None:
    """Waits until Discord's word that an answer arrived has reached the bot."""
    await until(lambda: len(of(events, "answer delivered")) == times)


async def test_all_that_is_done_for_a_command_has_its_id_and_a_press_has_another(stage: Stage, events: Events) -> None:
    # Of a server that nobody asked in of late, what it owns is read from the database.
    member = stage.local.member(stage.local.add_guild("Nieuw", "nl"), "anna", "nl")
    await until(lambda: bool(of(events, "server joined")))
    events.clear()
    answer = await member.slash("quote", query="kronstadt")
    await delivered(events, 1)
    first = {event.get("request") for event in events}
    await member.press(answer, button(answer, "next"))
    await delivered(events, 2)
    [command, press] = of(events, "asked")

    assert first == {command["request"]}
    assert {"transaction", "asked", "platform answered", "answer delivered"} <= {event["event"] for event in events}
    assert press["request"] != command["request"]
    assert (command["kind"], command["name"], command["outcome"]) == ("command", "quote", "answered")
    assert (press["kind"], press["name"], press["outcome"]) == ("action", "next", "answered")
    assert {command["platform"], press["platform"]} == {"discord"}
    assert 0 < command["seconds"] < 10
    assert "kronstadt" not in str(events).lower()


async def test_what_goes_wrong_on_the_way_has_the_id_of_what_was_asked(stage: Stage, events: Events) -> None:
    stage.local.faults.answer("POST", "/callback$", status=400, body={"message": "no", "code": 50035})
    await stage.member().slash("quote", query="kronstadt")
    await until(lambda: bool(of(events, "answer failed")))

    assert of(events, "answer failed")[0]["request"] == of(events, "asked")[0]["request"]


@pytest.mark.parametrize(("query", "outcome"), [("zqxjkv", "nothing-found"), ("?!", "bad-input")])
async def test_what_came_of_it_is_told(stage: Stage, events: Events, query: str, outcome: str) -> None:
    await stage.member().slash("quote", query=query)
    await delivered(events, 1)

    assert [(event["name"], event["outcome"]) for event in of(events, "asked")] == [("quote", outcome)]


async def test_completion_is_told_to_listeners_alone(stage: Stage, events: Events) -> None:
    await stage.member().autocomplete("quote", "query", "kron")
    [asked] = of(events, "asked")

    assert (asked["kind"], asked["name"], asked["log_level"]) == ("completion", "quote", "debug")


async def test_a_wait_that_discord_asks_for_is_told(stage: Stage, events: Events) -> None:
    stage.local.faults.rate_limit("POST", "/callback$", 0.05)
    await stage.member().slash("quote", query="kronstadt")
    await delivered(events, 1)
    [told] = of(events, "platform asks to wait")

    assert (told["platform"], told["seconds"], told["request"]) == ("discord", 0.05, of(events, "asked")[0]["request"])
