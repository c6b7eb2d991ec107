"""Puts the commands together, apart from `reading`: the command line answers without them, and starts faster so."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from bot.cards.drawing import Cards
from bot.commands.auditing import Announcer, Auditing
from bot.commands.citing import Citing
from bot.commands.completion import SUBJECTS, completers
from bot.commands.daily import completion as daily_completion
from bot.commands.daily.adding import Adding
from bot.commands.daily.asked import Reading as ReadingSchedules
from bot.commands.daily.asking import Asking
from bot.commands.daily.balancing import Balancing
from bot.commands.daily.calling import Calling, Roles
from bot.commands.daily.checking import Checking
from bot.commands.daily.doctoring import Doctoring
from bot.commands.daily.excerpt import Spoken
from bot.commands.daily.foretelling import Foretelling
from bot.commands.daily.keeping import Keeping
from bot.commands.daily.lacking import Lacking
from bot.commands.daily.listing import Listing
from bot.commands.daily.placing import Placing
from bot.commands.daily.resting import Resting
from bot.commands.daily.telling import Telling
from bot.commands.daily.undelivered import Public, Undelivered
from bot.commands.daily.zoning import ZONES, zone_names
from bot.commands.general import General, no_steps
from bot.commands.habits import Habits, Misses
from bot.commands.held import Held, held_by_all
from bot.commands.opposing import Opposing
from bot.commands.own import Own
from bot.commands.picturing import Picturing
from bot.commands.proposing import Proposing
from bot.commands.reading import Reading
from bot.commands.recent import RecentSubjects
from bot.commands.reporting import Outcomes, Reporting
from bot.commands.settings import Managing
from bot.commands.sharing import Sharing
from bot.commands.steps import FirstSteps
from bot.commands.surrounding import Surrounding
from bot.commands.topics.carrying import Carrying
from bot.commands.topics.choosing import Choosing
from bot.commands.topics.hiding import Hiding
from bot.commands.topics.history import History
from bot.commands.topics.making import Making
from bot.commands.topics.previewing import Previews
from bot.commands.topics.reviewing import Reviewing
from bot.commands.topics.wanting import Wanting
from bot.commands.verifying import Verifying
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.outbox import Grounds
from bot.daily.zones import Zones
from bot.dispatch.command import Command, Deed
from bot.dispatch.cooldown import Cooldown
from bot.dispatch.customs import Local, News
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Ask
from bot.reply import Block
from bot.store.moment import utc_now


def utc_today() -> date:
    """The date in UTC."""
    return datetime.now(UTC).date()


def registry(  # noqa: PLR0913 - what front ends and tests have apart
    library: Library,
    chance: random.Random | None = None,
    today: Callable[[], date] = utc_today,
    *,
    cooldown: Cooldown | None = None,
    cards: Cards | None = None,
    desk: Desk | None = None,
    agenda: Agenda | None = None,
    grounds: Grounds | None = None,
    roles: Roles | None = None,
    held: Held | None = None,
    announcer: Announcer | None = None,
    spoken: Spoken | None = None,
) -> Registry:
    """The commands that every front end serves.

    `chance` picks excerpts, `today` turns the sides of topics, `cards` knows what can be drawn; without a `cooldown`
    nobody is too fast. Without a `desk` there are no commands for what communities own; `held` then says what they
    hold, or all hold the same. Those about daily posts take an `agenda` too; `grounds` then tell what is allowed in a
    place, and `roles` are what members may give themselves. The `announcer` posts where a community wants its changes
    told, in the language that is `spoken` there.
    """

    def commands() -> dict[str, Command]:
        return made.commands

    def deeds() -> dict[str, Deed]:
        return made.actions

    zones = agenda.zones if agenda else Zones()
    recent = RecentSubjects(library.curated)
    held = held or (desk.holdings if desk else held_by_all(library))
    picturing = Picturing(library, held, cards or Cards())
    reading = Reading(library, held, chance or random.Random(), picturing)  # noqa: S311 - picks excerpts, guards nothing
    opposing = Opposing(library, held, today)
    rooms = (
        reading,
        Surrounding(library, held),
        opposing,
        Citing(library, held),
        picturing,
        Verifying(library),
        Sharing(deeds),
        General(library, commands, FirstSteps(desk, commands).for_asker if desk else no_steps),
        *(community_rooms(library, desk, zones, opposing, (recent.forget,)) if desk else ()),
        *(daily_rooms(library, desk, agenda, grounds) if desk and agenda else ()),
        *((Calling(desk, roles),) if desk and roles else ()),
    )
    known = completers(library, recent, commands, held)
    if desk:
        known[ZONES] = zone_names(desk, zones, agenda.clock if agenda else utc_now)
        known |= daily_completion.completers(library, desk)
    news: list[News] = []
    if desk and agenda:
        undelivered = Undelivered(library, desk, agenda, Lacking(grounds), Public(announcer, spoken))
        agenda.undelivered.watch(undelivered.heard)
        news.append(undelivered.for_asker)
    local = _local(desk, announcer, news) if desk else None
    made = Registry(rooms, known, {SUBJECTS: recent.note}, cooldown=cooldown, local=local)
    return made


def community_rooms(
    library: Library, desk: Desk, zones: Zones, opposing: Opposing, remembering: Iterable[Callable[[Ask], None]] = ()
) -> tuple[object, ...]:
    """The commands about what communities own; `remembering` forget what the process knows of an asker."""
    previews = Previews(library, desk)
    return (
        Proposing(library, desk, previews, opposing),
        Making(desk, previews),
        Choosing(library, desk),
        History(desk),
        Carrying(desk),
        Reviewing(library, desk, previews),
        Hiding(library, desk),
        Wanting(desk),
        Reporting(library, desk),
        Managing(desk, zones),
        Own(desk, remembering),
    )


def daily_rooms(library: Library, desk: Desk, agenda: Agenda, grounds: Grounds | None) -> tuple[object, ...]:
    """The commands about what is posted each day."""
    telling, placing, lacking = Telling(library, desk, agenda), Placing(grounds), Lacking(grounds)
    keeping = Keeping(desk, agenda, placing)
    return (
        Adding(desk, agenda.zones, ReadingSchedules(library, desk, agenda.zones), keeping, telling),
        Listing(desk, keeping, telling),
        Resting(desk, keeping, telling),
        Foretelling(library, desk, agenda),
        Asking(desk, agenda, placing),
        Doctoring(desk, agenda, Checking(library, desk, agenda, lacking)),
        Balancing(library, desk, agenda),
    )


def _local(desk: Desk, announcer: Announcer | None, further: Iterable[News] = ()) -> Local:
    """What is asked about askers and communities; from now on changes are told where communities want it."""
    news: list[News] = [Outcomes(desk).for_asker, *further]
    if announcer:
        auditing = Auditing(desk, announcer)
        desk.changes.watch(auditing.heard)
        news.append(auditing.for_asker)

    async def every(ask: Ask) -> tuple[Block, ...]:
        return tuple([block for told in news for block in await told(ask)])

    return Local(Habits(desk).customs, every, Misses(desk).note)
