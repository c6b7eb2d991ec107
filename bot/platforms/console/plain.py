"""Lays a reply out as plain lines, without colour: what a pipe gets."""

from __future__ import annotations

from collections import Counter

from bot.i18n import Languages
from bot.model import Message
from bot.reply import (
    Action,
    Block,
    Content,
    Enclosed,
    Entry,
    Heading,
    Hits,
    Link,
    Notice,
    Picture,
    Quotation,
    Reference,
    Reply,
)
from bot.reply.citing import copies
from bot.reply.telling import entry_lines, footing, label


def actions_of(reply: Reply) -> list[Action]:
    """Everything that can be chosen under a reply, in the order of their numbers: hits first, then the rest."""
    hits = [hit.action for block in reply.blocks if isinstance(block, Hits) for hit in block.hits]
    return [*hits, *reply.actions]


def first_number(reply: Reply) -> int:
    """The number of the first thing that can be chosen: a list that goes on from another keeps counting."""
    return next((block.first for block in reply.blocks if isinstance(block, Hits)), 1)


def called(reply: Reply) -> list[tuple[str, Action]]:
    """The actions under a reply with what is typed for each: its verb, or its number where several have that verb."""
    verbs = Counter(action.verb for action in reply.actions)
    hits = len(actions_of(reply)) - len(reply.actions)
    numbered = enumerate(reply.actions, first_number(reply) + hits)
    return [(action.verb if verbs[action.verb] == 1 else str(number), action) for number, action in numbered]


class Plain:
    """Says replies in lines of text."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    def reply(self, reply: Reply) -> str:
        """The whole reply; the actions stand on its last line."""
        blocks = [self._content(block, reply.locale) for block in reply.blocks]
        if reply.actions:
            blocks.append(self._actions(reply))
        return "\n\n".join(blocks)

    def _content(self, content: Content, locale: str) -> str:
        return content.text if isinstance(content, Enclosed) else self._block(content, locale)

    def _actions(self, reply: Reply) -> str:
        words = (f"[{name}] {self._say(label(action), reply.locale)}" for name, action in called(reply))
        return "  ".join(words)

    def _block(self, block: Block | Picture | Reference, locale: str) -> str:
        match block:
            case Quotation():
                return self._quotation(block, locale)
            case Picture():
                return f"{self._quotation(block.quotation, locale)}\n\n{self._say(Message('picture-not-here'), locale)}"
            case Hits():
                return "\n\n".join(
                    f"{number}. {self._quotation(hit.quotation, locale)}"
                    for number, hit in enumerate(block.hits, block.first)
                )
            case Heading() | Notice() | Link():
                address = f" {block.address}" if isinstance(block, Link) else ""
                return f"{self._say(block.message, locale)}{address}"
            case Entry():
                lines = (f"  {self._say(line, locale)}" for line in entry_lines(block))
                return "\n".join([self._say(block.title, locale), *lines])
            case Reference():
                found = copies(block, lambda message: self._say(message, locale))
                return "\n\n".join(f"{self._say(copy.label, locale)}\n{copy.text}" for copy in found)

    def _quotation(self, quotation: Quotation, locale: str) -> str:
        told = [self._say(message, locale) for message in footing(quotation, locale)]
        return "\n".join([quotation.quote.text, *(f"— {line}" for line in told)])

    def _say(self, message: Message, locale: str) -> str:
        return self._languages.say(message, locale)
