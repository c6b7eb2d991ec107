"""Remembers what was asked in each place, for completion: in this process only, and never what was asked in private."""

from __future__ import annotations

from functools import lru_cache

from bot.latest import Latest
from bot.library.holdings import Holdings
from bot.library.shelves import Subject
from bot.library.subjects import Subjects
from bot.model import Ask

PLACES, ASKED = 10_000, 5
# In so many places somebody types at once.
TYPING = 64
# What is longer is no subject to choose from a list.
LONGEST = 60


class RecentSubjects:
    """The last subjects that found something in each place, the latest first."""

    def __init__(self, curated: Holdings) -> None:
        self._curated = curated
        self._asked: Latest[tuple[str, str], tuple[str, ...]] = Latest(PLACES)
        # Each keystroke asks again.
        self._subjects = lru_cache(maxsize=TYPING)(_subjects)

    def note(self, ask: Ask, query: str) -> None:
        """Notes what everybody in a place has seen the answer to."""
        told = " ".join(query.split())
        if not ask.place or not told or (len(told) > LONGEST and _subject(told, self._curated.subjects) is None):
            return
        where = _where(ask)
        others = (other for other in self._asked.get(where) or () if other.casefold() != told.casefold())
        self._asked.keep(where, (told, *others)[:ASKED])

    def subjects(self, ask: Ask, holdings: Holdings) -> Subjects:
        """What was asked in the place of an ask: the subjects that its community holds, and other words as they are."""
        return self._subjects(self._asked.get(_where(ask)) or (), holdings)

    def forget(self, ask: Ask) -> None:
        """Forgets what the asker asked outside of communities; in these nobody knows who asked."""
        for where in self._asked:
            if where[0] == ask.member:
                self._asked.drop(where)


def _where(ask: Ask) -> tuple[str, str]:
    """A place, with who asks there where it is no community's."""
    return "" if ask.communal else ask.member, ask.place


def _subjects(asked: tuple[str, ...], holdings: Holdings) -> Subjects:
    found = (_subject(told, holdings.subjects) or _words(told) for told in asked)
    return Subjects({subject.key: subject for subject in found}.values())


def _subject(told: str, among: Subjects) -> Subject | None:
    return among.meant(told) or among.called(told)


def _words(told: str) -> Subject:
    return Subject(f"asked/{told.casefold()}", {"": told})
