"""Two couriers as they are often written, to show that the harness sees what they do."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.daily.courier import Means
from bot.store.deliveries import Delivery
from tests.daily.killing.life import PACE, Delivering

LEASE = timedelta(seconds=PACE.lease)


class _Naive:
    rest = 0.0

    def __init__(self, means: Means) -> None:
        self._means = means

    async def deliver(self) -> bool:
        seen = await self._means.deliveries.claim(self._means.platform, self._means.kinds, LEASE)
        if seen is not None:
            await self._take(seen)
        return seen is not None

    async def _take(self, seen: Delivery) -> None:
        raise NotImplementedError

    async def _send(self, seen: Delivery) -> str | None:
        try:
            return await self._means.outbox.send(seen.place, await self._means.composer.reply(seen, {}), seen.key)
        except OSError:
            return None

    async def _mark(self, seen: Delivery) -> None:
        await self._means.deliveries.intend(seen, {"said": seen.key}, None, LEASE)
        await self._means.deliveries.sent(seen, seen.key)


class SendThenMark(_Naive):
    """Whoever is killed in between sends again."""

    async def _take(self, seen: Delivery) -> None:
        if await self._send(seen):
            await self._mark(seen)


class MarkThenSend(_Naive):
    """What whoever is killed in between had marked is never sent."""

    async def _take(self, seen: Delivery) -> None:
        await self._mark(seen)
        await self._send(seen)


def send_then_mark(means: Means, began: datetime | None) -> Delivering:
    return SendThenMark(means)


def mark_then_send(means: Means, began: datetime | None) -> Delivering:
    return MarkThenSend(means)
