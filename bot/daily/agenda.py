"""All that is known of daily posts, put together over one database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.daily.picker import Picker
from bot.daily.schedule import Timing
from bot.daily.steps import Following
from bot.daily.witness import Witnessed
from bot.daily.zones import Zones
from bot.library.library import Library
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.ledger import Derive
from bot.store.moment import Clock, utc_now
from bot.store.schedules import KIND, Schedules
from bot.store.steps import Steps


@dataclass(frozen=True, slots=True)
class Agenda:
    """What commands and couriers need of daily posts. The schedules themselves are documents of the ledger.

    `undelivered` lets somebody hear of posts that came to nothing.
    """

    zones: Zones
    timing: Timing
    schedules: Schedules
    deliveries: Deliveries
    picker: Picker
    clock: Clock
    undelivered: Witnessed = field(default_factory=Witnessed)

    @property
    def derived(self) -> Mapping[str, Derive]:
        """What the ledger does with the documents of schedules: else none of them is ever due."""
        return {KIND: self.schedules.derive}

    def over(self, library: Library) -> Agenda:
        """The same, choosing from other texts."""
        return replace(self, picker=Picker(library))


def agenda(database: Database, library: Library, clock: Clock = utc_now) -> Agenda:
    """The agenda over a database."""
    zones = Zones()
    timing = Timing(zones)
    return Agenda(
        zones=zones,
        timing=timing,
        schedules=Schedules(database, timing, clock),
        deliveries=Deliveries(database, clock, Steps(database, Following(), clock).follow),
        picker=Picker(library),
        clock=clock,
    )
