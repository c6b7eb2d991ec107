"""Remembers the latest answers, so that a question that was asked before need not leave the event loop."""

from __future__ import annotations

from threading import Lock

from bot.latest import Latest
from bot.library.answers import Answer
from bot.library.holdings import Holdings

Asked = tuple[str, str | None, int, int]
"""A query, the author that was chosen, and which results."""

_Key = tuple[Asked, frozenset[str], object]
"""What was asked, the passages that are banned, and the mark of the topics where the answer comes from them."""


class Remembered:
    """The answers to the `most` questions that were asked last. Safe to use from several threads.

    Communities share what depends on nothing of theirs.
    """

    def __init__(self, most: int) -> None:
        self._answers: Latest[_Key, Answer] = Latest(most)
        self._lock = Lock()

    def get(self, asked: Asked, holdings: Holdings) -> Answer | None:
        """The answer that was given to one who holds the same, if it is remembered."""
        with self._lock:
            of_all = self._answers.get((asked, holdings.banned, None))
            if of_all is not None:
                return of_all
            return self._answers.get((asked, holdings.banned, holdings.names.mark))

    def keep(self, asked: Asked, holdings: Holdings, answer: Answer, *, of_topics: bool) -> None:
        """Remembers an answer, and forgets the one that nobody has asked for longest."""
        with self._lock:
            key = (asked, holdings.banned, holdings.names.mark if of_topics else None)
            self._answers.keep(key, answer)
