"""Takes in a file of topics: shows what it would change, then changes all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.communities import sheets
from bot.communities.carrying import REASON_LENGTH, imported
from bot.communities.changing import Changes
from bot.communities.keeper import TOPIC, Keeper
from bot.communities.sheets import Sheet
from bot.communities.titles import twin
from bot.communities.wishes import cleaned
from bot.communities.working import settled
from bot.errors import BadInput, NotFound
from bot.library.library import Library
from bot.model import Ask, Upload
from bot.store.ledger import Edit
from bot.store.petitions import OPEN, USED, Petition, Petitions

IMPORT = "import"
"""The kind of petition."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do: the topics that it would add, change and hide, by their titles, and how many stay."""

    petition: Petition
    added: tuple[str, ...]
    changed: tuple[str, ...]
    hidden: tuple[str, ...]
    same: int


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
            raise BadInput("import-title", topic=twins.key, title=twins.title, other=twins.other)
        told = {key: sheets.written(sheet) for key, sheet in found.items()}
        known = {key: state.version(TOPIC, key) for key in found}
        kept = await self._petitions.begin(ask.community, ask.member, IMPORT, {"sheets": told, "versions": known})
        return self._plan(kept, found, state.sheets)

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
            self._check(key, sheet)
        return found

    def _check(self, key: str, sheet: Sheet) -> None:
        """BadInput where a side is of nobody here, or a quote is not where it should be or not its author's own."""
        for author, pins in sheet.sides.items():
            if author not in self._library.authors:
                raise BadInput("import-author", topic=key, author=cleaned(author)[:REASON_LENGTH])
            for pin in pins or ():
                if not self._library.pins.may_pin(pin, author):
                    raise BadInput("import-pin", topic=key, passage=cleaned(pin.passage))

    def _plan(self, petition: Petition, found: Mapping[str, Sheet], known: Mapping[str, Sheet]) -> Plan:
        changed = {key: sheet for key, sheet in found.items() if sheet != known.get(key, Sheet())}
        new = {key for key in changed if key not in known and key not in self._keeper.curated}
        hidden = {key for key, sheet in changed.items() if sheet.hidden}
        return Plan(
            petition,
            added=tuple(self._titles(changed, new - hidden)),
            changed=tuple(self._titles(changed, changed.keys() - new - hidden)),
            hidden=tuple(self._titles(changed, hidden)),
            same=len(found) - len(changed),
        )

    def _titles(self, found: Mapping[str, Sheet], keys: set[str]) -> Iterator[str]:
        for key, sheet in found.items():
            if key in keys:
                yield next(iter(sheet.over(key, self._keeper.curated.get(key)).title.values()))
