"""A community's topics as a file, in the form of data/topics.toml, and back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import tomli_w

from bot.communities.sheets import Sheet
from bot.communities.wishes import KEYWORD, KEYWORDS, NAME, NAMES, QUESTION, TITLE, cleaned
from bot.corpus.topics import Pin, Topic, Topics, topics_in
from bot.errors import BadInput

HIDDEN = "hidden"
LOCALE = re.compile(r"[a-z]{2,3}")


def exported(sheets: Mapping[str, Sheet], curated: Topics) -> str:
    """The topics that a community wrote about, as it sees them."""
    told = {key: _told(sheet.over(key, curated.get(key)), hidden=sheet.hidden) for key, sheet in sheets.items()}
    return tomli_w.dumps({"topics": told})


def imported(text: str, curated: Topics) -> dict[str, Sheet]:
    """What a file says of topics, by their keys; BadInput where it cannot be read, or one is over a limit."""
    try:
        told = tomllib.loads(text)
        _check(told)
        hidden = {key for key, facts in told.get("topics", {}).items() if facts.pop(HIDDEN, False) is True}
        topics = topics_in(told)
    except tomllib.TOMLDecodeError as e:
        raise BadInput("import-unreadable", reason=str(e)) from None
    except (KeyError, TypeError, AttributeError, ValueError) as e:
        raise BadInput("import-unreadable", reason=cleaned(str(e))) from None
    if not topics:
        raise BadInput("import-empty")
    return {key: _sheet(topic, curated.get(key), hidden=key in hidden) for key, topic in topics.items()}


def _check(told: Mapping[str, Any]) -> None:
    """TypeError or ValueError where facts are of another kind than those of topics: lists, and texts by language."""
    for key, facts in told["topics"].items():
        for name in ("title", "question"):
            if not all(LOCALE.fullmatch(locale) and isinstance(of, str) for locale, of in facts.get(name, {}).items()):
                raise ValueError(key)
        lists = [*facts.get("names", {}).values(), *(facts.get(name, []) for name in ("keywords", "silent", "related"))]
        if not all(isinstance(of, list) and all(isinstance(text, str) for text in of) for of in lists):
            raise ValueError(key)
        if not all(map(LOCALE.fullmatch, facts.get("names", {}))):
            raise ValueError(key)


def _told(topic: Topic, *, hidden: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": dict(topic.title),
        "names": {locale: list(names) for locale, names in topic.names.items()},
        "keywords": list(topic.keywords),
        "question": dict(topic.question),
        "silent": [author for author, pins in topic.sides.items() if not pins],
        "related": list(topic.related),
        HIDDEN: hidden,
    }
    sides = {author: [_pin(pin) for pin in pins] for author, pins in topic.sides.items() if pins}
    return {name: value for name, value in facts.items() if value} | sides


def _pin(pin: Pin) -> dict[str, Any]:
    told = {"passage": pin.passage, "sentences": [pin.first, pin.last], "reason": pin.reason, "digest": pin.digest}
    return {name: value for name, value in told.items() if value}


def _sheet(topic: Topic, curated: Topic | None, *, hidden: bool) -> Sheet:
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
        sides={author: pins for author, pins in topic.sides.items() if not _same(pins, below.sides.get(author))},
        hidden=hidden,
    )


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
