"""Lays a reply out in Discord's components: a container for each quotation, small print under it, then the buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.i18n import REMEMBERED, Languages
from bot.model import Message
from bot.platforms.discord import components
from bot.platforms.discord.components import Component
from bot.platforms.discord.describing import beginning, description
from bot.platforms.discord.limits import LABEL, ROW, TEXT
from bot.platforms.discord.markup import code_block, escape, one_line
from bot.platforms.discord.options import by_name
from bot.platforms.discord.page import Enclosure, Page
from bot.platforms.discord.parts import hollow, in_parts, markdown, too_long
from bot.platforms.discord.signs import ID, shown
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
        self._escaped_often = lru_cache(maxsize=REMEMBERED)(_escaped)

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
                    page.add(_file(page, block.name, block.text))
                case _:
                    page.add(*self._block(block, buttons, reply.locale))
        left = list(buttons)
        page.add(*(components.row(left[at : at + ROW]) for at in range(0, len(left), ROW)))
        return page

    def _buttons(self, reply: Reply) -> Iterator[Component]:
        """The buttons in reading order: those beside hits first, then those under the reply.

        A label, which is no quotation, may be shortened.
        """
        named = list(self._named(reply))
        if not keep_whole(_verbs(named), reply.shared):
            # Of a part of the question something else would be shared than was shown.
            named = [(action, words) for action, words in named if action.verb != SHARE]
        ids = custom_ids(_verbs(named), reply.shared)
        return iter([components.button(i, words[:LABEL]) for i, (_, words) in zip(ids, named, strict=True)])

    def _named(self, reply: Reply) -> Iterator[tuple[Action, str]]:
        for block in reply.blocks:
            if isinstance(block, Hits):
                for number, hit in enumerate(block.hits, block.first):
                    yield hit.action, f"{self.say(label(hit.action), reply.locale)} {number}"
        for action in reply.actions:
            yield action, self.say(label(action), reply.locale)

    def _copies(self, page: Page, reference: Reference, locale: str) -> None:
        """Each text in a code block of its own; a file where it finds no room or would end the block, never cut."""
        found = copies(reference, lambda message: self.say(message, locale))
        names = [f"**{self._line(copy.label, locale)}**" for copy in found]
        room = TEXT - page.content_length() - sum(map(len, names))
        for name, copy in zip(names, found, strict=True):
            page.add(components.text(name))
            block = code_block(copy.text)
            if block is None or len(block) > room:
                page.add(_file(page, copy.name, copy.text))
            else:
                page.add(components.text(block))
                room -= len(block)

    def _picture(self, page: Page, picture: Picture, image: bytes, locale: str) -> None:
        """The picture with its description; where that has no room for all of the text, a file with it too."""

        def say(message: Message) -> str:
            return self.say(message, locale)

        name, told = picture.quotation.quote.passage.id, description(picture, locale, say)
        page.enclosed.append(Enclosure(f"{name}.png", image))
        words = told or beginning(picture, locale, say)
        page.add(components.picture(f"{name}.png", words))
        if told is None:
            page.add(_file(page, f"{name}.txt", described(picture, locale, say)))

    def _block(self, block: Block, buttons: Iterator[Component], locale: str) -> Iterator[Component]:
        match block:
            case Quotation():
                yield self._contained(block, self._texts(block, locale))
            case Hits():
                yield from (self._hit(hit, next(buttons), locale) for hit in block.hits)
            case Heading():
                yield components.text(f"### {self._line(block.message, locale)}")
            case Notice():
                yield components.text(f"{'-# ' * block.quiet}{self._line(block.message, locale)}")
            case Link():
                yield components.text(f"{self._line(block.message, locale)} {block.address}")
            case Entry():
                title, *lines = (self._line(by_name(line), locale) for line in (block.title, *block.lines))
                stamped = [self._stamp(block.stamp, locale)] if block.stamp else []
                yield components.text("\n".join([f"**{title}**", *lines, *stamped]))

    def _hit(self, hit: Hit, button: Component, locale: str) -> Component:
        return self._contained(hit.quotation, [components.section(self._texts(hit.quotation, locale), button)])

    def _contained(self, quotation: Quotation, inner: Sequence[Component]) -> Component:
        return components.container(inner, self._accents.of(quotation.author_key))

    def _texts(self, quotation: Quotation, locale: str) -> list[Component]:
        """The quotation by itself, so that it can be copied and checked; and the small print."""
        said = (self._languages.say_often(message, locale) for message in footing(quotation, locale))
        told = (f"-# {self._escaped_often(sentence)}" for sentence in said)
        return [components.text(markdown(quotation)), components.text("\n".join(told))]

    def _stamp(self, stamp: Stamp, locale: str) -> str:
        """Who did something and when; Discord shows their name, calls nobody, and tells the time of the reader."""
        member = self.say(Message("stamp-former"), locale) if stamp.member is None else stamp.member
        # By their id where it is one of Discord's: whoever runs the bot has none.
        who = f"<@{member}>" if ID.fullmatch(member) else escape(one_line(member))
        return f"-# {who} · <t:{int(stamp.at.timestamp())}:f>"

    def _line(self, message: Message, locale: str) -> str:
        of = shown(message)
        return of.written(_escaped(self.say(of.message, locale)))

    def say(self, message: Message, locale: str) -> str:
        """A sentence as it is, not escaped: for where Discord shows nothing but text."""
        return self._languages.say(message, locale)


def _escaped(sentence: str) -> str:
    return escape(one_line(sentence))


def _verbs(named: Sequence[tuple[Action, str]]) -> list[tuple[str, str]]:
    return [(action.verb, action.target) for action, _ in named]


def _file(page: Page, name: str, text: str) -> Component:
    page.enclosed.append(Enclosure(name, text.encode()))
    return components.file(name)
