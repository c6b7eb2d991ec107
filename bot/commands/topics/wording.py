"""The form of a topic: what moderators fill in, and members who propose one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.communities.wishes import KEYWORD, KEYWORDS, NAME, NAMES, QUESTION, TITLE, Wish, listed, wish
from bot.corpus.topics import Topic
from bot.errors import BadInput
from bot.library.naming import in_locale
from bot.model import Ask, Message
from bot.reply import Action, Field, Form, Notice, Reply
from bot.store.petitions import Petitions

FIELDS = ("title", "keywords", "question", "names")
WORDING = "wording"
"""The kind of petition that keeps what could not be used, so that nobody types it again."""

BETWEEN = 2
"""Signs between two of a list."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A form's title and handler, and the action that opens it."""

    title: str
    verb: str
    again: str


def form(of: Wording, target: str = "", filled: Mapping[str, str] | None = None, retry: str = "") -> Reply:
    """The form, with what stands in it already. `retry` is the id of what was kept of it."""
    given = filled or {}
    again = Action(of.again, f"{target}:{retry}" if retry else target)
    fields = tuple(_field(name, given.get(name, "")) for name in FIELDS)
    return Reply((), form=Form(Message(of.title), fields, of.verb, target, again=again))


def told(topic: Topic, ask: Ask) -> dict[str, str]:
    """What stands in the form of a topic that is there."""
    locale = ask.public_locale
    spoken = locale if locale in topic.title else next(iter(topic.title), locale)
    return {
        "title": in_locale(topic.title, locale),
        "keywords": listed(topic.keywords),
        "question": topic.question.get(spoken, ""),
        "names": listed(topic.names.get(spoken, ())),
    }


def wished(filled: Mapping[str, str]) -> Wish:
    """What was filled in; BadInput where it cannot be used."""
    return wish(*(filled[name] for name in FIELDS))


async def kept(petitions: Petitions, ask: Ask, again: Action, filled: Mapping[str, str], error: BadInput) -> Reply:
    """What is wrong with what was filled in, and a way to mend it: nothing is lost."""
    petition = await petitions.begin(ask.community, ask.member, WORDING, {name: filled[name] for name in FIELDS})
    action = Action(again.verb, f"{again.target}:{petition.id}", Message("action-fill-in-again"))
    return Reply((Notice(Message(error.key, error.values)),), (action,), private=True)


async def what_was_kept(petitions: Petitions, ask: Ask, number: str) -> Mapping[str, str]:
    """What somebody filled in before; nothing where that is gone."""
    petition = await petitions.petition(ask.community, number) if number else None
    if petition is None or petition.kind != WORDING or petition.member != ask.member:
        return {}
    return petition.content


def _field(name: str, value: str) -> Field:
    longest = {
        "title": TITLE,
        "keywords": KEYWORDS * (KEYWORD + BETWEEN),
        "question": QUESTION,
        "names": NAMES * (NAME + BETWEEN),
    }
    return Field(
        name,
        Message(f"form-topic-{name}"),
        Message(f"form-topic-{name}-hint"),
        value,
        required=name == "title",
        longest=longest[name],
        long=name in ("keywords", "names"),
    )
