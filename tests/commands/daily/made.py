"""Schedules of a community, put into its ledger."""

from __future__ import annotations

from dataclasses import replace

from bot.communities.desk import Desk
from bot.daily.schedule import Schedule
from bot.model import Ask
from bot.store.ledger import Edit
from bot.store.schedules import KIND

MORNING = Schedule(place="11", time="08:00", zone="Europe/Amsterdam", seed="s")
EVENING = replace(MORNING, place="12", time="20:30", kind="positions")


async def put(desk: Desk, ask: Ask, **schedules: Schedule) -> None:
    """Adds schedules by their keys."""
    await desk.changes.make(ask, "daily-add", [Edit(KIND, key, of.content, 0) for key, of in schedules.items()])
