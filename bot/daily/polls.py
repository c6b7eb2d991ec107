"""How the poll after a post came out: the next post tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.daily.outbox import RetryAfter
from bot.daily.steps import POLL
from bot.errors import PlatformRefused, traced
from bot.store.content import Fields
from bot.store.deliveries import POST, SENT, Deliveries, Delivery

log = structlog.get_logger(__name__)

HOURS = 23
"""How long a poll is open: where the next post comes a day later, it has ended by then."""

# So many days on which nothing was posted may lie between.
LOOKED = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes for each answer of a poll, in their order; `final` once nobody can vote any more."""

    votes: tuple[int, ...]
    final: bool


class Ballots(Protocol):
    """A chat platform that holds polls."""

    async def tally(self, place: str, message: str) -> Tally:
        """How a poll stands; CannotSee where it cannot be read."""


class Chooser(Protocol):
    """What chooses what a post says."""

    async def choose(self, delivery: Delivery) -> Fields:
        """As `Composer.choose`."""


class Counting:
    """Chooses as another does, and adds under `poll` how the poll after the post before came out.

    That is its `title`, its `authors`, their `votes` (None where they cannot be read), and whether they are `final`.
    """

    def __init__(self, chooser: Chooser, deliveries: Deliveries, ballots: Ballots) -> None:
        self._chooser = chooser
        self._deliveries = deliveries
        self._ballots = ballots

    async def choose(self, delivery: Delivery) -> Fields:
        """What a post says; Skip where there is nothing to say."""
        content = await self._chooser.choose(delivery)
        poll = await self._poll(delivery)
        return {**content, "poll": await self._result(poll)} if poll else content

    async def _poll(self, delivery: Delivery) -> Delivery | None:
        """The poll that the post before had; None where it had none, or for a post that somebody asked for."""
        if delivery.kind != POST:
            return None
        of = delivery.community, delivery.schedule
        polls = await self._deliveries.of_schedule(*of, POLL, LOOKED)
        if not polls:
            return None
        posts = await self._deliveries.of_schedule(*of, POST, LOOKED)
        last = next((post for post in posts if post.slot < delivery.slot and post.state == SENT), None)
        asked = (poll for poll in polls if last and poll.follows == last.key)
        return next((poll for poll in asked if poll.state == SENT and poll.message and poll.content), None)

    async def _result(self, poll: Delivery) -> Fields:
        asked = poll.content or {}
        told = {"title": asked["title"], "authors": asked["authors"]}
        try:
            tally = await self._ballots.tally(poll.place, poll.message or "")
        except (RetryAfter, PlatformRefused):
            raise
        except Exception as e:  # noqa: BLE001 - a post does not wait for a poll
            log.info("poll-unread", delivery=poll.key, **traced(e))
            return {**told, "votes": None, "final": False}
        return {**told, "votes": list(tally.votes), "final": tally.final}
