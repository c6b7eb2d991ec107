"""Finds the concepts of the glossary in a question, in whatever form a word of theirs is typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial

from bot.corpus.lexicon import Lexicon
from bot.corpus.phrasebook import Phrasebook, Spotted
from bot.corpus.words import folded_words
from bot.index.families import Families
from bot.index.words import stem

ASKED_IN = ("nl", "en")


class Glossary:
    """The lexicon's terms, by their words as they are, by stems, and by families, in that order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._families = Families(lexicon.suffixes.get("nl", ()))

    def prepare(self) -> None:
        """Makes the forms before a question needs them."""
        _ = self._forms

    def spot(self, words: Sequence[str], names: Collection[int] = ()) -> dict[int, Spotted]:
        """The concept that begins at each word, if one does: the longest, and of those the one nearest in form.

        `names` are the places of words that are names already.
        """
        found = {spotted.start: spotted for spotted in self._lexicon.glossary.spot(words)}
        if len(self._covered(found) | set(names)) < len(words) and self._lexicon.terms:
            for form, book in self._forms:
                for spotted in book.spot([form(word) for word in words]):
                    places = range(spotted.start, spotted.end)
                    says_something = any(words[at] not in self._lexicon.function for at in places)
                    if says_something and not self._covered(found) & set(places):
                        found[spotted.start] = spotted
        return found

    def _covered(self, found: dict[int, Spotted]) -> set[int]:
        return {at for spotted in found.values() for at in range(spotted.start, spotted.end)}

    @cached_property
    def _forms(self) -> list[tuple[Callable[[str], str], Phrasebook]]:
        """Made when first needed: most questions are typed as the glossary has them."""
        stems = [self._book(language, partial(stem, language=language)) for language in ASKED_IN]
        return [*stems, self._book("nl", self._family)]

    def _book(self, language: str, form: Callable[[str], str]) -> tuple[Callable[[str], str], Phrasebook]:
        phrases = {
            key: [" ".join(form(word) for word in folded_words(phrase)) for phrase in term.phrases.get(language, ())]
            for key, term in self._lexicon.terms.items()
        }
        return form, Phrasebook(phrases)

    def _family(self, word: str) -> str:
        return self._families.root(word) or word
