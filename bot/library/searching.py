"""Searches the index for what a question wants, and orders the passages by how well a few sentences answer it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.corpus.words import folded_words
from bot.index.enrich import NAME
from bot.index.query import Query, Term
from bot.index.reader import Find, Index
from bot.index.schema import PLAIN
from bot.library.cutting import coverage
from bot.library.matching import Matcher, Wanted
from bot.library.proofreading import LEAST_RUN
from bot.library.understanding import Reading
from bot.model import Passage

# Without a name, number or phrase to hold on to: two wants must both be met; of more, most.
ALL_WANTED, MOST = 2, 0.6
# Where some of more are enough: so many.
SOME_WANTED = 2
# So many of the best passages are looked into where several things are wanted.
LOOKED_INTO = 8
# A passage must meet this share of what is wanted, weighed by rarity; meeting all of it near together adds so much.
LEAST_SHARE, NEAR_BONUS = 0.34, 0.6

# A concept of several words carries a question with so many words more that nothing is known of.
CONCEPT_SPARES = 2
# Where banned passages are met, so many times as many more are asked for: more will be met there.
AGAIN = 2
NONE_BANNED: frozenset[str] = frozenset()

LanguageOf = Callable[[Passage], str]


class Searcher:
    """Finds passages; `language_of` knows the language of each."""

    def __init__(self, index: Index, matcher: Matcher, language_of: LanguageOf, *, nearness: bool = True) -> None:
        self._index = index
        self._matcher = matcher
        self._language_of = language_of
        self._bonus = NEAR_BONUS if nearness else 0.0

    def search(
        self, query: Query | None, limit: int, offset: int = 0, banned: frozenset[str] = NONE_BANNED
    ) -> list[Find]:
        """The passages that answer a query, those of a better tier first; as if the `banned` ones were not among them.

        The order is that of all, so banned ones are left out of what is found: as many more are asked for as are met.
        """
        if query is None:
            return []
        wanted = self._matcher.wanted(query.wants)
        end = asked = offset + limit
        while True:
            found = self._best(query, wanted, asked, banned)
            shown = [find for find in found if find.passage.id not in banned]
            met = len(found) - len(shown)
            if asked >= end + met:
                return shown[offset:end]
            asked = min(end + AGAIN * met, end + len(banned))

    def _best(self, query: Query, wanted: Wanted, limit: int, banned: frozenset[str]) -> list[Find]:
        found: dict[str, Find] = {}
        for tier in _tiers(query):
            for find in self._found(tier, wanted, limit, banned):
                found.setdefault(find.passage.id, find)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _found(self, query: Query, wanted: Wanted, limit: int, banned: frozenset[str]) -> list[Find]:
        if len(query.wants) == 1:
            return self._index.search(query, limit)
        return self._ordered(query, wanted, limit, banned)

    def _ordered(self, query: Query, wanted: Wanted, limit: int, banned: frozenset[str]) -> list[Find]:
        """The best passages, those that answer near together before others."""
        pool = self._pool(query, max(LOOKED_INTO, limit))
        first = self._weighed(pool[:LOOKED_INTO], wanted, NONE_BANNED)
        first.sort(key=lambda find: (not _side_by_side(find, query.run), -find.score))
        # What comes later keeps the index's order, so that a page is the same however many are asked for.
        return [*first, *self._weighed(pool[LOOKED_INTO:], wanted, banned)]

    def _pool(self, query: Query, limit: int) -> list[Find]:
        """The passages that the index finds, those that hold the words side by side first."""
        pool = self._index.search(replace(query, run=()), limit)
        if not query.run:
            return pool
        if len(pool) == limit and self._index.holds(Term(PLAIN, query.run)):
            first = self._index.search(query, limit)
            known = {find.passage.id for find in first}
            return [*first, *(find for find in pool if find.passage.id not in known)][:limit]
        return sorted(pool, key=lambda find: not _side_by_side(find, query.run))

    def _weighed(self, finds: Sequence[Find], wanted: Wanted, banned: frozenset[str]) -> list[Find]:
        """The passages that meet enough, with what nearness adds to their scores; banned ones, as they are."""
        weighed = []
        for find in finds:
            if find.passage.id in banned:
                weighed.append(find)
                continue
            met = coverage(find.passage, self._language_of(find.passage), wanted)
            if met.whole >= LEAST_SHARE:
                weighed.append(replace(find, score=find.score * (1 + self._bonus * met.near)))
        return weighed


def _tiers(query: Query) -> Iterator[Query]:
    """Of one want the word or name itself, then its other ways; of several all that is wanted, then enough of it."""
    if len(query.wants) == 1:
        want = query.wants[0]
        itself = tuple(way for way in want.ways if way.field == PLAIN or way.words[0].startswith(NAME))
        if itself:
            yield replace(query, wants=(replace(want, ways=itself),))
        yield query
        return
    loose = sum(not want.anchor for want in query.wants)
    yield replace(query, least=loose)
    if query.least < loose:
        yield replace(query, run=())


def _side_by_side(find: Find, run: Sequence[str]) -> bool:
    """Whether a passage holds a run of words just so."""
    return bool(run) and f" {' '.join(run)} " in f" {' '.join(folded_words(find.passage.text))} "


def query_of(reading: Reading) -> Query | None:
    """What to ask the index; None where the question names what the texts lack, so that nothing can answer it.

    An ordinary word that nothing is known of is passed over where enough is wanted besides.
    """
    count = len(reading.wants)
    if reading.some:
        return _some(reading)
    spare = (count if count > 1 else 0) + CONCEPT_SPARES * bool(reading.concepts)
    if not count or reading.absent or len(reading.unknown) > spare:
        return None
    loose = sum(not want.anchor for want in reading.wants)
    most = loose if loose <= ALL_WANTED else math.ceil(loose * MOST)
    least = most if loose == count else 0
    run = reading.run if count > 1 and len(reading.run) >= LEAST_RUN else ()
    return Query(reading.wants, least, reading.without, section=reading.section, run=run)


def _some(reading: Reading) -> Query | None:
    """What to ask where a few of the wants are enough, whatever else there is; no name or phrase must be met."""
    wants = tuple(replace(want, anchor=False) for want in reading.wants)
    least = SOME_WANTED if len(wants) > SOME_WANTED else 1
    return Query(wants, least, reading.without, section=reading.section) if wants else None


def of_author(query: Query | None, author: str | None) -> Query | None:
    """The same, of one author only."""
    return replace(query, author=author) if query and author else query
