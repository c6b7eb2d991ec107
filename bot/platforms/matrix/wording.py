"""Puts sentences into words for a room: commands with its prefix, other rooms as links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.i18n import ROOM, SIGN_OF_COMMANDS, SURROUNDINGS, Languages
from bot.model import Channel, Message, MessageValue, Usage
from bot.platforms.matrix.markup import Run
from bot.platforms.matrix.untrusted import writable

TO = "https://matrix.to/#/"
BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Characters that Unicode reserves for a program's own use: one stands for a room until the sentence is in words.
FIRST, LAST = 0xFDD0, 0xFDEF
OWN = dict.fromkeys(range(FIRST, LAST + 1))
STANDING_IN = re.compile(f"([{chr(FIRST)}-{chr(LAST)}])")
SLASH = "/"


@dataclass
class _Rooms:
    """The rooms of a sentence, each under the sign that stands for it."""

    signs: dict[str, str] = field(default_factory=dict)

    def sign(self, room: str) -> str:
        """A sign for a room; its id where there are too many."""
        if FIRST + len(self.signs) > LAST:
            return room
        sign = chr(FIRST + len(self.signs))
        self.signs[sign] = room
        return sign


class Wording:
    """Says sentences in a room, where commands begin with `prefix`. `rooms` are the names of rooms that have one."""

    def __init__(self, languages: Languages, prefix: str = SLASH, rooms: Mapping[str, str] | None = None) -> None:
        self._languages = languages
        self._prefix = prefix
        self._rooms = {} if rooms is None else rooms

    def say(self, message: Message, locale: str) -> str:
        """The sentence on one line."""
        return "".join(run.text for run in self.runs(message, locale))

    def runs(self, message: Message, locale: str) -> tuple[Run, ...]:
        """The sentence on one line, with links to the rooms that it names."""
        rooms = _Rooms()
        said = self._languages.say(self._of_room(message, rooms), locale)
        return tuple(self._linked(writable(BREAKS.sub(" ", said)), rooms))

    def often(self, message: Message, locale: str) -> str:
        """A sentence that stands under every quotation: it names no room, and no command."""
        return writable(BREAKS.sub(" ", self._languages.say_often(message, locale)))

    def _linked(self, said: str, rooms: _Rooms) -> Iterator[Run]:
        for text in filter(None, STANDING_IN.split(said)):
            room = rooms.signs.get(text)
            yield Run(text) if room is None else Run(self._rooms.get(room, room), address=address(room))

    def _of_room(self, message: Message, rooms: _Rooms) -> Message:
        values = {name: self._value(value, rooms) for name, value in message.values.items()}
        return Message(message.key, {**values, SIGN_OF_COMMANDS: self._prefix, SURROUNDINGS: ROOM})

    def _value(self, value: MessageValue, rooms: _Rooms) -> MessageValue:
        match value:
            case Channel():
                return rooms.sign(value.id)
            case Usage():
                return f"{self._prefix}{value.line.removeprefix(SLASH)}"
            case Message():
                return self._of_room(value, rooms)
            case str():
                return value.translate(OWN)
            case Mapping():
                return {locale: text.translate(OWN) for locale, text in value.items()}
        return value


def address(room: str, event: str = "") -> str:
    """A link to a room, or to an event in it. It names somebody to nobody."""
    return f"{TO}{quote(room, safe='!:@')}" + (f"/{quote(event, safe='$:')}" if event else "")
