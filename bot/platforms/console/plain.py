"""Lays a reply out as plain lines, without colour: what a pipe gets."""

from __future__ import annotations

from bot.i18n import Languages
from bot.model import Message
from bot.reply import (
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
from bot.reply.choices import called
from bot.reply.citing import copies
from bot.reply.telling import entry_lines, footing, label


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
