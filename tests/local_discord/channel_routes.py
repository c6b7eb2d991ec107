"""REST: channels and their messages."""

from __future__ import annotations

import time

from .components import JSON
from .messages import build, check_new, edit
from .places import DIRECT, FORUM, GROUP, READ_MESSAGE_HISTORY, SEND_MESSAGES, THREADS, VIEW_CHANNEL, Channel, made
from .routing import Call, RefusedError, invalid, route
from .world import World

SEND_IN_THREADS, SEND_POLLS = 1 << 38, 1 << 49
PAGE = 100


@route("GET", "/channels/{channel}")
def read_channel(world: World, call: Call) -> JSON:
    """A channel that the bot can see."""
    channel = channel_of(world, call)
    last = max((int(m["id"]) for m in world.written(channel)), default=None)
    return channel.payload() | {"last_message_id": last and str(last)}


@route("POST", "/channels/{channel}/typing")
def typing(world: World, call: Call) -> None:
    """The bot is typing; nobody notes it."""
    channel_of(world, call)


@route("POST", "/channels/{channel}/messages")
def post(world: World, call: Call) -> JSON:
    """A new message. With `enforce_nonce` a nonce seen before gives the message of then."""
    channel, body = channel_of(world, call), call.object
    may_send(channel)
    if channel.kind == FORUM:
        raise RefusedError(400, 50008, "Cannot send messages in a non-text channel")
    if body.get("poll") and not channel.allowed() & SEND_POLLS:
        raise RefusedError(403, 50013, "Missing Permissions")
    nonce = body.get("nonce")
    before = channel.nonces.get(str(nonce)) if body.get("enforce_nonce") else None
    if before is not None and time.time() - made(before) < world.nonce_s:
        return message_of(world, before)
    check_new(body, call.files)
    message = build(channel, world.bot, body, call.files)
    channel.posted.append(int(message["id"]))
    if nonce is not None:
        channel.nonces[str(nonce)] = int(message["id"])
    return world.keep(message)


@route("GET", "/channels/{channel}/messages")
def read_messages(world: World, call: Call) -> list[JSON]:
    """The messages of a channel that everyone can see, the newest first; nothing to those who may not look back."""
    channel, most = channel_of(world, call), int(call.query.get("limit", "50"))
    if not 1 <= most <= PAGE:
        invalid([f"{most} messages"], "limit")
    if channel.kind not in (DIRECT, GROUP) and not channel.allowed() & READ_MESSAGE_HISTORY:
        return []
    here = sorted(world.written(channel), key=lambda m: int(m["id"]))
    if (after := call.query.get("after")) is not None:
        return [m for m in here if int(m["id"]) > int(after)][:most][::-1]
    if (before := call.query.get("before")) is not None:
        here = [m for m in here if int(m["id"]) < int(before)]
    return here[-most:][::-1]


@route("GET", "/channels/{channel}/messages/{message}")
def read_message(world: World, call: Call) -> JSON:
    """One message."""
    return _visible(world, call)


@route("PATCH", "/channels/{channel}/messages/{message}")
def edit_message(world: World, call: Call) -> JSON:
    """Edit a message of the bot's own."""
    message = _visible(world, call)
    if message["author"]["id"] != str(world.bot.id):
        raise RefusedError(403, 50005, "Cannot edit a message authored by another user")
    return world.keep(edit(message, call.object, call.files))


@route("DELETE", "/channels/{channel}/messages/{message}")
def delete_message(world: World, call: Call) -> None:
    """Delete a message."""
    world.forget(int(_visible(world, call)["id"]))


def channel_of(world: World, call: Call) -> Channel:
    """A channel that the bot can see."""
    channel = world.channel(int(call.ids["channel"]))
    if channel is None:
        raise RefusedError(404, 10003, "Unknown Channel")
    inside = channel.guild is None or channel.guild.bot
    if not inside or not channel.allowed() & VIEW_CHANNEL:
        raise RefusedError(403, 50001, "Missing Access")
    return channel


def may_send(channel: Channel) -> None:
    """Refuse where the bot may not write."""
    if channel.kind in (DIRECT, GROUP):
        return
    needed = SEND_IN_THREADS if channel.kind in THREADS else SEND_MESSAGES
    if not channel.allowed() & needed:
        raise RefusedError(403, 50013, "Missing Permissions")


def message_of(world: World, number: int) -> JSON:
    """A message that was not deleted."""
    message = world.messages.get(number)
    if message is None:
        raise RefusedError(404, 10008, "Unknown Message")
    return message


def _visible(world: World, call: Call) -> JSON:
    channel, message = channel_of(world, call), message_of(world, int(call.ids["message"]))
    # Nobody finds an ephemeral message in its channel: only the interaction's token reaches it.
    if message["channel_id"] != str(channel.id) or message["flags"] & 64:
        raise RefusedError(404, 10008, "Unknown Message")
    return message
