"""A post at once, besides the day's: `/daily now`."""

from __future__ import annotations

from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.naming import Named, Scheduled, named
from bot.commands.daily.placing import Placing
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.besides import post_now
from bot.dispatch.command import command
from bot.model import Ask, Channel, Message
from bot.reply import Reply, notice


class Asking:
    """Has posts made that moderators ask for."""

    group = DAILY_GROUP

    def __init__(self, desk: Desk, agenda: Agenda, placing: Placing) -> None:
        self._desk = desk
        self._agenda = agenda
        self._placing = placing

    @command("now", examples=["daily now"])
    async def now(self, ask: Ask, schedule: Scheduled = "") -> Reply:
        """Posts one at once; the post of the day comes all the same."""
        of = await named(self._desk, ask, schedule)
        ground = await self._placing.looked_at(ask, of.schedule)
        if ground.refusal:
            return Reply((ground.refusal,), private=True)
        made = await post_now(self._agenda, ask.community, of.key, of.schedule)
        told = await self._on_its_way(ask, of) if made else "now-already"
        return notice(Message(told, {"channel": Channel(of.schedule.place)}))

    async def _on_its_way(self, ask: Ask, of: Named) -> str:
        """What is said of a post to come: where the schedule rests, or the bot stopped it, the day's does not come."""
        today = of.schedule.timetable(self._agenda.zones).today(self._agenda.clock())
        due = await self._agenda.schedules.due(ask.community, of.key)
        rests = of.schedule.without_past(today).paused or (due is not None and due.stopped_at is not None)
        return "now-alone" if rests else "now-on-its-way"
