"""Tells of schedules as they stand: what they post, and when they will next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.commands.daily.naming import Named
from bot.commands.daily.wording import Describing
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.schedule import Schedule
from bot.library.library import Library
from bot.model import Ask, Message, MessageValue
from bot.reply import Action, Block, Entry, Notice, Reply
from bot.store.schedules import Slot

SHOWN: Final = 3


class Telling:
    """Knows how schedules stand."""

    def __init__(self, library: Library, desk: Desk, agenda: Agenda) -> None:
        self.describing = Describing(library, agenda.zones)
        self._desk = desk
        self._agenda = agenda

    def today(self, of: Schedule) -> date:
        """The date by a schedule's clock."""
        return of.timetable(self._agenda.zones).today(self._agenda.clock())

    async def last(self, ask: Ask, key: str) -> date | None:
        """The last date of which a schedule's post was made, or begun."""
        found = await self._agenda.deliveries.of_schedule(ask.community, key, limit=1)
        return found[0].slot if found else None

    async def slots(self, ask: Ask, of: Named, number: int = SHOWN) -> list[Slot]:
        """The next slots of a schedule."""
        last = await self.last(ask, of.key)
        return self._agenda.timing.upcoming(of.schedule, self._agenda.clock(), number, last)

    async def stopped(self, ask: Ask, of: Named) -> bool:
        """Whether the bot stopped trying: its posts were refused for days."""
        due = await self._agenda.schedules.due(ask.community, of.key)
        return bool(due and due.stopped_at)

    async def entry(self, ask: Ask, of: Named) -> Entry:
        """A schedule with all that it does, and its next posts."""
        topics = (await self._desk.holdings(ask)).topics
        stopped, slots = await self.stopped(ask, of), await self.slots(ask, of)
        return self.describing.entry(self._now(of), topics, slots, stopped=stopped)

    async def in_short(self, ask: Ask, of: Named) -> Entry:
        """A schedule in a line or two, with its next post."""
        stopped, slots = await self.stopped(ask, of), await self.slots(ask, of, 1)
        return self.describing.in_short(self._now(of), slots, stopped=stopped)

    async def none_today(self, ask: Ask, before: Schedule, made: Named) -> Block | None:
        """Where a schedule posts at other times than before: that no post comes today any more, and why."""
        after, slots = made.schedule, await self.slots(ask, made, 1)
        if not slots or _when(before) == _when(after):
            return None
        today, last = self.today(after), await self.last(ask, made.key)
        next_is = {"at": self.describing.local(after, slots[0].due)}
        if last is not None and last >= today:
            return Notice(Message("daily-posted-today", next_is))
        if slots[0].date > today and today.weekday() in after.weekdays and not after.rests(today):
            return Notice(Message("daily-too-late-today", {"time": after.time, **next_is}))
        return None

    def _now(self, of: Named) -> Named:
        """A schedule without the rests that are over."""
        return replace(of, schedule=of.schedule.without_past(self.today(of.schedule)))

    async def done(self, ask: Ask, key: str, of: Named, *further: Block | None, **values: MessageValue) -> Reply:
        """That a change was made, by the key of its sentence: how the schedule stands now, and the way back."""
        told = Notice(Message(key, {"number": of.version, **values}))
        blocks = [told, await self.entry(ask, of), *further]
        return Reply(tuple(filter(None, blocks)), ways(of), private=True)


def _when(of: Schedule) -> tuple[object, ...]:
    return of.time, of.zone, of.weekdays


def ways(of: Named) -> tuple[Action, ...]:
    """What can be done after a change."""
    without = (Action("no-role", of.key),) if of.schedule.role else ()
    return (Action("undo-daily", str(of.version)), *without)
