"""Keeps schedules: each change of one is a change of its community's, which is told and can be taken back."""

from __future__ import annotations

import asyncio
import secrets

from bot.commands.daily.naming import Named, new_key
from bot.commands.daily.placing import Ground, Placing
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.schedule import Schedule
from bot.errors import BadInput
from bot.model import Ask
from bot.store.ledger import Edit
from bot.store.schedules import KIND

SEED_BYTES = 8


def new_seed() -> str:
    """What settles the choices of a schedule, and differs from that of any other."""
    return secrets.token_hex(SEED_BYTES)


class Keeping:
    """Keeps what can be done in its place and has something to say."""

    def __init__(self, desk: Desk, agenda: Agenda, placing: Placing) -> None:
        self._desk = desk
        self._agenda = agenda
        self._placing = placing

    async def ground(self, ask: Ask, schedule: Schedule) -> Ground:
        """What is found in a schedule's place; BadInput where the texts hold nothing that it could ever post."""
        ground = await self._placing.looked_at(ask, schedule)
        if ground.refusal is None and not await self._fits(ask, schedule):
            raise BadInput("daily-nothing-fits")
        return ground

    async def add(self, ask: Ask, schedule: Schedule) -> Named:
        """Keeps a new schedule, under a key that is new too."""
        key = await new_key(self._desk, self._agenda, ask)
        return await self.change(ask, "daily-add", Named(key, schedule, 0))

    async def change(self, ask: Ask, deed: str, of: Named) -> Named:
        """Makes a schedule this, where it is what was seen still; else Conflict."""
        number = await self._desk.changes.make(ask, deed, [Edit(KIND, of.key, of.schedule.content, of.version)])
        return Named(of.key, of.schedule, number)

    async def remove(self, ask: Ask, of: Named) -> int:
        """Removes a schedule, where it is what was seen still; the number of the change."""
        return await self._desk.changes.make(ask, "daily-remove", [Edit(KIND, of.key, None, of.version)])

    async def _fits(self, ask: Ask, schedule: Schedule) -> bool:
        today = schedule.timetable(self._agenda.zones).today(self._agenda.clock())
        holdings = await self._desk.holdings(ask)
        return await asyncio.to_thread(self._agenda.picker.pick, schedule, today, (), holdings) is not None
