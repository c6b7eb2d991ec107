"""Searches the index for what a question wants, and orders the passages by how well a few sentences answer it."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from bot.index.enrich import NAME
from bot.index.query import Query, Want
from bot.index.reader import Find, Index
from bot.index.schema import PLAIN
from bot.library.cutting import coverage
from bot.library.matching import Matcher, Wanted
from bot.library.proofreading import LEAST_RUN
from bot.library.rules import is_remote
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
            found = self._ranked(query, wanted, asked, banned)
            shown = [find for find in found if find.passage.id not in banned]
            met = len(found) - len(shown)
            if asked >= end + met:
                return shown[offset:end]
            asked = min(end + AGAIN * met, end + len(banned))

    def _ranked(self, query: Query, wanted: Wanted, limit: int, banned: frozenset[str]) -> list[Find]:
        found: dict[str, Find] = {}
        for tier in _tiers(query):
            for find in self._found(tier, wanted, limit, banned):
                found.setdefault(find.passage.id, find)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _found(self, query: Query, wanted: Wanted, limit: int, banned: frozenset[str]) -> Iterable[Find]:
        if len(query.wants) == 1:
            return self._index.search(query, limit)
        pool = self._index.search(query, max(LOOKED_INTO, limit))
        first = self._best(islice(pool, LOOKED_INTO), wanted, limit)
        # What comes later keeps the index's order, so that a page is the same however many are asked for.
        return chain(first, self._weighed(pool, wanted, banned) if limit > LOOKED_INTO else ())

    def _best(self, finds: Iterable[Find], wanted: Wanted, limit: int) -> list[Find]:
        """The best passages, those that answer near together before others; it goes on until no more can be of them."""
        best: list[Find] = []
        for find in finds:
            if len(best) >= limit and _place(best[limit - 1]) <= _place(find.worth(1 + self._bonus)):
                break
            for weighed in self._weighed([find], wanted):
                insort(best, weighed, key=_place)
        return best

    def _weighed(self, finds: Iterable[Find], wanted: Wanted, banned: frozenset[str] = NONE_BANNED) -> Iterator[Find]:
        """The passages that meet enough, with what nearness adds to their scores; banned ones, as they are."""
        for find in finds:
            if find.passage.id in banned:
                yield find
                continue
            met = coverage(find.passage, self._language_of(find.passage), wanted)
            if met.whole >= LEAST_SHARE:
                yield find.worth(1 + self._bonus * met.near)


def _place(find: Find) -> tuple[bool, float]:
    """What finds are ordered by."""
    return not find.run, -find.score


def _tiers(query: Query) -> Iterator[Query]:
    """Of one want the word or name itself, then its other ways; of several all that is wanted, then enough of it.

    Of several each is first sought in words of its own: parts of compounds and headings are seldom needed then.
    """
    if len(query.wants) == 1:
        want = query.wants[0]
        itself = tuple(way for way in want.ways if way.field == PLAIN or way.words[0].startswith(NAME))
        if itself:
            yield replace(query, wants=(replace(want, ways=itself),))
        yield query
        return
    loose = sum(not want.anchor for want in query.wants)
    near = replace(query, wants=tuple(map(_near, query.wants)))
    for tier in (near, query):
        yield replace(tier, least=loose)
    if query.least < loose:
        for tier in (near, query):
            yield replace(tier, run=())


def _near(want: Want) -> Want:
    """The want without its remote ways, where it has others."""
    ways = tuple(way for way in want.ways if not is_remote(way))
    return replace(want, ways=ways) if ways else want


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
