"""The contents of the events that the bot sends to rooms. None of them ever mentions anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.platforms.matrix.rendering import Body
from bot.reply import Enclosed

HTML = "org.matrix.custom.html"
PNG = "image/png"
TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a room a message belongs: in the `thread` of an event, in answer `to` one; None is nowhere of these."""

    thread: str | None = None
    to: str | None = None

    @property
    def relation(self) -> dict[str, Any]:
        """How the message is related to others; clients without threads do not show it as a reply."""
        answered = {"m.in_reply_to": {"event_id": self.to}} if self.to else {}
        if self.thread is None:
            return answered
        return {"rel_type": "m.thread", "event_id": self.thread, "is_falling_back": bool(self.to), **answered}


def content(
    body: Body,
    where: Where,
    *,
    kept: Mapping[str, Any] | None = None,
    uploaded: Mapping[str, Any] | None = None,
    notifies: bool = False,
) -> dict[str, Any]:
    """The content of a message with this text.

    `kept` is what the last message of a reply keeps of it. A file has to be `uploaded` first: `url` or `file`, as the
    homeserver and the encryption give it, and `info`. Only what `notifies` rings at members' devices.
    """
    made: dict[str, Any] = {"msgtype": "m.text" if notifies else "m.notice", "body": body.plain, **(kept or {})}
    if body.html and not isinstance(body.file, Enclosed):
        made |= {"format": HTML, "formatted_body": body.html}
    if body.file:
        made |= _file(body) | dict(uploaded or {})
    relation = {"m.relates_to": where.relation} if where.relation else {}
    return {**made, "m.mentions": {}, **relation}


def name_of(body: Body) -> tuple[str, str]:
    """What the file of a message is called, and of which type it is."""
    if isinstance(body.file, Enclosed):
        return body.file.name, TEXT
    if body.file is None:
        raise ValueError("a message without a file")
    return f"{body.file.quotation.quote.passage.id}.png", PNG


def edit(made: Mapping[str, Any], event: str) -> dict[str, Any]:
    """The content that makes this of an event, which keeps its place. Clients that know no edits show it anew."""
    new = {name: value for name, value in made.items() if name != "m.relates_to"}
    outside = {name: value for name, value in new.items() if name in {"msgtype", "m.mentions"}}
    replaced = {"m.relates_to": {"rel_type": "m.replace", "event_id": event}, "m.new_content": new}
    return {**outside, "body": f"* {made['body']}", **replaced}


def annotation(event: str, sign: str) -> dict[str, Any]:
    """The content of a reaction to an event."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": sign}}


def _file(body: Body) -> dict[str, Any]:
    name, _ = name_of(body)
    if isinstance(body.file, Enclosed):
        return {"msgtype": "m.file", "filename": name, "body": name}
    return {"msgtype": "m.image", "filename": name}
