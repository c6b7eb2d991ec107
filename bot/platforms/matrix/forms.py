"""Forms in a thread: Matrix shows none, so the bot asks field after field, and each reply to a question answers it.

What was answered so far stands in the question, beside the action that gives the form anew: there is no other memory.
A form that nobody goes on with is given up. Whoever knows the options of a command types them and is asked nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.dispatch.registry import Registry
from bot.model import Ask, Message
from bot.platforms.filling import Filling, Manner
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.untrusted import mapping, string
from bot.reply import LONGEST_FIELD, MOST_FIELDS, Action, Notice, Reply

MANNER = Manner(keep="-", kept="form-kept-typed", skipped="form-skip", leave="form-leave-thread")
# Of all answers together, in bytes: they travel with each question.
ROOM = 16_000


@dataclass(frozen=True, slots=True)
class Question:
    """A field that the bot asks of the `asker`: which form it is of, and what was answered before it."""

    again: Action
    shared: str
    asker: str
    values: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, Any]:
        """What the message with the question keeps."""
        form = {"verb": self.again.verb, "target": self.again.target, "values": list(self.values)}
        return {KEPT: {"asker": self.asker, "shared": self.shared, "form": form}}


@dataclass(frozen=True, slots=True)
class Step:
    """What is said next, and what it asks, if anything."""

    reply: Reply
    question: Question | None = None


def opened(reply: Reply, asker: str) -> Step:
    """What is said to somebody who gets this reply: where it comes with a form, the first question of that."""
    if reply.form is None:
        return Step(reply)
    filling = Filling(reply, reply.form, MANNER)
    return Step(filling.opening, Question(reply.form.again, reply.shared, asker))


def question(event: Mapping[str, Any], me: str) -> Question | None:
    """The question that an event of the bot asks; None where it asks none, or is not the bot's."""
    of = mapping(mapping(event.get("content")).get(KEPT))
    form, asker, shared = mapping(of.get("form")), string(of.get("asker")), of.get("shared")
    verb, target, values = string(form.get("verb")), form.get("target"), form.get("values")
    if event.get("sender") != me or not (asker and verb and isinstance(shared, str) and isinstance(target, str)):
        return None
    if not (isinstance(values, list) and len(values) < MOST_FIELDS and all(isinstance(v, str) for v in values)):
        return None
    return Question(Action(verb, target), shared, asker, tuple(values))


async def answered(registry: Registry, ask: Ask, asked: Question, text: str) -> Step:
    """What follows when a question is answered with this text: the next one, or what comes of the form."""
    reply = await registry.press(ask, asked.again.verb, asked.again.target, asked.shared)
    if reply.form is None or len(asked.values) >= len(reply.form.fields):
        return opened(reply, asked.asker)
    filling = Filling(reply, reply.form, MANNER, asked.values)
    following = filling.take(text)
    if following is None:
        form = reply.form
        return opened(await registry.submit(ask, form.verb, form.target, reply.shared, filling.values), asked.asker)
    values = tuple(filling.values.values())
    if len(json.dumps(values, ensure_ascii=False).encode()) > ROOM:
        too_long = Notice(Message("field-long", {"limit": LONGEST_FIELD // 4}))
        return Step(replace(following, blocks=(too_long,)), asked)
    return Step(following, replace(asked, values=values))
