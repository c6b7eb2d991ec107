"""Tells moderators of posts that could not be made: in the channel for changes, or else with their next reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.commands.auditing import Announcer, Lost
from bot.commands.daily.excerpt import Spoken
from bot.commands.daily.group import DAILY_GROUP
from bot.commands.daily.lacking import Lacking
from bot.commands.daily.naming import Named, all_of
from bot.commands.daily.outcomes import came, refusals
from bot.commands.daily.wording import Describing, title
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.choosing import PAUSED, REMOVED
from bot.daily.schedule import MISSED
from bot.errors import BotError, traced
from bot.library.library import Library
from bot.model import Ask, Message
from bot.reply import Block, Entry, Heading, Reply
from bot.store.deliveries import FAILED, SKIPPED, UNKNOWN, Delivery

log = structlog.get_logger(__name__)

# Once a day of one schedule: a day has 23 hours, and a post may be late.
AGAIN = timedelta(hours=19)
# What is older is no news, and there is room for so many at once; the others come next.
NEWS, AT_ONCE = timedelta(days=4), 3
# What moderators have decided themselves, or can do nothing about.
QUIET = frozenset({MISSED, PAUSED, REMOVED})


@dataclass(frozen=True, slots=True)
class Public:
    """Where all moderators of a community can be told something, and in which language; each where there is such."""

    announcer: Announcer | None = None
    spoken: Spoken | None = None


class Undelivered:
    """Hears of posts that came to nothing. That moderators know it is kept with the post, so they are told once."""

    def __init__(self, library: Library, desk: Desk, agenda: Agenda, lacking: Lacking, public: Public) -> None:
        self._desk = desk
        self._agenda = agenda
        self._lacking = lacking
        self._public = public
        self._describing = Describing(library, agenda.zones)
        # The keys of those that were to be told where the bot cannot post either.
        self._lost: set[str] = set()

    async def heard(self, delivery: Delivery) -> None:
        """Has a delivery told that came to nothing; whatever goes wrong here changes nothing about it."""
        try:
            await self._announce(delivery)
        except BotError as e:
            log.warning("undelivered not told", delivery=delivery.key, reason=e.key)
        except Exception as e:  # noqa: BLE001 - as said
            log.error("undelivered not told", delivery=delivery.key, **traced(e))  # noqa: TRY400 - as elsewhere

    async def for_asker(self, ask: Ask) -> tuple[Block, ...]:
        """What a moderator is to know: which posts came to nothing, where nobody was told. It is said once."""
        if not (ask.communal and DAILY_GROUP.admits(ask)):
            return ()
        try:
            known = {of.key: of for of in all_of(await self._desk.state(ask))}
            return await self._untold(ask.community, known) if known else ()
        except BotError as e:
            log.info("undelivered not told", **traced(e))
            return ()

    async def _announce(self, delivery: Delivery) -> None:
        state, announcer = await self._desk.keeper.state(delivery.community), self._public.announcer
        place, known = state.settings.audit, {of.key: of for of in all_of(state)}
        # A step that came to nothing is told by /daily doctor: the post stands.
        wanted = _matters(delivery) and delivery.follows is None
        if not (place and announcer and wanted and delivery.schedule in known):
            return
        # What cannot be put into words is not taken to be told.
        entry = await self._entry(known[delivery.schedule], delivery)
        locale = state.settings.language or self._spoken(delivery.community)
        reply = Reply((Heading(Message("undelivered-heading")), entry), locale=locale)
        key = f"undelivered/{delivery.key}"
        write = announcer.writing(place, reply, key)
        if write is None:
            log.warning("undelivered not told", delivery=delivery.key)
        elif await self._agenda.deliveries.tell(delivery, AGAIN, write):
            announcer.announce(place, reply, key, self._losing(delivery))

    def _spoken(self, community: str) -> str:
        return self._public.spoken(community) if self._public.spoken else ""

    def _losing(self, delivery: Delivery) -> Lost:
        def lost() -> None:
            log.warning("undelivered not told", delivery=delivery.key)
            self._lost.add(delivery.key)

        return lost

    async def _untold(self, community: str, known: Mapping[str, Named]) -> tuple[Entry, ...]:
        """Of schedules whose last post came to nothing that post, where nobody knows it; from now on somebody does."""
        lately = await self._agenda.deliveries.lately(community, self._agenda.clock() - NEWS)
        last = {of.schedule: of for of in lately if of.ended_at and of.schedule in known}
        new = [of for of in last.values() if _matters(of) and (of.told_at is None or of.key in self._lost)]
        told: list[Entry] = []
        for of in new:
            if len(told) == AT_ONCE:
                break
            entry = await self._entry(known[of.schedule], of)
            if await self._is_mine(of):
                told.append(entry)
        return tuple(told)

    async def _is_mine(self, of: Delivery) -> bool:
        """Whether it is to be told here and now."""
        if of.key in self._lost:
            self._lost.discard(of.key)
            return True
        return await self._agenda.deliveries.tell(of, AGAIN)

    async def _entry(self, of: Named, delivery: Delivery) -> Entry:
        """What was not posted and why, and what can be done about it."""
        due = await self._agenda.schedules.due(delivery.community, of.key)
        outcome = came(delivery, self._describing.local(of.schedule, delivery.due))
        lacking = await self._lacking.lines(delivery.community, of.schedule)
        more = Message("undelivered-more")
        return Entry(title(of), (Message("undelivered", {"outcome": outcome}), *refusals(due), *lacking, more))


def _matters(of: Delivery) -> bool:
    return of.state in (FAILED, UNKNOWN) or (of.state == SKIPPED and of.reason not in QUIET)
