"""Finds the topic that a moderator names."""

from __future__ import annotations

from bot.communities.keeper import State
from bot.corpus.topics import Topic
from bot.errors import NotFound

PREFIX = "topic/"


def named(state: State, typed: str) -> Topic:
    """The topic of the community that is called so, or has that key; NotFound where there is none."""
    key = typed.removeprefix(PREFIX)
    found = state.holdings.topics.get(key) or state.holdings.names.meant(typed, ())
    if found is None:
        raise NotFound("topic-unknown")
    return found
