"""Forms as Discord's modals: made, and read when they come back, by their ids alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import discord
from discord.ui import Label, Modal, Select, TextInput

from bot.i18n import Languages
from bot.model import Message
from bot.platforms.discord.limits import CHOICE, DESCRIPTION, FIELD_LABEL, TITLE, FittingForm, fitting_form
from bot.platforms.discord.markup import one_line
from bot.platforms.discord.state import custom_ids
from bot.reply import LONGEST_FIELD, Field, Form, Notice, Reply


class FormModal(Modal):
    """A form as Discord shows it."""

    def is_finished(self) -> bool:
        """Always, so that discord.py keeps no modal: what is filled in is found by its id."""
        return True


class Forms:
    """Makes modals of forms."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    def fitting(self, reply: Reply) -> FittingForm:
        """The form of a reply, in the reply's language; OverLimit where Discord would refuse it."""
        if reply.form is None:
            raise ValueError("the reply has no form")
        [custom_id] = custom_ids([(reply.form.verb, reply.form.target)], reply.shared)
        return fitting_form(self._modal(reply.form, custom_id, reply.locale))

    def _modal(self, form: Form, custom_id: str, locale: str) -> FormModal:
        modal = FormModal(title=self._words(form.title, locale, TITLE), custom_id=custom_id)
        for field in form.fields:
            label = self._words(field.label, locale, FIELD_LABEL)
            hint = self._words(field.hint, locale, DESCRIPTION) if field.hint else None
            modal.add_item(Label(text=label, description=hint, component=self._input(field, locale)))
        return modal

    def _input(self, field: Field, locale: str) -> TextInput[FormModal] | Select[FormModal]:
        if field.choices:
            return self._select(field, locale)
        return TextInput(
            custom_id=field.name,
            style=discord.TextStyle.long if field.long else discord.TextStyle.short,
            default=field.value[:LONGEST_FIELD] or None,
            required=field.required,
            # What stands there may be too long already: it is to be shortened by who wrote it.
            max_length=min(max(field.longest, len(field.value)), LONGEST_FIELD),
        )

    def _select(self, field: Field, locale: str) -> Select[FormModal]:
        options = [
            discord.SelectOption(
                label=self._words(option.label, locale, CHOICE),
                value=option.value,
                default=option.value == field.value,
            )
            for option in field.choices
        ]
        least = int(field.required)
        return Select(custom_id=field.name, options=options, required=field.required, min_values=least)

    def _words(self, message: Message, locale: str, most: int) -> str:
        """A line, which is no quotation and may be shortened."""
        return one_line(self._languages.say(message, locale))[:most]


def waiting(reply: Reply) -> Reply:
    """What is shown where the form of a reply cannot be: its blocks, or why, and a button that opens it."""
    if reply.form is None:
        return reply
    again = reply.form.again
    opening = replace(again, label=again.label or Message("form-open"))
    blocks = reply.blocks or (Notice(Message("form-waits")),)
    return replace(reply, blocks=blocks, actions=(opening, *reply.actions), form=None)


def filled_in(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """What was filled in, by the names of the fields."""
    data: Mapping[str, Any] = interaction.data or {}
    return dict(_values(data.get("components") or ()))


def _values(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        if "custom_id" in component:
            chosen = component.get("values") or [component.get("value")]
            yield component["custom_id"], str(chosen[0] or "")
        inside = component.get("component")
        yield from _values([inside] if inside else component.get("components") or ())
