"""Channels, roles and times in a sentence: Discord shows the channel's name, the role's, the time of whoever reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model import Channel, LocalTime, MentionedRole, Message, MessageValue

ID = re.compile(r"[0-9]{1,20}", re.ASCII)
# Characters that Unicode reserves for a program's own use: one stands for a channel until the sentence is escaped.
FIRST, LAST = 0xFDD0, 0xFDEF
OWN = dict.fromkeys(range(FIRST, LAST + 1))


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence with a sign in the place of each channel, role or time, until it was put into words and escaped."""

    message: Message
    signs: dict[str, str] = field(default_factory=dict)

    def written(self, markdown: str) -> str:
        """The sentence with what the signs stand for, as Discord shows it."""
        for sign, written in self.signs.items():
            markdown = markdown.replace(sign, written)
        return markdown


def shown(message: Message) -> Shown:
    """A sentence to be put into words; where it has signs, nothing else in it can be taken for one."""
    signs: dict[str, str] = {}
    signed = _signed(message, signs)
    return Shown(signed if signs else message, signs)


def _signed(message: Message, signs: dict[str, str]) -> Message:
    return replace(message, values={name: _value(value, signs) for name, value in message.values.items()})


def _value(value: MessageValue, signs: dict[str, str]) -> MessageValue:
    if isinstance(value, Message):
        return _signed(value, signs)
    if isinstance(value, str):
        return value.translate(OWN)
    if isinstance(value, Mapping):
        return {locale: text.translate(OWN) for locale, text in value.items()}
    written = _written(value)
    # One more than there are signs for is told as elsewhere.
    if written is None or FIRST + len(signs) > LAST:
        return value
    sign = chr(FIRST + len(signs))
    signs[sign] = written
    return sign


def _written(value: MessageValue) -> str | None:
    """A channel, a role or a time for Discord; None for anything else, and for what cannot be one of Discord's."""
    match value:
        case Channel(id=number) if ID.fullmatch(number):
            return f"<#{number}>"
        case MentionedRole(id=number) if ID.fullmatch(number):
            return f"<@&{number}>"
        case LocalTime(at=at):
            return f"<t:{int(at.timestamp())}:F>"
    return None
