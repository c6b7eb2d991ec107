"""Tells of each change as it is made, in the channel that a community's managers chose for it."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

import structlog

from bot.commands.changed import entry
from bot.commands.settings import Managing
from bot.communities import settings
from bot.communities.desk import Desk
from bot.communities.keeper import SETTINGS
from bot.errors import BotError, traced
from bot.model import Ask, Channel, Message
from bot.reply import Block, Heading, Notice, Reply
from bot.store.deliveries import Write
from bot.store.ledger import Change

log = structlog.get_logger(__name__)


class Lost(Protocol):
    """Who is told that something could not be posted."""

    def __call__(self) -> None:
        """It was not posted, and will not be."""


class Announcer(Protocol):
    """A platform, to post in its channels by itself."""

    def announce(self, place: str, reply: Reply, key: str, lost: Lost) -> None:
        """Has a reply posted soon, once for a key; waits for nothing and never fails. `lost` hears where it cannot."""

    def writing(self, place: str, reply: Reply, key: str) -> Write | None:
        """What keeps a reply that is about to be announced, so that it is posted whenever the bot is killed then.

        It keeps nothing on a platform that keeps no posts; None where this one would not be kept.
        """


class Auditing:
    """Hears of changes, and of what could not be told of them."""

    def __init__(self, desk: Desk, announcer: Announcer) -> None:
        self._desk = desk
        self._announcer = announcer
        # How many changes could not be told, by the community and the place.
        self._untold: Counter[tuple[str, str]] = Counter()

    async def heard(self, ask: Ask, number: int) -> None:
        """Has a change told. It was made: whatever goes wrong here changes nothing about it, nor about its reply."""
        try:
            await self._tell(ask, number)
        except BotError as e:
            log.warning("change not told", community=ask.community, number=number, reason=e.key)
        except Exception as e:  # noqa: BLE001 - as said
            log.error("change not told", community=ask.community, number=number, **traced(e))  # noqa: TRY400 - as below

    async def for_asker(self, ask: Ask) -> tuple[Block, ...]:
        """What a manager is to know: that changes could not be told where they should be. It is said once."""
        mine = [of for of in self._untold if of[0] == ask.community]
        if not (mine and Managing.group.admits(ask)):
            return ()
        return tuple(self._failing(place, self._untold.pop((community, place))) for community, place in mine)

    async def _tell(self, ask: Ask, number: int) -> None:
        now = (await self._desk.state(ask)).settings
        try:
            change = await self._desk.changes.made(ask, number)
        except BotError:
            if now.audit:
                self._losing(ask.community, now.audit, number)()
            raise
        locale = now.language or ask.public_locale
        for place in _places(now.audit, change):
            reply = Reply((Heading(Message("audit-heading")), entry(change, self._desk.keeper.curated)), locale=locale)
            lost = self._losing(ask.community, place, number)
            self._announcer.announce(place, reply, f"{ask.community}/{place}/{number}", lost)

    def _losing(self, community: str, place: str, number: int) -> Lost:
        def lost() -> None:
            log.warning("change not told", community=community, number=number)
            self._untold[community, place] += 1

        return lost

    def _failing(self, place: str, count: int) -> Block:
        return Notice(Message("audit-failing", {"channel": Channel(place), "count": count}))


def _places(now: str, change: Change) -> list[str]:
    """Where a change is to be told; one that moves the place, in both: nobody is left to think that nothing happens."""
    of_settings = (of for of in change.changed if of.kind == SETTINGS)
    told = [settings.read(fields or {}).audit for of in of_settings for fields in (of.before, of.after)]
    return [place for place in dict.fromkeys((now, *told)) if place]
