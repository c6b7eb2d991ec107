"""The description of a picture for those who do not see it, within Discord's limit."""

from __future__ import annotations

from bot.corpus.sentences import sentences
from bot.model import Message
from bot.platforms.discord.limits import ALT
from bot.reply import Picture
from bot.reply.picturing import Say, described, small_print


def description(picture: Picture, locale: str, say: Say) -> str | None:
    """All that the picture shows, as text; None where Discord has no room for it."""
    whole = described(picture, locale, say)
    return whole if len(whole) <= ALT else None


def beginning(picture: Picture, locale: str, say: Say) -> str:
    """As many whole sentences as there is room for, the small print, and that the whole text stands in the file."""
    note = f"{say(Message('picture-goes-on'))}\n\n{small_print(picture, locale, say)}"
    text, end = picture.quotation.quote.text, 0
    for sentence in sentences(text, picture.quotation.language):
        if sentence.end + len("\n\n") + len(note) > ALT:
            break
        end = sentence.end
    return f"{text[:end]}\n\n{note}".lstrip("\n")[:ALT]
