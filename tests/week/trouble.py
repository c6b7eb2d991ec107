"""What goes wrong in such a week: the gateway of Discord goes, in each of its ways, and the database is begun anew."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from tests.local_discord import LocalDiscord
from tests.postgres import Server
from tests.week.members import Members

BACK_S, AWAY_S = 60.0, 0.5
# Within so many seconds of when posts come that are due.
SOON_S = 2.0
CLOSED = 4000

Deed = Callable[[], Awaitable[None]]


@dataclass
class Trouble:
    """Makes trouble, and waits until it is over; `made` counts of which kind."""

    local: LocalDiscord
    members: Members
    server: Server | None
    chance: random.Random
    made: Counter[str] = field(default_factory=Counter)

    def spread(self, drops: int, restarts: int, over: int) -> Iterator[Sequence[Deed]]:
        """So many of both, as evenly as may be over so many stretches of the week: for each what is done in it."""
        dropping, starting = cycle(self._drops()), cycle(self._restarts())
        for at in range(over):
            some = [next(dropping) for _ in range(_share(drops, at, over))]
            # Not in the same stretch, where both are few.
            some += [next(starting) for _ in range(_share(restarts, at + 1, over) if self.server else 0)]
            yield some

    async def make(self, deeds: Sequence[Deed]) -> None:
        """Does what is to be done in a stretch, one after another, each after a while."""
        for deed in deeds:
            await asyncio.sleep(self.chance.uniform(0, SOON_S))
            self.made[deed.__name__] += 1
            await deed()
            await self.local.ready(BACK_S)

    async def session_lost(self) -> None:
        """Discord forgets the session. What is asked before there is another one never arrives: nobody does."""
        with self.members.silent():
            self.local.end_sessions()
            await self.local.ready(BACK_S)

    def _drops(self) -> Sequence[Deed]:
        return (self.asked_to_reconnect, self.session_lost, self.wires_cut, self.closed, self.refused)

    def _restarts(self) -> Sequence[Deed]:
        return (self.database_stopped, self.database_crashed)

    async def asked_to_reconnect(self) -> None:
        """Discord asks for another connection, for the same session."""
        self.local.ask_to_reconnect()
        # Until it went.
        await asyncio.sleep(AWAY_S)

    async def wires_cut(self) -> None:
        """The connection breaks without a word."""
        await self.local.drop_gateway()

    async def closed(self) -> None:
        """Discord closes the connection."""
        await self.local.drop_gateway(CLOSED)

    async def refused(self) -> None:
        """For some time nobody gets in again: the session is not resumed, and nobody asks until there is another."""
        with self.members.silent():
            await self.members.answered()
            self.local.refuse_connections(True)
            await self.local.drop_gateway()
            await asyncio.sleep(AWAY_S)
            self.local.refuse_connections(False)
            await self.local.ready(BACK_S)

    async def database_stopped(self) -> None:
        """The server stops, waits for nobody, and is begun again."""
        await asyncio.to_thread(self._begin_anew, signal.SIGINT)

    async def database_crashed(self) -> None:
        """The server dies, and is begun again."""
        await asyncio.to_thread(self._begin_anew, signal.SIGQUIT)

    def _begin_anew(self, how: signal.Signals) -> None:
        assert self.server
        self.server.stop(how)
        time.sleep(AWAY_S)
        self.server.start()


def _share(number: int, at: int, over: int) -> int:
    """How many of so many fall to a stretch."""
    return number * (at % over + 1) // over - number * (at % over) // over
