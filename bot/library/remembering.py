"""Remembers the latest answers, so that a question that was asked before need not leave the event loop."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

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
        self._most = most
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Asked, holdings: Holdings) -> Answer | None:
        """The answer that was given to one who holds the same, if it is remembered."""
        with self._lock:
            for key in ((asked, holdings.banned, None), (asked, holdings.banned, holdings.names.mark)):
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return self._answers[key]
        return None

    def keep(self, asked: Asked, holdings: Holdings, answer: Answer, *, of_topics: bool) -> None:
        """Remembers an answer, and forgets the one that nobody has asked for longest."""
        with self._lock:
            key = (asked, holdings.banned, holdings.names.mark if of_topics else None)
            self._answers[key] = answer
            self._answers.move_to_end(key)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
