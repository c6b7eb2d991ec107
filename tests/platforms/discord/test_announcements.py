"""The queue of posts, without a client and with one that stops."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Message
from bot.reply import Reply, notice
from tests.desks import desk_in
from tests.local_discord import Channel, LocalDiscord
from tests.platforms.discord.stage import local_discord, served, until

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.announcing import Announcements, nonce  # isort: skip
from bot.platforms.discord.lasting import Lasting  # isort: skip
from bot.platforms.recent import Recent  # isort: skip

REPLY = Reply(notice(Message("import-not")).blocks, locale="nl")
MESSAGES = "/messages$"


@pytest_asyncio.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with local_discord() as discord:
        yield discord


def lasting(folder: Path, announcements: Announcements) -> Lasting:
    return Lasting(folder, Recent(0), announcements=announcements)


def nothing() -> None:
    raise AssertionError


def place_of(channel: Channel) -> str:
    return str(channel.id)


async def test_what_waits_is_given_in_its_order_and_stays_until_it_is_done() -> None:
    queue = Announcements()
    for place in ("1", "2"):
        queue.announce(place, REPLY, place, nothing)

    first, again = await queue.first(), await queue.first()
    queue.done()
    second = await queue.first()
    queue.done()

    assert [of.place for of in (first, again, second)] == ["1", "1", "2"]
    await asyncio.wait_for(queue.emptied(), 1)


async def test_what_is_too_much_and_what_is_left_at_the_end_is_lost_and_told_so() -> None:
    queue, lost = Announcements(most=2), list[str]()
    for place in ("1", "2", "3"):
        queue.announce(place, REPLY, place, lambda place=place: lost.append(place))  # type: ignore[misc]

    assert lost == ["3"]
    queue.give_up()

    assert lost == ["3", "1", "2"]


def test_posts_have_a_nonce_of_their_own_that_discord_takes() -> None:
    keys = [nonce(f"discord:{community}/1/{number}") for community in range(20) for number in range(20)]

    assert len(set(keys)) == 400
    assert {len(key) for key in keys} == {25}


async def test_what_is_announced_before_a_stop_is_posted_first(
    local: LocalDiscord, library: Library, languages: Languages, tmp_path: Path
) -> None:
    queue, channel = Announcements(), local.add_guild("Leesgroep", "nl").channel
    async with served(local, registry(library), languages, lasting(tmp_path, queue)):
        local.faults.delay("POST", MESSAGES, 0.3)
        for number in range(3):
            queue.announce(place_of(channel), REPLY, str(number), nothing)

    assert len(channel.posted) == 3


async def test_the_next_client_goes_on_with_what_is_left_and_posts_nothing_twice(
    local: LocalDiscord, library: Library, languages: Languages, tmp_path: Path
) -> None:
    queue, channel = Announcements(), local.add_guild("Leesgroep", "nl").channel
    local.faults.answer("POST", MESSAGES, status=503, times=1)
    queue.announce(place_of(channel), REPLY, "1", nothing)
    async with served(local, registry(library), languages, lasting(tmp_path, queue)):
        await local.posted(channel)
        queue.announce(place_of(channel), REPLY, "1", nothing)
        queue.announce(place_of(channel), REPLY, "2", nothing)
        await until(lambda: len(channel.posted) == 2)
        await queue.emptied()

    assert len(channel.posted) == 2


@pytest.mark.parametrize("place", ["", "console", "../1", "٣"])
async def test_a_place_that_is_no_channel_is_asked_of_nobody(
    local: LocalDiscord, library: Library, languages: Languages, tmp_path: Path, place: str
) -> None:
    queue, lost = Announcements(), list[str]()
    local.add_guild("Leesgroep", "nl")
    async with served(local, registry(library), languages, lasting(tmp_path, queue)):
        queue.announce(place, REPLY, "1", lambda: lost.append(place))
        await until(lambda: lost == [place])

    assert not any("/messages" in entry["path"] for entry in local.requests if entry["method"] == "POST")


async def test_on_joining_a_server_the_bot_posts_nothing(
    local: LocalDiscord, library: Library, languages: Languages, tmp_path: Path
) -> None:
    queue = Announcements()
    local.add_guild("Leesgroep", "nl")
    async with desk_in(tmp_path, library) as desk:
        commands = registry(library, random.Random(7), desk=desk, ports=Ports(announcer=queue))
        async with served(local, commands, languages, lasting(tmp_path, queue)):
            joined = local.add_guild("Erbij", "nl")
            # What follows the joining is answered after whatever the joining brings about.
            await local.member(joined, "anna", "nl").slash("sources")

    assert all(channel.posted == [] for channel in joined.channels)
    assert not any(entry["path"].endswith("/messages") for entry in local.requests)
