"""Runs such a week: members ask, posts come, things go wrong; and looks after it what became of all that."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bot.store.moment import EPOCH, MICROSECOND, utc_now
from tests.bench.progress import say
from tests.databases import Home, prepare, rows
from tests.local_discord import LocalDiscord
from tests.postgres import Server
from tests.week.members import Members
from tests.week.posts import DAYS, Daily, beginning, dailies, times, write
from tests.week.serving import Bot, Held, serving
from tests.week.trouble import Deed, Trouble
from tests.week.verdict import Posted, Verdict

LOOKED_S, LOOKS, STUCK_S = 0.2, 5, 90.0


@dataclass(frozen=True)
class Numbers:
    """How much there is of what: `looks` is how often a day the clock is set, `at_once` how many members ask.

    After the first of so many `parts` of the week the beginning is over, and what the bot holds is looked at; and after
    each of the others. Memory may grow by `growth` from then on, as a part of what it was.
    """

    commands: int
    deliveries: int
    drops: int
    restarts: int
    looks: int = 48
    at_once: int = 50
    parts: int = 10
    growth: float = 0.05
    seed: int = 7
    log: Path = Path(os.devnull)


async def week(home: Home, numbers: Numbers, server: Server | None = None) -> Verdict:
    """What becomes of a week; the database of `home` is on the `server`, if that is to be begun anew meanwhile."""
    begins, began = beginning(utc_now()), time.monotonic()
    async with LocalDiscord() as local:
        # It is as if it were later than Discord remembers: what is sent twice stands there twice.
        local.nonce_s = 0.0
        guilds, daily = dailies(local, -(-numbers.deliveries // DAYS), begins, numbers.looks)
        prepare(home.backend())
        await write(home, daily, begins)
        members = Members(local, guilds, numbers.at_once, random.Random(numbers.seed))
        trouble = Trouble(local, members, server, random.Random(numbers.seed))
        async with serving(local, home, begins, numbers.log) as bot:
            passing = Passing(home, bot, members, trouble, daily)
            held = await passing.all(numbers, times(begins, numbers.looks))
    return Verdict(
        came=members.came,
        unanswered=members.unanswered,
        posted=passing.posted(),
        trouble=trouble.made,
        bad=bot.bad,
        held=held,
        growth=numbers.growth,
        s=time.monotonic() - began,
        ended=bot.process.returncode or 0,
        stuck=passing.stuck,
    )


@dataclass
class Passing:
    """A week that passes in stretches: the clock is set on as each begins, and what was due is over as it ends."""

    home: Home
    bot: Bot
    members: Members
    trouble: Trouble
    daily: Sequence[Daily]
    stuck: list[str] = field(default_factory=list)
    standing: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    async def all(self, numbers: Numbers, moments: Sequence[datetime]) -> list[Held]:
        """The whole week; what the bot held as the beginning was over, and after each further part."""
        held = []
        spread = zip(moments, self.trouble.spread(numbers.drops, numbers.restarts, len(moments)), strict=True)
        for at, (moment, deeds) in enumerate(spread):
            part = numbers.commands * (at + 1) // len(moments) - numbers.commands * at // len(moments)
            await self._stretch(moment, deeds, part)
            if (at + 1) * numbers.parts // len(moments) > at * numbers.parts // len(moments):
                held.append(await self._held())
        return held

    def posted(self) -> Posted:
        """What the channels and the database say of the posts."""
        wanted = {(of.community, of.key, day.isoformat()) for of in self.daily for day in of.dates}
        found = {(of[0], of[1], str(of[2])): of[3:] for of in rows(self.home.backend(), DELIVERIES)}
        there = {
            of: key
            for of, (key, message, state, _) in found.items()
            if state == "sent" and message in self.standing.get(str(key), [])
        }
        known = {*there.values()}
        return Posted(
            wanted=len(wanted),
            twice=sum(len(of) - 1 for of in self.standing.values()),
            lost=[f"{of}: {found.get(of, 'never planned')}" for of in sorted(wanted - {*there})],
            unwanted=[*(str(of) for of in sorted({*there} - wanted)), *(of for of in self.standing if of not in known)],
        )

    async def _stretch(self, moment: datetime, deeds: Sequence[Deed], commands: int) -> None:
        await self.bot.set_clock(moment)
        async with asyncio.TaskGroup() as group:
            group.create_task(self.members.ask(commands))
            group.create_task(self.trouble.make(deeds))
            group.create_task(self._all_over(moment))
        self._note()
        self.bot.local.forget()

    async def _all_over(self, moment: datetime) -> None:
        """Waits until nothing is due any more, as long as there is less and less."""
        seen, since = -1, time.monotonic()
        while left := await asyncio.to_thread(self._left, moment):
            if left != seen:
                seen, since = left, time.monotonic()
            elif time.monotonic() - since > STUCK_S:
                self.stuck.append(f"{left} posts at {moment}")
                return
            await asyncio.sleep(LOOKED_S)

    def _left(self, moment: datetime) -> int:
        """How many posts are due and have not ended; some, where the database is away."""
        try:
            [[left]] = rows(self.home.backend(), OPEN.format(now=(moment - EPOCH) // MICROSECOND))
        except OperationalError:
            return 1
        return int(str(left))

    def _note(self) -> None:
        """Notes the posts that came, and lets go of them."""
        for of in self.daily:
            for message in self.bot.local.messages(of.channel):
                self.standing[message["nonce"]].append(message["id"])
            of.channel.posted.clear()

    async def _held(self) -> Held:
        """What it holds in a session that has just begun: it has kept no connection for what may come."""
        await self.trouble.session_lost()
        # The old session has to end; and a tick that is under way.
        looks = [await self._a_moment_later() for _ in range(LOOKS)]
        held = min(looks, key=lambda of: (of.tasks.total(), of.files.total(), of.threads))
        say(f"{self.members.asked:,} asked, {len(self.standing):,} posts: {held.memory_mb:.1f} MB")
        return held

    async def _a_moment_later(self) -> Held:
        await asyncio.sleep(LOOKED_S)
        return await self.bot.held()


OPEN = """
SELECT (SELECT count(*) FROM delivery WHERE ended_at IS NULL) + (SELECT count(*) FROM schedule WHERE next_due <= {now})
"""
DELIVERIES = "SELECT community, schedule, slot, key, message, state, reason FROM delivery WHERE kind = 'post'"
