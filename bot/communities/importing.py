"""Takes in a file of topics: shows what it would change, then changes all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.communities import sheets
from bot.communities.carrying import imported
from bot.communities.changing import Changes
from bot.communities.forms import refused, short
from bot.communities.keeper import TOPIC, Keeper, State, seen
from bot.communities.likeness import sharing
from bot.communities.sheets import Sheet
from bot.communities.titles import twin
from bot.communities.working import settled
from bot.corpus.topics import Topic
from bot.errors import BadInput, NotFound
from bot.library.library import Library
from bot.model import Ask, Upload
from bot.store.content import Fields
from bot.store.ledger import Changed, Edit
from bot.store.petitions import OPEN, USED, Petition, Petitions

IMPORT = "import"
"""The kind of petition."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do: the topics that it would add, change and hide, each before and after; how many stay.

    `alike` has the other topics that would be called as one of these, by its key: by another name, never by a title.
    """

    petition: Petition
    added: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    hidden: tuple[Changed, ...]
    same: int
    alike: Mapping[str, Sequence[Topic]]

    @property
    def parts(self) -> tuple[Changed, ...]:
        """All that would be otherwise."""
        return (*self.added, *self.changed, *self.hidden)


class Importing:
    """Imports topics into the asker's community."""

    def __init__(self, petitions: Petitions, changes: Changes, keeper: Keeper, library: Library) -> None:
        self._petitions = petitions
        self._changes = changes
        self._keeper = keeper
        self._library = library

    async def plan(self, ask: Ask, file: Upload) -> Plan:
        """What a file would change; BadInput where it cannot be used."""
        try:
            text = file.content.decode()
        except UnicodeDecodeError:
            raise BadInput("import-not-text") from None
        found = await asyncio.to_thread(self._read, text)
        state = await self._keeper.state(ask.community)
        twins = twin(self._keeper.curated, found.keys(), state.sheets, {**state.sheets, **found})
        if twins:
            raise refused("import-title", text, twins.key, "title", title=twins.title, other=twins.other)
        told = {key: sheets.written(sheet) for key, sheet in found.items()}
        known = {key: state.version(TOPIC, key) for key in found}
        kept = await self._petitions.begin(ask.community, ask.member, IMPORT, {"sheets": told, "versions": known})
        return self._plan(kept, found, state)

    async def planned(self, ask: Ask, number: str) -> Plan:
        """What was planned, beside what stands there by now."""
        petition = await self._planned(ask, number)
        found = {key: sheets.read(told) for key, told in petition.content["sheets"].items()}
        return self._plan(petition, found, await self._keeper.state(ask.community))

    async def apply(self, ask: Ask, number: str) -> tuple[int, int]:
        """Does what was planned; the number of the change, and how many topics it changed.

        Conflict where one of them was changed meanwhile: then nothing is done.
        """
        petition = await self._planned(ask, number)
        versions = petition.content["versions"]
        state = await self._keeper.state(ask.community)
        edits = [
            Edit(TOPIC, key, told or None, versions[key])
            for key, told in petition.content["sheets"].items()
            if sheets.read(told) != state.sheets.get(key, Sheet())
        ]
        made = await self._changes.make(ask, "topic-import", [*edits, settled(petition, USED)])
        return made, len(edits)

    async def forgo(self, ask: Ask, number: str) -> None:
        """Does nothing of what was planned."""
        await self._petitions.give_up(ask.community, await self._planned(ask, number))

    async def _planned(self, ask: Ask, number: str) -> Petition:
        petition = await self._petitions.petition(ask.community, number)
        ours = petition is not None and petition.kind == IMPORT and petition.state == OPEN
        if petition is None or not ours or petition.member != ask.member:
            raise NotFound("petition-gone")
        return petition

    def _read(self, text: str) -> dict[str, Sheet]:
        """What a file says, all of which can be used."""
        found = imported(text, self._keeper.curated)
        for key, sheet in found.items():
            self._check(key, sheet, text)
        return found

    def _check(self, key: str, sheet: Sheet, text: str) -> None:
        """BadInput where a side is of nobody here, or a quote is not where it should be or not its author's own."""
        for author, pins in sheet.sides.items():
            if author not in self._library.authors:
                raise refused("import-author", text, key, author)
            for pin in pins or ():
                if not self._library.pins.may_pin(pin, author):
                    raise refused("import-pin", text, key, author, passage=short(pin.passage))

    def _plan(self, petition: Petition, found: Mapping[str, Sheet], state: State) -> Plan:
        """The plan, in the order of the keys: what is stored keeps no other."""
        known = state.sheets
        changed = {key: sheet for key, sheet in found.items() if sheet != known.get(key, Sheet())}
        new = {key for key in changed if key not in known and key not in self._keeper.curated}
        hidden = {key for key, sheet in changed.items() if sheet.hidden}
        parts = [
            Changed(TOPIC, key, _written(known.get(key)), sheets.written(of)) for key, of in sorted(changed.items())
        ]
        return Plan(
            petition,
            added=tuple(part for part in parts if part.key in new - hidden),
            changed=tuple(part for part in parts if part.key not in new | hidden),
            hidden=tuple(part for part in parts if part.key in hidden),
            same=len(found) - len(changed),
            alike=sharing(seen(self._keeper.curated, {**known, **found}), changed),
        )


def _written(sheet: Sheet | None) -> Fields | None:
    return None if sheet is None else sheets.written(sheet)
