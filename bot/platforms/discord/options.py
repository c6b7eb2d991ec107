"""Writes how a command is used as Discord shows it: each option with its name."""

from __future__ import annotations

from bot.model import Message, MessageValue, Option, Usage


def by_name(message: Message) -> Message:
    """The sentence, where it tells how a command is used, with its options as Discord shows them."""
    return Message(message.key, {name: _by_name(value) for name, value in message.values.items()})


def _by_name(value: MessageValue) -> MessageValue:
    return " ".join([f"/{value.command}", *map(_option, value.options)]) if isinstance(value, Usage) else value


def _option(option: Option) -> str:
    """`query: …`, and one that may be left out in brackets; Discord offers `True` and `False` in every language."""
    shown = f"{option.name}: {'…' if option.value is None else option.value}"
    return shown if option.required else f"[{shown}]"
