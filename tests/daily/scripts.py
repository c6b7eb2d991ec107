"""Random scripts of what goes wrong on a platform, and what must hold whatever they say."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import func, select

from bot.daily.courier import Courier, Means, Pace
from bot.daily.schedule import Timing
from bot.daily.zones import Zones
from bot.store.database import Database
from bot.store.deliveries import Deliveries, Delivery
from bot.store.ledger import Ledger
from bot.store.schedules import KIND, Schedules
from bot.store.schema import DELIVERY
from tests.daily.clocks import Time
from tests.daily.made import put
from tests.daily.platform import FINE, LATE, LOST, REFUSED, REMOVED, RESET, REST, REST_ALL, UNSEEN, Composer, Platform

ON_SENDING = (FINE, LOST, LOST, RESET, RESET, LATE, LATE, REST, REST_ALL, REFUSED, REMOVED)
ON_READING = (FINE, FINE, FINE, RESET, REST, REST_ALL, UNSEEN)
POSTS = 3
ZONES = Zones()


async def wrong(database: Database, seed: int) -> list[str]:
    """Plays one script; what came of it that must not."""
    chance = random.Random(seed)
    time, community = Time(), f"discord:{seed}"
    platform = Platform(time, _script(chance, ON_SENDING, 12), _script(chance, ON_READING, 8))
    deliveries = Deliveries(database, time.wall)
    schedules = Schedules(database, Timing(ZONES), time.wall)
    ledger = Ledger(database, {}, time.wall, {KIND: schedules.derive})
    for number in range(POSTS):
        await put(ledger, key=f"k{number}", place=f"place-{number % 2}", community=community)
    time.go(hours=1)
    while await schedules.plan():
        pass
    # Some begin when the posts are due already, and look first.
    time.go(seconds=chance.choice((0, 60)))
    courier = Courier(Means("discord", deliveries, Composer(), platform), Pace(), time.clocks)
    while await _on(database, time):
        while await courier.deliver():
            pass
    posts = [(await deliveries.of_schedule(community, f"k{number}"))[0] for number in range(POSTS)]
    told = [f"{platform.unwanted} requests while it wanted none"] if platform.unwanted else []
    return told + [of for post in posts if (of := _wrong(post, platform.keys().count(post.key)))]


def _script(chance: random.Random, what: tuple[str, ...], most: int) -> list[str]:
    return chance.choices(what, k=chance.randint(0, most))


async def _on(database: Database, time: Time) -> bool:
    """On to when something waits; False where nothing does any more."""
    wanted = select(func.min(DELIVERY.c.not_before)).where(DELIVERY.c.ended_at.is_(None))
    async with database.transaction() as connection:
        first = await connection.scalar(wanted)
    if first is None:
        return False
    # By some seconds more: a platform that wants no requests everywhere is told to none.
    time.go(seconds=max((first - time.wall()) / timedelta(seconds=1), 15))
    return True


def _wrong(post: Delivery, stands: int) -> str:
    """What is wrong about a delivery that stands in its place so many times.

    There is time enough for all that scripts say: nothing is skipped, and in the end everything can be seen.
    """
    may = {"sent": {1} if post.message else {0, 1}, "failed": {0}}
    fine = stands in may.get(post.state, set())
    return "" if fine else f"{post.state} ({post.reason}), and stands there {stands} times"
