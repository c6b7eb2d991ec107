"""A form on the console: field by field, each following line answers the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.errors import BadInput
from bot.model import Message
from bot.reply import Block, Content, Entry, Field, Form, Heading, Notice, Option, Reply


class Filling:
    """A form that is being filled in; `reply` is the one that it came with, `values` what was filled in so far."""

    def __init__(self, reply: Reply, form: Form) -> None:
        self.reply = reply
        self.form = form
        self.values: dict[str, str] = {}

    @property
    def field(self) -> Field:
        """The field that is asked."""
        return self.form.fields[len(self.values)]

    @property
    def opening(self) -> Reply:
        """What is shown at first: what came with the form, and what is asked."""
        return self._said(*self.reply.blocks, Heading(self.form.title), Notice(Message("form-leave"), quiet=True))

    def take(self, line: str) -> Reply | None:
        """Takes the answer to the field that is asked. Gives what is asked next, or again; None where all is said."""
        try:
            self.values[self.field.name] = _read(self.field, line)
        except BadInput as e:
            return self._said(Notice(Message(e.key, e.values)))
        return self._said() if len(self.values) < len(self.form.fields) else None

    def _said(self, *before: Content) -> Reply:
        """These blocks, and the field that is asked."""
        return replace(self.reply, blocks=(*before, _asked(self.field)), actions=(), form=None)


def _read(field: Field, line: str) -> str:
    """What a line says for a field. An empty one keeps what stands there."""
    text = line if line.strip() else field.value
    if field.required and not text.strip():
        raise BadInput("field-needed")
    if field.choices and text:
        return _chosen(field.choices, text.strip())
    if len(text) > field.longest:
        raise BadInput("field-long", limit=field.longest)
    return text


def _chosen(choices: tuple[Option, ...], text: str) -> str:
    """What was chosen, by its value or else by its number."""
    if any(option.value == text for option in choices):
        return text
    if text.isdecimal() and 0 < int(text) <= len(choices):
        return choices[int(text) - 1].value
    raise BadInput("field-choice")


def _asked(field: Field) -> Block:
    return Entry(field.label, tuple(_about(field)))


def _about(field: Field) -> Iterator[Message]:
    """What is said of a field: its hint, its choices, and what an empty line keeps."""
    if field.hint:
        yield field.hint
    for number, option in enumerate(field.choices, 1):
        yield Message("form-choice", {"number": number, "label": option.label})
    if field.value:
        kept = next((option.label for option in field.choices if option.value == field.value), field.value)
        yield Message("form-kept", {"value": kept})
