"""A sentence as it is read: who is given the floor in it, found once for all the marks that stand in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from bot.corpus.proposing.people import free
from bot.corpus.proposing.phrases import Mention, Sentence
from bot.corpus.proposing.verbs import Said, document, held, noun, passive, shows, verb


@dataclass(frozen=True)
class Reading:
    """A sentence, with what in it gives somebody the floor."""

    sentence: Sentence

    @cached_property
    def spoken(self) -> list[Said]:
        """All verbs of speech with a subject, and all other words that say whose view it is, in their order."""
        rules = (verb, passive, held, noun)
        found = (next(filter(None, (rule(self.sentence, at) for rule in rules)), None) for at in self._places)
        return [said for said in found if said]

    @cached_property
    def shown(self) -> list[Said]:
        """The verbs that take their clause for true: no report, but a lead-in to a quotation."""
        return [said for at in self._places if (said := shows(self.sentence, at))]

    @cached_property
    def written(self) -> list[Said]:
        """The documents whose author is named: *het testament van Lenin*, *Lenin’s testament*."""
        return [said for at in self._places if (said := document(self.sentence, at))]

    @cached_property
    def first(self) -> Mention | None:
        """The first who is mentioned as a subject."""
        return next((m for _, m in sorted(self.sentence.mentions.items()) if free(self.sentence, m)), None)

    def until(self, place: int) -> int:
        """How many words stand before a place of the text."""
        return bisect_left(self._starts, place)

    @property
    def _places(self) -> range:
        return range(len(self.sentence.words))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span, _ in self.sentence.tokens]
