"""Says whose words a quote holds: by the reviewed map, and where nobody has looked, by the quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice
from typing import Literal

from bot.corpus.utterances import Utterance, Utterances, unread
from bot.model import Passage, Quote, Span, Voice, Work

# The kinds in which another than the author speaks; a term, a title and a scare quote are the author's own words.
SPOKEN = frozenset({"speech", "report"})
OWN_SHARE = 0.5
# So many passages are looked into at once.
PASSAGES = 32


class Voices:
    """Knows who speaks where. `titles` says how a speaker is called whom the work itself does not name.

    `within(passage)` are the utterances that a passage holds, and its quotation marks that nobody has looked at. It is
    remembered for a while: who cuts a quote out of a passage asks of every run of its sentences.
    """

    def __init__(self, utterances: Utterances, titles: Mapping[str, str]) -> None:
        self._utterances = utterances
        self._titles = titles
        # How far the utterances of each work reach, up to each of them; they are in the order of the file.
        self._ends = {work: list(accumulate((of.span.end for of in found), max)) for work, found in utterances.items()}
        self._named = {
            work: {of.speaker: of.named for of in reversed(found) if of.speaker and of.named}
            for work, found in utterances.items()
        }
        self.within: Callable[[Passage], Sequence[Utterance]] = lru_cache(maxsize=PASSAGES)(self._within)

    @property
    def speakers(self) -> tuple[str, ...]:
        """The keys of all who speak or are rendered, those of most utterances first."""
        heard = Counter(of.speaker for found in self._utterances.values() for of in found if of.speaker)
        return tuple(key for key, _ in heard.most_common())

    def called(self, key: str, work: str = "") -> str:
        """How a speaker is called: in a work where it names them, else as any work or the list of names does."""
        spellings = chain([self._named.get(work, {})], self._named.values())
        return next((names[key] for names in spellings if key in names), self._titles.get(key, key))

    def voice(self, work: Work, quote: Quote) -> Voice:
        """Who speaks in a quote. It is the author's own where at least half of it is."""
        stretch = Span(quote.start, quote.end)
        heard = [of for of in self.within(quote.passage) if of.span.overlaps(stretch)]
        spoken = [of for of in heard if of.kind in SPOKEN]
        if not all(of.reviewed for of in heard):
            inside = any(of.span.holds(stretch) for of in heard)
            return Voice(None, own=False, kind="speech" if inside else "mixed", reviewed=False)
        share = _own_share(quote, spoken) if spoken else 1.0
        if share == 1:
            return Voice(work.author, own=True, kind="author", speaker_key=work.author_key)
        main = _main(stretch, spoken)
        rendered = main.kind == "report"
        if share >= OWN_SHARE:
            return Voice(work.author, True, "mixed", work.author_key, heard=main.named, rendered=rendered)
        through = tuple(self.called(key, work.key) for key in main.through)
        inner = _inner(main, spoken, stretch)
        return Voice(main.named, False, _kind(main, share), main.speaker, through, heard=inner, rendered=rendered)

    def _within(self, passage: Passage) -> Sequence[Utterance]:
        stretch = Span(passage.start, passage.end)
        utterances, ends = self._utterances.get(passage.work, ()), self._ends.get(passage.work, ())
        listed: list[Utterance] = []
        # Those that end before the passage are passed over, and those behind it never reached.
        for of in islice(utterances, bisect_right(ends, stretch.start), None):
            if of.span.start >= stretch.end:
                break
            listed += [of] if of.span.overlaps(stretch) else []
        more = list(unread(passage.text, passage.start, listed))
        return sorted([*listed, *more], key=lambda of: (of.span.start, -of.span.end)) if more else listed

    def speaks(self, quote: Quote, speaker: str) -> bool:
        """Whether a quote is for the greater part what a speaker says, or what is said to be their view."""
        theirs = [of for of in self.within(quote.passage) if of.reviewed and speaker in of.speakers]
        return _own_share(quote, theirs) < OWN_SHARE


def _kind(main: Utterance, own_share: float) -> Literal["speech", "report", "mixed"]:
    if own_share:
        return "mixed"
    return "speech" if main.kind == "speech" else "report"


def _own_share(quote: Quote, spoken: Sequence[Utterance]) -> float:
    """The share of a quote's letters that stand outside these utterances."""
    outside, at = 0, quote.start
    for span in sorted(chain.from_iterable(of.parts for of in spoken), key=lambda span: span.start):
        outside += _letters(quote.text[at - quote.start : max(span.start, at) - quote.start])
        at = max(span.end, at)
    letters = _letters(quote.text)
    return (outside + _letters(quote.text[at - quote.start :])) / letters if letters else 1.0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _main(stretch: Span, spoken: Iterable[Utterance]) -> Utterance:
    """The one that says most of a stretch; of two that say as much, the one who says no more than that."""
    return max(spoken, key=lambda of: (_shared(of.span, stretch), -len(of.span)))


def _inner(main: Utterance, spoken: Iterable[Utterance], stretch: Span) -> str | None:
    """Whose words or view fill most of what somebody says."""
    others = (of for of in spoken if of.speaker != main.speaker and main.span.holds(of.span))
    filling = (of.named for of in others if 2 * _shared(of.span, stretch) >= len(stretch))
    return next(filling, None) if main.kind == "speech" else None


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
