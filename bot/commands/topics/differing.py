"""Says what a change made of a topic, of a passage that was put aside, of settings, of a schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.commands import setting_words
from bot.commands.daily.differing import of_schedule
from bot.commands.shortening import short
from bot.communities.drafts import read as read_draft
from bot.communities.keeper import BAN, SETTINGS, TOPIC
from bot.communities.reports import REPORT
from bot.communities.reports import read as read_report
from bot.communities.sheets import read
from bot.corpus.topics import Pin, Topic, Topics
from bot.model import Message, MessageValue
from bot.store.ledger import Changed
from bot.store.petitions import ACCEPTED, CLOSED, DECLINED, WAITING, Petition
from bot.store.schedules import KIND as SCHEDULE

DECIDED = ACCEPTED, DECLINED, CLOSED, WAITING


def differences(part: Changed, curated: Topics) -> Iterator[Message]:
    """What became of one document, in a line or more; a community's word on a `curated` topic lies over that."""
    match part.kind:
        case str(kind) if kind == TOPIC:
            yield from _topic(part, curated.get(part.key))
        case str(kind) if kind == BAN:
            yield Message("changed-unbanned" if part.after is None else "changed-banned", {"passage": part.key})
        case str(kind) if kind == SETTINGS:
            yield from _settings(part.before or {}, part.after or {})
        case str(kind) if kind == SCHEDULE:
            yield from of_schedule(part, curated)


def decided(petition: Petition, part: Changed) -> Iterator[Message]:
    """What a change decided on what a member put before the moderators, and why; nothing where it was nobody else's."""
    state, reason = (part.after or {}).get("state"), (part.after or {}).get("reason", "")
    if petition.kind not in (TOPIC, REPORT) or state not in DECIDED:
        return
    if petition.kind == TOPIC:
        yield Message(f"decided-topic-{state}", {"title": read_draft(petition.content).sheet.title})
    else:
        report = read_report(petition.content)
        values: dict[str, MessageValue] = {"passage": report.passage, "fault": Message(f"fault-{report.fault}")}
        yield Message(f"decided-report-{state}", values)
    if reason:
        yield Message("news-reason", {"reason": short(reason)})


def _topic(part: Changed, below: Topic | None) -> Iterator[Message]:
    old, new = read(part.before or {}), read(part.after or {})
    before, after = old.over(part.key, below), new.over(part.key, below)
    yield Message("changed-topic", {"title": after.title or before.title or part.key, "key": part.key})
    if part.after is None and below is None:
        yield Message("changed-removed")
        return
    if part.before is None and below is None:
        yield Message("changed-added")
        before = replace(before, title=after.title)
    yield from _fields(before, after)
    if old.hidden != new.hidden:
        yield Message("changed-hidden" if new.hidden else "changed-shown")


def _fields(before: Topic, after: Topic) -> Iterator[Message]:
    told = {
        "title": (_texts(before.title), _texts(after.title)),
        "question": (_texts(before.question), _texts(after.question)),
        "names": (_lists(before.names), _lists(after.names)),
        "keywords": (", ".join(before.keywords), ", ".join(after.keywords)),
    }
    for name, (old, new) in told.items():
        if old != new:
            field = Message(f"field-{name}")
            yield Message("changed-field", {"field": field, "before": _said(old), "after": _said(new)})
    for author in {**before.sides, **after.sides}:
        old_side, new_side = (_side(topic.sides.get(author)) for topic in (before, after))
        if old_side != new_side:
            yield Message("changed-side", {"author": author, "before": old_side, "after": new_side})


def _settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Message]:
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            values = {"before": _set(name, before), "after": _set(name, after)}
            yield Message("changed-field", {"field": setting_words.named(name), **values})


def _set(name: str, settings: Mapping[str, Any]) -> MessageValue:
    return setting_words.said(name, settings[name]) if name in settings else Message("changed-usual")


def _side(side: tuple[Pin, ...] | None) -> str | Message:
    if side is None:
        return Message("side-searched")
    return ", ".join(map(placed, side)) or Message("side-silent")


def placed(pin: Pin) -> str:
    """A place as /topic pin takes it."""
    return f"{pin.passage}:{pin.first}" if pin.first == pin.last else f"{pin.passage}:{pin.first}-{pin.last}"


def _texts(texts: Mapping[str, str]) -> str:
    return " / ".join(texts.values())


def _lists(lists: Mapping[str, tuple[str, ...]]) -> str:
    return " / ".join(", ".join(names) for names in lists.values())


def _said(text: str) -> str | Message:
    return short(text) if text else Message("changed-nothing")
