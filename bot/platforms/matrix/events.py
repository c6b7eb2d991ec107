"""Reads a message of a room: what was said to the bot, if anything.

To the bot is said what begins with the room's prefix or a slash and a command, what begins with its name as a mention
does, and in private everything. A reply to one of its messages may choose what is offered there, or answer a question;
whether it does is known once that message is looked at (`bot.platforms.matrix.following`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.dispatch.command import Command
from bot.dispatch.line import command_in
from bot.platforms.matrix.addressing import after_name
from bot.platforms.matrix.attached import FILE, Attachment, attachment, caption
from bot.platforms.matrix.structured import Named, named_in
from bot.platforms.matrix.untrusted import mapping, string, writable

SLASH = "/"
HELP = "help"
# What a bare text asks for, in private or after the bot's name.
USUAL = "quote"
# The lines that older clients put before a reply to say what it replies to.
FALLBACK = re.compile(r"\A> (?:\* )?<@[^>\n]*>[^\n]*(?:\n>[^\n]*)*\n*")


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What has to be known of a room to read its messages: the bot's id and name there, and the room's `prefix`.

    In a `direct` one there is nobody but the bot and one other. `commands` are those that the registry has.
    """

    me: str
    name: str
    prefix: str
    direct: bool
    commands: Mapping[str, Command]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said that may be for the bot.

    Where it `chooses`, it may be meant for a message of the bot: the one that is replied `to` or, where that is None,
    its latest. If `text`, as it was typed, is an answer to what that message offers or asks, it is that and nothing
    else. Otherwise it is a command: a `line` as the registry takes it, or `named`, which came with its arguments by
    name; where both are None, nothing was said to the bot. In a thread, of which `thread` is the first event, clients
    reply to whatever came last, so that `to` may be anybody's. A file that it is said under is `attached`.
    """

    event: str
    sender: str
    text: str
    line: str | None = None
    named: Named | None = None
    chooses: bool = False
    thread: str | None = None
    to: str | None = None
    attached: Attachment | None = None


def said(event: Mapping[str, Any], room: RoomFacts) -> Said | None:
    """What a raw message event says; None where it is certainly not for the bot. Never fails, whatever it holds."""
    content = mapping(event.get("content"))
    sender, event_id, body = string(event.get("sender")), string(event.get("event_id")), _body(content)
    if not (sender and event_id and body) or sender == room.me:
        return None
    relation = mapping(content.get("m.relates_to"))
    if relation.get("rel_type") == "m.replace" or "m.new_content" in content:
        # What is changed was answered when it was said.
        return None
    to = string(mapping(relation.get("m.in_reply_to")).get("event_id"))
    thread = string(relation.get("event_id")) if relation.get("rel_type") == "m.thread" else None
    text = writable(FALLBACK.sub("", body, count=1) if to else body).strip()
    named = named_in(content, room.me, room.commands)
    if named:
        # Of one that lacks something the registry says what.
        line = None if named.whole else named.name
        return Said(event_id, sender, text, line, named if named.whole else None, thread=thread, to=to)
    called = after_name(text, content, room.me, room.name)
    text = text if called is None else called
    line = _command(text, room)
    if line is not None:
        return Said(event_id, sender, text, line, thread=thread, to=to, attached=attachment(content))
    line = None if called is None and not room.direct else _bare(text, room)
    if line is None and not (to and text):
        return None
    return Said(event_id, sender, text, line, chooses=bool(to or room.direct), thread=thread, to=to)


def _body(content: Mapping[str, Any]) -> str | None:
    """What a message says: as a text, or under a file."""
    if content.get("msgtype") == FILE:
        return caption(content)
    return string(content.get("body")) if content.get("msgtype") == "m.text" else None


def _command(text: str, room: RoomFacts) -> str | None:
    """The command line that a text with a prefix or a slash is; None where it is none, or none of the bot's."""
    for sign in (room.prefix, SLASH):
        rest = text.removeprefix(sign)
        if sign and rest != text and _known(rest, room.commands):
            return rest.strip()
    return None


def _bare(text: str, room: RoomFacts) -> str:
    """The command line of a text that is for the bot in any case: a command, or what a quotation is wanted on."""
    if not text:
        return HELP
    if _known(text, room.commands):
        return text
    for sign in (room.prefix, SLASH):
        if sign and text.startswith(sign):
            # There is no such command, and whoever typed it is told so.
            return f"{SLASH}{text.removeprefix(sign)}"
    return f"{USUAL} {text}"


def _known(line: str, commands: Collection[str]) -> bool:
    """Whether a line begins with a command, or with the name that a group of commands has in common."""
    name, _ = command_in(line, commands)
    return name in commands or any(known.startswith(f"{name} ") for known in commands)
