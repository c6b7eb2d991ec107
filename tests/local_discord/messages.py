"""Making and changing messages as Discord would, with its refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from .components import JSON, numbered, texts
from .limits import is_empty, message_findings
from .places import COMPONENTS_V2, LOADING, Account, Channel, now, snowflake
from .routing import RefusedError, invalid

MENTION = re.compile(r"(?<!\\)<@&([0-9]+)>")
CDN = "https://cdn.discordapp.com/attachments"


def build(channel: Channel, author: Account, body: JSON, files: Iterable[JSON] = ()) -> JSON:
    """A new message, as Discord would hold it."""
    message: JSON = {
        "id": str(snowflake()),
        "channel_id": str(channel.id),
        "type": 0,
        "author": author.payload(),
        "content": body.get("content") or "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": called(body),
        "attachments": _attachments(body, files),
        "embeds": [embed | {"type": "rich"} for embed in body.get("embeds") or []],
        "pinned": False,
        "flags": body.get("flags") or 0,
        "components": numbered(body.get("components")),
    }
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    if body.get("poll"):
        message["poll"] = _poll(body["poll"])
    if body.get("message_reference"):
        message["message_reference"] = {"channel_id": str(channel.id)} | body["message_reference"]
        message["type"] = 19
    return message


def called(body: JSON) -> list[str]:
    """The roles whose members are called by a message: those that it mentions and may."""
    said = "\n".join([body.get("content") or "", *texts(body.get("components"))])
    allowed = body.get("allowed_mentions") or {"parse": ["roles"]}
    # Discord takes ids as numbers too.
    named = {str(role) for role in allowed.get("roles", ())}
    return [role for role in MENTION.findall(said) if "roles" in allowed.get("parse", ()) or role in named]


def check_new(body: JSON, files: Iterable[JSON] = ()) -> None:
    """Refuse a new message that Discord would refuse."""
    invalid(message_findings(body, creates=False))
    if is_empty(body) and not list(files):
        raise RefusedError(400, 50006, "Cannot send an empty message")


def edit(message: JSON, body: JSON, files: Iterable[JSON] = ()) -> JSON:
    """The message after an edit. The V2 flag stays for ever, and what it forbids must be gone."""
    parts = ("content", "embeds", "components", "poll")
    flags = _edited_flags(message, body)
    kept = {key: message[key] for key in parts if message.get(key)}
    wanted = kept | {key: body[key] for key in parts if key in body} | {"flags": flags}
    invalid(message_findings(wanted, creates=False))
    after = message | {"flags": flags, "edited_timestamp": now()}
    after |= {"content": wanted.get("content") or ""}
    if "components" in body:
        after["components"] = numbered(body["components"])
    if "embeds" in body:
        after["embeds"] = [embed | {"type": "rich"} for embed in body["embeds"] or []]
    if "attachments" in body or list(files):
        after["attachments"] = _attachments(body, files)
    if is_empty(after):
        raise RefusedError(400, 50006, "Cannot send an empty message")
    return after


def _edited_flags(message: JSON, body: JSON) -> int:
    flags: int = message["flags"] & ~LOADING
    return flags | ((body.get("flags") or 0) & (COMPONENTS_V2 | 1 << 2))


def _attachments(body: JSON, files: Iterable[JSON]) -> list[JSON]:
    described = {str(a.get("id")): a for a in body.get("attachments") or []}
    sent = {str(place): file for place, file in enumerate(files)}
    kept = [a for number, a in described.items() if number not in sent and a.get("url")]
    return kept + [_attachment(f, described.get(place) or {}) for place, f in sent.items()]


def _attachment(file: JSON, described: JSON) -> JSON:
    number = snowflake()
    name = described.get("filename") or file["filename"]
    address = f"{CDN}/1/{number}/{name}"
    about: JSON = {"id": str(number), "filename": name, "size": file["size"]}
    about |= {"url": address, "proxy_url": address, "content_type": file["content_type"]}
    about["description"] = described.get("description")
    about |= {side: file[side] for side in ("width", "height") if side in file}
    return about


def _poll(poll: JSON) -> JSON:
    ends = datetime.now(UTC) + timedelta(hours=poll.get("duration") or 24)
    answers = [a | {"answer_id": place} for place, a in enumerate(poll["answers"], 1)]
    results = {"answer_counts": [], "is_finalized": False}
    return poll | {"answers": answers, "expiry": ends.isoformat(), "results": results}
