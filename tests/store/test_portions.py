from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.store.database import Database
from bot.store.deliveries import NOW, Deliveries
from bot.store.portions import WHOLE, Portion
from tests.daily.clocks import Time

LEASE = timedelta(minutes=1)
# In the third, and second shard of four; private ones in the first, whatever their number.
THIRD, SECOND, OWN, NUMBERED = (
    f"discord:{6 << 22 | 12345}",
    f"discord:{1175928847299117063 >> 24 << 24 | 1 << 22}",
    "discord:user:99999999999999999999",
    f"discord:user:{7 << 22}",
)


@pytest.mark.parametrize(
    ("portion", "expected"),
    [
        (WHOLE, {THIRD, SECOND, OWN, NUMBERED}),
        (Portion(frozenset({0, 1, 2, 3}), 4), {THIRD, SECOND, OWN, NUMBERED}),
        (Portion(frozenset({2}), 4), {THIRD}),
        (Portion(frozenset({1}), 4), {SECOND}),
        (Portion(frozenset({0, 2}), 4), {THIRD, OWN, NUMBERED}),
        (Portion(frozenset({3}), 4), set()),
        (Portion(frozenset(), 4), set()),
    ],
)
async def test_a_process_takes_up_what_falls_to_its_portion(
    database: Database, portion: Portion, expected: set[str]
) -> None:
    time = Time()
    deliveries = Deliveries(database, time.wall)
    for community in (THIRD, SECOND, OWN, NUMBERED, "matrix:!room:example.org"):
        planned = {"schedule": "k", "kind": NOW, "slot": date(2026, 11, 22), "place": "1"}
        await deliveries.add(community, {**planned, "due": time.now, "until": time.now + LEASE})
    taken = set[str]()
    while found := await deliveries.claim("discord", (NOW,), LEASE, portion):
        taken.add(found.community)

    assert taken == expected
    assert {of for of in (THIRD, SECOND, OWN, NUMBERED) if of in portion} == expected
