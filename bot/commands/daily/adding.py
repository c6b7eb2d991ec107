"""Makes and changes schedules: `/daily add` and `/daily edit`."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from bot.commands.daily.asked import Asked, Reading
from bot.commands.daily.differing import fields
from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.keeping import Keeping, new_seed
from bot.commands.daily.naming import Named, Scheduled, named
from bot.commands.daily.telling import Telling
from bot.commands.daily.zoning import Usual, city, usual
from bot.communities.desk import Desk
from bot.daily.schedule import Schedule
from bot.daily.typed.times import time_of_day
from bot.daily.zones import Zones
from bot.dispatch.command import action, command
from bot.model import Ask, Message
from bot.reply import Block, Entry, Notice, Reply


class Adding:
    """Makes schedules what moderators ask for."""

    group = DAILY_GROUP

    def __init__(self, desk: Desk, zones: Zones, reading: Reading, keeping: Keeping, telling: Telling) -> None:
        self._desk = desk
        self._zones = zones
        self._reading = reading
        self._keeping = keeping
        self._telling = telling

    @command("add", examples=["daily add 8:00", "daily add 20h30 days=ma-vr kind=positions"])
    async def add(self, ask: Ask, time: str, **asked: Unpack[Asked]) -> Reply:
        """A post every day in this channel or another, from now on; says when the next ones are."""
        zone = usual((await self._desk.state(ask)).settings, ask.public_locale)
        new = Schedule(place=ask.place, time=time_of_day(time), zone=zone.zone, seed=new_seed())
        wanted = await self._reading.changed(ask, new, asked)
        ground = await self._keeping.ground(ask, wanted)
        if ground.refusal:
            return Reply((ground.refusal,), private=True)
        made = await self._keeping.add(ask, wanted)
        return await self._telling.done(ask, "daily-added", made, self._guessed(zone, asked), ground.warning)

    @command("edit", examples=["daily edit time=9:00", "daily edit timezone=brussel thread=yes"])
    async def edit(self, ask: Ask, schedule: Scheduled = "", time: str = "", **asked: Unpack[Asked]) -> Reply:
        """Another time, place or choice for a schedule; says what it was before."""
        of = await named(self._desk, ask, schedule)
        timed = replace(of.schedule, time=time_of_day(time)) if time else of.schedule
        return await self._edited(ask, of, await self._reading.changed(ask, timed, asked))

    @action("no-role")
    async def without_role(self, ask: Ask, target: str, shared: str) -> Reply:
        """Mentions nobody any more."""
        of = await named(self._desk, ask, target)
        return await self._edited(ask, of, replace(of.schedule, role=None))

    async def _edited(self, ask: Ask, of: Named, wanted: Schedule) -> Reply:
        if wanted == of.schedule:
            return Reply((Notice(Message("daily-same")), await self._telling.entry(ask, of)), private=True)
        ground = await self._keeping.ground(ask, wanted)
        if ground.refusal:
            return Reply((ground.refusal,), private=True)
        topics = (await self._desk.holdings(ask)).topics
        differences = Entry(Message("daily-before-after"), tuple(fields(of.schedule, wanted, topics)))
        made = await self._keeping.change(ask, "daily-edit", replace(of, schedule=wanted))
        today = await self._telling.none_today(ask, of.schedule, made)
        return await self._telling.done(ask, "daily-edited", made, differences, today, ground.warning)

    def _guessed(self, zone: Usual, asked: Asked) -> Block | None:
        """That nobody said which time is meant."""
        if asked.get("timezone") or not zone.guessed:
            return None
        return Notice(Message("daily-zone-guessed", {"city": city(self._zones, zone.zone), "zone": zone.zone}))
