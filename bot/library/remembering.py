"""Remembers the latest answers, so that a question that was asked before need not leave the event loop."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.library.answers import Answer

Asked = tuple[str, str | None, int, int]
"""A query, the author that was chosen, and which results."""


class Remembered:
    """The answers to the `most` questions that were asked last. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Asked, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Asked) -> Answer | None:
        """The answer that was given, if it is remembered."""
        with self._lock:
            if asked not in self._answers:
                return None
            self._answers.move_to_end(asked)
            return self._answers[asked]

    def keep(self, asked: Asked, answer: Answer) -> None:
        """Remembers an answer, and forgets the one that nobody has asked for longest."""
        with self._lock:
            self._answers[asked] = answer
            self._answers.move_to_end(asked)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
