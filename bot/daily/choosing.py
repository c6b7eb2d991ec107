"""Has the picker choose for a delivery, by the schedule as it stands and all that was posted in its place."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.communities.keeper import Keeper
from bot.daily.courier import Skip
from bot.daily.picker import Picker
from bot.daily.schedule import Schedule
from bot.daily.told import told_of
from bot.store.content import Fields
from bot.store.deliveries import POST, Deliveries, Delivery
from bot.store.moment import Clock, utc_now
from bot.store.schedules import KIND

REMOVED, PAUSED, NOTHING = "removed", "paused", "nothing-fits"
"""Why there is nothing to post: its schedule is gone, or rests by now; the texts hold nothing like it."""

# Whoever looks at the clock finds no post late before.
LATE = timedelta(minutes=10)


class Choosing:
    """Chooses what deliveries of schedules say."""

    def __init__(self, picker: Picker, keeper: Keeper, deliveries: Deliveries, clock: Clock = utc_now) -> None:
        self._picker = picker
        self._keeper = keeper
        self._deliveries = deliveries
        self._clock = clock

    async def choose(self, delivery: Delivery) -> Fields:
        """What a post says, as `told.Told` reads it, and whether it is `late`; Skip where there is nothing to say."""
        # Another process may have added the schedule a moment ago, or had it rest.
        self._keeper.changed(delivery.community)
        state = await self._keeper.state(delivery.community)
        document = state.documents.get(KIND, {}).get(delivery.schedule)
        if document is None:
            raise Skip(REMOVED)
        schedule = Schedule.of(document.content)
        if delivery.kind == POST and schedule.rests(delivery.slot):
            raise Skip(PAUSED)
        before = told_of(await self._deliveries.told(delivery.community, delivery.place))
        content = await asyncio.to_thread(self._picker.pick, schedule, delivery.slot, before, state.holdings)
        if content is None:
            raise Skip(NOTHING)
        return {**content, "late": self._clock() - delivery.due > LATE}
