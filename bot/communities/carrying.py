"""A community's topics as a file, in the form of data/topics.toml, and back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import tomli_w

from bot.communities.sheets import Sheet
from bot.communities.wishes import KEYWORD, KEYWORDS, NAME, NAMES, QUESTION, TITLE, cleaned
from bot.corpus.topics import FACTS, Pin, Topic, Topics, topics_in
from bot.errors import BadInput

# What a file says besides: of a topic that it is not to be seen, of authors that nobody has chosen anything for them.
HIDDEN, SEARCHED = "hidden", "searched"
LOCALE = re.compile(r"[a-z]{2,3}")
# Longer than any passage's id, and than a word of a complaint should be.
ID_LENGTH, REASON_LENGTH = 40, 120
LISTS = "keywords", "silent", "related", SEARCHED
KNOWN = {*FACTS, HIDDEN, SEARCHED}
# The reader of TOML takes minutes for a key of thousands of parts.
MOST_DOTS = 200


def exported(sheets: Mapping[str, Sheet], curated: Topics) -> str:
    """The topics that a community wrote about, as it sees them."""
    told = {key: _told(sheet, sheet.over(key, curated.get(key))) for key, sheet in sheets.items()}
    return tomli_w.dumps({"topics": told})


def imported(text: str, curated: Topics) -> dict[str, Sheet]:
    """What a file says of topics, by their keys; BadInput where it cannot be read, or one is over a limit."""
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise BadInput("import-unreadable", reason="…")
    try:
        told = tomllib.loads(text)
        _check(told)
        hidden = {key for key, facts in told["topics"].items() if facts.pop(HIDDEN, False) is True}
        searched = {key: facts.pop(SEARCHED, []) for key, facts in told["topics"].items()}
        topics = topics_in(told)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as e:
        raise BadInput("import-unreadable", reason=cleaned(str(e))[:REASON_LENGTH]) from None
    if not topics:
        raise BadInput("import-empty")
    sheets = {key: _sheet(topic, curated.get(key), searched[key]) for key, topic in topics.items()}
    return {key: replace(sheet, hidden=key in hidden) for key, sheet in sheets.items()}


def _check(told: Mapping[str, Any]) -> None:
    """TypeError or ValueError where facts are of another kind than those of topics: lists, and texts by language."""
    for key, facts in told["topics"].items():
        texts = [text for name in ("title", "question") for text in facts.get(name, {}).values()]
        locales = [locale for name in ("title", "question", "names") for locale in facts.get(name, {})]
        lists = [*facts.get("names", {}).values(), *(facts.get(name, []) for name in LISTS)]
        pins = [pin for name, side in facts.items() if name not in KNOWN for pin in side]
        listed = all(isinstance(of, list) and all(isinstance(text, str) for text in of) for of in lists)
        told_in = all(isinstance(text, str) for text in texts) and all(map(LOCALE.fullmatch, locales))
        if not (listed and told_in and all(map(_is_pin, pins))):
            raise ValueError(key)


def _is_pin(told: Mapping[str, Any]) -> bool:
    texts = [told["passage"], told.get("reason", ""), told.get("digest", "")]
    short = all(isinstance(text, str) for text in texts) and len(told["passage"]) <= ID_LENGTH
    return short and all(type(number) is int for number in told["sentences"])


def _told(sheet: Sheet, topic: Topic) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": dict(topic.title),
        "names": {locale: list(names) for locale, names in topic.names.items()},
        "keywords": list(topic.keywords),
        "question": dict(topic.question),
        "silent": [author for author, pins in topic.sides.items() if not pins],
        "related": list(topic.related),
        SEARCHED: [author for author, pins in sheet.sides.items() if pins is None],
        HIDDEN: sheet.hidden,
    }
    sides = {author: [_pin(pin) for pin in pins] for author, pins in topic.sides.items() if pins}
    return {name: value for name, value in facts.items() if value} | sides


def _pin(pin: Pin) -> dict[str, Any]:
    told = {"passage": pin.passage, "sentences": [pin.first, pin.last], "reason": pin.reason, "digest": pin.digest}
    return {name: value for name, value in told.items() if value}


def _sheet(topic: Topic, curated: Topic | None, searched: Iterable[str]) -> Sheet:
    """What a community says of a topic that it wants to see so; of a curated one only what differs."""
    below = curated or Topic(topic.key, {}, {}, {}, {})
    title = {locale: _line("title", text, TITLE) for locale, text in topic.title.items()}
    question = {locale: _line("question", text, QUESTION) for locale, text in topic.question.items()}
    names = {locale: _lines("name", of, NAME, NAMES) for locale, of in topic.names.items()}
    keywords = _lines("keyword", topic.keywords, KEYWORD, KEYWORDS)
    if not any(title.values()):
        raise BadInput("import-untitled", topic=topic.key)
    return Sheet(
        title={locale: text for locale, text in title.items() if text != below.title.get(locale)},
        names={locale: of for locale, of in names.items() if of != below.names.get(locale)},
        keywords=keywords if keywords != below.keywords else (),
        question={locale: text for locale, text in question.items() if text != below.question.get(locale)},
        sides=dict.fromkeys(searched) | _sides(topic, below),
    )


def _sides(topic: Topic, below: Topic) -> dict[str, tuple[Pin, ...] | None]:
    """The sides that are not as they are below. The reasons for quotes are told with those that are curated."""
    differing = {author: pins for author, pins in topic.sides.items() if not _same(pins, below.sides.get(author))}
    return {author: tuple(replace(pin, reason="") for pin in pins) for author, pins in differing.items()}


def _line(what: str, text: str, longest: int) -> str:
    kept = cleaned(text)
    if len(kept) > longest:
        raise BadInput(f"topic-{what}-long", limit=longest)
    return kept


def _lines(what: str, told: Iterable[str], longest: int, most: int) -> tuple[str, ...]:
    found = tuple(_line(what, text, longest) for text in told)
    if len(found) > most:
        raise BadInput(f"topic-{what}s-many", limit=most)
    return found


def _same(pins: tuple[Pin, ...], others: tuple[Pin, ...] | None) -> bool:
    """Whether the same places were chosen, in the same order; in a curated topic they have no digest."""
    places = [(pin.passage, pin.first, pin.last) for pin in pins]
    return others is not None and places == [(pin.passage, pin.first, pin.last) for pin in others]
