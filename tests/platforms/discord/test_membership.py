from __future__ import annotations

import asyncio
from collections.abc import Container
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.discord.lasting import Lasting
from tests.local_discord import Guild
from tests.platforms.discord.fakes import Slow
from tests.platforms.discord.stage import Stage, local_discord, served, shown, staged, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLBACK = "/callback$"


@dataclass
class Ledger:
    """Keeps what it is told, in order; fails once told to."""

    told: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    failing: bool = False

    async def joined(self, community: str) -> None:
        self._add("joined", {community})

    async def left(self, community: str) -> None:
        self._add("left", {community})

    async def present(self, communities: AbstractSet[str], share: Container[str]) -> None:
        self._add("present", communities)

    def _add(self, what: str, communities: AbstractSet[str]) -> None:
        self.told.append((what, frozenset(communities)))
        if self.failing:
            raise RuntimeError(what)


def named(*guilds: Guild) -> frozenset[str]:
    return frozenset(f"discord:{guild.id}" for guild in guilds)


async def test_all_servers_are_handed_on_as_a_session_begins_those_with_an_outage_too(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    ledger = Ledger()
    async with local_discord() as local:
        first, second, third = (local.add_guild(name) for name in ("een", "twee", "drie"))
        local.remove_guild(second, unavailable=True)
        async with served(local, commands, languages, Lasting(tmp_path, membership=ledger)):
            await until(lambda: len(ledger.told) == 1)
        local.remove_guild(third)
        async with served(local, commands, languages, Lasting(tmp_path, membership=ledger)):
            await until(lambda: len(ledger.told) == 2)

    assert ledger.told == [("present", named(first, second, third)), ("present", named(first, second))]


@pytest.mark.usefixtures("calm")
async def test_removal_from_a_server_is_handed_on_and_an_outage_is_not(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    ledger = Ledger()
    async with local_discord() as local:
        first, second = local.add_guild("een"), local.add_guild("twee")
        async with served(local, commands, languages, Lasting(tmp_path, membership=ledger)):
            await until(lambda: len(ledger.told) == 1)
            local.remove_guild(second, unavailable=True)
            local.restore_guild(second)
            local.remove_guild(first)
            await until(lambda: len(ledger.told) == 2)
            local.remove_guild(second, unavailable=True)
            local._gateway.dispatch("GUILD_DELETE", {"id": str(second.id)}, second.id)
            await until(lambda: len(ledger.told) == 3)

    assert ledger.told[1:] == [("left", named(first)), ("left", named(second))]


@pytest.mark.usefixtures("calm")
async def test_a_server_that_invites_the_bot_is_handed_on(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    ledger = Ledger()
    async with local_discord() as local:
        first = local.add_guild("een")
        async with served(local, commands, languages, Lasting(tmp_path, membership=ledger)):
            await until(lambda: len(ledger.told) == 1)
            local.remove_guild(first)
            local.restore_guild(first)
            second = local.add_guild("twee")
            await until(lambda: len(ledger.told) == 4)

    # discord.py begins with each in its order, but all are tasks of their own.
    assert set(ledger.told[1:]) == {("left", named(first)), ("joined", named(first)), ("joined", named(second))}


async def test_without_anybody_to_act_on_it_the_log_says_where_the_bot_is(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    with capture_logs() as events:
        async with staged(commands, languages, tmp_path) as stage:
            joined = stage.local.add_guild("geheim")
            stage.local.remove_guild(stage.guild)
            await until(lambda: {"server joined", "server left"} <= {e["event"] for e in events})

    told = {e["event"]: e for e in events}
    assert told["servers present"]["count"] == 1
    assert told["server left"]["community"] == f"discord:{stage.guild.id}"
    assert told["server joined"]["community"] == f"discord:{joined.id}"
    assert "geheim" not in str(events)


async def test_who_fails_to_act_on_it_does_not_end_the_service(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    ledger = Ledger(failing=True)
    async with local_discord() as local:
        stage = Stage(local, local.add_guild("een", "nl"), commands, languages, tmp_path)
        async with served(local, commands, languages, Lasting(tmp_path, membership=ledger)):
            local.remove_guild(local.add_guild("twee"))
            await until(lambda: len(ledger.told) == 3)

            assert len(shown(await stage.member().slash("quote", query="kronstadt"))) == 1
        assert len(local.identifies) == 1


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("refusal", [None, (403, 50001), (404, 10003), (404, 10004), (404, 10015)])
@pytest.mark.parametrize("deferred", [True, False])
async def test_being_removed_while_answering_raises_nothing_and_serves_on(
    commands: Registry, languages: Languages, tmp_path: Path, refusal: tuple[int, int] | None, *, deferred: bool
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        asked = asyncio.create_task(stage.member().slash("quote", query="kronstadt", settle=False))
        await (asked if deferred else slow.begun.wait())
        stage.local.remove_guild(stage.guild)
        path = "/messages/@original$" if deferred else CALLBACK
        if refusal:
            stage.local.faults.answer("*", path, status=refusal[0], body={"code": refusal[1], "message": "no"})
        slow.door.set()
        sent = await stage.local.requested("PATCH" if deferred else "POST", path)
        private = stage.local.direct("anna", "nl")

        assert len(sent) == 1
        assert len(shown(await private.slash("quote", query="kronstadt"))) == 1
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
