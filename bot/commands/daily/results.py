"""How a poll came out, in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.model import Message
from bot.reply import Block, Notice
from bot.store.content import Fields


def result(poll: Fields, authors: Mapping[str, str]) -> Iterator[Block]:
    """What `bot.daily.polls` found of a poll; `authors` are their names by key."""
    topic, votes = poll["title"], poll["votes"]
    if votes is None:
        yield Notice(Message("poll-unread", {"topic": topic}))
    elif not any(votes):
        yield Notice(Message("poll-empty", {"topic": topic}))
    else:
        names = [authors.get(of, of) for of in poll["authors"]]
        key = "poll-told" if poll["final"] else "poll-so-far"
        yield Notice(Message(key, {"topic": topic, "votes": _votes(names, votes)}))


def _votes(names: list[str], votes: list[int]) -> Message:
    """The votes of each, in their order."""
    first, *further = (
        Message("poll-votes", {"author": name, "votes": number}) for name, number in zip(names, votes, strict=False)
    )
    for vote in further:
        first = Message("poll-more", {"votes": first, "more": vote})
    return first
