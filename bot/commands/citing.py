"""The action under every quotation that gives it to be copied, with its source."""

from __future__ import annotations

from bot.commands.held import Held
from bot.commands.place import read_place
from bot.dispatch.command import action
from bot.library.library import Library
from bot.model import Ask
from bot.reply import Reference, Reply
from bot.reply.telling import citation


class Citing:
    """Gives quotations to take along."""

    def __init__(self, library: Library, held: Held) -> None:
        self._library = library
        self._held = held

    @action("cite")
    async def cite(self, ask: Ask, target: str, kept: str) -> Reply:
        """The quotation as text to copy, with its source and an entry for a bibliography, to the asker alone."""
        place = read_place(target, kept)
        result = await self._library.consult(self._library.at, place.passage, place.span, "", await self._held(ask))
        passage = result.quote.passage
        work = self._library.work_of(passage)
        reference = Reference(
            quote=result.quote,
            voice=result.voice,
            citation=citation(work, passage),
            work=work,
            record=self._library.record_of(passage),
        )
        return Reply((reference,), private=True)
