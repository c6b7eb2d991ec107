"""Which steps a schedule wants after its posts, in which order, and where they go.

First the thread; then, in it where there is one, who wants to know is called, and the poll is held. A post that
somebody asked for besides gets a thread alone: nobody is called twice a day, nor asked twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.daily.schedule import Schedule
from bot.daily.told import POSITIONS
from bot.store.content import Fields
from bot.store.deliveries import NOW, POST, SENT, Delivery
from bot.store.steps import Step

THREAD, NOW_THREAD, CALL, POLL = "thread", "now-thread", "call", "poll"
"""The kinds of steps: a thread for a post of the clock's, and for one that was asked for; a call; a poll."""

STEPS = (THREAD, NOW_THREAD, CALL, POLL)
# Later nobody looks for them any more.
WITHIN = timedelta(hours=2)
THREADS = {POST: THREAD, NOW: NOW_THREAD}
UNDER = "/"


class Following:
    """Reads in the documents of schedules which steps they want: what `bot.store.steps` asks."""

    def after(self, content: Fields, post: Delivery, ended: Delivery) -> Sequence[Step]:
        """What comes next of a post's steps. Nothing follows what does not stand there, or no longer does."""
        schedule = Schedule.of(content)
        removed = ended.state == SENT and ended.message is None
        if post.state != SENT or post.message is None or post.ended_at is None or removed:
            return []
        until = post.ended_at + WITHIN
        if ended.follows is None and schedule.thread:
            return [Step(THREADS[post.kind], under(post.place, post.message), until)]
        if post.kind == POST and ended.kind in (POST, THREAD):
            place = post.place if ended.follows is None else ended.message or post.place
            return [Step(kind, place, until) for kind in _said(schedule, post)]
        return []


def _said(schedule: Schedule, post: Delivery) -> list[str]:
    """The kinds of steps that are messages of their own."""
    wanted = {
        CALL: schedule.role is not None,
        POLL: schedule.poll and (post.content or {}).get("kind") == POSITIONS,
    }
    return [kind for kind, wants in wanted.items() if wants]


def under(place: str, message: str) -> str:
    """A message as a place of its own: its thread goes there."""
    return f"{place}{UNDER}{message}"


def parted(place: str) -> tuple[str, str]:
    """A place, and the message under which something goes; "" for none."""
    channel, _, message = place.partition(UNDER)
    return channel, message
