"""Scripts of what goes wrong between the bot and a chat platform, and what must hold whatever they say."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from tests.daily.lives.stage import staged
from tests.daily.lives.there import Place, There
from tests.daily.verdict import Verdict
from tests.databases import Home
from tests.local_discord import Faults
from tests.local_discord.faults import Scope
from tests.proxy import Proxy, proxied

# So many scripts are played at once, each in a place of its own; more would wait for each other.
AT_ONCE = 25
MOST_ON_SENDING, MOST_ON_READING = 3, 2
REST_S, PAUSE_S, GONE_S = 1.5, 0.8, 0.5
# Posts in a place: one comes while the platform wants none for the other.
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


def going_wrong(*scopes: Scope) -> dict[str, Script]:
    """What can go wrong with a request, on a platform that says for these how long it wants no other."""
    return {
        **{f"429 {scope}": _limited(scope) for scope in scopes},
        **{str(status): _answered(status) for status in (500, 502, 503, 504)},
        "reset before": _dropped(before=True),
        "answer lost": _dropped(before=False),
        "accepted late": _late,
    }


async def disturbed(home: Home, there: There, seed: int = 7) -> tuple[Verdict, list[str]]:
    """What comes of a script in each place, while platform and database go; and requests that were not wanted then."""
    chance = random.Random(seed)
    async with _way(home) as proxy, staged(home, there, proxy.address if proxy else "") as stage:
        for some in _batched(there.places):
            for place in some:
                _play(there, place, chance)
            await stage.add([place for place in some for _ in range(POSTS)])
            await stage.begin()
            await _disturb(there, proxy, chance)
            await stage.finish()
            # A process that begins knows nothing of what the one before was told.
            await asyncio.sleep(there.faults.rests.left)
        return await stage.verdict(), there.faults.rests.unwanted


def _batched(places: Sequence[Place]) -> list[Sequence[Place]]:
    return [places[start : start + AT_ONCE] for start in range(0, len(places), AT_ONCE)]


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


def _play(there: There, place: Place, chance: random.Random) -> None:
    """A script for a place."""
    for (method, path), most in ((there.sending(place), MOST_ON_SENDING), (there.reading(place), MOST_ON_READING)):
        for what in chance.choices([*there.wrong], k=chance.randint(0, most)):
            there.wrong[what](there.faults, method, path)


async def _disturb(there: There, proxy: Proxy | None, chance: random.Random) -> None:
    """Has the platform and the database go, each in every way, once the bot is there."""
    await there.ready()
    ways: list[Callable[[], Awaitable[None]]] = [partial(way, GONE_S) for way in there.ways]
    if proxy:
        ways += [partial(_cut, proxy, how) for how in ("connections", "before", "after")] + [partial(_stop, proxy)]
    for way in chance.sample(ways, len(ways)):
        await asyncio.sleep(chance.uniform(0, PAUSE_S))
        await way()


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
