"""How late posts come that are all due in the same minute, at Discord's pace, and how long members wait meanwhile."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.store.database import opened
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.migrating import Migrations, migrate
from bot.store.schedules import KIND, Schedules
from bot.store.sqlite import NAME, SQLite
from tests.bench.bots import Bot, constant, ours
from tests.bench.figures import Figures, Posting, percentiles
from tests.bench.progress import say
from tests.local_discord import Channel, Guild, LocalDiscord
from tests.platforms.discord.test_many import different_queries

POSTS, PER_SECOND = 1000, 50
# So many channels of a server have a post of their own.
OF_ONE = 20
EVERY_S = 0.25
# A process that begins now serves before so much is over; the constant bot does so sooner.
STARTS, STARTS_SOON = timedelta(seconds=20), timedelta(seconds=8)
LONGEST_S = 150.0


def run(figures: Figures, posts: int = POSTS) -> None:
    """Measures our bot, and then one that posts the same everywhere."""
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder:
        figures.posting += asyncio.run(compared(Path(folder), posts, _next_minute(datetime.now(UTC) + STARTS)))


async def compared(state: Path, posts: int, due: datetime) -> list[Posting]:
    """Both bots, one after the other; our posts are due at that minute."""
    places = _Places(posts)
    async with ours(state, lambda local: places.scheduled(local, state, due)) as bot:
        first = await _driven(bot, places.channels, due)
        components = bot.local.messages(places.channels[0])[0]["components"]
    soon, places, file = datetime.now(UTC) + STARTS_SOON, _Places(posts), state / "posts.json"
    async with constant(state, components, lambda local: places.listed(local, file, soon), (str(file),)) as bot:
        return [first, await _driven(bot, places.channels, soon)]


@dataclass
class _Places:
    """So many channels of a local Discord that allows so many requests a second."""

    number: int
    channels: list[Channel] = field(default_factory=list)
    guilds: list[Guild] = field(default_factory=list)

    async def scheduled(self, local: LocalDiscord, state: Path, due: datetime) -> None:
        """A schedule for each channel, in our bot's database."""
        self._make(local)
        backend = SQLite(state / NAME)
        migrate(backend, Migrations(), list)
        async with opened(backend) as database:
            schedules = Schedules(database, Timing(Zones()), lambda: due - timedelta(hours=1))
            ledger = Ledger(database, {}, derived={KIND: schedules.derive})
            for guild in self.guilds:
                some = [channel for channel in self.channels if channel.guild is guild]
                edits = [Edit(KIND, f"s{channel.id}", _schedule(channel, due).content, 0) for channel in some]
                await ledger.change(f"discord:{guild.id}", Deed("bench", "daily-add"), edits)

    async def listed(self, local: LocalDiscord, file: Path, due: datetime) -> None:
        """A file that names the channels."""
        self._make(local)
        _list(file, {"due": due.timestamp(), "channels": [channel.id for channel in self.channels]})

    def _make(self, local: LocalDiscord) -> None:
        for start in range(0, self.number, OF_ONE):
            guild = local.add_guild(f"Leesgroep {start}", "nl")
            self.guilds.append(guild)
            self.channels += [guild.add_channel(f"c{at}") for at in range(start, min(start + OF_ONE, self.number))]
        local.faults.rests.per_second = PER_SECOND


def _list(file: Path, posts: dict[str, object]) -> None:
    file.write_text(json.dumps(posts), "utf-8")


def _schedule(channel: Channel, due: datetime) -> Schedule:
    return Schedule(place=str(channel.id), time=due.strftime("%H:%M"), zone="UTC", seed=str(channel.id))


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


async def _driven(bot: Bot, channels: Sequence[Channel], due: datetime) -> Posting:
    """Waits until all is posted, or long enough, while members ask."""
    await asyncio.sleep((due - datetime.now(UTC)) / timedelta(seconds=1))
    asked, queries = [], cycle(different_queries())
    until = datetime.now(UTC) + timedelta(seconds=LONGEST_S)
    while datetime.now(UTC) < until and not all(channel.posted for channel in channels):
        asked.append(asyncio.create_task(_timed(bot, next(queries))))
        await asyncio.sleep(EVERY_S)
    ms = await asyncio.gather(*asked)
    found = _told(bot, channels, due, ms)
    say(f"{found.bot}: {found.posts:,} posts, the last after {found.last_s:.1f} s, answers in {found.p99_ms:.0f} ms")
    return found


async def _timed(bot: Bot, query: str) -> float:
    began = time.perf_counter()
    await bot.quote(query)
    return (time.perf_counter() - began) * 1000


def _told(bot: Bot, channels: Sequence[Channel], due: datetime, ms: Sequence[float]) -> Posting:
    messages = [message for channel in channels for message in bot.local.messages(channel)]
    late = sorted((datetime.fromisoformat(of["timestamp"]) - due) / timedelta(seconds=1) for of in messages)
    there, rests = sum(bool(channel.posted) for channel in channels), bot.local.faults.rests
    return Posting(
        bot.name,
        len(channels),
        *percentiles(late),
        late[-1],
        lost=len(channels) - there,
        twice=len(messages) - there,
        limited=rests.told,
        unwanted=len(rests.unwanted),
        commands=len(ms),
        p50_ms=percentiles(ms)[0],
        p99_ms=percentiles(ms)[1],
    )
