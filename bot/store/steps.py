"""What follows a post: a thread for it, a call to those who want to know of it, a poll.

A step is a delivery of a kind of its own. It is planned in the transaction that ends what it comes after, by what its
schedule wants at that moment: between the two no process can die, and what has ended ends no second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.content import Fields
from bot.store.database import Database
from bot.store.deliveries import PLANNED, Delivery, delivery_key
from bot.store.moment import Clock, utc_now
from bot.store.schedules import KIND
from bot.store.schema import DELIVERY, DOCUMENT


@dataclass(frozen=True, slots=True)
class Step:
    """A step after a post: its kind, where it goes, and until when it may."""

    kind: str
    place: str
    until: datetime


class Wanted(Protocol):
    """What knows which steps a schedule wants: it reads the documents of schedules."""

    def after(self, content: Fields, post: Delivery, ended: Delivery) -> Sequence[Step]:
        """What comes next of a post's steps, now that the post itself, or one of them, has ended."""


class Steps:
    """Plans the steps after posts: its `follow` is what `Deliveries` does with what has ended."""

    def __init__(self, database: Database, wanted: Wanted, clock: Clock = utc_now) -> None:
        self._database = database
        self._wanted = wanted
        self._clock = clock

    async def follow(self, connection: AsyncConnection, ended: Delivery) -> None:
        """Plans what comes next, as long as the schedule is there."""
        content = await _schedule(connection, ended)
        post = await _post(connection, ended)
        if content is None or post is None:
            return
        now = self._clock()
        rows = [_row(post, step, now) for step in self._wanted.after(content, post, ended)]
        if rows:
            await connection.execute(self._database.insert(DELIVERY).on_conflict_do_nothing(), rows)


async def _schedule(connection: AsyncConnection, ended: Delivery) -> Fields | None:
    of = DOCUMENT.c.community == ended.community, DOCUMENT.c.kind == KIND, DOCUMENT.c.key == ended.schedule
    found: Fields | None = await connection.scalar(select(DOCUMENT.c.content).where(*of))
    return found


async def _post(connection: AsyncConnection, ended: Delivery) -> Delivery | None:
    """The post itself, or the one that a step comes after."""
    if ended.follows is None:
        return ended
    row = (await connection.execute(select(DELIVERY).where(DELIVERY.c.key == ended.follows))).first()
    return Delivery.of(row) if row else None


def _row(post: Delivery, step: Step, now: datetime) -> Fields:
    key = delivery_key(post.community, post.schedule, step.kind, post.slot)
    named = {"community": post.community, "schedule": post.schedule, "kind": step.kind, "slot": post.slot, "key": key}
    times = {"due": now, "until": step.until, "not_before": now}
    fixed = {"state": PLANNED, "attempts": 0, "reason": "", "follows": post.key}
    return {**named, **times, **fixed, "place": step.place}
