"""Checks that a file of topics has the form of one, and says where it has not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.communities.wishes import cleaned
from bot.corpus.topics import KEY, MOST_PINS
from bot.errors import BadInput

# What all topics stand under; and what a file says besides: of a topic that it is not to be seen, of authors that
# nobody has chosen anything for them.
TOPICS, HIDDEN, SEARCHED = "topics", "hidden", "searched"
LOCALE = re.compile(r"[a-z]{2,3}")
# Longer than any passage's id, topic's key or author's.
LONGEST = 40
# [topics.bread], [[topics.bread.storm]], [topics."bread".title]
HEAD = re.compile(
    r"""\s*\[\[?\s*topics\s*\.\s*["']?(?P<topic>(?<=["'])[^"']*|[^"'\].\s]*)["']?\s*"""
    r"""(?:\.\s*["']?(?P<field>[\w-]*))?"""
)
FIELD = re.compile(r"""\s*["']?(?P<field>[\w-]+)["']?\s*[.=]""")


def check(told: Mapping[str, Any], text: str) -> None:
    """BadInput where what was read from a text is not of the form of topics; its values name the line and the place."""
    topics = told.get(TOPICS, {})
    if not isinstance(topics, dict):
        raise BadInput("import-table", place=TOPICS, line=0)
    for topic, facts in topics.items():
        for key, field in _wrong(topic, facts):
            raise refused(key, text, topic, field)


def refused(key: str, text: str, topic: str, field: str = "", **values: int | str) -> BadInput:
    """What is wrong with a field of a topic, or with the topic, told with where it stands in a text."""
    place = ".".join(filter(None, (TOPICS, short(topic), short(field))))
    return BadInput(key, place=place, line=line_of(text, topic, field), **values)


def line_of(text: str, topic: str, field: str = "") -> int:
    """The line, from 1, on which a topic's field stands; the topic's own where that is not seen; 0 where neither is."""
    found, within = 0, False
    for number, line in enumerate(text.splitlines(), 1):
        if head := HEAD.match(line):
            within = head["topic"] == topic
            found = found or number * within
        named = head["field"] if head else (FIELD.match(line) or {"field": ""})["field"]
        if within and field and named == field:
            return number
    return found


def short(text: str) -> str:
    """A name out of a file as a sentence has room for it."""
    return cleaned(text)[:LONGEST]


def _wrong(topic: str, facts: object) -> Iterator[tuple[str, str]]:
    """What is wrong with a topic: a sentence and the field."""
    if not KEY.fullmatch(topic):
        yield "import-key", ""
    if not isinstance(facts, dict):
        yield "import-table", ""
        return
    if "title" not in facts:
        yield "import-untitled", ""
    for field, value in facts.items():
        key, is_right = FORMS.get(field, ("import-side", _is_side))
        if not is_right(value):
            yield key, field
    for author in facts.get("silent", ()):
        if author in facts:
            yield "import-silent-side", author


def _is_texts(told: object) -> bool:
    """Texts by language."""
    return isinstance(told, dict) and all(
        LOCALE.fullmatch(locale) and isinstance(text, str) for locale, text in told.items()
    )


def _is_list(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(text, str) for text in told)


def _is_lists(told: object) -> bool:
    """Lists by language."""
    return isinstance(told, dict) and all(LOCALE.fullmatch(locale) and _is_list(of) for locale, of in told.items())


def _is_flag(told: object) -> bool:
    return isinstance(told, bool)


def _is_side(told: object) -> bool:
    return isinstance(told, list) and 1 <= len(told) <= MOST_PINS and all(map(_is_pin, told))


def _is_pin(told: object) -> bool:
    if not isinstance(told, dict) or not {"passage", "sentences"} <= told.keys():
        return False
    texts = (told["passage"], told.get("reason", ""), told.get("digest", ""))
    return all(isinstance(text, str) for text in texts) and len(told["passage"]) <= LONGEST and _is_stretch(told)


def _is_stretch(told: Mapping[str, Any]) -> bool:
    numbers = told["sentences"]
    whole = isinstance(numbers, list) and len(numbers) == len(("first", "last"))
    return whole and all(type(of) is int for of in numbers) and 1 <= numbers[0] <= numbers[1]


LIST = "import-list", _is_list
FORMS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "title": ("import-texts", _is_texts),
    "question": ("import-texts", _is_texts),
    "names": ("import-lists", _is_lists),
    "keywords": LIST,
    "silent": LIST,
    "related": LIST,
    SEARCHED: LIST,
    HIDDEN: ("import-flag", _is_flag),
}
"""What each field must be, and the sentence that says so; any other is an author's side."""
