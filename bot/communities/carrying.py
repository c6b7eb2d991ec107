"""A community's topics as a file, in the form of data/topics.toml, and back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tomli_w

from bot.communities.forms import HIDDEN, SEARCHED, check, refused
from bot.communities.sheets import Sheet, saying
from bot.communities.wishes import KEYWORD, KEYWORDS, NAME, NAMES, QUESTION, TITLE, cleaned
from bot.corpus.topics import Pin, Topic, Topics, topics_in
from bot.errors import BadInput

# As the reader of TOML says where it stopped; where it says nothing, that was at the end.
PLACE = re.compile(r"\(at line (?P<line>[0-9]+), column (?P<column>[0-9]+)\)")
# The reader of TOML takes minutes for a key of thousands of parts.
MOST_DOTS = 200


def exported(sheets: Mapping[str, Sheet], curated: Topics) -> str:
    """The topics that a community wrote about, as it sees them."""
    told = {key: _told(sheet, sheet.over(key, curated.get(key))) for key, sheet in sheets.items()}
    return tomli_w.dumps({"topics": told})


def imported(text: str, curated: Topics) -> dict[str, Sheet]:
    """What a file says of topics, by their keys.

    BadInput where it cannot be read, or one is over a limit; its values name the line and the place in it.
    """
    told = _read(text)
    check(told, text)
    hidden = {key for key, facts in told.get("topics", {}).items() if facts.pop(HIDDEN, False)}
    searched = {key: facts.pop(SEARCHED, []) for key, facts in told.get("topics", {}).items()}
    topics = topics_in(told)
    if not topics:
        raise BadInput("import-empty")
    for key, topic in topics.items():
        _limit(topic, text)
        if not any(map(cleaned, topic.title.values())):
            raise refused("import-untitled", text, key, "title")
    sheets = {key: saying(_cleaned(topic), curated.get(key), searched[key]) for key, topic in topics.items()}
    return {key: replace(sheet, hidden=key in hidden) for key, sheet in sheets.items()}


def _read(text: str) -> dict[str, Any]:
    """What a file of TOML says; BadInput where it is none."""
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise BadInput("import-unreadable")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        place = PLACE.search(str(e))
        if place is None:
            raise BadInput("import-toml-end") from None
        raise BadInput("import-toml", line=int(place["line"]), column=int(place["column"])) from None
    except (ValueError, RecursionError):
        raise BadInput("import-unreadable") from None


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


def _limit(topic: Topic, text: str) -> None:
    """BadInput where something is longer or more than there is room for."""
    lines = {"title": (topic.title.values(), TITLE), "question": (topic.question.values(), QUESTION)}
    lists = {"names": (topic.names.values(), NAME, NAMES), "keywords": ((topic.keywords,), KEYWORD, KEYWORDS)}
    for field, (told, longest) in lines.items():
        if any(len(cleaned(line)) > longest for line in told):
            raise refused("import-long", text, topic.key, field, limit=longest)
    for field, (several, longest, most) in lists.items():
        if any(len(cleaned(line)) > longest for told in several for line in told):
            raise refused("import-long", text, topic.key, field, limit=longest)
        if any(len(told) > most for told in several):
            raise refused("import-many", text, topic.key, field, limit=most)


def _cleaned(topic: Topic) -> Topic:
    """The topic in lines as they are kept."""
    return replace(
        topic,
        title={locale: cleaned(text) for locale, text in topic.title.items()},
        question={locale: cleaned(text) for locale, text in topic.question.items()},
        names={locale: tuple(map(cleaned, of)) for locale, of in topic.names.items()},
        keywords=tuple(map(cleaned, topic.keywords)),
    )
