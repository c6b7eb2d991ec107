"""Knows what was posted where lately, so that it is not posted again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.reply import Notice, Quotation, Reply

WINDOW_S = 600.0
MOST = 10_000

_Shown: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Post:
    """A message that stands in a chat: its id, a link to it, and what its platform needs to look it up (a secret)."""

    id: str
    link: str
    key: str = field(default="", repr=False)


class Recent:
    """The posts of the last `seconds` in this process: each by its place and what it shows (`content`)."""

    def __init__(self, seconds: float = WINDOW_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._posts: dict[_Shown, Post] = {}
        # By the id of the post, oldest first: until when it is recent, and what it shows.
        self._until: OrderedDict[str, tuple[float, _Shown]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._until)

    def note(self, place: str, content: str, post: Post) -> None:
        """A post arrived that shows this."""
        shown = place, content
        self._posts[shown] = post
        self._until[post.id] = (self._clock() + self._seconds, shown)
        self._drop_old()

    def find(self, place: str, content: str) -> Post | None:
        """The latest post there that shows this."""
        self._drop_old()
        return self._posts.get((place, content))

    def forget(self, post: str) -> None:
        """The post of that id is gone, or shows something else now."""
        _, shown = self._until.pop(post, (0.0, None))
        latest = self._posts.get(shown) if shown else None
        if shown and latest and latest.id == post:
            del self._posts[shown]

    def _drop_old(self) -> None:
        while self._until:
            oldest, (until, _) = next(iter(self._until.items()))
            if until > self._clock() and len(self._until) <= MOST:
                return
            self.forget(oldest)


def content(reply: Reply) -> str | None:
    """What must not be posted again: the quotation that a reply consists of; of a shared one, what gives it again.

    None where it says anything else but how a word was read.
    """
    told = [block for block in reply.blocks if not (isinstance(block, Notice) and block.quiet)]
    if len(told) == 1 and isinstance(told[0], Quotation):
        quote = told[0].quote
        return f"{quote.passage.id}:{quote.span.start}-{quote.span.end}"
    again = reply.again if reply.fresh else None
    return f"{again.verb}:{again.target}:{reply.shared}" if again else None
