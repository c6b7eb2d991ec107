"""Says whether words are those of whom they are claimed for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.corpus.lexicon import Lexicon
from bot.corpus.quotations import closed_quotations
from bot.corpus.sentences import sentences
from bot.corpus.voices import Voices
from bot.corpus.words import folded_words
from bot.errors import BadInput
from bot.library.calling import called
from bot.model import Quote, Span, Voice, Work

Theirs = Literal["theirs", "open", "not theirs"]


@dataclass(frozen=True, slots=True)
class Named:
    """An author or a speaker."""

    key: str
    name: str
    is_author: bool = False


def author_called(wanted: str, authors: Mapping[str, str]) -> str | None:
    """The key of the author whom a key or a name means, nearly spelt at least, if there is one."""
    keys: dict[str, str] = {}
    for key, name in authors.items():
        words = folded_words(name)
        for spelling in (folded_words(key), words, words[-1:], [*words[-1:], *words[:-1]]):
            keys.setdefault(" ".join(spelling), key)
    return called(wanted, keys)


def speaker_called(wanted: str, lexicon: Lexicon) -> str | None:
    """The key of the person or group whom a key or a name in nearly any spelling means, if there is one."""
    if wanted in lexicon.titles:
        return wanted
    phrases = {**lexicon.names.phrases, **lexicon.groups.phrases}
    return called(wanted, {" ".join(phrase): key for phrase, key in phrases.items()})


class Attribution:
    """Knows authors and speakers, and by `voices` who speaks where."""

    def __init__(self, works: Mapping[str, Work], lexicon: Lexicon, voices: Voices) -> None:
        self._authors = {work.author_key: work.author for work in works.values()}
        self._works = works
        self._lexicon = lexicon
        self._voices = voices

    def voice(self, quote: Quote) -> Voice:
        """Who speaks in a quote."""
        return self._voices.voice(self._work(quote), quote)

    def named(self, told: str | None) -> Named | None:
        """Whom a key or a name means, in any case; None for none. BadInput where nobody is called so."""
        wanted = (told or "").strip().casefold()
        if not wanted:
            return None
        author = author_called(wanted, self._authors)
        if author:
            return Named(author, self._authors[author], is_author=True)
        speaker = speaker_called(wanted, self._lexicon)
        if speaker is None:
            raise BadInput("author-unknown", authors=", ".join(self._authors.values()))
        return Named(speaker, self._voices.called(speaker))

    def whose(self, quote: Quote, key: str) -> Theirs:
        """Whether these words are of the author or speaker of that key; open where nobody has checked."""
        voice, by_author = self.voice(quote), self._work(quote).author_key == key
        if voice.kind == "mixed":
            return self._mixed(quote, key, by_author=by_author)
        if voice.kind == "report" and (by_author or voice.speaker_key == key):
            return self._rendered(quote, key, by_author=by_author)
        if voice.speaker_key == key:
            return "theirs"
        return "open" if voice.kind == "speech" and voice.speaker is None else "not theirs"

    def _rendered(self, quote: Quote, key: str, *, by_author: bool) -> Theirs:
        """Of a view: its author's words, as long as these say whose it is; without them its holder's."""
        theirs = by_author != self._without_lead_in(quote)
        inside = (self.voice(_common(quote, part)) for part in _quotations(quote))
        quoted = any(voice.kind == "speech" and voice.speaker_key == key for voice in inside)
        return "theirs" if theirs or quoted else "not theirs"

    def _mixed(self, quote: Quote, key: str, *, by_author: bool) -> Theirs:
        """Of words that the author shares with others: theirs where a part is, else what most of them are."""
        inside = _quotations(quote)
        spoken = [self._whose_speech(_common(quote, part), key) for part in inside]
        leads_in = not any(part.holds(quote.span) for part in inside)
        if "theirs" in spoken or (by_author and leads_in):
            return "theirs"
        others = sum(len(_common(quote, part).span) for part in inside)
        return "open" if "open" in spoken and 2 * others > len(quote.span) else "not theirs"

    def _without_lead_in(self, quote: Quote) -> bool:
        """Whether the words that say whose view a quote renders are cut off it, in the middle of a sentence."""
        begins = {cut.start for cut in sentences(quote.passage.text, self._work(quote).language)}
        views = (of.span for of in self._voices.within(quote.passage) if of.kind == "report")
        stretch = Span(quote.start, quote.end)
        cut_off = any(view.holds(stretch) and view.start < stretch.start for view in views)
        return cut_off and quote.span.start not in begins

    def _whose_speech(self, quote: Quote, key: str) -> Theirs:
        """The same of words inside one quotation."""
        voice = self.voice(quote)
        if voice.speaker_key == key:
            return "theirs"
        return "open" if voice.speaker is None else "not theirs"

    def _work(self, quote: Quote) -> Work:
        return self._works[quote.passage.work]


def _quotations(quote: Quote) -> list[Span]:
    """The quotations of the passage that a quote has something of."""
    return [part for part in closed_quotations(quote.passage.text) if part.overlaps(quote.span)]


def _common(quote: Quote, part: Span) -> Quote:
    """What a quote has of a stretch of its passage."""
    return Quote(quote.passage, Span(max(quote.span.start, part.start), min(quote.span.end, part.end)))
