"""Says whose words a quote holds, as far as people have checked it."""

from __future__ import annotations

from bot.corpus.quotations import quotations
from bot.model import Quote, Voice, Work


def voice(work: Work, quote: Quote) -> Voice:
    """The author's voice, or an unchecked one where the quote holds or touches quotation marks."""
    touched = [q for q in quotations(quote.passage.text) if q.overlaps(quote.span)]
    if not touched:
        return Voice(work.author, own=True, kind="author")
    inside = any(q.start <= quote.span.start and quote.span.end <= q.end for q in touched)
    return Voice(None, own=False, kind="speech" if inside else "mixed")
