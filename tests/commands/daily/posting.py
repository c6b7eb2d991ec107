"""Posts of communities' schedules, made as the bot makes them, on a platform of a few lines."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.choosing import Choosing
from bot.daily.courier import Courier, Means, Pace
from bot.model import Ask, Role
from bot.reply import Reply
from bot.store.content import Fields
from bot.store.deliveries import Delivery
from tests.daily.clocks import Time
from tests.daily.platform import Platform
from tests.desks import Owned

PLATFORM = "discord"
HERE = Ask("nl", "en", "discord:5", "11", "1", Role.MODERATOR, overheard=True)
ELSEWHERE = Ask("nl", "en", "discord:6", "11", "1", Role.MODERATOR, overheard=True)


class Composer(Choosing):
    """Chooses as the bot does, and shows nothing."""

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        return Reply(())


@dataclass
class Posts:
    """Makes what is due, as time goes by."""

    desk: Desk
    agenda: Agenda
    time: Time
    platform: Platform = field(init=False)

    def __post_init__(self) -> None:
        self.platform = Platform(self.time)
        composer = Composer(self.agenda.picker, self.desk.keeper, self.agenda.deliveries, self.time.wall)
        means = Means(PLATFORM, self.agenda.deliveries, composer, self.platform, witness=self.agenda.undelivered.heard)
        # It began long ago: nothing may have been posted before it.
        self._courier = Courier(means, Pace(), self.time.clocks, self.time.wall())

    async def go(self, days: int = 0, hours: int = 0) -> None:
        """Time goes by, and each hour what is due then is posted."""
        for _ in range(24 * days + hours):
            self.time.go(hours=1)
            await self.now()

    async def at_once(self, number: int) -> None:
        """So many of what waits are posted beside each other."""
        await asyncio.gather(*(self._courier.deliver() for _ in range(number)))

    async def now(self) -> None:
        """What is due now is posted."""
        while await self.agenda.schedules.plan():
            pass
        while await self._courier.deliver():
            pass


def posts(owned: Owned, time: Time) -> Posts:
    """What posts for the communities of a desk."""
    return Posts(owned.desk, owned.agenda, time)
