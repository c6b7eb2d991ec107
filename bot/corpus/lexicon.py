"""Reads what people have reviewed about words: names, terms, and the words that carry no subject."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.corpus.phrasebook import Phrasebook
from bot.corpus.words import fold, folded_words
from bot.errors import CorpusError
from bot.model import Localised

FILES = ("works.toml", "words.toml", "names.toml", "terms.toml")
GROUP, PLACES = "group", frozenset({"place", "people"})
SPELLINGS = ("nl", "en", "de", "fr", "other")
# The titles of names are in one language; members read others too.
LISTED_IN, SHOWN_IN = "nl", ("en",)
WordsOf = Mapping[str, frozenset[str]]
"""Folded words by language."""


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the field: the phrases by language that mean it, and weaker evidence of it."""

    title: str
    phrases: Mapping[str, tuple[str, ...]]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words. The word sets are folded, all languages together, since members mix them.

    `negating`, `joining` and `subordinate` are by language, for texts alone are read with them. `names` and `glossary`
    find the entries' phrases; `groups` those of speakers that are no names to a search; `titles` says how a name is
    shown, `localised` how in other languages than that of the list; `places` are the names of places and peoples, which
    everybody mentions; `terms` what a term means.
    """

    function: frozenset[str]
    pointing_back: frozenset[str]
    framing: frozenset[str]
    suffixes: Mapping[str, tuple[str, ...]]
    negating: WordsOf
    joining: WordsOf
    subordinate: WordsOf
    names: Phrasebook
    groups: Phrasebook
    titles: Mapping[str, str]
    localised: Mapping[str, Localised]
    places: frozenset[str]
    glossary: Phrasebook
    terms: Mapping[str, Term]


def read_lexicon(data: Path) -> Lexicon:
    """The lexicon in the folder `data`."""
    words, names, terms = (read_toml(data / name) for name in FILES[1:])
    try:
        return Lexicon(
            function=_all(words, "function"),
            pointing_back=_all(words, "pointing_back"),
            framing=_all(words, "framing"),
            suffixes={language: _suffixes(of) for language, of in words.items()},
            negating=_each(words, "negating"),
            joining=_each(words, "joining"),
            subordinate=_each(words, "subordinate"),
            names=Phrasebook({key: _spellings(of) for key, of in names.items() if of["kind"] != GROUP}),
            groups=Phrasebook({key: _spellings(of) for key, of in names.items() if of["kind"] == GROUP}),
            titles={key: of["title"] for key, of in names.items()},
            localised={key: _localised(of) for key, of in names.items()},
            places=frozenset(key for key, of in names.items() if of["kind"] in PLACES),
            glossary=Phrasebook({key: _spellings(of) for key, of in terms.items()}),
            terms={key: _term(of) for key, of in terms.items()},
        )
    except (KeyError, TypeError, AttributeError) as e:
        raise CorpusError("data-unreadable", file=", ".join(FILES[1:]), reason=str(e)) from e


def kept(lexicon: Lexicon) -> dict[str, Any]:
    """The lexicon as JSON may hold it: read back by `from_kept` in a twentieth of the time that TOML takes."""
    return {
        "function": sorted(lexicon.function),
        "pointing_back": sorted(lexicon.pointing_back),
        "framing": sorted(lexicon.framing),
        "suffixes": {language: list(of) for language, of in lexicon.suffixes.items()},
        "negating": {language: sorted(of) for language, of in lexicon.negating.items()},
        "joining": {language: sorted(of) for language, of in lexicon.joining.items()},
        "subordinate": {language: sorted(of) for language, of in lexicon.subordinate.items()},
        "names": lexicon.names.kept(),
        "groups": lexicon.groups.kept(),
        "titles": dict(lexicon.titles),
        "places": sorted(lexicon.places),
        "localised": {key: dict(of) for key, of in lexicon.localised.items()},
        "glossary": lexicon.glossary.kept(),
        "terms": {key: [term.title, dict(term.phrases), term.near] for key, term in lexicon.terms.items()},
    }


def from_kept(of: Mapping[str, Any]) -> Lexicon:
    """The lexicon that was kept."""
    return Lexicon(
        function=frozenset(of["function"]),
        pointing_back=frozenset(of["pointing_back"]),
        framing=frozenset(of["framing"]),
        suffixes={language: tuple(suffixes) for language, suffixes in of["suffixes"].items()},
        negating={language: frozenset(words) for language, words in of["negating"].items()},
        joining={language: frozenset(words) for language, words in of["joining"].items()},
        subordinate={language: frozenset(words) for language, words in of["subordinate"].items()},
        names=Phrasebook.from_kept(of["names"]),
        groups=Phrasebook.from_kept(of["groups"]),
        titles=of["titles"],
        localised=of["localised"],
        places=frozenset(of["places"]),
        glossary=Phrasebook.from_kept(of["glossary"]),
        terms={key: Term(title, phrases, tuple(near)) for key, (title, phrases, near) in of["terms"].items()},
    )


def read_bytes(file: Path) -> bytes:
    """What a reviewed file holds, or CorpusError that says that it does not stand there."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise CorpusError("data-missing", file=file.name) from None
    except OSError as e:
        raise CorpusError("data-unreadable", file=file.name, reason=str(e.strerror)) from None


def read_toml(file: Path) -> dict[str, Any]:
    """A reviewed file, or CorpusError that says what is wrong with it."""
    try:
        return tomllib.loads(read_bytes(file).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise CorpusError("data-unreadable", file=file.name, reason=str(e)) from None


def _all(listed: Mapping[str, Any], kind: str) -> frozenset[str]:
    return frozenset(fold(word) for of in listed.values() for word in of.get(kind, ()))


def _each(listed: Mapping[str, Any], kind: str) -> WordsOf:
    return {language: frozenset(fold(word) for word in of.get(kind, ())) for language, of in listed.items()}


def _suffixes(of: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(map(fold, of.get("suffixes", ())), key=len, reverse=True))


def _spellings(of: Mapping[str, Any]) -> list[str]:
    return [of["title"], *(phrase for language in SPELLINGS for phrase in of.get(language, ()))]


def _localised(of: Mapping[str, Any]) -> Localised:
    """An entry's title, and its first spelling in other languages that is as long: a full name for a full name."""
    title: str = of["title"]
    long = len(folded_words(title))
    found = {LISTED_IN: title}
    for locale in SHOWN_IN:
        spellings = of.get(locale) or [title]
        found[locale] = next((spelling for spelling in spellings if len(folded_words(spelling)) == long), spellings[0])
    return found


def _term(of: Mapping[str, Any]) -> Term:
    phrases = {language: tuple(of[language]) for language in SPELLINGS if language in of}
    return Term(of["title"], phrases, tuple(of.get("near", ())))
