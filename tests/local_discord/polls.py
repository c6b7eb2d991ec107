"""Polls, which are messages; people vote in them."""

from __future__ import annotations

from .components import JSON
from .routing import RefusedError
from .world import World


def vote(world: World, message: JSON, answer: int, times: int = 1) -> None:
    """So many people choose an answer of a poll; the first is 1."""
    poll = world.messages[int(message["id"])]["poll"]
    if poll["results"]["is_finalized"]:
        raise RefusedError(400, 520000, "Poll expired")
    counts = {of["id"]: of["count"] for of in poll["results"]["answer_counts"]}
    counts[answer] = counts.get(answer, 0) + times
    _tally(world, message, counts, final=False)


def end(world: World, message: JSON) -> None:
    """A poll's time is over: the votes are counted."""
    poll = world.messages[int(message["id"])]["poll"]
    counts = {of["id"]: of["count"] for of in poll["results"]["answer_counts"]}
    _tally(world, message, counts, final=True)


def _tally(world: World, message: JSON, counts: dict[int, int], *, final: bool) -> None:
    held = world.messages[int(message["id"])]
    # An answer without a vote is not counted at all.
    entries = [{"id": of, "count": number, "me_voted": False} for of, number in sorted(counts.items())]
    world.keep(held | {"poll": held["poll"] | {"results": {"answer_counts": entries, "is_finalized": final}}})
