"""Voices as a map of them would give: who is quoted where, for the few passages that the tests of claims need."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.corpus.quotations import quotations
from bot.model import Quote, Voice, Work

QUOTED = {"westerlund-32": ("Lenin", "lenin"), "storm-20": ("Marot", "marot"), "storm-21": ("Trotski", "trotsky")}


@dataclass(frozen=True)
class FakeVoices:
    """Says who speaks: in the quotations of a passage in `quoted` that speaker, in others nobody knows who."""

    works: dict[str, Work]
    quoted: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(QUOTED))

    def __call__(self, quote: Quote) -> Voice:
        work, passage = self.works[quote.passage.work], quote.passage
        touched = [q for q in quotations(passage.text) if q.overlaps(quote.span)]
        if not touched:
            return Voice(work.author, own=True, kind="author", speaker_key=work.author_key)
        if not any(q.start <= quote.span.start and quote.span.end <= q.end for q in touched):
            return Voice(work.author, own=True, kind="mixed", speaker_key=work.author_key)
        if passage.id not in self.quoted:
            return Voice(None, own=False, kind="speech")
        name, key = self.quoted[passage.id]
        return Voice(name, own=False, kind="speech", speaker_key=key)
