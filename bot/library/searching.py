"""Searches the index for what a question wants, and orders the passages by how well a few sentences answer it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.index.query import Query
from bot.index.reader import Find, Index
from bot.library.cutting import Cutter
from bot.library.understanding import Reading
from bot.model import Passage

# Without a name, number or phrase to hold on to: two wants must both be met; of more, most.
ALL_WANTED, MOST = 2, 0.6
# So many of the best passages are looked into where several things are wanted.
LOOKED_INTO = 8
# A passage must meet this share of what is wanted, weighed by rarity; meeting all of it near together adds so much.
LEAST_SHARE, NEAR_BONUS = 0.34, 0.6

# A concept of several words carries a question with so many words more that nothing is known of.
CONCEPT_SPARES = 2

LanguageOf = Callable[[Passage], str]


class Searcher:
    """Finds passages; `language_of` knows the language of each."""

    def __init__(self, index: Index, cutter: Cutter, language_of: LanguageOf, *, nearness: bool = True) -> None:
        self._index = index
        self._cutter = cutter
        self._language_of = language_of
        self._bonus = NEAR_BONUS if nearness else 0.0

    def search(self, query: Query | None, limit: int, offset: int = 0) -> list[Find]:
        """The passages that answer a query, best first; those that answer it near together come before others."""
        if query is None:
            return []
        if len(query.wants) == 1:
            return self._index.search(query, limit, offset)
        pool = self._pool(query, max(LOOKED_INTO, offset + limit))
        first = self._weighed(pool[:LOOKED_INTO], query)
        # What comes later keeps the index's order, so that a page is the same however many are asked for.
        later = self._weighed(pool[LOOKED_INTO:], query)
        return [*sorted(first, key=lambda find: -find.score), *later][offset : offset + limit]

    def _pool(self, query: Query, limit: int) -> list[Find]:
        """The best passages that meet every want, then those that meet enough: most questions need but the first."""
        loose = sum(not want.anchor for want in query.wants)
        if query.least == loose:
            return self._index.search(query, limit)
        strict = self._index.search(replace(query, least=loose), limit)
        if len(strict) == limit:
            return strict
        known = {find.passage.id for find in strict}
        others = (find for find in self._index.search(query, limit) if find.passage.id not in known)
        return [*strict, *others][:limit]

    def _weighed(self, finds: Sequence[Find], query: Query) -> list[Find]:
        """The passages that meet enough, with what nearness adds to their scores."""
        weighed = []
        for find in finds:
            coverage = self._cutter.coverage(find.passage, self._language_of(find.passage), query.wants)
            if coverage.whole >= LEAST_SHARE:
                weighed.append(replace(find, score=find.score * (1 + self._bonus * coverage.near)))
        return weighed


def query_of(reading: Reading) -> Query | None:
    """What to ask the index; None where the question names what the texts lack, so that nothing can answer it.

    An ordinary word that nothing is known of is passed over where enough is wanted besides.
    """
    count = len(reading.wants)
    spare = (count if count > 1 else 0) + CONCEPT_SPARES * bool(reading.concepts)
    if not count or reading.absent or len(reading.unknown) > spare:
        return None
    loose = sum(not want.anchor for want in reading.wants)
    most = loose if loose <= ALL_WANTED else math.ceil(loose * MOST)
    least = most if loose == count else 0
    return Query(reading.wants, least, reading.without, section=reading.section)


def of_author(query: Query | None, author: str | None) -> Query | None:
    """The same, of one author only."""
    return replace(query, author=author) if query and author else query
