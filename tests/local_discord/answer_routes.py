"""REST: answers to interactions. The interaction's token opens these, not the bot's."""

from __future__ import annotations

from .components import JSON
from .events import FOR_GUILDS
from .exchange import CHOICES, DEFER, DEFER_UPDATE, MODAL, REPLY, UPDATE, Exchange
from .limits import answer_findings
from .messages import build, check_new, edit
from .places import EPHEMERAL, LOADING
from .routing import Call, RefusedError, invalid, route
from .world import World


@route("POST", "/interactions/{interaction}/{token}/callback", bot_only=False)
def first_answer(world: World, call: Call) -> JSON | None:
    """The first answer: once, in time, and of a type that suits the interaction."""
    exchange = world.exchanges.get(call.ids["token"])
    if exchange is None or str(exchange.id) != call.ids["interaction"]:
        raise RefusedError(404, 10062, "Unknown interaction")
    if exchange.callback is not None:
        raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
    if exchange.late:
        raise RefusedError(404, 10062, "Unknown interaction")
    kind = int(call.object["type"])
    if not exchange.takes(kind):
        invalid([f"an interaction of type {exchange.kind} cannot be answered with {kind}"], "type")
    invalid([text for text in answer_findings(call.object) if text != "empty message"])
    _take(world, exchange, call)
    return _resource(world, exchange) if call.query.get("with_response") in ("1", "true") else None


def _take(world: World, exchange: Exchange, call: Call) -> None:
    body = call.object
    data, kind = body.get("data") or {}, body["type"]
    if kind in (REPLY, DEFER):
        _new_original(world, exchange, call, kind)
    elif kind in (UPDATE, DEFER_UPDATE) and exchange.source is not None:
        exchange.original = int(exchange.source["id"])
        if kind == UPDATE:
            held = world.messages.get(exchange.original, exchange.source)
            world.keep(edit(held, data, call.files))
    exchange.callback = body
    exchange.touch()


def _new_original(world: World, exchange: Exchange, call: Call, kind: int) -> None:
    data = call.object.get("data") or {}
    if kind == REPLY:
        check_new(data, call.files)
    message = build(exchange.channel, world.bot, data, call.files)
    message |= {"webhook_id": str(world.bot.id), "application_id": str(world.bot.id)}
    message["interaction_metadata"] = exchange.metadata()
    if kind == DEFER:
        message["flags"] = (message["flags"] & EPHEMERAL) | LOADING
    if _unheard(exchange):
        message["flags"] |= EPHEMERAL
    exchange.original = int(message["id"])
    world.keep(message, exchange)


def _unheard(exchange: Exchange) -> bool:
    """Whether a guild lets nobody but the person themselves see what a bot of theirs answers."""
    guild = exchange.channel.guild
    return guild is not None and not guild.external_apps and str(FOR_GUILDS) not in exchange.owners


def _resource(world: World, exchange: Exchange) -> JSON:
    kind = exchange.callback_kind
    about: JSON = {"id": str(exchange.id), "type": exchange.kind}
    message = None if exchange.original is None else world.messages.get(exchange.original)
    if message is not None:
        about["response_message_id"] = message["id"]
        about["response_message_loading"] = bool(message["flags"] & LOADING)
        about["response_message_ephemeral"] = bool(message["flags"] & EPHEMERAL)
    if kind in (CHOICES, MODAL) or message is None:
        return {"interaction": about}
    return {"interaction": about, "resource": {"type": kind, "message": message}}


@route("POST", "/webhooks/{application}/{token}", bot_only=False)
def follow_up(world: World, call: Call) -> JSON | None:
    """A further message; the first one after a deferral takes the deferred message's place."""
    exchange = _exchange(world, call)
    check_new(call.object, call.files)
    if exchange.callback_kind == DEFER and not exchange.edited and exchange.original is not None:
        return _edit(world, exchange, exchange.original, call)
    message = build(exchange.channel, world.bot, call.object, call.files)
    message |= {"webhook_id": str(world.bot.id), "application_id": str(world.bot.id)}
    message["interaction_metadata"] = exchange.metadata()
    exchange.followups.append(int(message["id"]))
    world.keep(message, exchange)
    return message if call.query.get("wait") in ("1", "true") else None


@route("GET", "/webhooks/{application}/{token}/messages/{message}", bot_only=False)
def read_answer(world: World, call: Call) -> JSON:
    """One of the answers; '@original' is the first."""
    return world.messages[_number(world, _exchange(world, call), call)]


@route("PATCH", "/webhooks/{application}/{token}/messages/{message}", bot_only=False)
def edit_answer(world: World, call: Call) -> JSON:
    """Edit one of the answers, or give the deferred one."""
    exchange = _exchange(world, call)
    return _edit(world, exchange, _number(world, exchange, call), call)


@route("DELETE", "/webhooks/{application}/{token}/messages/{message}", bot_only=False)
def delete_answer(world: World, call: Call) -> None:
    """Delete one of the answers."""
    exchange = _exchange(world, call)
    number = _number(world, exchange, call)
    exchange.edited = exchange.edited or number == exchange.original
    world.forget(number)
    exchange.touch()


def _exchange(world: World, call: Call) -> Exchange:
    exchange = world.exchanges.get(call.ids["token"])
    if exchange is None or call.ids["application"] != str(world.bot.id):
        raise RefusedError(401, 50027, "Invalid Webhook Token")
    if exchange.callback is None:
        raise RefusedError(404, 10015, "Unknown Webhook")
    return exchange


def _number(world: World, exchange: Exchange, call: Call) -> int:
    wanted = call.ids["message"]
    number = exchange.original if wanted == "@original" else int(wanted)
    own = number == exchange.original or number in exchange.followups
    if number is None or not own or number not in world.messages:
        raise RefusedError(404, 10008, "Unknown Message")
    return number


def _edit(world: World, exchange: Exchange, number: int, call: Call) -> JSON:
    message = edit(world.messages[number], call.object, call.files)
    if world.messages[number]["flags"] & LOADING:
        message["edited_timestamp"] = None
    exchange.edited = exchange.edited or number == exchange.original
    world.keep(message, exchange if number != _source(exchange) else None)
    exchange.touch()
    return message


def _source(exchange: Exchange) -> int | None:
    return None if exchange.source is None else int(exchange.source["id"])
