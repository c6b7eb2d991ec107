"""Says whose words a quote holds: by the reviewed map, and where nobody has looked, by the quotation marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Literal

from bot.corpus.utterances import Utterance, Utterances, unread
from bot.model import Passage, Quote, Span, Voice, Work

# The kinds in which another than the author speaks; a term, a title and a scare quote are the author's own words.
SPOKEN = frozenset({"speech", "report"})
OWN_SHARE = 0.5


class Voices:
    """Knows who speaks where. `titles` says how a speaker is called whom the work itself does not name."""

    def __init__(self, utterances: Utterances, titles: Mapping[str, str]) -> None:
        self._utterances = utterances
        self._titles = titles
        self._named = {
            work: {of.speaker: of.named for of in reversed(found) if of.speaker and of.named}
            for work, found in utterances.items()
        }

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who speaks or is rendered, as the works name them, those of most utterances first."""
        named = Counter(of.named for found in self._utterances.values() for of in found if of.speaker and of.named)
        return tuple(name for name, _ in named.most_common())

    def voice(self, work: Work, quote: Quote) -> Voice:
        """Who speaks in a quote. It is the author's own where at least half of it is."""
        stretch = Span(quote.start, quote.end)
        heard = [of for of in self.within(quote.passage) if of.span.overlaps(stretch)]
        spoken = [of for of in heard if of.kind in SPOKEN]
        if not all(of.reviewed for of in heard):
            inside = any(_contains(of.span, stretch) for of in heard)
            return Voice(None, own=False, kind="speech" if inside else "mixed", reviewed=False)
        if not spoken:
            return Voice(work.author, own=True, kind="author", speaker_key=work.author_key)
        share = _own_share(quote, spoken)
        main = _main(stretch, spoken)
        rendered = main.kind == "report"
        if share >= OWN_SHARE:
            return Voice(work.author, True, "mixed", work.author_key, heard=main.named, rendered=rendered)
        through = tuple(self._called(work, key) for key in main.through)
        return Voice(main.named, False, _kind(main, share), main.speaker, through, rendered=rendered)

    def within(self, passage: Passage) -> list[Utterance]:
        """The utterances that a passage holds, and its quotation marks that nobody has looked at."""
        stretch = Span(passage.start, passage.end)
        listed = [of for of in self._utterances.get(passage.work, ()) if of.span.overlaps(stretch)]
        found = chain(listed, unread(passage.text, passage.start, listed))
        return sorted(found, key=lambda of: (of.span.start, -of.span.end))

    def speaks(self, quote: Quote, speaker: str) -> bool:
        """Whether a quote is for the greater part what a speaker says, or what is said to be their view."""
        theirs = [of for of in self.within(quote.passage) if of.reviewed and speaker in of.speakers]
        return _own_share(quote, theirs) < OWN_SHARE

    def _called(self, work: Work, key: str) -> str:
        return self._named.get(work.key, {}).get(key) or self._titles.get(key, key)


def _kind(main: Utterance, own_share: float) -> Literal["speech", "report", "mixed"]:
    if own_share:
        return "mixed"
    return "speech" if main.kind == "speech" else "report"


def _own_share(quote: Quote, spoken: Sequence[Utterance]) -> float:
    """The share of a quote's letters that stand outside these utterances."""
    outside, at = 0, quote.start
    for span in sorted((of.span for of in spoken), key=lambda span: span.start):
        outside += _letters(quote.text[at - quote.start : max(span.start, at) - quote.start])
        at = max(span.end, at)
    letters = _letters(quote.text)
    return (outside + _letters(quote.text[at - quote.start :])) / letters if letters else 1.0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _main(stretch: Span, spoken: Iterable[Utterance]) -> Utterance:
    """The one that says most of a stretch; of two that say as much, the one who says no more than that."""
    return max(spoken, key=lambda of: (_shared(of.span, stretch), -len(of.span)))


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _contains(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
