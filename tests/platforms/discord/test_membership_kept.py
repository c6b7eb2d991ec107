from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app.membership import Kept
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.discord.lasting import Lasting
from bot.store.communities import Communities
from bot.store.database import opened
from bot.store.migrating import Migrations, migrate
from tests.databases import Home, rows
from tests.local_discord import Guild, LocalDiscord
from tests.platforms.discord.stage import local_discord, served, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]


@asynccontextmanager
async def serving(local: LocalDiscord, commands: Registry, languages: Languages, home: Home) -> AsyncIterator[None]:
    """The bot, with its database, as `serve` puts it together."""
    backend = home.backend()
    migrate(backend, Migrations(), list)
    async with opened(backend) as database:
        lasting = Lasting(home.folder, membership=Kept(Communities(database)))
        async with served(local, commands, languages, lasting):
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


def named(guild: Guild) -> str:
    return f"discord:{guild.id}"


def there(home: Home) -> dict[str, bool]:
    return {str(key): left is None for key, left in rows(home.backend(), "SELECT key, left_at FROM community")}


def seen(home: Home) -> dict[str, object]:
    return {str(key): first for key, first in rows(home.backend(), "SELECT key, first_seen FROM community")}
