"""Those who use the commands in these tests, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.dispatch.command import Value
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Ask, Message, Role
from bot.reply import Action, Entry, Form, Heading, Hits, Notice, Quotation, Reply

LANGUAGES = Languages("nl")


@dataclass
class Person:
    """Somebody in a community, who does one thing after another."""

    commands: Registry
    ask: Ask

    async def run(self, name: str, **values: Value) -> Reply:
        """Types a command."""
        return await self.commands.run(self.ask, name, values)

    async def press(self, reply: Reply, verb: str, target: str | None = None) -> Reply:
        """Chooses the first action of that verb, and target where that matters."""
        actions = [of for of in self.actions(reply) if of.verb == verb and target in (None, of.target)]
        assert actions, (verb, [of.verb for of in self.actions(reply)], said(reply))
        return await self.commands.press(self.ask, verb, actions[0].target, reply.shared)

    async def fill(self, reply: Reply, **filled: str) -> Reply:
        """Fills in a form; what is not told stays as it stands there."""
        form = form_of(reply)
        given = {field.name: field.value for field in form.fields} | filled
        return await self.commands.submit(self.ask, form.verb, form.target, reply.shared, given)

    def actions(self, reply: Reply) -> list[Action]:
        """All that can be chosen under a reply, and in its list."""
        hits = [hit.action for block in reply.blocks if isinstance(block, Hits) for hit in block.hits]
        return [*hits, *reply.actions]

    async def adds(self, title: str = "Brood", keywords: str = "honger") -> Reply:
        """Adds a topic, up to its being saved."""
        return await self.press(await self.run("topic add", title=title, keywords=keywords), "save")

    async def proposes(self, title: str = "Brood", keywords: str = "honger") -> Reply:
        """Proposes a topic."""
        return await self.press(await self.run("propose", title=title, keywords=keywords), "send")


def person(commands: Registry, name: str, role: Role = Role.ASKER, *, locale: str = "nl", place: str = "1") -> Person:
    """Somebody in a community."""
    return Person(commands, Ask(locale, "nl", f"test:{place}", f"test:{place}:1", name, role, overheard=True))


def form_of(reply: Reply) -> Form:
    """The form of a reply."""
    assert reply.form, said(reply)
    return reply.form


def values(reply: Reply) -> Mapping[str, str]:
    """What stands in the form of a reply."""
    return {field.name: field.value for field in form_of(reply).fields}


def keys(reply: Reply) -> list[str]:
    """The keys of all sentences of a reply."""
    return [message.key for message in _messages(reply)]


def said(reply: Reply) -> list[str]:
    """All sentences of a reply, in its own language."""
    return [LANGUAGES.say(message, reply.locale or "nl") for message in _messages(reply)]


def aside(reply: Reply) -> list[str]:
    """What is said besides."""
    return [LANGUAGES.say(block.message, "nl") for block in reply.aside if isinstance(block, Notice)]


def quoted(reply: Reply) -> list[str]:
    """The passages that are quoted."""
    return [of.quote.passage.id for of in reply.quotations()]


def verbs(reply: Reply) -> list[str]:
    """What can be done next."""
    return [of.verb for of in reply.actions]


def _messages(reply: Reply) -> Iterator[Message]:
    for block in reply.blocks:
        if isinstance(block, Notice | Heading):
            yield block.message
        elif isinstance(block, Entry):
            yield block.title
            yield from block.lines
        else:
            assert isinstance(block, Quotation | Hits) or hasattr(block, "text")
