"""Brings each post to its place once: claims it, settles what it says, says that it will be sent, sends, marks.

A courier may be killed between any two of these. What may have been sent is looked for in its place before anything
else is done, once no request for it can be under way any more; where nobody can tell, it is not sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from weakref import WeakValueDictionary

import structlog

from bot.daily.outbox import CannotSee, NoAnswer, Outbox, Refused, Removed, RetryAfter
from bot.daily.schedule import MISSED
from bot.daily.watch import Clocks
from bot.daily.witness import Witness, unheard
from bot.errors import PlatformRefused, StoreUnreachable, traced
from bot.reply import Reply
from bot.request import begun
from bot.store.content import Fields
from bot.store.deliveries import FAILED, NOW, POST, SENDING, SKIPPED, UNKNOWN, Deliveries, Delivery, Overtaken
from bot.store.portions import WHOLE, Portion

log = structlog.get_logger(__name__)

IN_VAIN = "in-vain"
"""Why a post is not made that was tried in time, where something went wrong each time until it was too late."""

EVERYWHERE = ""
"""No place is called so."""


class Skip(Exception):
    """There is nothing to post; `reason` is a word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Composer(Protocol):
    """What posts say."""

    async def choose(self, delivery: Delivery) -> Fields:
        """What a post is to say; it is kept as it is. The same each time it is asked; Skip where there is nothing."""

    async def reply(self, delivery: Delivery, content: Fields) -> Reply:
        """The post that says it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things may take, in seconds.

    `lease`: to get a post ready. `send`: to send it. `quiet`: after that, until the platform certainly accepts it no
    more. `patience`: between saying that it will be sent and sending it, of the machine's own time: whoever was stopped
    for longer leaves it to others. `again`: until what cannot be seen is looked for again. `give_up`: after it was too
    late, until what may have been sent is no longer looked for where something goes wrong each time.
    """

    lease: float = 60
    send: float = 30
    quiet: float = 150
    patience: float = 15
    again: float = 300
    give_up: float = 3 * 86400


@dataclass(frozen=True, slots=True)
class Means:
    """What a courier of a platform works with: it takes deliveries of these kinds, and those alone.

    Of the communities of the platform it cares for those that are its `portion` at the moment. The `witness` hears of
    deliveries that come to nothing.
    """

    platform: str
    deliveries: Deliveries
    composer: Composer
    outbox: Outbox
    kinds: Collection[str] = (POST, NOW)
    witness: Witness = unheard
    portion: Callable[[], Portion] = lambda: WHOLE


class Courier:
    """Delivers what is due on one platform; any number may do so beside each other, in several processes.

    What was due before it `began`, now unless another time is given, may have been posted by one whose database was
    lost since, and is looked for first.
    """

    def __init__(self, means: Means, pace: Pace, clocks: Clocks, began: datetime | None = None) -> None:
        self._means = means
        self._deliveries, self._outbox = means.deliveries, means.outbox
        self._pace = pace
        self._clocks = clocks
        self._began = began or clocks.wall()
        # Until when, of the machine's own time, the platform wants no request for a place.
        self._rests: dict[str, float] = {}
        # By place, as long as somebody has it: what is chosen is seen by others once it is to be sent.
        self._choosing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def platform(self) -> str:
        """Where it delivers."""
        return self._means.platform

    @property
    def rest(self) -> float:
        """For so many seconds yet the platform wants to be asked for nothing at all, and nothing is taken up."""
        return self._rest(EVERYWHERE)

    async def deliver(self) -> bool:
        """Takes up one delivery and brings it as far as it comes; whether there was one."""
        if self.rest:
            return False
        with begun():
            lease = timedelta(seconds=self._pace.lease)
            means = self._means
            seen = await self._deliveries.claim(means.platform, means.kinds, lease, means.portion())
            if seen is None:
                return False
            with begun(delivery=seen.key):
                await self._bring(seen)
            return True

    async def _bring(self, seen: Delivery) -> None:
        try:
            await self._take(seen)
        except Skip as e:
            await self._end(seen, SKIPPED, e.reason)
        except RetryAfter as e:
            await self._put_back(seen, self._told_to_rest(seen, e))
        except Refused as e:
            # Of what may stand there, only that it cannot be looked for.
            await self._end(seen, UNKNOWN if seen.state == SENDING else FAILED, e.reason, refused=True)
        except PlatformRefused:
            await self._put_back(seen, 0)
            raise
        except StoreUnreachable:
            raise
        except Exception as e:  # noqa: BLE001 - the others go on, and this one is taken up again
            log.warning("delivery-failed", delivery=seen.key, platform=self.platform, **traced(e))

    async def _take(self, seen: Delivery) -> None:
        rest = self._rest(seen.place)
        if rest:
            raise RetryAfter(rest)
        doubtful = seen.state == SENDING or seen.due < self._began
        if self._late(seen) and not doubtful:
            await self._too_late(seen)
            return
        if doubtful:
            try:
                message = await self._find(seen)
            except CannotSee as e:
                await self._not_seen(seen, e)
                return
            if message is not None:
                await self._found(seen, message)
                return
        if self._late(seen):
            await self._too_late(seen)
            return
        await self._post(seen)

    async def _too_late(self, seen: Delivery) -> None:
        """It is not there, and is not posted any more. The first who took it up may have come in time."""
        await self._end(seen, SKIPPED, IN_VAIN if seen.attempts > 1 else MISSED)

    async def _post(self, seen: Delivery) -> None:
        while True:
            try:
                # Of two that go to one place at once, each would choose what the other says too.
                async with self._choosing.setdefault(seen.place, asyncio.Lock()):
                    delivery, reply, intended = await self._prepared(seen)
            except Overtaken:
                # The other is of another process.
                continue
            break
        if intended:
            await self._send(delivery, reply)

    async def _prepared(self, seen: Delivery) -> tuple[Delivery, Reply, bool]:
        """What is to be sent, and whether it may be."""
        said = None if seen.content else await self._deliveries.said(seen)
        content = seen.content or await self._means.composer.choose(seen)
        delivery = replace(seen, content=content, anchor=await self._anchor(seen))
        reply = await self._means.composer.reply(delivery, content)
        return delivery, reply, await self._intend(delivery, content, said)

    async def _anchor(self, seen: Delivery) -> str | None:
        """Where in its place it cannot stand before: what was last there before it was first sent."""
        if seen.first_send is not None:
            return seen.anchor
        async with asyncio.timeout(self._pace.send):
            return await self._outbox.anchor(seen.place)

    async def _intend(self, delivery: Delivery, content: Fields, said: int | None = None) -> bool:
        """Whether it may be sent now; a process that was stopped meanwhile must not."""
        before = self._clocks.own()
        lease = timedelta(seconds=self._pace.send + self._pace.quiet)
        done = await self._deliveries.intend(delivery, content, delivery.anchor, lease, said)
        return done and self._clocks.own() - before <= self._pace.patience

    async def _send(self, delivery: Delivery, reply: Reply) -> None:
        try:
            async with asyncio.timeout(self._pace.send):
                message: str | None = await self._outbox.send(delivery.place, reply, delivery.key)
        except RetryAfter as e:
            await self._put_back(delivery, self._told_to_rest(delivery, e), refused=True)
        except Refused as e:
            await self._end(delivery, FAILED, e.reason, refused=True)
        except PlatformRefused:
            await self._put_back(delivery, 0, refused=True)
            raise
        except Removed:
            await self._sent(delivery, None)
        except Exception as e:  # noqa: BLE001 - it may stand there or not: whoever takes it up next looks
            log.warning("delivery-in-doubt", delivery=delivery.key, platform=self.platform, **traced(e))
        else:
            await self._sent(delivery, message)

    async def _find(self, seen: Delivery) -> str | None:
        try:
            async with asyncio.timeout(self._pace.send):
                return await self._outbox.find(seen.place, seen.key, seen.anchor, seen.first_send or seen.due)
        except (CannotSee, Refused, PlatformRefused):
            raise
        except Exception as e:
            if self._clocks.wall() > seen.until + timedelta(seconds=self._pace.give_up):
                raise NoAnswer from e
            raise

    async def _found(self, seen: Delivery, message: str) -> None:
        """It stands there; where a lost database no longer says so, what it says is settled anew, and the same."""
        if seen.state != SENDING:
            with suppress(Skip):
                seen = replace(seen, content=seen.content or await self._means.composer.choose(seen))
            if not await self._intend(seen, seen.content or {}):
                return
        await self._sent(seen, message)

    async def _not_seen(self, seen: Delivery, why: CannotSee) -> None:
        if not self._late(seen):
            await self._put_back(seen, self._pace.again)
        else:
            state = UNKNOWN if seen.state == SENDING else SKIPPED
            await self._end(seen, state, why.reason, refused=why.refused)

    def _rest(self, place: str) -> float:
        """For so many seconds yet the platform wants no request for a place."""
        left = self._rests.get(place, 0.0) - self._clocks.own()
        if left <= 0:
            self._rests.pop(place, None)
        return max(left, 0.0)

    def _told_to_rest(self, seen: Delivery, told: RetryAfter) -> float:
        self._rests[EVERYWHERE if told.everywhere else seen.place] = self._clocks.own() + told.seconds
        return told.seconds

    def _late(self, seen: Delivery) -> bool:
        return self._clocks.wall() > seen.until

    async def _sent(self, seen: Delivery, message: str | None) -> None:
        if await self._deliveries.sent(seen, message):
            told = {"kind": seen.kind, "attempts": seen.attempts, "platform": self.platform}
            late = round((self._clocks.wall() - seen.due).total_seconds(), 1)
            log.info("delivered", delivery=seen.key, **told, late=late)

    async def _end(self, seen: Delivery, state: str, reason: str, *, refused: bool = False) -> None:
        if await self._deliveries.end(seen, state, reason, refused=refused):
            told = {"kind": seen.kind, "state": state, "reason": reason, "platform": self.platform}
            log.warning("undelivered", delivery=seen.key, **told)
            await self._means.witness(replace(seen, state=state, reason=reason))

    async def _put_back(self, seen: Delivery, seconds: float, *, refused: bool = False) -> None:
        until: datetime = self._clocks.wall() + timedelta(seconds=seconds)
        await self._deliveries.put_back(seen, until, refused=refused)
