"""Posts that somebody asks for besides the day's."""

from __future__ import annotations

from datetime import timedelta

from bot.daily.agenda import Agenda
from bot.daily.calendar import DAY
from bot.daily.schedule import Schedule
from bot.errors import LimitReached
from bot.store.deliveries import NOW

# Who asks again within so long has pressed twice.
TWICE = timedelta(seconds=60)
# Later nobody waits for it any more.
PATIENCE = timedelta(hours=1)
AHEAD = 7


async def post_now(agenda: Agenda, community: str, key: str, schedule: Schedule) -> bool:
    """Plans a post of a schedule at once; False where one is on its way, or was asked for a moment ago.

    LimitReached where it was asked for too often.
    """
    now = agenda.clock()
    before = await agenda.deliveries.of_schedule(community, key, NOW, 1)
    if any(of.ended_at is None or now - of.due < TWICE for of in before):
        return False
    # A slot is a date that is given out once: the first is today's, a second one on the same day takes tomorrow's.
    # Two who ask at once take the same, and one is made. So there may be several on a day, and in the long run one.
    today = schedule.timetable(agenda.zones).today(now)
    slot = max([today, *(of.slot + DAY for of in before)])
    if slot - today >= AHEAD * DAY:
        raise LimitReached("now-often", limit=AHEAD)
    times = {"due": now, "until": now + PATIENCE}
    return await agenda.deliveries.add(
        community, {"schedule": key, "kind": NOW, "slot": slot, "place": schedule.place, **times}
    )
