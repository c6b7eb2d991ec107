"""Parts of the commands that need more than texts: what communities own, what is posted for them each day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.app.ports import Ports
from bot.commands.auditing import Auditing
from bot.commands.daily import completion
from bot.commands.daily.adding import Adding
from bot.commands.daily.asked import Reading
from bot.commands.daily.asking import Asking
from bot.commands.daily.balancing import Balancing
from bot.commands.daily.calling import Calling
from bot.commands.daily.checking import Checking
from bot.commands.daily.doctoring import Doctoring
from bot.commands.daily.foretelling import Foretelling
from bot.commands.daily.keeping import Keeping
from bot.commands.daily.lacking import Lacking
from bot.commands.daily.listing import Listing
from bot.commands.daily.placing import Placing
from bot.commands.daily.resting import Resting
from bot.commands.daily.telling import Telling
from bot.commands.daily.undelivered import Public, Undelivered
from bot.commands.daily.zoning import ZONES, zone_names
from bot.commands.opposing import Opposing
from bot.commands.own import Own
from bot.commands.proposing import Proposing
from bot.commands.reporting import Outcomes, Reporting
from bot.commands.settings import Managing
from bot.commands.topics.carrying import Carrying
from bot.commands.topics.choosing import Choosing
from bot.commands.topics.hiding import Hiding
from bot.commands.topics.history import History
from bot.commands.topics.making import Making
from bot.commands.topics.previewing import Previews
from bot.commands.topics.reviewing import Reviewing
from bot.commands.topics.shaping import Shaping
from bot.commands.topics.wanting import Wanting
from bot.commands.waiting import Waiting
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.zones import Zones
from bot.dispatch.customs import News
from bot.dispatch.rooms import Completer
from bot.library.library import Library
from bot.model import Ask
from bot.store.moment import utc_now


@dataclass(frozen=True, slots=True)
class Wing:
    """Objects with commands, what completes their arguments, and what is news to an asker."""

    rooms: tuple[object, ...]
    completers: Mapping[str, Completer] = field(default_factory=dict)
    news: tuple[News, ...] = ()


def of_communities(
    library: Library, desk: Desk, opposing: Opposing, ports: Ports, forget: Callable[[Ask], None]
) -> Wing:
    """What communities own; from now on changes are told where they want it.

    `forget` lets go of what the process knows of an asker besides.
    """
    previews, waiting = Previews(library, desk), Waiting(desk)
    rooms = (
        Proposing(library, desk, previews, opposing),
        Making(desk, previews),
        Shaping(desk),
        Choosing(library, desk),
        History(desk),
        Carrying(desk),
        Reviewing(library, desk, previews, waiting),
        Hiding(library, desk),
        Wanting(desk),
        Reporting(library, desk),
        Own(desk, (forget, waiting.forget)),
    )
    return Wing(rooms, news=(Outcomes(desk).for_asker, waiting.for_asker, *_audits(desk, ports)))


def of_settings(desk: Desk, agenda: Agenda | None, ports: Ports) -> Wing:
    """What managers set."""
    zones, clock = (agenda.zones, agenda.clock) if agenda else (Zones(), utc_now)
    return Wing((Managing(desk, zones, typed=ports.typed),), {ZONES: zone_names(desk, zones, clock)})


def of_daily_posts(library: Library, desk: Desk, agenda: Agenda, ports: Ports) -> Wing:
    """What is posted each day; from now on moderators are told what came to nothing."""
    telling, placing, lacking = Telling(library, desk, agenda), Placing(ports.grounds), Lacking(ports.grounds)
    keeping = Keeping(desk, agenda, placing)
    rooms = (
        Adding(desk, agenda.zones, Reading(library, desk, agenda.zones), keeping, telling),
        Listing(desk, keeping, telling),
        Resting(desk, keeping, telling),
        Foretelling(library, desk, agenda),
        Asking(desk, agenda, placing),
        Doctoring(desk, agenda, Checking(library, desk, agenda, lacking)),
        Balancing(library, desk, agenda),
        *((Calling(desk, ports.roles),) if ports.roles else ()),
    )
    undelivered = Undelivered(library, desk, agenda, lacking, Public(ports.announcer, ports.spoken))
    agenda.undelivered.watch(undelivered.heard)
    return Wing(rooms, completion.completers(library, desk), (undelivered.for_asker,))


def _audits(desk: Desk, ports: Ports) -> tuple[News, ...]:
    if ports.announcer is None:
        return ()
    auditing = Auditing(desk, ports.announcer)
    desk.changes.watch(auditing.heard)
    return (auditing.for_asker,)
