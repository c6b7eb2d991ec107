"""Who hears of deliveries that came to nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.store.deliveries import Delivery

Witness = Callable[[Delivery], Awaitable[None]]
"""Hears of a delivery that was skipped, failed or is unknown, and has the reason. It raises nothing."""


async def unheard(delivery: Delivery) -> None:
    """Where nobody wants to hear."""


class Witnessed:
    """The witness of couriers that are made before anybody listens."""

    def __init__(self) -> None:
        self._witness: Witness = unheard

    def watch(self, witness: Witness) -> None:
        """From now on lets somebody hear."""
        self._witness = witness

    async def heard(self, delivery: Delivery) -> None:
        """Lets them hear of a delivery."""
        await self._witness(delivery)
