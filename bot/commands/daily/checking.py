"""All that is to be known of how a schedule does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.commands.daily.balancing import percent, shares
from bot.commands.daily.lacking import Lacking
from bot.commands.daily.naming import Named
from bot.commands.daily.outcomes import came, left_out, refusals
from bot.commands.daily.wording import Describing, title
from bot.commands.shortening import short
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.calendar import DAY
from bot.daily.forecast import Forecast
from bot.daily.schedule import Schedule
from bot.daily.steps import CALL, POLL, THREAD
from bot.daily.told import BALANCED
from bot.library.library import Library
from bot.model import Message
from bot.reply import Entry
from bot.store.deliveries import NOW, POST, SENT, Delivery
from bot.store.schedules import Slot

NEXT = 3
# Among so many posts the last is looked for that was made.
LATELY = 10
YEAR = 366
RESTS = 3
# So many changes of the clock meet a time of day, and so many authors are named, in a line's room.
SHIFTS, AUTHORS, LONGEST = 4, 5, 30


class Checking:
    """Looks into schedules."""

    def __init__(self, library: Library, desk: Desk, agenda: Agenda, lacking: Lacking) -> None:
        self._authors: Mapping[str, str] = library.authors
        self._agenda = agenda
        self._lacking = lacking
        self._forecast = Forecast(agenda, desk.keeper)
        self._describing = Describing(library, agenda.zones)

    async def entry(self, community: str, of: Named) -> Entry:
        """What comes next, what came of the last posts, what the bot lacks, when clocks change, the balance."""
        due = await self._agenda.schedules.due(community, of.key)
        stopped = due is not None and due.stopped_at is not None
        slots = [] if stopped else await self._forecast.slots(community, of.key, of.schedule, NEXT)
        lines = [
            *self._rests(of.schedule),
            *refusals(due),
            *self._upcoming(of.schedule, slots),
            *await self._last(community, of),
            *await self._left_out(community, of),
            *await self._lacking.lines(community, of.schedule),
            *self._shifts(of.schedule),
            *await self._balance(community, of.schedule),
        ]
        return Entry(title(of), tuple(lines))

    def _rests(self, of: Schedule) -> Iterator[Message]:
        """Whether it is paused, and the first of the dates that it leaves out."""
        lines = list(self._describing.rests(of.without_past(self._today(of))))
        yield from lines[:RESTS]
        if left := len(lines[RESTS:]):
            yield Message("history-more", {"count": left})

    def _upcoming(self, of: Schedule, slots: Sequence[Slot]) -> Iterator[Message]:
        at = [self._describing.local(of, slot.due) for slot in slots]
        if len(at) == NEXT:
            yield Message("check-next", {"first": at[0], "second": at[1], "third": at[2]})

    async def _last(self, community: str, of: Named) -> list[Message]:
        """What came of the last post; where that was not made, of the last that was; of one asked for after it."""
        every = await self._agenda.deliveries.of_schedule(community, of.key, POST, LATELY)
        asked = await self._agenda.deliveries.of_schedule(community, of.key, NOW, 1)
        if not every and not asked:
            return [Message("check-none-yet")]
        sent = [post for post in every if post.state == SENT]
        told = [Message("check-last", {"outcome": self._came(of, post)}) for post in every[:1]]
        if sent and sent[0] is not every[0]:
            told.append(Message("check-last-made", {"outcome": self._came(of, sent[0])}))
        told += [Message("check-asked", {"outcome": self._came(of, post)}) for post in asked if _after(post, every)]
        return told

    async def _left_out(self, community: str, of: Named) -> list[Message]:
        """What did not follow the last post that was made, though it was to."""
        posts = await self._agenda.deliveries.of_schedule(community, of.key, POST, LATELY)
        last = next((post for post in posts if post.state == SENT), None)
        steps = [await self._agenda.deliveries.of_schedule(community, of.key, kind, 1) for kind in (THREAD, CALL, POLL)]
        after = (step for [step] in filter(None, steps) if last and step.follows == last.key)
        return [left_out(step) for step in after if step.ended_at and step.state != SENT]

    def _came(self, of: Named, post: Delivery) -> Message:
        return came(post, self._describing.local(of.schedule, post.due))

    def _shifts(self, of: Schedule) -> Iterator[Message]:
        """Where its time does not exist, or comes twice, in a year from now: clocks are set on or back."""
        table, today = of.timetable(self._agenda.zones), self._today(of)
        dates = (today + day * DAY for day in range(YEAR))
        slots = [slot for slot in dates if slot.weekday() in table.weekdays and slot.isoformat() not in of.skipped]
        met = [slot for slot in slots if table.twice(slot) or table.moved(slot)]
        for slot in met[:SHIFTS]:
            moved = table.moved(slot)
            if moved:
                yield Message("check-moved", {"date": slot, "time": of.time, "moved": f"{moved:%H:%M}"})
            else:
                yield Message("check-twice", {"date": slot, "time": of.time})

    def _today(self, of: Schedule) -> date:
        return of.timetable(self._agenda.zones).today(self._agenda.clock())

    async def _balance(self, community: str, of: Schedule) -> list[Message]:
        """The greatest shares of authors in its place, by their names."""
        since = self._agenda.clock() - BALANCED
        posted = await self._agenda.deliveries.told(community, of.place, since)
        every = shares(posted, self._authors)
        named = sorted(every[:AUTHORS], key=lambda share: share.name)
        listed = ", ".join(f"{short(share.name, LONGEST)} {percent(share, every)} %" for share in named)
        return [Message("check-balance", {"shares": listed})] if posted else []


def _after(post: Delivery, every: Sequence[Delivery]) -> bool:
    return not every or post.due > every[0].due
