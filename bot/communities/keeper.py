"""What a community owns, as it stands: read once and kept until it changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import structlog

from bot.communities import settings, sheets
from bot.communities.settings import Settings
from bot.communities.sheets import Sheet
from bot.corpus.topics import Topic, Topics
from bot.errors import NotFound, StoreUnreachable
from bot.latest import Latest
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.store.ledger import Document, Ledger
from bot.store.petitions import Petitions
from bot.store.schedules import KIND as SCHEDULE

log = structlog.get_logger(__name__)

TOPIC, BAN, SETTINGS = "topic", "ban", "settings"
"""The kinds of documents, beside schedules.

A ban's key is the id of a passage; there is one document of settings, under their kind.
"""

MOST: Mapping[str, int] = {TOPIC: 200, BAN: 500, SCHEDULE: 20}
"""How many documents of a kind a community may have."""

# Another process may change what is kept here: so old a state is looked at again.
FRESH_S = 2.0
# So long nobody tries whether a database is there again that was not.
AWAY_S = 3.0
COMMUNITIES = 2_000


@dataclass(frozen=True, slots=True)
class State:
    """What a community owned at the change of that number; `untold` are members who wait for news of a petition."""

    revision: int
    documents: Mapping[str, Mapping[str, Document]]
    sheets: Mapping[str, Sheet]
    settings: Settings
    untold: frozenset[str]
    holdings: Holdings

    def topic(self, key: str) -> Topic:
        """A topic that the community sees; NotFound for any other."""
        topics = self.holdings.topics
        if key not in topics:
            raise NotFound("topic-unknown")
        return topics[key]

    def version(self, kind: str, key: str) -> int:
        """The version of a document; 0 where there is none."""
        found = self.documents.get(kind, {}).get(key)
        return found.version if found else 0


@dataclass(frozen=True, slots=True)
class _Kept:
    state: State
    looked_at: float


class Keeper:
    """Knows the state of each community; `clock` counts seconds."""

    def __init__(
        self, ledger: Ledger, petitions: Petitions, library: Library, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ledger = ledger
        self._petitions = petitions
        self._library = library
        self._clock = clock
        self._kept: Latest[str, _Kept] = Latest(COMMUNITIES)
        # What was changed since somebody last began to read it: who reads meanwhile may read what was before.
        self._changed: set[str] = set()
        self._reading: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._away: tuple[float, StoreUnreachable] | None = None

    @property
    def curated(self) -> Topics:
        """The topics of everybody, before a community says otherwise."""
        return self._library.curated.topics

    async def state(self, community: str) -> State:
        """What a community owns; while the database is away, what it owned when it was last there.

        StoreUnreachable where that is not known either.
        """
        kept = self._kept.get(community)
        if kept and self._is_fresh(community):
            return kept.state
        try:
            self._check_there()
            async with self._reading.setdefault(community, asyncio.Lock()):
                return await self._looked_at(community)
        except StoreUnreachable as e:
            self._note_away(e)
            if kept is None:
                raise
            return kept.state

    def changed(self, community: str) -> None:
        """What is known of a community is no longer so: it is read again when it is next asked for."""
        self._changed.add(community)
        if kept := self._kept.get(community):
            self._kept.keep(community, replace(kept, looked_at=float("-inf")))

    def _check_there(self) -> None:
        """StoreUnreachable where it was so a moment ago: nobody waits again for what will not come."""
        if self._away and self._clock() - self._away[0] < AWAY_S:
            raise self._away[1]

    def _note_away(self, error: StoreUnreachable) -> None:
        if self._away is None or error is not self._away[1]:
            log.warning("database away, going on with what is known")
            self._away = self._clock(), error

    def forget(self, member: str) -> None:
        """Lets go of what is known of a member: which communities have news for them."""
        for community in self._kept:
            kept = self._kept.get(community)
            if kept and member in kept.state.untold:
                self._kept.drop(community)

    def _is_fresh(self, community: str) -> bool:
        kept = self._kept.get(community)
        return kept is not None and community not in self._changed and self._clock() - kept.looked_at < FRESH_S

    async def _looked_at(self, community: str) -> State:
        kept = self._kept.get(community)
        if kept and self._is_fresh(community):
            return kept.state
        self._changed.discard(community)
        revision = await self._ledger.revision(community)
        if kept is None or kept.state.revision != revision:
            state = await self._read(community)
        else:
            state = kept.state
        self._kept.keep(community, _Kept(state, self._clock()))
        return state

    async def _read(self, community: str) -> State:
        revision, documents = await self._ledger.everything(community)
        untold = await self._petitions.untold_members(community)
        found = {key: sheets.read(of.content) for key, of in documents.get(TOPIC, {}).items()}
        banned = documents.get(BAN, {})
        holdings = self._library.curated
        if found or banned:
            topics = seen(self.curated, found)
            holdings = await asyncio.to_thread(self._held, topics, banned.keys())
        told = documents.get(SETTINGS, {}).get(SETTINGS)
        known = settings.read(told.content) if told else Settings()
        return State(revision, documents, found, known, untold, holdings)

    def _held(self, topics: Topics, banned: Collection[str]) -> Holdings:
        """What is held, ready for the first who asks or types: thousands of names take their time."""
        holdings = self._library.holdings(topics, banned)
        holdings.prepare()
        return holdings


def seen(curated: Topics, own: Mapping[str, Sheet]) -> Topics:
    """The topics as a community sees them, those that are its own first."""
    mine = {key: sheet.over(key, None) for key, sheet in own.items() if key not in curated and not sheet.hidden}
    shared = {key: own[key].over(key, topic) if key in own else topic for key, topic in curated.items()}
    return mine | {key: topic for key, topic in shared.items() if not (key in own and own[key].hidden)}
