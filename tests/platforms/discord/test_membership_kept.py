from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app.housekeeping import Chore, doing
from bot.app.membership import Kept
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.discord.lasting import Lasting
from bot.store.communities import Communities
from bot.store.database import opened
from tests.databases import Home, change, made_on, prepare, rows
from tests.local_discord import Guild, LocalDiscord
from tests.platforms.discord.stage import local_discord, served, until
from tests.proxy import proxied

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]


SOON_S = 0.05


@asynccontextmanager
async def serving(local: LocalDiscord, commands: Registry, languages: Languages, home: Home) -> AsyncIterator[None]:
    """The bot, with its database, as `serve` puts it together."""
    backend = home.backend()
    # In a thread, as the way to the database may lead through this loop.
    await asyncio.to_thread(prepare, backend)
    async with opened(backend) as database:
        kept = Kept(Communities(database))
        lasting = Lasting(home.folder, membership=kept)
        chores = [Chore("catch up", kept.catch_up, SOON_S, SOON_S)]
        async with doing(chores), served(local, commands, languages, lasting):
            yield


async def test_where_the_bot_comes_and_goes_stands_in_the_database(
    commands: Registry, languages: Languages, home: Home
) -> None:
    async with local_discord() as local:
        first, second = local.add_guild("een"), local.add_guild("twee")
        async with serving(local, commands, languages, home):
            await until(lambda: there(home) == {named(first): True, named(second): True})
            since = seen(home)
            local.remove_guild(second)
            await until(lambda: there(home) == {named(first): True, named(second): False})
            local.remove_guild(first, unavailable=True)
            local.restore_guild(second)
            await until(lambda: there(home) == {named(first): True, named(second): True})
            third = local.add_guild("drie")
            await until(lambda: named(third) in there(home))

    assert {key: time for key, time in seen(home).items() if key != named(third)} == since


async def test_a_start_finds_what_happened_while_the_bot_was_off(
    commands: Registry, languages: Languages, home: Home
) -> None:
    async with local_discord() as local:
        first, second = local.add_guild("een"), local.add_guild("twee")
        async with serving(local, commands, languages, home):
            await until(lambda: len(there(home)) == 2)
        local.remove_guild(second)
        third = local.add_guild("drie")
        async with serving(local, commands, languages, home):
            await until(lambda: there(home) == {named(first): True, named(second): False, named(third): True})


async def test_what_happens_while_the_database_is_away_is_kept_when_it_is_back(
    commands: Registry, languages: Languages, server: str, tmp_path: Path
) -> None:
    with made_on(server) as address:
        home = Home(tmp_path, address)
        prepare(home.backend())
        async with local_discord() as local, proxied(address, tmp_path) as proxy:
            first, second = local.add_guild("een"), local.add_guild("twee")
            with capture_logs() as events:
                async with serving(local, commands, languages, Home(tmp_path, proxy.address)):
                    # What is kept after the beginning says that the beginning is kept whole.
                    joined = local.add_guild("erbij")
                    await until(lambda: there(home) == dict.fromkeys(map(named, (first, second, joined)), True))
                    await asyncio.sleep(SOON_S * 2)
                    await proxy.stop()
                    local.remove_guild(second)
                    third = local.add_guild("drie")
                    await until(lambda: count(events, "server not kept yet") == 2)
                    await until(lambda: count(events, "chore put off") > 0)
                    await proxy.start()
                    kept = {named(first): True, named(second): False, named(joined): True, named(third): True}
                    await until(lambda: there(home) == kept)


def count(events: Sequence[MutableMapping[str, Any]], name: str) -> int:
    return [event["event"] for event in events].count(name)


def named(guild: Guild) -> str:
    return f"discord:{guild.id}"


def there(home: Home) -> dict[str, bool]:
    return {str(key): left is None for key, left in rows(home.backend(), "SELECT key, left_at FROM community")}


def seen(home: Home) -> dict[str, object]:
    return {str(key): first for key, first in rows(home.backend(), "SELECT key, first_seen FROM community")}


async def test_a_private_chat_that_is_known_is_no_server_and_was_not_left(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    prepare(home.backend())
    for known in ("discord:user:7", "discord:1"):
        change(home.backend(), f"INSERT INTO community (key, first_seen, changes) VALUES ('{known}', 1, 0)")  # noqa: S608
    async with local_discord() as local:
        guild = local.add_guild("een")
        with capture_logs() as events:
            async with serving(local, commands, languages, home):
                await until(lambda: not there(home)["discord:1"])

    assert there(home) == {named(guild): True, "discord:user:7": True, "discord:1": False}
    assert [e for e in events if e["log_level"] == "error"] == []
