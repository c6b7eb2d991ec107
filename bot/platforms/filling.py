"""A form where fields cannot be shown beside each other: they are asked one by one, each text answers the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.errors import BadInput
from bot.model import Message
from bot.reply import Content, Entry, Field, Form, Heading, Notice, Option, Reply


@dataclass(frozen=True, slots=True)
class Manner:
    """How a platform asks: with `keep` one keeps what stands in a field, or leaves it empty.

    `kept` and `skipped` are the keys of the sentences that say so ("": nothing is said), `leave` of the one that says
    how the form is given up.
    """

    keep: str
    kept: str
    skipped: str
    leave: str


class Filling:
    """A form that is being filled in; `reply` is the one that it came with, `values` what was filled in so far."""

    def __init__(self, reply: Reply, form: Form, manner: Manner, values: Sequence[str] = ()) -> None:
        self.reply = reply
        self.form = form
        self._manner = manner
        self.values = {field.name: value for field, value in zip(form.fields, values, strict=False)}

    @property
    def field(self) -> Field:
        """The field that is asked."""
        return self.form.fields[len(self.values)]

    @property
    def opening(self) -> Reply:
        """What is shown at first: what came with the form, and what is asked."""
        leave = Notice(Message(self._manner.leave), quiet=True)
        return self._said(*self.reply.blocks, Heading(self.form.title), leave)

    def take(self, line: str) -> Reply | None:
        """Takes the answer to the field that is asked. Gives what is asked next, or again; None where all is said."""
        try:
            self.values[self.field.name] = self._read(self.field, line)
        except BadInput as e:
            return self._said(Notice(Message(e.key, e.values)))
        return self._said() if len(self.values) < len(self.form.fields) else None

    def _said(self, *before: Content) -> Reply:
        """These blocks, and the field that is asked."""
        asked = Entry(self.field.label, tuple(self._about(self.field)))
        return replace(self.reply, blocks=(*before, asked), actions=(), form=None)

    def _read(self, field: Field, line: str) -> str:
        """What a line says for a field."""
        text = field.value if line.strip() == self._manner.keep else line
        if field.required and not text.strip():
            raise BadInput("field-needed")
        if field.choices and text:
            return _chosen(field.choices, text.strip())
        if len(text) > field.longest:
            raise BadInput("field-long", limit=field.longest)
        return text

    def _about(self, field: Field) -> Iterator[Message]:
        """What is said of a field: its hint, its choices, and how it keeps what stands there or stays empty."""
        if field.hint:
            yield field.hint
        for number, option in enumerate(field.choices, 1):
            yield Message("form-choice", {"number": number, "label": option.label})
        if field.value:
            kept = next((option.label for option in field.choices if option.value == field.value), field.value)
            yield Message(self._manner.kept, {"value": kept})
        elif self._manner.skipped and not field.required:
            yield Message(self._manner.skipped)


def _chosen(choices: tuple[Option, ...], text: str) -> str:
    """What was chosen, by its value or else by its number."""
    if any(option.value == text for option in choices):
        return text
    if text.isdecimal() and 0 < int(text) <= len(choices):
        return choices[int(text) - 1].value
    raise BadInput("field-choice")
