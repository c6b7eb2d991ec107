"""Posts of each day in rooms of a real homeserver, in a hurry, on a database that tests look into."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.app.posting import Tempo
from bot.communities.desk import Desk, desk
from bot.daily.agenda import Agenda, agenda
from bot.daily.courier import Pace
from bot.daily.schedule import Schedule
from bot.daily.ticker import Beat
from bot.model import Ask, Role
from bot.platforms.matrix.homeserver import Homeserver
from bot.store.deliveries import NOW, SENT, Delivery
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from bot.store.sqlite import NAME, SQLite
from tests.databases import rows
from tests.matrix.person import Event, until
from tests.matrix.stage import Stage

HASTE = Tempo(Pace(lease=6, send=4, quiet=0.5, patience=3, again=0.3), Beat(tick=0.1, drain=6))
KEY = "k"
SLOT = date(2026, 11, 22)
# A schedule that is due at another time.
LATER = {"time": "08:00", "zone": "Europe/Amsterdam"}


@dataclass
class Daily:
    """A bot that serves, with a room of a community and what is posted there."""

    stage: Stage
    desk: Desk
    agenda: Agenda
    room: str

    @property
    def community(self) -> str:
        return f"matrix:{self.room}"

    async def put(self, **fields: Any) -> None:  # noqa: ANN401 - a schedule's
        """Adds a schedule, as a manager's command does; where no time is given, it is due in a second."""
        schedule = Schedule(**{"place": self.room, "seed": "s", **_soon(1), **fields})
        manager = Ask("nl", "nl", self.community, self.room, self.stage.anna.id, Role.MANAGER)
        await self.desk.changes.make(manager, "daily-add", [Edit(KIND, KEY, schedule.content, 0)])

    async def now(self, kind: str = NOW, slot: date = SLOT, within: float = 60, place: str = "") -> None:
        """Has a post made that is late after so many seconds."""
        now = datetime.now(UTC)
        planned = {"schedule": KEY, "kind": kind, "slot": slot, "place": place or self.room}
        await self.agenda.deliveries.add(
            self.community, {**planned, "due": now, "until": now + timedelta(seconds=within)}
        )

    async def settled(self, kind: str = NOW) -> Delivery:
        """How the last post of a kind stands when it has come to its end."""
        found: list[Delivery] = []

        async def ended() -> bool:
            found[:] = await self.agenda.deliveries.of_schedule(self.community, KEY, kind)
            return bool(found and found[0].ended_at)

        await until(ended)
        return found[0]

    async def sent(self, kind: str = NOW) -> Delivery:
        """As `settled`, where it is to have been posted: what follows upon it would be waited for in vain."""
        found = await self.settled(kind)
        assert (found.state, found.reason) == (SENT, "")
        return found

    async def said(self, kind: str = "m.room.message") -> list[Event]:
        """What the bot said in the room, the earliest first."""
        query = {"dir": "b", "limit": "100"}
        page = await self.stage.anna.do("GET", "rooms", self.room, "messages", **query)
        return [of for of in reversed(page["chunk"]) if (of["type"], of["sender"]) == (kind, self.stage.bot)]


@asynccontextmanager
async def posting(stage: Stage, homeserver: type[Homeserver] = Homeserver, **settings: Any) -> AsyncIterator[Daily]:  # noqa: ANN401 - of a room
    """Serves until the end of the block, with a room of three."""
    async with stage.serving(tempo=HASTE, homeserver=homeserver):
        room = await stage.room(stage.person().id, **settings)
        await until(lambda: _known(stage, room))
        yield daily_in(stage, room)


def daily_in(stage: Stage, room: str) -> Daily:
    """The posts of a room, while the bot serves."""
    assert stage.database
    daily = agenda(stage.database, stage.library)
    return Daily(stage, desk(stage.database, stage.library, daily.derived), daily, room)


async def _known(stage: Stage, room: str) -> bool:
    """Whether the bot has read that it is in a room: before, it has no place to post in."""
    return (f"matrix:{room}",) in rows(SQLite(stage.state / NAME), "SELECT key FROM community")


def _soon(seconds: float) -> dict[str, str]:
    """A time of day in so many seconds, where it is about noon then."""
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    hours = 12 - at.hour
    zone = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return {"time": (at + timedelta(hours=hours)).time().isoformat(), "zone": zone}
