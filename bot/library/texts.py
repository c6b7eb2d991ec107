"""The texts that are held: passages by id, whose they are, and who speaks in them."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from bot.corpus.voices import Voices
from bot.errors import BadInput, NotFound
from bot.index.reader import Index
from bot.library.attributing import author_called
from bot.model import Passage, Quote, Voice, Work

PASSAGE_ID = r"([a-z][a-z0-9-]{0,23}-[0-9]{1,9})"
NAMED = re.compile(rf"\[{PASSAGE_ID}\]|{PASSAGE_ID}")


class Texts:
    """The works of an open index. `authors` are names by key."""

    def __init__(self, works: Sequence[Work], index: Index) -> None:
        self.works: Mapping[str, Work] = {work.key: work for work in works}
        self.authors: Mapping[str, str] = {work.author_key: work.author for work in works}
        self.voices = Voices(index.utterances, index.lexicon.titles)
        self._index = index

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id; NotFound where the texts held here have none."""
        found = self.held(passage_id)
        if found is None:
            raise NotFound("passage-gone")
        return found

    def held(self, passage_id: str) -> Passage | None:
        """The passage of that id; None where the texts held here have none."""
        found = self._index.passage(passage_id)
        return found if found and found.work in self.works else None

    def named(self, query: str) -> Passage | None:
        """The passage whose id a query is; None where it is no id of these works.

        NotFound where the work has no such passage.
        """
        found = self.id_in(query)
        return self.passage(found) if found else None

    def id_in(self, query: str) -> str:
        """The id that a query is, as a telephone or a citation writes it too; empty where it is none of these works."""
        named = NAMED.fullmatch(query.casefold())
        key = (named[1] or named[2]) if named else ""
        return key if key.rpartition("-")[0] in self.works else ""

    def neighbour(self, passage: Passage, step: int, banned: frozenset[str]) -> Passage | None:
        """The next passage of the same work, one `step` on or back, that is not banned; None where there is none."""
        number = passage.number + step
        while f"{passage.work}-{number}" in banned:
            number += step
        return self.passage(f"{passage.work}-{number}") if 0 < number <= self._index.counts[passage.work] else None

    def heading(self, passage: Passage) -> str:
        """The heading that a passage stands right under; empty where it stands under another passage."""
        return passage.section if self._index.opens_section(passage) else ""

    def any_passage(self, author: str, chance: random.Random) -> Passage | None:
        """A passage of an author, each as likely; None where they have none."""
        works = [work.key for work in self.works.values() if work.author_key == author]
        counts = [self._index.counts[work] for work in works]
        if not any(counts):
            return None
        work = chance.choices(works, weights=counts)[0]
        return self.passage(f"{work}-{chance.randint(1, self._index.counts[work])}")

    def work_of(self, passage: Passage) -> Work:
        """The work that a passage belongs to."""
        return self.works[passage.work]

    def language_of(self, passage: Passage) -> str:
        """The language of a passage."""
        return self.work_of(passage).language

    def voice(self, quote: Quote) -> Voice:
        """Who speaks in a quote."""
        return self.voices.voice(self.work_of(quote.passage), quote)

    def is_own(self, quote: Quote) -> bool:
        """Whether a quote is in its author's own voice."""
        return self.voice(quote).own

    def is_authors(self, quote: Quote) -> bool:
        """Whether nobody but its author speaks in a quote, and nobody else's view is rendered."""
        return self.voice(quote).kind == "author"

    def author_key(self, named: str | None) -> str | None:
        """The key of an author by key or name, in any case; None for none. BadInput where there is no such one."""
        if not named or not named.strip():
            return None
        key = author_called(named.strip().casefold(), self.authors)
        if key is None:
            raise BadInput("author-unknown", authors=", ".join(self.authors.values()))
        return key
