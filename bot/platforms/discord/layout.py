"""Lays a reply out in Discord's components: a container for each quotation, small print under it, then the buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import discord
from discord import MediaGalleryItem
from discord.ui import ActionRow, Container, File, Item, LayoutView, MediaGallery, Section, TextDisplay

from bot.i18n import Languages
from bot.model import Message
from bot.platforms.discord.buttons import ActionButton
from bot.platforms.discord.channels import ID, shown
from bot.platforms.discord.describing import beginning, description
from bot.platforms.discord.limits import ROW, TEXT
from bot.platforms.discord.markup import code_block, escape, one_line
from bot.platforms.discord.page import Enclosure, Page
from bot.platforms.discord.parts import hollow, in_parts, markdown, too_long
from bot.platforms.discord.state import custom_ids, keep_whole
from bot.reply import (
    Action,
    Block,
    Enclosed,
    Entry,
    Heading,
    Hit,
    Hits,
    Link,
    Notice,
    Picture,
    Quotation,
    Reference,
    Reply,
    Stamp,
)
from bot.reply.accents import Accents
from bot.reply.citing import copies
from bot.reply.picturing import described
from bot.reply.sharing import SHARE
from bot.reply.telling import footing, label


class Layout:
    """Lays out replies; each author has a colour."""

    def __init__(self, languages: Languages, accents: Accents) -> None:
        self._languages = languages
        self._accents = accents

    def page(self, reply: Reply, drawn: Sequence[bytes] = ()) -> Page:
        """The reply, its words in the reply's own language; parts of its quotations where they are too long for it.

        `drawn` are its pictures, in their order.
        """
        page = None if too_long(reply) else self._page(reply, drawn)
        if page and page.content_length() <= TEXT:
            return page
        return self._page(in_parts(reply, self._page(hollow(reply), drawn).content_length()), drawn)

    def _page(self, reply: Reply, drawn: Sequence[bytes]) -> Page:
        page = Page()
        buttons, images = self._buttons(reply), iter(drawn)
        for block in reply.blocks:
            match block:
                case Reference():
                    self._copies(page, block, reply.locale)
                case Picture():
                    self._picture(page, block, next(images), reply.locale)
                case Enclosed():
                    page.add_item(_file(page, block.name, block.text))
                case _:
                    for item in self._block(block, buttons, reply.locale):
                        page.add_item(item)
        left = list(buttons)
        for at in range(0, len(left), ROW):
            page.add_item(ActionRow(*left[at : at + ROW]))
        return page

    def _buttons(self, reply: Reply) -> Iterator[ActionButton]:
        """The buttons in reading order: those beside hits first, then those under the reply."""
        named = list(self._named(reply))
        if not keep_whole(_verbs(named), reply.shared):
            # Of a part of the question something else would be shared than was shown.
            named = [(action, words) for action, words in named if action.verb != SHARE]
        ids = custom_ids(_verbs(named), reply.shared)
        return iter([ActionButton.named(i, words) for i, (_, words) in zip(ids, named, strict=True)])

    def _named(self, reply: Reply) -> Iterator[tuple[Action, str]]:
        for block in reply.blocks:
            if isinstance(block, Hits):
                for number, hit in enumerate(block.hits, block.first):
                    yield hit.action, f"{self._say(label(hit.action), reply.locale)} {number}"
        for action in reply.actions:
            yield action, self._say(label(action), reply.locale)

    def _copies(self, page: Page, reference: Reference, locale: str) -> None:
        """Each text in a code block of its own; a file where it finds no room or would end the block, never cut."""
        found = copies(reference, lambda message: self._say(message, locale))
        names = [f"**{self._line(copy.label, locale)}**" for copy in found]
        room = TEXT - page.content_length() - sum(map(len, names))
        for name, copy in zip(names, found, strict=True):
            page.add_item(TextDisplay(name))
            block = code_block(copy.text)
            if block is None or len(block) > room:
                page.add_item(_file(page, copy.name, copy.text))
            else:
                page.add_item(TextDisplay(block))
                room -= len(block)

    def _picture(self, page: Page, picture: Picture, image: bytes, locale: str) -> None:
        """The picture with its description; where that has no room for all of the text, a file with it too."""

        def say(message: Message) -> str:
            return self._say(message, locale)

        name, told = picture.quotation.quote.passage.id, description(picture, locale, say)
        page.enclosed.append(Enclosure(f"{name}.png", image))
        words = told or beginning(picture, locale, say)
        page.add_item(MediaGallery(MediaGalleryItem(f"attachment://{name}.png", description=words)))
        if told is None:
            page.add_item(_file(page, f"{name}.txt", described(picture, locale, say)))

    def _block(self, block: Block, buttons: Iterator[ActionButton], locale: str) -> Iterator[Item[LayoutView]]:
        match block:
            case Quotation():
                yield self._contained(block, *self._texts(block, locale))
            case Hits():
                yield from (self._hit(hit, next(buttons), locale) for hit in block.hits)
            case Heading():
                yield TextDisplay(f"### {self._line(block.message, locale)}")
            case Notice():
                yield TextDisplay(f"{'-# ' * block.quiet}{self._line(block.message, locale)}")
            case Link():
                yield TextDisplay(f"{self._line(block.message, locale)} {block.address}")
            case Entry():
                lines = [self._line(line, locale) for line in block.lines]
                stamped = [self._stamp(block.stamp, locale)] if block.stamp else []
                yield TextDisplay("\n".join([f"**{self._line(block.title, locale)}**", *lines, *stamped]))

    def _hit(self, hit: Hit, button: ActionButton, locale: str) -> Container[LayoutView]:
        return self._contained(
            hit.quotation, Section(*self._texts(hit.quotation, locale), accessory=cast("Item[LayoutView]", button))
        )

    def _contained(self, quotation: Quotation, *items: Item[LayoutView]) -> Container[LayoutView]:
        return Container(*items, accent_colour=discord.Colour(self._accents.of(quotation.author_key)))

    def _texts(self, quotation: Quotation, locale: str) -> tuple[TextDisplay[LayoutView], TextDisplay[LayoutView]]:
        """The quotation by itself, so that it can be copied and checked; and the small print."""
        told = (f"-# {self._line(message, locale)}" for message in footing(quotation, locale))
        return TextDisplay(markdown(quotation)), TextDisplay("\n".join(told))

    def _stamp(self, stamp: Stamp, locale: str) -> str:
        """Who did something and when; Discord shows their name, calls nobody, and tells the time of the reader."""
        member = self._say(Message("stamp-former"), locale) if stamp.member is None else stamp.member
        # By their id where it is one of Discord's: whoever runs the bot has none.
        who = f"<@{member}>" if ID.fullmatch(member) else escape(one_line(member))
        return f"-# {who} · <t:{int(stamp.at.timestamp())}:f>"

    def _line(self, message: Message, locale: str) -> str:
        of = shown(message)
        return of.written(escape(one_line(self._say(of.message, locale))))

    def _say(self, message: Message, locale: str) -> str:
        return self._languages.say(message, locale)


def _verbs(named: Sequence[tuple[Action, str]]) -> list[tuple[str, str]]:
    return [(action.verb, action.target) for action, _ in named]


def _file(page: Page, name: str, text: str) -> File[LayoutView]:
    page.enclosed.append(Enclosure(name, text.encode()))
    return File(f"attachment://{name}")
