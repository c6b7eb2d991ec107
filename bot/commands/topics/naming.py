"""Finds the topic that a moderator names."""

from __future__ import annotations

from collections.abc import Iterator

from bot.communities.desk import Desk
from bot.communities.keeper import State
from bot.corpus.topics import Topic
from bot.corpus.words import folded_words
from bot.errors import NotFound
from bot.model import Ask

PREFIX = "topic/"


async def named(desk: Desk, ask: Ask, typed: str) -> Topic:
    """The topic of the community that is called so, or has that key.

    NotFound where there is none; its values name the key where a curated one is hidden.
    """
    state = await desk.state(ask)
    key = typed.removeprefix(PREFIX)
    found = state.holdings.topics.get(key) or state.holdings.names.meant(typed, ())
    if found is None:
        raise _missing(desk, state, key)
    return found


def _missing(desk: Desk, state: State, typed: str) -> NotFound:
    called = " ".join(folded_words(typed))
    for topic in _hidden(desk, state):
        names = [*topic.title.values(), *(name for names in topic.names.values() for name in names)]
        if typed == topic.key or called in (" ".join(folded_words(name)) for name in names):
            return NotFound("topic-is-hidden", topic=topic.key)
    return NotFound("topic-unknown")


def _hidden(desk: Desk, state: State) -> Iterator[Topic]:
    for key, sheet in state.sheets.items():
        if sheet.hidden:
            yield sheet.over(key, desk.keeper.curated.get(key))
