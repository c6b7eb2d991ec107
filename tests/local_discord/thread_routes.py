"""REST: threads at messages, posts in forums, and who finds them again."""

from __future__ import annotations

from .channel_routes import channel_of, may_send, message_of
from .component_limits import length
from .components import JSON
from .messages import build, check_new
from .places import FORUM, NEWS, NEWS_THREAD, PUBLIC_THREAD, READ_MESSAGE_HISTORY, TEXT, THREADS, Channel
from .routing import Call, RefusedError, invalid, route
from .world import World

CREATE_PUBLIC_THREADS = 1 << 35
REQUIRE_TAG = 1 << 4
WEEK = 10080
DURATIONS = (60, 1440, 4320, WEEK)


@route("POST", "/channels/{channel}/messages/{message}/threads")
def start_at_message(world: World, call: Call) -> JSON:
    """A thread at a message, whose id it has; there is one at most."""
    channel = channel_of(world, call)
    if channel.kind not in (TEXT, NEWS):
        raise RefusedError(400, 50024, "Cannot execute action on this channel type")
    if not channel.allowed() & CREATE_PUBLIC_THREADS:
        raise RefusedError(403, 50013, "Missing Permissions")
    message = message_of(world, int(call.ids["message"]))
    if message["channel_id"] != str(channel.id):
        raise RefusedError(404, 10008, "Unknown Message")
    _check(call.object)
    if world.channel(int(message["id"])) is not None:
        raise RefusedError(400, 160004, "A thread has already been created for this message")
    kind = NEWS_THREAD if channel.kind == NEWS else PUBLIC_THREAD
    return _opened(world, channel, call.object, kind, int(message["id"])).payload()


@route("POST", "/channels/{channel}/threads")
def start_in_forum(world: World, call: Call) -> JSON:
    """A post in a forum: a thread with its first message, which has the same id. Discord knows no nonce here."""
    channel, body = channel_of(world, call), call.object
    if channel.kind != FORUM:
        raise RefusedError(400, 50024, "Cannot execute action on this channel type")
    may_send(channel)
    if channel.flags & REQUIRE_TAG and not body.get("applied_tags"):
        raise RefusedError(400, 40067, "A tag is required to create a forum post in this channel")
    _check(body)
    check_new(body.get("message") or {}, call.files)
    thread = _opened(world, channel, body, PUBLIC_THREAD)
    message = build(thread, world.bot, body["message"], call.files) | {"id": str(thread.id)}
    thread.posted.append(thread.id)
    world.keep(message)
    return thread.payload() | {"message": message}


@route("GET", "/guilds/{guild}/threads/active")
def active(world: World, call: Call) -> JSON:
    """The threads of a guild that are not archived."""
    guild = world.guilds.get(int(call.ids["guild"]))
    if guild is None or not guild.bot:
        raise RefusedError(404, 10004, "Unknown Guild")
    threads = [of for of in guild.channels if of.kind in THREADS and not of.archived]
    return {"threads": [of.payload() for of in threads], "members": []}


@route("GET", "/channels/{channel}/threads/archived/public")
def archived(world: World, call: Call) -> JSON:
    """The archived threads of a channel, those first that were archived last."""
    channel, most = channel_of(world, call), int(call.query.get("limit", "50"))
    if not channel.allowed() & READ_MESSAGE_HISTORY:
        raise RefusedError(403, 50013, "Missing Permissions")
    of_guild = channel.guild.channels if channel.guild else []
    found = [of for of in reversed(of_guild) if of.parent is channel and of.archived]
    return {"threads": [of.payload() for of in found[:most]], "members": [], "has_more": len(found) > most}


def _opened(world: World, channel: Channel, body: JSON, kind: int, number: int = 0) -> Channel:
    if channel.guild is None:
        raise RefusedError(400, 50024, "Cannot execute action on this channel type")
    thread = Channel(body["name"], kind, channel.guild, channel, [world.bot])
    thread.id, thread.lasts = number or thread.id, body.get("auto_archive_duration") or DURATIONS[1]
    return channel.guild.open_thread(thread)


def _check(body: JSON) -> None:
    invalid(list(length("thread name", body.get("name"), 100, 1)), "name")
    if (body.get("auto_archive_duration") or WEEK) not in DURATIONS:
        invalid(["no such duration"], "auto_archive_duration")
