"""Says whether words are those of whom they are claimed for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.corpus.lexicon import Lexicon
from bot.corpus.quotations import closed_quotations
from bot.corpus.words import folded_words
from bot.errors import BadInput
from bot.library.calling import called
from bot.model import Passage, Quote, Span, Voice, Work

VoiceOf = Callable[[Quote], Voice]
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
    """Knows authors and speakers, and by `voice_of` who speaks where."""

    def __init__(
        self, authors: Mapping[str, str], lexicon: Lexicon, work_of: Callable[[Passage], Work], voice_of: VoiceOf
    ) -> None:
        self._authors = authors
        self._lexicon = lexicon
        self._work_of = work_of
        self._voice_of = voice_of

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
        return Named(speaker, self._lexicon.titles[speaker])

    def whose(self, quote: Quote, key: str) -> Theirs:
        """Whether these words are of the author or speaker of that key; open where nobody has checked."""
        voice, author = self._voice_of(quote), self._work_of(quote.passage).author_key
        if voice.kind == "mixed":
            return self._mixed(quote, key, author)
        if voice.speaker_key == key:
            return "theirs"
        if voice.kind == "speech":
            return "open" if voice.speaker is None else "not theirs"
        # Who renders the view of another does so in words of their own.
        return "theirs" if author == key else "not theirs"

    def _mixed(self, quote: Quote, key: str, author: str) -> Theirs:
        """Of words that the author shares with others: theirs where a part is, else what most of them are."""
        inside = [part for part in closed_quotations(quote.passage.text) if part.overlaps(quote.span)]
        spoken = [self._whose_speech(_common(quote, part), key) for part in inside]
        if author == key or "theirs" in spoken:
            return "theirs"
        others = sum(len(_common(quote, part).span) for part in inside)
        return "open" if "open" in spoken and 2 * others > len(quote.span) else "not theirs"

    def _whose_speech(self, quote: Quote, key: str) -> Theirs:
        """The same of words inside one quotation."""
        voice = self._voice_of(quote)
        if voice.speaker_key == key:
            return "theirs"
        return "open" if voice.speaker is None else "not theirs"


def _common(quote: Quote, part: Span) -> Quote:
    """What a quote has of a stretch of its passage."""
    return Quote(quote.passage, Span(max(quote.span.start, part.start), min(quote.span.end, part.end)))
