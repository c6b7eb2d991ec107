"""Makes what answers and what posts on a platform, over the texts in use."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.app.commands import registry
from bot.app.editions import Editions, Use
from bot.app.ports import Ports
from bot.app.posting import Successive, Target, Tempo, composer, ticker
from bot.cards.drawing import Cards
from bot.communities.desk import desk
from bot.daily.agenda import Agenda, agenda
from bot.daily.courier import Composer
from bot.daily.ticker import Ticker
from bot.dispatch.cooldown import Cooldown
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Making:
    """Makes it for one platform; what it makes takes up others with the library."""

    database: Database
    target: Target
    ports: Ports
    cooldown: Cooldown
    cards: Cards = field(default_factory=Cards)

    def followed(self, editions: Editions, tempo: Tempo) -> tuple[Registry, Ticker]:
        """The commands and the posts, which go with the library in use from now on."""
        daily = agenda(self.database, editions.library)
        commands, first = self._over(editions.library, daily)
        composing = Successive(first)

        def anew(library: Library) -> Use:
            others, composer = self._over(library, daily.over(library))

            def use() -> None:
                commands.give_way(others)
                composing.now = composer

            return use

        editions.follow(anew)
        return commands, ticker(composing, daily, self.target, tempo)

    def _over(self, library: Library, daily: Agenda) -> tuple[Registry, Composer]:
        owned = desk(self.database, library, daily.derived)
        commands = registry(
            library, cooldown=self.cooldown, cards=self.cards, desk=owned, agenda=daily, ports=self.ports
        )
        return commands, composer(library, owned, daily, self.target)
