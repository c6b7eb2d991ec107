"""Lays out what a member sees in a channel as a page of HTML, which needs nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.local_discord import Answer
from tests.local_discord.components import JSON
from tests.local_discord.places import EPHEMERAL
from tests.pictures.components import Surroundings, components_html
from tests.pictures.markdown import html_of

STYLE = Path(__file__).with_name("page.css")
BOT = "Tegenspraak"
PARAGRAPH = 2
COLOURS = {"Anna": "#b5478f", "Bram": "#3f7d4e", "Mila": "#8a6a1f", BOT: "#4a5568"}
EYE_SHAPE = "M12 5C6 5 2 12 2 12s4 7 10 7 10-7 10-7-4-7-10-7zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8z"
EYE = f'<svg viewBox="0 0 24 24"><path d="{EYE_SHAPE}"/></svg>'


@dataclass(frozen=True)
class Said:
    """A message of a member."""

    name: str
    content: str

    def html(self, around: Surroundings) -> str:
        """The message, with who wrote it."""
        return _message(self.name, html_of(self.content, around.channel))


@dataclass(frozen=True)
class Answered:
    """An answer of the bot; `name` `used` something for it, or pressed a button where nothing was used."""

    answer: Answer
    name: str
    used: str = ""

    def html(self, around: Surroundings) -> str:
        """The answer as a message, with what it answers and for whom it is."""
        message = self.answer.message
        inside = components_html(message["components"], around)
        alone = bool(message["flags"] & EPHEMERAL)
        note = f'<div class="note">{EYE}Only you can see this · <u>Dismiss message</u></div>' if alone else ""
        return _message(BOT, inside + note, self._asked(), alone=alone)

    def _asked(self) -> str:
        if self.used:
            return f"{_face(self.name)}<b>{escape(self.name)}</b> used <em>{escape(self.used)}</em>"
        return f"{_face(BOT)}<b>{BOT}</b> Click to see attachment" if self.answer.ephemeral else ""


@dataclass(frozen=True)
class Offered:
    """What is offered while a member types."""

    command: str
    option: str
    typed: str
    choices: Sequence[JSON]

    def html(self, around: Surroundings) -> str:
        """The choices, above the line that is being typed."""
        listed = "".join(f"<li>{escape(choice['name'])}</li>" for choice in self.choices)
        line = f"<b>/{escape(self.command)}</b><span><i>{escape(self.option)}</i>{escape(self.typed)}</span>"
        above = f'<div class="offered"><h4>{escape(self.option)}</h4><ul>{listed}</ul></div>'
        return f'{above}<div class="line">{line}</div>'


@dataclass(frozen=True)
class Opened:
    """A form that opened over the channel, as yet to be sent; what stands in it is what the bot filled in."""

    answer: Answer

    def html(self, around: Surroundings) -> str:
        """The form: its title, its fields with their hints, and Discord's own two buttons."""
        modal = self.answer.modal
        fields = "".join(map(_field, modal["components"]))
        ways = '<div class="row"><span class="button">Cancel</span><span class="button send">Submit</span></div>'
        return f'<div class="form"><h3>{escape(modal["title"])}</h3>{fields}{ways}</div>'


Item = Said | Answered | Offered | Opened


def page(items: Iterable[Item], around: Surroundings) -> str:
    """The items from top to bottom, as a page."""
    shown = "".join(item.html(around) for item in items)
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE.read_text("utf-8")}</style><main>{shown}</main>'


def _message(name: str, inside: str, asked: str = "", *, alone: bool = False) -> str:
    badge = '<span class="app">APP</span>' if name == BOT else ""
    above = f'<div class="asked">{asked}</div>' if asked else ""
    head = f'<div class="head"><b>{escape(name)}</b>{badge}<time>20:00</time></div>'
    kind = "alone" if alone else "open"
    return f'<article class="{kind}">{above}{_face(name)}<div>{head}{inside}</div></article>'


def _field(label: JSON) -> str:
    field = label["component"]
    hint = f"<small>{escape(label['description'])}</small>" if label.get("description") else ""
    needed = '<b class="needed">*</b>' if field["required"] else ""
    inside = escape(field.get("value") or "") if "style" in field else "Make a selection"
    kind = "long" if field.get("style") == PARAGRAPH else "short"
    return f'<h4>{escape(label["label"])}{needed}</h4>{hint}<div class="{kind}">{inside}</div>'


def _face(name: str) -> str:
    return f'<span class="face" style="background: {COLOURS[name]}">{escape(name[0])}</span>'
