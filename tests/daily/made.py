"""Schedules for tests, put down as commands will."""

from __future__ import annotations

from dataclasses import replace

from bot.daily.schedule import Schedule
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.schedules import KIND

HERE = "discord:1"
DEED = Deed("7", "daily-add")
# Every afternoon at one; it is midday.
DAILY = Schedule(place="place-1", time="13:00", zone="Europe/Amsterdam", seed="s")


async def put(
    ledger: Ledger, schedule: Schedule | None = DAILY, key: str = "k", community: str = HERE, **changes: object
) -> int:
    """Adds a schedule, changes it, or removes it where it is None; the number of the change."""
    seen = await ledger.document(community, KIND, key)
    after = replace(schedule, **changes).content if schedule else None  # type: ignore[arg-type]  # given by name
    return await ledger.change(community, DEED, [Edit(KIND, key, after, seen.version if seen else 0)])
