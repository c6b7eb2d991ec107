"""Where in a room something goes that nobody asked for, as `Delivery.place` says it.

`!room` is a room; `!room/$event` a message of it as the place where its thread is to be opened, as on every platform;
`!room|$event` the thread itself, in which further things stand. No id of a room holds either sign; that of an event may
hold the first, where the room is of an old version.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.daily.steps import parted

INSIDE = "|"


@dataclass(frozen=True, slots=True)
class Spot:
    """A room, or in it the `thread` under an event, which may be about to be opened (`opens`)."""

    room: str
    thread: str | None = None
    opens: bool = False

    @property
    def inside(self) -> str:
        """What the thread is called as a place."""
        return f"{self.room}{INSIDE}{self.thread}"


def spot_of(place: str) -> Spot:
    """Where a place is."""
    room, _, thread = place.partition(INSIDE)
    if thread:
        return Spot(room, thread)
    room, message = parted(place)
    return Spot(room, message or None, opens=bool(message))
