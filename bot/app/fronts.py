"""What answers and posts on one platform: made over the library in use, and anew over each that takes its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.app.commands import registry
from bot.app.editions import Editions, Use
from bot.app.ports import Ports
from bot.app.posting import Successive, Target, Tempo, composer, ticker
from bot.cards.drawing import Cards
from bot.communities.desk import Desk, desk
from bot.daily.agenda import Agenda, agenda
from bot.daily.courier import Composer
from bot.daily.ticker import Ticker
from bot.dispatch.cooldown import Cooldown
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Lent:
    """What a platform lends: where it posts, what commands ask of it, how fast members may ask, what draws cards."""

    target: Target
    ports: Ports
    cooldown: Cooldown
    cards: Cards | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """The commands and the posts of a platform. The `desk` is the one over the library in use."""

    commands: Registry
    posts: Ticker
    desk: Callable[[], Desk]


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made over one library."""

    desk: Desk
    commands: Registry
    composer: Composer


def front(editions: Editions, database: Database, lent: Lent, tempo: Tempo) -> Front:
    """What answers and posts with the library in use, from now on."""
    daily = agenda(database, editions.library)
    now = _made(editions.library, database, daily, lent)
    commands, composing = now.commands, Successive(now.composer)

    def anew(library: Library) -> Use:
        other = _made(library, database, daily.over(library), lent)

        def use() -> None:
            nonlocal now
            now = other
            commands.give_way(other.commands)
            composing.now = other.composer

        return use

    editions.follow(anew)
    return Front(commands, ticker(composing, daily, lent.target, tempo), lambda: now.desk)


def _made(library: Library, database: Database, daily: Agenda, lent: Lent) -> _Made:
    owned = desk(database, library, daily.derived)
    commands = registry(library, cooldown=lent.cooldown, cards=lent.cards, desk=owned, agenda=daily, ports=lent.ports)
    return _Made(owned, commands, composer(library, owned, daily, lent.target))
