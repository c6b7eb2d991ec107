"""Puts together what posts daily: on one platform each, beside whatever else is served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.commands.daily.discussing import Composing, Discussing
from bot.commands.daily.excerpt import Excerpts, Spoken
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.choosing import Choosing
from bot.daily.courier import Composer, Courier, Means, Pace
from bot.daily.outbox import Outbox
from bot.daily.polls import Ballots, Chooser, Counting
from bot.daily.steps import STEPS
from bot.daily.ticker import Beat, Ticker
from bot.daily.watch import Clocks, Watch
from bot.library.library import Library
from bot.reply import Reply
from bot.store.content import Fields
from bot.store.deliveries import NOW, POST, Delivery
from bot.store.portions import WHOLE, Portion


@dataclass(frozen=True, slots=True)
class Tempo:
    """How often it is looked what is due, and how long things may take. Nobody but tests has a use for others.

    In seconds: after how long others take over from a process that is dead, how far apart sessions begin.
    """

    pace: Pace = field(default_factory=Pace)
    beat: Beat = field(default_factory=Beat)
    lease: float = 45.0
    apart: float = 5.5


@dataclass(frozen=True, slots=True)
class Target:
    """A platform to post on: its name, its outbox, the language of what everybody in a community reads there.

    And its polls, where it has any, and whose posts this process cares for at the moment.
    """

    platform: str
    outbox: Outbox
    spoken: Spoken
    ballots: Ballots | None = None
    portion: Callable[[], Portion] = lambda: WHOLE


class Successive:
    """The composer in use; another may take its place."""

    def __init__(self, composer: Composer) -> None:
        self.now = composer

    async def choose(self, delivery: Delivery) -> Fields:
        """What a delivery says."""
        return await self.now.choose(delivery)

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        """The reply that says it."""
        return await self.now.reply(delivery, content)


def ticker(composing: Composer, daily: Agenda, target: Target, tempo: Tempo) -> Ticker:
    """What posts on a platform from now on, once it is run."""
    clocks, kinds = Clocks(daily.clock), (POST, NOW, *STEPS)
    heard = daily.undelivered.heard
    means = Means(
        target.platform, daily.deliveries, composing, target.outbox, kinds, witness=heard, portion=target.portion
    )
    courier = Courier(means, tempo.pace, clocks)
    return Ticker(daily.schedules, courier, Watch(clocks, target.outbox.time, tempo.pace.quiet), tempo.beat)


def composer(library: Library, desk: Desk, daily: Agenda, target: Target) -> Composing:
    """What posts say, and the steps after them."""
    chooser: Chooser = Choosing(daily.picker, desk.keeper, daily.deliveries, daily.clock)
    if target.ballots:
        chooser = Counting(chooser, daily.deliveries, target.ballots)
    posts = Excerpts(library, desk.keeper, chooser, target.spoken)
    return Composing(posts, Discussing(library, desk.keeper, daily.deliveries))
