"""Deletes what is no longer kept: left communities, old changes, what was settled or left lying long ago."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select, tuple_

from bot.model import PRIVATE
from bot.store.database import Database
from bot.store.deliveries import FAILED, SKIPPED
from bot.store.moment import Clock, utc_now
from bot.store.petitions import OPEN, WAITING
from bot.store.schema import ANSWER, CHANGE, COMMUNITY, DELIVERY, MISSED, PETITION, SEEN

LEFT_DAYS = 30
CHANGES_DAYS = 400
SETTLED_DAYS = 90
OPEN_DAYS = 7
MISSED_DAYS = 90
SEEN_DAYS = 30


class Expiring:
    """Deletes what has outlived its use."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def expire(self) -> dict[str, int]:
        """Deletes it; how many rows of each table, those not counted that go with them."""
        return {of.name: await self._delete(of, old) for of, old in self._old()}

    async def _delete(self, of: Table, old: ColumnElement[bool]) -> int:
        """Deletes rows, but for those that somebody changes just now: whoever waits for nobody is in nobody's way."""
        keys = of.primary_key.columns
        free = select(*keys).where(old).with_for_update(skip_locked=True)
        async with self._database.transaction() as connection:
            return (await connection.execute(delete(of).where(tuple_(*keys).in_(free)))).rowcount

    def _old(self) -> list[tuple[Table, ColumnElement[bool]]]:
        now = self._clock()

        def ago(days: int) -> object:
            return now - timedelta(days=days)

        settled = PETITION.c.state.not_in((OPEN, WAITING))
        return [
            (COMMUNITY, or_(COMMUNITY.c.left_at < ago(LEFT_DAYS), _is_private_and_empty())),
            (CHANGE, CHANGE.c.made_at < ago(CHANGES_DAYS)),
            (
                PETITION,
                or_(
                    and_(settled, PETITION.c.changed_at < ago(SETTLED_DAYS)),
                    and_(PETITION.c.state == OPEN, PETITION.c.changed_at < ago(OPEN_DAYS)),
                ),
            ),
            (MISSED, MISSED.c.last_at < ago(MISSED_DAYS)),
            # What was posted is kept as long as its community: it is not to be posted again before all else was.
            (DELIVERY, and_(DELIVERY.c.state.in_((SKIPPED, FAILED)), DELIVERY.c.ended_at < ago(CHANGES_DAYS))),
            (SEEN, SEEN.c.seen_at < ago(SEEN_DAYS)),
            (ANSWER, ANSWER.c.ended_at < ago(SEEN_DAYS)),
        ]


def _is_private_and_empty() -> ColumnElement[bool]:
    """Whether a community is one member's own, and nothing of theirs is left in it: then only their number is."""
    written = exists().where(PETITION.c.community == COMMUNITY.c.key)
    return and_(COMMUNITY.c.key.contains(PRIVATE, autoescape=True), ~written)
