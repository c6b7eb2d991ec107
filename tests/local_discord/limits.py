"""Limits of messages, answers and modals, and our own house rule about mentions."""

from __future__ import annotations

import re

from .command_limits import choice_findings, command_findings
from .component_limits import Findings, count, details, length, message_components
from .components import JSON, LABEL, ROW, TEXT_DISPLAY, TEXT_INPUT, texts, walk
from .places import COMPONENTS_V2

MESSAGE_KINDS, EDIT_KIND, CHOICES_KIND, MODAL_KIND = (4, 7), 7, 8, 9
EMBED_PARTS = (("title", 256), ("description", 4096))

_CREATES = re.compile(r"^/(channels/\d+/messages|webhooks/\d+/[^/]+)$")
_FORUM = re.compile(r"^/channels/\d+/threads$")
_EDITS = re.compile(r"^/(channels/\d+|webhooks/\d+/[^/]+)/messages/[^/]+$")
_CALLBACK = re.compile(r"^/interactions/\d+/[^/]+/callback$")
_COMMANDS = re.compile(r"^/applications/\d+/(guilds/\d+/)?commands$")


def entry_findings(entry: JSON) -> list[str]:
    """What is wrong with one recorded request, house rules included."""
    method, path, body = entry["method"], entry["path"], entry["body"]
    if method == "PUT" and _COMMANDS.match(path) and isinstance(body, list):
        return [text for findings in command_findings(body).values() for text in findings]
    if not isinstance(body, dict):
        return []
    if method == "POST" and _CALLBACK.match(path):
        return list(_callback(body))
    if method == "POST" and _FORUM.match(path) and "message" in body:
        return entry_findings({"method": method, "path": "/channels/0/messages", "body": body["message"]})
    creates = method == "POST" and _CREATES.match(path) is not None
    if creates or (method == "PATCH" and _EDITS.match(path)):
        return [*message_findings(body, creates=creates), *mention_findings(body)]
    return []


def _callback(body: JSON) -> Findings:
    data = body.get("data") or {}
    yield from answer_findings(body)
    if body["type"] in MESSAGE_KINDS:
        yield from mention_findings(data)


def answer_findings(body: JSON) -> Findings:
    """What Discord refuses in the first answer to an interaction."""
    kind, data = body["type"], body.get("data") or {}
    if kind in MESSAGE_KINDS:
        yield from message_findings(data, creates=kind != EDIT_KIND)
    elif kind == CHOICES_KIND:
        yield from choice_findings(data.get("choices") or [])
    elif kind == MODAL_KIND:
        yield from modal_findings(data)


def message_findings(message: JSON, *, creates: bool = True) -> list[str]:
    """What Discord refuses in a message; only a new message may not be empty."""
    return [*_message(message), *(["empty message"] if creates and is_empty(message) else [])]


def _message(message: JSON) -> Findings:
    v2 = bool((message.get("flags") or 0) & COMPONENTS_V2)
    yield from length("content", message.get("content"), 2000)
    yield from length("nonce", str(message.get("nonce") or ""), 25)
    yield from message_components(message.get("components") or [], v2=v2)
    yield from _embeds(message.get("embeds") or [])
    beside = [key for key in ("content", "embeds", "poll", "sticker_ids") if message.get(key)]
    if v2 and beside:
        yield f"{', '.join(beside)} beside V2 components"
    if message.get("poll"):
        yield from _poll(message["poll"])


def is_empty(message: JSON) -> bool:
    """Whether there is nothing to show."""
    shown = ("embeds", "components", "poll", "sticker_ids", "attachments", "message_reference")
    written = (message.get("content") or "").strip()
    return not written and not any(message.get(key) for key in shown)


def _embeds(embeds: list[JSON]) -> Findings:
    yield from count("embeds", len(embeds), 10)
    for embed in embeds:
        for key, most in EMBED_PARTS:
            yield from length(f"embed {key}", embed.get(key), most)
        yield from length("embed footer", (embed.get("footer") or {}).get("text"), 2048)
        yield from length("embed author", (embed.get("author") or {}).get("name"), 256)
        yield from count("embed fields", len(embed.get("fields") or []), 25)
        for part in embed.get("fields") or []:
            yield from length("embed field name", part.get("name"), 256, 1)
            yield from length("embed field value", part.get("value"), 1024, 1)
    if (total := sum(map(_embed_size, embeds))) > 6000:
        yield f"{total} characters in all embeds, more than 6000"


def _embed_size(embed: JSON) -> int:
    words = [embed.get(key) or "" for key, _ in EMBED_PARTS]
    words += [(embed.get("footer") or {}).get("text") or ""]
    words += [(embed.get("author") or {}).get("name") or ""]
    words += [f"{part['name']}{part['value']}" for part in embed.get("fields") or []]
    return sum(map(len, words))


def _poll(poll: JSON) -> Findings:
    yield from length("poll question", (poll.get("question") or {}).get("text"), 300, 1)
    answers = poll.get("answers") or []
    yield from count("poll answers", len(answers), 10, 1)
    for answer in answers:
        yield from length("poll answer", (answer.get("poll_media") or {}).get("text"), 55)
    if (poll.get("duration") or 0) > 32 * 24:
        yield "poll longer than 32 days"


def modal_findings(modal: JSON) -> Findings:
    """What Discord refuses in a modal."""
    components = modal.get("components") or []
    yield from length("modal title", modal.get("title"), 45, 1)
    yield from length("modal custom_id", modal.get("custom_id"), 100, 1)
    yield from count("components in a modal", len(components), 5, 1)
    for component in components:
        if component["type"] not in (LABEL, TEXT_DISPLAY, ROW):
            yield f"component type {component['type']} directly in a modal"
        if component["type"] == ROW:
            yield from _old_row(component)
    # A row of a modal holds one text input, so the rules for a row of a message do not apply.
    yield from details([c for c in walk(components) if c["type"] != ROW])


def _old_row(row: JSON) -> Findings:
    held = row.get("components") or []
    if [component["type"] for component in held] != [TEXT_INPUT]:
        yield "a row of a modal holds one text input"
    for component in held:
        yield from length("text input label", component.get("label"), 45, 1)


def mention_findings(message: JSON) -> Findings:
    """House rule: whatever carries text says that it pings nobody, or one role, which it mentions."""
    says = [message.get("content") or "", *texts(message.get("components"))]
    allowed = message.get("allowed_mentions") or {}
    if (any(says) or message.get("embeds")) and allowed.get("parse") != []:
        yield "text without allowed_mentions {'parse': []}"
    roles = allowed.get("roles") or []
    if allowed.get("users") or allowed.get("replied_user") or len(roles) > 1:
        yield "somebody may be mentioned"
    yield from (f"the role {role} may be mentioned and is not" for role in roles if f"<@&{role}>" not in str(says))
