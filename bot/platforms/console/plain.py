"""Lays a reply out as plain lines, without colour: what a pipe gets."""

from __future__ import annotations

from bot.i18n import Languages
from bot.model import Message
from bot.reply import Action, Block, Entry, Heading, Hits, Notice, Quotation, Reference, Reply
from bot.reply.citing import copies
from bot.reply.telling import footing, label


def actions_of(reply: Reply) -> list[Action]:
    """Everything that can be chosen under a reply, in the order of their numbers: hits first, then the rest."""
    hits = [hit.action for block in reply.blocks if isinstance(block, Hits) for hit in block.hits]
    return [*hits, *reply.actions]


class Plain:
    """Says replies in lines of text."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    def reply(self, reply: Reply) -> str:
        """The whole reply; the actions stand on its last line."""
        blocks = [self._block(block, reply.locale) for block in reply.blocks]
        if reply.actions:
            blocks.append(self._actions(reply))
        return "\n\n".join(blocks)

    def _actions(self, reply: Reply) -> str:
        words = (f"[{a.verb}] {self._say(label(a), reply.locale)}" for a in reply.actions)
        return "  ".join(words)

    def _block(self, block: Block | Reference, locale: str) -> str:
        match block:
            case Quotation():
                return self._quotation(block, locale)
            case Hits():
                return "\n\n".join(
                    f"{number}. {self._quotation(hit.quotation, locale)}"
                    for number, hit in enumerate(block.hits, block.first)
                )
            case Heading() | Notice():
                return self._say(block.message, locale)
            case Entry():
                lines = (f"  {self._say(line, locale)}" for line in block.lines)
                return "\n".join([self._say(block.title, locale), *lines])
            case Reference():
                found = copies(block, lambda message: self._say(message, locale))
                return "\n\n".join(f"{self._say(copy.label, locale)}\n{copy.text}" for copy in found)

    def _quotation(self, quotation: Quotation, locale: str) -> str:
        told = [self._say(message, locale) for message in footing(quotation, locale)]
        return "\n".join([quotation.quote.text, *(f"— {line}" for line in told)])

    def _say(self, message: Message, locale: str) -> str:
        return self._languages.say(message, locale)
