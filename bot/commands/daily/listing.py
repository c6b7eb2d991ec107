"""Shows schedules, removes them, and takes changes of them back: `/daily list`, `show`, `remove`, `undo`."""

from __future__ import annotations

from bot.commands.changed import OF_SCHEDULES, chosen_number, taken_back, typed_number
from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.keeping import Keeping
from bot.commands.daily.naming import Scheduled, all_of, named
from bot.commands.daily.telling import Telling
from bot.commands.daily.wording import title
from bot.communities.desk import Desk
from bot.dispatch.command import action, command
from bot.errors import NotFound
from bot.model import Ask, Message
from bot.reply import Action, Heading, Notice, Reply


class Listing:
    """Tells what is posted daily in a community."""

    group = DAILY_GROUP

    def __init__(self, desk: Desk, keeping: Keeping, telling: Telling) -> None:
        self._desk = desk
        self._keeping = keeping
        self._telling = telling

    @command("list", examples=["daily list"])
    async def list(self, ask: Ask) -> Reply:
        """What is posted daily here, and when next."""
        known = all_of(await self._desk.state(ask))
        if not known:
            raise NotFound("schedule-none")
        entries = [await self._telling.in_short(ask, of) for of in known]
        return Reply((Heading(Message("daily-heading")), *entries), private=True)

    @command("show", examples=["daily show"])
    async def show(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """All that a schedule does, and its next posts."""
        of = await named(self._desk, ask, schedule)
        without = (Action("no-role", of.key),) if of.schedule.role else ()
        return Reply((await self._telling.entry(ask, of),), without, private=True)

    @command("remove", examples=["daily remove"])
    async def remove(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """Ends a schedule; what it posted stays."""
        of = await named(self._desk, ask, schedule)
        number = await self._keeping.remove(ask, of)
        told = Message("daily-removed", {"number": number, "schedule": title(of)})
        return Reply((Notice(told),), (Action("undo-daily", str(number)),), private=True)

    @command("undo", examples=["daily undo 12"])
    async def undo(self, ask: Ask, change: str) -> Reply:
        """Takes the change of a number back; that can be undone too."""
        return await self._undone(ask, typed_number(change))

    @action("undo-daily")
    async def undo_this(self, ask: Ask, target: str, shared: str) -> Reply:
        """Takes back the change of a number."""
        return await self._undone(ask, chosen_number(target))

    async def _undone(self, ask: Ask, number: int) -> Reply:
        made = await self._desk.changes.undo(ask, number, OF_SCHEDULES)
        told, again = await taken_back(self._desk, ask, number, made, "undo-daily")
        return Reply((told,), (again,), private=True)
