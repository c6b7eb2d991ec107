"""Has schedules rest, and go on: `/daily pause`, `/daily resume`, `/daily skip`."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.keeping import Keeping
from bot.commands.daily.naming import Named, Scheduled, named
from bot.commands.daily.telling import Telling
from bot.communities.desk import Desk
from bot.daily.typed.dates import date_to_come
from bot.dispatch.command import command
from bot.errors import BadInput, LimitReached
from bot.model import Ask, Message
from bot.reply import Notice, Reply

# Who wants more wants a pause.
MOST_SKIPPED = 31


class Resting:
    """Changes when schedules post nothing."""

    group = DAILY_GROUP

    def __init__(self, desk: Desk, keeping: Keeping, telling: Telling) -> None:
        self._desk = desk
        self._keeping = keeping
        self._telling = telling

    @command("pause", examples=["daily pause", "daily pause until=24-12-2026"])
    async def pause(self, ask: Ask, schedule: Scheduled = "", until: str = "") -> Reply:
        """No posts any more, or until a date."""
        of = await named(self._desk, ask, schedule)
        end = date_to_come(until, self._telling.today(of.schedule)) if until else None
        wanted = replace(of.schedule, paused=True, until=end.isoformat() if end else None)
        if wanted == of.schedule:
            return await self._unchanged(ask, "daily-paused-already", of)
        made = await self._keeping.change(ask, "daily-pause", replace(of, schedule=wanted))
        return await self._telling.done(ask, "daily-paused", made)

    @command("resume", examples=["daily resume"])
    async def resume(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """Goes on with what was paused, or what the bot itself stopped."""
        of = await named(self._desk, ask, schedule)
        resting = of.schedule.without_past(self._telling.today(of.schedule)).paused
        if not (resting or await self._telling.stopped(ask, of)):
            return await self._unchanged(ask, "daily-not-paused", of)
        wanted = replace(of.schedule, paused=False, until=None)
        ground = await self._keeping.ground(ask, wanted)
        if ground.refusal:
            return Reply((ground.refusal,), private=True)
        made = await self._keeping.change(ask, "daily-resume", replace(of, schedule=wanted))
        return await self._telling.done(ask, "daily-resumed", made, ground.warning)

    @command("skip", examples=["daily skip"])
    async def skip(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """Leaves out the next post; those after it come."""
        of = await named(self._desk, ask, schedule)
        slots = await self._telling.slots(ask, of, 1)
        if not slots or await self._telling.stopped(ask, of):
            raise BadInput("daily-skip-paused")
        kept = of.schedule.without_past(self._telling.today(of.schedule))
        if len(kept.skipped) >= MOST_SKIPPED:
            raise LimitReached("too-many-skipped", limit=MOST_SKIPPED)
        wanted = replace(kept, skipped=(*kept.skipped, slots[0].date.isoformat()))
        made = await self._keeping.change(ask, "daily-skip", replace(of, schedule=wanted))
        at = self._telling.describing.local(wanted, slots[0].due)
        return await self._telling.done(ask, "daily-skipped", made, at=at)

    async def _unchanged(self, ask: Ask, key: str, of: Named) -> Reply:
        return Reply((Notice(Message(key)), await self._telling.entry(ask, of)), private=True)
