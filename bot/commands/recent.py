"""Remembers what was asked in each place, for completion: in this process only, and never what was asked in private."""

from __future__ import annotations

from collections import OrderedDict

from bot.library.library import Library
from bot.library.subjects import Subject, Subjects
from bot.model import Ask

PLACES, ASKED = 10_000, 5
# What is longer is no subject to choose from a list.
LONGEST = 60


class RecentSubjects:
    """The last subjects that found something in each place, the latest first."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._asked: OrderedDict[str, tuple[Subject, ...]] = OrderedDict()

    def note(self, ask: Ask, query: str) -> None:
        """Notes what everybody in a place has seen the answer to."""
        told = " ".join(query.split())
        subject = self._library.subjects.meant(told) or self._library.subjects.called(told)
        if not ask.place or (subject is None and not 0 < len(told) <= LONGEST):
            return
        latest = subject or Subject(f"asked/{told.casefold()}", {"": told})
        others = (other for other in self._asked.get(ask.place, ()) if other.key != latest.key)
        self._asked[ask.place] = (latest, *others)[:ASKED]
        self._asked.move_to_end(ask.place)
        if len(self._asked) > PLACES:
            self._asked.popitem(last=False)

    def subjects(self, ask: Ask) -> Subjects:
        """What was asked in the place of an ask."""
        return Subjects(self._asked.get(ask.place, ()))
