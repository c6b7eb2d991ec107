"""Puts together what posts daily: on one platform each, beside whatever else is served."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.commands.daily.excerpt import Excerpts, Spoken
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.choosing import Choosing
from bot.daily.courier import Courier, Means, Pace
from bot.daily.outbox import Outbox
from bot.daily.ticker import Beat, Ticker
from bot.daily.watch import Clocks, Watch
from bot.library.library import Library


@dataclass(frozen=True, slots=True)
class Tempo:
    """How often it is looked what is due, and how long things may take. Nobody but tests has a use for others."""

    pace: Pace = field(default_factory=Pace)
    beat: Beat = field(default_factory=Beat)


@dataclass(frozen=True, slots=True)
class Target:
    """A platform to post on: its name, its outbox, and the language of what everybody in a community reads there."""

    platform: str
    outbox: Outbox
    spoken: Spoken


def ticker(library: Library, desk: Desk, daily: Agenda, target: Target, tempo: Tempo) -> Ticker:
    """What posts on a platform from now on, once it is run."""
    choosing = Choosing(daily.picker, desk.keeper, daily.deliveries, daily.clock)
    composer = Excerpts(library, desk.keeper, choosing, target.spoken)
    clocks = Clocks(daily.clock)
    courier = Courier(Means(target.platform, daily.deliveries, composer, target.outbox), tempo.pace, clocks)
    return Ticker(daily.schedules, courier, Watch(clocks, target.outbox.time, tempo.pace.quiet), tempo.beat)
