"""What schedules will post next, as far as that can be known: what comes to be so meanwhile changes it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.communities.keeper import Keeper
from bot.daily.agenda import Agenda
from bot.daily.schedule import Schedule
from bot.daily.told import told_of
from bot.store.content import Fields
from bot.store.deliveries import NOW, POST, Delivery
from bot.store.schedules import Slot

# At most so many of a kind are on their way at once.
WAITING = 3


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A post to come, and what it says; None where nothing fits."""

    slot: Slot
    content: Fields | None


class Forecast:
    """Foretells the posts of a community's schedules, in the way in which they are chosen."""

    def __init__(self, agenda: Agenda, keeper: Keeper) -> None:
        self._agenda = agenda
        self._keeper = keeper

    async def slots(self, community: str, key: str, schedule: Schedule, number: int) -> list[Slot]:
        """The next slots of a schedule; of one that the bot has stopped, those that would come."""
        now, due = self._agenda.clock(), await self._agenda.schedules.due(community, key)
        following = due.following if due else None
        if following is None:
            return self._agenda.timing.upcoming(schedule, now, number)
        # After an edit on the day of a post the next is tomorrow's: only the database knows that.
        further = self._agenda.timing.upcoming(schedule, now, number - 1, following.date)
        return [following, *further]

    async def posts(self, community: str, key: str, schedule: Schedule, number: int) -> list[Foreseen]:
        """What is on its way already and the next so many posts, as they will be chosen if nothing changes."""
        slots = [Slot(of.slot, of.due) for of in await self._waiting(community, key)]
        slots += await self.slots(community, key, schedule, number)
        before = told_of(await self._agenda.deliveries.told(community, schedule.place))
        holdings = (await self._keeper.state(community)).holdings
        dates = [of.date for of in slots]
        found = await asyncio.to_thread(self._agenda.picker.preview, schedule, dates, before, holdings)
        return [Foreseen(slot, content) for slot, content in zip(slots, found, strict=True)]

    async def _waiting(self, community: str, key: str) -> list[Delivery]:
        """The posts of a schedule that are on their way and not chosen yet, in the order in which they were due."""
        made = [
            of
            for kind in (POST, NOW)
            for of in await self._agenda.deliveries.of_schedule(community, key, kind, WAITING)
        ]
        return sorted((of for of in made if of.ended_at is None and of.content is None), key=lambda of: of.due)
