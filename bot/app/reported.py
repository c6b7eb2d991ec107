"""What members reported about quotations, beside the texts and the map of voices that are to be mended."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.app.reading import listings_of
from bot.app.storing import backend_of
from bot.communities.reports import REPORT, Report, read
from bot.communities.wishes import cleaned
from bot.config import Config
from bot.corpus.collected import texts_of
from bot.corpus.entries import VoiceEntry, read_entries
from bot.corpus.passages import cut
from bot.corpus.utterances import FILE as VOICES
from bot.corpus.works import read_works
from bot.errors import BadInput, Conflict
from bot.model import Passage
from bot.store.database import opened
from bot.store.filed import Filed, filed
from bot.store.ledger import PETITIONS, Deed, Edit, Ledger
from bot.store.migrating import Migrations
from bot.store.petitions import CLOSED, WAITING

OPERATOR = "operator"
DEED = "report-close"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the quote of a report stands: its file and line, its offsets there, its words, what the map says there.

    `map` is the file of that map, as an operator knows it.
    """

    source: str
    line: int
    start: int
    end: int
    text: str
    map: str
    entries: tuple[VoiceEntry, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, with the place that it is about; None where the texts have it no longer."""

    filed: Filed
    report: Report
    place: Place | None


def reported(config: Config, *, settled: bool) -> list[Reported]:
    """The reports of all communities that wait, and on demand the settled ones, the oldest first.

    StoreUnusable where there is no database.
    """
    found = filed(backend_of(config), Migrations(), REPORT, () if settled else (WAITING,))
    reports = [(of, read(of.petition.content)) for of in found]
    places = _Places(config, {report.passage for _, report in reports})
    return [Reported(of, report, places.of(report)) for of, report in reports]


def close(config: Config, number: str, reason: str) -> None:
    """Settles a report that waits, for whoever made it to hear.

    BadInput where none of that id waits. On SQLite StoreUnusable while a bot serves: only one process may write.
    """
    backend = backend_of(config)
    waiting = filed(backend, Migrations(), REPORT, (WAITING,))
    wanted = next((of for of in waiting if of.petition.id == number), None)
    if wanted is None:
        raise BadInput("report-not-waiting", number=cleaned(number))

    async def settle(of: Filed) -> None:
        async with opened(backend) as database:
            after = {"state": CLOSED, "reason": cleaned(reason)}
            edit = Edit(PETITIONS, number, after, of.petition.version)
            await Ledger(database, {}).change(of.community, Deed(OPERATOR, DEED), [edit])

    try:
        asyncio.run(settle(wanted))
    except Conflict:
        raise BadInput("report-not-waiting", number=number) from None


class _Places:
    """The places of passages. Only works that are asked for are cut."""

    def __init__(self, config: Config, passages: set[str]) -> None:
        named, listings = {of.rpartition("-")[0] for of in passages}, listings_of(config)
        self._texts = {text.work.key: text for text in texts_of(listings, named)}
        cuts = {key: cut(text).passages for key, text in self._texts.items()}
        self._passages: Mapping[str, Passage] = {of.id: of for found in cuts.values() for of in found}
        mapped = [of.listed for of in listings if of.voices] if passages else []
        self._entries = [entry for folder in mapped for entry in read_entries(folder)]
        # The operator knows the folder of the seeds' map by its name, wherever it is.
        self._maps = {of.key: str(kept.listed / VOICES) for kept in listings[1:] for of in read_works(kept.listed)}

    def of(self, report: Report) -> Place | None:
        """The place that a report is about."""
        passage = self._passages.get(report.passage)
        if passage is None:
            return None
        text, span = self._texts[passage.work], report.span.moved(passage.start)
        entries = (of for of in self._entries if of.work == passage.work and of.span.overlaps(span))
        words = text.content[span.start : span.end]
        line = text.content.count("\n", 0, span.start) + 1
        file = self._maps.get(passage.work, f"data/{VOICES}")
        return Place(text.work.source, line, span.start, span.end, words, file, tuple(entries))
