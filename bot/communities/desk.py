"""All that is done for communities, put together over one database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.communities.changing import Changes
from bot.communities.importing import Importing
from bot.communities.keeper import MOST, TOPIC, Keeper, State
from bot.communities.reports import Reports
from bot.communities.titles import Titles
from bot.communities.topics import Topics
from bot.communities.working import Workbench
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.model import Ask
from bot.store.database import Database
from bot.store.ledger import Derive, Ledger
from bot.store.members import Members
from bot.store.missed import Missed
from bot.store.petitions import Petitions

# What may wait for a community's moderators, what a member may have under work, what was asked in vain.
MOST_WAITING, MOST_OPEN, MOST_MISSED = 500, 10, 300


@dataclass(frozen=True, slots=True)
class Desk:
    """What commands need of communities."""

    keeper: Keeper
    changes: Changes
    workbench: Workbench
    topics: Topics
    reports: Reports
    importing: Importing
    petitions: Petitions
    missed: Missed
    members: Members

    async def state(self, ask: Ask) -> State:
        """What the asker's community owns."""
        return await self.keeper.state(ask.community)

    async def holdings(self, ask: Ask) -> Holdings:
        """What the asker's community can be asked about and must not be shown."""
        return (await self.keeper.state(ask.community)).holdings


def desk(database: Database, library: Library, derived: Mapping[str, Derive] = MappingProxyType({})) -> Desk:
    """The desk over a database; `derived` makes what else is kept of the documents of a kind."""
    ledger = Ledger(database, MOST, derived=derived, rules={TOPIC: Titles(library)})
    petitions = Petitions(database, MOST_WAITING, MOST_OPEN)
    keeper = Keeper(ledger, petitions, library)
    changes = Changes(ledger, petitions, keeper)
    return Desk(
        keeper=keeper,
        changes=changes,
        workbench=Workbench(petitions, changes, keeper),
        topics=Topics(changes, keeper),
        reports=Reports(petitions, changes, keeper),
        importing=Importing(petitions, changes, keeper, library),
        petitions=petitions,
        missed=Missed(database, MOST_MISSED),
        members=Members(database),
    )
