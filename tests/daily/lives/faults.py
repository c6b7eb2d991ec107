"""Scripts of what goes wrong between the bot and Discord, and what must hold whatever they say."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import get_args

from tests.daily.lives.on_discord import discord, place_of
from tests.daily.lives.stage import staged
from tests.daily.verdict import Verdict
from tests.databases import Home
from tests.local_discord import Channel, Faults, LocalDiscord
from tests.local_discord.faults import Scope
from tests.proxy import Proxy, proxied

# So many scripts are played at once, each in a channel of its own; more would wait for each other.
AT_ONCE = 25
MOST_ON_SENDING, MOST_ON_READING = 3, 2
REST_S, PAUSE_S, GONE_S = 1.5, 0.8, 0.5
# Posts in a channel: one comes while Discord wants none for the other.
POSTS = 2
Script = Callable[[Faults, str, str], None]


def _limited(scope: Scope) -> Script:
    return lambda faults, method, path: faults.rate_limit(method, path, REST_S, scope=scope)


def _answered(status: int) -> Script:
    return lambda faults, method, path: faults.answer(method, path, status=status)


def _dropped(*, before: bool) -> Script:
    return lambda faults, method, path: faults.drop(method, path, before=before)


def _late(faults: Faults, method: str, path: str) -> None:
    faults.drop(method, path, before=False, given_up=True)


WRONG: dict[str, Script] = {
    **{f"429 {scope}": _limited(scope) for scope in get_args(Scope)},
    **{str(status): _answered(status) for status in (500, 502, 503, 504)},
    "reset before": _dropped(before=True),
    "answer lost": _dropped(before=False),
    "accepted late": _late,
}


async def disturbed(home: Home, scripts: int, seed: int = 7) -> tuple[Verdict, list[str]]:
    """What comes of so many scripts, while the gateway and the database go; and requests while Discord wanted none."""
    chance = random.Random(seed)
    async with (
        _way(home) as proxy,
        discord(scripts) as there,
        staged(home, there, proxy.address if proxy else "") as stage,
    ):
        for start in range(0, scripts, AT_ONCE):
            some = there.channels[start : start + AT_ONCE]
            for channel in some:
                _play(there.faults, channel, chance)
            await stage.add([place_of(channel) for channel in some for _ in range(POSTS)])
            await stage.begin()
            await _disturb(there.local, proxy, chance)
            await stage.finish()
        return await stage.verdict(), there.faults.rests.unwanted


@asynccontextmanager
async def _way(home: Home) -> AsyncIterator[Proxy | None]:
    """A way to a server that can be cut; a file cannot."""
    if home.address is None:
        yield None
        return
    # A socket's path may not be long.
    with tempfile.TemporaryDirectory(prefix="tegenspraak-") as folder:
        async with proxied(home.address, Path(folder)) as proxy:
            yield proxy


def _play(faults: Faults, channel: Channel, chance: random.Random) -> None:
    """A script for a channel."""
    for method, path, most in (
        ("POST", f"^/channels/{channel.id}/messages$", MOST_ON_SENDING),
        ("GET", f"^/channels/{channel.id}(/messages)?$", MOST_ON_READING),
    ):
        for what in chance.choices([*WRONG], k=chance.randint(0, most)):
            WRONG[what](faults, method, path)


async def _disturb(local: LocalDiscord, proxy: Proxy | None, chance: random.Random) -> None:
    """Has the gateway and the database go, each in every way, once the bot is there."""
    await local.ready()
    ways = [partial(local.drop_gateway, 4000), partial(_refuse, local)]
    if proxy:
        ways += [partial(_cut, proxy, how) for how in ("connections", "before", "after")] + [partial(_stop, proxy)]
    for way in chance.sample(ways, len(ways)):
        await asyncio.sleep(chance.uniform(0, PAUSE_S))
        await way()


async def _refuse(local: LocalDiscord) -> None:
    """For some time nobody gets in."""
    local.refuse_connections(True)
    await local.drop_gateway()
    await asyncio.sleep(GONE_S)
    local.refuse_connections(False)


async def _cut(proxy: Proxy, how: str) -> None:
    """All connections break, or that of the next COMMIT does, before it or after it."""
    proxy.before, proxy.after = how == "before", how == "after"
    if how == "connections":
        proxy.cut()


async def _stop(proxy: Proxy) -> None:
    """For some time nobody answers."""
    await proxy.stop()
    await asyncio.sleep(GONE_S)
    await proxy.start()
