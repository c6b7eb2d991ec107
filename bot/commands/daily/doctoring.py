"""How the schedules of a community do: `/daily doctor`."""

from __future__ import annotations

from bot.commands.daily.checking import Checking
from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.naming import Named, Scheduled, all_of, named
from bot.commands.place import read_rank
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.dispatch.command import action, command
from bot.model import Ask, Message
from bot.reply import Action, Heading, Reply, notice

# Much may be said of each.
SHOWN = 2


class Doctoring:
    """Tells moderators how their schedules do."""

    group = DAILY_GROUP

    def __init__(self, desk: Desk, agenda: Agenda, checking: Checking) -> None:
        self._desk = desk
        self._agenda = agenda
        self._checking = checking

    @command("doctor", examples=["daily doctor"])
    async def doctor(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """How a schedule does, or all do: what comes next, why a post was late or missing, what the bot lacks."""
        if not schedule:
            return await self._page(ask, 0)
        found = await self._checking.entry(ask.community, await named(self._desk, ask, schedule))
        return Reply((Heading(Message("doctor-heading")), found), private=True)

    @action("checkup")
    async def further(self, ask: Ask, target: str, shared: str) -> Reply:
        """The schedules from a place in the list on."""
        return await self._page(ask, read_rank(target))

    async def _page(self, ask: Ask, first: int) -> Reply:
        known = await self._worst_first(ask)
        if not known:
            return notice(Message("schedule-none"))
        first = first if first < len(known) else 0
        entries = [await self._checking.entry(ask.community, of) for of in known[first : first + SHOWN]]
        before = [Action("checkup", str(max(first - SHOWN, 0)), Message("action-back"))] if first else []
        behind = [Action("checkup", str(first + SHOWN))] if first + SHOWN < len(known) else []
        return Reply((Heading(Message("doctor-heading")), *entries), (*before, *behind), private=True)

    async def _worst_first(self, ask: Ask) -> list[Named]:
        """The schedules in the order of the day, but first those whose posts are refused."""
        known = all_of(await self._desk.state(ask))
        refused = await self._agenda.schedules.refused(ask.community)
        return sorted(known, key=lambda of: of.key not in refused)
