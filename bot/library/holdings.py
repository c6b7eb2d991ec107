"""What one community can be asked about, and what it must not be shown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property

from bot.corpus.topics import Topics
from bot.errors import NotFound
from bot.library.catalogue import Catalogue
from bot.library.naming import TopicNames
from bot.library.subjects import Subjects


class Holdings:
    """What a community's topics are called (`names`), what it can be asked about, and which passages it has banned.

    `banned` are the ids of passages. It never changes: a community that changes something gets new ones.
    """

    def __init__(self, names: TopicNames, subjects: Callable[[], Subjects], banned: Collection[str] = ()) -> None:
        self.names = names
        self.banned = frozenset(banned)
        self._read_subjects = subjects

    @property
    def topics(self) -> Topics:
        """The topics by key, in their order."""
        return self.names.topics

    @cached_property
    def subjects(self) -> Subjects:
        """Topics, names that the texts mention, and their headings."""
        return self._read_subjects()

    def prepare(self) -> None:
        """Reads beforehand what is otherwise read when somebody first asks or types: milliseconds a hundred topics."""
        self.names.prepare()
        self.subjects.prepare()

    def admit(self, passage_id: str) -> None:
        """Refuses a passage that is banned: NotFound."""
        if passage_id in self.banned:
            raise NotFound("passage-banned")


class Holder:
    """Makes holdings, which share what is curated: names and headings are thousands, and most topics are the same."""

    def __init__(self, names: TopicNames, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.curated = Holdings(names, lambda: catalogue.subjects)

    def holdings(self, topics: Topics, banned: Collection[str]) -> Holdings:
        """Those of a community with these topics: the curated ones that it has kept, and its own."""
        names = self.curated.names.others(topics)
        if names is self.curated.names:
            return Holdings(names, lambda: self.curated.subjects, banned) if banned else self.curated
        return Holdings(names, lambda: self._catalogue.with_topics(topics), banned)
