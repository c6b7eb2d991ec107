"""Finds in a message the words that it says, and those that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import discord
from discord.components import Component, Container, MediaGalleryComponent, SectionComponent, TextDisplay

from bot.corpus.quotations import closed_quotations
from bot.platforms.discord.markup import escape

# Lines that Discord shows as a quotation; three marks take in the rest of the message.
QUOTED_LINES = re.compile(r"^>>> (?P<rest>.+)|(?P<lines>(?:^> [^\n]*(?:\n|\Z))+)", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^>(?:>>)? ?", re.MULTILINE)
# A quotation of fewer words in a message of more is a title or a phrase.
LEAST_WORDS = 3
# Discord's formatting; a backslash makes of a mark the mark itself.
FORMATTING = re.compile(r"\\(?P<mark>[^\w\s]|_)|\*+|__|~~|\|\||`+|(?<!\w)_|_(?!\w)|^#{1,3} |^-# ", re.MULTILINE)
# What a message shows that nobody says: code, mentions, emoji, times, addresses.
UNSAID = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`|<[^<>\s]*>|(?<!\w):\w+:(?!\w)|\bhttps?://[^\s)>]+", re.DOTALL)


def said_in(message: discord.Message) -> str:
    """What a message says, without its markup; of a message of components what it quotes."""
    if not message.content:
        return quoted_in(message)
    return _plain(LINE.sub("", UNSAID.sub(" ", message.content))).strip()


def quoted_in(message: discord.Message) -> str:
    """The quotation in a message: its quoted lines, else its longest one in quotation marks, else all of it."""
    content = message.content or "\n".join(_shown(message.components))
    if lines := QUOTED_LINES.search(content):
        return _plain(LINE.sub("", lines["rest"] or lines["lines"])).strip()
    plain = _plain(content)
    marked = (plain[span.start + 1 : span.end - 1] for span in closed_quotations(plain))
    longest = max(marked, key=len, default="")
    return longest if len(longest.split()) >= LEAST_WORDS else plain.strip()


def _plain(text: str) -> str:
    """The text as it is shown, without its formatting."""
    return FORMATTING.sub(lambda found: found["mark"] or "", text)


def _shown(components: Iterable[Component]) -> Iterator[str]:
    """What a message of components shows: of the first quotation in it the words alone."""
    for component in components:
        match component:
            case TextDisplay():
                yield component.content
            case SectionComponent():
                yield from _shown(component.children)
            case Container():
                yield f">>> {next(_shown(component.children), '')}"
                return
            case MediaGalleryComponent():
                # Of a picture the quotation is described first.
                words, _, _ = (component.items[0].description or "").partition("\n\n")
                yield f">>> {escape(words)}"
                return
