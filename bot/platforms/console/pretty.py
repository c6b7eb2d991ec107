"""Lays a reply out for a terminal: colours, marked words, numbered choices."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.i18n import Languages
from bot.model import Message
from bot.reply import Block, Enclosed, Entry, Heading, Hits, Link, Notice, Picture, Quotation, Reference, Reply
from bot.reply.choices import called
from bot.reply.citing import copies
from bot.reply.telling import entry_lines, footing, label

# Blue and orange stay apart for colour-blind readers; further authors share the rest in turn.
ACCENTS = ("blue", "dark_orange", "magenta", "cyan")


class Pretty:
    """Prints replies on a terminal."""

    def __init__(self, languages: Languages, console: Console) -> None:
        self._languages = languages
        self._console = console
        self._accents: dict[str, str] = {}

    def print(self, reply: Reply) -> None:
        """The whole reply, with what can be chosen on its last line."""
        for block in reply.blocks:
            if isinstance(block, Reference):
                self._copies(block, reply.locale)
            elif isinstance(block, Enclosed):
                self._console.out(block.text, highlight=False)
                self._console.print()
            else:
                self._console.print(Padding(self._block(block, reply.locale), (0, 0, 1, 0)), highlight=False)
        if reply.actions:
            self._console.print(self._actions(reply), highlight=False)

    def _copies(self, reference: Reference, locale: str) -> None:
        """Neither wrapped nor padded: what the mouse picks up is the text and nothing else."""
        for copy in copies(reference, lambda message: self._say(message, locale)):
            self._console.print(Text(self._say(copy.label, locale), style="bold green"))
            self._console.out(copy.text, highlight=False)
            self._console.print()

    def _actions(self, reply: Reply) -> Text:
        line = Text()
        for name, action in called(reply):
            line.append(name, style="bold green")
            line.append(f" {self._say(label(action), reply.locale)}   ", style="dim")
        return line

    def _block(self, block: Block | Picture, locale: str) -> RenderableType:
        match block:
            case Quotation():
                return self._quotation(block, locale)
            case Picture():
                instead = Text(self._say(Message("picture-not-here"), locale))
                return Group(self._quotation(block.quotation, locale), Text(), instead)
            case Hits():
                return Group(
                    *(
                        Group(Text(f"{number}.", style="bold green"), self._quotation(hit.quotation, locale))
                        for number, hit in enumerate(block.hits, block.first)
                    )
                )
            case Heading():
                return Text(self._say(block.message, locale), style="bold")
            case Notice() | Link():
                address = f" {block.address}" if isinstance(block, Link) else ""
                quiet = isinstance(block, Notice) and block.quiet
                return Text(f"{self._say(block.message, locale)}{address}", style="dim" if quiet else "")
            case Entry():
                lines = (Text(f"  {self._say(line, locale)}", style="dim") for line in entry_lines(block))
                return Group(Text(self._say(block.title, locale), style="bold"), *lines)

    def _quotation(self, quotation: Quotation, locale: str) -> RenderableType:
        accent = self._accent(quotation.author_key)
        words = Text(quotation.quote.text)
        for mark in quotation.marks:
            words.stylize(f"bold {accent}", mark.start, mark.end)
        if quotation.focus:
            shift = quotation.quote.span.start
            words.stylize("bold", quotation.focus.start - shift, quotation.focus.end - shift)
        told = (Text(self._say(message, locale), style="dim") for message in footing(quotation, locale))
        return Group(Padding(words, (0, 0, 0, 2)), *(Padding(line, (0, 0, 0, 4)) for line in told))

    def _accent(self, author: str) -> str:
        return self._accents.setdefault(author, ACCENTS[len(self._accents) % len(ACCENTS)])

    def _say(self, message: Message, locale: str) -> str:
        return self._languages.say(message, locale)
