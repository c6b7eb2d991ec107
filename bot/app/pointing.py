"""What communities would miss if a work were gone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.storing import backend_of
from bot.communities.keeper import BAN, TOPIC
from bot.communities.sheets import read
from bot.config import Config
from bot.daily.schedule import Schedule
from bot.store.everywhere import Owned, owned
from bot.store.migrating import Migrations
from bot.store.schedules import KIND as SCHEDULE


@dataclass(frozen=True, slots=True)
class Pointing:
    """How many topics have quotes of a work, how many of its passages are banned, how many schedules quote it alone."""

    topics: int = 0
    bans: int = 0
    schedules: int = 0


def pointing(config: Config, work: str, author: str | None) -> Pointing:
    """What points to a work, in all communities; to its `author` where it is their last one."""
    found = owned(backend_of(config), Migrations(), (TOPIC, BAN, SCHEDULE))
    return Pointing(
        topics=sum(of.kind == TOPIC and _pins(of, work) for of in found),
        bans=sum(of.kind == BAN and _is_of(of.key, work) for of in found),
        schedules=sum(of.kind == SCHEDULE and author is not None and _quotes(of, author) for of in found),
    )


def _pins(of: Owned, work: str) -> bool:
    sides = read(of.content).sides.values()
    return any(_is_of(pin.passage, work) for pins in sides for pin in pins or ())


def _quotes(of: Owned, author: str) -> bool:
    return Schedule.of(of.content).author == author


def _is_of(passage: str, work: str) -> bool:
    return passage.rpartition("-")[0] == work
