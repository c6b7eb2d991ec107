"""Knows which quotations were posted where lately, so that none is posted again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.model import Quote
from bot.reply import Notice, Quotation, Reply

WINDOW_S = 600.0
MOST = 10_000

_Shown: TypeAlias = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class Post:
    """A message that stands in a chat: its id, a link to it, and what its platform needs to look it up (a secret)."""

    id: str
    link: str
    key: str = field(default="", repr=False)


class Recent:
    """The posts of the last `seconds` in this process: each by its place and the quotation that it shows."""

    def __init__(self, seconds: float = WINDOW_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._posts: dict[_Shown, Post] = {}
        # By the id of the post, oldest first: until when it is recent, and what it shows.
        self._until: OrderedDict[str, tuple[float, _Shown]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._until)

    def note(self, place: str, quote: Quote, post: Post) -> None:
        """A post arrived that shows this quotation."""
        shown = _shown(place, quote)
        self._posts[shown] = post
        self._until[post.id] = (self._clock() + self._seconds, shown)
        self._drop_old()

    def find(self, place: str, quote: Quote) -> Post | None:
        """The latest post there that shows this quotation."""
        self._drop_old()
        return self._posts.get(_shown(place, quote))

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


def quoted(reply: Reply) -> Quote | None:
    """The quotation that a reply consists of; None where it says anything else but how a word was read."""
    told = [block for block in reply.blocks if not (isinstance(block, Notice) and block.quiet)]
    return told[0].quote if len(told) == 1 and isinstance(told[0], Quotation) else None


def _shown(place: str, quote: Quote) -> _Shown:
    return place, quote.passage.id, quote.span.start, quote.span.end
