"""Puts messages into words: a key, a locale and values become a sentence (Fluent files beside this module)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from babel.dates import format_datetime
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from bot.model import Channel, LocalTime, MentionedRole, Message, Usage

HERE = Path(__file__).parent
# Sentences, of some hundred characters each.
REMEMBERED = 2048
# In every language by 24 hours: morning and evening are easily confused.
LOCAL_TIME = "EEEE d MMMM y, HH:mm"

# What commands begin with where they are typed, in every sentence that names one: the value of that name, else a slash.
SIGN_OF_COMMANDS = "sign"
SLASH = "/"
# What people talk in where it is read, in every sentence that names it: the value of that name, else a channel.
SURROUNDINGS = "surroundings"
CHANNEL, ROOM = "channel", "room"

EVERYWHERE = {SIGN_OF_COMMANDS: SLASH, SURROUNDINGS: CHANNEL}

Values: TypeAlias = tuple[tuple[str, object], ...]


class Languages:
    """The languages of the interface: one folder of `.ftl` files each, read when first spoken.

    `locales` are those that there are sentences in.
    """

    def __init__(self, default: str = "nl", folder: Path = HERE) -> None:
        names = sorted(f.name for f in folder.iterdir() if any(f.glob("*.ftl")))
        self._folder = folder
        self.locales: tuple[str, ...] = tuple(names)
        self.default = default if default in names else "nl"
        self._bundle = lru_cache(maxsize=None)(self._read)
        self._said = lru_cache(maxsize=REMEMBERED)(self._formatted)

    def nearest(self, locale: str | None) -> str:
        """The locale to use for one that a platform names (`nl-BE`, `en-US`); else the default."""
        if locale in self.locales:
            return locale
        wanted = (locale or "").replace("_", "-").split("-")[0].lower()
        if wanted in self.locales:
            return wanted
        # Somebody whose language we lack reads English more often than Dutch.
        return "en" if wanted and "en" in self.locales else self.default

    def say(self, message: Message, locale: str) -> str:
        """The sentence in that locale. A missing key is a defect of ours and raises KeyError."""
        if message.values:
            return self._formatted(message.key, self.nearest(locale), self._values(message, locale))
        return self._said(message.key, self.nearest(locale), ())

    def say_often(self, message: Message, locale: str) -> str:
        """The same sentence, remembered: for what stands under every quotation, and never holds a member's words."""
        return self._said(message.key, self.nearest(locale), self._values(message, locale))

    def _values(self, message: Message, locale: str) -> Values:
        return tuple((name, self._value(value, locale)) for name, value in message.values.items())

    def _formatted(self, key: str, locale: str, values: Values) -> str:
        bundle = self._bundle(locale)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        sentence, problems = bundle.format_pattern(pattern, {**EVERYWHERE, **dict(values)})
        if problems:
            raise problems[0]
        return str(sentence)

    def _read(self, locale: str) -> FluentBundle:
        # Isolation marks would stand in every answer as invisible characters.
        bundle = FluentBundle([locale], use_isolating=False)
        for file in sorted((self._folder / locale).glob("*.ftl")):
            bundle.add_resource(_resource(file))
        return bundle

    def _value(self, value: object, locale: str) -> object:
        if isinstance(value, Message):
            return self.say(value, locale)
        if isinstance(value, Channel):
            # For platforms that show no channel in a way of their own.
            return f"#{value.id}"
        if isinstance(value, MentionedRole):
            return f"@{value.id}"
        if isinstance(value, LocalTime):
            return format_datetime(value.at, LOCAL_TIME, locale=self.nearest(locale))
        if isinstance(value, Mapping):
            return value.get(self.nearest(locale)) or next(iter(value.values()), "")
        return value.line if isinstance(value, Usage) else value

    def has(self, key: str) -> bool:
        """Whether the default language has this key."""
        return self._bundle(self.default).has_message(key)


@cache
def _resource(file: Path) -> Resource:
    """The sentences of a file, parsed once in a process: that takes long, and the files came with the program."""
    return FluentResource(file.read_text("utf-8"))
